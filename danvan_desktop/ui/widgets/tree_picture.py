"""A tree of boxes to look at: arrow keys go from box to box, Enter or a double click opens what stands in one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QScrollArea, QToolTip, QWidget

from danvan_desktop.domain.tree_layout import Place, TreeBox, places_of
from danvan_desktop.ui.theme import colour, scaled

_BOX, _BETWEEN_COLUMNS, _BETWEEN_ROWS, _PADDING, _MARGIN = 230, 36, 12, 8, 12
"""Pixels at the usual size of letters."""
_KEYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class TreePicture(QScrollArea):
    """The boxes, as large as they are; what has no room is scrolled to."""

    opened = Signal(str)
    """The uid of a box that was opened."""

    def __init__(self, name: str) -> None:
        """Show nothing yet; ``name`` is what a screen reader calls the picture."""
        super().__init__()
        self.setObjectName("card")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.boxes = _Boxes(self)
        self.boxes.setAccessibleName(name)
        self.boxes.opened.connect(self.opened)
        self.setWidget(self.boxes)
        self.setFocusProxy(self.boxes)

    def show_boxes(self, boxes: Sequence[TreeBox]) -> None:
        """Draw these; the keyboard stays where it was, at first on the one that stands out."""
        self.boxes.show_boxes(boxes)


class _Boxes(QWidget):
    opened = Signal(str)

    def __init__(self, area: QScrollArea) -> None:
        super().__init__()
        self._area = area
        self.shown: Sequence[TreeBox] = ()
        self.current = 0
        self._places: Sequence[Place] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_boxes(self, boxes: Sequence[TreeBox]) -> None:
        was_at = self.shown[self.current].uid if self.shown else None
        self.shown = tuple(boxes)
        self._places = places_of([box.above for box in boxes])
        own = next((index for index, box in enumerate(boxes) if box.stands_out), 0)
        self.current = next((index for index, box in enumerate(boxes) if box.uid == was_at), own)
        self.setMinimumSize(self.sizeHint())
        self._tell()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Take the room of letters of another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setMinimumSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        rects = [self.rect_of(index) for index in range(len(self.shown))]
        right = max((rect.right() for rect in rects), default=0)
        bottom = max((rect.bottom() for rect in rects), default=0)
        return QSize(right + scaled(_MARGIN), bottom + scaled(_MARGIN))

    def rect_of(self, index: int) -> QRect:
        """Return where a box stands."""
        place, width, height = self._places[index], scaled(_BOX), self._height
        left = scaled(_MARGIN) + place.column * (width + scaled(_BETWEEN_COLUMNS))
        top = scaled(_MARGIN) + round(place.row * (height + scaled(_BETWEEN_ROWS)))
        return QRect(left, top, width, height)

    @property
    def _height(self) -> int:
        lines = max((len(box.lines) for box in self.shown), default=0) + 1
        return lines * self.fontMetrics().lineSpacing() + 2 * scaled(_PADDING)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, box in enumerate(self.shown):
            if box.above is not None:
                self._draw_line(painter, self.rect_of(box.above), self.rect_of(index))
        for index, box in enumerate(self.shown):
            rect = self.rect_of(index)
            if rect.intersects(event.rect()):
                self._draw(painter, box, rect, is_current=index == self.current and self.hasFocus())
        painter.end()

    def _draw_line(self, painter: QPainter, above: QRect, below: QRect) -> None:
        painter.setPen(QPen(colour("soft"), 1))
        middle = below.left() - scaled(_BETWEEN_COLUMNS) / 2
        points = (
            QPointF(above.right(), above.center().y()),
            QPointF(middle, above.center().y()),
            QPointF(middle, below.center().y()),
            QPointF(below.left(), below.center().y()),
        )
        painter.drawPolyline(QPolygonF(points))

    def _draw(self, painter: QPainter, box: TreeBox, rect: QRect, *, is_current: bool) -> None:
        painter.fillRect(rect, colour("hover" if is_current else "surface"))
        pen = QPen(colour("accent" if is_current or box.stands_out else "soft"), 2 if is_current else 1)
        if box.pale and not is_current:
            pen.setStyle(Qt.PenStyle.DashLine)
        if box.stands_out:
            pen.setWidth(scaled(2))
        painter.setPen(pen)
        painter.drawRect(rect)
        inner = rect.adjusted(scaled(_PADDING), scaled(_PADDING), -scaled(_PADDING), -scaled(_PADDING))
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        for number, text in enumerate((box.name, *box.lines)):
            painter.setFont(self.font() if number else bold)
            painter.setPen(colour("soft" if number else "text"))
            height = painter.fontMetrics().lineSpacing()
            line = QRect(inner.left(), inner.top() + number * height, inner.width(), height)
            words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _KEYS.get(Qt.Key(event.key()))
        if step is not None:
            self._go(self._neighbour(*step))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.shown:
            self.opened.emit(self.shown[self.current].uid)
        else:
            super().keyPressEvent(event)

    def _neighbour(self, across: int, down: int) -> int | None:
        """Return the box that an arrow key leads to: what it hangs from, the first below, the next of its column."""
        here = self.current
        if not self.shown:
            return None
        if across < 0:
            return self.shown[here].above
        if across > 0:
            return next((index for index, box in enumerate(self.shown) if box.above == here), None)
        place = self._places[here]
        column = [
            (abs(other.row - place.row), index)
            for index, other in enumerate(self._places)
            if other.column == place.column and (other.row - place.row) * down > 0
        ]
        return min(column)[1] if column else None

    def _go(self, index: int | None) -> None:
        if index is None:
            return
        self.current = index
        rect = self.rect_of(index)
        self._area.ensureVisible(rect.center().x(), rect.center().y(), rect.width() // 2, rect.height() // 2)
        self._tell()
        self.update()

    def _tell(self) -> None:
        """Tell a screen reader which box it is, and what it hangs from."""
        if not self.shown:
            self.setAccessibleDescription("")
            return
        box = self.shown[self.current]
        words = ", ".join((box.name, *box.lines))
        self.setAccessibleDescription(words if box.above is None else f"{self.shown[box.above].name} → {words}")

    def _box_at(self, point: QPoint) -> int | None:
        return next((index for index in range(len(self.shown)) if self.rect_of(index).contains(point)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(self._box_at(event.position().toPoint()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self._box_at(event.position().toPoint())
        if index is not None:
            self.opened.emit(self.shown[index].uid)

    def focusInEvent(self, event: QEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QEvent) -> None:
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self._box_at(event.pos())
            QToolTip.showText(event.globalPos(), "" if index is None else self.shown[index].words, self)
            return True
        return super().event(event)
