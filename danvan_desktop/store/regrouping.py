"""Brings the log of a store of before, one change a field, into entries, one a save and record.

What this device wrote is sealed anew and signed at its next export. What others wrote is regrouped in the same way and
stands unsigned until their own entries come, which take its place where they differ.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from danvan_desktop.domain.entry import NO_HASH, Entry, EntryId, Gone, LogKey, hash_of
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.errors import damaged_beyond_the_log
from danvan_desktop.store.former_log import FormerChange, FormerLog, former_changes, former_logs
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
    regroup(EntryLog(target), logs, whole, own_device(target))


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


def regroup(log: EntryLog, logs: Sequence[FormerLog], changes: Changes, own: str) -> None:
    """Append the entries of these logs; ``own`` is the key of this device, whose logs nobody else need confirm."""
    places = {one.key: _places(changes(one.key)) for one in logs}
    log.begin()
    for one in logs:
        entries = _entries(one.key, changes(one.key), places)
        last: Entry | None = None
        while batch := list(itertools.islice(entries, _BATCH)):
            log.append(batch)
            last = batch[-1]
        if last is not None:
            log.set_heads([LogHead(*one.key, last.id.seq, last.hash, one.device, None)])
    log.note_migrated(one.key for one in logs if one.device != own)


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


def _entries(key: LogKey, changes: Iterable[FormerChange], places: Places) -> Iterator[Entry]:
    previous, former, beside = NO_HASH, None, 0
    for number, group in enumerate(_groups(changes), 1):
        beside = beside + 1 if former == group[0].record else 0
        entry = _entry(EntryId(*key, number), group, previous, _seen(key, number, group, places, beside))
        former, previous = group[0].record, entry.hash
        yield entry


def _seen(key: LogKey, number: int, group: Sequence[FormerChange], places: Places, beside: int) -> tuple[EntryId, ...]:
    """Return what the changes of a group took the place of.

    ``beside`` counts the groups just before it of the same save and record, which set a field twice: they stand.
    """
    seen: dict[LogKey, int] = {}
    for named in itertools.chain.from_iterable(change.known() for change in group):
        place = places.get(named.log, {}).get(named.seq)
        if place is not None and named.log != key:
            seen[named.log] = max(place, seen.get(named.log, 0))
    if beside:
        seen[key] = number - 1 - beside
    return tuple(EntryId(*log, seq) for log, seq in sorted(seen.items()))


def _entry(entry_id: EntryId, group: Sequence[FormerChange], previous: str, seen: tuple[EntryId, ...]) -> Entry:
    ordered = sorted(group, key=lambda change: change.field)
    first = group[0]
    values = {change.field: change.value for change in ordered if change.value is not None}
    gone = {
        change.field: Gone(bytes(change.digest or b"").hex(), change.held_back == 1)
        for change in ordered
        if change.value is None
    }
    salts = {change.field: bytes(change.salt).hex() for change in ordered if change.value is not None}
    entry = Entry(
        entry_id, first.timestamp, first.kind, first.uid, first.officer, seen, values, "", previous, "", gone, salts
    )
    return replace(entry, hash=hash_of(entry))
