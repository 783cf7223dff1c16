"""A scroll area that shows whatever has the keyboard: Qt does so only while the focus stays within it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from danvan_desktop.ui.widgets.keys import is_within


class FollowingArea(QScrollArea):
    """Scrolls to a field that is gone to from outside, such as by Tab from the last button to the first field."""

    shrunk = Signal()
    """It is less high than it was, and what has the keyboard is in sight again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Follow the focus of the application."""
        super().__init__(parent)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep in sight what has the keyboard where a line that appears below takes some of the room."""
        super().resizeEvent(event)
        focused = QApplication.focusWidget()
        if event.size().height() < event.oldSize().height() and focused is not None and self.isAncestorOf(focused):
            self.ensureWidgetVisible(focused)
            self.shrunk.emit()

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now) and not is_within(self, before):
            self.ensureWidgetVisible(now)


def scrolled(widget: QWidget, *, by_key: bool = True) -> FollowingArea:
    """Let a widget be scrolled where it has no room; ``by_key`` where it has text to read but nothing to go to."""
    area = FollowingArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    if not by_key:
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    return area
