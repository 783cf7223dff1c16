"""Brings the log of a store of before, one change a field, into entries, one a save and record.

What this device wrote is sealed anew and signed at its next export. What others wrote is regrouped in the same way and
stands unsigned until their own entries come, which take its place where they differ.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from danvan_desktop.domain.endings import seen_value
from danvan_desktop.domain.entry import (
    NO_HASH,
    SEEN,
    Entry,
    EntryId,
    LogKey,
    MissingValue,
    Seen,
    hash_of,
    newest_by_log,
    split_ids,
)
from danvan_desktop.domain.replica import renamed_replica
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.errors import damaged_beyond_the_log
from danvan_desktop.store.former_log import FormerChange, FormerLog, former_changes, former_logs
from danvan_desktop.store.former_places import UnitsByDevice
from danvan_desktop.store.log import EntryLog, LogHead

_BATCH = 2_000

Changes = Callable[[LogKey], Iterable[FormerChange]]
"""Gives the changes of a log, in order."""
Places = dict[LogKey, dict[int, int]]
"""The number of the entry that each change goes into, by log."""


def bring_over(source: Connection, target: Connection, *, by_index: bool = True) -> None:
    """Fill the tables of entries of ``target`` from the log of before of ``source``; the caller holds the transaction.

    Raises StoreDamaged when that log is not as it was written: nothing would tell of it any more.
    """

    def whole(key: LogKey) -> Iterator[FormerChange]:
        log = next(log for log in logs if log.key == key)
        return _proven(former_changes(source, key, by_index=by_index), log)

    logs = former_logs(source)
    regroup(EntryLog(target), logs, whole, own_device(target), own_unit(target))


def own_device(connection: Connection) -> str:
    """Return the device's public key in hexadecimal, empty in a store that has none yet or one that is damaged."""
    row = connection.execute("SELECT value FROM setting WHERE name = 'device.private_key'").fetchone()
    if row is None or not row[0]:
        return ""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    try:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(row[0])).public_key().public_bytes_raw().hex()
    except ValueError:
        return ""


def own_unit(connection: Connection) -> str:
    """Return the uid of the unit whose store it is, empty in a store that does not tell."""
    row = connection.execute("SELECT value FROM setting WHERE name = 'unit.uid'").fetchone()
    return "" if row is None else str(row[0])


def regroup(log: EntryLog, logs: Sequence[FormerLog], changes: Changes, own: str, home: str) -> None:
    """Append the entries of these logs.

    ``own`` is the key of this device, whose logs nobody else need confirm, ``home`` the uid of its unit, or empty.
    """
    whereabouts = UnitsByDevice(home)
    names = renamed(logs)
    places: Places = {}
    for one in logs:
        places[one.key] = _places(whereabouts.noting(changes(one.key), one.device))
    log.begin()
    devices = {one.key: one.device for one in logs}

    def place_of(key: LogKey, change: FormerChange) -> str:
        return whereabouts.of(change.uid, devices[key], change.timestamp)

    made = _Made({one.key: _groups(changes(one.key)) for one in logs}, places, place_of, names)
    last: dict[LogKey, Entry] = {}
    entries = made.all()
    while batch := list(itertools.islice(entries, _BATCH)):
        log.append(batch)
        last |= {entry.id.log: entry for entry in batch}
    for one in logs:
        end = last.get(names[one.key])
        if end is not None:
            log.set_heads([LogHead(*end.id.log, end.id.seq, end.hash, one.device, None)])
    log.note_migrated(names[one.key] for one in logs if one.device != own)


def renamed(logs: Iterable[FormerLog]) -> dict[LogKey, LogKey]:
    """Return what these logs are called now that the name of a replica tells whose it is."""
    return {one.key: (renamed_replica(one.key[0], one.device), one.key[1]) for one in logs}


