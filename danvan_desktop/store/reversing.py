"""What it takes to go back behind a save: which entries it made, what they replaced, and which parts go along."""

from __future__ import annotations

import json
from collections.abc import Sequence

from danvan_desktop.domain.clock import clock_number
from danvan_desktop.domain.entry import DELETED, Entry
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.uid import comes_next, is_maker
from danvan_desktop.localization import _
from danvan_desktop.store.cells import Cells
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.errors import StoreError, UnknownRecord
from danvan_desktop.store.judging import Assignment
from danvan_desktop.store.log import EntryLog
from danvan_desktop.store.numbering import SEQ_BITS
from danvan_desktop.store.reading import Reader


class Reversing:
    """Turns saves round."""

    def __init__(self, connection: Connection, kinds: Kinds, reader: Reader, log: EntryLog, cells: Cells) -> None:
        """Work on an open store."""
        self._connection = connection
        self._kinds = kinds
        self._reader = reader
        self._log = log
        self._cells = cells

    def last_save_of(self, uid: str, limit: str) -> str:
        """Name the newest save that touched a record; raises UnknownRecord.

        By clocks that say more than ``limit`` none is the newest, as long as there is another.
        """
        entries = self._log.of_record(uid)
        if not entries:
            raise unknown(uid)
        newest = max(enumerate(entries), key=lambda one: (one[1].timestamp <= limit, one[0]))[1]
        return f"{newest.timestamp}@{newest.id.replica}"

    def entries_of(self, timestamp: str, replica: str) -> list[Entry]:
        """Return the entries that one save made."""
        return self._log.of_save(timestamp, replica)

    def of_family(self, entries: Sequence[Entry], uid: str) -> list[Entry]:
        """Return the entries of a save to a record, to the parts that came or went with it, and to its next one."""
        came_or_went = {entry.uid for entry in entries if DELETED in entry.values}
        came_or_went |= {entry.uid for entry in entries} - self._touched_before(entries)
        family = {uid} | {one for one in came_or_went if comes_next(one, uid)}
        more = {uid} & came_or_went
        while more:
            more = {part for part in came_or_went - family if self._whole_of(part) in family}
            family |= more
        return [entry for entry in entries if entry.uid in family]

    def reversals(self, entries: Sequence[Entry]) -> list[Assignment]:
        """Return what sets every field to what the save replaced; StoreError when one was changed since."""
        created = {entry.uid for entry in entries} - self._touched_before(entries)
        if any(entry.kind == "redaction" for entry in entries):
            raise StoreError(_("Không hoàn tác được: nội dung đã xóa theo yêu cầu không lấy lại được."))
        ids = {entry.id for entry in entries}
        assignments: dict[tuple[str, str, Value], Assignment] = {}
        for entry, field in [(one, field) for one in entries for field in one.fields]:
            heads = [entry_id for entry_id, _value in self._cells.heads_of(entry.uid, field)]
            if entry.id not in heads or not ids.issuperset(heads):
                raise StoreError(_("Không hoàn tác được vì hồ sơ đã sửa tiếp. Hãy mở Lịch sử để lấy lại nội dung cũ."))
            if entry.uid in created:
                made = [self._cells.assignment(entry.kind, entry.uid, DELETED, True)]
            else:
                made = [
                    self._cells.assignment(entry.kind, entry.uid, field, value)._replace(is_return=True)
                    for value in self._former_values(entry, field)
                ]
            assignments |= {(one.uid, one.field, one.value): one for one in made}
        return list(assignments.values())

    def _whole_of(self, uid: str) -> str:
        record = self._reader.get(uid, include_deleted=True)
        parent = None if record is None else self._kinds[record.kind].parent
        return "" if record is None or parent is None else record.text(parent)

    def _touched_before(self, entries: Sequence[Entry]) -> set[str]:
        """The records of a save that had entries of an earlier save."""
        return {uid for uid in {entry.uid for entry in entries} if self._is_touched_before(uid, entries[0])}

    def _is_touched_before(self, uid: str, first: Entry) -> bool:
        """Tell whether a save found a record here already; of others' clocks none tells.

        A replica's own never goes back. What another replica of the device wrote may have been before, and what others
        wrote was, unless the uid tells that this device made the record.
        """
        rows = self._connection.execute(
            f"SELECT l.replica, l.device, e.clock FROM record r JOIN entry e ON e.record = r.no"
            f" JOIN log l ON l.no = e.id >> {SEQ_BITS} WHERE r.uid = ?",
            [uid],
        ).fetchall()
        now = clock_number(first.timestamp)
        device = next(bytes(device) for replica, device, _clock in rows if replica == first.id.replica)
        is_own = is_maker(uid, device.hex())
        return any(
            clock < now if replica == first.id.replica else bytes(other) == device or not is_own
            for replica, other, clock in rows
        )

    def _former_values(self, entry: Entry, field: str) -> list[Value]:
        """Return the value that an entry replaced, last the shown one: several when it settled a conflict."""
        earlier = [one for one in self._log.of_record(entry.uid) if field in one.fields and one.id != entry.id]
        known = [one for one in earlier if entry.knows(one.id)]
        replaced = [one for one in known if not any(other.knows(one.id) for other in known)]
        values: dict[Value, None] = {}
        if any(field in one.gone and not one.gone[field].is_held_back for one in replaced):
            raise StoreError(_("Không hoàn tác được: giá trị trước đó đã bị xóa theo yêu cầu."))
        for one in sorted(replaced, key=lambda one: (one.timestamp, one.id)):  # as heads are ranked
            value: Value = json.loads(one.values.get(field, "null"))
            values.pop(value, None)
            values[value] = None
        return list(values) or [None]


def archived(year: int) -> UnknownRecord:
    """Make the error for a record that is in an archive file."""
    return UnknownRecord(
        _("Hồ sơ này nằm trong tệp lưu trữ năm {year}. Hãy mở tệp đó để xem, hoặc lấy lại để sửa.", year=str(year))
    )


def unknown(uid: str) -> UnknownRecord:
    """Make the error for a record that is not here."""
    return UnknownRecord(_("Không tìm thấy hồ sơ {uid}.", uid=uid))
