"""Whether whoever works here was shown the sides of a conflict that are hidden, by the notes of their openings.

An opening of a conflict notes, of each log, the newest entry about the record that was here. Only what was written up
to there was shown: a side that came later has to be opened anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from danvan_desktop.domain.entry import LogKey, newest_by_log, split_ids
from danvan_desktop.domain.kinds.disclosure import DISCLOSURE, Purpose
from danvan_desktop.localization import _
from danvan_desktop.store.errors import StoreError
from danvan_desktop.store.history import Change
from danvan_desktop.store.log import EntryLog
from danvan_desktop.store.reading import Reader


@dataclass(frozen=True)
class Openings:
    """The openings by one officer on one device; where nobody was chosen, by whoever works at that device."""

    reader: Reader
    log: EntryLog
    officer: str
    device: str

    def refuse_unshown(self, sides: Iterable[Change]) -> None:
        """Raise StoreError when one of these was not shown."""
        shown: dict[str, dict[LogKey, int]] = {}
        for side in sides:
            if side.uid not in shown:
                shown[side.uid] = self._shown_of(side.uid)
            if side.id.seq > shown[side.uid].get(side.id.log, 0):
                raise StoreError(
                    _(
                        "Mục này đang được giữ bí mật và bạn chưa xem các bản nên chưa chọn được. Hãy mở nội dung bí"
                        " mật (dòng lệnh: conflicts --reveal) để so, rồi chọn."
                    )
                )

    def _shown_of(self, uid: str) -> dict[LogKey, int]:
        """Return up to where each log was shown of a record."""
        here = {head.replica for head in self.log.logs() if head.device == self.device}
        notes = self.reader.find(DISCLOSURE.name, record=uid, purpose=Purpose.READ.value)
        return newest_by_log(
            entry_id for note in notes if self._is_own(note.uid, here) for entry_id in split_ids(note.text("knew"))
        )

    def _is_own(self, note: str, here: Collection[str]) -> bool:
        return any(entry.officer == self.officer and entry.id.replica in here for entry in self.log.of_record(note))
