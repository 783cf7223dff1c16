"""A table one types into: each cell with the input of its field, Tab from cell to cell, lists pasted from elsewhere."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from danvan_desktop.domain.fields import FieldType
from danvan_desktop.domain.text import clean_pasted
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.child_row import ChildRow
from danvan_desktop.ui.editors.child_rows import ChildRows
from danvan_desktop.ui.forms.inputs import FieldInput, LineInput, LongInput
from danvan_desktop.ui.forms.making import make_input
from danvan_desktop.ui.theme import colour, scaled
from danvan_desktop.ui.widgets.copying import copies_rows
from danvan_desktop.ui.widgets.keys import is_within
from danvan_desktop.ui.widgets.row_table import fit_rows

Index = QModelIndex | QPersistentModelIndex
_FRAME = 2
_MOST_ROWS = 2_000
"""Rows of a pasted list that are taken."""
_ROWS_MEASURED = 100
_ROWS_SHOWN = 2
"""The least; the officer pulls the table higher."""
_LEAST_TEXT = 130
_LEAST_BLANK_TEXT = 90
_MOST_OF_A_NAME = 120
_MOST_OF_THE_FIRST = 200
"""Pixels, at the usual size of letters: the least of a column with texts, of one in which nothing is written, and up to
which other names are whole, those in the first column, by which rows are told apart, further."""
_LONGEST_DAY = "00/00/0000"
_CELL_MARGIN = 8


class GridView(QTableView):
    """Rows of parts; a key begins to write in the current cell."""

    row_wanted = Signal()
    """Tab was pressed in the last cell: another row is wanted."""
    pasted = Signal(object)
    """A list that was pasted, as rows of texts."""
    typed = Signal()
    """Something is being written in a cell: it is among the parts already."""
    written = Signal()
    """Something was written in a cell, which is left."""
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, rows: ChildRows, context: UiContext, parent: QWidget | None = None) -> None:
        """Show ``rows``."""
        super().__init__(parent)
        self._rows = rows
        self._column = 0
        self.setModel(rows)
        copies_rows(self)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.DoubleClicked)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        fit_rows(self)
        self._delegate = _CellDelegate(context, self)
        self._delegate.next_wanted.connect(self._write_on)
        self._delegate.typed.connect(self.typed)
        self._delegate.written.connect(self.written)
        self.setItemDelegate(self._delegate)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setResizeContentsPrecision(_ROWS_MEASURED)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for changed in (rows.modelReset, rows.rowsInserted, rows.rowsRemoved, self._delegate.written):
            changed.connect(self.share_width)
        rows.dataChanged.connect(self._make_room)
        rows.modelAboutToBeReset.connect(self._hold_on)

    def write_in(self, row: int, column: int) -> bool:
        """Begin to write in a cell, or in the next one of the row that can be written in; False when none can."""
        for place in range(column, self._rows.columnCount()):
            index = self._rows.index(row, place)
            if self._rows.flags(index) & Qt.ItemFlag.ItemIsEditable:
                self.setCurrentIndex(index)
                self.edit(index)
                return True
        return False

    def _hold_on(self) -> None:
        """Keep the keyboard, and the column, before parts are shown anew, as after a save in the middle of a row."""
        focused: QWidget | None = self.window().focusWidget()
        self._column = max(0, self.currentIndex().column())
        self._delegate.let_go()
        if focused is not None and self.isAncestorOf(focused):
            self.setFocus()

    def select(self, row: int) -> None:
        """Stand in a row, in the column where one stood before."""
        current = self.currentIndex()
        self.setCurrentIndex(self._rows.index(row, current.column() if current.isValid() else self._column))

    def go_down(self, row: int, column: int) -> None:
        """Stand in the cell below, as in Excel, so that the next key writes there; in the last row stay."""
        if row + 1 < self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(row + 1, column))

    def minimumSizeHint(self) -> QSize:
        """Have room for the headings and the first rows, whatever the size of the letters."""
        rows = _ROWS_SHOWN * self.verticalHeader().defaultSectionSize()
        height = self.horizontalHeader().sizeHint().height() + rows + 2 * self.frameWidth()
        return QSize(super().minimumSizeHint().width(), height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self.share_width()

    def share_width(self) -> None:
        """Give texts the room that days, numbers and choices leave; what has no room is scrolled to."""
        header = self.horizontalHeader()
        for place in range(self._rows.columnCount()):
            self.setColumnHidden(place, self._says_nothing(place))
        columns = self.columns_in_sight
        needed = [max(header.sectionSizeHint(place), self.sizeHintForColumn(place)) for place in columns]
        least = [
            max(header.sectionSizeHint(place), self._least_of(place, width))
            for place, width in zip(columns, needed, strict=True)
        ]
        texts = [number for number, place in enumerate(columns) if place in self._rows.text_columns]
        widths = shared(self.viewport().width(), least, needed, texts)
        for place, width in zip(columns, widths, strict=True):
            header.resizeSection(place, width)

    @property
    def columns_in_sight(self) -> Sequence[int]:
        """The places of the columns but those that tell of another record and say nothing in any row."""
        return [place for place in range(self._rows.columnCount()) if not self.isColumnHidden(place)]

    def _says_nothing(self, place: int) -> bool:
        is_told = self._rows.shown_field(place) is None
        return is_told and self._rows.rowCount() > 0 and not self._is_written_in(place)

    def _least_of(self, place: int, needed: int) -> int:
        """Return how wide a column is at least: a text may be cut, a day and a number may not, a name hardly."""
        if place == 0 and needed > scaled(_LEAST_TEXT):
            return min(needed, scaled(_MOST_OF_THE_FIRST))
        if place in self._rows.text_columns:
            return scaled(_LEAST_TEXT if self._is_written_in(place) else _LEAST_BLANK_TEXT)
        field = self._rows.shown_field(place)
        if field is not None and field.type is FieldType.DATE:
            return max(needed, self.fontMetrics().horizontalAdvance(_LONGEST_DAY) + 2 * scaled(_CELL_MARGIN))
        return needed if field is not None and field.numeric else min(needed, scaled(_MOST_OF_A_NAME))

    def _is_written_in(self, place: int) -> bool:
        return any(self._rows.index(row, place).data() for row in range(min(self._rows.rowCount(), _ROWS_MEASURED)))

    def _make_room(self, first: QModelIndex, _last: QModelIndex) -> None:
        """Share the width anew where what is typed below the table no longer has room in its cell."""
        row, header = first.row(), self.horizontalHeader()
        for place in range(self._rows.columnCount()):
            index = self._rows.index(row, place)
            if self.sizeHintForIndex(index).width() > header.sectionSize(place):
                if place not in self._rows.text_columns:
                    self.share_width()
                return

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the grid from what surrounds it."""
        if event.type() == QEvent.Type.ShortcutOverride and _is_own(cast(QKeyEvent, event)):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste, take back, and empty a cell."""
        keys = QKeySequence.StandardKey
        if event.matches(keys.Paste):
            self.pasted.emit(rows_of(QGuiApplication.clipboard().text()))
        elif event.matches(keys.Undo):
            self.undo_wanted.emit()
        elif event.matches(keys.Redo):
            self.redo_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete and self._can_write():
            name = self._rows.field_of(self.currentIndex().column()).name
            self._rows.type_into(self.currentIndex().row(), {name: ""}, {name: None})
            self.written.emit()
        else:
            super().keyPressEvent(event)

    def _can_write(self) -> bool:
        index = self.currentIndex()
        return index.isValid() and bool(self._rows.flags(index) & Qt.ItemFlag.ItemIsEditable)

    def _write_on(self, row: int, column: int, step: int) -> None:
        """Go on to the next cell that can be written in, or the one before; past the last one a row is wanted."""
        places = [
            place
            for place in range(self._rows.columnCount())
            if self._rows.flags(self._rows.index(row, place)) & Qt.ItemFlag.ItemIsEditable
        ]
        on = [place for place in places if (place > column if step > 0 else place < column)]
        if on:
            self.write_in(row, on[0] if step > 0 else on[-1])
        elif step > 0 and row + 1 < self._rows.rowCount():
            self.write_in(row + 1, 0)
        elif step > 0:
            self.row_wanted.emit()
        elif row > 0 and places:
            self.write_in(row - 1, places[-1])


class _CellDelegate(QStyledItemDelegate):
    """Edits a cell by the input of its field, and frames the current one."""

    typed = Signal()
    written = Signal()
    next_wanted = Signal(int, int, int)
    """Row, column, and 1 or -1: Tab or Shift+Tab was pressed in a cell."""

    def __init__(self, context: UiContext, view: GridView) -> None:
        super().__init__(view)
        self._context = context
        self._view = view
        self._inputs: dict[QObject, FieldInput] = {}
        self._shown: dict[FieldInput, object] = {}
        self._before: dict[FieldInput, ChildRow] = {}

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Make the input of the cell's field."""
        rows = cast(ChildRows, index.model())
        field = rows.field_of(index.column())
        made = make_input(field, self._context)
        if isinstance(made, LineInput):
            made.line.is_in_a_cell = True
        if isinstance(made, LineInput) and field.completed_from:
            made.offer_beside(str(row.values[field.name]) for row in rows.rows if row.values.get(field.name))
        made.setParent(parent)
        made.setAutoFillBackground(True)
        target: QWidget = made.focusProxy() or made
        self._inputs[target] = made
        self._before[made] = replace(row := rows.rows[index.row()], values=dict(row.values), typed=dict(row.typed))
        made.edited.connect(partial(self._take, made, rows, QPersistentModelIndex(index)))
        target.installEventFilter(self)
        return made

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Forget the input with its cell."""
        for kept in (self._shown, self._before):
            kept.pop(cast(FieldInput, editor), None)
        self._forget(cast(FieldInput, editor))
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show what stands in the cell."""
        written = cast(FieldInput, editor)
        if written not in self._shown:
            written.show_value(index.data(Qt.ItemDataRole.EditRole))
            self._shown[written] = written.raw()
            written.begin()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take what was written, if anything was."""
        if self._take(cast(FieldInput, editor), cast(ChildRows, model), index):
            self.written.emit()

    def _take(self, written: FieldInput, rows: ChildRows, index: Index) -> bool:
        """Take what is written so far: a save, a draft and a close find it though the cell is still open."""
        if not index.isValid() or written.raw() == self._shown.get(written, written.raw()):
            return False
        name = rows.field_of(index.column()).name
        rows.type_into(index.row(), {name: written.raw()}, {name: written.value()})
        self.typed.emit()
        return True

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        """Give a text more than the height of its row."""
        area = QRect(option.rect)
        area.setHeight(max(area.height(), editor.sizeHint().height()))
        room = self._view.viewport().rect()
        area.moveBottom(min(area.bottom(), max(room.bottom(), area.height() - 1)))
        editor.setGeometry(area)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Frame the cell that is written in by the next key, and what is wrong."""
        super().paint(painter, option, index)
        is_current = index == self._view.currentIndex() and self._view.hasFocus()
        frame = colour("focus") if is_current else index.data(Qt.ItemDataRole.ForegroundRole)
        if isinstance(frame, QColor):
            painter.save()
            painter.setPen(QPen(frame, _FRAME))
            painter.drawRect(option.rect.adjusted(1, 1, -_FRAME, -_FRAME))
            painter.restore()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Tab, Enter and Escape from the input of a cell; leaving it keeps what was written."""
        written = self._inputs.get(watched)
        if written is None:
            # What takes the keys of an input is no cell by itself: Qt would hand it on as one.
            return isinstance(watched, FieldInput) and super().eventFilter(watched, event)
        if event.type() == QEvent.Type.KeyPress:
            return self._pressed(written, cast(QKeyEvent, event))
        if event.type() == QEvent.Type.FocusOut and not is_within(written, self._view.window().focusWidget()):
            self._end(written)
        return False

    def _pressed(self, written: FieldInput, event: QKeyEvent) -> bool:
        key, place = event.key(), self._view.currentIndex()
        if key == Qt.Key.Key_Escape:
            self._give_up(written, place)
            self.closeEditor.emit(written, QStyledItemDelegate.EndEditHint.RevertModelCache)
            return True
        is_text = isinstance(written, LongInput)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (
            is_text and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            self._end(written)
            self._view.go_down(place.row(), place.column())
            return True
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._end(written)
            self.next_wanted.emit(place.row(), place.column(), 1 if key == Qt.Key.Key_Tab else -1)
            return True
        return False

    def _give_up(self, written: FieldInput, place: Index) -> None:
        """Let the cell say again what it said before."""
        self._forget(written)
        rows, before = cast(ChildRows, place.model()), self._before[written]
        rows.put_back(place.row(), rows.field_of(place.column()).name, before)
        self.typed.emit()

    def _end(self, written: FieldInput) -> None:
        """Take what was written and close the input, once: closing takes the keyboard from it."""
        if written not in self._inputs.values():
            return
        self._forget(written)
        self.commitData.emit(written)
        self.closeEditor.emit(written, QStyledItemDelegate.EndEditHint.NoHint)

    def let_go(self) -> None:
        """Take nothing more from inputs whose cells are shown anew."""
        self._inputs = {}

    def _forget(self, written: FieldInput) -> None:
        self._inputs = {target: made for target, made in self._inputs.items() if made is not written}


def rows_of(text: str) -> Sequence[Sequence[str]]:
    """Return the cells of a list as Excel and Word put it on the clipboard: tabs between cells, quotes around lines."""
    reader = csv.reader(io.StringIO(text), dialect="excel-tab")
    rows = [[clean_pasted(cell).strip() for cell in row] for row in reader]
    return [row for row in rows if any(row)][:_MOST_ROWS]


def shared(room: int, least: Sequence[int], needed: Sequence[int], texts: Sequence[int]) -> list[int]:
    """Share ``room`` pixels among columns: each its ``least``, then what it needs, the rest to the ``texts``.

    Where there is no room for all that is needed, all get the same, until the least needy are content; the least they
    have in any case.
    """
    widths, left = list(least), room - sum(least)
    while left > 0 and (wanting := [place for place, width in enumerate(widths) if needed[place] > width]):
        part = max(1, left // len(wanting))
        for place in wanting:
            more = min(part, needed[place] - widths[place], left)
            widths[place] += more
            left -= more
    for number, place in enumerate(texts):
        more = max(0, left) // (len(texts) - number)
        widths[place] += more
        left -= more
    if not texts and left > 0:
        widths[-1] += left
    return widths


def _is_own(event: QKeyEvent) -> bool:
    keys = QKeySequence.StandardKey
    return any(event.matches(key) for key in (keys.Paste, keys.Undo, keys.Redo, keys.Copy))
