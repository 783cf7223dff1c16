"""The view of a list of records: rows chosen as a whole, columns as wide as their type needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from danvan_desktop.domain.fields import Field, FieldType
from danvan_desktop.ui.models.record_table import RecordTable
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.brief_rows import BriefDelegate, row_height
from danvan_desktop.ui.widgets.chip import ChipDelegate
from danvan_desktop.ui.widgets.column_widths import ColumnWidths
from danvan_desktop.ui.widgets.copying import copies_rows
from danvan_desktop.ui.widgets.heading_row import HeadingRow

_ABOVE_AND_BELOW, _BESIDE_DAY = 16, 12
_MOST_KEPT = 500
"""Rows that stay chosen when the list is read anew; finding each again takes a look at the whole list."""


class _DayDelegate(QStyledItemDelegate):
    """Shows a day whole: of what is remarked on it, such as how late it is, only what has room."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Leave the remark to the colour of the cell and to its tooltip where it would cut the day."""
        super().initStyleOption(option, index)
        day, joint, _remark = option.text.partition(" · ")
        if joint and option.fontMetrics.horizontalAdvance(option.text) > option.rect.width() - _BESIDE_DAY:
            option.text = day


class RecordView(QTableView):
    """Emits the uid of a record that is opened by Enter or a double click."""

    opened = Signal(str)
    sort_wanted = Signal(int, Qt.SortOrder)
    peeked = Signal(str)
    """The uid of the record that the officer turned to by a click or a key."""
    choice_changed = Signal()
    columns_changed = Signal()
    """The officer made a column wider or narrower."""
    columns_moved = Signal()
    """The officer dragged a column to another place, as ``columns_in_order`` tells."""

    def __init__(self, table: RecordTable, name: str) -> None:
        """Show ``table``; ``name`` is told to screen readers."""
        super().__init__()
        self._table = table
        self.setModel(table)
        copies_rows(self, self.columns_told)
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
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._chips = ChipDelegate(self)
        self._plain, self._days = QStyledItemDelegate(self), _DayDelegate(self)
        self._widths: dict[str, int] = {}
        self._columns = ColumnWidths(self, table)
        self._left_out: tuple[Field, ...] = ()
        self._fitting = False
        self._is_brief = self._has_two_lines = False
        self._is_led = False
        self._brief = BriefDelegate(self)
        self.headings = header = HeadingRow(self)
        self.setHorizontalHeader(header)
        header.setMinimumSectionSize(scaled(60))
        header.sectionMoved.connect(self._moved)
        header.sectionClicked.connect(self._sort)
        header.sectionResized.connect(self._resized)
        self._fit_rows()
        self.fit_columns()
        self.doubleClicked.connect(self._open)
        self.selectionModel().selectionChanged.connect(lambda _new, _old: self._choice_changed())

    def chosen_rows(self) -> list[int]:
        """Return the rows that are chosen, from the top."""
        chosen: set[int] = set()
        parts = self.selectionModel().selection()
        for part in (parts.at(place) for place in range(parts.count())):
            chosen.update(range(part.top(), part.bottom() + 1))
        return sorted(chosen - self._table.groups.keys())

    def columns_told(self) -> Sequence[int]:
        """Return the places of the columns in their order; in few words, of those that the list has room for alone."""
        header, left_out = self.horizontalHeader(), {field.name for field in self._left_out}
        places = (place for place, field in enumerate(self._table.columns) if field.name not in left_out)
        return sorted(places, key=header.visualIndex)

    @property
    def widths(self) -> Mapping[str, int]:
        """The widths that the officer gave to columns, by field."""
        return self._widths

    @property
    def left_out(self) -> Sequence[Field]:
        """The columns that are not shown as the window is too narrow for them."""
        return self._left_out

    @property
    def columns_in_order(self) -> Sequence[str]:
        """The fields of all columns as they stand from the left."""
        places = range(len(self._table.columns))
        return [self._table.columns[place].name for place in sorted(places, key=self.headings.visualIndex)]

    def show_columns(self, names: Sequence[str], widths: Mapping[str, int], order: str = "") -> None:
        """Show these fields, as wide as the officer made them; ``order`` names what the list is sorted by."""
        self._widths = dict(widths)
        self._fitting = True
        self._table.set_columns(names)
        self.headings.put_in_order()
        self.fit_columns()
        place = list(names).index(order.removeprefix("-")) if order.removeprefix("-") in names else -1
        self.headings.setSortIndicatorShown(place >= 0)
        if place >= 0:
            descending = order.startswith("-")
            self.headings.setSortIndicator(
                place, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            )

    def set_two_lines(self, two_lines: bool) -> None:
        """Let long texts go on in a second line of their row."""
        self._has_two_lines = two_lines
        self.setWordWrap(two_lines)
        self._fit_rows()

    @property
    def is_brief(self) -> bool:
        """Whether each record is told in one cell."""
        return self._is_brief

    def set_brief(self, brief: bool) -> None:
        """Tell each record in few words in one cell, or in a cell each field."""
        if brief != self._is_brief:
            self._is_brief = brief
            self.horizontalHeader().setVisible(not brief)
            self.setAlternatingRowColors(not brief)
            scrolls = Qt.ScrollBarPolicy
            self.setHorizontalScrollBarPolicy(scrolls.ScrollBarAlwaysOff if brief else scrolls.ScrollBarAsNeeded)
            self._fit_rows()
            self.fit_columns()
            self.scrollTo(self.currentIndex())

    def fit_columns(self) -> None:
        """Make columns as wide as what stands in them; the one that names the record takes what is left."""
        self._fitting = True
        if self._is_brief:
            self._fit_brief()
            self._fitting = False
            return
        for place, field in enumerate(self._table.columns):
            usual = self._days if field.type is FieldType.DATE else self._plain
            self.setItemDelegateForColumn(place, self._chips if field.name == "state" else usual)
        self._stretch()
        self._fitting = False

    def show_uids(self, uids: Sequence[str], prefer: str = "", groups: Mapping[int, str] | None = None) -> None:
        """Show these records; keep the chosen row and what is in sight, or choose ``prefer``."""
        current = self.currentIndex()
        kept = prefer or (self._table.uid(current.row()) if current.isValid() else "")
        top, row_before = self.verticalScrollBar().value(), current.row()
        chosen = [self._table.uid(row) for row in self.chosen_rows()] if not prefer else []
        self.clearSpans()
        self._table.set_uids(uids, groups)
        for heading in groups or {}:
            self.setSpan(heading, 0, 1, max(2, len(self._table.columns)))
        if not uids:
            self.choice_changed.emit()
            return
        if self._columns.learn() and not self._is_brief:
            self.fit_columns()
        row = self._table.row_of(kept) if kept else None
        self._choose(min(max(row_before, 0), len(uids) - 1) if row is None else row)
        self._choose_others(chosen)
        self.verticalScrollBar().setValue(top)
        if row is not None:
            self.scrollTo(self._table.index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current record on Enter, the menu of its column on Alt and the arrow down."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.headings.menu_wanted.emit(max(0, self.currentIndex().column()))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the column that names the record take what is left."""
        super().resizeEvent(event)
        self._fitting = True
        if self._is_brief:
            self._fit_brief()
        else:
            self._stretch()
        self._fitting = False

    def changeEvent(self, event: QEvent) -> None:
        """Fit rows and columns to another size of letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_widths"):
            self._columns.forget()
            self._fit_rows()
            self.fit_columns()

    def _choice_changed(self) -> None:
        self.choice_changed.emit()
        rows = self.chosen_rows() if self.hasFocus() and not self._is_led else []
        if len(rows) == 1 and self._table.uid(rows[0]):
            self.peeked.emit(self._table.uid(rows[0]))

    def _choose(self, row: int) -> None:
        """Choose a row; in place of a heading the record below it."""
        if row in self._table.groups and row + 1 < self._table.rowCount():
            row += 1
        self._take(row)

    def _take(self, row: int) -> None:
        """Choose one row alone whatever keys are held down: ``selectRow`` adds it to those chosen while Ctrl is."""
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(self._table.index(row, 0), flags.ClearAndSelect | flags.Rows)

    def _choose_others(self, uids: Sequence[str]) -> None:
        """Keep several chosen rows chosen when the list is read anew."""
        rows = [self._table.row_of(uid) for uid in uids if uid] if 1 < len(uids) <= _MOST_KEPT else []
        flags = QItemSelectionModel.SelectionFlag
        for row in rows:
            if row is not None:
                self.selectionModel().select(self._table.index(row, 0), flags.Select | flags.Rows)

    def choose_uid(self, uid: str) -> None:
        """Choose a record of the list that is in sight beside it already, and bring it into sight here."""
        row = self._table.row_of(uid)
        if row is not None and self.chosen_rows() != [row]:
            self._is_led = True
            self._take(row)
            self._is_led = False
            self.scrollTo(self._table.index(row, 0))

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and self._table.uid(index.row()):
            self.opened.emit(self._table.uid(index.row()))

    def _fit_rows(self) -> None:
        lines = self.fontMetrics().lineSpacing() if self._has_two_lines else 0
        plain = self.fontMetrics().height() + lines + _ABOVE_AND_BELOW
        brief = row_height(self.fontMetrics(), self._table.brief_lines)
        self.verticalHeader().setDefaultSectionSize(brief if self._is_brief else plain)

    def _fit_brief(self) -> None:
        """Give the first column all the room."""
        for place in range(len(self._table.columns)):
            self.setColumnHidden(place, place > 0)
        if self._table.columns:
            self.setItemDelegateForColumn(0, self._brief)
            self.horizontalHeader().resizeSection(0, self.viewport().width())

    def _stretch(self) -> None:
        """Share the room among the columns, and hide those that have none."""
        header, fitted = self.horizontalHeader(), self._columns.fitted(self.viewport().width(), self._widths)
        for place, width in fitted.items():
            self.setColumnHidden(place, width is None)
            if width is not None:
                header.resizeSection(place, width)
        self._left_out = tuple(self._table.columns[place] for place, width in sorted(fitted.items()) if width is None)

    def _resized(self, column: int, _old: int, new: int) -> None:
        if not self._fitting and column < len(self._table.columns):
            self._widths[self._table.columns[column].name] = new
            self.columns_changed.emit()

    def _moved(self, *_places: int) -> None:
        if not self._fitting:
            self.columns_moved.emit()

    def _sort(self, column: int) -> None:
        """Sort by a column, the other way round when it is clicked again."""
        header = self.headings
        again = header.isSortIndicatorShown() and header.sortIndicatorSection() == column
        descending = again and header.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        self.sort_by(column, descending=descending)

    def sort_by(self, column: int, *, descending: bool) -> None:
        """Ask for another order; references have none of their own."""
        if self._table.columns[column].type is not FieldType.REFERENCE:
            order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            self.headings.setSortIndicatorShown(True)
            self.headings.setSortIndicator(column, order)
            self.sort_wanted.emit(column, order)
