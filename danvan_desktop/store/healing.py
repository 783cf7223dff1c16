"""Writes again what this device wrote under numbers that it had used before.

A disk that is put back as a whole takes the home of the replica along, so that nothing tells the program (``homes``).
The first laptop that knows the entries of before proves it: its entries are this device's own, and signed. They stay,
for others build upon them; what was written since under their numbers goes into a replica of its own, with what its
author knew then. So nothing is lost, and what both say differently is a conflict as any other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from danvan_desktop.domain.entry import (
    NO_HASH,
    SEEN,
    Entry,
    EntryId,
    LogKey,
    Seen,
    encode_value,
    hash_of,
    join_ids,
    split_ids,
)

HashAt = Callable[[LogKey, int], str]


def written_again(lost: Sequence[Entry], replica: str, hash_at: HashAt) -> list[Entry]:
    """Return the ends of some own logs as entries of a replica that has none yet.

    ``hash_at`` gives the hash of an entry that stays.
    """
    return _Again(lost, replica, hash_at).entries()


class _Again:
    def __init__(self, lost: Sequence[Entry], replica: str, hash_at: HashAt) -> None:
        # Who names an entry of another log of this device was written later.
        self._lost = sorted(lost, key=lambda entry: (entry.timestamp, entry.id))
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
                entry,
                id=EntryId(self._replica, stream, before.id.seq + 1 if before else 1),
                seen=self._known(entry),
                values=self._values(entry),
                previous=before.hash if before else NO_HASH,
            )
            last[stream] = self._moved[entry.id] = replace(moved, hash=hash_of(moved))
        return list(self._moved.values())

    def _known(self, entry: Entry) -> tuple[Seen, ...]:
        """Return what its author knew: of the log that it stood in, all that stays."""
        known = {one.log: one for one in entry.seen}
        own = known.get(entry.id.log)
        ids = [EntryId(*one[:3]) for one in known.values()]
        if own is None:
            ids.append(entry.id)
        hashes = {EntryId(*one[:3]): one for one in entry.seen}
        told = {one.log: hashes.get(one) or self._seen(one) for one in self._now(ids)}
        return tuple(sorted(told.values()))

    def _seen(self, entry_id: EntryId) -> Seen:
        moved = next((one for one in self._moved.values() if one.id == entry_id), None)
        return Seen.of(entry_id, moved.hash if moved is not None else self._hash_at(entry_id.log, entry_id.seq))

    def _now(self, ids: Iterable[EntryId]) -> list[EntryId]:
        """Return which entries these are now: those that moved, and the last before them that stays."""
        found: list[EntryId] = []
        for one in ids:
            stays = self._stay.get(one.log)
            if stays is None or one.seq <= stays:
                found.append(one)
                continue
            found += [EntryId(*one.log, stays)] if stays else []
            found += [self._moved[one].id] if one in self._moved else []
        return found

    def _values(self, entry: Entry) -> dict[str, str]:
        """Return its values; what the author of an ending had seen names entries, too."""
        told = json.loads(entry.values.get(SEEN, "null"))
        if not isinstance(told, str):
            return dict(entry.values)
        return {**entry.values, SEEN: encode_value(join_ids(self._now(split_ids(told))) or None)}
