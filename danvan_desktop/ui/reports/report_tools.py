"""Buttons for what is done with a report beside printing it, as the form that is chosen allows."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.fields import Values
from danvan_desktop.domain.period import Period
from danvan_desktop.localization import _
from danvan_desktop.reports.form import ReportForm
from danvan_desktop.reports.numbering import is_numbered
from danvan_desktop.reports.proof import PROVEN_FORMS
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.faults import tell_fault
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.reports.composer_dialog import ComposerDialog
from danvan_desktop.ui.reports.figures_dialog import FiguresDialog
from danvan_desktop.ui.reports.reading import read_number
from danvan_desktop.ui.reports.signature_dialog import SignatureDialog
from danvan_desktop.ui.reports.verify_dialog import VerifyDialog
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.flow_layout import FlowLayout

_TEXTS = "report_text"
"""The page that lists what officers wrote into reports."""


class ReportTools(QWidget):
    """Figures, text and number of the form and the record or period that are chosen.

    The buttons ``verify`` (of any printed report) and ``texts`` (of all periods) ask for no form: who shows the tools
    gives them a place of their own.
    """

    record_wanted = Signal(str)
    """The uid of a record to open."""
    page_wanted = Signal(str)
    """The name of a page to turn to."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show what needs no form."""
        super().__init__(parent)
        self._context, self._say = context, context.translator
        self._form: ReportForm | None = None
        self._uid = ""
        self._period: Period | None = None
        self._database = ""
        self.compose = plain_button(self._say(_("Soạn báo cáo…")), self.open_composer)
        self.figures = plain_button(self._say(_("Số liệu…")), self.open_figures)
        self.number = plain_button(self._say(_("Lấy số văn bản…")), self.give_number)
        self.verify = plain_button(
            self._say(_("Kiểm tra mã…")),
            self.open_verify,
            tip=self._say(_("Kiểm tra mã kiểm chứng của báo cáo đã in")),
        )
        self.texts = plain_button(
            self._say(_("Nội dung đã soạn…")),
            lambda: self.page_wanted.emit(_TEXTS),
            tip=self._say(_("Danh sách nội dung, giá trị thay thế và ghi chú đã soạn của mọi kỳ")),
        )
        self._row = FlowLayout(self, 6)
        for button in (self.compose, self.figures, self.number):
            self._row.addWidget(button)
        self._refresh()

    def lead_with(self, widget: QWidget) -> None:
        """Put what chooses the period before the buttons: they go on below it where the line has too little room."""
        self._row.insertWidget(0, widget)

    def show_choice(self, form: ReportForm, uid: str = "", period: Period | None = None) -> None:
        """Offer what can be done with a form of one record or one period."""
        self._form, self._uid, self._period = form, uid, period
        self._refresh()

    def read_from(self, database: str) -> None:
        """Read figures and proofs from the database at an address; what would be written is not offered then."""
        self._database = database
        self.texts.setVisible(not database)
        self._refresh()

    def open_composer(self) -> ComposerDialog | None:
        """Open the text of the report."""
        if self._form is None or self._period is None:
            return None
        dialog = ComposerDialog(self._context, self._form.code, self._period, self)
        dialog.texts_wanted.connect(lambda: self.page_wanted.emit(_TEXTS))
        dialog.show()
        return dialog

    def open_figures(self) -> FiguresDialog | None:
        """Open the figures of the report."""
        if self._form is None or self._period is None:
            return None
        dialog = FiguresDialog(self._context, self._form.code, self._period, self, database=self._database)
        dialog.record_wanted.connect(self.record_wanted)
        dialog.remark_wanted.connect(self._edit_remark)
        dialog.show()
        return dialog

    def open_verify(self) -> VerifyDialog:
        """Open the check of a printed report."""
        dialog = VerifyDialog(self._context, self, database=self._database)
        dialog.show()
        return dialog

    def open_signatures(self) -> SignatureDialog:
        """Open the check of digital signatures."""
        dialog = SignatureDialog(self._context, self)
        dialog.show()
        return dialog

    def give_number(self) -> None:
        """Open the next number of the form's register; tell when it has one."""
        if self._form is None:
            return
        work = partial(read_number, form=self._form.code, uid=self._uid, period=self._period)
        self._context.operations.read(work, self._edit_number, key=(self, "number"), on_error=self._no_number)

    def _edit_number(self, values: Values) -> None:
        open_editor(self._context, "document_number", preset=values, parent=self)

    def _no_number(self, error: DanvanError) -> None:
        tell_fault(self, self._say, self._say(_("Lấy số văn bản")), self._say(error.message))

    def _edit_remark(self, uid: str, values: Values) -> None:
        open_editor(self._context, "report_text", uid or None, preset=values, parent=self)

    def _refresh(self) -> None:
        form, of_period, is_own = self._form, self._period is not None, not self._database
        of_something = (of_period or bool(self._uid)) and is_own
        self._offer(self.compose, form is not None and form.narrated and of_period and is_own)
        self._offer(self.figures, form is not None and form.code in PROVEN_FORMS and of_period)
        self._offer(self.number, form is not None and is_numbered(form) and of_something)

    @staticmethod
    def _offer(button: QPushButton, offered: bool) -> None:
        button.setEnabled(offered)
        button.setVisible(offered)
