"""Keys of a widget: they do something while the keyboard is in it or in what it holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QTextDocument
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

Keys = str | Qt.Key | QKeySequence | QKeySequence.StandardKey


def on_key(widget: QWidget, keys: Keys, action: Callable[[], object]) -> QShortcut:
    """Do something when keys are pressed in a widget."""
    shortcut = QShortcut(QKeySequence(keys), widget)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(action)
    return shortcut


def leave_undo(event: QEvent, written: QLineEdit | QTextDocument) -> bool:
    """Leave Ctrl+Z to the window while nothing typed in a text box can be taken back; tells whether it was left.

    A text box is asked whether it takes it before the window does. Qt's own take it always, so that in one in which
    nothing was typed it would do nothing at all.
    """
    is_asked = event.type() == QEvent.Type.ShortcutOverride
    if not is_asked or not cast(QKeyEvent, event).matches(QKeySequence.StandardKey.Undo):
        return False
    if written.isUndoAvailable() or written.isRedoAvailable():
        return False
    event.ignore()
    return True


def has_keyboard(widget: QWidget) -> bool:
    """Tell whether the keyboard is in a widget or in what it holds."""
    return is_within(widget, QApplication.focusWidget())


def is_within(widget: QWidget, focused: QWidget | None) -> bool:
    """Tell whether what is ``focused`` is a widget or what it holds."""
    return focused is not None and (focused is widget or widget.isAncestorOf(focused))
