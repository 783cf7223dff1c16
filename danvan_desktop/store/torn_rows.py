"""How the rows of a damaged store's logs are read: those of entries, and the changes of stores made before."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from danvan_desktop.domain.entry import NO_HASH, Entry, EntryId, LogKey, MissingValue, Seen, is_intact
from danvan_desktop.store.carving import Cell, Row
from danvan_desktop.store.entry_rows import entry_of
from danvan_desktop.store.former_log import FormerChange, FormerLog, former_change
from danvan_desktop.store.log import EntryLog, LogHead
from danvan_desktop.store.numbering import SEQ_BITS, SEQ_MASK
from danvan_desktop.store.regrouping import regroup
from danvan_desktop.store.remains import Cells, Remains


@dataclass(frozen=True)
class ProvenLog:
    """The beginning of a log that its hashes prove, and the device that wrote it."""

    entries: Sequence[Entry]
    device: str

    @property
    def key(self) -> LogKey:
        """The log's name."""
        return self.entries[0].id.log


class TornForm(Protocol):
    """Reads the rows of logs in the form that one version keeps them in."""

    heads: Mapping[LogKey, LogHead]
    hash_column: int
    """The place of the hash among the columns behind the number."""

    def rows(self) -> Iterator[tuple[LogKey, int, Row]]:
        """Yield each row with the log and the place that it claims."""

    def read(self, row: Row, previous: str) -> Entry | None:
        """Read a row of the log; ``None`` for one that nobody wrote, or whose record or log nothing names."""

    def proves(self, row: Row, entry: Entry) -> bool:
        """Tell whether the hash of a row is that of its parts and of the one before it."""

    def kinds(self) -> Mapping[str, str]:
        """Return the kind of each record by its uid, as far as it is told."""

    def places(self) -> Mapping[int, str] | None:
        """Return the record of each row by its number, by an index alone; ``None`` when it cannot be told."""

    def take_over(self, log: EntryLog, proven: Sequence[ProvenLog], own_device: str) -> None:
        """Append what is proven to the log of another store; the caller holds the transaction."""


class Rows:
    """Rows of entries."""

    hash_column = 7

    def __init__(self, remains: Remains) -> None:
        """Read what their numbers stand for, as far as it is told."""
        self._remains = remains
        self._records = remains.named_records()
        self._kinds_said = {cells[0]: str(cells[1]) for cells in remains.rows("other_kind") or ()}
        # Torn rows of units and of officers look alike, so that a number may stand for several.
        self._officers = _by_number(remains.rows("officer"))
        self._units = _by_number(remains.rows("unit"))
        self._all_units = [uid for uid, kind in self._records.values() if kind == "unit"]
        rows = [cells for cells in remains.rows("log") or () if isinstance(cells[0], int)]
        self._logs: dict[int, LogKey] = {int(cells[0] or 0): (str(cells[1]), str(cells[2])) for cells in rows}
        self.heads: Mapping[LogKey, LogHead] = _heads(rows)

    def rows(self) -> Iterator[tuple[LogKey, int, Row]]:
        """Yield each row with the log and the place that it claims."""
        for row in self._remains.entries():
            key = self._logs.get(row.number >> SEQ_BITS)
            if key is not None:
                yield key, row.number & SEQ_MASK, row

    def read(self, row: Row, previous: str = NO_HASH) -> Entry | None:
        """Read a row of the log; ``None`` for one that nobody wrote, or whose record or log nothing names."""
        try:
            return self._read(row, previous)
        except (ValueError, TypeError, KeyError):
            return None

    def _read(self, row: Row, previous: str) -> Entry:
        """Read a row as the unit and the officer of whom its hash tells, of those that its numbers may stand for."""
        record, place, clock, officer, seen, gone, salt, digest, body, _spent = row.cells
        uid, kind = self._records[record]  # type: ignore[index]
        said = self._kinds_said.get(row.number, kind)
        key = self._logs[row.number >> SEQ_BITS]
        units = self._units.get(place) or self._all_units or [""]
        officers = [""] if officer is None else self._officers.get(officer, [""])
        read = [
            entry_of(
                (*key, row.number, clock, said, uid, unit, by, seen, gone, salt, digest, body), self._logs, previous
            )
            for unit, by in itertools.product(units, officers)
        ]
        for value in read[0].values.values():
            json.loads(value)
        return next((entry for entry in read[:-1] if is_intact(entry)), read[-1])

    def proves(self, row: Row, entry: Entry) -> bool:
        """Tell whether the hash of a row is that of its parts and of the one before it."""
        return is_intact(entry)

    def kinds(self) -> Mapping[str, str]:
        """Return the kind of each record by its uid, as far as it is told."""
        return dict(self._records.values())

    def places(self) -> Mapping[int, str] | None:
        """Return the record of each row by its number, by an index alone; ``None`` when it cannot be told."""
        found = self._remains.places()
        if found is None:
            return None
        return {number: self._records[record][0] for number, record in found.items() if record in self._records}

    def take_over(self, log: EntryLog, proven: Sequence[ProvenLog], own_device: str) -> None:
        """Append what is proven to the log of another store; the caller holds the transaction."""
        log.begin()
        for one in proven:
            last, head = one.entries[-1], self.heads.get(one.key)
            is_signed = head is not None and (head.seq, head.hash) == (last.id.seq, last.hash)
            signature = head.signature if head is not None and is_signed else None
            log.append(one.entries)
            log.set_heads([LogHead(*one.key, last.id.seq, last.hash, one.device, signature)])


