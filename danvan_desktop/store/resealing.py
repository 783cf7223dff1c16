"""Seals anew what no bundle can carry, under names that one can.

A record that was once given a uid such as “HGĐ 01” stands in the log of this device, and no export gets beyond it. So
nobody else has that part of the log, and its owner may write it anew: the same changes in the same places with the same
values, times and parents, under a uid that follows from the former one (every copy of the store comes to the same).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace

from danvan_desktop.domain.change import Change, digest_change, digest_value, encode_value, join_parents
from danvan_desktop.domain.fields import FieldType
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.portable import Portability, can_name
from danvan_desktop.domain.uid import replacement_uid
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.log import ChangeLog, LogHead


class Resealing:
    """Mends the ends of this device's own logs; the caller holds the transaction and derives all tables afterwards."""

    def __init__(self, connection: Connection, log: ChangeLog, kinds: Kinds, device: str) -> None:
        """Work on an open store whose device key is ``device``."""
        self._connection = connection
        self._log = log
        self._portability = Portability(kinds)
        self._kinds = kinds
        self._device = device

    def mend(self) -> None:
        """Write anew every own log from its first change that no bundle can carry."""
        tails = [
            (head, tail) for head in self._log.logs() if head.device == self._device and (tail := self._tail(head))
        ]
        names = self._new_names(change for _head, tail in tails for change in tail)
        if not names:
            return
        for head, tail in tails:
            self._write(head, tail, names)
        for former, name in names.items():
            self._connection.execute("UPDATE setting SET value = ? WHERE value = ?", [name, former])
            self._connection.execute("UPDATE draft SET uid = ? WHERE uid = ?", [name, former])

    def _tail(self, head: LogHead) -> Sequence[Change]:
        after = {(log.replica, log.stream): log.seq for log in self._log.logs()}
        after[head.replica, head.stream] = 0
        tail: list[Change] = []
        for change in self._log.changes_after(after):
            if tail or self._portability.fault(change) is not None:
                tail.append(change)
        return tail

    def _new_names(self, changes: Iterable[Change]) -> dict[str, str]:
        names = {name for change in changes for name in (change.uid, change.officer) if name and not can_name(name)}
        return {name: replacement_uid(name) for name in names}

    def _write(self, head: LogHead, tail: Sequence[Change], names: dict[str, str]) -> None:
        key = [head.replica, head.stream, tail[0].id.seq]
        self._connection.execute("DELETE FROM change WHERE replica = ? AND stream = ? AND seq >= ?", key)
        previous = tail[0].previous
        sealed: list[Change] = []
        for change in tail:
            sealed.append(_renamed(change, self._value_of(change, names), names, previous))
            previous = sealed[-1].hash
        self._log.append(sealed)
        self._log.set_head(replace(head, hash=previous, signature=None))

    def _value_of(self, change: Change, names: dict[str, str]) -> str | None:
        """Rename in references alone: a text such as a number may read like the former name of a record."""
        if change.kind not in self._kinds or not self._kinds[change.kind].has(change.field):
            return change.value
        is_reference = self._kinds[change.kind].field(change.field).type is FieldType.REFERENCE
        return _renamed_value(change.value, names) if is_reference else change.value


def _renamed(change: Change, value: str | None, names: dict[str, str], previous: str) -> Change:
    """Seal a change anew; one whose content is gone keeps the digest of it, which covers no name."""
    uid, officer = names.get(change.uid, change.uid), names.get(change.officer, change.officer)
    digest = change.value_digest if value is None else digest_value(value, change.salt)
    sealed = digest_change(
        change.id,
        change.timestamp,
        change.kind,
        uid,
        change.field,
        digest,
        join_parents(change.parents),
        officer,
        previous,
    )
    return replace(change, uid=uid, officer=officer, value=value, value_digest=digest, previous=previous, hash=sealed)


def _renamed_value(value: str | None, names: dict[str, str]) -> str | None:
    found = None if value is None else json.loads(value)
    return encode_value(names[found]) if isinstance(found, str) and found in names else value
