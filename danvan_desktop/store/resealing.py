"""Seals anew what no bundle can carry, under names that one can.

A record that was once given a uid such as “HGĐ 01” stands in the log of this device, and no export gets beyond it. So
nobody else has that part of the log, and its owner may write it anew: the same changes in the same places with the same
values, times and parents, under a uid that follows from the former one (every copy of the store comes to the same).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from danvan_desktop.domain.causality import entries_in_order
from danvan_desktop.domain.endings import all_seen, seen_anew
from danvan_desktop.domain.entry import Entry, EntryId, LogKey, Seen, encode_value, hash_of
from danvan_desktop.domain.fields import FieldType
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.portable import Portability, can_name
from danvan_desktop.domain.uid import replacement_uid
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.log import EntryLog, LogHead
from danvan_desktop.store.stray_log import note_rewritten


class Resealing:
    """Mends the ends of this device's own logs; the caller holds the transaction and derives all tables afterwards."""

    def __init__(self, connection: Connection, log: EntryLog, kinds: Kinds, device: str) -> None:
        """Work on an open store whose device key is ``device``."""
        self._connection = connection
        self._log = log
        self._portability = Portability(kinds)
        self._renaming = Renaming(kinds)
        self._device = device

    def mend(self) -> None:
        """Write anew every own log from its first entry that no bundle can carry."""
        own = {head.key: head for head in self._log.logs() if head.device == self._device}
        names = self._new_names(own)
        if not names:
            return
        sealed = self._renaming.sealed(
            self._entries(own), names, lambda entry: self._portability.fault(entry) is not None
        )
        self._log.begin()
        for key, tail in sealed.items():
            self._write(own[key], tail)
        self._connection.executemany("DELETE FROM record WHERE uid = ?", [(name,) for name in names])
        for former, name in names.items():
            self._connection.execute("UPDATE setting SET value = ? WHERE value = ?", [name, former])
            self._connection.execute("UPDATE draft SET uid = ? WHERE uid = ?", [name, former])

    def _entries(self, own: Collection[LogKey]) -> Iterator[Entry]:
        return self._log.entries_after({key: seq for key, seq in self._log.vector().items() if key not in own})

    def _new_names(self, own: Collection[LogKey]) -> dict[str, str]:
        names = {name for entry in self._entries(own) for name in (entry.uid, entry.officer, entry.place) if name}
        return {name: replacement_uid(name) for name in names if not can_name(name)}

    def _write(self, head: LogHead, tail: Sequence[Entry]) -> None:
        note_rewritten(self._connection, [head.key])
        first, last = self._log.row_of(tail[0].id), self._log.row_of(tail[-1].id)
        self._connection.execute("DELETE FROM entry WHERE id BETWEEN ? AND ?", [first, last])
        self._connection.execute("DELETE FROM other_kind WHERE entry BETWEEN ? AND ?", [first, last])
        self._log.append(tail)
        self._log.set_heads([replace(head, hash=tail[-1].hash, signature=None)])


class Renaming:
    """Seals entries of one device's logs anew, under other uids."""

    def __init__(self, kinds: Kinds) -> None:
        """Know which fields refer to records."""
        self._kinds = kinds

    def sealed(
        self,
        entries: Iterable[Entry],
        names: Mapping[str, str],
        begins: Callable[[Entry], bool],
        logs: Mapping[LogKey, LogKey] | None = None,
    ) -> dict[LogKey, list[Entry]]:
        """Return each log anew from the first entry that ``begins`` it, or that names an entry which is another now.

        ``names`` says how records are called now, ``logs`` how logs are; the result is by their former names.
        """
        renamed = logs or {}
        sealed: dict[LogKey, list[Entry]] = {}
        hashes: dict[EntryId, str] = {}

        def now(one: Seen) -> list[Seen]:
            entry_id = EntryId(*one[:3])
            return [Seen.of(_moved(entry_id, renamed), hashes.get(entry_id, one.hash))]

        for entry in entries_in_order(entries):
            is_told = any(EntryId(*one[:3]) in hashes for one in all_seen(entry))
            if not (entry.id.log in sealed or is_told or begins(entry)):
                continue
            tail = sealed.setdefault(entry.id.log, [])
            moved = replace(seen_anew(entry, now), id=_moved(entry.id, renamed))
            tail.append(self._renamed(moved, names, tail[-1].hash if tail else entry.previous))
            hashes[entry.id] = tail[-1].hash
        return sealed

    def value(self, kind: str, name: str, value: str, names: Mapping[str, str]) -> str:
        """Return a value's JSON text with the record that it refers to under its new name."""
        return _renamed_value(value, names) if self._is_reference(kind, name) else value

    def _renamed(self, entry: Entry, names: Mapping[str, str], previous: str) -> Entry:
        """Seal an entry anew; what is gone of it keeps its digest, which covers no name."""
        renamed = replace(
            entry,
            uid=names.get(entry.uid, entry.uid),
            place=names.get(entry.place, entry.place),
            officer=names.get(entry.officer, entry.officer),
            values={name: self.value(entry.kind, name, value, names) for name, value in entry.values.items()},
            previous=previous,
        )
        return replace(renamed, hash=hash_of(renamed))

    def _is_reference(self, kind: str, name: str) -> bool:
        """References alone are renamed: a text such as a number may read like the former name of a record."""
        if kind not in self._kinds or not self._kinds[kind].has(name):
            return False
        return self._kinds[kind].field(name).type is FieldType.REFERENCE


def _moved(entry_id: EntryId, logs: Mapping[LogKey, LogKey]) -> EntryId:
    return EntryId(*logs.get(entry_id.log, entry_id.log), entry_id.seq)


def _renamed_value(value: str, names: Mapping[str, str]) -> str:
    found = json.loads(value)
    return encode_value(names[found]) if isinstance(found, str) and found in names else value
