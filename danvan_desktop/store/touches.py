"""What was done to records since a row of the log, and which unit each record is about, now and before."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.change import SEEN
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.kinds.disclosure import DISCLOSURE, Purpose
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.reading import Reader


@dataclass(frozen=True)
class Touch:
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

    @property
    def former_parent(self) -> str | None:
        """The unit above a unit before it was moved, ``None`` for what was not."""
        return str(self.former["parent"] or "") if self.kind == "unit" and "parent" in self.former else None


class Touches:
    """Looks at the newest rows of the log, inside the transaction that wrote them."""

    def __init__(self, connection: Connection, kinds: Kinds, reader: Reader) -> None:
        """Work on an open store."""
        self._connection = connection
        self._kinds = kinds
        self._reader = reader

    def since(self, after: int) -> Sequence[Touch]:
        """Return what the changes beyond a row number did, by device and record."""
        rows = self._connection.execute(
            "SELECT h.device, c.uid, min(c.kind), group_concat(DISTINCT c.field),"
            " NOT EXISTS (SELECT 1 FROM change b WHERE b.uid = c.uid AND b.id <= ?) FROM change c"
            " JOIN log_head h ON h.replica = c.replica AND h.stream = c.stream"
            " WHERE c.id > ? GROUP BY h.device, c.uid",
            [after, after],
        ).fetchall()
        return [
            Touch(device, uid, kind, bool(is_new), frozenset(fields.split(",")), self._former(after, uid, kind, fields))
            for device, uid, kind, fields, is_new in rows
        ]

    def place(self, touch: Touch, *, former: bool = False) -> str:
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

    def lifts(self, touch: Touch) -> bool:
        """Tell whether a record is a note by which another is secret no more."""
        record = self._reader.get(touch.uid, include_deleted=True) if touch.kind == DISCLOSURE.name else None
        return record is not None and record.get("purpose") == Purpose.LIFTED.value

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

    def _former(self, after: int, uid: str, kind: str, fields: str) -> dict[str, Value]:
        if kind not in self._kinds:
            return {}
        references = {field.name for field in self._kinds[kind].references} & set(fields.split(","))
        return {name: self._value_before(after, uid, name) for name in references}

    def _value_before(self, after: int, uid: str, name: str) -> Value:
        row = self._connection.execute(
            "SELECT value FROM change WHERE uid = ? AND field = ? AND id <= ? AND value IS NOT NULL"
            " ORDER BY timestamp DESC, replica DESC, stream DESC, seq DESC LIMIT 1",
            [uid, name, after],
        ).fetchone()
        value: Value = None if row is None else json.loads(row[0])
        return value
