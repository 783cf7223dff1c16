"""What stands where a list would be: that there is nothing, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.buttons import Button

_WIDEST, _BESIDE = 560, 16


class EmptyState(QFrame):
    """A title, a hint and one button."""

    action_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it without words yet."""
        super().__init__(parent)
        self.setObjectName("card")
        self.title, self.hint, self.button = QLabel(), QLabel(), Button()
        self.title.setObjectName("emptyTitle")
        self.hint.setObjectName("soft")
        self.hint.setWordWrap(True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.button.clicked.connect(self.action_wanted)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(2)
        for widget in (self.title, self.hint, self.button):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(self, title: str, hint: str, action: str) -> None:
        """Show these words."""
        self.title.setText(title)
        self.hint.setText(hint)
        self.button.setText(action)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the hint the lines it needs."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = max(1, self.width() - 2 * _BESIDE)
        wanted = self.hint.fontMetrics().horizontalAdvance(self.hint.text()) + 4
        width = min(scaled(_WIDEST), wanted, room)
        self.hint.setFixedWidth(width)
        self.hint.setMinimumHeight(max(0, self.hint.heightForWidth(width)))
