"""Writes again what this device wrote under numbers that it had used before.

A disk that is put back as a whole takes the home of the replica along, so that nothing tells the program (``homes``).
The first laptop that knows the entries of before proves it: its entries are this device's own, and signed. They stay,
for others build upon them; what was written since under their numbers goes into a replica of its own, with what its
author knew then. So nothing is lost, and what both say differently is a conflict as any other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from danvan_desktop.domain.causality import entries_in_order
from danvan_desktop.domain.endings import seen_anew
from danvan_desktop.domain.entry import NO_HASH, Entry, EntryId, LogKey, Seen, hash_of

HashAt = Callable[[LogKey, int], str]


def written_again(lost: Sequence[Entry], replica: str, hash_at: HashAt) -> list[Entry]:
    """Return the ends of some own logs as entries of a replica that has none yet.

    ``hash_at`` gives the hash of an entry that stays.
    """
    return _Again(lost, replica, hash_at).entries()


class _Again:
    def __init__(self, lost: Sequence[Entry], replica: str, hash_at: HashAt) -> None:
        self._lost = entries_in_order(lost)
        self._replica = replica
        self._hash_at = hash_at
        self._stay: dict[LogKey, int] = {}
        for entry in lost:
            self._stay[entry.id.log] = min(entry.id.seq - 1, self._stay.get(entry.id.log, entry.id.seq))
        self._moved: dict[EntryId, Entry] = {}

    def entries(self) -> list[Entry]:
        last: dict[str, Entry] = {}
        for entry in self._lost:
            stream, before = entry.id.stream, last.get(entry.id.stream)
            moved = replace(
                seen_anew(self._naming_its_log(entry), self._now),
                id=EntryId(self._replica, stream, before.id.seq + 1 if before else 1),
                previous=before.hash if before else NO_HASH,
            )
            last[stream] = self._moved[entry.id] = replace(moved, hash=hash_of(moved))
        return list(self._moved.values())

    def _naming_its_log(self, entry: Entry) -> Entry:
        """Let an entry name the log that it stood in, of which it knew all before itself: it is another's now."""
        if any(one.log == entry.id.log for one in entry.seen):
            return entry
        return replace(entry, seen=(*entry.seen, Seen.of(entry.id, entry.hash)))

    def _now(self, one: Seen) -> list[Seen]:
        """Return what an entry is now: where it moved to, and the last before it that stays."""
        stays = self._stay.get(one.log)
        if stays is None or one.seq <= stays:
            return [one]
        found = [Seen.of(EntryId(*one.log, stays), self._hash_at(one.log, stays))] if stays else []
        moved = self._moved.get(EntryId(*one[:3]))
        return found if moved is None else [*found, Seen.of(moved.id, moved.hash)]
