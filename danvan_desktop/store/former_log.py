"""The log of stores made before entries: one change a field, each with its own hash. It is only read, never written."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from danvan_desktop.domain.entry import EntryId, LogKey
from danvan_desktop.store.connection import Connection

_COLUMNS = (
    "replica, stream, seq, timestamp, kind, uid, field, value, salt, redacted_digest, parents, officer, hash, held_back"
)
WIDTHS = (14, 15)
"""How many columns a row has with its number; the eldest stores could not hold content back."""
UNNUMBERED = ("parked", "quarantine", "peer_mark", "held_log")
"""Tables of such a store that name places in logs, which are numbered anew."""


@dataclass(frozen=True)
class FormerLog:
    """A log as such a store tells of it; ``device`` is a public key in hexadecimal."""

    key: LogKey
    seq: int
    hash: bytes
    device: str


@dataclass(frozen=True)
class FormerChange:
    """One field as it was set; ``value`` is JSON text, ``None`` when it was erased or, with ``held_back``, not sent."""

    replica: str
    stream: str
    seq: int
    timestamp: str
    kind: str
    uid: str
    field: str
    value: str | None
    salt: bytes
    digest: bytes | None
    parents: str
    officer: str
    hash: bytes
    held_back: int | None = None

    @property
    def id(self) -> EntryId:
        """Where it stands."""
        return EntryId(self.replica, self.stream, self.seq)

    @property
    def record(self) -> tuple[str, str, str, str]:
        """What the changes of one save of one record have in common."""
        return self.timestamp, self.kind, self.uid, self.officer

    def known(self) -> Iterator[EntryId]:
        """Yield the changes that it took the place of."""
        return map(EntryId.parse, self.parents.split())

    def is_intact(self, previous: str) -> bool:
        """Tell whether its hash is that of its parts and of the hash before it."""
        salt = bytes(self.salt).hex()
        digest = (
            bytes(self.digest or b"").hex()
            if self.value is None
            else sha256(f"{salt}\n{self.value}".encode()).hexdigest()
        )
        parts = (
            self.replica, self.stream, self.seq, self.timestamp, self.kind, self.uid, self.field, digest, self.parents,
            self.officer, previous,
        )  # fmt: skip
        return sha256("\n".join(map(str, parts)).encode()).digest() == bytes(self.hash)


def has_former_log(connection: Connection) -> bool:
    """Tell whether a store has such a log."""
    row = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'change' AND type = 'table'").fetchone()
    return row is not None


def former_logs(connection: Connection) -> Sequence[FormerLog]:
    """Return the logs of such a store, in order."""
    rows = connection.execute("SELECT replica, stream, seq, hash, device FROM log_head NOT INDEXED").fetchall()
    return sorted(
        (FormerLog((replica, stream), seq, bytes(newest), device) for replica, stream, seq, newest, device in rows),
        key=lambda log: log.key,
    )


def former_changes(connection: Connection, key: LogKey, *, by_index: bool = True) -> Iterator[FormerChange]:
    """Yield the changes of a log in order; without a look ``by_index`` where that may be damaged."""
    known = [str(row[1]) for row in connection.execute("PRAGMA table_info(change)").fetchall()]
    columns = _COLUMNS if "held_back" in known else _COLUMNS.removesuffix(", held_back")
    hint = "" if by_index else "NOT INDEXED"
    rows = connection.execute(
        f"SELECT {columns} FROM change {hint} WHERE replica = ? AND stream = ? ORDER BY seq", [*key]
    )
    return itertools.starmap(FormerChange, rows)


def former_change(cells: Sequence[Any]) -> FormerChange:
    """Read a row without its number; raises TypeError or ValueError for what nobody wrote."""
    change = FormerChange(*cells)
    texts: Sequence[Any] = (*cells[:2], *cells[3:7], *cells[10:12])
    is_change = all(isinstance(text, str) for text in texts) and isinstance(cells[2], int)
    if not is_change or not isinstance(cells[8], bytes) or not isinstance(cells[12], bytes):
        raise TypeError("no change")
    return change
