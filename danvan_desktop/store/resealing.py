"""Seals anew what no bundle can carry, under names that one can.

A record that was once given a uid such as “HGĐ 01” stands in the log of this device, and no export gets beyond it. So
nobody else has that part of the log, and its owner may write it anew: the same changes in the same places with the same
values, times and parents, under a uid that follows from the former one (every copy of the store comes to the same).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace

from danvan_desktop.domain.entry import Entry, encode_value, hash_of
from danvan_desktop.domain.fields import FieldType
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.portable import Portability, can_name
from danvan_desktop.domain.uid import replacement_uid
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.log import EntryLog, LogHead


class Resealing:
    """Mends the ends of this device's own logs; the caller holds the transaction and derives all tables afterwards."""

    def __init__(self, connection: Connection, log: EntryLog, kinds: Kinds, device: str) -> None:
        """Work on an open store whose device key is ``device``."""
        self._connection = connection
        self._log = log
        self._portability = Portability(kinds)
        self._kinds = kinds
        self._device = device

    def mend(self) -> None:
        """Write anew every own log from its first entry that no bundle can carry."""
        tails = [
            (head, tail) for head in self._log.logs() if head.device == self._device and (tail := self._tail(head))
        ]
        names = self._new_names(entry for _head, tail in tails for entry in tail)
        if not names:
            return
        self._log.begin()
        for head, tail in tails:
            self._write(head, tail, names)
        for former, name in names.items():
            self._connection.execute("UPDATE setting SET value = ? WHERE value = ?", [name, former])
            self._connection.execute("UPDATE draft SET uid = ? WHERE uid = ?", [name, former])

    def _tail(self, head: LogHead) -> Sequence[Entry]:
        after = {log.key: log.seq for log in self._log.logs()}
        after[head.key] = 0
        tail: list[Entry] = []
        for entry in self._log.entries_after(after):
            if tail or self._portability.fault(entry) is not None:
                tail.append(entry)
        return tail

    def _new_names(self, entries: Iterable[Entry]) -> dict[str, str]:
        names = {name for entry in entries for name in (entry.uid, entry.officer) if name and not can_name(name)}
        return {name: replacement_uid(name) for name in names}

    def _write(self, head: LogHead, tail: Sequence[Entry], names: dict[str, str]) -> None:
        self._connection.execute(
            "DELETE FROM entry WHERE id BETWEEN ? AND ?", [self._log.row_of(tail[0].id), self._log.row_of(tail[-1].id)]
        )
        previous = tail[0].previous
        sealed: list[Entry] = []
        for entry in tail:
            sealed.append(self._renamed(entry, names, previous))
            previous = sealed[-1].hash
        self._log.append(sealed)
        self._log.set_heads([replace(head, hash=previous, signature=None)])
        self._connection.executemany("DELETE FROM record WHERE uid = ?", [(name,) for name in names])

    def _renamed(self, entry: Entry, names: dict[str, str], previous: str) -> Entry:
        """Seal an entry anew; what is gone of it keeps its digest, which covers no name."""
        renamed = replace(
            entry,
            uid=names.get(entry.uid, entry.uid),
            officer=names.get(entry.officer, entry.officer),
            values={
                name: _renamed_value(value, names) if self._is_reference(entry.kind, name) else value
                for name, value in entry.values.items()
            },
            previous=previous,
        )
        return replace(renamed, hash=hash_of(renamed))

    def _is_reference(self, kind: str, name: str) -> bool:
        """References alone are renamed: a text such as a number may read like the former name of a record."""
        if kind not in self._kinds or not self._kinds[kind].has(name):
            return False
        return self._kinds[kind].field(name).type is FieldType.REFERENCE


def _renamed_value(value: str, names: dict[str, str]) -> str:
    found = json.loads(value)
    return encode_value(names[found]) if isinstance(found, str) and found in names else value
