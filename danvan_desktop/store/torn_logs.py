"""Tells of the logs of a damaged store what their hashes still prove, what is only readable, and what is lost."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from danvan_desktop.domain.change import DELETED, NO_HASH, SEEN, Change, ChangeId, is_intact
from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.kind import STATE, Kind, Kinds
from danvan_desktop.domain.portable import can_name
from danvan_desktop.store.carving import Row
from danvan_desktop.store.judging import Found
from danvan_desktop.store.log import ChangeLog, LogHead, from_row
from danvan_desktop.store.remains import Cells, Remains
from danvan_desktop.store.schema import DECIDED

LogKey = tuple[str, str]
CellKey = tuple[str, str]
"""The uid of a record and the name of a field."""


@dataclass
class _Sorted:
    """The readable changes of a store, by what is known of them."""

    proven: dict[LogKey, list[Change]] = field(default_factory=dict)
    beyond: list[Change] = field(default_factory=list)
    numbers: set[int] = field(default_factory=set)
    """The row numbers of all of them."""
    expected: int = 0
    """How many there were."""


class TornLogs:
    """What is left of the logs of one store."""

    def __init__(self, remains: Remains, kinds: Kinds) -> None:
        """Read all of it."""
        self._remains, self._kinds = remains, kinds
        self._heads = _heads(remains.rows("log_head") or ())
        self._sorted = self._sort()
        self._places = remains.places() if self.lost else {}
        self._settled: set[CellKey] = set()

    @property
    def kept(self) -> int:
        """How many changes the hashes prove."""
        return sum(len(changes) for changes in self._sorted.proven.values())

    @property
    def beyond(self) -> int:
        """How many are readable behind a gap."""
        return len(self._sorted.beyond)

    @property
    def lost(self) -> int:
        """How many are not readable at all, as far as the logs tell how many there were."""
        return max(0, self._sorted.expected - self.kept - self.beyond)

    def identities(self) -> frozenset[ChangeId]:
        """Return which changes are readable."""
        return frozenset(change.id for change in self._all())

    def take_over(self, log: ChangeLog, own_device: str) -> None:
        """Append what is proven to the log of another store; the caller holds the transaction."""
        for key, changes in self._sorted.proven.items():
            last, head = changes[-1], self._heads.get(key)
            signed = head is not None and (head.seq, head.hash) == (last.id.seq, last.hash)
            device = head.device if head is not None else self._device_of(key[0]) or own_device
            log.append(changes)
            log.set_head(LogHead(*key, last.id.seq, last.hash, device, head.signature if head and signed else None))

    def beyond_cells(self) -> Sequence[Found]:
        """Return the newest readable values behind gaps that no readable change supersedes."""
        superseded = {(parent, change.uid, change.field) for change in self._all() for parent in change.parents}
        newest: dict[CellKey, Change] = {}
        for change in sorted(self._sorted.beyond, key=lambda one: one.timestamp):
            if (change.id, change.uid, change.field) not in superseded and change.field != SEEN:
                newest[change.uid, change.field] = change
        read = [
            (cell, self._found(change.kind, *cell, json.loads(change.value)))
            for cell, change in newest.items()
            if change.value is not None
        ]
        self._settled |= {cell for cell, found in read if found is not None}
        return [found for _cell, found in read if found is not None]

    def said(self) -> Iterator[Found]:
        """Yield all that readable changes behind gaps ever said, oldest first, superseded or not."""
        for change in sorted(self._sorted.beyond, key=lambda one: one.timestamp):
            if change.value is not None and change.field != SEEN:
                found = self._found(change.kind, change.uid, change.field, json.loads(change.value))
                if found is not None:
                    yield found

    def shown_cells(self) -> Sequence[Found]:
        """Return the values that only the derived tables still show, of cells whose changes are lost."""
        if not self.lost:
            return []
        known = {change.uid: change.kind for change in self._all()}
        kinds = {**self._remains.record_kinds(), **known}
        return [found for kind in self._kinds for found in self._shown(kind, kinds)]

    def lost_cells(self) -> Sequence[CellKey]:
        """Return the cells that lost a change whose value nothing shows any more; ask after the other questions."""
        return sorted(self._suspects() - self._settled)

    def _sort(self) -> _Sorted:
        by_log: dict[LogKey, dict[int, list[Row]]] = defaultdict(lambda: defaultdict(list))
        for row in self._remains.changes():
            replica, stream, seq = row.cells[:3]
            if isinstance(replica, str) and isinstance(stream, str) and isinstance(seq, int):
                by_log[replica, stream][seq].append(row)
        found = _Sorted()
        for key in sorted({*by_log, *self._heads}):
            rows = by_log.get(key, {})
            chain = _proven(rows, found.numbers)
            if chain:
                found.proven[key] = chain
            read = list(_beyond(rows, len(chain)))
            beyond = [change for _number, change in read]
            found.beyond += beyond
            found.numbers |= {number for number, _change in read}
            head = self._heads.get(key)
            found.expected += max(head.seq if head else 0, len(chain) + len(beyond))
        return found

    def _device_of(self, replica: str) -> str | None:
        return next((head.device for head in self._heads.values() if head.replica == replica), None)

    def _all(self) -> Iterator[Change]:
        for changes in self._sorted.proven.values():
            yield from changes
        yield from self._sorted.beyond

    def _suspects(self) -> set[CellKey]:
        places = self._places or {}
        return {cell for number, cell in places.items() if number not in self._sorted.numbers}

    def _shown(self, kind: Kind, kinds: Mapping[str, str]) -> Iterator[Found]:
        suspects, touched = self._suspects(), {(change.uid, change.field) for change in self._all()}
        for uid, values in self._remains.records(kind, kinds).items():
            for column, value in values.items():
                if column == STATE and kind.follows_facts:
                    continue
                name = STATE if column == DECIDED else column
                cell = (uid, name)
                is_lost = cell in suspects if self._places is not None else cell not in touched
                if is_lost and value is not None and cell not in self._settled:
                    found = self._found(kind.name, uid, name, value)
                    if found is not None:
                        self._settled.add(cell)
                        yield found

    def _found(self, kind: str, uid: str, name: str, raw: object) -> Found | None:
        """Read a value that nothing proves as strictly as what is typed; ``None`` for what cannot be one."""
        if kind not in self._kinds or not can_name(uid):
            return None
        if name == DELETED:
            return Found(kind, uid, name, bool(raw))
        try:
            return Found(kind, uid, name, None if raw is None else self._kinds[kind].field(name).parse(raw))
        except (DanvanError, ValueError, TypeError, KeyError):
            return None


def _heads(rows: Sequence[Cells]) -> dict[LogKey, LogHead]:
    heads: dict[LogKey, LogHead] = {}
    for replica, stream, seq, newest, device, signature in rows:
        if isinstance(seq, int) and isinstance(newest, bytes):
            signed = signature if isinstance(signature, bytes) else None
            heads[str(replica), str(stream)] = LogHead(
                str(replica), str(stream), seq, newest.hex(), str(device), signed
            )
    return heads


def _proven(rows: Mapping[int, Sequence[Row]], numbers: set[int]) -> list[Change]:
    """Return a log from its beginning as far as its hashes prove it, and note the numbers of its rows."""
    chain: list[Change] = []
    while True:
        previous = chain[-1].hash if chain else NO_HASH
        for row in rows.get(len(chain) + 1, ()):
            change = _read(row, previous)
            if change is not None and is_intact(change):
                chain.append(change)
                numbers.add(row.number)
                break
        else:
            return chain


def _beyond(rows: Mapping[int, Sequence[Row]], end: int) -> Iterator[tuple[int, Change]]:
    """Yield the changes behind the proven end with the numbers of their rows.

    One that follows a row that is there must fit the hash of that; what follows a gap nobody can prove.
    """
    for seq in sorted(seq for seq in rows if seq > end):
        hashes = [before.cells[12] for before in rows.get(seq - 1, ())]
        previous = [known.hex() for known in hashes if isinstance(known, bytes)]
        changes = [(row.number, _read(row, known)) for row in rows[seq] for known in previous or [NO_HASH]]
        for number, change in changes:
            if change is not None and (not previous or is_intact(change)):
                yield number, change
                break


def _read(row: Row, previous: str = NO_HASH) -> Change | None:
    """Read a row of the log; ``None`` for one that nobody wrote."""
    try:
        change = from_row(row.cells, previous)
        if change.value is not None:
            json.loads(change.value)
    except (ValueError, TypeError):
        return None
    return change
