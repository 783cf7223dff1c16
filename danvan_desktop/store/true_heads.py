"""Finds heads by another way than ``Heads`` goes: record by record, from what each entry itself says it has seen.

A check compares both. Of each field is gathered up to where each log is superseded, then what lies beyond; a record of
thousands of entries is no more work for each than one of a few.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from danvan_desktop.store.connection import Connection, temporary_writes
from danvan_desktop.store.entry_rows import raw_values
from danvan_desktop.store.numbering import SEQ_BITS, SEQ_MASK
from danvan_desktop.store.schema import HELD
from danvan_desktop.store.temporary import clear

_ENTRIES = f"""
    SELECT e.record, e.id, e.hash, e.seen, e.body,
    (SELECT json_group_array(s.field) FROM shadow s WHERE s.entry = e.id AND s.state = {HELD})
    FROM entry e WHERE e.record NOT IN (SELECT record FROM archived_record) ORDER BY e.record, e.id
"""
_HASH = "SELECT hash FROM entry WHERE id = ?"
_NAMED = 8
"""So many bytes of its hash name an entry."""


@dataclass(frozen=True, slots=True)
class _Known:
    """An entry as far as it matters to which others it supersedes, and in which of its fields it counts."""

    row: int
    hash: bytes
    seen: Mapping[int, tuple[int, str]]
    fields: Collection[str]

    @property
    def log(self) -> int:
        return self.row >> SEQ_BITS

    @property
    def seq(self) -> int:
        return self.row & SEQ_MASK


def find_true_heads(connection: Connection) -> None:
    """Put all heads (``entry``, ``field``) into the temporary table ``true_head``.

    Which cells are held is taken as it is noted. Raises ValueError, TypeError or KeyError for what nobody wrote.
    """
    with temporary_writes(connection):
        clear(connection, "true_head")
        connection.executemany("INSERT INTO temp.true_head VALUES (?, ?)", _heads(connection))


def _heads(connection: Connection) -> Iterator[tuple[int, str]]:
    for _record, rows in groupby(connection.execute(_ENTRIES), key=lambda row: row[0]):
        entries = [_read(*row[1:]) for row in rows]
        upto = _superseded(connection, entries)
        for one in entries:
            yield from ((one.row, name) for name in one.fields if one.seq > upto.get((name, one.log), 0))


def _read(row: int, digest: bytes, seen: str | None, body: str, held: str) -> _Known:
    told = {int(log): (int(seq), str(start)) for log, (seq, start) in json.loads(seen or "{}").items()}
    return _Known(row, digest, told, raw_values(body).keys() - set(json.loads(held)))


def _superseded(connection: Connection, entries: Iterable[_Known]) -> dict[tuple[str, int], int]:
    """Return of each field and log the newest entry that another one supersedes."""
    known = {one.row: one.hash for one in entries}
    upto: dict[tuple[str, int], int] = {}
    for one in entries:
        reach = {log: seq for log, (seq, start) in one.seen.items() if _is_so(connection, known, log, seq, start)}
        own = one.seen.get(one.log)
        reach[one.log] = one.seq - 1 if own is None else min(own[0], one.seq - 1)
        for name in one.fields:
            for log, seq in reach.items():
                upto[name, log] = max(seq, upto.get((name, log), 0))
    return upto


def _is_so(connection: Connection, known: dict[int, bytes], log: int, seq: int, start: str) -> bool:
    """Tell whether the entry of that place is known and its hash begins so: nobody knows that of one to come."""
    row = log << SEQ_BITS | seq
    if row >> SEQ_BITS != log:
        return False
    if row not in known:
        found = connection.execute(_HASH, [row]).fetchone()
        known[row] = b"" if found is None else found[0]
    return bool(known[row]) and known[row][:_NAMED].hex() == start
