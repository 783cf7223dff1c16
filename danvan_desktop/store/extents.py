"""How much of each log is here: what was held back of it, what waits for earlier entries, how many bytes it takes."""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.entry import LogKey
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.entry_rows import HOLDS_BACK
from danvan_desktop.store.log import EntryLog
from danvan_desktop.store.numbering import SEQ_BITS, SEQ_MASK

_LINE_OVERHEAD = 260
"""Bytes of a line of a bundle besides the values: ids, moment, salt."""


class LogExtents:
    """Measures logs; nothing is changed."""

    def __init__(self, connection: Connection, log: EntryLog) -> None:
        """Measure the log of an open store."""
        self._connection = connection
        self._log = log

    def gapped(self) -> frozenset[LogKey]:
        """Return the logs of which some content was held back."""
        here = self._log.vector()
        return frozenset(key for key, whole in self.whole().items() if whole < here[key])

    def whole(self) -> dict[LogKey, int]:
        """Return, of each log, the number up to which no content was held back from this store."""
        rows = self._connection.execute(
            f"SELECT l.replica, l.stream, min(e.id & {SEQ_MASK}) - 1 FROM entry e"
            f" JOIN log l ON l.no = e.id >> {SEQ_BITS} WHERE {HOLDS_BACK} GROUP BY l.no"
        )
        return {**self._log.vector(), **{(replica, stream): seq for replica, stream, seq in rows}}

    def parked_from(self) -> dict[LogKey, int]:
        """Return the logs with entries that wait for earlier ones, with the number of the first that waits."""
        rows = self._connection.execute("SELECT replica, stream, min(seq) FROM parked GROUP BY replica, stream")
        return {(replica, stream): seq for replica, stream, seq in rows}

    def weight_of(self, key: LogKey, after: int, last: int) -> int:
        """Return about how many bytes the entries of a log beyond ``after`` up to ``last`` take as lines."""
        row = self._connection.execute(
            f"SELECT coalesce(sum(octet_length(body) + coalesce(length(seen), 0) + {_LINE_OVERHEAD}), 0) FROM entry"
            f" WHERE id > (SELECT no FROM log WHERE replica = ?1 AND stream = ?2) << {SEQ_BITS} | ?3"
            f" AND id <= (SELECT no FROM log WHERE replica = ?1 AND stream = ?2) << {SEQ_BITS} | ?4",
            [*key, after, last],
        ).fetchone()
        return int(row[0])

    def ends_by_weight(self, key: LogKey, after: int, last: int, most: int) -> Iterator[int]:
        """Yield where a log beyond ``after`` up to ``last`` is to be divided, so that each piece weighs ``most`` bytes.

        The last number comes last; an entry that is heavier by itself is a piece of its own.
        """
        rows = self._connection.execute(
            f"SELECT id & {SEQ_MASK}, octet_length(body) + coalesce(length(seen), 0) + {_LINE_OVERHEAD} FROM entry"
            f" WHERE id > (SELECT no FROM log WHERE replica = ?1 AND stream = ?2) << {SEQ_BITS} | ?3"
            f" AND id <= (SELECT no FROM log WHERE replica = ?1 AND stream = ?2) << {SEQ_BITS} | ?4 ORDER BY id",
            [*key, after, last],
        )
        size = 0
        for seq, weight in rows:
            if size and size + weight > most:
                yield seq - 1
                size = 0
            size += weight
        yield last
