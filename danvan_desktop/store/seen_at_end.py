"""Beside each deletion and each finishing of a record stands which changes of it were seen."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from danvan_desktop.domain.endings import seen_text
from danvan_desktop.domain.entry import DELETED, SEEN, EntryId, Seen
from danvan_desktop.domain.kind import STATE, Kinds
from danvan_desktop.store.cells import Cells
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.judging import Assignment
from danvan_desktop.store.log import EntryLog
from danvan_desktop.store.unseen_edits import parts_signed_with


class SeenAtEnd:
    """Lets a change that was written elsewhere meanwhile be found again."""

    def __init__(self, connection: Connection, kinds: Kinds, log: EntryLog, cells: Cells) -> None:
        """Look into an open store."""
        self._connection = connection
        self._kinds = kinds
        self._log = log
        self._cells = cells

    def of(self, assignments: Sequence[Assignment]) -> Iterable[Assignment]:
        """Tell beside each deletion or finishing which changes of the record, when finished of its parts, were seen."""
        for item in assignments:
            if not self._ends(item):
                continue
            parts = (
                [] if item.field == DELETED else parts_signed_with(self._connection, self._kinds, item.kind, item.uid)
            )
            rows = self._connection.execute(
                "SELECT h.replica, h.stream, max(h.seq) FROM json_each(?) u CROSS JOIN head h ON h.uid = u.value"
                " WHERE h.field != ? GROUP BY h.replica, h.stream",
                [json.dumps([item.uid, *parts]), SEEN],
            ).fetchall()
            seen = [Seen.of(one, self._log.hash_at(one.log, one.seq)) for one in (EntryId(*row) for row in rows)]
            if seen:
                yield self._cells.assignment(item.kind, item.uid, SEEN, seen_text(seen))

    def _ends(self, item: Assignment) -> bool:
        if item.is_return:
            return False  # what was seen is as it was, too
        if item.field == DELETED:
            return item.value is True
        return (
            item.field == STATE and item.kind in self._kinds and self._kinds[item.kind].is_locked({STATE: item.value})
        )
