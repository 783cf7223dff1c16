"""A table of parts with the form of the selected one below it, made when its tab is turned to or it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property

from PySide6.QtCore import QItemSelection, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from danvan_desktop.domain.fields import Field, FieldError, Values
from danvan_desktop.domain.problems import Problem
from danvan_desktop.exchange.pasted_table import PastedTable, read_table
from danvan_desktop.exchange.references import Names
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.child_row import ChildRow
from danvan_desktop.ui.editors.child_rows import ChildRows
from danvan_desktop.ui.editors.grid_view import GridView
from danvan_desktop.ui.editors.panel_inside import PanelInside
from danvan_desktop.ui.editors.secrecy import Opened, open_whole
from danvan_desktop.ui.forms.record_form import RecordForm
from danvan_desktop.ui.operations import Operation, short_work
from danvan_desktop.ui.widgets.flow_layout import FlowLayout
from danvan_desktop.ui.widgets.later_page import set_in_order


class ChildPanel(QWidget):
    """Adds, edits, orders and removes parts; nothing is stored until the record is saved."""

    edited = Signal()
    selected = Signal()
    opened = Signal(object)
    """Opened: a secret part that was opened."""
    made = Signal()
    """Table and buttons are there: whoever has buttons of its own adds them now."""

    def __init__(self, rows: ChildRows, context: UiContext, hint: Message, parent: QWidget | None = None) -> None:
        """``hint`` says what to do while there is no part yet."""
        super().__init__(parent)
        self.rows = rows
        self._context = context
        self._say = context.translator
        self._hint = hint
        self._read_only = False
        self._shown = ""
        self.unit_of: Callable[[], str] = str
        """Tells of which unit the whole is: names in a pasted list are those of its people."""
        self.carried: Sequence[str] = ()
        """The fields in which a new part begins with what stands in the one before it."""
        self._writing: list[QWidget] = []
        self._layout = QVBoxLayout(self)
        self._inside: PanelInside | None = None
        rows.modelReset.connect(self._after_reset)

    # What is made when the tab is turned to

    @property
    def is_made(self) -> bool:
        """Whether table and buttons are there: most tabs of a record that opens are never turned to."""
        return self._inside is not None

    @property
    def inside(self) -> PanelInside:
        """The table with its buttons and what stands below it, made now unless it is there."""
        return self._inside or self._make()

    @property
    def table(self) -> GridView:
        """The table of parts."""
        return self.inside.table

    @property
    def buttons(self) -> FlowLayout:
        """The line of buttons below the table."""
        return self.inside.buttons

    @property
    def reveal_button(self) -> QPushButton:
        """Opens a secret part."""
        return self.inside.reveal_button

    @cached_property
    def form(self) -> RecordForm:
        """The form of the selected part, made when one is in sight."""
        form = self.inside.make_form()
        # It is made after the buttons below the record, which Tab comes to after it all the same.
        set_in_order(self.inside.controls[-1], form.made_inputs)
        form.edited.connect(self._take_over)
        self._fill_form(form)
        return form

    def setVisible(self, visible: bool) -> None:
        """Have everything there when the tab is turned to: what is made while it is shown would come a turn later."""
        if visible and not self.is_made:
            self._make()
        super().setVisible(visible)

    def _make(self) -> PanelInside:
        """Make table and buttons as they would be had they been there from the beginning."""
        place = self._place()
        self._inside = inside = PanelInside(self.rows, self._context, self._hint, self)
        self._layout.insertWidget(0, inside)
        table = inside.table
        table.row_wanted.connect(self._write_in_new)
        table.pasted.connect(self._paste)
        table.typed.connect(self.edited)
        table.written.connect(self._after_writing)
        table.undo_wanted.connect(lambda: self._turned(self.rows.undo()))
        table.redo_wanted.connect(lambda: self._turned(self.rows.redo()))
        inside.add_button.clicked.connect(self.add)
        inside.remove_button.clicked.connect(self._remove_current)
        inside.up_button.clicked.connect(lambda: self._move(-1))
        inside.down_button.clicked.connect(lambda: self._move(1))
        inside.reveal_button.clicked.connect(self._reveal)
        if place is not None:
            table.selectRow(place)
        table.selectionModel().selectionChanged.connect(self._show_selected)
        # The table forgets what is selected when the rows are reset: this comes after it.
        self.rows.modelReset.disconnect(self._after_reset)
        self.rows.modelReset.connect(self._after_reset)
        self.made.emit()
        set_in_order(self, inside.controls)
        self._show_selected()
        return inside

    # What is done with the parts

    @property
    def current(self) -> ChildRow | None:
        """The selected part."""
        place = self._place()
        return None if place is None else self.rows.rows[place]

    def add(self) -> None:
        """Append a part, or take the one that is still empty, and go to its first field."""
        if self._read_only:
            return
        self._select(self._new_place())
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
            self._select(self.rows.add(preset))
        self.edited.emit()

    def offer_all(self, given: Iterable[Values]) -> None:
        """Append parts that wait to be written on, and stand in the first cell of the first that is empty."""
        places = [self.rows.offer(values) for values in given]
        if places and not self._read_only:
            self._select(places[0])
            fields = [self.rows.shown_field(column) for column in range(self.rows.columnCount())]
            values = self.rows.rows[places[0]].values
            empty = next((place for place, one in enumerate(fields) if one and values.get(one.name) is None), 0)
            self.table.setFocus()
            self.table.write_in(places[0], empty)
            self.edited.emit()

    def select_uid(self, uid: str) -> None:
        """Select a part."""
        for place, row in enumerate(self.rows.rows):
            if row.uid == uid:
                self._select(place)

    def show_problems(self, uid: str, problems: tuple[Problem, ...]) -> list[Problem]:
        """Select a part and show what is wrong with it; returns what has no field there."""
        self.select_uid(uid)
        homeless = self.form.show_problems(problems)
        self.form.focus_first_problem()
        return homeless

    def show_what_is_left(self, found: Mapping[str, tuple[Problem, ...]]) -> None:
        """Unsay of the part in sight what is right by now; nothing is said that was not said of it before."""
        if self._has_form:
            told = self.form.told
            self.form.show_problems(one for one in found.get(self._shown, ()) if one.field in told)

    def show_below(self, widget: QWidget) -> None:
        """Place a live result at the foot of the panel."""
        self._layout.addWidget(widget)

    def add_writing(self, button: QWidget) -> None:
        """Put a button beside the others that parts are written by: none while they are only seen."""
        self._writing.append(button)
        self.buttons.addWidget(button)
        button.setEnabled(not self._read_only)

    def set_read_only(self, read_only: bool) -> None:
        """Let parts be seen, not changed."""
        self._read_only = read_only
        self._enable()
        self.rows.set_read_only(read_only)
        if self._has_form:
            self._lock_form(self.form)

    # Private

    def _select(self, place: int) -> None:
        if self._inside is not None:
            self._inside.table.select(place)
        else:
            self._shown = self.rows.rows[place].uid
            self._show_selected()

    def _write_in_new(self) -> None:
        """Begin another part, in its first cell."""
        if not self._read_only:
            place = self._new_place()
            self._select(place)
            self.table.write_in(place, 0)
            self.edited.emit()

    def _new_place(self) -> int:
        """Return the place of a part that waits to be written, made now unless there is one."""
        blank = self.rows.blank_place()
        if blank is not None:
            return blank
        before = self.rows.rows[-1].values if self.rows.rows else {}
        return self.rows.offer({name: before[name] for name in self.carried if before.get(name) is not None})

    def _paste(self, texts: Sequence[Sequence[str]]) -> None:
        """Write a list from elsewhere into the cells from the current one on."""
        if not texts or self._read_only:
            return
        current = self.table.currentIndex()
        place = current.row() if current.isValid() else len(self.rows.rows)
        seen, headings = self.table.columns_in_sight, list(self.rows.headings.items())
        first = seen.index(current.column()) if current.column() in seen else 0
        unseen = (place for place in range(len(headings)) if place not in seen)
        table = read_table(texts, self.rows.kind, dict(headings[place] for place in (*seen, *unseen)), first)
        said, unit = self.rows.references_in(table), self.unit_of()
        if not said:
            self._fill(place, table, {})
            return
        self._context.operations.read(
            lambda store: _named(store, said, unit), lambda named: self._fill(place, table, named), owner=self
        )

    def _fill(self, place: int, table: PastedTable, named: Mapping[tuple[str, str], str]) -> None:
        unread = self.rows.fill(place, table, self._context.today(), named)
        if self.current is None and place < len(self.rows.rows):
            self._select(place)
        self._after_writing()
        self._context.operations.noted.emit(_told_of(table, unread))

    def _after_writing(self) -> None:
        self._show_selected()
        self.edited.emit()

    def _turned(self, turned: bool) -> None:
        """Show what was taken back or made again."""
        if turned:
            self._after_writing()

    def _place(self) -> int | None:
        if self._inside is None:
            return next((place for place, row in enumerate(self.rows.rows) if row.uid == self._shown), None)
        chosen = self._inside.table.selectionModel().selectedRows()
        return chosen[0].row() if chosen else None

    def _after_reset(self) -> None:
        """Show the same part as before; where it is gone, what is typed on must not get into another."""
        places = {row.uid: place for place, row in enumerate(self.rows.rows)}
        if self._shown and self._shown not in places and self._has_form and self.form.has_keyboard:
            self.table.setFocus()
        if places:
            self._select(places.get(self._shown, 0))
        self._show_selected()

    def _show_selected(self, _now: QItemSelection | None = None, _before: QItemSelection | None = None) -> None:
        row = self.current
        self._shown = row.uid if row is not None else ""
        self._enable()
        if self._has_form or (row is not None and self.isVisible()):
            self._fill_form(self.form)
        self._share_height()
        self.selected.emit()

    def _enable(self) -> None:
        """Offer what can be done with the selected part."""
        inside = self._inside
        if inside is None:
            return
        row, place, last = self.current, self._place(), len(self.rows.rows) - 1
        inside.add_button.setEnabled(not self._read_only)
        inside.remove_button.setEnabled(not self._read_only and place is not None)
        inside.up_button.setEnabled(not self._read_only and place not in (None, 0))
        inside.down_button.setEnabled(not self._read_only and place not in (None, last))
        for button in self._writing:
            button.setEnabled(not self._read_only)
        inside.reveal_button.setVisible(row is not None and bool(row.covered))

    def _share_height(self) -> None:
        if self._has_form:
            self.inside.share_height(self.form)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height anew."""
        super().resizeEvent(event)
        self._share_height()

    def showEvent(self, event: QShowEvent) -> None:
        """Show the form of the selected part, now that it is in sight."""
        super().showEvent(event)
        if self.current is not None and not self._has_form:
            self._fill_form(self.form)
        self._share_height()

    @property
    def _has_form(self) -> bool:
        return "form" in self.__dict__

    def _fill_form(self, form: RecordForm) -> None:
        row = self.current
        self.inside.show_form(row is not None)
        if row is not None:
            form.show_values({**row.values, **_texts(row.typed)})
            form.show_problems(self.rows.faults(row, self._context.today()))
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
            self._select(min(place, len(self.rows.rows) - 1))
        self._show_selected()
        self.edited.emit()

    def _move(self, by: int) -> None:
        place = self._place()
        if place is not None:
            self._select(self.rows.move(place, by))
            self.edited.emit()


def _told_of(table: PastedTable, unread: int) -> Message:
    """Tell how many rows were pasted, and what of them a person has to look at."""
    told = ngettext("Đã dán {n} dòng, chưa lưu", "Đã dán {n} dòng, chưa lưu", len(table.rows))
    if unread:
        cells = ngettext("{n} ô viền đỏ cần sửa", "{n} ô viền đỏ cần sửa", unread)
        told = _("{told}; {more}", told=told, more=cells)
    if table.strange:
        columns = _("không lấy cột {headings}", headings=", ".join(f"“{heading}”" for heading in table.strange))
        told = _("{told}; {more}", told=told, more=columns)
    return told


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
