"""Rows of a list that stands in a column beside a record: what it is called in two lines, below what tells it apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from danvan_desktop.ui.theme import colour

BRIEF_ROLE = Qt.ItemDataRole.UserRole + 2
"""The role of a ``Brief``."""
_MARGIN, _PADDING, _GAP = 14, 9, 8
_BAR = 3

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Brief:
    """A record in few words: its number or short name, where it belongs, how it stands, and what it is about."""

    lead: str
    place: str
    standing: str
    content: str
    is_late: bool = False


def row_height(metrics: QFontMetrics, lines: int) -> int:
    """Return the height in pixels of a row of so many lines."""
    return lines * metrics.lineSpacing() + 2 * _PADDING


class BriefDelegate(QStyledItemDelegate):
    """Draws a whole record in one cell."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground, bar of the chosen one, three lines, and the hairline below."""
        brief = index.data(BRIEF_ROLE)
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        if not isinstance(brief, Brief):
            super().paint(painter, option, index)
            return
        cell.text = ""
        cell.state &= ~QStyle.StateFlag.State_HasFocus
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, option.widget)
        painter.save()
        area = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(QRect(area.left(), area.top(), _BAR, area.height()), colour("accent"))
        painter.setPen(QPen(colour("line")))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        lines = (area.height() - 2 * _PADDING) // QFontMetrics(option.font).lineSpacing() - 1
        below = place_below(brief, option.font, area.width() - 2 * _MARGIN, lines)
        written = in_lines(brief.content, option.font, area.width() - 2 * _MARGIN, lines)
        room = words_area(area, QFontMetrics(option.font), lines - max(len(written), 1 if below else 0))
        self._first_line(painter, option, room, replace(brief, place="") if below else brief)
        self._content(painter, option, room, written, below)
        painter.restore()

    def _first_line(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, brief: Brief) -> None:
        bold = _bold(option.font)
        metrics, wide = QFontMetrics(option.font), QFontMetrics(bold)
        line = QRect(area.left(), area.top(), area.width(), metrics.lineSpacing())
        standing_font, standing_metrics = (bold, wide) if brief.is_late else (option.font, metrics)
        lead_width, place_width = wide.horizontalAdvance(brief.lead), metrics.horizontalAdvance(brief.place)
        most = room_for_standing(line.width(), lead_width, place_width)
        standing = standing_metrics.elidedText(brief.standing, Qt.TextElideMode.ElideRight, most)
        painter.setFont(standing_font)
        painter.setPen(colour("error" if brief.is_late else "soft"))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, standing)
        room = line.width() - standing_metrics.horizontalAdvance(standing) - _GAP
        lead = wide.elidedText(brief.lead, Qt.TextElideMode.ElideRight, room)
        painter.setFont(bold)
        painter.setPen(colour("text"))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, lead)
        used = wide.horizontalAdvance(lead) + (_GAP if lead else 0)
        place = metrics.elidedText(brief.place, Qt.TextElideMode.ElideRight, max(0, room - used))
        painter.setFont(option.font)
        painter.setPen(colour("soft"))
        painter.drawText(
            line.adjusted(used, 0, 0, 0), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, place
        )

    def _content(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, lines: Sequence[str], place: str
    ) -> None:
        metrics = QFontMetrics(option.font)
        first = QRect(area.left(), area.top() + metrics.lineSpacing(), area.width(), metrics.lineSpacing())
        painter.setPen(colour("text"))
        for below, line in enumerate(lines):
            room = first.translated(0, below * metrics.lineSpacing())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line)
        if place:
            painter.setPen(colour("soft"))
            painter.drawText(first, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, place)


def words_area(row: QRect, metrics: QFontMetrics, unused: int) -> QRect:
    """Return where the words of a row stand: in its middle where lines are ``unused``, as short names leave them."""
    spare = unused * metrics.lineSpacing() // 2
    return row.adjusted(_MARGIN, _PADDING + spare, -_MARGIN, -_PADDING - spare)


def room_for_standing(line: int, lead: int, place: int) -> int:
    """Return how wide the words of the standing may be in the first line, by the widths in pixels of what leads it.

    Where both are long, they share what a short lead leaves: of a place its first letter tells nothing.
    """
    most, beside = (line * 2 // 3 if lead else line), line - lead - 2 * _GAP
    return min(most, max(beside - place, beside // 2)) if place and lead and beside > line // 2 else most


def place_below(brief: Brief, font: QFont, width: int, lines: int) -> str:
    """Return where a record belongs if it is told beside its short content, empty if in the first line.

    There it goes where the first line would cut it, and in a list of two lines always, so that all rows look alike.
    """
    metrics, wide = QFontMetrics(font), QFontMetrics(_bold(font))
    standing = (wide if brief.is_late else metrics).horizontalAdvance(brief.standing)
    place = metrics.horizontalAdvance(brief.place)
    is_cut = wide.horizontalAdvance(brief.lead) + standing + place + 2 * _GAP > width
    has_room = metrics.horizontalAdvance(brief.content) + place + _GAP <= width
    return brief.place if brief.lead and has_room and (is_cut or lines == 1) else ""


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


def in_lines(text: str, font: QFont, width: int, most: int) -> list[str]:
    """Break a text into at most so many lines of a width in pixels, the last of them shortened."""
    if most < 1:
        return []
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) <= most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    ends = [*starts[1:], len(text)]
    lines = [text[start:end].strip() for start, end in zip(starts, ends, strict=True)][:most]
    if len(starts) > most:
        rest = text[starts[most - 1] :]
        lines[-1] = QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
    return lines
