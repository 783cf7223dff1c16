"""Who may write where: derived from who founded units, and from what their holders granted and withdrew.

A device *holds* a unit when it founded it on its own or when somebody who stands at the unit granted it. Holders of a
unit stand also at all units linked below it. What a device may do depends on that alone and on the place of its entries
in their logs, never on a clock, a name, a code or the order of arrival: equal facts give equal rights everywhere.

A withdrawal names of each log the last entry that still counts. Whoever stands higher is heard first, then whoever got
the right by fewer hands, so that nobody who is being put out can appoint a judge; of two devices that withdraw each
other from the same standing both are out, until somebody above grants one of them anew.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from danvan_desktop.domain.entry import EntryId, LogKey
from danvan_desktop.domain.stays import Stay, stays_by

_NOTHING: Mapping[LogKey, int] = MappingProxyType({})
_NEXT = EntryId("", "", sys.maxsize)
"""Where a device will write that nobody heard of yet: in no log that a withdrawal accepts."""
_MOST_LEVELS = 16
_MOST_HANDS = 64
"""Through so many hands a right is passed on at most: honest ones through a few in ten years."""


class Standing(IntEnum):
    """What a device may write at a unit."""

    NONE = 0
    ABOVE = 1
    """It stands above another authority: it may answer, not rewrite."""
    OWN = 2


@dataclass(frozen=True)
class Mark:
    """Where something is written: by which device (its key), as which entry."""

    device: str
    entry: EntryId


@dataclass(frozen=True)
class Founding:
    """A unit and who made it; ``is_authority`` for a province, a district, a commune, whose own is its own.

    A unit that was made below another (``is_below``) belongs to the holders of that one, not to the device.
    """

    unit: str
    is_authority: bool
    by: Mark
    is_below: bool = False


@dataclass(frozen=True, eq=False)
class Grant:
    """The right of a device to write at a unit, in entries of its logs beyond ``after``."""

    unit: str
    device: str
    by: Mark
    after: Mapping[LogKey, int] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Link:
    """A unit's word that it lies below another, or with ``is_same`` that it is the same unit.

    ``order`` only says which of several words about a unit is the last: the greater one, which had seen the others.
    """

    unit: str
    above: str
    by: Mark
    order: int = 0
    is_same: bool = False
    since: str = ""
    """The day (ISO 8601) from which it lies there; empty for a word that corrects the one before."""


@dataclass(frozen=True, eq=False)
class Withdrawal:
    """The end of what a device holds at a unit, or of a unit's standing above it (``of``: a key or a uid).

    ``accepted`` names of each log the last entry that still counts; of logs that it does not name none does. It ends
    the grants and links among these entries, not those made later.
    """

    unit: str
    of: str
    accepted: Mapping[LogKey, int]
    by: Mark

    def ends(self, fact: Mark) -> bool:
        """Tell whether a grant or link was made before."""
        return self.counts(fact.entry)

    def counts(self, entry: EntryId) -> bool:
        """Tell whether an entry still counts."""
        return entry.seq <= self.limit(entry.log)

    def limit(self, log: LogKey) -> int:
        """Return the last entry of a log that still counts; of its own log its author knows all before."""
        accepted = self.accepted.get(log, 0)
        return max(accepted, self.by.entry.seq) if log == self.by.entry.log else accepted


class _Held(NamedTuple):
    """What a device holds a unit by, which entries this does not cover, and through how many hands it came."""

    device: str
    by: Mark
    after: Mapping[LogKey, int]
    hands: int


_Fact = TypeVar("_Fact", Grant, Link)


@dataclass(frozen=True)
class Facts:
    """All that rights follow from, in any order."""

    foundings: Sequence[Founding] = ()
    grants: Sequence[Grant] = ()
    links: Sequence[Link] = ()
    withdrawals: Sequence[Withdrawal] = ()


@dataclass(frozen=True)
class Right:
    """Entries of one log that may write at a place: those beyond ``after`` up to ``until`` (``None``: all)."""

    place: str
    log: LogKey
    after: int
    until: int | None
    standing: Standing


class Authority:
    """The rights that follow from some facts."""

    def __init__(self, facts: Facts) -> None:
        """Derive the rights."""
        self._maker = {one.unit: one.by for one in facts.foundings}
        self._founder = {one.unit: one.by for one in facts.foundings if not one.is_below}
        self._authorities = {one.unit for one in facts.foundings if one.is_authority}
        self._heard: dict[tuple[str, str], list[Withdrawal]] = {}
        self._settle(facts)
        waiting = list(facts.withdrawals)
        while heard := self._next_heard(waiting):
            for one in heard:
                self._heard.setdefault((one.unit, one.of), []).append(one)
            waiting = [one for one in waiting if one not in heard]
            self._settle(facts)

    def standing(self, who: Mark, place: str) -> Standing:
        """Tell what the author of an entry may write at a unit."""
        found = Standing.NONE
        for unit, standing in self._up_from(place, who.entry):
            if standing > found and self._hands_of(who, unit) is not None:
                found = standing
        return found

    def standing_now(self, device: str, place: str) -> Standing:
        """Tell what a device may write at a unit from now on, in a log of its own that nobody knows yet."""
        return self.standing(Mark(device, _NEXT), place)

    def holders_now(self, unit: str) -> Sequence[str]:
        """Return the devices that hold a unit itself from now on."""
        devices = dict.fromkeys(device for device, _by, _after, _hands in self._held_at(unit))
        return [device for device in devices if self._hands_of(Mark(device, _NEXT), unit) is not None]

    def rights(self, logs: Mapping[LogKey, str]) -> Iterator[Right]:
        """Yield what each of these logs, with the keys of their devices, may write at each unit."""
        held = self._units_by_device()
        for log, device in sorted(logs.items()):
            units = held.get(device, ())
            if units:
                yield from _joined(self._rights_between(log, device, units))

    def parents(self) -> Mapping[str, str]:
        """Return of each unit the one that it lies below: by its own word, and accepted by that one."""
        return {unit: link.above for unit, link in self.parent_links().items()}

    def parent_links(self) -> Mapping[str, Link]:
        """Return of each unit the word by which it lies where it does."""
        found: dict[str, Link] = {}
        for link in sorted(self._links, key=self._precedence):
            if not link.is_same and not self._is_ended(link) and self._is_accepted(link):
                found[link.unit] = link
        return found

    def former_words(self) -> Iterator[tuple[str, EntryId]]:
        """Yield each unit with the words by which it lay elsewhere before the one by which it lies where it does."""
        in_turn = self._in_turn()
        for unit, now in self.parent_links().items():
            before = (link for link in in_turn.get(unit, ()) if link.order < now.order)
            yield from ((unit, link.by.entry) for link in before)

    def stays(self) -> Mapping[str, Sequence[Stay]]:
        """Return below which units each lay, one after the other, for those that were moved."""
        words = {unit: ((link.above, link.since) for link in links) for unit, links in self._in_turn().items()}
        found = {unit: stays_by(said) for unit, said in words.items()}
        return {unit: stays for unit, stays in found.items() if len(stays) > 1}

    def links_above(self, unit: str) -> frozenset[str]:
        """Return the units to which one is linked by words that nobody ended, whichever of them is in force."""
        links = self._linked.get(unit, ())
        return frozenset(link.above for link in links if not link.is_same and not self._is_ended(link))

    def _in_turn(self) -> Mapping[str, Sequence[Link]]:
        """Return of each unit the words that were in force one after the other, ended ones too."""
        found: dict[str, list[Link]] = {}
        for link in sorted(self._links, key=lambda one: (one.order, one.by.entry)):
            if not link.is_same and self._is_accepted(link):
                known = found.setdefault(link.unit, [])
                if not known or self._is_from_above(link) or not self._is_from_above(known[-1]):
                    known.append(link)
        return found

    def same(self) -> Mapping[str, str]:
        """Return the units that are the same as another, each with the one that stands for it.

        Who says so stands at both: otherwise a unit could count its own records as another's.
        """
        joined = {
            link.unit: link.above
            for link in sorted(self._links, key=self._precedence)
            if link.is_same and not self._is_ended(link) and (self._is_birth(link) or self._is_from_above(link))
        }
        ends = {unit: _end_of(joined, unit) for unit in joined}
        return {unit: end for unit, end in ends.items() if end != unit}

    # Deriving

    def _settle(self, facts: Facts) -> None:
        """Take grants and links in, hand by hand, as long as their authors stand where they wrote them."""
        self._links: list[Link] = []
        self._granted: dict[str, list[Grant]] = {}
        self._linked: dict[str, list[Link]] = {}
        self._below: dict[str, list[Link]] = {}
        self._hands: dict[Grant | Link, int] = {}
        grants, links = list(facts.grants), list(facts.links)
        for hands in range(1, _MOST_HANDS):
            new_grants, grants = self._parted(grants)
            new_links, links = self._parted(links)
            if not new_grants and not new_links:
                return
            self._take_in(new_grants, new_links, hands)

    def _take_in(self, grants: Iterable[Grant], links: Iterable[Link], hands: int) -> None:
        for grant in grants:
            self._granted.setdefault(grant.unit, []).append(grant)
            self._hands[grant] = hands
        for link in links:
            self._links.append(link)
            self._linked.setdefault(link.unit, []).append(link)
            self._below.setdefault(link.above, []).append(link)
            self._hands[link] = hands

    def _parted(self, facts: list[_Fact]) -> tuple[list[_Fact], list[_Fact]]:
        """Part facts into those whose authors may make them, by what is known so far, and the others."""
        able = [self._may_make(one) for one in facts]
        return (
            [one for one, is_able in zip(facts, able, strict=True) if is_able],
            [one for one, is_able in zip(facts, able, strict=True) if not is_able],
        )

    def _may_make(self, fact: Grant | Link) -> bool:
        return self._is_birth(fact) or self.standing(fact.by, fact.unit) is not Standing.NONE

    def _is_birth(self, fact: Grant | Link) -> bool:
        """Tell whether a link was said with the founding of its unit."""
        return isinstance(fact, Link) and self._maker.get(fact.unit) == fact.by

    def _next_heard(self, waiting: Sequence[Withdrawal]) -> list[Withdrawal]:
        """Return the withdrawals to hear next: those of the most senior authors."""
        able = [one for one in waiting if self.standing(one.by, self._place_of(one)) is not Standing.NONE]
        ranks = [self._seniority(one.by, self._place_of(one)) for one in able]
        return [one for one, rank in zip(able, ranks, strict=True) if rank == min(ranks)]

    def _place_of(self, one: Withdrawal) -> str:
        """Return where one must stand to withdraw: a unit's standing above another is ended by itself or from above."""
        return one.of if one.of in self._maker else one.unit

    def _seniority(self, who: Mark, place: str) -> tuple[int, int]:
        """Return how high the author of an entry stands over a place, and through how many hands; the least is first.

        Units count as higher only by the word of those who made them, so that nobody can put a friend above himself.
        """
        found = (_MOST_LEVELS, _MOST_HANDS)
        waiting, met = [(place, place, 0)], {(place, place, 0)}
        while waiting:
            unit, highest, hands = waiting.pop()
            if (held := self._hands_of(who, unit)) is not None:
                found = min(found, (self._depth(highest), max(hands, held)))
            for link in self._linked.get(unit, ()):
                is_made = unit == highest and self._hands[link] == 1
                step = (link.above, link.above if is_made else highest, max(hands, self._hands[link]))
                if step not in met and self._carries(link, who.entry):
                    met.add(step)
                    waiting.append(step)
        return found

    def _depth(self, unit: str) -> int:
        """Return how many levels stand above a unit by the word of who made each, by the longest way."""
        level = self._with_same({unit})
        for depth in range(_MOST_LEVELS):
            level = self._with_same({link.above for one in level for link in self._made(one) if not link.is_same})
            if not level:
                return depth
        return _MOST_LEVELS

    def _with_same(self, units: set[str]) -> set[str]:
        waiting = list(units)
        while waiting:
            same = {link.above for link in self._made(waiting.pop()) if link.is_same} - units
            units = units | same
            waiting.extend(same)
        return units

    def _made(self, unit: str) -> Iterator[Link]:
        return (link for link in self._linked.get(unit, ()) if self._hands[link] == 1)

    # Standing

    def _up_from(self, place: str, entry: EntryId) -> Iterator[tuple[str, Standing]]:
        """Yield a unit and those above it with what their holders may write there by this entry."""
        yield from self._reached(place, Standing.OWN, entry, self._linked, lambda link: (link.above, link.unit))

    def _down_from(self, unit: str, entry: EntryId) -> Iterator[tuple[str, Standing]]:
        """Yield a unit and those below it with what its holders may write there by this entry."""
        yield from self._reached(unit, Standing.OWN, entry, self._below, lambda link: (link.unit, link.unit))

    def _reached(
        self,
        start: str,
        standing: Standing,
        entry: EntryId,
        links: Mapping[str, Sequence[Link]],
        ends: Callable[[Link], tuple[str, str]],
    ) -> Iterator[tuple[str, Standing]]:
        """Yield where links lead; crossing an authority from above or to above leaves answers only."""
        waiting, met = [(start, standing)], {(start, standing)}
        while waiting:
            unit, standing = waiting.pop()
            yield unit, standing
            for link in links.get(unit, ()):
                following, crossed = ends(link)
                is_own = standing is Standing.OWN and (link.is_same or crossed not in self._authorities)
                step = (following, Standing.OWN if is_own else Standing.ABOVE)
                if step not in met and self._carries(link, entry):
                    met.add(step)
                    waiting.append(step)

    def _carries(self, link: Link, entry: EntryId) -> bool:
        """Tell whether a link still gives the units above a standing for this entry."""
        return all(one.counts(entry) for one in self._ends_of(link))

    def _ends_of(self, link: Link) -> Iterator[Withdrawal]:
        return (one for one in self._heard.get((link.unit, link.above), ()) if one.ends(link.by))

    def _is_ended(self, link: Link) -> bool:
        return next(self._ends_of(link), None) is not None

    def _hands_of(self, who: Mark, unit: str) -> int | None:
        """Return through how many hands the author of an entry came to hold a unit, ``None`` when it does not."""
        entry = who.entry
        held = [
            hands
            for device, by, after, hands in self._held_at(unit)
            if device == who.device
            and entry.seq > after.get(entry.log, 0)
            and all(one.counts(entry) for one in self._ends_at(unit, device, by))
        ]
        return min(held, default=None)

    def _held_at(self, unit: str) -> Iterator[_Held]:
        """Yield who ever held a unit."""
        if unit in self._founder:
            yield _Held(self._founder[unit].device, self._founder[unit], _NOTHING, 0)
        for grant in self._granted.get(unit, ()):
            yield _Held(grant.device, grant.by, grant.after, self._hands[grant])

    def _ends_at(self, unit: str, device: str, fact: Mark) -> Iterator[Withdrawal]:
        is_founding = self._founder.get(unit) is fact
        return (one for one in self._heard.get((unit, device), ()) if is_founding or one.ends(fact))

    # Rights by log

    def _units_by_device(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, dict[str, None]] = {}
        for unit in {*self._founder, *self._granted}:
            for device, _by, _after, _hands in self._held_at(unit):
                found.setdefault(device, {})[unit] = None
        return {device: list(units) for device, units in found.items()}

    def _rights_between(self, log: LogKey, device: str, units: Sequence[str]) -> Iterator[Right]:
        """Yield the rights of a log from each place in it where they may change to the next."""
        borders = sorted({0, *self._borders(log)})
        for after, until in zip(borders, [*borders[1:], None], strict=True):
            who = Mark(device, EntryId(*log, after + 1))
            places: dict[str, Standing] = {}
            for unit in units:
                if self._hands_of(who, unit) is not None:
                    for place, standing in self._down_from(unit, who.entry):
                        places[place] = max(standing, places.get(place, Standing.NONE))
            for place, standing in places.items():
                yield Right(place, log, after, until, standing)

    def _borders(self, log: LogKey) -> Iterator[int]:
        for heard in self._heard.values():
            yield from (one.limit(log) for one in heard)
        for granted in self._granted.values():
            yield from (one.after[log] for one in granted if log in one.after)

    # The tree

    def _precedence(self, link: Link) -> tuple[bool, int, EntryId]:
        return self._is_from_above(link), link.order, link.by.entry

    def _is_from_above(self, link: Link) -> bool:
        return self.standing(link.by, link.above) is not Standing.NONE

    def _is_accepted(self, link: Link) -> bool:
        """A unit lies below another when that one made it, granted it to a device, or linked it."""
        marks = [link.by, *(grant.by for grant in self._granted.get(link.unit, ()))]
        if link.unit in self._maker:
            marks.append(self._maker[link.unit])
        return any(self.standing(mark, link.above) is not Standing.NONE for mark in marks)


def _joined(rights: Iterable[Right]) -> Iterator[Right]:
    """Join rights of one log that follow each other without a change."""
    by_place: dict[str, list[Right]] = {}
    for right in rights:
        known = by_place.setdefault(right.place, [])
        if known and known[-1].until == right.after and known[-1].standing is right.standing:
            known[-1] = replace(known[-1], until=right.until)
        else:
            known.append(right)
    for known in by_place.values():
        yield from known


def _end_of(joined: Mapping[str, str], unit: str) -> str:
    """Follow a unit to the one that stands for it; of units that each joined the next in a ring, to the eldest."""
    passed: list[str] = []
    while unit in joined and unit not in passed:
        passed.append(unit)
        unit = joined[unit]
    return min(passed[passed.index(unit) :]) if unit in passed else unit
