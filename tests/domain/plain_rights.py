"""Rights as the rules say them, read from all facts at each question: what the index of the program must come to."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from danvan_desktop.domain.authority import Standing
from danvan_desktop.domain.entry import EntryId, LogKey
from danvan_desktop.domain.facts import Facts, Grant, Link, Mark, Withdrawal

NEXT = EntryId("", "", sys.maxsize)
MOST_LEVELS = 16
MOST_HANDS = 64


class _Held(NamedTuple):
    device: str
    by: Mark
    after: Mapping[LogKey, int]
    hands: int


_Fact = TypeVar("_Fact", Grant, Link)


class PlainRights:
    """What ``Authority`` says, by going through all facts at each question."""

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
        return self.standing(Mark(device, NEXT), place)

    def holders_now(self, unit: str) -> Sequence[str]:
        """Return the devices that hold a unit itself from now on."""
        devices = dict.fromkeys(device for device, _by, _after, _hands in self._held_at(unit))
        return [device for device in devices if self._hands_of(Mark(device, NEXT), unit) is not None]

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
        for hands in range(1, MOST_HANDS):
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
        found = (MOST_LEVELS, MOST_HANDS)
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
        for depth in range(MOST_LEVELS):
            level = self._with_same({link.above for one in level for link in self._made(one) if not link.is_same})
            if not level:
                return depth
        return MOST_LEVELS

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
        return all(counts(one, entry) for one in self._ends_of(link))

    def _ends_of(self, link: Link) -> Iterator[Withdrawal]:
        return (one for one in self._heard.get((link.unit, link.above), ()) if counts(one, link.by.entry))

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
            and all(counts(one, entry) for one in self._ends_at(unit, device, by))
        ]
        return min(held, default=None)

    def _held_at(self, unit: str) -> Iterator[_Held]:
        """Yield who ever held a unit."""
        if unit in self._founder:
            yield _Held(self._founder[unit].device, self._founder[unit], {}, 0)
        for grant in self._granted.get(unit, ()):
            yield _Held(grant.device, grant.by, grant.after, self._hands[grant])

    def _ends_at(self, unit: str, device: str, fact: Mark) -> Iterator[Withdrawal]:
        is_founding = self._founder.get(unit) is fact
        return (one for one in self._heard.get((unit, device), ()) if is_founding or counts(one, fact.entry))

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


def _end_of(joined: Mapping[str, str], unit: str) -> str:
    """Follow a unit to the one that stands for it; of units that each joined the next in a ring, to the eldest."""
    passed: list[str] = []
    while unit in joined and unit not in passed:
        passed.append(unit)
        unit = joined[unit]
    return min(passed[passed.index(unit) :]) if unit in passed else unit


def counts(one: Withdrawal, entry: EntryId) -> bool:
    """Tell whether an entry still counts in spite of a withdrawal; grants and links that do are ended by it."""
    return entry.seq <= one.limit(entry.log)
