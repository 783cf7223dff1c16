"""Text of at most two lines in a row of a list, as its delegate measures and paints it."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption

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
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption())
    layout.beginLayout()
    lines: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, width - 2 * PADDING))
        start = line.textStart()
        if len(lines) == _MOST_LINES - 1:
            rest = text[start:]
            lines.append(QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width - 2 * PADDING))
            break
        lines.append(text[start : start + line.textLength()].rstrip())
    layout.endLayout()
    return lines


def text_height(font: QFont, text: str, width: int) -> int:
    """Return the height of a text in a row of that width."""
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption())
    layout.beginLayout()
    lines = 0
    while lines < _MOST_LINES and (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, width - 2 * PADDING))
        lines += 1
    layout.endLayout()
    return QFontMetrics(font).height() * lines


def draw_text(painter: QPainter, font: QFont, text: str, area: QRect) -> int:
    """Draw the lines from the top of ``area`` and return the height used."""
    painter.setFont(font)
    metrics = QFontMetrics(font)
    lines = wrapped(font, text, area.width() + 2 * PADDING)
    for number, line in enumerate(lines):
        painter.drawText(area.left(), area.top() + number * metrics.height() + metrics.ascent(), line)
    return metrics.height() * len(lines)
