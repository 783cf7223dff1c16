"""Which record is shown for records that were joined as one (docs/decisions/0035-joins-are-derived.md).

Joins are said one by one, on several laptops, in any order: they can fork, meet and run in a ring. All records that
joins connect are one. Of them the one is shown that is joined to no other; in a ring, or where several are such, the
eldest by its uid. A record that was deleted, or is not here yet, is shown for others only when none of them is here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple


class Join(NamedTuple):
    """``uid`` was said to be the same as ``into``, which is meant to be shown."""

    uid: str
    into: str


def shown_for(joins: Iterable[Join], here: Collection[str]) -> Mapping[str, str]:
    """Return the records that are not shown, each with the one that is; ``here`` are those that are there to see.

    It does not matter in which order, or how often, a join is named.
    """
    said = set(joins)
    found: dict[str, str] = {}
    for group in _groups(said):
        shown = _shown_of(group, said, here)
        found.update((uid, shown) for uid in group if uid != shown)
    return found


def _groups(joins: Iterable[Join]) -> Collection[Sequence[str]]:
    """Return the records that are one, group by group."""
    leader: dict[str, str] = {}

    def find(uid: str) -> str:
        while leader.setdefault(uid, uid) != uid:
            leader[uid] = leader[leader[uid]]
            uid = leader[uid]
        return uid

    for join in joins:
        leader[find(join.uid)] = find(join.into)
    groups: dict[str, list[str]] = {}
    for uid in list(leader):
        groups.setdefault(find(uid), []).append(uid)
    return groups.values()


def _shown_of(group: Sequence[str], joins: Collection[Join], here: Collection[str]) -> str:
    among = {uid for uid in group if uid in here} or set(group)
    return min(among - {join.uid for join in joins if join.uid in among and join.into in among} or among)
