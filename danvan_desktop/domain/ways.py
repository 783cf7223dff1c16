"""The links that are in force between units, all words that say the same taken as one way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from danvan_desktop.domain.entry import EntryId, LogKey
from danvan_desktop.domain.facts import Link
from danvan_desktop.domain.withdrawals import ENDLESS, Withdrawals


class Way(NamedTuple):
    """That a unit lies below another, or is the same; ``hands`` tells through how many the right to say so came."""

    unit: str
    above: str
    is_same: bool
    hands: int


class Ways:
    """Where links lead, as far as the withdrawals that were heard let them."""

    def __init__(self, heard: Withdrawals) -> None:
        """Begin with none; nothing more is heard as long as this is asked."""
        self._heard = heard
        self._links: dict[Way, list[Link]] = {}
        self._up: dict[str, list[Way]] = {}
        self._down: dict[str, list[Way]] = {}
        self._last: dict[tuple[Way, LogKey | None], int] = {}

    def add(self, links: Iterable[Link], hands: int) -> None:
        """Take links in that came through so many hands, all of these at once."""
        for link in links:
            way = Way(link.unit, link.above, link.is_same, hands)
            if way not in self._links:
                self._links[way] = []
                self._up.setdefault(link.unit, []).append(way)
                self._down.setdefault(link.above, []).append(way)
            self._links[way].append(link)

    def up(self, unit: str) -> Sequence[Way]:
        """Return the ways from a unit to those above, or to what is the same."""
        return self._up.get(unit, ())

    def down(self, unit: str) -> Sequence[Way]:
        """Return the ways to a unit from those below, or from what is the same."""
        return self._down.get(unit, ())

    def links(self, way: Way) -> Sequence[Link]:
        """Return the words that say so."""
        return self._links[way]

    def carries(self, way: Way, entry: EntryId) -> bool:
        """Tell whether a way still gives the units above a standing for an entry."""
        return entry.seq <= self._last_carried(way, entry.log)

    def borders(self, log: LogKey) -> Iterator[int]:
        """Yield the entries of a log up to which a way carries that does not carry all."""
        found = {self._last_carried(way, log) for way in self._links}
        yield from found - {ENDLESS}

    def _last_carried(self, way: Way, log: LogKey) -> int:
        ended = way.unit, way.above
        key = way, log if self._heard.names(ended, log) else None
        if key not in self._last:
            links = self._links[way]
            self._last[key] = max(self._heard.last_counting(ended, link.by.entry, log) for link in links)
        return self._last[key]
