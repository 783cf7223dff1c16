"""Keys of a widget: they do something while the keyboard is in it or in what it holds."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

Keys = str | Qt.Key | QKeySequence | QKeySequence.StandardKey


def on_key(widget: QWidget, keys: Keys, action: Callable[[], object]) -> QShortcut:
    """Do something when keys are pressed in a widget."""
    shortcut = QShortcut(QKeySequence(keys), widget)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(action)
    return shortcut
