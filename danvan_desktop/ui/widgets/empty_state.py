"""What stands where a list would be: that there is nothing, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget


class EmptyState(QFrame):
    """A title, a hint and one button."""

    action_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it without words yet."""
        super().__init__(parent)
        self.setObjectName("card")
        self.title, self.hint, self.button = QLabel(), QLabel(), QPushButton()
        self.title.setObjectName("emptyTitle")
        self.hint.setObjectName("soft")
        self.hint.setWordWrap(True)
        self.hint.setMaximumWidth(560)
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
        self.hint.setMinimumWidth(min(560, self.hint.fontMetrics().horizontalAdvance(hint) + 4))
        self.button.setText(action)
