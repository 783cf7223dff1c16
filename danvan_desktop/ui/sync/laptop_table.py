"""How it stands with each laptop: one row each, the last eight weeks as squares."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.ui.sync.round_reading import WEEKS, LaptopRow, RoundState, Week
from danvan_desktop.ui.theme import colour, scaled
from danvan_desktop.ui.widgets.copying import copies_rows

Index = QModelIndex | QPersistentModelIndex
_UNIT, _LAST, _WEEKS, _MISSING, _HERE, _ACKED, _ADVICE = range(7)
_SQUARE, _GAP = 13, 6
_WEEK_ROLE = Qt.ItemDataRole.UserRole
_FIRST_TO_GO = (_ACKED, _HERE, _WEEKS)
"""Columns left out, in this order, where not all would be seen."""


class LaptopTable(QAbstractTableModel):
    """Rows for the view below."""

    def __init__(self, translator: Translator, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._say = translator
        self.rows: Sequence[LaptopRow] = ()
        self._weeks = ""
        names = (
            _("Nơi gửi, nhận"), _("Nhận gần nhất"), None, _("Còn thiếu"), _("Trên USB này"), _("Nơi này đã nhận"),
            _("Nên làm"),
        )  # fmt: skip
        self._names = [None if name is None else translator(name) for name in names]

    def show_state(self, state: RoundState) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = state.rows
        self._weeks = self._say(_("Tuần {first} đến {last}", first=state.first_week, last=state.last_week))
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Count the laptops."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Count the columns."""
        return 0 if parent.isValid() else 7

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._names[section] or self._weeks

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
    return _("{n} thay đổi", n=row.here) if row.here else _("giấy báo nhận")


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
    line = {Week.CAME: "doneText", Week.NOTHING: "line", Week.GAP: "error"}[week]
    painter.setPen(QPen(colour(line), 1))
    painter.setBrush(colour("doneGround") if week is Week.CAME else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(square, 2, 2)
    if week is Week.GAP:
        painter.drawLine(square.bottomLeft(), square.topRight())


class LaptopView(QTableView):
    """Whole rows, one chosen at a time."""

    def __init__(self, table: LaptopTable, name: str) -> None:
        """Show a table under a name for screen readers."""
        super().__init__()
        copies_rows(self)
        self.setModel(table)
        self.setAccessibleName(name)
        self.setItemDelegateForColumn(_WEEKS, _Squares(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_ADVICE, QHeaderView.ResizeMode.Stretch)
        table.modelReset.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave columns out rather than the last one out of sight."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        header = self.horizontalHeader()
        for column in _FIRST_TO_GO:
            self.setColumnHidden(column, False)
        wanted = sum(self.sizeHintForColumn(column) + scaled(16) for column in range(7))
        wanted = max(wanted, sum(header.sectionSizeHint(column) for column in range(7)))
        for column in _FIRST_TO_GO:
            if wanted > self.viewport().width():
                wanted -= max(self.sizeHintForColumn(column) + scaled(16), header.sectionSizeHint(column))
                self.setColumnHidden(column, True)
