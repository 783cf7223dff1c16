"""A strip of figures with their words; each leads to what it counts."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from danvan_desktop.ui.theme import colour
from danvan_desktop.ui.widgets.buttons import RowButton

_PADDING, _ABOVE, _GAP = 10, 5, 5


class FigureButton(RowButton):
    """A figure in bold before its words; an alarming one is red and has its sign."""

    def __init__(self, number: str, words: str, parent: QWidget | None = None, *, alarming: bool = False) -> None:
        """Show a figure, or words alone where ``number`` is empty."""
        super().__init__(parent)
        self.number, self.words, self.alarming = number, words, alarming
        self.setText(f"{number} {words}".strip())
        self.setAccessibleName(self.text())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Have room for all of it."""
        bold, metrics = QFontMetrics(self._bold()), self.fontMetrics()
        number = bold.horizontalAdvance(self._figure) + _GAP if self._figure else 0
        width = number + metrics.horizontalAdvance(self.words) + 2 * _PADDING
        return QSize(width, metrics.height() + 2 * _ABOVE)

    def minimumSizeHint(self) -> QSize:
        """Be no smaller."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, the figure, the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(colour("focus"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(colour("hover"))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 5, 5)
        area, ink = self.rect().adjusted(_PADDING, 0, -_PADDING, 0), "error" if self.alarming else "text"
        if self._figure:
            painter.setFont(self._bold())
            painter.setPen(colour(ink))
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._figure)
            area = QRect(area)
            area.setLeft(area.left() + QFontMetrics(self._bold()).horizontalAdvance(self._figure) + _GAP)
        painter.setFont(self.font())
        painter.setPen(colour("error" if self.alarming else "soft"))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.words)
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    @property
    def _figure(self) -> str:
        return f"⚠ {self.number}".strip() if self.alarming else self.number

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font
