"""Whether what a unit recorded in a period is here: “not reported” is told from “zero”, “held back” from “missing”."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from enum import Enum

from msgspec import Struct, field

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.units import UnitTree


class CoverageState(Enum):
    """How far what a unit recorded in a period is known here."""

    RECORDED_HERE = "recorded_here"
    """The unit has no device of its own: the office records for it."""
    REPORTED = "reported"
    """Its device told of the period to its last day."""
    PARTLY = "partly"
    """Its device told of a part of the period, up to a day."""
    NOT_REPORTED = "not_reported"
    """Nothing came from its device since the period began: a count of nought means nothing."""
    ENDED = "ended"
    """The unit had ended before the period began: it has nothing to tell of it."""


class UnitReported(Struct, frozen=True):
    """What is known of the devices of a unit, whatever the period.

    ``last`` is the day up to which they told what they have, ``None`` for never; ``held`` the last day on which they
    changed records of a kind whose content was held back, by kind; ``is_lacking`` says that changes of theirs wait for
    an earlier bundle; ``ended`` is the last day of the unit itself, which owes nothing of later days.
    """

    last: dt.date | None = None
    held: Mapping[str, dt.date] = field(default_factory=dict)
    is_lacking: bool = False
    ended: dt.date | None = None


class Coverage(Struct, frozen=True):
    """How far the records of a ``unit`` for a period are here.

    ``reporter`` is the unit whose device records for it, empty when that is this office; ``held_kinds`` are the kinds
    of record of which it held content of the period back.
    """

    unit: str
    state: CoverageState
    reporter: str = ""
    told_on: dt.date | None = None
    held_kinds: frozenset[str] = frozenset()
    is_lacking: bool = False

    def is_known(self, kind: str) -> bool:
        """Tell whether no record of a kind means that there was none."""
        is_here = self.state is not CoverageState.NOT_REPORTED
        return is_here and not self.is_lacking and kind not in self.held_kinds


def coverage_of(unit: str, reporter: str, told: UnitReported, first: dt.date, last: dt.date) -> Coverage:
    """Judge what a unit's reporter told against the days from ``first`` to ``last``.

    What was held back before ``first`` concerns earlier periods.
    """
    if told.ended is not None:
        if told.ended < first:
            return Coverage(unit, CoverageState.ENDED, reporter, told.last)
        last = min(last, told.ended)
    held = frozenset(kind for kind, day in told.held.items() if day >= first)
    state = CoverageState.NOT_REPORTED
    if told.last is not None and told.last >= first:
        state = CoverageState.REPORTED if told.last >= last else CoverageState.PARTLY
    return Coverage(unit, state, reporter, told.last, held, told.is_lacking)


class Coverages:
    """What is known of each unit, read once."""

    def __init__(
        self, tree: UnitTree, home: str, told: Mapping[str, UnitReported], awaited: Sequence[Record] = ()
    ) -> None:
        """Judge for the office of unit ``home`` by what the units that have devices of their own told, by uid.

        ``awaited`` are units whose device was paired as one below it, and which nothing says yet that came from there:
        none sent anything, or what they sent was written before they heard of this office.
        """
        self._tree = tree
        self.home = tree.standing_for(home)
        self.told = told
        self.awaited = awaited
        self._awaited = frozenset(unit.uid for unit in awaited)

    @property
    def reporters(self) -> Sequence[str]:
        """The units below this office that have a device of their own."""
        return tuple(unit for unit in self.told if unit in self._awaited or self._tree.is_below(unit, self.home))

    def of(self, unit: str, first: dt.date, last: dt.date) -> Coverage:
        """Tell how far a unit's records from ``first`` to ``last`` are here."""
        for place in self._tree.up_from(unit):
            if place == self.home:
                break
            if place in self._awaited:
                return Coverage(unit, CoverageState.NOT_REPORTED, place, self.told[place].last)
            if place in self.told:
                return coverage_of(unit, place, self.told[place], first, last)
        return Coverage(unit, CoverageState.RECORDED_HERE)
