"""A line that says something about what is below it, with at most one thing to do."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.widgets.buttons import Button
from danvan_desktop.ui.widgets.restyling import set_look
from danvan_desktop.ui.widgets.rows import row_of

_ICONS = {"info": "info", "done": "done", "warning": "warning", "error": "error"}
_COLOURS = {"info": "accentDark", "done": "doneText", "warning": "warning", "error": "error"}


class Banner(QFrame):
    """Hidden until it has something to say; its severity (info, done, warning, error) shows by picture and colour."""

    action_wanted = Signal()

    def __init__(self, parent: QWidget | None = None, *, closable: bool = False) -> None:
        """Make it empty; a ``closable`` one can be put away by the officer."""
        super().__init__(parent)
        self.setObjectName("messageBar")
        self._icon = QLabel(self)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action = Button("", self)
        self._action.clicked.connect(self.action_wanted)
        self._action.hide()
        layout = row_of(self._icon, self._text, self._action, grows=self._text, gap=10, margins=(12, 7, 8, 7), on=self)
        if closable:
            close = Button("", self, picture=icon("close", "soft"))
            close.setProperty("flat", True)
            close.setAccessibleName("×")
            close.clicked.connect(self.hide)
            layout.addWidget(close)
        self.hide()

    def say(self, text: str, severity: str = "info", action: str = "") -> None:
        """Show a text, and a button when there is something to do; empty text hides the banner."""
        if not text:
            self.hide()
            return
        if set_look(self, "severity", severity):
            self._icon.setPixmap(icon(_ICONS[severity], _COLOURS[severity]).pixmap(QSize(20, 20)))
        self._text.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.show()

    def text(self) -> str:
        """Return what it says now, empty while it is hidden."""
        return self._text.text() if not self.isHidden() else ""

    @property
    def action_button(self) -> QPushButton:
        """The button for the one thing to do."""
        return self._action
