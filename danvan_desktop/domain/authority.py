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
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from danvan_desktop.domain.entry import EntryId, LogKey
from danvan_desktop.domain.facts import Facts, Grant, Link, Mark, Withdrawal
from danvan_desktop.domain.holding import Holdings
from danvan_desktop.domain.stays import Stay, stays_by
from danvan_desktop.domain.ways import Way, Ways
from danvan_desktop.domain.withdrawals import Withdrawals

_NEXT = EntryId("", "", sys.maxsize)
"""Where a device will write that nobody heard of yet: in no log that a withdrawal accepts."""
_MOST_LEVELS = 16
_MOST_HANDS = 64
"""Through so many hands a right is passed on at most: honest ones through a few in ten years."""


def here_next(device: str) -> Mark:
    """Name what a device writes next, in a log of its own that nobody heard of yet."""
    return Mark(device, _NEXT)


class Standing(IntEnum):
    """What a device may write at a unit."""

    NONE = 0
    ABOVE = 1
    """It stands above another authority: it may answer, not rewrite."""
    OWN = 2


_Fact = TypeVar("_Fact", Grant, Link)


class Right(Struct, frozen=True):
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
        self._heard = Withdrawals()
        self._accepted: dict[tuple[str, str], bool] = {}
        self._in_rank: list[Collection[Withdrawal]] = []
        self._settle(facts)
        waiting: Sequence[Withdrawal] = facts.withdrawals
        while heard := self._next_heard(waiting):
            self._heard.hear(heard)
            self._in_rank.append(heard)
            waiting = [one for one in waiting if one not in heard]
            self._settle(facts)

    def standing(self, who: Mark, place: str) -> Standing:
        """Tell what the author of an entry may write at a unit."""
        found = Standing.NONE
        for unit, standing in self._up_from(place, who.entry):
            if standing > found and self._holdings.hands(who, unit) is not None:
                found = standing
            if found is Standing.OWN:
                break
        return found

    def standing_now(self, device: str, place: str) -> Standing:
        """Tell what a device may write at a unit from now on, in a log of its own that nobody knows yet."""
        return self.standing(Mark(device, _NEXT), place)

    def holds(self, who: Mark, unit: str) -> bool:
        """Tell whether the author of an entry holds a unit itself."""
        return self._holdings.hands(who, unit) is not None

    def ever_holds(self, device: str, unit: str) -> bool:
        """Tell whether a device ever held a unit itself."""
        return device in self._holdings.devices(unit)

    def ever_held(self, device: str) -> Collection[str]:
        """Return the units that a device ever held itself."""
        return self._holdings.units(device)

    def borders(self, device: str, units: Iterable[str], log: LogKey) -> Iterator[int]:
        """Yield the entries of a log after which its device comes to hold one of these units, or no longer does."""
        held = [unit for unit in units if self.ever_holds(device, unit)]
        return self._holdings.borders(device, held, log)

    def holders_now(self, unit: str) -> Sequence[str]:
        """Return the devices that hold a unit itself from now on."""
        devices = self._holdings.devices(unit)
        return [device for device in devices if self._holdings.hands(Mark(device, _NEXT), unit) is not None]

    def withdrawals(self) -> Sequence[Withdrawal]:
        """Return the withdrawals that count, those first whose word weighs most.

        These are the ones whose authors stand in spite of all others, then those of the most senior authors; of one
        author the later word goes before the earlier one.
        """
        ranked = [(rank, one) for rank, heard in enumerate(self._in_rank) for one in heard]

        def weight(ranked: tuple[int, Withdrawal]) -> tuple[bool, int, str, int, EntryId]:
            rank, one = ranked
            stands = self.standing(one.by, self._place_of(one)) is not Standing.NONE
            return not stands, rank, one.by.device, -one.by.entry.seq, one.by.entry

        return [one for _rank, one in sorted(ranked, key=weight)]

    def rights(self, logs: Mapping[LogKey, str]) -> Iterator[Right]:
        """Yield what each of these logs, with the keys of their devices, may write at each unit."""
        for log, device in sorted(logs.items()):
            if units := self._holdings.units(device):
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
        links = (link for way in self._ways.up(unit) if not way.is_same for link in self._ways.links(way))
        return frozenset(link.above for link in links if not self._is_ended(link))

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
        self._ways = Ways(self._heard)
        self._holdings = Holdings(self._founder, self._heard)
        self._depths: dict[str, int] = {}
        grants, links = list(facts.grants), list(facts.links)
        for hands in range(1, _MOST_HANDS):
            new_grants, grants = self._parted(grants)
            new_links, links = self._parted(links)
            if not new_grants and not new_links:
                return
            self._holdings.add(new_grants, hands)
            self._ways.add(new_links, hands)
            self._links += new_links

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

    def _next_heard(self, waiting: Iterable[Withdrawal]) -> Collection[Withdrawal]:
        """Return the withdrawals to hear next: those of the most senior authors."""
        by_rank: dict[tuple[int, int], dict[Withdrawal, None]] = {}
        for one in waiting:
            place = self._place_of(one)
            if self.standing(one.by, place) is not Standing.NONE:
                by_rank.setdefault(self._seniority(one.by, place), {})[one] = None
        return by_rank[min(by_rank)] if by_rank else {}

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
            if (held := self._holdings.hands(who, unit)) is not None:
                found = min(found, (self._depth(highest), max(hands, held)))
            for way in self._ways.up(unit):
                is_made = unit == highest and way.hands == 1
                step = (way.above, way.above if is_made else highest, max(hands, way.hands))
                if step not in met and self._ways.carries(way, who.entry):
                    met.add(step)
                    waiting.append(step)
        return found

    def _depth(self, unit: str) -> int:
        """Return how many levels stand above a unit by the word of who made each, by the longest way."""
        if unit not in self._depths:
            self._depths[unit] = self._levels_above(unit)
        return self._depths[unit]

    def _levels_above(self, unit: str) -> int:
        level = self._with_same({unit})
        for depth in range(_MOST_LEVELS):
            level = self._with_same({way.above for one in level for way in self._made(one) if not way.is_same})
            if not level:
                return depth
        return _MOST_LEVELS

    def _with_same(self, units: set[str]) -> set[str]:
        waiting = list(units)
        while waiting:
            same = {way.above for way in self._made(waiting.pop()) if way.is_same} - units
            units = units | same
            waiting.extend(same)
        return units

    def _made(self, unit: str) -> Iterator[Way]:
        return (way for way in self._ways.up(unit) if way.hands == 1)

    # Standing

    def _up_from(self, place: str, entry: EntryId) -> Iterator[tuple[str, Standing]]:
        """Yield a unit and those above it with what their holders may write there by this entry."""
        yield from self._reached(place, entry, self._ways.up, lambda way: (way.above, way.unit))

    def _down_from(self, unit: str, entry: EntryId) -> Iterator[tuple[str, Standing]]:
        """Yield a unit and those below it with what its holders may write there by this entry."""
        yield from self._reached(unit, entry, self._ways.down, lambda way: (way.unit, way.unit))

    def _reached(
        self,
        start: str,
        entry: EntryId,
        ways: Callable[[str], Iterable[Way]],
        ends: Callable[[Way], tuple[str, str]],
    ) -> Iterator[tuple[str, Standing]]:
        """Yield where ways lead, over so many levels; crossing an authority from above or to above leaves answers only.

        What is said to be the same stands at the same level. The nearest come first, or a chain of a thousand units,
        which whoever holds one village can write, would cost everybody seconds with each save.
        """
        beginning = (start, Standing.OWN)
        waiting, levels = deque([beginning]), {beginning: 0}
        while waiting:
            unit, standing = at = waiting.popleft()
            yield at
            for way in ways(unit):
                following, crossed = ends(way)
                is_own = standing is Standing.OWN and (way.is_same or crossed not in self._authorities)
                step = (following, Standing.OWN if is_own else Standing.ABOVE)
                level = levels[at] + (not way.is_same)
                if level < levels.get(step, _MOST_LEVELS + 1) and self._ways.carries(way, entry):
                    levels[step] = level
                    (waiting.appendleft if way.is_same else waiting.append)(step)

    def _is_ended(self, link: Link) -> bool:
        return self._heard.is_ended((link.unit, link.above), link.by.entry)

    # Rights by log

    def _rights_between(self, log: LogKey, device: str, units: Iterable[str]) -> Iterator[Right]:
        """Yield the rights of a log from each place in it where they may change to the next."""
        borders = {0, *self._ways.borders(log), *(self._holdings.borders(device, units, log))}
        in_turn = sorted(borders)
        for after, until in zip(in_turn, [*in_turn[1:], None], strict=True):
            who = Mark(device, EntryId(*log, after + 1))
            places: dict[str, Standing] = {}
            for unit in units:
                if self._holdings.hands(who, unit) is not None:
                    for place, standing in self._down_from(unit, who.entry):
                        places[place] = max(standing, places.get(place, Standing.NONE))
            for place, standing in places.items():
                yield Right(place, log, after, until, standing)

    # The tree

    def _precedence(self, link: Link) -> tuple[bool, int, EntryId]:
        return self._is_from_above(link), link.order, link.by.entry

    def _is_from_above(self, link: Link) -> bool:
        return self.standing(link.by, link.above) is not Standing.NONE

    def _is_accepted(self, link: Link) -> bool:
        """A unit lies below another when that one made it, granted it to a device, or linked it."""
        return self._is_from_above(link) or self._is_known_above(link.unit, link.above)

    def _is_known_above(self, unit: str, above: str) -> bool:
        """Tell whether somebody who stands at one unit made the other, or granted it to a device."""
        if (unit, above) not in self._accepted:
            marks = [grant.by for grant in self._holdings.granted(unit)]
            marks += [self._maker[unit]] if unit in self._maker else []
            stands = (self.standing(mark, above) is not Standing.NONE for mark in marks)
            self._accepted[unit, above] = any(stands)
        return self._accepted[unit, above]


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
