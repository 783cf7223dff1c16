"""Finds heads by another way than ``Heads`` goes: record by record, each log's entries walked as they were written.

A check compares both. Whoever walks forward keeps what stands of each field and takes out what the next entry has seen,
so that a record of thousands of entries is no more work for each than one of a few.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from danvan_desktop.store.connection import Connection, scratch
from danvan_desktop.store.log import raw_values
from danvan_desktop.store.numbering import SEQ_BITS, SEQ_MASK

_ENTRIES = f"""
    SELECT e.record, e.id, e.clock, e.seen, e.body FROM entry e JOIN log l ON l.no = e.id >> {SEQ_BITS}
    ORDER BY e.record, e.clock, l.replica, l.stream, e.id
"""


@dataclass(frozen=True, slots=True)
class _Known:
    """An entry as far as it matters to which others it supersedes: those that it has seen, none later than itself."""

    row: int
    clock: int
    seen: Mapping[int, int]

    @property
    def log(self) -> int:
        return self.row >> SEQ_BITS

    @property
    def seq(self) -> int:
        return self.row & SEQ_MASK

    def supersedes(self, other: _Known) -> bool:
        if other.log == self.log:
            return other.seq <= min(self.seen.get(self.log, self.seq), self.seq - 1)
        return other.clock < self.clock and other.seq <= self.seen.get(other.log, 0)


def find_true_heads(connection: Connection) -> None:
    """Put all heads (``entry``, ``field``) into the temporary table ``true_head``.

    Raises ValueError, TypeError or KeyError for what nobody wrote.
    """
    with scratch(connection):
        connection.execute(
            "CREATE TEMP TABLE IF NOT EXISTS true_head (entry INTEGER, field TEXT, PRIMARY KEY (entry, field))"
            " WITHOUT ROWID"
        )
        connection.execute("DELETE FROM temp.true_head")
        connection.executemany("INSERT INTO temp.true_head VALUES (?, ?)", _heads(connection.execute(_ENTRIES)))


def _heads(rows: Iterable[tuple[int, int, int, str | None, str]]) -> Iterator[tuple[int, str]]:
    for _record, members in groupby(rows, key=lambda row: row[0]):
        standing: dict[str, list[_Known]] = {}
        for _record_no, row, clock, seen, body in members:
            told = json.loads(seen or "{}")
            entry = _Known(row, clock, {int(log): seq for log, seq in told.items()})
            for name in raw_values(body):
                standing[name] = [*(one for one in standing.get(name, ()) if not entry.supersedes(one)), entry]
        yield from ((one.row, name) for name, heads in standing.items() for one in heads)
