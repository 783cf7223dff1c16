"""Tells how devices stand to the unit whose store this is, by the rights in force and by whom the officer chose."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

from danvan_desktop.domain.authority import Authority, Standing
from danvan_desktop.domain.uid import is_maker
from danvan_desktop.domain.units import UnitTree
from danvan_desktop.store.settings import Settings

_ABOVE = "unit.above"
_BELOW = "unit.below"


def units_above(settings: Settings) -> Sequence[str]:
    """Return the units that the officer said are above this one, the first said first."""
    return tuple(json.loads(settings.get(_ABOVE) or "[]"))


def say_above(settings: Settings, unit: str) -> None:
    """Keep that the officer said that a unit is above this one."""
    settings.set(_ABOVE, json.dumps(list(dict.fromkeys([*units_above(settings), unit]))))


def authorities_below(settings: Settings) -> Sequence[str]:
    """Return the authorities that the officer said are below this one: they found themselves, nobody lists them."""
    return tuple(json.loads(settings.get(_BELOW) or "[]"))


def say_below(settings: Settings, unit: str) -> None:
    """Keep that the officer said that an authority is below this one."""
    settings.set(_BELOW, json.dumps(list(dict.fromkeys([*authorities_below(settings), unit]))))


class Holdings:
    """The units that devices hold now, seen from one office."""

    def __init__(
        self,
        authority: Authority,
        tree: UnitTree,
        home: str,
        device: str,
        units: Collection[str],
        chosen: Collection[str],
        expected: Mapping[str, str],
    ) -> None:
        """Look from the device of unit ``home`` at ``units``.

        ``chosen`` devices work for a unit above by the officer's choice, ``expected`` ones for the authority below that
        is named with each.
        """
        self.tree = tree
        self._home = tree.standing_for(home)
        self._chosen = chosen
        self._expected = expected
        own = {unit for unit in units if authority.standing_now(device, unit) is not Standing.NONE}
        held: dict[str, dict[str, None]] = {}
        for unit in units:
            for holder in authority.holders_now(unit):
                held.setdefault(holder, {})[unit] = None
        self._held: Mapping[str, Collection[str]] = held
        reached = {unit for unit in own if self._lies_here(unit, own, device)}
        self._reached = {tree.standing_for(unit) for unit in reached} - {self._home}
        self.home_units = frozenset(unit for unit in units if tree.standing_for(unit) == self._home) | {home}
        """The unit whose store this is, under every uid that stands for it."""

        self.awaited = dict(self._awaited())
        """The units that laptops founded before somebody paired them, as their own or as the one above, each with the
        one that is meant.

        They are joined to it, or go, by the next file that comes from there, and are no units of their own until then.
        """

    def _lies_here(self, unit: str, own: Collection[str], device: str) -> bool:
        """Tell whether a unit where a device stands also lies there, and is not only offered to its office."""
        above = self.tree.above(unit)
        return not above or above in own or unit in self._held.get(device, ())

    @property
    def units_above(self) -> Collection[str]:
        """The units that the one whose store this is lies below."""
        return set(self.tree.up_from(self._home)) - {self._home}

    def units_of(self, device: str) -> Collection[str]:
        """Return the units that a device holds itself."""
        return self._held.get(device, ())

    def is_same(self, device: str) -> bool:
        """Tell whether a device works for the unit whose store this is.

        One of the office above that listed this unit may still hold it; it is no laptop of this office all the same.
        """
        held = self.units_of(device)
        if self.home_units.isdisjoint(held):
            return False
        return device not in self._chosen or set(self.units_above).isdisjoint(map(self.tree.standing_for, held))

    def unit_below(self, device: str) -> str | None:
        """Return the unit below this office that a device works for, if any: the highest."""
        if self.is_same(device):
            return None
        places = {self.tree.standing_for(unit) for unit in self.units_of(device)}
        below = [unit for unit in places & self._reached if self.tree.top_of(unit) != unit]
        highest = min(below, key=lambda unit: (len(list(self.tree.up_from(unit))), unit), default=None)
        return highest or self._expected.get(device)

    def is_next(self, device: str) -> bool:
        """Tell whether no laptop of another authority lies between this office and a device of a unit below or above.

        What a village needs comes from its commune: the province of 1,600 villages writes no file for each of them,
        and no village one for the province.
        """
        return not any(self.tree.rank_of(unit) and unit in self._kept_by_others for unit in self._between(device))

    def _between(self, device: str) -> Sequence[str]:
        below = self.unit_below(device)
        path = self.tree.path(below or self._home)
        ends = {self._home} if below else {self.tree.standing_for(unit) for unit in self.units_of(device)}
        return path[1 : next((place for place, unit in enumerate(path) if unit in ends), 0)]

    @cached_property
    def _kept_by_others(self) -> Collection[str]:
        """The units that devices of other offices hold."""
        held = (units for units in self._held.values() if self.home_units.isdisjoint(units))
        return {self.tree.standing_for(unit) for units in held for unit in units}

    def is_above(self, device: str) -> bool:
        """Tell whether a device works for a unit above this one."""
        held = {self.tree.standing_for(unit) for unit in self.units_of(device)}
        return not self.is_same(device) and (device in self._chosen or not held.isdisjoint(self.units_above))

    def is_related(self, device: str) -> bool:
        """Tell whether a device works for this unit, one below or one above."""
        return self.is_same(device) or self.is_above(device) or self.unit_below(device) is not None

    def devices_below(self) -> Iterator[tuple[str, str]]:
        """Yield each device of a unit below with that unit."""
        for device in {*self._held, *self._expected}:
            unit = self.unit_below(device)
            if unit is not None:
                yield device, unit

    def units_below(self) -> Collection[str]:
        """Return the units that this device may write at, besides its own, in the tree."""
        return [unit for unit in self._reached if self.tree.top_of(unit) != unit]

    def _awaited(self) -> Iterator[tuple[str, str]]:
        founded = dict(self._founded_before_they_were_placed())
        yield from founded.items()
        for unit in {*founded, *self._expected.values()}:
            typed = self._typed_above(unit)
            if typed and typed not in self.home_units and self.tree.rank_of(typed) == self.tree.rank_of(self._home):
                yield typed, self._home

    def _founded_before_they_were_placed(self) -> Iterator[tuple[str, str]]:
        for device, units in self._held.items():
            granted = sorted(unit for unit in units if not is_maker(unit, device))
            for unit in units:
                if is_maker(unit, device) and unit not in self.home_units and self._lies_nowhere(unit):
                    rank = self.tree.rank_of(unit)
                    yield from ((unit, other) for other in granted if self.tree.rank_of(other) == rank)

    def _lies_nowhere(self, unit: str) -> bool:
        return self.tree.stands_alone(unit) or bool(self._typed_above(unit))

    def _typed_above(self, unit: str) -> str:
        """Return what is above a unit by the word of its own laptops alone, and nobody else writes for: only a name."""
        above = self.tree.above(unit)
        writers = [units for units in self._held.values() if above in units]
        is_name = writers and not self.tree.above(above) and all(unit in units for units in writers)
        return above if is_name else ""
