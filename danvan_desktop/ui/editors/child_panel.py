"""A table of parts with the form of the selected one below it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property

from PySide6.QtCore import QItemSelection, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from danvan_desktop.domain.fields import Field, FieldError, Values
from danvan_desktop.domain.problems import Problem
from danvan_desktop.exchange.references import Names
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.child_rows import ChildRow, ChildRows
from danvan_desktop.ui.editors.grid_view import GridView
from danvan_desktop.ui.editors.secrecy import Opened, open_whole
from danvan_desktop.ui.forms.record_form import RecordForm
from danvan_desktop.ui.operations import Operation, short_work
from danvan_desktop.ui.widgets.buttons import Button
from danvan_desktop.ui.widgets.flow_layout import FlowLayout
from danvan_desktop.ui.widgets.following_area import FollowingArea
from danvan_desktop.ui.widgets.labels import text_label
from danvan_desktop.ui.widgets.rows import FLUSH, column_of

_SHARES = (2, 3)
"""How table and form share the height at first."""


class ChildPanel(QWidget):
    """Adds, edits, orders and removes parts; nothing is stored until the record is saved."""

    edited = Signal()
    selected = Signal()
    opened = Signal(object)
    """Opened: a secret part that was opened."""

    def __init__(self, rows: ChildRows, context: UiContext, hint: Message, parent: QWidget | None = None) -> None:
        """``hint`` says what to do while there is no part yet."""
        super().__init__(parent)
        self.rows = rows
        self._context = context
        self._say = context.translator
        self._read_only = False
        self._shown = ""
        self._shares_kept = False
        self.unit_of: Callable[[], str] = str
        """Tells of which unit the whole is: names in a pasted list are those of its people."""
        self.table = self._made_table()
        self._layout = QVBoxLayout(self)
        self.buttons = FlowLayout()
        self._add = self._button(_("Thêm (Ctrl+T)"), self.add)
        self._remove = self._button(_("Xóa mục"), self._remove_current)
        self._up = self._button(_("Lên"), lambda: self._move(-1))
        self._down = self._button(_("Xuống"), lambda: self._move(1))
        self.reveal_button = self._button(_("Mở nội dung bí mật"), self._reveal)
        self.reveal_button.setToolTip(self._say(_("Lần mở được ghi vào lịch sử của mục này")))
        self._lower = QStackedWidget()
        empty = text_label(self._say(hint), "emptyHint", wraps=True)
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lower.addWidget(empty)
        self._arrange()
        self.table.selectionModel().selectionChanged.connect(self._show_selected)
        rows.modelReset.connect(self._after_reset)
        self._show_selected()

    @cached_property
    def form(self) -> RecordForm:
        """The form of the selected part, made when one is in sight: most parts of a record that opens never are."""
        area = FollowingArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFrameShape(FollowingArea.Shape.NoFrame)
        self._lower.addWidget(area)
        form = RecordForm(self.rows.kind, self._context, area.viewport())
        form.edited.connect(self._take_over)
        area.setWidget(form)
        self._fill_form(form)
        return form

    @property
    def current(self) -> ChildRow | None:
        """The selected part."""
        place = self._place()
        return None if place is None else self.rows.rows[place]

    def add(self) -> None:
        """Append a part, or take the one that is still empty, and go to its first field."""
        if not self._add.isEnabled():
            return
        blank = self.rows.blank_place()
        place = self.rows.add() if blank is None else blank
        self.table.selectRow(place)
        self.form.focus_first_problem()
        self.edited.emit()

    def write_first(self) -> None:
        """Go to the first field that the selected part wants, or to another part where there is none yet."""
        if self.current is None:
            self.add()
        else:
            self.form.focus_first_wanted()

    def add_all(self, presets: Iterable[Values]) -> None:
        """Append parts that are known already."""
        for preset in presets:
            self.table.selectRow(self.rows.add(preset))
        self.edited.emit()

    def offer_all(self, given: Iterable[Values]) -> None:
        """Append parts that wait to be written on, and stand in the first cell of the first that is empty."""
        places = [self.rows.offer(values) for values in given]
        if places and self._add.isEnabled():
            self.table.selectRow(places[0])
            names = [self.rows.field_of(column).name for column in range(self.rows.columnCount())]
            values = self.rows.rows[places[0]].values
            empty = next((column for column, name in enumerate(names) if values.get(name) is None), 0)
            self.table.setFocus()
            self.table.write_in(places[0], empty)
            self.edited.emit()

    def select_uid(self, uid: str) -> None:
        """Select a part."""
        for place, row in enumerate(self.rows.rows):
            if row.uid == uid:
                self.table.selectRow(place)

    def show_problems(self, uid: str, problems: tuple[Problem, ...]) -> list[Problem]:
        """Select a part and show what is wrong with it; returns what has no field there."""
        self.select_uid(uid)
        homeless = self.form.show_problems(problems)
        self.form.focus_first_problem()
        return homeless

    def show_below(self, widget: QWidget) -> None:
        """Place a live result at the foot of the panel."""
        self._layout.addWidget(widget)

    def set_read_only(self, read_only: bool) -> None:
        """Let parts be seen, not changed."""
        self._read_only = read_only
        self._enable()
        self.rows.set_read_only(read_only)
        if self._is_made:
            self._lock_form(self.form)

    # Private

    def _made_table(self) -> GridView:
        table = GridView(self.rows, self._context)
        table.row_wanted.connect(self._write_in_new)
        table.pasted.connect(self._paste)
        table.written.connect(self._after_writing)
        table.undo_wanted.connect(lambda: self._turned(self.rows.undo()))
        table.redo_wanted.connect(lambda: self._turned(self.rows.redo()))
        table.setAccessibleName(self._say(self.rows.kind.plural))
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return table

    def _arrange(self) -> None:
        self._splitter = splitter = QSplitter(Qt.Orientation.Vertical, self)
        self._upper = QWidget(splitter)
        column_of(self.table, self.buttons, margins=FLUSH, on=self._upper)
        splitter.addWidget(self._upper)
        splitter.addWidget(self._lower)
        for place, share in enumerate(_SHARES):
            splitter.setStretchFactor(place, share)
        splitter.setSizes([100 * share for share in _SHARES])
        splitter.setChildrenCollapsible(False)
        splitter.splitterMoved.connect(self._keep_shares)
        self._layout.addWidget(splitter)

    def _keep_shares(self) -> None:
        """Leave the heights as the officer pulled them."""
        self._shares_kept = True

    def _share_height(self) -> None:
        """Give the form what it lacks of the room that the rows of the table leave empty."""
        height = sum(self._splitter.sizes())
        if self._shares_kept or not self._is_made or not height:
            return
        usual = height * _SHARES[0] // sum(_SHARES)
        rows = self.table.verticalHeader().length() + self.table.verticalHeader().defaultSectionSize()
        filled = self._upper.height() - self.table.viewport().height() + rows
        wanted = self.form.sizeHint().height()
        upper = max(min(usual, max(filled, height - wanted)), self._upper.minimumSizeHint().height())
        self._splitter.setSizes([upper, height - upper])

    def _button(self, text: Message, action: object) -> QPushButton:
        button = Button(self._say(text))
        button.clicked.connect(action)
        self.buttons.addWidget(button)
        return button

    def _write_in_new(self) -> None:
        """Begin another part, in its first cell."""
        if self._add.isEnabled():
            blank = self.rows.blank_place()
            place = self.rows.add() if blank is None else blank
            self.table.selectRow(place)
            self.table.write_in(place, 0)
            self.edited.emit()

    def _paste(self, texts: Sequence[Sequence[str]]) -> None:
        """Write a list from elsewhere into the cells from the current one on."""
        if not texts or not self._add.isEnabled():
            return
        current = self.table.currentIndex()
        place = current.row() if current.isValid() else len(self.rows.rows)
        column = max(0, current.column())
        said, unit = self.rows.references_from(column, texts), self.unit_of()
        if not said:
            self._fill(place, column, texts, {})
            return
        self._context.operations.read(
            lambda store: _named(store, said, unit), lambda named: self._fill(place, column, texts, named), owner=self
        )

    def _fill(
        self, place: int, column: int, texts: Sequence[Sequence[str]], named: Mapping[tuple[str, str], str]
    ) -> None:
        count = self.rows.fill(place, column, texts, self._context.today(), named)
        self._context.operations.noted.emit(ngettext("Đã dán {n} dòng, chưa lưu", "Đã dán {n} dòng, chưa lưu", count))
        self._after_writing()

    def _after_writing(self) -> None:
        self._show_selected()
        self.edited.emit()

    def _turned(self, turned: bool) -> None:
        """Show what was taken back or made again."""
        if turned:
            self._after_writing()

    def _place(self) -> int | None:
        chosen = self.table.selectionModel().selectedRows()
        return chosen[0].row() if chosen else None

    def _after_reset(self) -> None:
        """Show the same part as before; where it is gone, what is typed on must not get into another."""
        places = {row.uid: place for place, row in enumerate(self.rows.rows)}
        if self._shown and self._shown not in places and self._is_made and self.form.has_keyboard:
            self.table.setFocus()
        if places:
            self.table.selectRow(places.get(self._shown, 0))
        self._show_selected()

    def _show_selected(self, _now: QItemSelection | None = None, _before: QItemSelection | None = None) -> None:
        row = self.current
        self._shown = row.uid if row is not None else ""
        self._enable()
        self.reveal_button.setVisible(row is not None and bool(row.covered))
        if self._is_made or (row is not None and self.isVisible()):
            self._fill_form(self.form)
        self._share_height()
        self.selected.emit()

    def _enable(self) -> None:
        """Offer what can be done with the selected part."""
        place, last = self._place(), len(self.rows.rows) - 1
        self._add.setEnabled(not self._read_only)
        self._remove.setEnabled(not self._read_only and place is not None)
        self._up.setEnabled(not self._read_only and place not in (None, 0))
        self._down.setEnabled(not self._read_only and place not in (None, last))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height anew."""
        super().resizeEvent(event)
        self._share_height()

    def showEvent(self, event: QShowEvent) -> None:
        """Show the form of the selected part, now that it is in sight."""
        super().showEvent(event)
        if self.current is not None and not self._is_made:
            self._fill_form(self.form)
        self._share_height()

    @property
    def _is_made(self) -> bool:
        return "form" in self.__dict__

    def _fill_form(self, form: RecordForm) -> None:
        row = self.current
        self._lower.setCurrentIndex(0 if row is None else 1)
        if row is not None:
            form.show_values({**row.values, **_texts(row.typed)})
        self._lock_form(form)

    def _lock_form(self, form: RecordForm) -> None:
        """Let what is hidden of a secret part be opened, not written over."""
        row = self.current
        form.set_read_only(self._read_only)
        form.cover(row.covered if row is not None else frozenset())
        form.keep_no_phrases(row is not None and row.secret)

    def _reveal(self) -> None:
        """Show what is hidden of the current part; who asked for it is noted in its history."""
        row = self.current
        if row is None:
            return
        uid = row.uid
        work = short_work(lambda store: open_whole(store, uid))

        def shown(opened: Opened) -> None:
            self.opened.emit(opened)
            self.rows.uncover(opened.record)
            self._show_selected()

        self._context.operations.run(Operation(_("Mở nội dung bí mật"), work, shown, owner=self))

    def _take_over(self, name: str) -> None:
        place = self._place()
        if place is None:
            return
        self.rows.type_into(place, {name: self.form.input(name).raw()}, {name: self.form.input(name).value()})
        self.edited.emit()

    def _remove_current(self) -> None:
        place = self._place()
        if place is None:
            return
        self.rows.remove(place)
        if self.rows.rows:
            self.table.selectRow(min(place, len(self.rows.rows) - 1))
        self._show_selected()
        self.edited.emit()

    def _move(self, by: int) -> None:
        place = self._place()
        if place is not None:
            self.table.selectRow(self.rows.move(place, by))
            self.edited.emit()


def _named(store: Store, said: Sequence[tuple[Field, str]], unit: str) -> Mapping[tuple[str, str], str]:
    """Find the records that a pasted list names; what names none, or several, is left for a person."""
    names, found = Names(store), {}
    for field, text in said:
        with suppress(FieldError):
            found[field.name, text] = names.uid(field, text, "", unit)
    return found


def _texts(typed: dict[str, object]) -> dict[str, str | int | bool | None]:
    """What was typed and cannot be read yet is shown again as it was typed."""
    return {name: value for name, value in typed.items() if isinstance(value, str | int | bool) or value is None}
