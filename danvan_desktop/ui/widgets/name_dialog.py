"""Asks for a name: of a filter, a ready-made text, a machine."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from danvan_desktop.domain.text import fold
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import main_button, plain_button
from danvan_desktop.ui.widgets.questions import AskingDialog, Unsaved

LONGEST_NAME = 120
"""Letters; what is longer is cut off in every list and menu."""


class NameDialog(AskingDialog):
    """Accepted when ``given`` was told a name: with letters in it, without blanks around it."""

    given = Signal(str)

    def __init__(
        self,
        translator: Translator,
        title: Message,
        question: Message,
        take: Message,
        parent: QWidget | None = None,
        *,
        taken: Mapping[str, Message] | None = None,
        name: str = "",
    ) -> None:
        """``take`` names the button that takes the name; ``taken`` tells of names that there are what is so then."""
        super().__init__(translator, parent, title)
        self._say, self._take, self._former = translator, take, name
        self._taken = {fold(other): words for other, words in (taken or {}).items()}
        self.line = QLineEdit(name)
        self.line.setMaxLength(LONGEST_NAME)
        self.line.setAccessibleName(translator(question))
        self.line.selectAll()
        self.note = Banner()
        self.take_button = main_button(translator(take), self.save_unsaved, default=True)
        self.line.textChanged.connect(lambda _text: self._tell())
        self._arrange(translator(question))
        self._tell()

    @property
    def name(self) -> str:
        """The name that is typed."""
        return " ".join(self.line.text().split())

    def unsaved(self) -> Unsaved | None:
        """Tell of a name that was typed and not taken."""
        is_new = self.name not in ("", " ".join(self._former.split()))
        return Unsaved(_("Tên vừa ghi chưa được dùng."), self._take) if is_new else None

    def save_unsaved(self) -> None:
        """Take the name, if there is one."""
        if self.name:
            self.given.emit(self.name)
            self.accept()
        else:
            self._say_in_note(_("Chưa ghi tên."))
            self.line.setFocus()

    # Private

    def _arrange(self, question: str) -> None:
        label = QLabel(question)
        label.setBuddy(self.line)
        buttons = (self.take_button, plain_button(self._say(_("Hủy")), self.reject))
        self.lay_out(label, self.line, self.note, buttons=buttons, size=(440, 190))
        self.line.setFocus()

    def _tell(self) -> None:
        """Tell of a name that there is already, before it is taken."""
        self._say_in_note(self._taken.get(fold(self.name)))

    def _say_in_note(self, words: Message | None) -> None:
        self.note.say(self._say(words) if words is not None else "", "error")
