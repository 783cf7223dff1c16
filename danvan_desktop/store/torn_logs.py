"""Tells of the logs of a damaged store what their hashes still prove, what is only readable, and what is lost."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from danvan_desktop.domain.causality import entries_in_order
from danvan_desktop.domain.entry import DELETED, NO_HASH, SEEN, Entry, EntryId, LogKey
from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kind import STATE, Kind, Kinds
from danvan_desktop.domain.portable import can_name
from danvan_desktop.domain.replica import is_replica_of, renamed_replica
from danvan_desktop.domain.uid import is_maker, is_of_unit, replacement_uid, tells_maker, tells_unit
from danvan_desktop.store.carving import Row
from danvan_desktop.store.judging import Found
from danvan_desktop.store.log import EntryLog, LogHead
from danvan_desktop.store.remains import Remains
from danvan_desktop.store.resealing import Renaming
from danvan_desktop.store.schema import DECIDED
from danvan_desktop.store.torn_rows import FormerRows, ProvenLog, Rows, TornForm

CellKey = tuple[str, str]
"""The uid of a record and the name of a field."""


@dataclass
class _Sorted:
    """The readable entries of a store, by what is known of them."""

    proven: dict[LogKey, list[Entry]] = field(default_factory=dict)
    beyond: list[Entry] = field(default_factory=list)
    numbers: set[int] = field(default_factory=set)
    """The row numbers of all of them."""
    expected: int = 0
    """How many there were."""


class TornLogs:
    """What is left of the logs of one store."""

    def __init__(self, remains: Remains, kinds: Kinds) -> None:
        """Read all of it."""
        self._remains, self._kinds = remains, kinds
        self._form: TornForm = FormerRows(remains) if remains.is_former else Rows(remains)
        self._sorted = self._sort()
        self._places = self._form.places() if self.lost else {}
        self._settled: set[CellKey] = set()
        self._renaming = Renaming(kinds)
        self._names: Mapping[str, str] = {}
        self._renewed: Mapping[LogKey, Sequence[Entry]] = {}

    def renew(self, is_orphan: Callable[[LogKey, LogHead | None], bool], own_device: str) -> None:
        """Let logs whose device's key is lost be this device's own, from their beginning, under replicas of it.

        Uids tell which key made them. Those that the lost one made are replaced: nobody could prove that the records
        are this device's.
        """
        heads = self._form.heads
        orphans = {key: entries for key, entries in self._sorted.proven.items() if is_orphan(key, heads.get(key))}
        others = {head.device for key, head in heads.items() if key not in orphans}
        uids = {*self._form.kinds(), *(entry.uid for entries in orphans.values() for entry in entries)}
        self._names = {
            uid: replacement_uid(uid)
            for uid in uids
            if tells_maker(uid) and not any(is_maker(uid, device) for device in others)
        }
        kinds = self._form.kinds()
        units = [uid for uid in self._names if kinds.get(uid) == "unit"]
        # What tells a unit that bears another name from now on would be nobody's.
        of_units = [uid for uid in uids if tells_unit(uid) and any(is_of_unit(uid, unit) for unit in units)]
        self._names |= {uid: replacement_uid(uid) for uid in of_units}
        self._renewed = orphans
        if not self._remains.is_former:  # otherwise all logs are made anew anyway
            logs = {key: (renamed_replica(key[0], own_device), key[1]) for key in orphans}
            entries = [entry for chain in orphans.values() for entry in chain]
            self._renewed = self._renaming.sealed(entries, self._names, lambda _entry: True, logs)

    def name_of(self, uid: str) -> str:
        """Return the uid that a record has now."""
        return self._names.get(uid, uid)

    @property
    def kept(self) -> int:
        """How many entries the hashes prove."""
        return sum(len(entries) for entries in self._sorted.proven.values())

    @property
    def beyond(self) -> int:
        """How many are readable behind a gap."""
        return len(self._sorted.beyond)

    @property
    def lost(self) -> int:
        """How many are not readable at all, as far as the logs tell how many there were."""
        return max(0, self._sorted.expected - self.kept - self.beyond)

    def identities(self) -> frozenset[EntryId]:
        """Return which entries are readable."""
        return frozenset(entry.id for entry in self._all())

    def take_over(self, log: EntryLog, own_device: str) -> None:
        """Append what is proven to the log of another store; the caller holds the transaction."""
        proven = [
            ProvenLog(self._renewed[key], own_device)
            if key in self._renewed
            else ProvenLog(entries, self._device_of(key, own_device))
            for key, entries in self._sorted.proven.items()
        ]
        self._form.take_over(log, proven, own_device)

    def beyond_cells(self) -> Sequence[Found]:
        """Return the newest readable values behind gaps that no readable entry supersedes."""
        standing: dict[CellKey, Entry] = {}
        proven = [entry for entries in self._sorted.proven.values() for entry in entries]
        for entry in entries_in_order(self._sorted.beyond):
            for name in entry.values:
                if name != SEEN and not any(
                    other.uid == entry.uid and name in other.fields and other.knows(entry.id) for other in proven
                ):
                    standing[entry.uid, name] = entry
        read = [
            (cell, self._found(entry.kind, *cell, json.loads(entry.values[cell[1]])))
            for cell, entry in standing.items()
        ]
        self._settled |= {cell for cell, found in read if found is not None}
        return [found for _cell, found in read if found is not None]

    def said(self) -> Iterator[Found]:
        """Yield all that readable entries behind gaps ever said, oldest first, superseded or not."""
        for entry in entries_in_order(self._sorted.beyond):
            for name, value in entry.values.items():
                found = None if name == SEEN else self._found(entry.kind, entry.uid, name, json.loads(value))
                if found is not None:
                    yield found

    def shown_cells(self) -> Sequence[Found]:
        """Return what only the derived tables still show of records whose entries are lost."""
        if not self.lost:
            return []
        kinds = {**self._form.kinds(), **{entry.uid: entry.kind for entry in self._all()}}
        return [found for kind in self._kinds for found in self._shown(kind, kinds)]

    def lost_records(self) -> Sequence[str]:
        """Return the records that lost an entry and of which nothing shows any more; ask after the other questions."""
        told = {uid for uid, _name in self._settled} | {entry.uid for entry in self._all()}
        return sorted(self.name_of(uid) for uid in self._suspects() - told)

    def _sort(self) -> _Sorted:
        by_log: dict[LogKey, dict[int, list[Row]]] = defaultdict(lambda: defaultdict(list))
        for key, seq, row in self._form.rows():
            by_log[key][seq].append(row)
        found = _Sorted()
        for key in sorted({*by_log, *self._form.heads}):
            rows = by_log.get(key, {})
            chain = self._proven(rows, found.numbers)
            if chain:
                found.proven[key] = chain
            read = list(self._beyond(rows, len(chain)))
            beyond = [entry for _number, entry in read]
            found.beyond += beyond
            found.numbers |= {number for number, _entry in read}
            head = self._form.heads.get(key)
            found.expected += max(head.seq if head else 0, len(chain) + len(beyond))
        return found

    def _device_of(self, key: LogKey, own_device: str) -> str:
        """Return whose log it is, empty when nobody is known who can have written it."""
        heads = sorted(self._form.heads.values(), key=lambda head: head.key != key)
        told = next((head.device for head in heads if head.replica == key[0] and head.device), None)
        if told is not None or self._remains.is_former:
            return told or own_device
        known = [own_device, *(str(peer[0]) for peer in self._remains.rows("peer") or ())]
        return next((device for device in known if is_replica_of(key[0], device)), "")

    def _all(self) -> Iterator[Entry]:
        for entries in self._sorted.proven.values():
            yield from entries
        yield from self._sorted.beyond

    def _suspects(self) -> set[str]:
        """Return the records that lost an entry, as far as the index of the log tells."""
        return {uid for number, uid in (self._places or {}).items() if number not in self._sorted.numbers}

    def _shown(self, kind: Kind, kinds: Mapping[str, str]) -> Iterator[Found]:
        suspects = self._suspects()
        newest = self._newest_values()
        for uid, values in self._remains.records(kind, kinds).items():
            if self._places is not None and uid not in suspects:
                continue
            for column, value in values.items():
                if column == STATE and kind.follows_facts:
                    continue
                name = STATE if column == DECIDED else column
                if value is None or (uid, name) in self._settled:
                    continue
                found = self._found(kind.name, uid, name, value)
                if found is not None and newest.get((uid, name), None) != found.value:
                    self._settled.add((uid, name))
                    yield found

    def _newest_values(self) -> Mapping[CellKey, Value]:
        return {
            (entry.uid, name): json.loads(value)
            for entry in entries_in_order(self._all())
            for name, value in entry.values.items()
        }

    def _found(self, kind: str, uid: str, name: str, raw: object) -> Found | None:
        """Read a value that nothing proves as strictly as what is typed; ``None`` for what cannot be one."""
        if kind not in self._kinds or not can_name(uid):
            return None
        now = self.name_of(uid)
        if name == DELETED:
            return Found(kind, now, name, bool(raw))
        if isinstance(raw, str) and self._names:
            raw = json.loads(self._renaming.value(kind, name, json.dumps(raw), self._names))
        try:
            return Found(kind, now, name, None if raw is None else self._kinds[kind].field(name).parse(raw))
        except (DanvanError, ValueError, TypeError, KeyError):
            return None

    def _proven(self, rows: Mapping[int, Sequence[Row]], numbers: set[int]) -> list[Entry]:
        """Return a log from its beginning as far as its hashes prove it, and note the numbers of its rows."""
        chain: list[Entry] = []
        while True:
            previous = chain[-1].hash if chain else NO_HASH
            for row in rows.get(len(chain) + 1, ()):
                entry = self._form.read(row, previous)
                if entry is not None and self._form.proves(row, entry):
                    chain.append(entry)
                    numbers.add(row.number)
                    break
            else:
                return chain

    def _beyond(self, rows: Mapping[int, Sequence[Row]], end: int) -> Iterator[tuple[int, Entry]]:
        """Yield the entries behind the proven end with the numbers of their rows.

        One that follows a row that is there must fit the hash of that; what follows a gap nobody can prove.
        """
        for seq in sorted(seq for seq in rows if seq > end):
            hashes = [before.cells[self._form.hash_column] for before in rows.get(seq - 1, ())]
            previous = [known.hex() for known in hashes if isinstance(known, bytes)]
            read = [(row, self._form.read(row, known)) for row in rows[seq] for known in previous or [NO_HASH]]
            for row, entry in read:
                if entry is not None and (not previous or self._form.proves(row, entry)):
                    yield row.number, entry
                    break
