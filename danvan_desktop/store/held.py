"""Lists what is held: changes that their author had no right to make, until somebody who has it adopts or dismisses.

Who decides says so beside the record, with the changes that were decided upon (``domain.entry.SEEN``): that is a change
like others, which all laptops of the office get.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.endings import read_seen, seen_text
from danvan_desktop.domain.entry import SEEN, EntryId, Seen
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.localization import _
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.errors import StoreError
from danvan_desktop.store.judging import Found
from danvan_desktop.store.log import EntryLog
from danvan_desktop.store.reading import Reader
from danvan_desktop.store.schema import HELD
from danvan_desktop.store.unseen_edits import those_here

_CELLS = f"""
    SELECT c.replica, c.stream, c.seq, c.uid, c.kind, c.field, c.value, c.timestamp, lower(hex(c.device)),
        coalesce(u.uid, ''), coalesce(c.officer, '')
    FROM shadow s CROSS JOIN cell c ON c.entry = s.entry AND c.field = s.field
    JOIN entry e ON e.id = c.entry LEFT JOIN unit u ON u.no = e.place
    WHERE s.state = {HELD} AND c.gone IS NULL ORDER BY c.clock, c.replica, c.stream, c.seq, c.field
"""
_DECIDED = f"""
    SELECT c.uid, c.value FROM cell c WHERE c.field = '{SEEN}' AND (c.state IS NOT {HELD} OR lower(hex(c.device)) = ?)
    AND c.uid IN (SELECT r.uid FROM shadow s JOIN entry e ON e.id = s.entry JOIN record r ON r.no = e.record
        WHERE s.state = {HELD})
"""


@dataclass(frozen=True)
class HeldEntry:
    """One entry, or what of it is held: ``values`` by field; ``place`` is the uid of the unit that it says it is of."""

    id: EntryId
    uid: str
    kind: str
    values: Mapping[str, Value]
    timestamp: str
    device: str
    place: str
    title: str
    """What people call the record, empty as long as nothing of it counts."""
    officer: str = ""
    """The uid of the officer in whose name it was written, empty when nobody was named."""


class Held:
    """Reads it; deciding is writing, which gives what is to be written."""

    def __init__(self, connection: Connection, kinds: Kinds, reader: Reader) -> None:
        """Work on an open store."""
        self._connection = connection
        self._kinds = kinds
        self._reader = reader

    def count_cells(self) -> int:
        """Count the fields of changes that are held, decided upon or not."""
        row = self._connection.execute(f"SELECT count(*) FROM shadow WHERE state = {HELD} AND field != ?", [SEEN])
        return int(row.fetchone()[0])

    def undecided(self, device: str) -> Sequence[HeldEntry]:
        """Return what waits for a decision, oldest first; ``device`` is this laptop's."""
        decided = self._decided(device)
        found: dict[EntryId, list[tuple[str, ...]]] = {}
        for row in self._connection.execute(_CELLS).fetchall():
            entry_id = EntryId(*row[:3])
            if row[5] != SEEN and entry_id.seq > decided.get(entry_id.log, {}).get(row[3], 0):
                found.setdefault(entry_id, []).append(row[3:])
        titles = self._reader.titles({cells[0][0] for cells in found.values()})
        return [
            HeldEntry(
                entry_id, cells[0][0], cells[0][1], {cell[2]: json.loads(cell[3]) for cell in cells},
                cells[0][4], cells[0][5], cells[0][6], titles.get(cells[0][0], ""), cells[0][7],
            )
            for entry_id, cells in found.items()
        ]  # fmt: skip

    def find(self, device: str, entry: str) -> HeldEntry:
        """Return one that waits by its id; raises StoreError when there is none."""
        for one in self.undecided(device):
            if str(one.id) == entry:
                return one
        raise StoreError(_("Không có thay đổi “{entry}” đang chờ đối chiếu. Xem danh sách: danvan held.", entry=entry))

    def adoption(self, one: HeldEntry, device: str) -> list[Found]:
        """Return what is to be written so that a held change counts, with what its author did to the record before."""
        values: dict[str, Value] = {}
        for earlier in self.undecided(device):
            if earlier.uid == one.uid and earlier.id.log == one.id.log and earlier.id.seq <= one.id.seq:
                values |= earlier.values
        found = [Found(one.kind, one.uid, name, value) for name, value in values.items()]
        return [*found, self._decision(one)]

    def dismissal(self, one: HeldEntry) -> list[Found]:
        """Return what is to be written so that a held change is not asked about again."""
        return [self._decision(one)]

    def _decision(self, one: HeldEntry) -> Found:
        rows = self._connection.execute("SELECT value FROM head WHERE uid = ? AND field = ?", [one.uid, SEEN])
        known = [seen for (value,) in rows.fetchall() for seen in read_seen(value)]
        decided = Seen.of(one.id, EntryLog(self._connection).hash_at(one.id.log, one.id.seq))
        return Found(one.kind, one.uid, SEEN, seen_text([*known, decided]))

    def _decided(self, device: str) -> Mapping[tuple[str, str], Mapping[str, int]]:
        """Return of each log, by record, up to which entry somebody decided."""
        rows = self._connection.execute(_DECIDED, [device]).fetchall()
        found: dict[tuple[str, str], dict[str, int]] = {}
        for uid, value in rows:
            for key, seq in those_here(self._connection, read_seen(value)).items():
                log = found.setdefault(key, {})
                log[uid] = max(seq, log.get(uid, 0))
        return found
