"""The parts of a record while they are edited: agenda items, opinions, decisions, progress, not yet saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from danvan_desktop.domain.decimals import decimal_of
from danvan_desktop.domain.fields import Field, FieldError, FieldType, Value
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.problems import Problem
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.secrecy import masked
from danvan_desktop.exchange.pasted_table import PastedTable
from danvan_desktop.localization import Message, Translator
from danvan_desktop.ui.editors.child_row import ChildRow, stored_row
from danvan_desktop.ui.editors.edit_steps import EditSteps
from danvan_desktop.ui.forms.record_form import empty_values
from danvan_desktop.ui.models.naming import readable
from danvan_desktop.ui.theme import colour

AnyIndex = QModelIndex | QPersistentModelIndex


State = tuple[list[ChildRow], list[str]]
"""The parts as they stood, and the uids of those taken out."""
_TICKED = "x"
"""What stands in a cell of what is ticked, as people tick tables on paper; a paste of it is read as that."""


class ChildRows(QAbstractTableModel):
    """A small table of parts in their order; all of it is in memory until the whole record is saved."""

    def __init__(
        self,
        kind: Kind,
        columns: Sequence[tuple[str, Message]],
        translator: Translator,
        new_uid: Callable[[], str],
        title_of: Callable[[str], str] = str,
        told_of: Callable[[str, str], str] = lambda _uid, _name: "",
    ) -> None:
        """``columns`` names the fields shown, with their headings; ``new_uid`` names new parts, ``title_of`` others.

        A column ``reference.field`` shows what the record that a reference names has in that field, and is not written;
        ``told_of`` says that by its uid.
        """
        super().__init__()
        self.kind = kind
        self._columns = tuple(columns)
        self._say = translator
        self._new_uid = new_uid
        self._title_of, self._told_of = title_of, told_of
        self._rows: list[ChildRow] = []
        self._removed: list[str] = []
        self._is_read_only = False
        self._steps = EditSteps[State]()

    # What is in it

    @property
    def rows(self) -> Sequence[ChildRow]:
        """The parts in their order."""
        return self._rows

    @property
    def text_columns(self) -> list[int]:
        """The places of the columns with texts of any length."""
        fields, types = self.kind.by_name, (FieldType.TEXT, FieldType.LONG_TEXT)
        return [
            place for place, (name, _h) in enumerate(self._columns) if name in fields and fields[name].type in types
        ]

    def load(self, records: Sequence[Record], since: Mapping[str, Any] | None = None) -> None:
        """Show what is stored and forget what was typed, unless it came ``since`` this snapshot was taken.

        A part into which nobody wrote yet stays then as well: somebody may be about to.
        """
        stored = [stored_row(record) for record in records]
        self.beginResetModel()
        self._steps.forget()
        if since is None:
            self._rows, self._removed = stored, []
        else:
            self._rows, self._removed = self._typed_over(stored, since["rows"])
        self.endResetModel()

    def _typed_over(
        self, stored: Sequence[ChildRow], sent: Sequence[Mapping[str, Any]]
    ) -> tuple[list[ChildRow], list[str]]:
        """Put what was typed, added and taken out after ``sent`` over what is stored; returns the parts taken out."""
        typed_then = {row["uid"]: row["typed"] for row in sent}
        now, found = {row.uid: row for row in self._rows}, {row.uid: row for row in stored}
        removed = [row.uid for row in stored if row.uid in typed_then and row.uid not in now]
        for uid in found.keys() & now.keys():
            found[uid].type_later(now[uid], typed_then.get(uid, {}))
        added = {row.uid: row for row in self._rows if not row.stored and row.uid not in found}
        places = {uid: place for place, uid in enumerate(now)}
        rows = [row for uid, row in {**found, **added}.items() if uid not in removed]
        return sorted(rows, key=lambda row: places.get(row.uid, len(places))), removed

    def drafts(self, parent: str) -> list[Draft]:
        """Return what must be saved, as parts of ``parent``; what nobody typed into a new one the save fills in."""
        found = []
        kept = [row for row in self._rows if not self.is_blank(row)]
        numbered = len(kept) < len(self._rows) and self.kind.has("order")
        for number, row in enumerate(kept, 1):
            moved = {"order": number} if numbered and row.values.get("order") != number else {}
            if row.stored and not row.typed and not moved:
                continue
            known = {name: value for name, value in row.values.items() if value is not None and not row.stored}
            typed = {**known, **row.typed}
            found.append(Draft(self.kind.name, {**typed, **moved, str(self.kind.parent): parent}, row.uid))
        return found

    def is_blank(self, row: ChildRow) -> bool:
        """Tell whether nobody wrote anything into a new part: it is not saved."""
        fresh = empty_values(self.kind, {})
        written = {**row.values, **row.typed}
        return not row.stored and all(
            value in ("", None, fresh.get(name), row.given.get(name))
            for name, value in written.items()
            if name != "order"
        )

    def blank_place(self) -> int | None:
        """Return the place of a part that waits to be written, if there is one."""
        return next((place for place, row in enumerate(self._rows) if self.is_blank(row)), None)

    def snapshot(self) -> Mapping[str, Any]:
        """Return what is in it as JSON can keep it, for a draft: of secret parts only what was typed."""
        rows = [asdict(replace(row, values=self._kept_values(row))) for row in self._rows]
        return {"rows": rows, "removed": list(self._removed)}

    def take_back(self, snapshot: Mapping[str, Any]) -> None:
        """Show again what ``snapshot`` returned."""
        self.beginResetModel()
        known = self.kind.by_name
        self._rows = [ChildRow(**{**row, "values": empty_values(self.kind, row["values"])}) for row in snapshot["rows"]]
        for row in self._rows:
            row.typed = {name: value for name, value in row.typed.items() if name in known}
        self._removed = list(snapshot["removed"])
        self.endResetModel()

    def uncover(self, record: Record) -> None:
        """Show a secret part that was opened; what was typed stays."""
        for row in self._rows:
            if row.uid == record.uid:
                row.values = {**record.values, **{name: row.values[name] for name in row.typed}}
        self.refresh()

    def _kept_values(self, row: ChildRow) -> dict[str, Value]:
        if not row.secret:
            return row.values
        fields = self.kind.by_name
        return {n: v if n in row.typed else masked(fields[n], v) for n, v in row.values.items()}

    @property
    def removed(self) -> Sequence[str]:
        """The uids of stored parts that were taken out."""
        return self._removed

    @property
    def is_touched(self) -> bool:
        """Whether anything differs from what is stored."""
        return bool(self._removed) or any(row.typed if row.stored else not self.is_blank(row) for row in self._rows)

    # Changing it

    def add(self, preset: Mapping[str, Value] | None = None) -> int:
        """Append a part, empty but for ``preset``, and return its place."""
        self._remember()
        place = len(self._rows)
        self.beginInsertRows(QModelIndex(), place, place)
        self._rows.append(ChildRow(self._new_uid(), empty_values(self.kind, preset or {})))
        self.endInsertRows()
        self._renumber()
        return place

    def offer(self, given: Mapping[str, Value]) -> int:
        """Append a part that waits to be written on: with nothing but what is given it is not saved."""
        place = self.add(given)
        self._rows[place].given = dict(given)
        return place

    def remove(self, place: int) -> None:
        """Take a part out."""
        self._remember()
        self.beginRemoveRows(QModelIndex(), place, place)
        row = self._rows.pop(place)
        if row.stored:
            self._removed.append(row.uid)
        self.endRemoveRows()
        self._renumber()

    def move(self, place: int, by: int) -> int:
        """Let a part change places with a neighbour; returns its new place."""
        other = place + by
        if not 0 <= other < len(self._rows):
            return place
        self._remember()
        self._rows[place], self._rows[other] = self._rows[other], self._rows[place]
        self._renumber()
        self.refresh()
        return other

    def type_into(self, place: int, typed: dict[str, object], values: dict[str, Value]) -> None:
        """Take over what was typed into a part: steady typing in one field is one step to take back."""
        row = self._rows[place]
        self._remember((row.uid, *typed))
        row.typed.update(typed)
        row.values.update(values)
        self.dataChanged.emit(self.index(place, 0), self.index(place, self.columnCount() - 1))

    def put_back(self, place: int, name: str, before: ChildRow) -> None:
        """Let a field of a part stand as it stood ``before``; no step of its own."""
        row = self._rows[place]
        row.values[name] = before.values.get(name)
        row.typed.pop(name, None)
        if name in before.typed:
            row.typed[name] = before.typed[name]
        self.dataChanged.emit(self.index(place, 0), self.index(place, self.columnCount() - 1))

    def give(self, uids: Iterable[str], name: str, value: Value) -> None:
        """Write one value into a field of these parts, which were given it to be written on; no step of its own."""
        wanted = frozenset(uids)
        with self._steps.held():
            for place, row in enumerate(self._rows):
                if row.uid in wanted:
                    row.given = {**row.given, name: value}
                    self.type_into(place, {name: value}, {name: value})

    @property
    def headings(self) -> Mapping[str, str]:
        """The names of what the columns show, each with its heading."""
        return {name: self._say(heading) for name, heading in self._columns}

    def fill(
        self,
        place: int,
        table: PastedTable,
        today: dt.date,
        named: Mapping[tuple[str, str], str] = MappingProxyType({}),
    ) -> int:
        """Write a table from elsewhere into the parts from this one on, adding parts; returns how many cells are red.

        What cannot be read stays as it was typed, to be put right; ``named`` has the uid of each record that a text of
        a reference means, by field and text.
        """
        self._remember()
        places = []
        with self._steps.held():
            for number, cells in enumerate(table.rows):
                places.append(place + number if place + number < len(self._rows) else self.add())
                self._fill_row(places[-1], table.fields, cells, today, named)
        return sum(self._rows[at].is_unreadable(name) for at in places for name in table.fields if name)

    def _fill_row(
        self,
        place: int,
        names: Sequence[str],
        cells: Sequence[str],
        today: dt.date,
        named: Mapping[tuple[str, str], str],
    ) -> None:
        row = self._rows[place]
        written = {name: cell for name, cell in zip(names, cells, strict=False) if self._may_write(row, name)}
        meant = {name: named.get((name, cell), cell) for name, cell in written.items()}
        self.type_into(
            place, {**meant}, {name: _read(self.kind.field(name), cell, today) for name, cell in meant.items()}
        )

    def references_in(self, table: PastedTable) -> Sequence[tuple[Field, str]]:
        """Return what a table from elsewhere says of other records, each field with its texts."""
        fields = [self.kind.by_name.get(name) for name in table.fields]
        said = {
            (field.name, text): (field, text)
            for cells in table.rows
            for field, text in zip(fields, cells, strict=False)
            if field is not None and field.type is FieldType.REFERENCE and text
        }
        return list(said.values())

    def faults(self, row: ChildRow, today: dt.date) -> list[Problem]:
        """Say of each field of a part why what was typed in it cannot be read."""
        found = []
        for name in filter(row.is_unreadable, row.typed):
            try:
                self.kind.field(name).parse(row.typed[name], today)
            except FieldError as error:
                found.append(Problem(name, error.message))
        return found

    def undo(self) -> bool:
        """Take the last change back, False when there is none."""
        return self._go_to(self._steps.back(self._state()))

    def redo(self) -> bool:
        """Make the change again that was taken back last, False when there is none."""
        return self._go_to(self._steps.forth(self._state()))

    def set_read_only(self, read_only: bool) -> None:
        """Let parts be seen, not written in."""
        self._is_read_only = read_only

    def _remember(self, key: tuple[str, ...] = ()) -> None:
        self._steps.keep(self._state(), key)

    def _state(self) -> State:
        rows = [replace(row, values=dict(row.values), typed=dict(row.typed)) for row in self._rows]
        return rows, list(self._removed)

    def _go_to(self, state: State | None) -> bool:
        if state is None:
            return False
        self.beginResetModel()
        self._rows, self._removed = state
        self.endResetModel()
        return True

    def refresh(self) -> None:
        """Show everything anew."""
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, self.columnCount() - 1))

    def _renumber(self) -> None:
        if not self.kind.has("order"):
            return
        for number, row in enumerate(self._rows, 1):
            if row.values.get("order") != number:
                row.values["order"] = number
                row.typed["order"] = number

    # What Qt asks

    def field_of(self, column: int) -> Field:
        """Return the field that a column shows; raises KeyError for one that shows none."""
        return self.kind.field(self._columns[column][0])

    def shown_field(self, column: int) -> Field | None:
        """Return the field that a column shows, None for one that shows none."""
        return self.kind.by_name.get(self._columns[column][0])

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let be written in what is a field and no mask."""
        usual = super().flags(index)
        is_open = self._may_write(self._rows[index.row()], self._columns[index.column()][0])
        return usual | Qt.ItemFlag.ItemIsEditable if is_open else usual

    def _may_write(self, row: ChildRow, name: str) -> bool:
        return not self._is_read_only and self.kind.has(name) and name not in row.covered

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        """Count the parts."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        """Count the columns."""
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name columns in words, those of numbers above their figures, and rows by number."""
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            field = self.shown_field(section)
            is_number = field.numeric if field is not None else "." in self._columns[section][0]
            side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._say(self._columns[section][1]) if orientation == Qt.Orientation.Horizontal else str(section + 1)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Show a field of a part."""
        row, name = self._rows[index.row()], self._columns[index.column()][0]
        declared = self.kind.by_name.get(name)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, name)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._text(row, name) or None
        if role == Qt.ItemDataRole.EditRole:
            written = row.values.get(name) if row.values.get(name) is not None else row.typed.get(name)
            return readable(written, self._say) if isinstance(written, str) else written
        if role == Qt.ItemDataRole.ForegroundRole and row.is_unreadable(name):
            return colour("error")
        is_number = declared.numeric if declared is not None else "." in name
        if role == Qt.ItemDataRole.TextAlignmentRole and is_number:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _text(self, row: ChildRow, name: str) -> str:
        field, value = self.kind.by_name.get(name), row.values.get(name)
        if row.is_unreadable(name):
            return str(row.typed[name])
        if field is not None and field.type is FieldType.REFERENCE:
            return readable(self._title_of(str(value)), self._say) if value else ""
        if field is not None:
            return shown_value(field, value, self._say)
        reference, _dot, told = name.partition(".")
        other = row.values.get(reference)
        return self._say(self.derived(row, name)) if not told else self._told_of(str(other), told) if other else ""

    def derived(self, row: ChildRow, name: str) -> Message | str:
        """Return what a column shows that is no field; overridden where there is one."""
        return ""


def _read(declared: Field, text: str, today: dt.date) -> Value:
    try:
        return declared.parse(text, today)
    except FieldError:
        return None


def shown_value(declared: Field, value: Value, say: Translator) -> str:
    """Return a value as a table shows it, on one line."""
    if value is None:
        return ""
    if declared.type is FieldType.BOOLEAN:
        return _TICKED if value else ""
    if declared.choices:
        return say.value(declared.label_of(value) or str(value))
    if declared.type is FieldType.DATE:
        return say.date(dt.date.fromisoformat(str(value)))
    number = decimal_of(value) if declared.numeric else None
    if number is not None:
        return say.number(number)
    return readable(" ".join(str(value).split()), say)
