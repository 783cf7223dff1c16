"""What arrived entries did to records, and which unit each record is about, now and before."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.entry import SEEN
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.kinds.disclosure import DISCLOSURE, Purpose
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.reading import Reader


@dataclass(frozen=True)
class ArrivedChange:
    """What one device changed of one record.

    ``former`` holds the values that the record's references had before, of those that were changed.
    """

    device: str
    uid: str
    kind: str
    is_new: bool
    fields: frozenset[str]
    former: Mapping[str, Value]

    @property
    def content(self) -> tuple[str, ...]:
        """The fields that people know of, in order."""
        return tuple(sorted(self.fields - {SEEN}))


class ArrivedChanges:
    """Looks at the entries that arrived (``EntryLog.begin``), inside the transaction that wrote them."""

    def __init__(self, connection: Connection, kinds: Kinds, reader: Reader) -> None:
        """Work on an open store."""
        self._connection = connection
        self._kinds = kinds
        self._reader = reader

    def arrived(self) -> Sequence[ArrivedChange]:
        """Return what they did, by device and record."""
        rows = self._connection.execute(
            "SELECT c.device, c.uid, c.kind, group_concat(DISTINCT c.field),"
            " NOT EXISTS (SELECT 1 FROM entry b WHERE b.record = c.record AND b.id NOT IN (SELECT entry FROM"
            " temp.arrived)) FROM temp.arrived a CROSS JOIN cell c ON c.entry = a.entry GROUP BY c.device, c.uid"
        ).fetchall()
        return [
            ArrivedChange(
                bytes(device).hex(), uid, kind, bool(is_new), frozenset(names), self._former(uid, kind, names)
            )
            for device, uid, kind, names, is_new in ((*row[:3], row[3].split(","), row[4]) for row in rows)
        ]

    def place(self, touch: ArrivedChange, *, former: bool = False) -> str:
        """Return the unit that a record is about, by what it refers to now or did before; empty for none.

        A part is about the unit of its whole, a note that lifts the secrecy of a record about the unit of that.
        """
        kind, uid = touch.kind, touch.uid
        values: Mapping[str, Value] = touch.former if former else {}
        seen: set[str] = set()
        while uid not in seen and kind in self._kinds:
            seen.add(uid)
            target, is_unit = self._refers_to(kind, uid, values)
            if is_unit or not target:
                return target
            kind, uid, values = self._reader.kind_of(target) or "", target, {}
        return ""

    def _refers_to(self, kind: str, uid: str, values: Mapping[str, Value]) -> tuple[str, bool]:
        """Return the unit of a record, or else the whole that it is a part of."""
        declared, record = self._kinds[kind], self._reader.get(uid, include_deleted=True)
        name = declared.unit or declared.parent
        if record is not None and kind == DISCLOSURE.name and record.get("purpose") == Purpose.LIFTED.value:
            name = "record"
        if name is None:
            return "", False
        target = str(values[name] or "") if name in values else record.text(name) if record is not None else ""
        return target, name == declared.unit

    def _former(self, uid: str, kind: str, names: Sequence[str]) -> dict[str, Value]:
        if kind not in self._kinds:
            return {}
        references = {field.name for field in self._kinds[kind].references} & set(names)
        return {name: self._value_before(uid, name) for name in references}

    def _value_before(self, uid: str, name: str) -> Value:
        row = self._connection.execute(
            "SELECT value FROM cell WHERE uid = ? AND field = ? AND entry NOT IN (SELECT entry FROM temp.arrived)"
            " AND gone IS NULL ORDER BY clock DESC, replica DESC, stream DESC, seq DESC LIMIT 1",
            [uid, name],
        ).fetchone()
        value: Value = None if row is None else json.loads(row[0])
        return value
