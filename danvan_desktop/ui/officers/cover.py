"""Hides what a window shows, and what its title names, while the window of the office is locked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QVBoxLayout, QWidget

_PASSING = (Qt.WindowType.Popup, Qt.WindowType.ToolTip, Qt.WindowType.SplashScreen)


class Cover(QWidget):
    """Lies over all that a window shows, and is as large as it; the title says the same words."""

    def __init__(self, window: QWidget, words: str) -> None:
        """Cover a window."""
        super().__init__(window)
        self._window, self._words, self._title = window, words, window.windowTitle()
        self.setObjectName("cover")
        self.setAutoFillBackground(True)
        label = QLabel(words)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        QVBoxLayout(self).addWidget(label)
        window.setWindowTitle(words)
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with the window, and keep its title covered."""
        if watched is self._window:
            if isinstance(event, QResizeEvent):
                self.setGeometry(0, 0, event.size().width(), event.size().height())
            elif event.type() == QEvent.Type.WindowTitleChange:
                self._hide_title()
        return super().eventFilter(watched, event)

    def take_off(self) -> None:
        """Show the window again."""
        self._window.removeEventFilter(self)
        self._window.setWindowTitle(self._title)
        self.hide()
        self.deleteLater()

    def _hide_title(self) -> None:
        if self._window.windowTitle() != self._words:
            self._title = self._window.windowTitle()
            self._window.setWindowTitle(self._words)


class Covers(QObject):
    """Covers all windows but one, those too that come up later: a work that ends tells of it in a dialog."""

    came_up = Signal()
    """A dialog came up that would take the keys instead."""

    def __init__(self, words: str, apart: QWidget, parent: QObject) -> None:
        """Cover what is shown now; ``apart`` is the window that is not covered."""
        super().__init__(parent)
        self._words, self._apart = words, apart
        self._covers: list[Cover] = []
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                self._cover(window)
        if (application := QApplication.instance()) is not None:
            application.installEventFilter(self)

    @property
    def all(self) -> Sequence[Cover]:
        """The covers that there are; those of windows that were closed for good went with them."""
        return list(self._alive())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover a window before it is painted."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self._cover(watched)
        return False

    def take_off(self) -> None:
        """Show all again."""
        if (application := QApplication.instance()) is not None:
            application.removeEventFilter(self)
        for cover in self._alive():
            cover.take_off()
        self._covers.clear()

    def _alive(self) -> Iterator[Cover]:
        return (cover for cover in self._covers if shiboken6.isValid(cover))

    def _cover(self, window: QWidget) -> None:
        if window is self._apart or window.windowType() in _PASSING or self._apart.isAncestorOf(window):
            return
        if all(cover.parent() is not window for cover in self._alive()):
            self._covers.append(Cover(window, self._words))
        if isinstance(window, QDialog) and window.isModal():
            QTimer.singleShot(0, self, self.came_up.emit)
