"""The withdrawals that were heard, asked up to which entry of a log something counts in spite of them.

One device can withdraw another thousands of times: what was asked once of two logs is sorted, so that each further
question takes a search and no reading.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from danvan_desktop.domain.entry import EntryId, LogKey
from danvan_desktop.domain.facts import Withdrawal

ENDLESS = sys.maxsize
"""The last entry of a log of which all count."""

Ended = tuple[str, str]
"""Of which unit a withdrawal ends what: what a device holds, by its key, or the standing of a unit, by its uid."""


class Withdrawals:
    """Those that were heard so far."""

    def __init__(self) -> None:
        """Begin with none."""
        self._heard: dict[Ended, list[Withdrawal]] = {}
        self._named: dict[Ended, set[LogKey]] = {}
        self._sorted: dict[Ended, dict[tuple[LogKey | None, LogKey | None], tuple[list[int], list[int]]]] = {}

    def hear(self, withdrawals: Iterable[Withdrawal]) -> None:
        """Take some more in."""
        for one in withdrawals:
            ended = one.unit, one.of
            self._heard.setdefault(ended, []).append(one)
            self._named.setdefault(ended, set()).update(one.accepted, [one.by.entry.log])
            self._sorted.pop(ended, None)

    def names(self, ended: Ended, log: LogKey) -> bool:
        """Tell whether some tell of a log; all others of which none tells are alike."""
        return log in self._named.get(ended, ())

    def last_counting(self, ended: Ended, fact: EntryId | None, log: LogKey) -> int:
        """Return the last entry of a log that counts by a grant or link.

        Without a ``fact`` that is one that all of them end, as a founding.
        """
        if ended not in self._heard:
            return ENDLESS
        of_fact = None if fact is None else self._or_none(ended, fact.log)
        limits, least = self._in_order(ended, of_fact, self._or_none(ended, log))
        ends_from = 0 if fact is None else bisect_left(limits, fact.seq)
        return least[ends_from] if ends_from < len(least) else ENDLESS

    def is_ended(self, ended: Ended, fact: EntryId) -> bool:
        """Tell whether one ends a grant or link."""
        if ended not in self._heard:
            return False
        limits, _least = self._in_order(ended, self._or_none(ended, fact.log), None)
        return limits[-1] >= fact.seq

    def _or_none(self, ended: Ended, log: LogKey) -> LogKey | None:
        return log if self.names(ended, log) else None

    def _in_order(self, ended: Ended, of_fact: LogKey | None, of_entry: LogKey | None) -> tuple[list[int], list[int]]:
        """Return, ascending, up to where each ends facts of one log, and the least counting of another from there."""
        known = self._sorted.setdefault(ended, {})
        logs = of_fact, of_entry
        if logs not in known:
            pairs = sorted(tuple(_limit(one, each) for each in logs) for one in self._heard[ended])
            least = list(accumulate((counts for _ends, counts in reversed(pairs)), min))
            known[logs] = [ends for ends, _counts in pairs], least[::-1]
        return known[logs]


def _limit(one: Withdrawal, log: LogKey | None) -> int:
    return 0 if log is None else one.limit(log)
