"""Which unit lies below which, and whose records a unit owns.

Authorities (province, district, commune) keep apart what is theirs: a commune's own are its villages and agencies, but
a province's are not the communes (docs/decisions/0033-rights-follow-from-facts.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from danvan_desktop.domain.stays import Stay, above_on

AUTHORITIES = frozenset({"province", "district", "commune"})
"""Kinds of unit that are authorities, each with what is its own."""
VILLAGE_KINDS = frozenset({"village", "hamlet", "residential_group"})
"""Kinds of unit whose people meet as one community (Luật 10/2022/QH15, Điều 2)."""
_RANKS = {"province": 3, "district": 2, "commune": 1}
"""Kinds of unit that are authorities, the highest with the greatest number."""


def is_outranked(kind: str, other: str) -> bool:
    """Tell whether a unit of the kind ``other`` is a higher authority than one of ``kind``."""
    return _RANKS.get(other, 0) > _RANKS.get(kind, 0)


class UnitTree:
    """The tree of units at one moment."""

    def __init__(
        self,
        parents: Mapping[str, str],
        kinds: Mapping[str, str],
        same: Mapping[str, str],
        stays: Mapping[str, Sequence[Stay]] | None = None,
    ) -> None:
        """Take each unit's parent (empty: none) and kind; ``same`` names one of the records that mean one unit.

        ``stays`` tell of units that were moved below which they lay before.
        """
        self._parents = parents
        self._kinds = kinds
        self._same = same
        self._stays = stays or {}
        self._paths: dict[str, tuple[str, ...]] = {}

    def to_data(self) -> dict[str, Any]:
        """Return the tree as JSON takes it."""
        stays = {unit: [[one.above, one.since] for one in several] for unit, several in self._stays.items()}
        return {
            "parents": dict(self._parents), "kinds": dict(self._kinds), "same": dict(self._same), "stays": stays,
        }  # fmt: skip

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> UnitTree:
        """Read what ``to_data`` returned; raises KeyError or TypeError for something else."""
        stays = {unit: [Stay(*one) for one in several] for unit, several in data["stays"].items()}
        return cls(data["parents"], data["kinds"], data["same"], stays)

    @property
    def days_of_change(self) -> Sequence[str]:
        """The days (ISO 8601) on which units came to lie elsewhere, in order."""
        return sorted({stay.since for stays in self._stays.values() for stay in stays if stay.since})

    def on(self, day: str) -> UnitTree:
        """Return the tree as it stood on a day (ISO 8601): each unit below the one that it lay below then."""
        then = {
            unit: above_on(stays, day)
            for unit, stays in self._stays.items()
            if self._parents.get(unit) == stays[-1].above
        }
        return UnitTree({**self._parents, **then}, self._kinds, self._same)

    def has_left(self, unit: str, above: str) -> bool:
        """Tell whether a unit lay below another before and lies elsewhere now."""
        place = self.standing_for(above)
        was_there = any(self.standing_for(stay.above) == place for stay in self._stays.get(self.standing_for(unit), ()))
        return was_there and place not in self.up_from(unit)

    def above(self, unit: str) -> str:
        """Return the unit right above one, empty when it is linked to none."""
        path = self.path(unit)
        return path[1] if len(path) > 1 else ""

    def standing_for(self, unit: str) -> str:
        """Return the record that stands for a unit: itself, unless it was joined to another."""
        return self._same.get(unit, unit)

    def up_from(self, unit: str) -> Iterator[str]:
        """Yield a unit and all above it."""
        return iter(self.path(unit))

    def path(self, unit: str) -> Sequence[str]:
        """Return a unit and all above it, walked once: a tree never changes."""
        known = self._paths.get(unit)
        if known is None:
            known = self._paths[unit] = tuple(self._walk(unit))
        return known

    def _walk(self, unit: str) -> Iterator[str]:
        seen: set[str] = set()
        unit = self._same.get(unit, unit)
        while unit and unit not in seen:
            seen.add(unit)
            yield unit
            above = self._parents.get(unit, "")
            unit = self._same.get(above, above)

    def top_of(self, unit: str) -> str:
        """Return the highest unit known above a unit: itself when it is linked to none."""
        return self.path(unit)[-1]

    def office_of(self, unit: str) -> str:
        """Return the authority that a unit is or belongs to; the highest unit known above it when there is none."""
        path = self.path(unit)
        return next((place for place in path if self._kinds.get(place) in _RANKS), path[-1] if path else unit)

    def rank_of(self, unit: str) -> int:
        """Return how high an authority a unit is, 0 for what is none."""
        return rank_of(self._kinds.get(unit, ""))

    def stands_alone(self, unit: str) -> bool:
        """Tell whether nothing is known to be above a unit or below it, nor to be the same."""
        linked = {*self._parents, *self._parents.values(), *self._same, *self._same.values()}
        return unit not in linked

    def is_below(self, unit: str, above: str) -> bool:
        """Tell whether a unit is ``above`` or lies below it."""
        return above in self.path(unit)

    def was_never_below(self, unit: str, above: str) -> bool:
        """Tell whether a unit neither lies below another (or is it) nor ever lay there."""
        return not self.is_below(unit, above) and not self.has_left(unit, above)

    def is_own(self, unit: str, authority: str) -> bool:
        """Tell whether a unit is ``authority`` or lies below it with no other authority between."""
        for place in self.up_from(unit):
            if place == authority:
                return True
            if self._kinds.get(place) in _RANKS:
                return False
        return False


def rank_of(kind: str) -> int:
    """Return how high an authority of that kind of unit is, 0 for what is none."""
    return _RANKS.get(kind, 0)
