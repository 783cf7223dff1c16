"""Bundles that wait for a person, kept in the store, and those that were refused, of which only the note is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from danvan_desktop.store.connection import Connection, joined_transaction, transaction
from danvan_desktop.store.numbering import SEQ_BITS, SEQ_MASK
from danvan_desktop.store.schema import HELD
from danvan_desktop.store.unswept import note_unswept

PART = 1024 * 1024
"""Bytes of a bundle kept in one row, so that no large bundle need be in memory."""

_HOLDING_ERASED = f"""
    SELECT DISTINCT w.id FROM waiting w CROSS JOIN json_each(w.manifest, '$.logs') g
    CROSS JOIN erasure x ON x.replica = g.value ->> 'replica' AND x.stream = g.value ->> 'stream'
        AND x.seq > g.value ->> 'after' AND x.seq <= g.value ->> 'seq'
    CROSS JOIN log author ON author.no = x.by >> {SEQ_BITS}
    WHERE w.size > 0 AND NOT EXISTS (SELECT 1 FROM shadow h WHERE h.entry = x.by AND h.state = {HELD})
    AND NOT EXISTS (SELECT 1 FROM json_each(w.manifest, '$.logs') k WHERE k.value ->> 'replica' = author.replica
        AND k.value ->> 'stream' = author.stream AND k.value ->> 'seq' >= x.by & {SEQ_MASK})
"""
"""Those whose logs hold what was to be erased, by senders that did not know of that: the others send it no more."""

_COLUMNS = "id, sha256, moment, reason, manifest, detail, size"


class WaitingNote(Struct, frozen=True):
    """A bundle set aside: ``size`` is that of the kept content, 0 when none is kept; ``detail`` is JSON text.

    ``sha256`` is of the file as it came, ``moment`` ISO 8601 local time.
    """

    id: int
    sha256: str
    moment: str
    reason: str
    manifest: str
    detail: str
    size: int


class WaitingBundles:
    """The list of bundles set aside."""

    def __init__(self, connection: Connection) -> None:
        """Work on an open store."""
        self._connection = connection

    def all(self) -> Sequence[WaitingNote]:
        """Return all of them, newest first."""
        rows = self._connection.execute(f"SELECT {_COLUMNS} FROM waiting ORDER BY id DESC")
        return [WaitingNote(*row) for row in rows]

    def find(self, waiting_id: int) -> WaitingNote | None:
        """Return one of them."""
        row = self._connection.execute(f"SELECT {_COLUMNS} FROM waiting WHERE id = ?", [waiting_id]).fetchone()
        return None if row is None else WaitingNote(*row)

    def add(
        self, sha256: str, moment: str, reason: str, manifest: str, detail: str, content: Iterable[bytes] = ()
    ) -> WaitingNote:
        """Set a bundle aside in place of an earlier note of the same file; ``content`` comes in parts of ``PART``."""
        with transaction(self._connection):
            for (earlier,) in self._connection.execute("SELECT id FROM waiting WHERE sha256 = ?", [sha256]).fetchall():
                self._drop(earlier)
            cursor = self._connection.execute(
                "INSERT INTO waiting (sha256, moment, reason, manifest, detail, size) VALUES (?, ?, ?, ?, ?, 0)",
                [sha256, moment, reason, manifest, detail],
            )
            waiting_id, size = int(cursor.lastrowid), 0
            for place, part in enumerate(content):
                self._connection.execute("INSERT INTO waiting_part VALUES (?, ?, ?)", [waiting_id, place, part])
                size += len(part)
            self._connection.execute("UPDATE waiting SET size = ? WHERE id = ?", [size, waiting_id])
        return WaitingNote(waiting_id, sha256, moment, reason, manifest, detail, size)

    def content(self, waiting_id: int) -> Iterator[bytes]:
        """Yield the kept content, a part at a time."""
        places = self._connection.execute(
            "SELECT place FROM waiting_part WHERE waiting = ? ORDER BY place", [waiting_id]
        ).fetchall()
        for (place,) in places:
            row = self._connection.execute(
                "SELECT data FROM waiting_part WHERE waiting = ? AND place = ?", [waiting_id, place]
            ).fetchone()
            yield bytes(row[0])

    def holding_erased(self) -> frozenset[int]:
        """Return the bundles set aside that still hold what was erased at somebody's request."""
        return frozenset(number for (number,) in self._connection.execute(_HOLDING_ERASED))

    def drop(self, waiting_id: int) -> None:
        """Forget a bundle set aside; inside a transaction it is forgotten with it."""
        with joined_transaction(self._connection):
            self._drop(waiting_id)

    def _drop(self, waiting_id: int) -> None:
        if waiting_id in self.holding_erased():
            note_unswept(self._connection)
        self._connection.execute("DELETE FROM waiting_part WHERE waiting = ?", [waiting_id])
        self._connection.execute("DELETE FROM waiting WHERE id = ?", [waiting_id])
