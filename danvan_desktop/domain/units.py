"""Which unit lies below which, and whose records a unit owns.

Authorities (province, district, commune) keep apart what is theirs: a commune's own are its villages and agencies, but
a province's are not the communes (docs/decisions/0007-whose-records-a-sender-may-change.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.record import Record

_RANKS = {"province": 3, "district": 2, "commune": 1}
"""Kinds of unit that are authorities, the highest with the greatest number."""


class UnitTree:
    """The tree of units at one moment."""

    def __init__(self, parents: Mapping[str, str], kinds: Mapping[str, str], same: Mapping[str, str]) -> None:
        """Take each unit's parent (empty: none) and kind; ``same`` names one of the records that mean one unit."""
        self._parents = parents
        self._kinds = kinds
        self._same = same

    def up_from(self, unit: str) -> Iterator[str]:
        """Yield a unit and all above it."""
        seen: set[str] = set()
        unit = self._same.get(unit, unit)
        while unit and unit not in seen:
            seen.add(unit)
            yield unit
            above = self._parents.get(unit, "")
            unit = self._same.get(above, above)

    def top_of(self, unit: str) -> str:
        """Return the highest unit known above a unit: itself when it is linked to none."""
        return list(self.up_from(unit))[-1]

    def is_below(self, unit: str, above: str) -> bool:
        """Tell whether a unit is ``above`` or lies below it."""
        return above in self.up_from(unit)

    def is_own(self, unit: str, authority: str) -> bool:
        """Tell whether a unit is ``authority`` or lies below it with no other authority between."""
        for place in self.up_from(unit):
            if place == authority:
                return True
            if self._kinds.get(place) in _RANKS:
                return False
        return False

    def is_outranked(self, unit: str, kind: str) -> bool:
        """Tell whether a unit of that kind is a higher authority than ``unit``."""
        return _RANKS.get(kind, 0) > self.rank(unit)

    def rank(self, unit: str) -> int:
        """Return how high an authority is, 0 for what is none."""
        return _RANKS.get(self._kinds.get(unit, ""), 0)


@dataclass(frozen=True)
class Office:
    """The unit that a device works for, as that device founded it."""

    unit: str
    code: str
    kind: str


def standing_units(home: Office, others: Sequence[Office], units: Sequence[Record]) -> dict[str, str]:
    """Name for each office's unit the record that stands for it.

    One office may be recorded more than once: each of its laptops founds it anew, and the commune lists its villages
    before their laptops come. They are one by code and kind; the record in the commune's list stands for all, since it
    has its place in the tree. Lists of other communes do not count: their villages may have the same codes.
    """
    listed = _listed(home, others, units)
    standing: dict[tuple[str, str], str] = {}
    for office in (home, *others):
        key = (office.code, office.kind)
        standing.setdefault(key, listed.get(key, office.unit))
    return {office.unit: standing[office.code, office.kind] for office in (home, *others)}


def _listed(home: Office, others: Sequence[Office], units: Sequence[Record]) -> dict[tuple[str, str], str]:
    """Return the units below the authority of this office, itself or the commune above it, by code and kind."""
    tree = UnitTree(
        {unit.uid: unit.text("parent") for unit in units}, {unit.uid: unit.text("kind") for unit in units}, {}
    )
    offices = (home,) if home.kind in _RANKS else others
    authorities = [office.unit for office in offices if office.kind in _RANKS]
    found: dict[tuple[str, str], str] = {}
    for unit in units:
        if any(unit.uid != authority and tree.is_own(unit.uid, authority) for authority in authorities):
            found.setdefault((unit.text("code"), unit.text("kind")), unit.uid)
    return found
