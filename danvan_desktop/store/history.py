"""Who changed what and when, and the cells on which two changes disagree."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass

from danvan_desktop.domain.change import Change, ChangeId
from danvan_desktop.domain.clock import timestamp_moment
from danvan_desktop.domain.fields import Value
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.log import COLUMNS, ChangeLog, from_row
from danvan_desktop.store.reading import Reader


@dataclass(frozen=True)
class HistoryEntry:
    """One change as people read it; ``value`` is ``None`` when it was emptied or redacted."""

    change: Change
    officer_name: str
    value: Value
    is_head: bool

    @property
    def moment(self) -> dt.datetime:
        """When it was made, by its device's clock, in local time."""
        return timestamp_moment(self.change.timestamp)


@dataclass(frozen=True)
class Conflict:
    """A cell with several heads of different value; the first is the one that is shown."""

    kind: str
    uid: str
    field: str
    heads: tuple[HistoryEntry, ...]


class History:
    """Reads the log as a story."""

    def __init__(self, connection: Connection, log: ChangeLog, reader: Reader) -> None:
        """Work on an open store."""
        self._connection = connection
        self._log = log
        self._reader = reader

    def of(self, uid: str) -> list[HistoryEntry]:
        """Return all changes of a record, newest first."""
        rows = self._connection.execute(
            f"SELECT {COLUMNS}, EXISTS (SELECT 1 FROM head h WHERE h.uid = c.uid AND h.field = c.field"
            " AND h.change = c.id) FROM change c WHERE uid = ? ORDER BY timestamp DESC, replica DESC, seq DESC",
            [uid],
        ).fetchall()
        changes = [from_row(row[:-1], "") for row in rows]
        names = self._reader.titles({change.officer for change in changes if change.officer})
        return [
            HistoryEntry(change, names.get(change.officer, change.officer), decoded(change), bool(row[-1]))
            for change, row in zip(changes, rows, strict=True)
        ]

    def conflicts(self) -> list[Conflict]:
        """Return every cell whose heads disagree, in the order of kinds and records."""
        rows = self._connection.execute(
            "SELECT r.kind, f.uid, f.field FROM conflict f JOIN record r ON r.uid = f.uid ORDER BY 1, 2, 3"
        ).fetchall()
        return [Conflict(kind, uid, field, self._heads(uid, field)) for kind, uid, field in rows]

    def conflict_count(self) -> int:
        """Count the cells whose heads disagree."""
        return int(self._connection.execute("SELECT count(*) FROM conflict").fetchone()[0])

    def find_head(self, uid: str, field: str, change_id: ChangeId) -> HistoryEntry | None:
        """Return one head of a cell."""
        return next((head for head in self._heads(uid, field) if head.change.id == change_id), None)

    def _heads(self, uid: str, field: str) -> tuple[HistoryEntry, ...]:
        entries: Sequence[HistoryEntry] = [e for e in self.of(uid) if e.is_head and e.change.field == field]
        return tuple(sorted(entries, key=lambda e: (e.change.timestamp, e.change.id), reverse=True))


def decoded(change: Change) -> Value:
    """Read a change's value; ``None`` when it is redacted."""
    value: Value = None if change.value is None else json.loads(change.value)
    return value
