"""Reads records, as the tables derived from the log show them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any

from danvan_desktop.domain.fields import Field, FieldType, Value
from danvan_desktop.domain.kind import Kind, Kinds
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.records import OnDays
from danvan_desktop.domain.text import is_text
from danvan_desktop.store.closed_rows import ClosedRows
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.joins import NOT_SHOWN
from danvan_desktop.store.known_facts import Facts, Known
from danvan_desktop.store.read_columns import columns_read, condition_of_hidden, texts_read
from danvan_desktop.store.schema import table_of
from danvan_desktop.store.secrecy import shown_column
from danvan_desktop.store.selection import SHOWN, Selection
from danvan_desktop.store.sharing import Sharing

_SORTED_LENGTH = 60
"""Characters by which long texts are sorted."""
_CHUNK = 500
"""How many uids one query names."""
_LATEST = chr(0x10FFFF)
"""Stands behind the time of day of a moment."""


class Reader:
    """Answers what is recorded; deleted records are seen only when asked for.

    What is hidden of secret records is masked in every answer, order and condition; only a reader that
    ``shows_secrets`` gives it, which is for deriving and validating, never for telling people.
    """

    def __init__(
        self,
        connection: Connection,
        kinds: Kinds,
        *,
        shows_secrets: bool = False,
        closed: Callable[[], Collection[str]] = tuple,
        known: Known | None = None,
    ) -> None:
        """Work on an open store; ``closed`` gives the guarded kinds of which all records are hidden just now.

        What is ``known`` of the store need not be looked up.
        """
        self._known = known
        self._units: dict[str, list[Record]] = {}
        self._units_by: Facts | None = None
        self.closed = ClosedRows(kinds, tuple if shows_secrets else closed)
        self._connection = connection
        self._kinds = kinds
        self._shows_secrets = shows_secrets

    def kind_of(self, uid: str) -> str | None:
        """Return the kind of a record, deleted or not, known to this version or not."""
        if not uid or not is_text(uid):
            return None
        if self._known is not None:
            return self._known.kind_of(uid)
        row = self._connection.execute("SELECT kind FROM record WHERE uid = ?", [uid]).fetchone()
        return None if row is None else str(row[0])

    def get(self, uid: str, include_deleted: bool = False, *, likely: str | None = None) -> Record | None:
        """Return a record of any kind of this version; it is looked for among those of the ``likely`` kind first."""
        found = self._rows(self._kinds[likely], "uid = ?", [uid]) if likely is not None and is_text(uid) else []
        if not found:
            name = self.kind_of(uid)
            found = [] if name is None or name not in self._kinds else self._one(self._kinds[name], uid)
        return found[0] if found and (include_deleted or not found[0].deleted) else None

    def get_many(self, uids: Iterable[str], kind: str | None = None) -> dict[str, Record]:
        """Return the records among ``uids`` that exist, by uid; who knows their ``kind`` spares looking it up."""
        found: dict[str, Record] = {}
        wanted = list(uids)
        for name, members in ({kind: wanted} if kind else self.by_kind(wanted)).items():
            for chunk in _chunks(members):
                marks = ", ".join("?" * len(chunk))
                for record in self._rows(self._kinds[name], f"uid IN ({marks}) AND deleted IS NOT 1", chunk):
                    found[record.uid] = record
        return {uid: found[uid] for uid in wanted if uid in found}

    def children(self, parent_uid: str, kind: str) -> list[Record]:
        """Return the records of ``kind`` that belong to a parent, in the kind's order."""
        declared = self._kinds[kind]
        if declared.parent is None:
            return []
        return self.select(kind, selection=Selection({declared.parent: parent_uid}))

    def children_of_many(self, parents: Iterable[str], kind: str) -> dict[str, list[Record]]:
        """Return the records of ``kind`` that belong to each of several shown records that has any, in order."""
        declared, found = self._kinds[kind], dict[str, list[Record]]()
        if declared.parent is None:
            return found
        where = f'"{declared.parent}" IN (SELECT value FROM json_each(?)) AND deleted IS NOT 1 AND NOT {NOT_SHOWN}'
        order = self._order(declared, None)
        for record in self._rows(declared, f"{where} ORDER BY {order}", [json.dumps(list(parents))]):
            found.setdefault(record.text(declared.parent), []).append(record)
        return found

    def deleted_children(self, parent_uid: str, kind: str) -> list[Record]:
        """Return the deleted records of ``kind`` that belong to a parent."""
        declared = self._kinds[kind]
        return self._rows(declared, f'"{declared.parent}" = {SHOWN} AND deleted = 1', [parent_uid, parent_uid])

    def find(self, kind: str, **equals: Value) -> list[Record]:
        """Return the records whose fields have exactly these values."""
        return self.select(kind, selection=Selection(equals))

    def find_all(self, kind: str, **equals: Value) -> list[Record]:
        """Return the records whose fields have exactly these values, deleted and joined ones included."""
        return self.select(kind, selection=Selection(equals, deleted=True, joined=True))

    def select(
        self,
        kind: str,
        *,
        selection: Selection | None = None,
        order: str | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[Record]:
        """Return records in order; ``order`` is a field name, with ``-`` before it for descending."""
        declared = self._kinds[kind]
        where, values = (selection or Selection()).where(declared, self._column)
        return self._rows(declared, f"{where} ORDER BY {self._order(declared, order)} {_window(limit, offset)}", values)

    def uids(
        self,
        kind: str,
        *,
        selection: Selection | None = None,
        order: str | None = None,
        limit: int | None = None,
    ) -> list[str]:
        """Return the uids of the records that ``select`` would return."""
        return list(self.each_uid(kind, selection=selection, order=order, limit=limit))

    def each_uid(
        self,
        kind: str,
        *,
        selection: Selection | None = None,
        order: str | None = None,
        limit: int | None = None,
    ) -> Iterator[str]:
        """Yield the uids of the records that ``select`` would return, from one look at the store."""
        declared = self._kinds[kind]
        where, values = (selection or Selection()).where(declared, self._column)
        rows = self._connection.execute(
            f"SELECT uid FROM {table_of(kind)} WHERE {where} ORDER BY {self._order(declared, order)} {_window(limit)}",
            values,
        )
        return (uid for (uid,) in rows)

    def valued(
        self, kind: str, field_name: str, *, selection: Selection | None = None, order: str | None = None
    ) -> list[tuple[str, Value]]:
        """Return uid and the value of one field of the records that ``select`` would return."""
        declared = self._kinds[kind]
        where, values = (selection or Selection()).where(declared, self._column)
        column = self._column(declared, field_name)
        rows = self._connection.execute(
            f"SELECT uid, {column} FROM {table_of(kind)} WHERE {where} ORDER BY {self._order(declared, order)}", values
        )
        return [(uid, value) for uid, value in rows]

    def rows(self, kind: str, names: Sequence[str], selection: Selection) -> Iterator[tuple[Any, ...]]:
        """Yield uid and some fields of the records that ``select`` would return, in no order."""
        return self._fields_of(kind, "uid", names, selection)

    def counted_rows(self, kind: str, names: Sequence[str], selection: Selection) -> Iterator[tuple[Any, ...]]:
        """Yield each row of these fields once, after the number of the records that have it, in no order."""
        return self._fields_of(kind, "count(*)", names, selection, each_once=True)

    def _fields_of(
        self, kind: str, first: str, names: Sequence[str], selection: Selection, *, each_once: bool = False
    ) -> Iterator[tuple[Any, ...]]:
        declared = self._kinds[kind]
        told = {name: self._column(declared, name) for name in names if declared.has(name)}
        columns = ", ".join([first, *(told.get(name, "NULL") for name in names)])
        where, values = selection.where(declared, self._column)
        by = f" GROUP BY {', '.join(told.values())}" if each_once else ""
        return iter(self._connection.execute(f"SELECT {columns} FROM {table_of(kind)} WHERE {where}{by}", values))

    def columns(
        self,
        kind: str,
        names: Sequence[str],
        sharing: Iterable[Sharing],
        *,
        with_secrets: bool,
    ) -> Iterator[tuple[Any, ...]]:
        """Yield uid and some fields of the records that are there and share what is told, the eldest first."""
        declared = self._kinds[kind]
        columns = ", ".join(self._column(declared, name) for name in names)
        where = f"deleted IS NOT 1 AND NOT {NOT_SHOWN}"
        if not with_secrets:
            where += f" AND NOT {self._hidden(declared)}"
        values: list[Value] = []
        for one in sharing:
            where += f" AND {one.condition}"
            values += one.parameters
        rows = self._connection.execute(
            f"SELECT uid, {columns} FROM {table_of(kind)} WHERE {where} ORDER BY uid", values
        )
        return iter(rows)

    def all_columns(self, kind: str, names: Sequence[str], among: Sequence[OnDays] = ()) -> list[tuple[Any, ...]]:
        """Return uid and some fields of the records of a kind, in no order; a field that the kind has not is empty.

        Where days are named, only those ``among`` them.
        """
        declared = self._kinds[kind]
        columns = ", ".join(self._column(declared, name) if declared.has(name) else "NULL" for name in names)
        where, values = Selection().where(declared, self._column)
        if among:
            days = [self._on_days(declared, one) for one in among]
            where = f"{where} AND ({' OR '.join(condition for condition, _asked in days)})"
            values = [*values, *(one for _condition, asked in days for one in asked)]
        return list(self._connection.execute(f"SELECT uid, {columns} FROM {table_of(kind)} WHERE {where}", values))

    def _on_days(self, kind: Kind, days: OnDays) -> tuple[str, list[Value]]:
        """Return the condition for some days; what is no day in ``undone`` does not tell that anything was done."""
        day, last = self._column(kind, days.field), days.last + _LATEST
        told, asked = f"{day} >= ? AND {day} <= ?", [days.first, last]
        if days.undone is None:
            return f"({told})", [*asked]
        done = self._column(kind, days.undone)
        return f"({told} AND ({done} IS NULL OR {done} > ? OR date({done}) IS NOT {done}))", [*asked, last]

    def firsts(self, kind: str, by: str, of: str) -> list[tuple[Any, Any]]:
        """Return each value of the reference ``by``, with the least in the field ``of``."""
        declared = self._kinds[kind]
        where, values = Selection().where(declared, self._column)
        by, of = self._column(declared, by), self._column(declared, of)
        told = f"SELECT {by}, min({of}) FROM {table_of(kind)} WHERE {where} GROUP BY 1"
        return list(self._connection.execute(told, values))

    def begun_by(self, kind: str, by: str, of: str, latest: Value, among: Sequence[str]) -> list[str]:
        """Return which of these the reference ``by`` of any record names that has up to ``latest`` in ``of``.

        It stops at the first record of each: a reference has an index, and the eldest stand first.
        """
        declared = self._kinds[kind]
        where, values = Selection().where(declared, self._column)
        by, of = self._column(declared, by), self._column(declared, of)
        told = (
            "SELECT asked.value FROM json_each(?) AS asked WHERE EXISTS"
            f" (SELECT 1 FROM {table_of(kind)} WHERE {by} = asked.value AND {of} <= ? AND {where})"
        )
        return [row[0] for row in self._connection.execute(told, [json.dumps([*among]), latest, *values])]

    def texts(self, uids: Iterable[str]) -> Iterator[tuple[int, str, str]]:
        """Yield number, uid and all texts, a line each, of the records among ``uids`` that are there."""
        for name, members in self.by_kind(list(uids)).items():
            texts = texts_read(self._kinds, name, shows_secrets=self._shows_secrets)
            yield from self._connection.execute(
                f"SELECT no, uid, {texts} FROM {table_of(name)}"
                " WHERE uid IN (SELECT value FROM json_each(?)) AND deleted IS NOT 1",
                [json.dumps(members)],
            )

    def all_texts(self, kind: str) -> Iterator[tuple[int, str, str]]:
        """Yield number, uid and all texts of all records of a kind, joined ones too."""
        texts = texts_read(self._kinds, kind, shows_secrets=self._shows_secrets)
        rows = self._connection.execute(
            f"SELECT no, uid, {texts} FROM {table_of(kind)} WHERE deleted IS NOT 1 ORDER BY no"
        )
        return iter(rows)

    def count(self, kind: str, selection: Selection | None = None, most: int | None = None) -> int:
        """Count the records that ``select`` would return, up to ``most`` where that is enough to know."""
        where, values = (selection or Selection()).where(self._kinds[kind], self._column)
        counted = f"{table_of(kind)} WHERE {where}"
        if most is not None:
            counted = f"(SELECT 1 FROM {counted} LIMIT {most})"
        row = self._connection.execute(f"SELECT count(*) FROM {counted}", values).fetchone()
        return int(row[0])

    def counts(self, kind: str, field_name: str) -> dict[Value, int]:
        """Count the records by the value of one field."""
        column = self._column(self._kinds[kind], field_name)
        rows = self._connection.execute(
            f"SELECT {column}, count(*) FROM {table_of(kind)} WHERE deleted IS NOT 1 AND NOT {NOT_SHOWN} GROUP BY 1"
        )
        return {value: int(count) for value, count in rows}

    def shown_as(self, uid: str) -> str:
        """Return the record that is shown for another that it was joined with, or that one itself."""
        if self._known is not None:
            return self._known.shown_as(uid)
        row = self._connection.execute("SELECT shown FROM shown_as WHERE uid = ?", [uid]).fetchone()
        return uid if row is None else str(row[0])

    def joined_to(self, uids: Iterable[str]) -> dict[str, list[str]]:
        """Return, of each of these records that is shown for others, those others."""
        found: dict[str, list[str]] = {}
        rows = self._connection.execute(
            "SELECT s.shown, s.uid FROM json_each(?) u CROSS JOIN shown_as s ON s.shown = u.value ORDER BY s.uid",
            [json.dumps(list(uids))],
        )
        for shown, uid in rows:
            found.setdefault(shown, []).append(uid)
        return found

    def titles(self, uids: Iterable[str]) -> dict[str, str]:
        """Return what people call these records, deleted ones included."""
        titles: dict[str, str] = {}
        for name, members in self.by_kind(list(uids)).items():
            kind = self._kinds[name]
            for chunk in _chunks(members):
                for record in self._rows(kind, f"uid IN ({', '.join('?' * len(chunk))})", chunk):
                    titles[record.uid] = kind.title_of(record)
        return titles

    def uids_outside(self, kind: str, start: dt.date, end: dt.date) -> list[str]:
        """Return the records whose date is not from ``start`` to ``end``, deleted ones included."""
        column = f'substr("{self._kinds[kind].date}", 1, 10)'
        rows = self._connection.execute(
            f"SELECT uid FROM {table_of(kind)} WHERE {column} NOT BETWEEN ? AND ? OR {column} IS NULL",
            [start.isoformat(), end.isoformat()],
        )
        return [uid for (uid,) in rows]

    def parents(self, kind: str) -> dict[str, str]:
        """Return the parent of each record of a kind, deleted ones included."""
        column = f'"{self._kinds[kind].parent}"'
        rows = self._connection.execute(f"SELECT uid, {column} FROM {table_of(kind)} WHERE {column} IS NOT NULL")
        return dict(rows)

    def units(self, kind: str) -> dict[str, str]:
        """Return the unit that each record of a kind is about, deleted ones included."""
        column = f'"{self._kinds[kind].unit}"'
        rows = self._connection.execute(f"SELECT uid, {column} FROM {table_of(kind)} WHERE {column} IS NOT NULL")
        return dict(rows)

    def next_number(self, kind: str, field_name: str, year: int) -> str:
        """Return the number after the highest of a year, deleted records included, such as ``007/2026``."""
        suffix = f"/{year}"
        used = (text.removesuffix(suffix) for text in self._numbers_used(kind, field_name, suffix))
        highest = max((int(number) for number in used if number.isdecimal()), default=0)
        return f"{highest + 1:03d}{suffix}"

    def _numbers_used(self, kind: str, field_name: str, suffix: str) -> list[str]:
        column = f'"{self._kinds[kind].field(field_name).name}"'
        rows = self._connection.execute(
            f"SELECT {column} FROM {table_of(kind)} WHERE substr({column}, -length(?)) = ?", [suffix, suffix]
        )
        return [str(value) for (value,) in rows]

    def words(self, kind: str, field_name: str, limit: int) -> list[str]:
        """Return what a text field holds in the records that are there and not secret, the most frequent first."""
        column = f'"{self._kinds[kind].field(field_name).name}"'
        open_ones = f" AND NOT {self._hidden(self._kinds[kind])}"
        rows = self._connection.execute(
            f"SELECT {column} FROM {table_of(kind)} WHERE {column} IS NOT NULL AND deleted IS NOT 1{open_ones}"
            f" AND NOT {NOT_SHOWN}"
            f" GROUP BY {column} ORDER BY count(*) DESC, {column} LIMIT ?",
            [limit],
        )
        return [str(value) for (value,) in rows]

    def by_kind(self, uids: Sequence[str]) -> dict[str, list[str]]:
        """Return those of these records that are of known kinds, deleted ones included, by kind."""
        groups: dict[str, list[str]] = {}
        for chunk in _chunks(list(dict.fromkeys(uids))):
            marks = ", ".join("?" * len(chunk))
            for uid, kind in self._connection.execute(f"SELECT uid, kind FROM record WHERE uid IN ({marks})", chunk):
                if kind in self._kinds:
                    groups.setdefault(kind, []).append(uid)
        return groups

    def _rows(self, kind: Kind, where: str, values: Iterable[Value]) -> list[Record]:
        rows = self._connection.execute(
            f"SELECT {self._columns_now(kind)} FROM {table_of(kind.name)} WHERE {where}", list(values)
        )
        return [_record(kind, row) for row in rows]

    def _one(self, kind: Kind, uid: str) -> list[Record]:
        """Return a record of a kind; a unit, which most records refer to, is remembered while nothing can change it."""
        facts = None if self._known is None or kind.name != "unit" else self._known.remembered()
        if facts is None:
            return self._rows(kind, "uid = ?", [uid])
        if self._units_by is not facts:
            self._units, self._units_by = {}, facts
        if uid not in self._units:
            self._units[uid] = self._rows(kind, "uid = ?", [uid])
        return self._units[uid]

    def _order(self, kind: Kind, order: str | None) -> str:
        wanted = order or kind.order
        declared = kind.field(wanted.lstrip("-"))
        direction = "DESC" if wanted.startswith("-") else "ASC"
        key = "person_key" if declared.person else "vietnamese_key"
        column = self._column(kind, declared.name)
        column = f"{key}({_sorted_part(declared, column)})" if declared.textual else column
        column = f"CAST({column} AS REAL)" if declared.type is FieldType.DECIMAL else column
        return f"{column} {direction}, uid {direction}"

    def _column(self, kind: Kind, name: str) -> str:
        if self._shows_secrets:
            return f'"{kind.field(name).name}"'
        return shown_column(self._kinds, kind, name, self.closed.condition(kind))

    def is_closed(self, record: Record) -> bool:
        """Tell whether a record is hidden from who works here, whatever it is."""
        return self.closed.has(self._kinds[record.kind], record, self.kind_of)

    def _hidden(self, kind: Kind) -> str:
        """Return the condition that a record of a kind is hidden."""
        return condition_of_hidden(self._kinds, kind, self.closed.condition(kind))

    def _columns_now(self, kind: Kind) -> str:
        """Return the columns of a kind, which are always the same but of what may be closed."""
        return columns_read(self._kinds, kind.name, self.closed.condition(kind), shows_secrets=self._shows_secrets)


def _record(kind: Kind, row: tuple[Any, ...]) -> Record:
    decided, uid, deleted, changed, secret, *stored = row
    values: dict[str, Value] = dict(zip(kind.by_name, stored, strict=True))
    for name in kind.flags:
        if values[name] is not None:
            values[name] = bool(values[name])
    return Record(kind.name, uid, values, bool(deleted), changed or "", decided, bool(secret))


def _window(limit: int | None, offset: int = 0) -> str:
    """Write the numbers out: SQLite prepares a statement anew whenever its limit is bound."""
    return "" if limit is None and not offset else f"LIMIT {-1 if limit is None else limit:d} OFFSET {offset:d}"


def _sorted_part(field: Field, column: str) -> str:
    """Long texts sort by their beginning: what comes later tells next to nothing apart and takes seconds to read."""
    return f"substr({column}, 1, {_SORTED_LENGTH})" if field.type is FieldType.LONG_TEXT else column


def _chunks(items: list[str]) -> Iterable[list[str]]:
    return (items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK))
