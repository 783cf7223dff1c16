"""Bundles that delete much, or write over most of what is here, are taken in only when a person said how much."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.store import MergeResult, Store
from danvan_desktop.sync.errors import SyncError

_NEVER_MUCH = 2
_MANY = 20
_LARGE_SHARE = 0.05
_MANY_CHANGED = 100
_MOST = 0.5


@dataclass(frozen=True)
class Deletions:
    """How many of a store's ``records`` a bundle deletes or empties (``lost``), or writes over where that is most.

    ``own_unit`` tells that the unit itself, whose store it is, would be deleted.
    """

    lost: int
    records: int
    written_over: int = 0
    own_unit: bool = False

    @classmethod
    def of(cls, store: Store, merge: MergeResult, *, own_unit: bool = False) -> Deletions:
        """Count what a merge deletes, empties or writes over, before it is kept or when it was only tried."""
        lost, changed = merge.deleted_records + merge.emptied_records, merge.changed_records
        if lost <= _NEVER_MUCH and changed <= _MANY_CHANGED:
            return cls(lost, 0, own_unit=own_unit)
        records = sum(store.count(kind.name) for kind in store.kinds)
        is_most = changed > _MANY_CHANGED and changed > _MOST * records
        return cls(lost, records, changed if is_most else 0, own_unit)

    @property
    def count(self) -> int:
        """The number of records that a person confirms."""
        return max(self.lost, self.written_over)

    @property
    def is_much(self) -> bool:
        """Whether a person confirms it by typing the number: more than 20 records or 5 % of them, but at least three.

        One or two are never much: in a store that was just begun every deletion would be. Much is also what writes over
        more than 100 records and half of them, and what deletes the unit whose store it is.
        """
        return self.own_unit or self.written_over > 0 or self._loses_much

    @property
    def _loses_much(self) -> bool:
        return self.lost > _NEVER_MUCH and (self.lost > _MANY or self.lost > _LARGE_SHARE * self.records)

    @property
    def told(self) -> Message:
        """What the bundle does, with its number."""
        if self.own_unit:
            return _("Tệp này xóa cả đơn vị dùng tệp dữ liệu này, cùng {n} hồ sơ.", n=self.count)
        if self.written_over > self.lost:
            return _("Tệp này sửa {n} trên {all} hồ sơ đang có ở đây.", n=self.written_over, all=self.records)
        return ngettext(
            "Tệp này xóa hoặc làm trống {n} hồ sơ đang có ở đây.",
            "Tệp này xóa hoặc làm trống {n} hồ sơ đang có ở đây.",
            self.lost,
        )


class DeletesMuch(SyncError):
    """A bundle deletes, empties or writes over more than was allowed; nothing of it was applied."""

    def __init__(self, deletions: Deletions) -> None:
        """Keep how much it is."""
        super().__init__(_("{told} Chưa nhập gì. Hãy hỏi nơi gửi.", told=deletions.told))
        self.deletions = deletions
