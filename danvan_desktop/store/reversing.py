"""What it takes to go back behind a save: which changes it made, what they replaced, and which parts go along."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from danvan_desktop.domain.change import DELETED, Change, ChangeId
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.localization import _
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.errors import StoreError, UnknownRecord
from danvan_desktop.store.judging import Assignment
from danvan_desktop.store.log import ChangeLog
from danvan_desktop.store.reading import Reader


class Cells:
    """The cells of records as the log has them: their heads, and assignments that supersede these."""

    def __init__(self, connection: Connection) -> None:
        """Work on an open store."""
        self._connection = connection

    def assignment(self, kind: str, uid: str, field: str, value: Value, *, is_new: bool = False) -> Assignment:
        """Make an assignment to a cell that knows of all its heads; a new record has none."""
        parents = () if is_new else tuple(change_id for change_id, _value in self.heads_of(uid, field))
        return Assignment(kind, uid, field, value, parents)

    def heads_of(self, uid: str, field: str) -> list[tuple[ChangeId, str | None]]:
        """Return the heads of a cell with their values as JSON text, the shown one first."""
        rows = self._connection.execute(
            "SELECT c.replica, c.stream, c.seq, c.value FROM head h JOIN change c ON c.id = h.change"
            " WHERE h.uid = ? AND h.field = ?"
            " ORDER BY c.timestamp DESC, c.replica DESC, c.stream DESC, c.seq DESC",
            [uid, field],
        )
        return [(ChangeId(replica, stream, seq), value) for replica, stream, seq, value in rows]


class Reversing:
    """Turns saves round."""

    def __init__(self, connection: Connection, kinds: Kinds, reader: Reader, log: ChangeLog, cells: Cells) -> None:
        """Work on an open store."""
        self._connection = connection
        self._kinds = kinds
        self._reader = reader
        self._log = log
        self._cells = cells

    def last_save_of(self, uid: str) -> str:
        """Name the newest save that touched a record; raises UnknownRecord."""
        row = self._connection.execute(
            "SELECT timestamp, replica FROM change WHERE uid = ? ORDER BY timestamp DESC, replica DESC LIMIT 1",
            [uid],
        ).fetchone()
        if row is None:
            raise unknown(uid)
        return f"{row[0]}@{row[1]}"

    def changes_of(self, timestamp: str, replica: str) -> list[Change]:
        """Return the changes that one save made."""
        rows = self._connection.execute(
            "SELECT stream, seq FROM change WHERE timestamp = ? AND replica = ? ORDER BY id", [timestamp, replica]
        ).fetchall()
        found = (self._log.find(ChangeId(replica, stream, seq)) for stream, seq in rows)
        return [change for change in found if change is not None]

    def of_family(self, changes: Sequence[Change], uid: str) -> list[Change]:
        """Return the changes of a save to a record, and to the parts that came into being or went with it."""
        came_or_went = {change.uid for change in changes if change.field == DELETED}
        came_or_went |= {change.uid for change in changes} - self._touched_before(changes)
        family, more = {uid}, {uid} & came_or_went
        while more:
            more = {part for part in came_or_went - family if self._whole_of(part) in family}
            family |= more
        return [change for change in changes if change.uid in family]

    def reversals(self, changes: Sequence[Change]) -> list[Assignment]:
        """Return what sets every field to what the save replaced; StoreError when one was changed since."""
        created = {change.uid for change in changes} - self._touched_before(changes)
        ids = {change.id for change in changes}
        assignments: dict[tuple[str, str, Value], Assignment] = {}
        for change in changes:
            heads = [change_id for change_id, _value in self._cells.heads_of(change.uid, change.field)]
            if change.id not in heads or not ids.issuperset(heads):
                raise StoreError(_("Không hoàn tác được: bản ghi đã được sửa tiếp sau đó."))
            if change.uid in created:
                made = [self._cells.assignment(change.kind, change.uid, DELETED, True)]
            else:
                made = [
                    replace(self._cells.assignment(change.kind, change.uid, change.field, value), is_return=True)
                    for value in self._former_values(change)
                ]
            assignments |= {(one.uid, one.field, one.value): one for one in made}
        return list(assignments.values())

    def _whole_of(self, uid: str) -> str:
        record = self._reader.get(uid, include_deleted=True)
        parent = None if record is None else self._kinds[record.kind].parent
        return "" if record is None or parent is None else record.text(parent)

    def _touched_before(self, changes: Sequence[Change]) -> set[str]:
        """The records of a save that had changes of an earlier save."""
        first = changes[0]
        uids = {change.uid for change in changes}
        return {
            uid
            for uid in uids
            if self._connection.execute(
                "SELECT 1 FROM change WHERE uid = ? AND NOT (timestamp = ? AND replica = ?) AND timestamp < ? LIMIT 1",
                [uid, first.timestamp, first.id.replica, first.timestamp],
            ).fetchone()
        }

    def _former_values(self, change: Change) -> list[Value]:
        """Return the value that a change replaced, last the shown one: several when it settled a conflict."""
        parents = [found for parent in change.parents if (found := self._log.find(parent)) is not None]
        values: dict[Value, None] = {}
        for parent in sorted(parents, key=lambda parent: (parent.timestamp, parent.id)):
            value: Value = json.loads(parent.value) if parent.value is not None else None
            values.pop(value, None)
            values[value] = None
        return list(values) or [None]


def unknown(uid: str) -> UnknownRecord:
    """Make the error for a record that is not here."""
    return UnknownRecord(_("Không tìm thấy bản ghi {uid}.", uid=uid))
