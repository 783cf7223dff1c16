"""Finds the villages that a commune listed without a place before a new one lay below it by itself.

None of their records was counted, since they lay outside its tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from danvan_desktop.domain.authority import Authority
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.units import VILLAGE_KINDS
from danvan_desktop.store.holdings import Holdings


def former_villages(own: Record, loose: Iterable[Record], holdings: Holdings, authority: Authority) -> Iterator[str]:
    """Yield those of the ``loose`` units that the commune ``own`` listed itself and may place."""
    if own.text("kind") != "commune":
        return
    for unit in loose:
        is_ours = any(map(holdings.is_same, authority.holders_now(unit.uid)))
        if unit.text("kind") in VILLAGE_KINDS and unit.uid not in holdings.home_units and is_ours:
            yield unit.uid
