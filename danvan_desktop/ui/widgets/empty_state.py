"""What stands where a list would be: that there is nothing, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.buttons import Button

_WIDEST, _BESIDE = 560, 16
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)


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
        for label in (self.title, self.hint):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.button.clicked.connect(self.action_wanted)
        self.button.installEventFilter(self)
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the keyboard here: Qt leads arrows on to the next button, that which folds the navigation."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in _ARROWS:
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the words the lines they need."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Be as narrow as the button: the words are fitted to the width."""
        return QSize(self.button.minimumSizeHint().width() + 2 * _BESIDE, super().minimumSizeHint().height())

    def _fit(self) -> None:
        room = max(1, self.width() - 2 * _BESIDE)
        for label in (self.title, self.hint):
            wanted = label.fontMetrics().horizontalAdvance(label.text()) + 4
            width = min(scaled(_WIDEST), wanted, room)
            label.setFixedWidth(width)
            label.setMinimumHeight(max(0, label.heightForWidth(width)))
