"""Keys of a widget: they do something while the keyboard is in it or in what it holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

Keys = str | Qt.Key | QKeySequence | QKeySequence.StandardKey


def on_key(widget: QWidget, keys: Keys, action: Callable[[], object]) -> QShortcut:
    """Do something when keys are pressed in a widget."""
    shortcut = QShortcut(QKeySequence(keys), widget)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(action)
    return shortcut


def is_undo(event: QEvent) -> bool:
    """Tell whether a text box is asked whether it takes Ctrl+Z before the window does.

    Qt's own take it always, so that in one in which nothing was typed it would do nothing at all.
    """
    is_asked = event.type() == QEvent.Type.ShortcutOverride
    return is_asked and cast(QKeyEvent, event).matches(QKeySequence.StandardKey.Undo)


def has_keyboard(widget: QWidget) -> bool:
    """Tell whether the keyboard is in a widget or in what it holds."""
    return is_within(widget, QApplication.focusWidget())


def is_within(widget: QWidget, focused: QWidget | None) -> bool:
    """Tell whether what is ``focused`` is a widget or what it holds."""
    return focused is not None and (focused is widget or widget.isAncestorOf(focused))
