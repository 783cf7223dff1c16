"""Keys of a widget: they do something while the keyboard is in it or in what it holds."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

Keys = str | Qt.Key | QKeySequence | QKeySequence.StandardKey


def on_key(widget: QWidget, keys: Keys, action: Callable[[], object]) -> QShortcut:
    """Do something when keys are pressed in a widget."""
    shortcut = QShortcut(QKeySequence(keys), widget)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(action)
    return shortcut


def has_keyboard(widget: QWidget) -> bool:
    """Tell whether the keyboard is in a widget or in what it holds."""
    return is_within(widget, QApplication.focusWidget())


def is_within(widget: QWidget, focused: QWidget | None) -> bool:
    """Tell whether what is ``focused`` is a widget or what it holds."""
    return focused is not None and (focused is widget or widget.isAncestorOf(focused))
