"""Asks for a text of several lines, such as a pasted list or a reason."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.ui.widgets.buttons import main_button, plain_button
from danvan_desktop.ui.widgets.questions import AskingDialog, Unsaved


class TextDialog(AskingDialog):
    """Accepted when ``given`` was told the text."""

    given = Signal(str)

    def __init__(
        self, translator: Translator, title: Message, question: Message, take: Message, parent: QWidget | None = None
    ) -> None:
        """``take`` names the button that takes the text."""
        super().__init__(translator, parent, title)
        self._take = take
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(translator(question))
        label = QLabel(translator(question))
        label.setWordWrap(True)
        label.setBuddy(self.text)
        self.take_button = main_button(translator(take), self.save_unsaved)
        self.take_button.setEnabled(False)
        self.text.textChanged.connect(lambda: self.take_button.setEnabled(self.unsaved() is not None))
        buttons = (self.take_button, plain_button(translator(_("Hủy")), self.reject))
        self.lay_out(label, self.text, buttons=buttons, grows=self.text, size=(560, 420))
        self.text.setFocus()

    def unsaved(self) -> Unsaved | None:
        """Tell of a text that was not taken."""
        return Unsaved(_("Nội dung vừa ghi chưa được dùng."), self._take) if self.text.toPlainText().strip() else None

    def save_unsaved(self) -> None:
        """Take the text."""
        self.given.emit(self.text.toPlainText())
        self.accept()
