"""A scroll area that shows whatever has the keyboard: Qt does so only while the focus stays within it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from danvan_desktop.ui.widgets.keys import is_within


class FollowingArea(QScrollArea):
    """Scrolls to a field that is gone to from outside, such as by Tab from the last button to the first field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Follow the focus of the application."""
        super().__init__(parent)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

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
