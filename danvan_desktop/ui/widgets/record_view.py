"""The view of a list of records: rows chosen as a whole, columns as wide as their type needs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from danvan_desktop.domain.fields import FieldType
from danvan_desktop.ui.models.record_table import RecordTable
from danvan_desktop.ui.widgets.chip import ChipDelegate

_ROW_HEIGHT = 34
_WIDTHS = {
    FieldType.DATE: 108,
    FieldType.DATETIME: 146,
    FieldType.TIME: 76,
    FieldType.INTEGER: 84,
    FieldType.MONEY: 120,
    FieldType.BOOLEAN: 90,
    FieldType.CHOICE: 150,
    FieldType.REFERENCE: 150,
    FieldType.TEXT: 160,
    FieldType.LONG_TEXT: 240,
}
_STATE_WIDTH = 220


class RecordView(QTableView):
    """Emits the uid of a record that is opened by Enter or a double click."""

    opened = Signal(str)
    sort_wanted = Signal(int, Qt.SortOrder)
    choice_changed = Signal()

    def __init__(self, table: RecordTable, name: str, parent: QWidget | None = None) -> None:
        """Show ``table``; ``name`` is told to screen readers."""
        super().__init__(parent)
        self._table = table
        self.setModel(table)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._set_columns()
        self.doubleClicked.connect(self._open)
        self.selectionModel().selectionChanged.connect(lambda _new, _old: self.choice_changed.emit())

    def chosen_rows(self) -> list[int]:
        """Return the rows that are chosen, from the top."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def show_uids(self, uids: Sequence[str], prefer: str = "") -> None:
        """Show these records; keep the chosen row and what is in sight, or choose ``prefer``."""
        current = self.currentIndex()
        kept = prefer or (self._table.uid(current.row()) if current.isValid() else "")
        top, row_before = self.verticalScrollBar().value(), current.row()
        self._table.set_uids(uids)
        if not uids:
            self.choice_changed.emit()
            return
        row = self._table.row_of(kept) if kept else None
        self.selectRow(min(max(row_before, 0), len(uids) - 1) if row is None else row)
        self.verticalScrollBar().setValue(top)
        if row is not None:
            self.scrollTo(self._table.index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current record on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._table.uid(index.row()))

    def _set_columns(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(False)
        header.setMinimumSectionSize(60)
        kind = self._table.kind
        stretched = [name for name in kind.title if name in kind.listed][-1]
        for place, field in enumerate(self._table.columns):
            header.resizeSection(place, _STATE_WIDTH if field.name == "state" else _WIDTHS[field.type])
            if field.name == stretched:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
            if field.name == "state":
                self.setItemDelegateForColumn(place, ChipDelegate(self))
        header.sectionClicked.connect(self._sort)

    def _sort(self, column: int) -> None:
        """Sort by a column, the other way round when it is clicked again; references have no order of their own."""
        if self._table.columns[column].type is FieldType.REFERENCE:
            return
        header = self.horizontalHeader()
        again = header.isSortIndicatorShown() and header.sortIndicatorSection() == column
        descending = again and header.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicatorShown(True)
        header.setSortIndicator(column, order)
        self.sort_wanted.emit(column, order)
