"""Text of at most two lines in a row of a list, as its delegate measures and paints it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextLine, QTextOption

PADDING = 8
"""Pixels around the text of a row."""
_MOST_LINES = 2


def title_and_detail(base: QFont) -> tuple[QFont, QFont]:
    """Return the fonts of a title and of the quieter line below it."""
    title, detail = QFont(base), QFont(base)
    title.setWeight(QFont.Weight.DemiBold)
    if base.pointSizeF() > 0:
        detail.setPointSizeF(base.pointSizeF() * 0.92)
    return title, detail


def wrapped(font: QFont, text: str, width: int) -> list[str]:
    """Break ``text`` into at most two lines, the last shortened with an ellipsis."""
    lines: list[str] = []
    for line in _broken(font, text, width):
        start = line.textStart()
        if len(lines) == _MOST_LINES - 1:
            rest = text[start:]
            lines.append(QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width - 2 * PADDING))
        else:
            lines.append(text[start : start + line.textLength()].rstrip())
    return lines


def text_height(font: QFont, text: str, width: int) -> int:
    """Return the height of a text in a row of that width."""
    return QFontMetrics(font).height() * sum(1 for _line in _broken(font, text, width))


def _broken(font: QFont, text: str, width: int) -> Iterator[QTextLine]:
    """Lay out the lines that a row shows of a text."""
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption())
    layout.beginLayout()
    for _place in range(_MOST_LINES):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(1, width - 2 * PADDING))
        yield line
    layout.endLayout()


def draw_text(painter: QPainter, font: QFont, text: str, area: QRect) -> int:
    """Draw the lines from the top of ``area`` and return the height used."""
    painter.setFont(font)
    metrics = QFontMetrics(font)
    lines = wrapped(font, text, area.width() + 2 * PADDING)
    for number, line in enumerate(lines):
        painter.drawText(area.left(), area.top() + number * metrics.height() + metrics.ascent(), line)
    return metrics.height() * len(lines)
