"""What a laptop has that was copied, when both copies go on: they have one key, and each tells only what it has itself.

A store that was copied or put back goes on under another replica. Where receipts of a device come under several, two
laptops may be speaking in turn, and neither has what the other one told of. So what the device has is what all of them
told that spoke among its last receipts. After a disk was only put back the former replica speaks no more, and is
forgotten after as many.
"""

from __future__ import annotations

from collections.abc import Mapping

from danvan_desktop.domain.entry import LogKey
from danvan_desktop.store import LogProgress, Store
from danvan_desktop.sync.remembered import remember, remembered

_SETTING = "sync.copies."
_LAST = 4
"""Receipts that are remembered of a device that speaks under several replicas."""

_Told = tuple[str, list[tuple[str, str, int, int]]]
"""A replica and the marks that it told: replica, stream, entries, those with all content."""


def common_marks(
    store: Store, device: str, replica: str, marks: Mapping[LogKey, LogProgress]
) -> Mapping[LogKey, LogProgress]:
    """Remember what a device told under a replica; returns what all have that spoke for it last."""
    last = [*_remembered(store, device), (replica, [(*key, mark.seq, mark.whole) for key, mark in marks.items()])]
    kept = last[-_LAST:]
    remember(store, f"{_SETTING}{device}", kept)
    told = [{(r, s): LogProgress(seq, whole) for r, s, seq, whole in rows} for rows in dict(kept).values()]
    common = set(marks).intersection(*told)
    return {
        key: LogProgress(min(one[key].seq for one in told), min(one[key].whole for one in told))
        for key in marks
        if key in common
    }


def speaks_for_copies(store: Store, device: str) -> bool:
    """Tell whether a device spoke under several replicas lately: what one of them took in the other may lack."""
    return len(dict(_remembered(store, device))) > 1


def _remembered(store: Store, device: str) -> list[_Told]:
    return remembered(store, f"{_SETTING}{device}", list[_Told])
