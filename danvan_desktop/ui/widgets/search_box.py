"""A search box that speaks when the officer pauses typing."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.pictured_line import PicturedLine

_PAUSE = 180
"""Milliseconds without a key after which the search begins."""
_BESIDE_HINT = 56
"""Pixels at the usual size of letters: the picture, the margins and the cross that empties the box."""


class SearchBox(PicturedLine):
    """Emits ``searched`` with the text, trimmed, once after a pause; at once on Enter or when it is emptied."""

    searched = Signal(str)
    left_downwards = Signal()
    """The officer wants to go on to the list below."""
    entered = Signal()
    """Enter was pressed; what was typed has been searched for."""

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        """Show ``hint`` while it is empty."""
        super().__init__("search", parent)
        self._hint = hint
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(True)
        self.setAcceptDrops(False)  # files dropped here are for the window
        self._told = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._tell)
        self.textChanged.connect(self._typed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show of the hint what there is room for: its first words stand for all of it."""
        super().resizeEvent(event)
        room, needed = self.width() - scaled(_BESIDE_HINT), self.fontMetrics().horizontalAdvance(self._hint)
        self.setPlaceholderText(self._hint if needed <= room else self._hint.partition(",")[0])

    def hideEvent(self, event: QHideEvent) -> None:
        """Search for nothing where nobody looks: the store may be closed before the pause is over."""
        super().hideEvent(event)
        self._timer.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Search for what was typed before the box was hidden."""
        super().showEvent(event)
        if self.text().strip() != self._told:
            self._timer.start()

    def show_text(self, text: str) -> None:
        """Show what is searched for already."""
        self._told = text
        self.setText(text)
        self._timer.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty on Esc, search on Enter, go on to the list on the down arrow."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tell()
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)

    def _typed(self, text: str) -> None:
        if text.strip():
            self._timer.start()
        else:
            self._tell()

    def _tell(self) -> None:
        self._timer.stop()
        text = self.text().strip()
        if text != self._told:
            self._told = text
            self.searched.emit(text)
