"""Derives the rows of the record tables from what the log shows of records, a batch of them at a time."""

from __future__ import annotations

import itertools
from collections.abc import Container, Iterator, Mapping
from typing import NamedTuple

from danvan_desktop.domain.entry import DELETED, SEEN
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.derived_columns import MOMENT, value_of
from danvan_desktop.store.entry_rows import HOLDS_BACK
from danvan_desktop.store.row_writing import writing_of
from danvan_desktop.store.schema import table_of
from danvan_desktop.store.telling import Tell, tell_nobody
from danvan_desktop.store.temporary import clear
from danvan_desktop.store.unseen_edits import cells_of_wholes

_BATCH = 2_000
"""Records derived at a time."""
_MANY = 200
"""Records from which on it pays to look first which fields were given at all."""
_BEHIND_ALL = chr(0x10FFFF)
"""No uid stands behind it."""


class Derived(NamedTuple):
    """Whether any record was ended, and whether ``temp.whole`` holds what parts among them belong, or belonged, to."""

    ended: bool
    wholes: bool


_NOTHING = Derived(ended=False, wholes=False)


class _Batch(NamedTuple):
    """Touched records from one uid to another, and how many they are."""

    first: str
    last: str
    records: int


class _Live(NamedTuple):
    """What ``temp.live`` holds: of which kinds.

    ``empty`` tells of rows that show nothing, ``held`` of entries with content that was held back, ``ended`` of words
    on what the author of an ending or a decision had seen; of many records ``given`` tells the fields, by kind, and
    ``names`` those of all.
    """

    kinds: tuple[str, ...]
    empty: bool
    held: bool
    ended: bool
    given: Mapping[str, Container[str]] | None = None
    names: Container[str | None] = ()


class Rows:
    """Keeps the record tables in step with heads."""

    def __init__(self, connection: Connection, kinds: Kinds) -> None:
        """Work on an open store."""
        self._connection = connection
        self._kinds = kinds
        self._cells_of_wholes = cells_of_wholes(kinds)

    def derive(
        self, among: str, tell: Tell = tell_nobody, *, after: Derived = _NOTHING, are_new: bool = False
    ) -> Derived:
        """Derive the records of a temporary table (uid, record); ``tell`` is told (done, total) of them.

        Returns what was found, with what was found of others ``after`` which these are derived. Of records that
        ``are_new`` there is no row yet.
        """
        total = int(self._connection.execute(f"SELECT count(*) FROM temp.{among}").fetchone()[0])
        done, found = 0, after
        for batch in self._batches(among, total):
            live = self._refresh_between(among, batch, are_new=are_new)
            wholes = self._gather_wholes(live, found.wholes)
            found = Derived(found.ended or live.ended, wholes or found.wholes)
            done += batch.records
            tell(done, total)
        return found

    def _batches(self, among: str, total: int) -> Iterator[_Batch]:
        """Yield the records in parts: memory stays flat however many there are."""
        if 0 < total <= _BATCH:
            yield _Batch("", _BEHIND_ALL, total)
            return
        last = ""
        while (batch := self._batch_after(among, last)).records:
            yield batch
            last = batch.last

    def _batch_after(self, among: str, uid: str) -> _Batch:
        row = self._connection.execute(
            "SELECT min(uid), max(uid), count(*) FROM"
            f" (SELECT uid FROM temp.{among} WHERE uid > ? ORDER BY uid LIMIT {_BATCH})",
            [uid],
        ).fetchone()
        return _Batch(*row)

    def _refresh_between(self, among: str, batch: _Batch, *, are_new: bool) -> _Live:
        live = self._find_live(among, batch)
        if not are_new and (batch.records > 1 or not live.kinds):
            self._clear_what_is_gone(among, batch)
        # Where nobody said of any that it is deleted, SQLite need not sort what they say of themselves.
        deleted = value_of(DELETED) if live.given is None or DELETED in live.names else "NULL"
        self._connection.execute(
            "UPDATE record SET deleted = l.deleted, changed = l.changed FROM (SELECT record,"
            f" {deleted} AS deleted, {MOMENT} AS changed FROM temp.live GROUP BY record"
            " HAVING max(given)) l WHERE record.no = l.record"
        )
        for name in live.kinds:
            if name in self._kinds:
                self._write(name, None if live.given is None else live.given[name], are_new=are_new)
        return live

    def _write(self, kind: str, given: Container[str] | None, *, are_new: bool) -> None:
        """Write the rows of a kind; of those that were there an index is touched only where something in it changed.

        ``given`` are the fields that any of these records has, where that is known.
        """
        writing = writing_of(self._kinds, kind)
        is_known = not are_new and self._connection.execute(writing.known, [kind]).fetchone()
        if given is not None and not is_known:
            self._connection.execute(writing.put_new(given), [kind])
            return
        self._connection.execute(writing.put, [kind])
        if is_known:
            self._connection.execute(writing.index, [kind])

    def _clear_what_is_gone(self, among: str, batch: _Batch) -> None:
        """Take out the records of which nothing may be shown any more."""
        execute = self._connection.execute
        rows = execute(
            f"SELECT t.record, r.kind FROM temp.{among} t CROSS JOIN record r ON r.no = t.record"
            " WHERE t.uid BETWEEN ? AND ? AND r.changed IS NOT NULL AND t.record NOT IN (SELECT record FROM temp.live)",
            [batch.first, batch.last],
        ).fetchall()
        for record, kind in rows:
            execute("UPDATE record SET deleted = NULL, changed = NULL WHERE no = ?", [record])
            if kind in self._kinds:
                execute(f"DELETE FROM {table_of(kind)} WHERE no = ?", [record])

    def _gather_wholes(self, live: _Live, is_begun: bool) -> bool:
        """Keep the records that touched parts belong, or belonged, to: where these ended, that may not have been known.

        The first that are kept take the place of what was kept before.
        """
        cells = [cell for cell in self._cells_of_wholes if cell[0] in live.kinds]
        if not cells:
            return False
        if not is_begun:
            clear(self._connection, "whole")
        named = ", ".join("(?, ?)" for _cell in cells)
        self._connection.execute(
            f"WITH part (kind, field) AS (VALUES {named})"
            " INSERT OR IGNORE INTO temp.whole SELECT r.uid, r.no FROM (SELECT DISTINCT record, kind FROM temp.live) v"
            " CROSS JOIN part p ON p.kind = v.kind CROSS JOIN entry e ON e.record = v.record"
            " CROSS JOIN record r ON r.uid = e.body ->> ('$.' || p.field)",
            [*itertools.chain.from_iterable(cells)],
        )
        return True

    # What is shown

    def _find_live(self, among: str, batch: _Batch) -> _Live:
        """Put what is shown of these touched records into a table that all of them are derived from.

        A row an entry, with the fields of it that are shown; where the newest content was held back, a row with the
        last content that was given.
        """
        clear(self._connection, "live")
        self._connection.execute(_SHOWN.format(among=among), [batch.first, batch.last])
        live = self._look(batch)
        if not (live.empty or live.ended or live.held):
            return live
        self._connection.execute("DELETE FROM temp.live WHERE body = '{}'")
        if live.ended:
            self._leave_out_decided()
        if live.held:
            self._connection.execute(_LAST_GIVEN.format(among=among), [batch.first, batch.last])
        return self._look(batch)

    def _look(self, batch: _Batch) -> _Live:
        return self._look_at_many() if batch.records >= _MANY else self._look_at_few()

    def _look_at_many(self) -> _Live:
        """Take each row apart once, which tells all that is to be known."""
        given: dict[str, set[str]] = {}
        held = False
        for kind, name, holds_back in self._connection.execute(_GIVEN):
            given.setdefault(kind, set()).add(name)
            held = held or bool(holds_back)
        names = frozenset[str | None]().union(*given.values())
        return _Live(tuple(given), None in names, held, SEEN in names, given, names)

    def _look_at_few(self) -> _Live:
        first, last, empty, held, ended = self._connection.execute(
            "SELECT min(kind), max(kind), max(body = '{}'), max(held),"
            f" max(instr(body, '\"{SEEN}\":') > 0) FROM temp.live"
        ).fetchone()
        kinds = (first,) if first == last is not None else self._kinds_of_live()
        return _Live(kinds, bool(empty), bool(held), bool(ended))

    def _kinds_of_live(self) -> tuple[str, ...]:
        return tuple(kind for (kind,) in self._connection.execute("SELECT DISTINCT kind FROM temp.live"))

    def _leave_out_decided(self) -> None:
        """Leave out the records of which all that counts is that somebody decided on what is held."""
        self._connection.execute(
            f"DELETE FROM temp.live WHERE record IN (SELECT record FROM temp.live WHERE {_TELLS_A_DECISION})"
            f" AND record NOT IN (SELECT record FROM temp.live WHERE NOT ({_TELLS_A_DECISION}))"
        )


