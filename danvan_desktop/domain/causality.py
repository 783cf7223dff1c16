"""The order of what was written in several logs: each after what its author had seen, whatever clocks say."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from danvan_desktop.domain.endings import all_seen
from danvan_desktop.domain.entry import Entry, EntryId, LogKey

T = TypeVar("T")
Reach = Mapping[LogKey, int]
"""Up to where an author had seen each log."""


def in_order(
    items: Iterable[T], place: Callable[[T], EntryId], reach: Callable[[T], Reach], rank: Callable[[T], Any]
) -> list[T]:
    """Return what stands in logs, each after all that it reaches; what knows nothing of each other by ``rank``.

    Where two claim to have seen each other, which no hash allows, ``rank`` decides, too.
    """
    logs: dict[LogKey, deque[T]] = {}
    for item in sorted(items, key=lambda one: place(one).seq):
        logs.setdefault(place(item).log, deque()).append(item)
    ordered: list[T] = []
    while logs:
        firsts = sorted((log[0] for log in logs.values()), key=rank)
        following = next((one for one in firsts if _is_free(one, logs, place, reach)), firsts[0])
        own = logs[place(following).log]
        ordered.append(own.popleft())
        if not own:
            del logs[place(following).log]
    return ordered


def _is_free(
    item: T, logs: Mapping[LogKey, Sequence[T]], place: Callable[[T], EntryId], reach: Callable[[T], Reach]
) -> bool:
    return all(
        log not in logs or log == place(item).log or place(logs[log][0]).seq > upto for log, upto in reach(item).items()
    )


class ReachedNumbers:
    """The highest number that entries reach by what they had seen: they are told one after another, in order."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._logs: dict[LogKey, tuple[list[int], list[int]]] = {}

    def by(self, entry: EntryId, reach: Reach) -> int:
        """Return the highest number noted of what an entry had seen, all before it in its log included; else 0."""
        return max(self._at(log, seq) for log, seq in {**reach, entry.log: entry.seq - 1}.items())

    def note(self, entry: EntryId, number: int) -> None:
        """Note a number of an entry, no smaller than what it reaches."""
        places, numbers = self._logs.setdefault(entry.log, ([], []))
        places.append(entry.seq)
        numbers.append(number)

    def _at(self, log: LogKey, seq: int) -> int:
        places, numbers = self._logs.get(log, ((), ()))
        place = bisect_right(places, seq)
        return numbers[place - 1] if place else 0


def entries_in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries, each after all that its author had seen, otherwise by time."""
    return in_order(entries, lambda one: one.id, _reach_of, lambda one: (one.timestamp, one.id))


def _reach_of(entry: Entry) -> Reach:
    reach: dict[LogKey, int] = {}
    for one in all_seen(entry):
        reach[one.log] = max(one.seq, reach.get(one.log, 0))
    return reach
