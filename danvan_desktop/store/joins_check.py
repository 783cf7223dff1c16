"""Judges by another road than ``joins`` which records are shown for which: record by record, from the log alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from danvan_desktop.domain.authority import Authority, Standing
from danvan_desktop.domain.entry import DELETED, EntryId
from danvan_desktop.domain.facts import Mark
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.store.connection import Connection, temporary_writes
from danvan_desktop.store.numbering import SEQ_BITS, SEQ_MASK
from danvan_desktop.store.temporary import clear

_HEADS = f"""
    SELECT r.no, r.uid, t.field, e.body -> ('$.' || t.field) FROM temp.true_head t JOIN entry e ON e.id = t.entry
    JOIN record r ON r.no = e.record JOIN log l ON l.no = e.id >> {SEQ_BITS}
    WHERE r.kind = 'same_as' ORDER BY e.clock, l.replica, l.stream, e.id
"""
_SAID = f"""
    SELECT lower(hex(l.device)), l.replica, l.stream, e.id & {SEQ_MASK} FROM entry e
    JOIN log l ON l.no = e.id >> {SEQ_BITS}
    WHERE e.record = ? AND e.body ->> '$.record' = ? AND e.body ->> '$.into' = ?
"""


class _End(NamedTuple):
    """One of the records that a join names."""

    kind: str
    place: str
    is_here: bool


class JoinsCheck:
    """Judges all joins of an open store; ``find_true_heads`` is called before."""

    def __init__(self, connection: Connection, kinds: Kinds, authority: Authority) -> None:
        """Judge by these rights."""
        self._connection = connection
        self._kinds = kinds
        self._authority = authority
        self._ends: dict[str, _End | None] = {}

    def joined(self) -> frozenset[tuple[str, str, bool]]:
        """Return the rightful joins: the record, what it is joined to, whether that was ended."""
        said: dict[int, dict[str, object]] = {}
        for record, _uid, name, value in self._connection.execute(_HEADS):
            said.setdefault(record, {})[name] = json.loads(value)
        found = {
            (str(values["record"]), str(values["into"]), values.get(DELETED) is True)
            for record, values in said.items()
            if values.get("record") and values.get("into") and self._is_rightful(record, values)
        }
        return frozenset(found | {(unit, other, False) for unit, other in self._authority.same().items()})

    def shown(self, joined: Iterable[tuple[str, str, bool]]) -> Mapping[str, str]:
        """Return the records that are not shown, each with the one that is."""
        onward: dict[str, set[str]] = {}
        beside: dict[str, set[str]] = {}
        for uid, other, ended in joined:
            if not ended:
                onward.setdefault(uid, set()).add(other)
                beside.setdefault(uid, set()).add(other)
                beside.setdefault(other, set()).add(uid)
        found: dict[str, str] = {}
        for uid in beside:
            group = set(_walk(uid, beside))
            shown = min(group, key=lambda one: self._precedence(one, group, onward))
            if shown != uid:
                found[uid] = shown
        return found

    def put(self, shown: Mapping[str, str]) -> None:
        """Put what is shown for what into the temporary table ``true_shown``."""
        with temporary_writes(self._connection):
            clear(self._connection, "true_shown")
            self._connection.executemany("INSERT INTO temp.true_shown VALUES (?, ?)", shown.items())

    def _precedence(self, uid: str, group: set[str], onward: Mapping[str, set[str]]) -> tuple[bool, bool, str]:
        is_here = self._is_here(uid)
        leads_on = any(self._is_here(other) == is_here for other in onward.get(uid, set()) & group)
        return not is_here, leads_on, uid

    def _is_here(self, uid: str) -> bool:
        end = self._end(uid)
        return end is not None and end.is_here

    def _is_rightful(self, record: int, values: Mapping[str, object]) -> bool:
        uid, other = str(values["record"]), str(values["into"])
        ends = self._end(uid), self._end(other)
        if uid == other or ends[0] is None or ends[1] is None or ends[0].kind != ends[1].kind or ends[0].kind == "unit":
            return False
        if ends[0].kind not in self._kinds or not self._kinds[ends[0].kind].can_be_joined:
            return False
        marks = (Mark(row[0], EntryId(*row[1:])) for row in self._connection.execute(_SAID, [record, uid, other]))
        return any(
            all(end is not None and self._authority.standing(mark, end.place) is Standing.OWN for end in ends)
            for mark in marks
        )

    def _end(self, uid: str) -> _End | None:
        """Look at a record; units, kinds and deletions were compared with the log before."""
        if uid not in self._ends:
            row = self._connection.execute(
                "SELECT r.kind, u.uid, r.deleted IS NOT 1 AND r.changed IS NOT NULL FROM record r"
                " LEFT JOIN unit u ON u.no = r.place WHERE r.uid = ?",
                [uid],
            ).fetchone()
            self._ends[uid] = None if row is None else _End(row[0], row[1] or "", bool(row[2]))
        return self._ends[uid]


def _walk(start: str, beside: Mapping[str, set[str]]) -> Iterator[str]:
    waiting, met = [start], {start}
    while waiting:
        uid = waiting.pop()
        yield uid
        new = beside[uid] - met
        met |= new
        waiting.extend(new)
