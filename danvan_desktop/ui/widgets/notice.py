"""A line that says what happened right where it happened, with a way on."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget


class NoticeKind(Enum):
    """How grave it is; each has a sign of its own beside its colour."""

    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"

    @property
    def sign(self) -> str:
        """The sign before the text."""
        return {"info": "ℹ", "success": "✓", "warning": "⚠", "error": "✕"}[self.value]


class Notice(QFrame):
    """Hidden until it is told something."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty, hidden line."""
        super().__init__(parent)
        self.setObjectName("notice")
        self._sign = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action = QPushButton()
        self._action.clicked.connect(self._act)
        self._then: Callable[[], object] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(10)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        self.hide()

    @property
    def text(self) -> str:
        """What it says now."""
        return self._text.text() if not self.isHidden() else ""

    def tell(self, kind: NoticeKind, text: str, action: str = "", then: Callable[[], object] | None = None) -> None:
        """Show ``text``; ``action`` is the words of a button that calls ``then``."""
        self.setProperty("kind", kind.value)
        self._sign.setText(kind.sign)
        self._text.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._then = then
        self.style().unpolish(self)
        self.style().polish(self)
        self.setAccessibleName(text)
        self.show()

    def _act(self) -> None:
        if self._then is not None:
            self._then()
