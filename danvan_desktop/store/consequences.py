"""What a change of one cell brings with it: the parts of the record, and why it is open again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from danvan_desktop.domain.entry import DELETED
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.locking import REOPEN_REASON
from danvan_desktop.domain.record import Record
from danvan_desktop.localization import _
from danvan_desktop.store.bin import Bin
from danvan_desktop.store.cells import Cells
from danvan_desktop.store.judging import Assignment, Judge
from danvan_desktop.store.reading import Reader


class Consequences:
    """Tells which other cells are to be set when some are."""

    def __init__(self, kinds: Kinds, reader: Reader, cells: Cells, thrown_away: Bin, judge: Judge) -> None:
        """Work on an open store."""
        self._kinds = kinds
        self._reader = reader
        self._cells = cells
        self._bin = thrown_away
        self._judge = judge

    def of_decision(self, kind: str, uid: str, field: str, value: Value) -> Iterable[Assignment]:
        """What a decision over one cell brings with it: the parts of the record, or why it is open again."""
        record = self._reader.get(uid, include_deleted=True)
        if record is None:
            return
        if field == DELETED:
            family = self._bin.family(record) if record.deleted else list(self._judge.all_that_go_with(record))
            for part in family[1:]:
                if part.deleted != bool(value):
                    yield self._cells.assignment(part.kind, part.uid, DELETED, value)
        declared = self._kinds[kind]
        is_opened = declared.is_locked(record.values) and not declared.is_locked({**record.values, field: value})
        if is_opened and declared.has(REOPEN_REASON):
            yield self._cells.assignment(kind, uid, REOPEN_REASON, _reason_of_decision(record))

    def of_moves(self, assignments: Sequence[Assignment], new: Collection[str]) -> Iterable[Assignment]:
        """Let the parts of a record that comes to another unit say so, too: they are of the unit of their whole.

        Those that are ``new`` come from nowhere.
        """
        given = {(item.uid, item.field) for item in assignments}
        for item in assignments:
            if item.uid in new or item.kind not in self._kinds or item.field != self._kinds[item.kind].unit:
                continue
            record = self._reader.get(item.uid, include_deleted=True)
            if record is None or record.kind == "unit":
                continue
            for part in self._judge.family_of(record):
                name = self._kinds[part.kind].parent
                if part.uid != record.uid and name is not None and (part.uid, name) not in given:
                    yield self._cells.assignment(part.kind, part.uid, name, part.get(name))


def _reason_of_decision(record: Record) -> str:
    """Say why minutes are open again; another reason than the one that stands there already."""
    reason = str(_("Đối chiếu: lấy nội dung sửa mà bên ký chưa biết."))
    return f"{reason} (2)" if record.get(REOPEN_REASON) == reason else reason
