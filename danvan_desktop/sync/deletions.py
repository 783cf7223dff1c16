"""Bundles that delete much are taken in only when a person said how much may go."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_desktop.localization import ngettext
from danvan_desktop.store import MergeResult, Store
from danvan_desktop.sync.errors import SyncError

_NEVER_MUCH = 2
_MANY = 20
_LARGE_SHARE = 0.05


@dataclass(frozen=True)
class Deletions:
    """How many of a store's ``records`` a bundle deletes or empties."""

    count: int
    records: int

    @classmethod
    def of(cls, store: Store, merge: MergeResult) -> Deletions:
        """Count what a merge deletes or empties, before it is kept or when it was only tried."""
        lost = merge.deleted_records + merge.emptied_records
        if lost <= _NEVER_MUCH:
            return cls(lost, 0)
        return cls(lost, sum(store.count(kind.name) for kind in store.kinds))

    @property
    def is_much(self) -> bool:
        """Whether a person confirms it by typing the number: more than 20 records or 5 % of them, but at least three.

        One or two are never much: in a store that was just begun every deletion would be.
        """
        return self.count > _NEVER_MUCH and (self.count > _MANY or self.count > _LARGE_SHARE * self.records)


class DeletesMuch(SyncError):
    """A bundle deletes or empties more than was allowed; nothing of it was applied."""

    def __init__(self, deletions: Deletions) -> None:
        """Keep how much it deletes or empties."""
        super().__init__(
            ngettext(
                "Gói xóa hoặc làm trống {n} bản ghi đang có ở đây nên chưa nhập gì. Hãy hỏi nơi gửi.",
                "Gói xóa hoặc làm trống {n} bản ghi đang có ở đây nên chưa nhập gì. Hãy hỏi nơi gửi.",
                deletions.count,
            )
        )
        self.deletions = deletions
