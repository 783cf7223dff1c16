"""A row that leads to a record: a title, a quieter line below it, and a short tag at the right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from danvan_desktop.ui.theme import colour
from danvan_desktop.ui.widgets.buttons import RowButton

SIDE = 8
"""Room between the edge of a row and its text; what stands above rows may align with their text by it."""
_ABOVE = 6


class LinkRow(RowButton):
    """Cuts its texts with an ellipsis rather than wrapping them; the whole is in its tooltip."""

    def __init__(
        self, title: str, detail: str = "", tag: str = "", alarming: bool = False, parent: QWidget | None = None
    ) -> None:
        """Make a row; an ``alarming`` tag is drawn in the colour of errors."""
        super().__init__(parent)
        self._detail, self._tag, self._alarming = detail, tag, alarming
        self.setText(title)
        self.setToolTip("\n".join(part for part in (title, detail) if part))
        self.setAccessibleName(". ".join(part for part in (title, tag, detail) if part))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def tag(self) -> str:
        """The text at the right."""
        return self._tag

    def sizeHint(self) -> QSize:
        """Be two lines high, and as wide as there is room."""
        lines = QFontMetrics(self._title_font()).height() + (self.fontMetrics().height() + 2 if self._detail else 0)
        return QSize(240, lines + 2 * _ABOVE)

    def event(self, event: QEvent) -> bool:
        """Show where the focus is."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, tag, title, detail."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        title_font = self._title_font()
        metrics = QFontMetrics(title_font)
        tag_width = metrics.horizontalAdvance(self._tag) + (12 if self._tag else 0)
        line = QRectF(SIDE, _ABOVE, self.width() - 2 * SIDE, metrics.height())
        painter.setFont(title_font)
        painter.setPen(colour("error" if self._alarming else "soft"))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._tag)
        line.setWidth(line.width() - tag_width)
        painter.setPen(colour("text"))
        self._draw(painter, line, self.text())
        painter.setFont(self.font())
        painter.setPen(colour("soft"))
        below = QRectF(SIDE, line.bottom() + 2, self.width() - 2 * SIDE, self.fontMetrics().height())
        self._draw(painter, below, self._detail)
        painter.end()

    def _draw(self, painter: QPainter, room: QRectF, text: str) -> None:
        cut = painter.fontMetrics().elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, cut)

    def _paint_ground(self, painter: QPainter) -> None:
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("hover"))
            painter.drawRoundedRect(area, 5, 5)
        if self.hasFocus():
            painter.setPen(colour("focus"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, 5, 5)

    def _title_font(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font
