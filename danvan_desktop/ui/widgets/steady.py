"""Inputs that hold still while a form is scrolled: the wheel turns only what the officer has clicked on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QSpinBox, QStackedWidget, QTabBar, QTabWidget, QWidget

_MOST_SHOWN = 16
"""So many choices are seen without scrolling: what the lower half of an old screen has room for."""


def close_lists() -> None:
    """Close lists and menus that are open over a window: what they would choose from is done with."""
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()


class ChoiceBox(QComboBox):
    """A list to choose from; every one of the window is this one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Take the focus by Tab and click, never by the wheel."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(_MOST_SHOWN)
        self._clicked = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let the wheel turn it from now on."""
        self._clicked = True
        super().mousePressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hold still again; its own list of choices is no other place."""
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._clicked = False
        super().focusOutEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page, unless this is what the officer is at."""
        if self._clicked and self.hasFocus() and not self.isEditable():
            super().wheelEvent(event)
        else:
            event.ignore()


class NumberBox(QSpinBox):
    """A small number with arrows, which the wheel never turns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Take the focus by Tab and click, never by the wheel."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class Tabs(QTabWidget):
    """Pages behind tabs, which only clicks and keys turn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without pages."""
        super().__init__(parent)
        self.setTabBar(TabBar(self))

    @property
    def room(self) -> QWidget:
        """What a page is made in that is to be added: made elsewhere, all of it would be styled twice."""
        return self.findChild(QStackedWidget) or self


class TabBar(QTabBar):
    """Tabs that the wheel never turns; every one of the window is this one."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()
