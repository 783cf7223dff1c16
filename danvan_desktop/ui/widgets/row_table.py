"""Tables to read: whole rows under headings, of which the less needed columns make room for the others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

from danvan_desktop.ui.widgets.copying import copies_rows

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")
_ROW_ROOM = 10
"""Pixels above and below the letters of a row."""


class RowModel(QAbstractTableModel, Generic[Row]):
    """Rows under ``headings``; whoever derives from it says by ``data`` what stands in the cells."""

    def __init__(self, headings: Sequence[str], *, numbers: Collection[int] = ()) -> None:
        """Start empty; ``numbers`` are the columns that stand at the right."""
        super().__init__()
        self.headings = list(headings)
        self.rows: Sequence[Row] = ()
        self._numbers = numbers

    def show_rows(self, rows: Sequence[Row]) -> None:
        """List other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Count the rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Count the columns."""
        return 0 if parent.isValid() else len(self.headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(section)
        return self.headings[section] if role == Qt.ItemDataRole.DisplayRole else None

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """Return on which side a column stands."""
        side = Qt.AlignmentFlag.AlignRight if column in self._numbers else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


def fit_rows(table: QTableView) -> None:
    """Make rows high enough for the letters: Qt's are as low with letters of any size."""
    rows = table.verticalHeader()
    rows.setDefaultSectionSize(max(rows.defaultSectionSize(), table.fontMetrics().lineSpacing() + _ROW_ROOM))


class RowTable(QTableView):
    """Whole rows, one chosen at a time."""

    def __init__(self, model: QAbstractTableModel, name: str) -> None:
        """Show a table under a name for screen readers."""
        super().__init__()
        copies_rows(self)
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        fit_rows(self)
        self.horizontalHeader().setHighlightSections(False)

    def leave_out(self, first_to_go: Sequence[int], width_of: Callable[[int], int]) -> None:
        """Leave columns out, in this order, rather than the last one out of sight; widths are in pixels."""
        for column in first_to_go:
            self.setColumnHidden(column, False)
        widths = [width_of(column) for column in range(self.model().columnCount())]
        missing = sum(widths) - self.viewport().width()
        for column in first_to_go:
            self.setColumnHidden(column, missing > 0)
            missing -= widths[column] if missing > 0 else 0