_GIVEN = "SELECT DISTINCT v.kind, f.key, v.held FROM temp.live v LEFT JOIN json_each(v.body) f"
"""Of a row that shows nothing there is no field."""
_TELLS_A_DECISION = f"""body GLOB '{{"{SEEN}":*' AND json_remove(body, '$.{SEEN}') = '{{}}'"""
_SHOWN = f"""
    INSERT INTO temp.live SELECT e.record, t.uid, r.kind, e.clock,
    CASE WHEN NOT EXISTS (SELECT 1 FROM shadow s WHERE s.entry = e.id) THEN e.body ELSE
        (SELECT json_group_object(f.key, json(e.body -> f.fullkey)) FROM json_each(e.body) f
        WHERE NOT EXISTS (SELECT 1 FROM shadow s WHERE s.entry = e.id AND s.field = f.key)) END,
    NOT ({HOLDS_BACK}) OR EXISTS (SELECT 1 FROM json_each(e.body) f
        WHERE e.gone ->> (f.fullkey || '[0]') IS NOT 'h'
        AND NOT EXISTS (SELECT 1 FROM shadow s WHERE s.entry = e.id AND s.field = f.key)),
    {HOLDS_BACK}
    FROM temp.{{among}} t CROSS JOIN entry e ON e.record = t.record AND e.spent IS NULL
    CROSS JOIN record r ON r.no = e.record WHERE t.uid BETWEEN ? AND ?
"""
_LAST_GIVEN = f"""
    INSERT INTO temp.live SELECT g.record, g.uid, g.kind, g.clock, json_object(g.field, json(g.value)), 1, 0
    FROM (SELECT c.record, c.uid, c.kind, h.clock, c.field, c.value, row_number() OVER (
            PARTITION BY c.record, c.field ORDER BY c.clock DESC, c.replica DESC, c.stream DESC, c.seq DESC) AS place
        FROM temp.{{among}} t CROSS JOIN entry e ON e.record = t.record AND e.spent IS NULL
        AND {HOLDS_BACK} CROSS JOIN head h ON h.entry = e.id AND h.state IS NULL AND h.gone ->> 0 = 'h'
        CROSS JOIN cell c ON c.record = h.record AND c.field = h.field AND (c.gone IS NULL OR c.gone ->> 0 != 'h')
        WHERE t.uid BETWEEN ? AND ?) g WHERE g.place = 1
"""
