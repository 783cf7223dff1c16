"""Who is known to this store: other devices, what they told to have, and who brought whose changes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from danvan_desktop.store.connection import Connection, joined_transaction

LogKey = tuple[str, str]

_COLUMNS = (
    "device, recipient, name, unit_uid, unit_name, unit_code, unit_kind, added_at, confirmed_at, revoked_from, acked_at"
)


class PeerState(Enum):
    """How far a device is trusted."""

    CONFIRMED = "confirmed"
    """A person compared its fingerprint."""
    UNCONFIRMED = "unconfirmed"
    """Its first bundle was taken in before any device was enrolled here."""
    REVOKED = "revoked"


class Peer(Struct, frozen=True):
    """A device of another installation.

    ``device`` is its Ed25519 public key in hexadecimal, ``recipient`` its age public key, empty when only its bundles
    are known; moments are ISO 8601 local time, ``revoked_from`` the first day (ISO 8601) on which it is refused.
    """

    device: str
    recipient: str
    name: str
    unit_uid: str
    unit_name: str
    unit_code: str
    unit_kind: str
    added_at: str
    confirmed_at: str | None = None
    revoked_from: str | None = None
    acked_at: str | None = None

    @property
    def state(self) -> PeerState:
        """How far it is trusted."""
        if self.revoked_from is not None:
            return PeerState.REVOKED
        return PeerState.UNCONFIRMED if self.confirmed_at is None else PeerState.CONFIRMED


class LogProgress(Struct, frozen=True):
    """How much of one log a peer has: all changes up to ``seq``, with their content up to ``whole``."""

    seq: int
    whole: int


ReceiptState = Literal["accepted", "quarantined", "refused"]
"""What became of a bundle there: taken in, waiting for a person, or neither."""


class ReceiptNote(Struct, frozen=True):
    """What a device said of a bundle of ours, by the SHA-256 of its file."""

    sha256: str
    device: str
    state: ReceiptState
    moment: str


class Peers:
    """The list of known devices and what is known about each."""

    def __init__(self, connection: Connection) -> None:
        """Work on an open store."""
        self._connection = connection

    def all(self) -> Sequence[Peer]:
        """Return all of them by name."""
        rows = self._connection.execute(f"SELECT {_COLUMNS} FROM peer ORDER BY vietnamese_key(name), device")
        return [Peer(*row) for row in rows]

    def find(self, device: str) -> Peer | None:
        """Return the device with this key."""
        row = self._connection.execute(f"SELECT {_COLUMNS} FROM peer WHERE device = ?", [device]).fetchone()
        return None if row is None else Peer(*row)

    def keep(self, peer: Peer) -> Peer:
        """Add a device or replace what is known of it."""
        values = [getattr(peer, name) for name in _COLUMNS.split(", ")]
        with joined_transaction(self._connection):
            self._connection.execute(
                f"INSERT INTO peer ({_COLUMNS}) VALUES ({', '.join('?' * len(values))}) ON CONFLICT (device)"
                f" DO UPDATE SET ({_COLUMNS}) = ({', '.join('?' * len(values))})",
                [*values, *values],
            )
        return peer

    def marks(self, device: str) -> dict[LogKey, LogProgress]:
        """Return how much of each log a device told to have."""
        rows = self._connection.execute("SELECT replica, stream, seq, whole FROM peer_mark WHERE device = ?", [device])
        return {(replica, stream): LogProgress(seq, whole) for replica, stream, seq, whole in rows}

    def numbers_told(self, device: str) -> Sequence[tuple[str, int]]:
        """Return under which replicas a device told what it has, in order, each with the number of the last time."""
        row = self._connection.execute("SELECT told FROM peer WHERE device = ?", [device]).fetchone()
        told = json.loads(row[0]) if row is not None and row[0] else []
        return [(str(replica), int(number)) for replica, number in told]

    def acknowledge(
        self,
        peer: Peer,
        moment: str,
        marks: Mapping[LogKey, LogProgress],
        receipts: Iterable[ReceiptNote],
        told: tuple[str, int],
    ) -> None:
        """Keep what a device told at ``moment`` in place of what it told before; ``told`` names replica and number."""
        before = [one for one in self.numbers_told(peer.device) if one[0] != told[0]]
        with joined_transaction(self._connection):
            self.keep(replace(peer, acked_at=moment))
            self._connection.execute(
                "UPDATE peer SET told = ? WHERE device = ?", [json.dumps([*before, told]), peer.device]
            )
            self._connection.execute("DELETE FROM peer_mark WHERE device = ?", [peer.device])
            self._connection.executemany(
                "INSERT INTO peer_mark VALUES (?, ?, ?, ?, ?)",
                [(peer.device, *key, mark.seq, mark.whole) for key, mark in marks.items()],
            )
            self._connection.executemany(
                "INSERT OR REPLACE INTO receipt (sha256, device, state, moment) VALUES (?, ?, ?, ?)",
                [(note.sha256, note.device, note.state, note.moment) for note in receipts],
            )

    def receipts(self) -> Sequence[ReceiptNote]:
        """Return all that was said of bundles of ours, oldest first."""
        rows = self._connection.execute("SELECT sha256, device, state, moment FROM receipt ORDER BY moment, sha256")
        return [ReceiptNote(*row) for row in rows]

    def note_bringer(self, replicas: Iterable[str], device: str) -> None:
        """Remember that a device brought the logs of these replicas."""
        with joined_transaction(self._connection):
            self._connection.executemany(
                "INSERT OR IGNORE INTO log_bringer VALUES (?, ?)", [(replica, device) for replica in replicas]
            )

    def held_logs(self) -> dict[LogKey, int]:
        """Return the logs that senders held back, with the number up to which they exist."""
        rows = self._connection.execute("SELECT replica, stream, seq FROM held_log")
        return {(replica, stream): seq for replica, stream, seq in rows}

    def note_held(self, logs: Mapping[LogKey, int]) -> None:
        """Remember logs of which a sender told that it holds them back."""
        with joined_transaction(self._connection):
            self._connection.executemany(
                "INSERT INTO held_log VALUES (?, ?, ?) ON CONFLICT (replica, stream)"
                " DO UPDATE SET seq = max(seq, excluded.seq)",
                [(*key, seq) for key, seq in logs.items()],
            )
