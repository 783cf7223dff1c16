"""Báo cáo: the printed forms, the ones due first, what each is printed of, and its pages beside it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from danvan_desktop.domain.period import Period
from danvan_desktop.localization import _
from danvan_desktop.reports.catalogue import EVERY_FORM, form_of
from danvan_desktop.reports.due import DueForm, due_forms
from danvan_desktop.reports.form import Needs, ReportForm
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import ChangeSummary
from danvan_desktop.ui.pages.page import Page
from danvan_desktop.ui.pages.period_picker import PeriodPicker
from danvan_desktop.ui.pages.record_picker import RecordPicker
from danvan_desktop.ui.preview.batch_dialog import BatchDialog
from danvan_desktop.ui.preview.preview_widget import PreviewWidget
from danvan_desktop.ui.preview.report_file import ReportWish
from danvan_desktop.ui.reports.form_list import FormGroup, FormRow, figures_told, form_groups
from danvan_desktop.ui.reports.form_tree import FormTree
from danvan_desktop.ui.reports.report_tools import ReportTools
from danvan_desktop.ui.reports.source_box import SourceBox
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.flow_layout import FlowLayout
from danvan_desktop.ui.widgets.labels import quiet_text, section_title
from danvan_desktop.ui.widgets.rows import FLUSH, column_of
from danvan_desktop.ui.widgets.search_box import SearchBox

_LEAST_CHOICE, _LEAST_PAPER = 130, 310
"""Pixels, at the usual size of letters: both fit into 1024 pixels beside the folded column at letters of 200 %."""
_CHOICE_WIDTH = 364


class ReportsPage(Page):
    """Forms by purpose and records on the left; the form, its period and its pages on the right."""

    title = _("Báo cáo")
    icon = "reports"

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Make the page; nothing is read before it is turned to."""
        super().__init__(context, parent)
        self._form: ReportForm | None = None
        self._stale = False
        self._shares_kept = False
        self._period_before: Period | None = None
        self._due: Sequence[DueForm] = ()
        self._listed: tuple[Sequence[FormGroup], bool] = (), False
        say = context.translator
        self.search = SearchBox(say(_("Tìm biểu mẫu: “kiểm phiếu”, “mẫu 03”…")))
        self.forms = FormTree()
        self.forms.setAccessibleName(say(_("Biểu mẫu")))
        self.records = RecordPicker(context)
        self.periods = PeriodPicker(say, context.today())
        self.sources = SourceBox(context)
        self.notes = Banner()
        self.preview = PreviewWidget(context, _("Chọn một biểu mẫu ở bên trái."))
        self.batch = plain_button(
            say(_("In hồ sơ cả kỳ…")), tip=say(_("In mọi biểu mẫu của một kỳ vào một tệp PDF hoặc một thư mục"))
        )
        self.tools = ReportTools(context)
        self._list_forms()
        self._arrange()
        self._connect()

    def activate(self) -> None:
        """Show what is due; begin with the first form when none was chosen, else make stale pages anew."""
        self._read_due()
        if self._form is not None and self._stale:
            self._renew()
        self.forms.setFocus()

    def show_form(self, code: str, uid: str = "", period: Period | None = None) -> None:
        """Turn to a form of one record or one period, whatever was searched for."""
        self._form = form_of(code)
        if self._form.needs is not Needs.PERIOD:
            self.sources.turn_home()
        self.search.show_text("")
        self._list_forms()
        self.forms.choose(code, period, tell=False)
        if period is not None:
            self.periods.choose(period)
        else:
            self._turn_to_usual_period(self._form)
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
            self._read_due()
            self._renew()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the paper most of the width, also where large letters make the list of forms wide."""
        super().resizeEvent(event)
        if not self._shares_kept:
            choice = min(scaled(_CHOICE_WIDTH), self.width() * 2 // 5)
            self._splitter.setSizes([choice, self.width() - choice])

    # Arrangement

    def _keep_shares(self) -> None:
        """Leave the widths as the officer pulled them."""
        self._shares_kept = True

    def _arrange(self) -> None:
        self._splitter = splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(self._choices(splitter))
        splitter.addWidget(self._paper(splitter))
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        splitter.splitterMoved.connect(self._keep_shares)
        column_of(splitter, margins=FLUSH, on=self)

    def _choices(self, within: QWidget) -> QWidget:
        self._nothing = quiet_text(self.context.translator(_("Không có biểu mẫu nào như vậy. Hãy bớt chữ hoặc xóa ô.")))
        self._nothing.hide()
        self._records_title = section_title("")
        self._of_record = QWidget(within)
        column_of(self._records_title, self.records, grows=self.records, margins=FLUSH, on=self._of_record)
        side = QWidget(within)
        side.setMinimumWidth(scaled(_LEAST_CHOICE))
        column = column_of(
            self.search, self.sources, self.notes, self._nothing, gap=8, margins=(16, 12, 12, 12), on=side
        )
        column.addWidget(self.forms, 6)
        column.addWidget(self._of_record, 5)
        below = FlowLayout()
        for button in (self.batch, self.tools.verify, self.tools.texts):
            below.addWidget(button)
        column.addLayout(below)
        return side

    def _paper(self, within: QWidget) -> QWidget:
        self._title = section_title("")
        self._title.setWordWrap(True)
        self.tools.lead_with(self.periods)
        self._title.setTextFormat(Qt.TextFormat.RichText)
        head = column_of(self._title, self.tools, gap=6, margins=(12, 12, 16, 4))
        side = QWidget(within)
        side.setMinimumWidth(scaled(_LEAST_PAPER))
        column_of(head, self.preview, grows=self.preview, gap=0, margins=FLUSH, on=side)
        return side

    def _connect(self) -> None:
        self.batch.clicked.connect(self.print_period)
        self.tools.record_wanted.connect(self.record_wanted)
        self.tools.page_wanted.connect(self.page_wanted)
        self.sources.source_chosen.connect(lambda _address: self._turn_to_source())
        self.sources.refused.connect(lambda why: self.notes.say(self.context.translator(why), "error"))
        self.search.searched.connect(self._search)
        self.search.left_downwards.connect(self._go_to_forms)
        self.search.entered.connect(self.forms.choose_first)
        self.forms.chosen.connect(self._choose_form)
        self.records.chosen.connect(self._choose_record)
        self.periods.chosen.connect(self._choose_period)

    # The list of forms

    def _list_forms(self) -> None:
        words = self.search.text().strip()
        is_own = not self.sources.address
        forms = [form for form in EVERY_FORM if is_own or form.needs is Needs.PERIOD]
        groups = form_groups(forms, self._due if is_own else (), words, self.context.today(), self.context.translator)
        if (groups, bool(words)) != self._listed:
            self._listed = groups, bool(words)
            self.forms.show_groups(groups, all_open=bool(words))

    def _turn_to_source(self) -> None:
        """Offer what the other source can print: of a database the papers of a period, of whatever units it holds."""
        database = self.sources.address
        self.notes.say(self.sources.told())
        self.batch.setVisible(not database)
        self.tools.read_from(database)
        self._list_forms()
        if self._form is not None and (not database or self._form.needs is Needs.PERIOD):
            self._renew()
        else:
            self.forms.choose_first()

    def _search(self, _words: str) -> None:
        self._list_forms()
        self._nothing.setVisible(not self.forms.rows)

    def _go_to_forms(self) -> None:
        self.forms.setFocus()
        if not self.forms.currentIndex().isValid():
            self.forms.choose_first()

    def _read_due(self) -> None:
        self.context.operations.read(due_forms, self._show_due, key=(self, "due forms"))

    def _show_due(self, due: Sequence[DueForm]) -> None:
        if due != self._due:
            self._due = due
            self._list_forms()
        if self._form is None:
            self.forms.choose_first()

    # What is printed

    def _choose_form(self, row: FormRow) -> None:
        self._form = row.form
        if row.period is not None:
            self.periods.choose(row.period)
        else:
            self._turn_to_usual_period(row.form)
        self._show_choice(row.uid)

    def _turn_to_usual_period(self, form: ReportForm) -> None:
        """Offer the period that a form is usually made for, and the one before again with the next other form."""
        before, self._period_before = self._period_before, None
        if form.usual_period is not None and form.needs is Needs.PERIOD:
            self._period_before = before or self.periods.period
            before = form.usual_period(self.context.today())
        if before is not None:
            self.periods.choose(before)

    def _show_choice(self, uid: str) -> None:
        form, say = self._form, self.context.translator
        if form is None:
            return
        of_record = form.needs is Needs.RECORD
        self._show_title()
        self._title.setToolTip(say(form.description))
        self._of_record.setVisible(of_record)
        self.periods.setVisible(form.needs is Needs.PERIOD)
        if of_record:
            self._records_title.setText(say(self.context.store.kinds[form.kind].plural))
            self.tools.show_choice(form)
            self.preview.clear(_("Đang đọc danh sách…"))
            self.records.show_kind(form.kind, uid, form.only_of)
        else:
            self._show_whole()

    def _show_whole(self) -> None:
        """Show the form that is chosen of the period or, where it is one of the day, as it is now."""
        form = self._form
        if form is not None and form.needs is Needs.DAY:
            self.tools.show_choice(form)
            self.preview.show_report(ReportWish(form.code))
        else:
            self._choose_period(self.periods.period)

    def _show_title(self, told: str = "") -> None:
        """Name the form and, on the line of its name, tell how far its figures go."""
        title = escape(self.context.translator(self._form.title)) if self._form is not None else ""
        more = f" &nbsp;<span style='font-weight: 400'>{escape(told)}</span>" if told else ""
        self._title.setText(title + more)

    def _choose_record(self, uid: str) -> None:
        if self._form is None or self._form.needs is not Needs.RECORD:
            return
        self.tools.show_choice(self._form, uid)
        if uid:
            self.preview.show_report(ReportWish(self._form.code, uid))
        else:
            self.preview.clear(_("Không có hồ sơ nào để in."))

    def _choose_period(self, period: Period) -> None:
        if self._form is not None and self._form.needs is Needs.PERIOD:
            told = "" if self._form.plans_ahead else self.context.translator(figures_told(period, self.context.today()))
            self._show_title(told)
            self.tools.show_choice(self._form, period=period)
            self.preview.show_report(ReportWish(self._form.code, period=period, database=self.sources.address))

    def _renew(self) -> None:
        self._stale = False
        if self._form is not None and self._form.needs is Needs.RECORD:
            self.records.refresh()
            self._choose_record(self.records.list.current)
        else:
            self._show_whole()
