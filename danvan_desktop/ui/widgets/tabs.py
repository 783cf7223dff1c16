"""Tabs that hold still while a page is scrolled."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar, QTabWidget, QWidget

from danvan_desktop.ui.widgets.restyling import set_look

_SAVED = 14
"""Pixels that a tab is narrower where tabs are set closer, by the style sheet."""


class Tabs(QTabWidget):
    """Pages behind tabs, which only clicks and keys turn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without pages."""
        super().__init__(parent)
        self.setTabBar(TabBar(self))
        # Without a frame: the style draws a light line along the upper edge of those that are not chosen.
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the tabs closer where they would not all be seen otherwise."""
        super().resizeEvent(event)
        bar = self.tabBar()
        saved = _SAVED * self.count() if bar.property("tight") else 0
        needed = sum(bar.tabSizeHint(place).width() for place in range(self.count()) if bar.isTabVisible(place))
        if set_look(bar, "tight", needed + saved > self.width()) and isinstance(bar, TabBar):
            bar.measure_anew()

    @property
    def room(self) -> QWidget:
        """What a page is made in that is to be added: made elsewhere, all of it would be styled twice."""
        return self.findChild(QStackedWidget) or self


class TabBar(QTabBar):
    """Tabs that the wheel never turns; every one of the window is this one."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def measure_anew(self) -> None:
        """Give each tab the room that it needs by the look it has now: Qt keeps the widths of the one before."""
        self.changeEvent(QEvent(QEvent.Type.StyleChange))

    def begin_with_first(self) -> None:
        """Show the first tab whole again, if that in sight has room: Qt leaves it cut once the tabs were scrolled."""
        shown = [place for place in range(self.count()) if self.isTabVisible(place)]
        if shown and self.tabRect(shown[0]).left() < 0:
            current = self.currentIndex()
            self.blockSignals(True)
            for place in (shown[0], current):
                self.setCurrentIndex(place)
            self.blockSignals(False)
