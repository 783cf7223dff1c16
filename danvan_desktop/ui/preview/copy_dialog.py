"""Bản sao: asks which kind of certified copy is wanted, under which number and for whom."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.fields import FieldError
from danvan_desktop.localization import _
from danvan_desktop.reports.copies import COPY_KINDS, CopyWish
from danvan_desktop.store import SaveResult
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.forms.inputs import LineInput
from danvan_desktop.ui.operations import Operation, short_work
from danvan_desktop.ui.preview.report_file import ReportWish, enter_copy, read_copy_number
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import main_button, plain_button
from danvan_desktop.ui.widgets.labels import form_of_rows, quiet_text
from danvan_desktop.ui.widgets.questions import AskingDialog, Unsaved
from danvan_desktop.ui.widgets.steady import ChoiceBox

_NOTE = _(
    "Phần bản sao in dưới cuối văn bản, đề ngày hôm nay. Số đánh chung cho mọi hình thức sao trong năm và được ghi vào"
    " Sổ số văn bản; dòng “Lưu” được thêm sẵn."
)


class CopyDialog(AskingDialog):
    """Closes when the copy stands in the register of numbers; a number that is taken is told and the dialog stays."""

    made = Signal(object)
    """ReportWish: the form as the copy that was asked for."""

    def __init__(self, context: UiContext, wish: ReportWish, parent: QWidget | None = None) -> None:
        """Offer the next number of the register, or what the copy that is shown has."""
        super().__init__(context.translator, parent, _("Bản sao"))
        self._entering = False
        self._context, self._wish = context, wish
        self.kinds = ChoiceBox()
        self.kinds.offer((self._say(words), kind) for kind, words in COPY_KINDS.items())
        self.number = LineInput(context.store.kinds["document_number"].field("number"), self._say)
        self.number.setEnabled(False)
        self.recipients = QPlainTextEdit()
        self.recipients.setTabChangesFocus(True)
        self.recipients.setPlaceholderText(self._say(_("Mỗi dòng một nơi nhận, ví dụ: Các thôn")))
        self.trouble = Banner()
        self.make_button = main_button(self._say(_("Tạo bản sao")), self.make, default=True)
        self.make_button.setEnabled(False)
        self._arrange()
        self._offered = self._typed()
        if wish.copy is None:
            context.operations.read(
                partial(read_copy_number, wish=wish), self._offer, key=(self, "number"), on_error=self._tell
            )
        else:
            self._show_copy(wish.copy)

    def make(self) -> None:
        """Enter the copy in the register and show it."""
        try:
            number = self.number.field.parse(self.number.raw())
        except FieldError as error:
            self._tell(error)
            return
        if not isinstance(number, int):
            self.trouble.say(self._say(_("Hãy ghi số bản sao.")), "error")
            return
        lines = (line.strip() for line in self.recipients.toPlainText().splitlines())
        copy = CopyWish(self.kinds.currentData(), number, tuple(line for line in lines if line))
        work = short_work(lambda store: enter_copy(store, self._wish, copy))

        def done(_result: SaveResult) -> None:
            self._entering = False
            self.made.emit(replace(self._wish, copy=copy))
            self.accept()

        self._entering = True
        self.make_button.setEnabled(False)
        self._context.operations.run(Operation(_("Ghi sổ bản sao"), work, done, self._refused, undoable=True))

    def unsaved(self) -> Unsaved | None:
        """Tell of a number or recipients that were typed."""
        if self._typed() == self._offered:
            return None
        return Unsaved(_("Bản sao này chưa được tạo."), _("Tạo bản sao"), title=_("Chưa tạo bản sao"))

    def save_unsaved(self) -> None:
        """Make the copy."""
        self.make()

    def reject(self) -> None:
        """Close, unless the copy is being entered: its number would be spent without a copy."""
        if not self._entering:
            super().reject()

    # Private

    def _typed(self) -> object:
        return self.kinds.currentData(), self.number.raw(), self.recipients.toPlainText()

    def _offer(self, number: int) -> None:
        self.number.show_value(number)
        self._offered = self._typed()
        self._allow()

    def _show_copy(self, copy: CopyWish) -> None:
        self.kinds.setCurrentIndex(self.kinds.findData(copy.kind))
        self.number.show_value(copy.number)
        self.recipients.setPlainText("\n".join(copy.recipients))
        self._offered = self._typed()
        self._allow()

    def _allow(self) -> None:
        self.number.setEnabled(True)
        self.make_button.setEnabled(True)

    def _refused(self, error: DanvanError) -> bool:
        self._entering = False
        self._allow()
        self._tell(error)
        return True

    def _tell(self, error: DanvanError) -> None:
        self.trouble.say(self._say(error.message), "error")

    def _arrange(self) -> None:
        form = form_of_rows(
            self._say,
            (_("Hình thức sao"), self.kinds),
            (_("Số bản sao"), self.number),
            (_("Nơi nhận bản sao"), self.recipients),
        )
        buttons = (self.make_button, plain_button(self._say(_("Hủy")), self.reject))
        self.lay_out(form, quiet_text(self._say(_NOTE)), self.trouble, buttons=buttons, grows=form, size=(480, 380))
