"""Báo cáo: every printed form, what it is printed of, and its pages beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from danvan_desktop.domain.period import Period
from danvan_desktop.localization import _
from danvan_desktop.reports.catalogue import FORMS, form_of
from danvan_desktop.reports.form import Needs, ReportForm
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import ChangeSummary
from danvan_desktop.ui.pages.page import Page
from danvan_desktop.ui.pages.period_picker import PeriodPicker
from danvan_desktop.ui.pages.record_picker import RecordPicker
from danvan_desktop.ui.preview.batch_dialog import BatchDialog
from danvan_desktop.ui.preview.preview_widget import PreviewWidget
from danvan_desktop.ui.preview.report_file import ReportWish
from danvan_desktop.ui.reports.report_tools import ReportTools
from danvan_desktop.ui.widgets.buttons import Button
from danvan_desktop.ui.widgets.labels import section_title
from danvan_desktop.ui.widgets.two_line_list import Item, TwoLineList

_CHOICE_WIDTH = 300


class ReportsPage(Page):
    """Forms and records on the left, pages on the right."""

    title = _("Báo cáo")
    icon = "reports"

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Make the page; nothing is read before it is turned to."""
        super().__init__(context, parent)
        self._form: ReportForm | None = None
        self._stale = False
        say = context.translator
        self.forms = TwoLineList()
        self.forms.setAccessibleName(say(_("Biểu mẫu")))
        self.forms.set_items([Item(form.code, say(form.title), say(form.description)) for form in FORMS])
        self.records = RecordPicker(context)
        self.periods = PeriodPicker(say, context.today())
        self.preview = PreviewWidget(context, _("Chọn một biểu mẫu ở bên trái."))
        self.batch = Button(say(_("In hồ sơ cả kỳ…")))
        self.batch.setToolTip(say(_("In mọi biểu mẫu của một kỳ vào một tệp PDF hoặc một thư mục")))
        self.batch.clicked.connect(self.print_period)
        self.tools = ReportTools(context)
        self.tools.record_wanted.connect(self.record_wanted)
        self.tools.page_wanted.connect(self.page_wanted)
        self.forms.chosen.connect(self._choose_form)
        self.records.chosen.connect(self._choose_record)
        self.periods.chosen.connect(self._choose_period)
        self._arrange()

    def activate(self) -> None:
        """Show the first form when none was chosen; make the pages anew when records changed."""
        if self._form is None:
            self.forms.choose(FORMS[0].code)
        elif self._stale:
            self._renew()
        self.forms.setFocus()

    def show_form(self, code: str, uid: str = "", period: Period | None = None) -> None:
        """Turn to a form of one record or one period."""
        self._form = form_of(code)
        self.forms.choose(code, tell=False)
        if period is not None:
            self.periods.choose(period)
        self._show_choice(uid)

    def print_period(self) -> BatchDialog:
        """Open the dialog that prints every form of the period that is chosen here; it deletes itself."""
        dialog = BatchDialog(self.context, self.periods.period, self)
        dialog.show()
        return dialog

    def on_changed(self, summary: ChangeSummary) -> None:
        """Make the pages anew, at once only when they are seen."""
        if self._form is None:
            return
        self._stale = True
        if self.isVisible():
            self._renew()

    def _arrange(self) -> None:
        self._choice_title = section_title("")
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(16, 16, 12, 12)
        column.setSpacing(8)
        column.addWidget(section_title(self.context.translator(_("Biểu mẫu"))))
        column.addWidget(self.forms, 5)
        column.addSpacing(4)
        column.addWidget(self._choice_title)
        column.addWidget(self.records, 6)
        column.addWidget(self.periods)
        column.addWidget(self.tools)
        column.addWidget(self.batch)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(side)
        splitter.addWidget(self.preview)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([_CHOICE_WIDTH, 1000])
        splitter.setChildrenCollapsible(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(splitter)

    def _choose_form(self, code: str) -> None:
        self._form = form_of(code)
        self._show_choice("")

    def _show_choice(self, uid: str) -> None:
        form = self._form
        if form is None:
            return
        of_record = form.needs is Needs.RECORD
        self.records.setVisible(of_record)
        self.periods.setVisible(not of_record)
        title = self.context.store.kinds[form.kind].plural if of_record else _("Kỳ báo cáo")
        self._choice_title.setText(self.context.translator(title))
        if of_record:
            self.preview.clear(_("Đang đọc danh sách…"))
            self.records.show_kind(form.kind, uid)
        else:
            self._choose_period(self.periods.period)

    def _choose_record(self, uid: str) -> None:
        if self._form is None or self._form.needs is not Needs.RECORD:
            return
        self.tools.show_choice(self._form, uid)
        if uid:
            self.preview.show_report(ReportWish(self._form.code, uid))
        else:
            self.preview.clear(_("Không có bản ghi nào để in."))

    def _choose_period(self, period: Period) -> None:
        if self._form is not None and self._form.needs is Needs.PERIOD:
            self.tools.show_choice(self._form, period=period)
            self.preview.show_report(ReportWish(self._form.code, period=period))

    def _renew(self) -> None:
        self._stale = False
        if self._form is not None and self._form.needs is Needs.RECORD:
            self.records.refresh()
            self._choose_record(self.records.list.current)
        else:
            self._choose_period(self.periods.period)
