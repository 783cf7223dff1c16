"""Remembers which bundles left this store and which came in."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from danvan_desktop.store.connection import Connection, joined_transaction

Direction = Literal["out", "in", "back"]
"""It left, it came in, or it came in and was taken back: then it counts as never seen."""


class BundleNote(Struct, frozen=True):
    """One bundle: ``moment`` and ``taken_back`` are ISO 8601 local time, ``manifest`` JSON text.

    ``size`` is bytes, 0 for those noted before sizes were. ``before`` tells of one that came in where the logs
    stood that it brought on, empty when that cannot be gone back to. What came in by one press has one
    ``round``.
    """

    direction: Direction
    sha256: str
    moment: str
    manifest: str
    size: int = 0
    before: str = ""
    round: str = ""
    taken_back: str = ""


class Bundles:
    """The list of bundles, newest first."""

    def __init__(self, connection: Connection) -> None:
        """Work on an open store."""
        self._connection = connection

    def remember(self, note: BundleNote) -> None:
        """Add a bundle to the list."""
        with joined_transaction(self._connection):
            self._connection.execute(
                "INSERT INTO bundle (direction, sha256, moment, manifest, size, before, round)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                [note.direction, note.sha256, note.moment, note.manifest, note.size, note.before, note.round],
            )

    def note_taken_back(self, sha256: str, moment: str) -> None:
        """Note that a bundle that came in was taken back, ISO 8601 local time."""
        self._connection.execute(
            "UPDATE bundle SET direction = 'back', taken_back = ? WHERE direction = 'in' AND sha256 = ?",
            [moment, sha256],
        )

    def all(self, sha256: str | None = None) -> list[BundleNote]:
        """Return all bundles, or those of one file, newest first."""
        of_one = "" if sha256 is None else "WHERE sha256 = ?"
        rows = self._connection.execute(
            "SELECT direction, sha256, moment, manifest, size, coalesce(before, ''), coalesce(round, ''),"
            f" coalesce(taken_back, '') FROM bundle {of_one} ORDER BY id DESC",
            [] if sha256 is None else [sha256],
        )
        return [BundleNote(*row) for row in rows]
