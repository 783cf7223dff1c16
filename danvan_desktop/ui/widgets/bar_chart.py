"""A chart of horizontal bars whose figures stand beside them as text; each bar leads to what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from danvan_desktop.ui.widgets.buttons import RowButton
from danvan_desktop.ui.widgets.link_row import SIDE

_GAP = 10


@dataclass(frozen=True)
class Bar:
    """One bar: what it stands for, its name, its count, and the count as people read it."""

    key: str
    name: str
    count: int
    figure: str


class BarChart(QWidget):
    """Bars of one measure, the longest across the room that names and figures leave."""

    bar_chosen = Signal(str)
    """The key of a bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty chart."""
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._rows: list[_Row] = []

    @property
    def bars(self) -> Sequence[Bar]:
        """What is drawn."""
        return [row.bar for row in self._rows]

    def row(self, key: str) -> QAbstractButton:
        """Return the button that is one bar; raises KeyError."""
        for row in self._rows:
            if row.bar.key == key:
                return row
        raise KeyError(key)

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Draw other bars."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.deleteLater()
        most = max((bar.count for bar in bars), default=0)
        metrics = self.fontMetrics()
        names = max((metrics.horizontalAdvance(bar.name) for bar in bars), default=0)
        figures = max((metrics.horizontalAdvance(bar.figure) for bar in bars), default=0)
        self._rows = [_Row(bar, most, names, figures) for bar in bars]
        for row in self._rows:
            row.clicked.connect(lambda _checked=False, key=row.bar.key: self.bar_chosen.emit(key))
            self._column.addWidget(row)


class _Row(RowButton):
    def __init__(self, bar: Bar, most: int, names: int, figures: int) -> None:
        super().__init__()
        self.bar = bar
        self._most, self._names, self._figures = most, names, figures
        self.setText(bar.name)
        self.setAccessibleName(f"{bar.name}: {bar.figure}")
        self.setToolTip(self.accessibleName())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        height = self.fontMetrics().height() + 8
        return QSize(self._names + self._figures + 2 * _GAP + 80, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        names = min(self._names, self.width() // 2)
        middle = Qt.AlignmentFlag.AlignVCenter
        name = self.fontMetrics().elidedText(self.bar.name, Qt.TextElideMode.ElideRight, names)
        painter.drawText(QRectF(SIDE, 0, names, self.height()), middle | Qt.AlignmentFlag.AlignLeft, name)
        left, room = SIDE + names + _GAP, self.width() - names - self._figures - 2 * _GAP - 2 * SIDE - 4
        length = max(3.0, room * self.bar.count / self._most) if self.bar.count else 0.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Highlight))
        if length:
            painter.drawRoundedRect(QRectF(left, self.height() / 2 - 5, length, 10), 2, 2)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        figure = QRectF(left + length + (_GAP if length else 0), 0, self._figures + 4, self.height())
        painter.drawText(figure, middle | Qt.AlignmentFlag.AlignLeft, self.bar.figure)
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def _paint_ground(self, painter: QPainter) -> None:
        if self.underMouse() or self.hasFocus():
            color = self.palette().color(QPalette.ColorRole.Highlight)
            color.setAlphaF(0.12)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
