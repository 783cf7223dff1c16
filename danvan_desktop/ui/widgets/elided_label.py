"""A line that is shortened in its middle where it has too little room: how it begins and ends can be read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QStylePainter


class ElidedLabel(QLabel):
    """Shows one line of plain text; ``text`` stays whole for those who read it aloud or point at it."""

    @property
    def shown(self) -> str:
        """What there is room for."""
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.contentsRect().width())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what there is room for."""
        painter = QStylePainter(self)
        painter.drawItemText(
            self.contentsRect(), self.alignment(), self.palette(), self.isEnabled(), self.shown, self.foregroundRole()
        )
