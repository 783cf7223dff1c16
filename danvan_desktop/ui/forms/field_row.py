"""Fields beside each other, or in lines below each other where they have no room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QBoxLayout, QLayout

_GAP = 14
_BESIDE, _BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class FieldRow:
    """Three fields and more break into lines of two before each has a line of its own."""

    def __init__(self, cells: Sequence[QLayout], shares: Sequence[int], free: int = 0) -> None:
        """Set ``cells`` beside each other, each with its share of the width; a ``free`` share behind them is empty."""
        self._cells = tuple(cells)
        self._pairs: list[QBoxLayout] = []
        self.layout = _line()
        if len(cells) <= 2 and not free:
            self._fill(self.layout, cells, shares)
            return
        for first in range(0, len(cells), 2):
            pair = _line()
            self._fill(pair, cells[first : first + 2], shares[first : first + 2])
            self._pairs.append(pair)
            self.layout.addLayout(pair, sum(shares[first : first + 2]))
        if free:
            self.layout.addStretch(free)

    @property
    def narrowest(self) -> int:
        """Pixels: the room that the widest field needs alone."""
        return max(cell.minimumSize().width() for cell in self._cells)

    def fit(self, width: int) -> None:
        """Break into as few lines as a width in pixels has room for."""
        needed = [cell.minimumSize().width() for cell in self._cells]
        _turn(self.layout, beside=_sum(needed) <= width)
        for place, pair in enumerate(self._pairs):
            _turn(pair, beside=_sum(needed[2 * place : 2 * place + 2]) <= width)

    @staticmethod
    def _fill(line: QBoxLayout, cells: Sequence[QLayout], shares: Sequence[int]) -> None:
        for cell, share in zip(cells, shares, strict=True):
            line.addLayout(cell, share)


def _line() -> QBoxLayout:
    line = QBoxLayout(_BESIDE)
    line.setSpacing(_GAP)
    return line


def _sum(widths: Sequence[int]) -> int:
    return sum(widths) + _GAP * (len(widths) - 1)


def _turn(line: QBoxLayout, *, beside: bool) -> None:
    wanted = _BESIDE if beside else _BELOW
    if line.direction() != wanted:
        line.setDirection(wanted)
        line.setSpacing(_GAP if beside else _GAP // 2)
