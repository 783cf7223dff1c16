"""The append-only change log: one gapless, hash-chained log per (replica, stream)."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from danvan_desktop.domain.change import (
    NO_HASH,
    Change,
    ChangeId,
    digest_value,
    join_parents,
    split_parents,
)
from danvan_desktop.store.connection import Connection

Vector = Mapping[tuple[str, str], int]
"""The highest sequence number known of each (replica, stream)."""

COLUMNS = (
    "replica, stream, seq, timestamp, kind, uid, field, value, salt, redacted_digest, parents, officer, hash, held_back"
)
_INSERT = f"INSERT INTO change ({COLUMNS}) VALUES ({', '.join('?' * 14)})"
_WHOLE_COLUMNS = "replica, stream, seq, timestamp, kind, uid, field, value, salt, parents, officer, hash"
_INSERT_WHOLE = f"INSERT INTO change ({_WHOLE_COLUMNS}) VALUES ({', '.join('?' * 12)})"


@dataclass(frozen=True)
class LogHead:
    """Where one log stands: its newest change's number and hash, the device that owns it, that device's signature.

    ``device`` is the Ed25519 public key in hexadecimal; ``signature`` covers ``signed_text`` and is ``None`` for a log
    of this device that grew since it was last signed.
    """

    replica: str
    stream: str
    seq: int
    hash: str
    device: str
    signature: bytes | None

    @property
    def signed_text(self) -> bytes:
        """What the owning device signs."""
        return f"danvan-log\n{self.replica}\n{self.stream}\n{self.seq}\n{self.hash}\n{self.device}".encode()


class ChangeLog:
    """Reads and appends changes; knows nothing of records."""

    def __init__(self, connection: Connection) -> None:
        """Work on an open store."""
        self._connection = connection

    def vector(self) -> dict[tuple[str, str], int]:
        """Return the highest sequence number of each log."""
        rows = self._connection.execute("SELECT replica, stream, seq FROM log_head")
        return {(replica, stream): seq for replica, stream, seq in rows}

    def logs(self) -> list[LogHead]:
        """Return where every log stands, in order."""
        rows = self._connection.execute(
            "SELECT replica, stream, seq, hash, device, signature FROM log_head ORDER BY replica, stream"
        )
        return [LogHead(r, s, seq, bytes(h).hex(), device, sig) for r, s, seq, h, device, sig in rows]

    def set_head(self, head: LogHead) -> None:
        """Keep where a log stands."""
        self.set_heads([head])

    def set_heads(self, heads: Iterable[LogHead]) -> None:
        """Keep where logs stand."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO log_head VALUES (?, ?, ?, ?, ?, ?)",
            ((one.replica, one.stream, one.seq, bytes.fromhex(one.hash), one.device, one.signature) for one in heads),
        )

    def fill(self, change: Change) -> bool:
        """Give a known change the content that was held back until now; returns whether it was missing."""
        digest = bytes.fromhex(digest_value(str(change.value), change.salt))
        cursor = self._connection.execute(
            "UPDATE change SET value = ?, salt = ?, redacted_digest = NULL, held_back = NULL"
            " WHERE replica = ? AND stream = ? AND seq = ? AND held_back = 1 AND redacted_digest = ?",
            [change.value, bytes.fromhex(change.salt), *change.id, digest],
        )
        return bool(cursor.rowcount)

    def gapped(self) -> frozenset[tuple[str, str]]:
        """Return the logs of which some content was held back."""
        rows = self._connection.execute("SELECT DISTINCT replica, stream FROM change WHERE held_back = 1")
        return frozenset((replica, stream) for replica, stream in rows)

    def whole(self) -> dict[tuple[str, str], int]:
        """Return, of each log, the number up to which no content was held back from this store."""
        rows = self._connection.execute(
            "SELECT replica, stream, min(seq) - 1 FROM change WHERE held_back = 1 GROUP BY replica, stream"
        )
        return {**self.vector(), **{(replica, stream): seq for replica, stream, seq in rows}}

    def parked_from(self) -> dict[tuple[str, str], int]:
        """Return the logs with changes that wait for earlier ones, with the number of the first that waits."""
        rows = self._connection.execute("SELECT replica, stream, min(seq) FROM parked GROUP BY replica, stream")
        return {(replica, stream): seq for replica, stream, seq in rows}

    def append(self, changes: Iterable[Change]) -> None:
        """Add changes; the caller has seen to it that each follows its log's newest."""
        for is_whole, run in itertools.groupby(changes, _is_whole):
            if is_whole:
                self._connection.executemany(_INSERT_WHOLE, map(_to_whole_row, run))
            else:
                self._connection.executemany(_INSERT, map(to_row, run))

    def changes_after(self, vector: Vector, streams: Iterable[str] | None = None) -> Iterator[Change]:
        """Yield the changes beyond ``vector``, log by log in ascending order."""
        wanted = None if streams is None else set(streams)
        for head in self.logs():
            if wanted is None or head.stream in wanted:
                yield from self._of_log(head.replica, head.stream, vector.get((head.replica, head.stream), 0))

    def find(self, change_id: ChangeId) -> Change | None:
        """Return one change."""
        row = self._connection.execute(
            f"SELECT {COLUMNS} FROM change WHERE replica = ? AND stream = ? AND seq = ?", list(change_id)
        ).fetchone()
        return None if row is None else from_row(row, self.hash_before(change_id))

    def hash_of(self, change_id: ChangeId) -> str | None:
        """Return the hash of a known change."""
        row = self._connection.execute(
            "SELECT hash FROM change WHERE replica = ? AND stream = ? AND seq = ?", list(change_id)
        ).fetchone()
        return None if row is None else bytes(row[0]).hex()

    def hash_before(self, change_id: ChangeId) -> str:
        """Return the hash of the change before this one in its log."""
        return self.hash_before_next(change_id.replica, change_id.stream, change_id.seq - 1)

    def hash_before_next(self, replica: str, stream: str, seq: int) -> str:
        """Return the hash of the change ``seq`` of a log, which the next one chains to; empty when unknown."""
        return self.hash_of(ChangeId(replica, stream, seq)) or NO_HASH

    def newest_timestamp(self) -> str | None:
        """Return the greatest timestamp in the log, ``None`` when it is empty."""
        newest: str | None = self._connection.execute(
            "SELECT max(newest) FROM (SELECT (SELECT timestamp FROM change c WHERE c.replica = h.replica"
            " AND c.stream = h.stream AND c.seq = h.seq) AS newest FROM log_head h)"
        ).fetchone()[0]
        return newest

    def _of_log(self, replica: str, stream: str, after: int) -> Iterator[Change]:
        previous = self.hash_before_next(replica, stream, after)
        rows = self._connection.execute(
            f"SELECT {COLUMNS} FROM change WHERE replica = ? AND stream = ? AND seq > ? ORDER BY seq",
            [replica, stream, after],
        )
        for row in rows:
            change = from_row(row, previous)
            previous = change.hash
            yield change


