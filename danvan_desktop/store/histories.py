"""Logs of which two histories are known, and which of them stands by the word of those who withdrew their device.

One history stands, the first that came; the other is kept aside with all that follows in it. As soon as a withdrawal
that counts names an entry of one of them by its hash, that one stands at every store. Who may say so is derived from
what is written in all of them, so that it is the same wherever they came in another order: nobody gains by a history
that he signs later, since his rights there are those that he has anyway, cut by the same withdrawals.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from danvan_desktop.domain.authority import Authority
from danvan_desktop.domain.branches import Branches, Step, split_name
from danvan_desktop.domain.entry import Entry, EntryId, LogKey, is_intact
from danvan_desktop.domain.facts import Facts, Withdrawal
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.entry_json import entry_from_json
from danvan_desktop.store.log import EntryLog
from danvan_desktop.store.numbering import SEQ_BITS
from danvan_desktop.store.rights import read_facts_of_all

_IS_WITHDRAWN = (
    "SELECT 1 FROM record r CROSS JOIN entry e ON e.record = r.no WHERE r.kind = 'withdrawal'"
    " AND e.body ->> '$.of' IN (SELECT value FROM json_each(?1)) UNION ALL SELECT 1 FROM quarantine"
    " WHERE entry ->> '$.kind' = 'withdrawal'"
    " AND json_extract(entry ->> '$.values.of', '$') IN (SELECT value FROM json_each(?1)) LIMIT 1"
)
_ASIDE = (
    "SELECT entry FROM quarantine WHERE replica = ?1 AND stream = ?2"
    " UNION ALL SELECT entry FROM parked WHERE replica = ?1 AND stream = ?2"
)


class OtherHistory(Struct, frozen=True):
    """Of a log what stands and what was set aside, each from the first entry on in which they part.

    ``other`` may be empty where what stands is the one that is meant (``Histories.decided``).
    """

    key: LogKey
    device: str
    stand: Sequence[Step]
    other: Sequence[Entry]
    is_decided: bool


class Histories:
    """Reads them in one state of a store."""

    def __init__(self, connection: Connection, log: EntryLog) -> None:
        """Work on an open store."""
        self._connection = connection
        self._log = log

    def decided(self) -> Mapping[LogKey, OtherHistory]:
        """Return the logs of which it follows from withdrawals what stands, each with what has to take its place."""
        return self._decided(self._several()) if self._is_any_withdrawn() else {}

    def others(self) -> Sequence[OtherHistory]:
        """Return all histories that do not stand."""
        several = self._several()
        decided = self._decided(several).keys() if several else ()
        return [
            one.told(path, is_decided=key in decided)
            for key, one in several.items()
            for path in one.branches.ends()
            if not one.stands(path)
        ]

    def _is_any_withdrawn(self) -> bool:
        """Tell whether somebody withdrew a device that has other histories."""
        contradicted = self._log.contradicted()
        if not contradicted:
            return False
        owners = self._log.owners()
        devices = json.dumps(sorted({owners[key] for key in contradicted & owners.keys()}))
        return self._connection.execute(_IS_WITHDRAWN, [devices]).fetchone() is not None

    def _decided(self, several: Mapping[LogKey, _Several]) -> Mapping[LogKey, OtherHistory]:
        if not several:
            return {}
        words = _words(self._facts(several), several)
        found: dict[LogKey, OtherHistory] = {}
        for key, one in several.items():
            path = one.branches.standing_by(one.as_known_here(words[key]))
            if path is not None:
                found[key] = one.told(path, is_decided=True)
        return found

    def _several(self) -> Mapping[LogKey, _Several]:
        devices = self._log.owners()
        found = {}
        for key in sorted(self._log.contradicted() & devices.keys()):
            aside = [entry_from_json(text) for (text,) in self._connection.execute(_ASIDE, key)]
            read = _Several(self._log, self._connection, key, devices[key], [one for one in aside if is_intact(one)])
            if read.aside:
                found[key] = read
        return found

    def _facts(self, several: Mapping[LogKey, _Several]) -> Facts:
        """Return the facts of all histories, each part under a name of its own, which is the same everywhere."""

        def name_of(entry: EntryId) -> EntryId:
            return several[entry.log].name_of(entry) if entry.log in several else entry

        aside = [(one.device, one.branches.named(e.id, e.hash), e) for one in several.values() for e in one.joined()]
        facts = read_facts_of_all(self._connection, name_of, aside)
        return Facts(
            facts.foundings,
            [replace(one, after=_marks(one.after, {}, several)) for one in facts.grants],
            facts.links,
            [_cut(one, several) for one in facts.withdrawals],
        )


class _Several:
    """What is known of one log: what stands from before the first other entry on, and what was set aside."""

    def __init__(self, log: EntryLog, connection: Connection, key: LogKey, device: str, aside: Sequence[Entry]) -> None:
        self._log, self.key, self.device = log, key, device
        self.aside = {one.hash: one for one in aside}
        before = min((one.id.seq for one in aside), default=1) - 1
        rows = connection.execute(
            "SELECT hash FROM entry WHERE id > (SELECT no FROM log WHERE replica = ?1 AND stream = ?2) << ?3 | ?4"
            " AND id < ((SELECT no FROM log WHERE replica = ?1 AND stream = ?2) + 1) << ?3 ORDER BY id",
            [*key, SEQ_BITS, before],
        )
        self.root = Step(before, log.hash_at(key, before), "")
        self.stand: list[Step] = []
        for seq, (digest,) in enumerate(rows, before + 1):
            previous = self.stand[-1] if self.stand else self.root
            self.stand.append(Step(seq, bytes(digest).hex(), previous.hash))

    @cached_property
    def branches(self) -> Branches:
        """All of it."""
        others = (Step(one.id.seq, one.hash, one.previous) for one in self.aside.values())
        return Branches(self.key, self.root, [*self.stand, *others])

    def name_of(self, entry: EntryId) -> EntryId:
        """Return the name of an entry that stands."""
        at = entry.seq - self.root.seq - 1
        return self.branches.named(entry, self.stand[at].hash) if 0 <= at < len(self.stand) else entry

    def joined(self) -> Iterator[Entry]:
        """Yield what was set aside and follows from what stands, or stood."""
        stand = {one.hash for one in self.stand}
        return (one for digest, one in self.aside.items() if digest not in stand and self.branches.path_to(digest))

    def as_known_here(self, words: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
        """Yield words with what is before all branches called as their root."""
        for seq, digest in words:
            is_before = seq < self.root.seq and digest == self._log.hash_at(self.key, seq)
            yield (self.root.seq, self.root.hash) if is_before or not seq else (seq, digest)

    def stands(self, path: Sequence[Step]) -> bool:
        """Tell whether a branch is the one that stands."""
        return (path[-1] if path else self.root).hash == (self.stand[-1] if self.stand else self.root).hash

    def told(self, path: Sequence[Step], *, is_decided: bool) -> OtherHistory:
        """Tell of a branch from where it parts from what stands."""
        same = 0
        while same < min(len(path), len(self.stand)) and path[same].hash == self.stand[same].hash:
            same += 1
        other = [self.aside[step.hash] for step in path[same:]]
        return OtherHistory(self.key, self.device, self.stand[same:], other, is_decided)


def _words(facts: Facts, several: Mapping[LogKey, _Several]) -> Mapping[LogKey, Sequence[tuple[int, str]]]:
    """Return what withdrawals say of each log, those first that weigh most; nobody says which of his own is meant."""
    counting = Authority(facts).withdrawals()
    return {
        key: [
            (one.accepted.get(key, 0), one.histories.get(key, ""))
            for one in counting
            if one.of == read.device != one.by.device and (key in one.histories or not one.accepted.get(key))
        ]
        for key, read in several.items()
    }


def _cut(one: Withdrawal, several: Mapping[LogKey, _Several]) -> Withdrawal:
    """Let a withdrawal cut each part of a log: of those that it names by their hash only the branch that it means.

    Its author knows all before it in its own log, in the branch that it is in.
    """
    accepted = dict(_marks(one.accepted, one.histories, several))
    for part in _before(one.by.entry, several):
        accepted[part] = max(one.by.entry.seq, accepted.get(part, 0))
    return replace(one, accepted=accepted)


def _before(entry: EntryId, several: Mapping[LogKey, _Several]) -> Iterable[LogKey]:
    key, part = split_name(entry)
    return several[key].branches.before(part) if part else ()


def _marks(
    marks: Mapping[LogKey, int], hashes: Mapping[LogKey, str], several: Mapping[LogKey, _Several]
) -> Mapping[LogKey, int]:
    found = dict(marks)
    for key in marks.keys() & several.keys():
        found |= several[key].branches.marks(marks[key], hashes.get(key, ""))
    return found
