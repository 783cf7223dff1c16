"""A menu some of whose lines can be ticked one after another: with Ctrl held, or by Space, it stays open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget


class TickMenu(QMenu):
    """A press, or Enter, takes a line and closes the menu, as in every menu."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without lines."""
        super().__init__(parent)
        self._ticks: dict[QAction, Callable[[], object]] = {}

    def let_tick(self, action: QAction, then: Callable[[], object]) -> None:
        """Call ``then`` when a line is ticked, or its tick is taken off, while the menu stays open."""
        self._ticks[action] = then

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick the line under the mouse with Ctrl held."""
        is_held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not (is_held and self._tick(self.actionAt(event.position().toPoint()))):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick the line that the arrow keys came to."""
        if event.key() != Qt.Key.Key_Space or not self._tick(self.activeAction()):
            super().keyPressEvent(event)

    def _tick(self, action: QAction | None) -> bool:
        if action not in self._ticks or action is None:
            return False
        action.setChecked(not action.isChecked())
        self._ticks[action]()
        return True
