"""A line that is shortened in its middle where it has too little room: how it begins and ends can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QStylePainter, QWidget

if TYPE_CHECKING:
    # Not loaded for the window's frame: see icons.py.
    from PySide6.QtCore import Qt


class ElidedLabel(QLabel):
    """Shows one line of plain text; ``text`` stays whole for those who read it aloud or point at it."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        mode: Qt.TextElideMode | None = None,
    ) -> None:
        """Leave out what has no room, by ``mode`` in the middle or at an end."""
        super().__init__(text, parent)
        self._mode = mode

    @property
    def shown(self) -> str:
        """What there is room for."""
        from PySide6.QtCore import Qt

        mode = self._mode or Qt.TextElideMode.ElideMiddle
        return self.fontMetrics().elidedText(self.text(), mode, self.contentsRect().width())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what there is room for."""
        painter = QStylePainter(self)
        painter.drawItemText(
            self.contentsRect(), self.alignment(), self.palette(), self.isEnabled(), self.shown, self.foregroundRole()
        )
