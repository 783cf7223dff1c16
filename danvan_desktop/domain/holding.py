"""Who holds units, by foundings and grants: asked by device and log, whatever else was granted.

One device can be granted a unit thousands of times: for each of its logs it is worked out once through how many hands
which entries hold the unit.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from types import MappingProxyType
from typing import NamedTuple

from danvan_desktop.domain.entry import EntryId, LogKey
from danvan_desktop.domain.facts import Grant, Mark
from danvan_desktop.domain.withdrawals import ENDLESS, Withdrawals

_NOTHING: Mapping[LogKey, int] = MappingProxyType({})


class _Held(NamedTuple):
    """By which grant a device holds a unit (``None``: founding), what that leaves out, and through how many hands."""

    by: EntryId | None
    after: Mapping[LogKey, int]
    hands: int


class _Span(NamedTuple):
    """Entries of one log beyond ``after`` up to ``until``, and through how many hands they hold a unit."""

    after: int
    until: int
    hands: int


class _Steps(NamedTuple):
    """Borders in a log, ascending, and through how many hands what follows each holds a unit, if it does."""

    borders: Sequence[int]
    hands: Sequence[int | None]

    def at(self, seq: int) -> int | None:
        before = bisect_left(self.borders, seq) - 1
        return None if before < 0 else self.hands[before]


class Holdings:
    """What devices hold, as far as the withdrawals that were heard let them."""

    def __init__(self, founders: Mapping[str, Mark], heard: Withdrawals) -> None:
        """Begin with the founders of units; nothing more is heard as long as this is asked."""
        self._heard = heard
        self._held: dict[str, dict[str, list[_Held]]] = {}
        self._units: dict[str, dict[str, None]] = {}
        self._granted: dict[str, list[Grant]] = {}
        self._named: dict[tuple[str, str], set[LogKey]] = {}
        self._steps: dict[tuple[str, str], dict[LogKey | None, _Steps]] = {}
        for unit, founder in founders.items():
            self._hold(unit, founder.device, _Held(None, _NOTHING, 0))

    def add(self, grants: Iterable[Grant], hands: int) -> None:
        """Take grants in that came through so many hands."""
        for grant in grants:
            self._granted.setdefault(grant.unit, []).append(grant)
            self._hold(grant.unit, grant.device, _Held(grant.by.entry, grant.after, hands))

    def granted(self, unit: str) -> Sequence[Grant]:
        """Return the grants of a unit."""
        return self._granted.get(unit, ())

    def devices(self, unit: str) -> Collection[str]:
        """Return the devices that ever held a unit."""
        return self._held.get(unit, {}).keys()

    def units(self, device: str) -> Collection[str]:
        """Return the units that a device ever held."""
        return self._units.get(device, {}).keys()

    def hands(self, who: Mark, unit: str) -> int | None:
        """Return through how many hands the author of an entry came to hold a unit, ``None`` when it does not."""
        if who.device not in self._held.get(unit, ()):
            return None
        return self._steps_of(unit, who.device, who.entry.log).at(who.entry.seq)

    def borders(self, device: str, units: Iterable[str], log: LogKey) -> Iterator[int]:
        """Yield the entries of a log of a device after which it comes to hold one of these units, or no longer does."""
        for unit in units:
            yield from (one for one in self._steps_of(unit, device, log).borders if one != ENDLESS)

    def _hold(self, unit: str, device: str, held: _Held) -> None:
        self._held.setdefault(unit, {}).setdefault(device, []).append(held)
        self._units.setdefault(device, {})[unit] = None
        self._named.setdefault((unit, device), set()).update(held.after)
        self._steps.pop((unit, device), None)

    def _steps_of(self, unit: str, device: str, log: LogKey) -> _Steps:
        known = self._steps.setdefault((unit, device), {})
        is_named = log in self._named[unit, device] or self._heard.names((unit, device), log)
        key = log if is_named else None
        if key not in known:
            held = self._held[unit][device]
            spans = (
                _Span(one.after.get(log, 0), self._heard.last_counting((unit, device), one.by, log), one.hands)
                for one in held
            )
            known[key] = _steps(spans)
        return known[key]


def _steps(spans: Iterable[_Span]) -> _Steps:
    """Return the fewest hands between all borders of spans."""
    waiting = sorted((span for span in spans if span.after < span.until), reverse=True)
    borders = sorted({border for span in waiting for border in (span.after, span.until)})
    hands: list[int | None] = []
    covering: list[tuple[int, int]] = []
    for border in borders:
        while waiting and waiting[-1].after <= border:
            span = waiting.pop()
            heappush(covering, (span.hands, span.until))
        while covering and covering[0][1] <= border:
            heappop(covering)
        hands.append(covering[0][0] if covering else None)
    return _Steps(borders, hands)
