"""Finds what is to be erased by another road than ``Erasures``: it asks ``Authority`` of each redaction."""

from __future__ import annotations

import json
from collections.abc import Iterator

from danvan_desktop.domain.authority import Authority, Standing
from danvan_desktop.domain.entry import Entry, EntryId
from danvan_desktop.domain.facts import Mark
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.kinds.redaction import ErasedCell, fields_that_stay, read_cells
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.log import EntryLog
from danvan_desktop.store.rights import read_facts

_PLACE = "SELECT r.kind, coalesce(u.uid, '') FROM record r LEFT JOIN unit u ON u.no = r.place WHERE r.uid = ?"


class ErasureCheck:
    """Judges all redactions of an open store; of which unit records are is taken as it is noted."""

    def __init__(self, connection: Connection, kinds: Kinds) -> None:
        """Derive the rights from the facts in the log."""
        self._connection = connection
        self._kinds = kinds
        self._log = EntryLog(connection)
        self._authority = Authority(read_facts(connection))
        self._devices = {head.key: head.device for head in self._log.logs()}

    def misjudged(self) -> int:
        """Count the cells that are erased and should not be, or the other way round."""
        return len(set(self._due()) ^ set(self._erased()))

    def _due(self) -> Iterator[ErasedCell]:
        rows = self._connection.execute("SELECT uid FROM record WHERE kind = 'redaction'").fetchall()
        for (uid,) in rows:
            for said in self._log.of_record(uid):
                yield from self._due_by(said)

    def _due_by(self, said: Entry) -> Iterator[ErasedCell]:
        _kind, own = self._connection.execute(_PLACE, [said.uid]).fetchone()
        value = json.loads(said.values.get("cells", '""'))
        if said.kind != "redaction" or self._standing(said.id, own) is not Standing.OWN or not isinstance(value, str):
            return
        for entry_id, name in read_cells(value):
            entry = self._log.find(entry_id)
            if self._log.is_archived(entry_id):
                continue
            if entry is not None and name in entry.fields and self._may_erase(said.id, entry, name):
                yield entry_id, name

    def _may_erase(self, by: EntryId, entry: Entry, name: str) -> bool:
        kind, place = self._connection.execute(_PLACE, [entry.uid]).fetchone()
        if name in fields_that_stay(self._kinds, kind):
            return False
        standing = self._standing(by, place)
        is_answer = kind in self._kinds and self._kinds[kind].is_answer(name)
        is_author = self._devices.get(by.log) == self._devices.get(entry.id.log)
        return standing is Standing.OWN or (standing is Standing.ABOVE and is_answer and is_author)

    def _standing(self, who: EntryId, place: str) -> Standing:
        return self._authority.standing(Mark(self._devices[who.log], who), place)

    def _erased(self) -> Iterator[ErasedCell]:
        rows = self._connection.execute(
            "SELECT replica, stream, seq, field FROM cell WHERE gone ->> 0 = 'x'"
            " AND entry IN (SELECT id FROM entry WHERE gone IS NOT NULL)"
        )
        for replica, stream, seq, name in rows:
            yield EntryId(replica, stream, seq), name