class _Made:
    """Makes the entries of all logs; each after those that it knew of, whose hashes it names."""

    def __init__(
        self,
        groups: Mapping[LogKey, Iterator[Sequence[FormerChange]]],
        places: Places,
        place_of: Callable[[LogKey, FormerChange], str],
        names: Mapping[LogKey, LogKey],
    ) -> None:
        self._names = names
        self._groups = groups
        self._places = places
        self._place_of = place_of
        self._hashes: dict[LogKey, list[str]] = {key: [NO_HASH] for key in groups}
        self._former: dict[LogKey, tuple[object, int]] = {}

    def all(self) -> Iterator[Entry]:
        """Yield the entries."""
        for key in self._groups:
            for group in self._groups[key]:
                yield from self._after_what_it_knew([(key, group)])

    def _after_what_it_knew(self, waiting: list[tuple[LogKey, Sequence[FormerChange]]]) -> Iterator[Entry]:
        while waiting:
            key, group = waiting[-1]
            known = self._known(key, group)
            named = [*known.items(), *self._seen_by_ending(group).items()]
            lacking = next((log for log, seq in named if self._is_lacking(log, seq, waiting)), None)
            following = next(self._groups[lacking], None) if lacking is not None else None
            if lacking is not None and following is not None:
                waiting.append((lacking, following))
                continue
            waiting.pop()
            yield self._entry(key, group, known)

    def _is_lacking(self, log: LogKey, seq: int, waiting: Iterable[tuple[LogKey, object]]) -> bool:
        """Tell whether an entry is still to be made; not one of a log that waits for this one itself."""
        return seq >= len(self._hashes[log]) and log not in {key for key, _group in waiting}

    def _known(self, key: LogKey, group: Sequence[FormerChange]) -> dict[LogKey, int]:
        """Return what the changes of a group took the place of, by other logs."""
        seen: dict[LogKey, int] = {}
        for named in itertools.chain.from_iterable(change.known() for change in group):
            place = self._places.get(named.log, {}).get(named.seq)
            if place is not None and named.log != key:
                seen[named.log] = max(place, seen.get(named.log, 0))
        return seen

    def _entry(self, key: LogKey, group: Sequence[FormerChange], known: Mapping[LogKey, int]) -> Entry:
        hashes = self._hashes[key]
        former, beside = self._former.get(key, (None, 0))
        # Groups of the same save and record just before set a field twice, and stand.
        beside = beside + 1 if former == group[0].record else 0
        self._former[key] = (group[0].record, beside)
        number = len(hashes)
        seen = [self._seen(log, seq) for log, seq in known.items()]
        if beside:
            seen.append(self._seen(key, number - 1 - beside))
        entry_id = EntryId(*self._names[key], number)
        values = {change.field: self._value(change) for change in group if change.value is not None}
        entry = _entry(entry_id, group, values, hashes[-1], tuple(sorted(seen)), self._place_of(key, group[0]))
        hashes.append(entry.hash)
        return entry

    def _value(self, change: FormerChange) -> str:
        """Return a value; what its author had seen names entries now, with their hashes."""
        named = self._seen_by_ending([change])
        if not named and change.field != SEEN:
            return str(change.value)
        return seen_value(self._seen(log, seq) for log, seq in named.items())

    def _seen_by_ending(self, group: Sequence[FormerChange]) -> dict[LogKey, int]:
        """Return what the author of an ending among these changes had seen, by log."""
        named = itertools.chain.from_iterable(_named_by_ending(change) for change in group)
        places = [(one.log, self._places.get(one.log, {}).get(one.seq)) for one in named]
        return newest_by_log(EntryId(*log, seq) for log, seq in places if seq is not None)

    def _seen(self, log: LogKey, seq: int) -> Seen:
        hashes = self._hashes[log]
        return Seen.of(EntryId(*self._names[log], seq), hashes[seq] if seq < len(hashes) else NO_HASH)


def _named_by_ending(change: FormerChange) -> Sequence[EntryId]:
    try:
        told = json.loads(change.value or "null") if change.field == SEEN else None
        return split_ids(told) if isinstance(told, str) else ()
    except ValueError:
        return ()


def _proven(changes: Iterable[FormerChange], log: FormerLog) -> Iterator[FormerChange]:
    seq, previous = 0, NO_HASH
    for change in changes:
        if change.seq != seq + 1 or not change.is_intact(previous):
            raise damaged_beyond_the_log()
        seq, previous = change.seq, bytes(change.hash).hex()
        yield change
    if (seq, previous) != (log.seq, log.hash.hex()):
        raise damaged_beyond_the_log()


def _places(changes: Iterable[FormerChange]) -> dict[int, int]:
    return {change.seq: number for number, group in enumerate(_groups(changes), 1) for change in group}


def _groups(changes: Iterable[FormerChange]) -> Iterator[Sequence[FormerChange]]:
    """Yield the changes of one save of one record; a field set twice, as by an undo, begins another group."""
    group: list[FormerChange] = []
    for change in changes:
        if group and (change.record != group[0].record or change.field in {one.field for one in group}):
            yield group
            group = []
        group.append(change)
    if group:
        yield group


def _entry(
    entry_id: EntryId,
    group: Sequence[FormerChange],
    values: Mapping[str, str],
    previous: str,
    seen: tuple[Seen, ...],
    place: str,
) -> Entry:
    ordered = sorted(group, key=lambda change: change.field)
    first = group[0]
    gone = {
        change.field: MissingValue(bytes(change.digest or b"").hex(), change.held_back == 1)
        for change in ordered
        if change.value is None
    }
    salts = {change.field: bytes(change.salt).hex() for change in ordered if change.value is not None}
    entry = Entry(
        entry_id,
        first.timestamp,
        first.kind,
        first.uid,
        place,
        first.officer,
        seen,
        dict(sorted(values.items())),
        "",
        previous,
        "",
        gone,
        salts,
    )
    return replace(entry, hash=hash_of(entry))
