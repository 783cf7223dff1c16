"""Bars beside the names of units, for those who look rather than read: this period dark, a year ago pale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QToolTip, QWidget

from danvan_desktop.ui.theme import colour, scaled

_NAME_SHARE = 0.36
_BAR, _PALE, _GAP, _PADDING = 12, 5, 8, 8
"""Pixels at the usual size of letters: the two bars, what lies between rows, the margin."""


@dataclass(frozen=True)
class Bar:
    """One unit: its uid and name, its value, that of a year ago, both in words, and what stands for an unknown one."""

    uid: str
    name: str
    value: int
    year_ago: int | None
    text: str
    hint: str
    unknown: bool = False


class UnitBars(QScrollArea):
    """As many bars as there are units; a press chooses one."""

    chosen = Signal(str)
    """The uid of the unit whose bar was pressed."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self.setObjectName("card")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._picture = _Picture()
        self._picture.pressed.connect(self.chosen)
        self.setWidget(self._picture)

    @property
    def bars(self) -> Sequence[Bar]:
        """What is shown."""
        return self._picture.bars

    def show_bars(self, bars: Sequence[Bar], current: str = "") -> None:
        """Draw these, from the top; that of the unit ``current`` stands out."""
        self._picture.show_bars(bars, current)


class _Picture(QWidget):
    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.bars: Sequence[Bar] = ()
        self._current = ""

    def show_bars(self, bars: Sequence[Bar], current: str) -> None:
        self.bars, self._current = tuple(bars), current
        self.setFixedHeight(self._row * len(bars) + 2 * _PADDING)
        told = "; ".join(f"{bar.name}: {bar.text}" for bar in bars)
        self.setAccessibleDescription(told)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(300), self._row * len(self.bars) + 2 * _PADDING)

    @property
    def _row(self) -> int:
        return max(self.fontMetrics().height(), scaled(_BAR + _PALE) + 2) + _GAP

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        most = max((max(bar.value, bar.year_ago or 0) for bar in self.bars), default=0)
        first = max(0, (event.rect().top() - _PADDING) // self._row)
        last = min(len(self.bars), (event.rect().bottom() - _PADDING) // self._row + 1)
        for place in range(first, last):
            self._draw(painter, place, most)
        painter.end()

    def _draw(self, painter: QPainter, place: int, most: int) -> None:
        bar, top = self.bars[place], _PADDING + place * self._row
        names = int(self.width() * _NAME_SHARE)
        room = QRect(_PADDING, top, names - 2 * _PADDING, self._row - _GAP)
        if bar.uid == self._current:
            painter.fillRect(QRect(0, top - _GAP // 2, self.width(), self._row), colour("hover"))
        painter.setPen(colour("text"))
        name = self.fontMetrics().elidedText(bar.name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        number = self.fontMetrics().horizontalAdvance(bar.text) + _PADDING
        longest = max(1, self.width() - names - number - _PADDING)
        if not bar.unknown:
            height, pale = scaled(_BAR), scaled(_PALE)
            above = top + (room.height() - height - pale - 1) // 2
            painter.fillRect(QRect(names, above, _length(bar.value, most, longest), height), colour("accent"))
            below = QRect(names, above + height + 1, _length(bar.year_ago or 0, most, longest), pale)
            painter.fillRect(below, colour("accentPale"))
        painter.setPen(colour("soft" if bar.unknown else "text"))
        longer = _length(max(bar.value, bar.year_ago or 0), most, longest)
        start = names if bar.unknown else names + longer + _PADDING // 2
        words = QRect(start, top, self.width() - start, room.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, bar.text)

    def _bar_at(self, height: int) -> Bar | None:
        place = (height - _PADDING) // self._row
        return self.bars[place] if 0 <= place < len(self.bars) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        bar = self._bar_at(int(event.position().y()))
        if bar is not None:
            self.pressed.emit(bar.uid)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            bar = self._bar_at(event.pos().y())
            QToolTip.showText(event.globalPos(), "" if bar is None else bar.hint, self)
            return True
        return super().event(event)


def _length(value: int, most: int, longest: int) -> int:
    """Return how many pixels a value takes; a value above nought is always seen."""
    if value <= 0 or most <= 0:
        return 0
    return max(2, value * longest // most)