def to_row(change: Change) -> tuple[object, ...]:
    """Lay a change out as the log's columns; a digest is kept only where the value is gone."""
    return (
        *change.id,
        change.timestamp,
        change.kind,
        change.uid,
        change.field,
        change.value,
        bytes.fromhex(change.salt),
        bytes.fromhex(change.value_digest) if change.value is None else None,
        join_parents(change.parents),
        change.officer,
        bytes.fromhex(change.hash),
        1 if change.held_back else None,
    )


def _is_whole(change: Change) -> bool:
    return change.value is not None and not change.held_back


def _to_whole_row(change: Change) -> tuple[object, ...]:
    """Lay out a change with its value; the driver seeks adapters for ``bytes`` and ``None``, not for ``bytearray``."""
    return (
        *change.id,
        change.timestamp,
        change.kind,
        change.uid,
        change.field,
        change.value,
        bytearray.fromhex(change.salt),
        join_parents(change.parents),
        change.officer,
        bytearray.fromhex(change.hash),
    )


def from_row(row: tuple[Any, ...], previous: str) -> Change:
    """Read a change from the log's columns; ``previous`` is the hash before it."""
    replica, stream, seq, timestamp, kind, uid, field, value, salt, digest, parents, officer, own, held = row
    salt_text = bytes(salt).hex()
    value_digest = digest_value(str(value), salt_text) if value is not None else bytes(digest).hex()
    return Change(
        ChangeId(str(replica), str(stream), int(seq)),
        str(timestamp),
        str(kind),
        str(uid),
        str(field),
        None if value is None else str(value),
        salt_text,
        value_digest,
        split_parents(str(parents)),
        str(officer),
        previous,
        bytes(own).hex(),
        bool(held),
    )
