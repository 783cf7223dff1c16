"""Frees the content of attached files that were deleted long ago; their records and history stay.

Which files may go follows from what is shown: none that a record has, none that an entry set aside names. Freed content
is noted, so that no bundle of others brings it back; a file whose record was taken back since may come again.
"""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from danvan_desktop.domain.clock import Clock
from danvan_desktop.store.connection import Connection, transaction
from danvan_desktop.store.unswept import note_unswept

LEAST_YEARS = 1
"""A deletion may be taken back with its files for at least so long."""
USUAL_YEARS = 2
_NOT_SHOWN = """
    NOT EXISTS (SELECT 1 FROM record_attachment a WHERE a.sha256 = b.sha256 AND a.deleted IS NOT 1)
    AND NOT EXISTS (SELECT 1 FROM parked p WHERE instr(p.entry, b.sha256))
    AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE instr(q.entry, b.sha256))
"""
_FREEABLE = f"""
    SELECT b.sha256, b.size FROM blob b WHERE {_NOT_SHOWN} AND coalesce((
        SELECT max(e.clock) FROM record_attachment a CROSS JOIN entry e ON e.record = a.no
        WHERE a.sha256 = b.sha256), 0) < ?
"""
"""By the newest word on a file, whichever: one that was deleted by a clock of ten years ago was kept until today."""


class Freeable(Struct, frozen=True):
    """How many files may be freed, and how many bytes those are."""

    files: int
    bytes: int


class Thinning:
    """Looks at an open store, and frees."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        """Work on an open store."""
        self._connection = connection
        self._clock = clock

    def plan(self, years: int = USUAL_YEARS) -> Freeable:
        """Tell what may be freed of files deleted more than so many years ago."""
        sizes = [size for _digest, size in self._found(years)]
        return Freeable(len(sizes), sum(sizes))

    def free(self, years: int = USUAL_YEARS) -> Freeable:
        """Free it; the file is to be swept afterwards."""
        with transaction(self._connection):
            found = self._found(years)
            moment = self._clock.local_time().isoformat("T", "seconds")
            self._connection.executemany(
                "INSERT OR REPLACE INTO freed VALUES (?, ?)", [(digest, moment) for digest, _size in found]
            )
            self._connection.executemany("DELETE FROM blob WHERE sha256 = ?", [(digest,) for digest, _size in found])
            if found:
                note_unswept(self._connection)
        return Freeable(len(found), sum(size for _digest, size in found))

    def freed_on(self, digest: str) -> dt.date | None:
        """Return the day on which content was freed, ``None`` when it was not."""
        row = self._connection.execute("SELECT moment FROM freed WHERE sha256 = ?", [digest]).fetchone()
        return None if row is None else dt.datetime.fromisoformat(row[0]).date()

    def _found(self, years: int) -> list[tuple[str, int]]:
        before = self._clock.local_time() - dt.timedelta(days=365.25 * max(years, LEAST_YEARS))
        clock = int(before.timestamp() * 1000) << 16
        rows = self._connection.execute(_FREEABLE, [clock]).fetchall()
        return [(str(digest), int(size)) for digest, size in rows]


def stays_freed(connection: Connection, digest: str) -> bool:
    """Tell whether content that comes was freed and belongs to no record that is shown."""
    row = connection.execute(f"SELECT 1 FROM freed b WHERE b.sha256 = ? AND {_NOT_SHOWN}", [digest]).fetchone()
    return row is not None


def forget_freed(connection: Connection, digest: str) -> None:
    """Note of content that is kept again no more that it was freed."""
    connection.execute("DELETE FROM freed WHERE sha256 = ?", [digest])
