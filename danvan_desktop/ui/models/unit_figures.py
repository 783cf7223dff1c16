"""The figures of units as a table: a row a unit below the sum of all, a column a figure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from danvan_desktop.domain.coverage import CoverageState
from danvan_desktop.domain.order import dictionary_key
from danvan_desktop.localization import Translator, _
from danvan_desktop.reports.figures import Figure
from danvan_desktop.reports.figures.comparison import UnitFigure, UnitRow, UnitTable

Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_SUM_ROW = 0
_BY_NAME = -1
"""What Qt calls the column that nothing is sorted by."""


class UnitFiguresModel(QAbstractTableModel):
    """The sum stands first, whatever the units are sorted by; the last column says up to which day a unit told.

    The names head the rows, so that they stay in sight however many figures there are.
    """

    def __init__(self, translator: Translator, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._say = translator
        self._table = UnitTable((), ())
        self._sorted = (_BY_NAME, Qt.SortOrder.AscendingOrder)
        self._bold = QFont()
        self._bold.setBold(True)

    @property
    def table(self) -> UnitTable:
        """What is shown, in the order in which it is shown."""
        return self._table

    def show(self, table: UnitTable) -> None:
        """Show other figures, sorted as before where the column is still there."""
        self.beginResetModel()
        column, order = self._sorted
        self._sorted = (column if column < len(table.figures) else _BY_NAME, order)
        self._table = self._in_order(table)
        self.endResetModel()

    def row(self, index: Index) -> UnitRow | None:
        """Return the unit of a row, ``None`` at the sum."""
        place = index.row() - 1
        return self._table.rows[place] if 0 <= place < len(self._table.rows) else None

    def row_of(self, uid: str) -> int:
        """Return the row of a unit, that of the sum for one that is not shown."""
        return next((place for place, one in enumerate(self._table.rows, 1) if one.unit.uid == uid), _SUM_ROW)

    def figure(self, index: Index) -> Figure | None:
        """Return the figure of a column, ``None`` beside the figures."""
        return self._figure_at(index.column())

    def cell(self, index: Index) -> UnitFigure | None:
        """Return what a cell counts, ``None`` beside the figures."""
        figure, row = self.figure(index), self.row(index)
        if figure is None:
            return None
        return self._table.total(figure.code) if row is None else row.cell(figure.code)

    # Qt's side

    def rowCount(self, parent: Index = _NONE) -> int:
        """The units and their sum; nothing without units."""
        return len(self._table.rows) + 1 if self._table.rows and not parent.isValid() else 0

    def columnCount(self, parent: Index = _NONE) -> int:
        """The figures and the day; nothing without units."""
        return len(self._table.figures) + 1 if self._table.rows and not parent.isValid() else 0

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name units and columns; a figure's heading explains what is counted."""
        if orientation is not Qt.Orientation.Horizontal:
            return self._unit_head(section, role)
        figure = self._figure_at(section)
        if role == Qt.ItemDataRole.ToolTipRole:
            return None if figure is None else self._say(figure.definition)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if figure is not None:
            return self._say(figure.title)
        return self._say(_("Số liệu đến"))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the words of a cell, what it was a year ago, and its place in the cell."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._hint(index)
        if role == Qt.ItemDataRole.FontRole and index.row() == _SUM_ROW:
            return self._bold
        if role == Qt.ItemDataRole.TextAlignmentRole and self.figure(index) is not None:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the units by a column, by their names where it is none; the sum stays first."""
        self._sorted = (column, order)
        self.layoutAboutToBeChanged.emit()
        self._table = self._in_order(self._table)
        self.layoutChanged.emit()

    # Parts

    def _figure_at(self, column: int) -> Figure | None:
        return self._table.figures[column] if 0 <= column < len(self._table.figures) else None

    def _text(self, index: Index) -> str:
        row, figure = self.row(index), self.figure(index)
        if figure is None:
            return self._told_on(row)
        cell = self.cell(index) or UnitFigure()
        word = None if row is None else row.word(figure)
        return self._say.number(cell.value) if word is None else self._say(word)

    def _unit_head(self, section: int, role: int) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._say(_("Tổng số")) if section == _SUM_ROW else self._table.rows[section - 1].named(self._say)

    def _told_on(self, row: UnitRow | None) -> str:
        if row is None or row.coverage.state is CoverageState.RECORDED_HERE:
            return ""
        if row.coverage.told_on is None:
            return self._say(_("chưa gửi lần nào"))
        return self._say.date(row.coverage.told_on)

    def _hint(self, index: Index) -> str | None:
        cell, row = self.cell(index), self.row(index)
        if cell is not None and cell.year_ago is None:
            return self._say(_("Cùng kỳ năm trước: đơn vị chưa ghi sổ, không so sánh"))
        if cell is not None:
            return self._say(_("Cùng kỳ năm trước: {count}", count=cell.year_ago))
        if row is not None and row.days_late:
            return self._say(_("Chưa gửi đủ số liệu của kỳ, chậm {days} ngày", days=row.days_late))
        return None

    def _in_order(self, table: UnitTable) -> UnitTable:
        column, order = self._sorted
        rows = sorted(table.rows, key=lambda row: dictionary_key(row.unit.text("name")))
        figure = table.figures[column] if 0 <= column < len(table.figures) else None
        falling = order is Qt.SortOrder.DescendingOrder
        if figure is not None:
            rows.sort(key=lambda row: row.cell(figure.code).value, reverse=falling)
        elif column > _BY_NAME:
            rows.sort(key=lambda row: str(row.coverage.told_on or ""), reverse=falling)
        return replace(table, rows=tuple(rows))