class FormerRows:
    """Rows of changes, one a field, each read as an entry of that field."""

    hash_column = 12

    def __init__(self, remains: Remains) -> None:
        """Read where the logs stood, as far as it is told."""
        self._remains = remains
        self._changes: dict[EntryId, FormerChange] = {}
        self.heads: Mapping[LogKey, LogHead] = _former_heads(remains.rows("log_head") or ())

    def rows(self) -> Iterator[tuple[LogKey, int, Row]]:
        """Yield each row with the log and the place that it claims."""
        for row in self._remains.former_changes():
            replica, stream, seq = row.cells[:3]
            if isinstance(replica, str) and isinstance(stream, str) and isinstance(seq, int):
                yield (replica, stream), seq, row

    def read(self, row: Row, previous: str = NO_HASH) -> Entry | None:
        """Read a row of the log; ``None`` for one that nobody wrote."""
        try:
            change = former_change(row.cells)
            seen = tuple(Seen.of(one, NO_HASH) for one in change.known())
            if change.value is not None:
                json.loads(change.value)
        except (ValueError, TypeError):
            return None
        values = {} if change.value is None else {change.field: change.value}
        gone = {change.field: MissingValue("", change.held_back == 1)} if change.value is None else {}
        return Entry(
            change.id, change.timestamp, change.kind, change.uid, "", change.officer, seen, values, "", previous,
            bytes(change.hash).hex(), gone,
        )  # fmt: skip

    def proves(self, row: Row, entry: Entry) -> bool:
        """Tell whether the hash of a row is that of its parts and of the one before it."""
        change = former_change(row.cells)
        if not change.is_intact(entry.previous):
            return False
        self._changes[entry.id] = change
        return True

    def kinds(self) -> Mapping[str, str]:
        """Return the kind of each record by its uid, as far as it is told."""
        return dict(self._remains.named_records().values())

    def places(self) -> Mapping[int, str] | None:
        """Return the record of each row by its number, by an index alone; ``None`` when it cannot be told."""
        return self._remains.former_places()

    def take_over(self, log: EntryLog, proven: Sequence[ProvenLog], own_device: str) -> None:
        """Append what is proven to the log of another store, an entry a save; the caller holds the transaction."""
        by_log = {one.key: [self._changes[entry.id] for entry in one.entries] for one in proven}
        logs = [
            FormerLog(one.key, one.entries[-1].id.seq, bytes.fromhex(one.entries[-1].hash), one.device)
            for one in proven
        ]
        regroup(log, logs, by_log.__getitem__, own_device, "")


def _by_number(rows: Sequence[Cells] | None) -> dict[Cell, list[str]]:
    found: dict[Cell, list[str]] = {}
    for cells in rows or ():
        found.setdefault(cells[0], []).append(str(cells[1]))
    return found


def _heads(rows: Sequence[Cells]) -> dict[LogKey, LogHead]:
    heads: dict[LogKey, LogHead] = {}
    for _no, replica, stream, device, seq, newest, signature, *_migrated in rows:
        if isinstance(seq, int) and seq and isinstance(newest, bytes) and isinstance(device, bytes):
            signed = signature if isinstance(signature, bytes) else None
            key = (str(replica), str(stream))
            heads[key] = LogHead(*key, seq, newest.hex(), device.hex(), signed)
    return heads


def _former_heads(rows: Sequence[Cells]) -> dict[LogKey, LogHead]:
    heads: dict[LogKey, LogHead] = {}
    for replica, stream, seq, newest, device, _signature in rows:
        if isinstance(seq, int) and isinstance(newest, bytes):
            key = (str(replica), str(stream))
            heads[key] = LogHead(*key, seq, newest.hex(), str(device), None)
    return heads
