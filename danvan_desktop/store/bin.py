"""The bin: deleted records, which are kept and can be taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from danvan_desktop.domain.clock import timestamp_moment
from danvan_desktop.domain.entry import DELETED
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.record import Record
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.reading import Reader


@dataclass(frozen=True)
class BinEntry:
    """A deleted record: what people call it, who deleted it and when by that device's clock, in local time."""

    kind: str
    uid: str
    title: str
    officer_name: str
    moment: dt.datetime


class Bin:
    """Looks at what was deleted."""

    def __init__(self, connection: Connection, kinds: Kinds, reader: Reader) -> None:
        """Work on an open store."""
        self._connection = connection
        self._kinds = kinds
        self._reader = reader

    def entries(self, limit: int = 500) -> list[BinEntry]:
        """Return what was deleted last, newest first; parts that went with their record are not listed."""
        rows = self._connection.execute(
            "SELECT h.uid, h.timestamp, ifnull(h.officer, '') FROM record r CROSS JOIN head h ON h.record = r.no"
            " WHERE r.deleted = 1 AND h.field = ? ORDER BY h.clock DESC, h.uid",
            [DELETED],
        )
        found: dict[str, BinEntry] = {}
        names: dict[str, str] = {}
        for uid, timestamp, officer in rows:
            record = self._reader.get(uid, include_deleted=True)
            if uid in found or record is None or self._is_beside_the_point(record, timestamp):
                continue
            if officer not in names:
                names[officer] = self._reader.titles([officer]).get(officer, officer)
            title = self._kinds[record.kind].title_of(record)
            found[uid] = BinEntry(record.kind, uid, title, names[officer], timestamp_moment(timestamp))
            if len(found) >= limit:
                break
        return list(found.values())

    def family(self, record: Record) -> Sequence[Record]:
        """Return a deleted record and the parts that were deleted together with it."""
        timestamp = self._deleted_at(record.uid)
        parts = [
            part
            for kind in self._kinds.children_of(record.kind)
            for part in self._reader.deleted_children(record.uid, kind.name)
            if self._deleted_at(part.uid) == timestamp
        ]
        return [
            record,
            *self._joined_to(record, timestamp),
            *(member for part in parts for member in self.family(part)),
        ]

    def _joined_to(self, record: Record, timestamp: str) -> Sequence[Record]:
        joined = (self._reader.get(uid, True) for uid in self._reader.joined_to([record.uid]).get(record.uid, ()))
        return [one for one in joined if one is not None and self._deleted_at(one.uid) == timestamp]

    def _is_beside_the_point(self, record: Record, timestamp: str) -> bool:
        """Tell whether nobody looks for a record here: what went with another one, or is a word on others."""
        return self._kinds[record.kind].about is not None or self._went_with_another(record, timestamp)

    def _went_with_another(self, record: Record, timestamp: str) -> bool:
        name = self._kinds[record.kind].parent
        parent = record.text(name) if name is not None else ""
        shown = self._reader.shown_as(record.uid)
        return any(other and self._deleted_at(other) == timestamp for other in {parent, shown} - {record.uid})

    def _deleted_at(self, uid: str) -> str:
        """Return the timestamp of a record's deletion, empty when it is there."""
        row = self._connection.execute(
            "SELECT max(h.timestamp) FROM record r CROSS JOIN head h ON h.record = r.no AND h.field = ?"
            " WHERE r.uid = ? AND r.deleted = 1",
            [DELETED, uid],
        ).fetchone()
        return str(row[0] or "")
