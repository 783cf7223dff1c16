"""What is typed right after a window was asked for goes into it, before the system has given it the keyboard."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QWidget

_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease})


def show_for_typing(window: QWidget) -> None:
    """Show a window in which one types at once. It must not be modal: Qt drops the keys that a blocked window gets."""
    former = QApplication.activeWindow()
    window.show()
    window.activateWindow()
    if former is not None and former is not window and not window.isActiveWindow():
        _TypingAhead(window, former.windowHandle())


class _TypingAhead(QObject):
    """Passes the keys that still come to the ``former`` window on, until the system gives the keyboard to another.

    A click into the former window ends it too: whoever clicks there means to type there.
    """

    def __init__(self, window: QWidget, former: QWindow) -> None:
        super().__init__(window)
        self._window = window
        self._former = former
        former.installEventFilter(self)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._end)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Pass keys on."""
        kind = event.type()
        if kind in _KEYS and self._window.isVisible():
            focused: QWidget | None = self._window.focusWidget()
            QApplication.sendEvent(self._window if focused is None else focused, event)
            return True
        if kind is QEvent.Type.MouseButtonPress:
            self._end()
        return False

    def _end(self) -> None:
        if shiboken6.isValid(self._former):
            self._former.removeEventFilter(self)
        self.deleteLater()
