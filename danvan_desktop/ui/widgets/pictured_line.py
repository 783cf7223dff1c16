"""A line to type in with a picture before the text that grows with the letters."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.theme import scaled

_SIDE, _BEFORE, _BEHIND = 16, 8, 3
"""Pixels at the usual size of letters: side of the picture, the room before it and behind it."""


class PicturedLine(QLineEdit):
    """A ``QLineEdit`` that draws the picture itself: Qt draws that of an action at 16 pixels whatever the letters."""

    def __init__(self, picture: str, parent: QWidget | None = None) -> None:
        """Show the icon called ``picture``."""
        super().__init__(parent)
        self._picture = icon(picture, "soft")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the text behind the picture; other letters make the line another size."""
        super().resizeEvent(event)
        self.setTextMargins(scaled(_SIDE + _BEHIND), 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture into the room before the text."""
        super().paintEvent(event)
        side = scaled(_SIDE)
        self._picture.paint(QPainter(self), QRect(scaled(_BEFORE), (self.height() - side) // 2, side, side))
