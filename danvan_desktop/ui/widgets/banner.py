"""A line that says something about what is below it, with at most one thing to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.buttons import Button, quiet_button
from danvan_desktop.ui.widgets.restyling import set_look
from danvan_desktop.ui.widgets.rows import row_of
from danvan_desktop.ui.widgets.told_text import ToldText

Severity = Literal["info", "done", "warning", "error"]
_ICONS: Mapping[Severity, str] = {"info": "info", "done": "done", "warning": "warning", "error": "error"}
_COLOURS: Mapping[Severity, str] = {"info": "accentDark", "done": "doneText", "warning": "warning", "error": "error"}


class _Parts(NamedTuple):
    """What stands in a banner, from the left."""

    picture: QLabel
    text: ToldText
    action: Button


class Banner(QFrame):
    """Hidden until it has something to say; its severity shows by picture and colour."""

    action_wanted = Signal()

    def __init__(self, parent: QWidget | None = None, *, closable: bool = False) -> None:
        """Make it empty; a ``closable`` one can be put away by the officer."""
        super().__init__(parent)
        self.setObjectName("messageBar")
        self._is_closable = closable
        self._parts: _Parts | None = None
        self.hide()

    def say(self, text: str, severity: Severity = "info", action: str = "") -> None:
        """Show a text, and a button when there is something to do; empty text hides the banner."""
        if not text:
            self.hide()
            return
        parts = self._made_parts()
        if set_look(self, "severity", severity):
            parts.picture.setPixmap(icon(_ICONS[severity], _COLOURS[severity]).pixmap(QSize(scaled(20), scaled(20))))
        parts.text.setText(text)
        parts.action.setText(action)
        parts.action.setVisible(bool(action))
        self.show()

    def text(self) -> str:
        """Return what it says now, empty while it is hidden."""
        return "" if self.isHidden() or self._parts is None else self._parts.text.text()

    @property
    def action_button(self) -> QPushButton:
        """The button for the one thing to do."""
        return self._made_parts().action

    def _made_parts(self) -> _Parts:
        """Make the parts when there is something to say: of most editors and dialogs there never is."""
        if self._parts is None:
            self._parts = parts = _Parts(QLabel(self), ToldText(), Button("", self))
            parts.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            parts.action.clicked.connect(self.action_wanted)
            parts.action.hide()
            row = row_of(*parts, grows=parts.text, gap=10, margins=(12, 6, 8, 6), on=self)
            if self._is_closable:
                close = quiet_button("", self.hide, icon("close", "soft"))
                close.setAccessibleName("×")
                row.addWidget(close)
        return self._parts
