"""How it stands with each laptop: one row each, the last eight weeks as squares."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem

from danvan_desktop.localization import Message, Translator, _, ngettext
from danvan_desktop.ui.sync.round_reading import WEEKS, LaptopRow, RoundState, Week
from danvan_desktop.ui.theme import colour, scaled
from danvan_desktop.ui.widgets.row_table import Index, RowModel, RowTable

_UNIT, _LAST, _WEEKS, _MISSING, _HERE, _ACKED, _ADVICE = range(7)
_HEADINGS = (
    _("Nơi gửi, nhận"),
    _("Nhận gần nhất"),
    None,
    _("Còn thiếu"),
    _("Trên USB này"),
    _("Nơi này đã nhận"),
    _("Nên làm"),
)
"""Over the weeks it says which these are."""
_SQUARE, _GAP = 13, 6
_WEEK_ROLE = Qt.ItemDataRole.UserRole
_FIRST_TO_GO = (_ACKED, _HERE, _WEEKS)
"""Columns left out, in this order, where not all would be seen."""


class LaptopTable(RowModel[LaptopRow]):
    """Rows for the view below."""

    def __init__(self, translator: Translator) -> None:
        """Start empty."""
        super().__init__(["" if words is None else translator(words) for words in _HEADINGS])
        self._say = translator

    def show_state(self, state: RoundState) -> None:
        """Show other rows."""
        self.headings[_WEEKS] = self._say(_("Tuần {first} đến {last}", first=state.first_week, last=state.last_week))
        self.show_rows(state.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Show a cell."""
        row, column = self.rows[index.row()], index.column()
        if role == _WEEK_ROLE:
            return row.weeks if column == _WEEKS else None
        if role == Qt.ItemDataRole.AccessibleTextRole and column == _WEEKS:
            return self._told(row)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(row, column)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(row, column)
        if role == Qt.ItemDataRole.FontRole and self._is_strong(row, column):
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        return None

    def _text(self, row: LaptopRow, column: int) -> str:
        say = self._say
        match column:
            case 0:
                return row.unit
            case 1:
                return say(_("chưa lần nào")) if row.last is None else say.datetime(row.last)
            case 3:
                return (
                    say(_("tệp {numbers}", numbers=", ".join(map(str, row.missing))))
                    if row.missing
                    else say(_("không"))
                )
            case 4:
                return say(_here(row))
            case 5:
                return say(_("đã báo nhận")) if row.acknowledged else say(_("chưa báo nhận"))
            case 6:
                return say(row.advice)
            case _:
                return ""

    def _told(self, row: LaptopRow) -> str:
        came = sum(week is Week.CAME for week in row.weeks)
        return self._say(_("{came} trong {all} tuần có dữ liệu", came=came, all=WEEKS))

    @staticmethod
    def _colour(row: LaptopRow, column: int) -> object:
        if column == _MISSING:
            return colour("error" if row.missing else "soft")
        if column == _LAST and row.is_late:
            return colour("warning")
        return colour("soft") if column in (_HERE, _ACKED) and not (column == _HERE and row.here) else None

    @staticmethod
    def _is_strong(row: LaptopRow, column: int) -> bool:
        return column == _UNIT or (column == _MISSING and bool(row.missing)) or (column == _LAST and row.is_late)


def _here(row: LaptopRow) -> Message:
    if row.here is None:
        return _("không có")
    return ngettext("{n} thay đổi", "{n} thay đổi", row.here) if row.here else _("giấy báo nhận")


class _Squares(QStyledItemDelegate):
    """Draws weeks as squares that differ by fill, outline and slash, not by colour alone."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Have room for all."""
        return QSize(scaled(WEEKS * (_SQUARE + _GAP) + 16), scaled(27))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground, then one square a week."""
        super().paint(painter, option, index)
        weeks: Sequence[Week] = index.data(_WEEK_ROLE) or ()
        side, gap = scaled(_SQUARE), scaled(_GAP)
        rect: QRect = option.rect
        top = rect.center().y() - side // 2
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, week in enumerate(weeks):
            square = QRect(rect.left() + scaled(6) + place * (side + gap), top, side, side)
            _paint_week(painter, square, week)
        painter.restore()


def _paint_week(painter: QPainter, square: QRect, week: Week) -> None:
    line = {Week.CAME: "doneText", Week.NOTHING: "faint", Week.GAP: "error"}[week]
    painter.setPen(QPen(colour(line), 1))
    painter.setBrush(colour("doneGround") if week is Week.CAME else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(square, 2, 2)
    if week is Week.GAP:
        painter.drawLine(square.bottomLeft(), square.topRight())


class LaptopView(RowTable):
    """What to do takes the room that the other columns leave."""

    def __init__(self, table: LaptopTable, name: str) -> None:
        """Show a table under a name for screen readers."""
        super().__init__(table, name)
        self.setItemDelegateForColumn(_WEEKS, _Squares(self))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_ADVICE, QHeaderView.ResizeMode.Stretch)
        table.modelReset.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave columns out rather than the last one out of sight."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.leave_out(_FIRST_TO_GO, self._wanted)

    def _wanted(self, column: int) -> int:
        return max(self.sizeHintForColumn(column) + scaled(16), self.horizontalHeader().sectionSizeHint(column))
