"""Tells of which unit records are, for the entries that a save makes of them.

A part is of the unit of its whole, a note that lifts the secrecy of a record, or a word on what it is the same as, of
the unit of that; a record without unit or whole is of the unit whose store this is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.kinds.disclosure import DISCLOSURE, Purpose
from danvan_desktop.store.cells import Cells
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.judging import Assignment
from danvan_desktop.store.known_facts import Known
from danvan_desktop.store.schema import table_of

_ROUNDS = 8
"""So deep parts of parts belong to each other at most."""


def unit_of_record(connection: Connection, uid: str) -> str | None:
    """Return the unit that a record is of, ``None`` while that is not known."""
    row = connection.execute(
        "SELECT u.uid FROM record r JOIN unit u ON u.no = r.place WHERE r.uid = ?", [uid]
    ).fetchone()
    return None if row is None else str(row[0])


def where_written(unit: str, own: str, whole: str, writes_at: Callable[[str], bool]) -> str:
    """Return the unit at which a laptop writes what is said of one.

    Where its ``own`` was joined to a ``whole`` at which it may not write, it goes on at its own, of whichever it is
    said.
    """
    is_apart = own != whole and unit == whole and not writes_at(whole)
    return own if is_apart else unit


class Placing:
    """Looks at what a save sets, and for the rest at what is recorded."""

    def __init__(
        self, connection: Connection, kinds: Kinds, cells: Cells, known: Known, home: Callable[[], str]
    ) -> None:
        """Work on an open store; ``home`` gives the uid of its unit."""
        self._connection = connection
        self._kinds = kinds
        self._cells = cells
        self._known = known
        self._home = home

    def of(self, assignments: Sequence[Assignment]) -> Mapping[str, str]:
        """Return the unit of each record of a save."""
        given: dict[str, dict[str, Value]] = {}
        for item in assignments:
            given.setdefault(item.uid, {})[item.field] = item.value
        kinds = {item.uid: item.kind for item in assignments}
        return {uid: self._place(uid, kinds, given) for uid in kinds}

    def _place(self, uid: str, kinds: Mapping[str, str], given: Mapping[str, Mapping[str, Value]]) -> str:
        for _round in range(_ROUNDS):
            kind = kinds.get(uid) or self._kind_of(uid)
            if kind == "unit":
                return uid
            name = self._named_by(kind, given.get(uid, {}))
            if name is not None and name in given.get(uid, {}):
                target = given[uid][name]
            elif known := self._unit_of(uid):
                return known
            else:
                target = self._recorded(uid, kind, name)
            if not isinstance(target, str) or not target:
                break
            uid = target
        return self._home() or uid

    def _unit_of(self, uid: str) -> str | None:
        looked = self._cells.look(uid)
        return unit_of_record(self._connection, uid) if looked is None else looked.place

    def _named_by(self, kind: str, values: Mapping[str, Value]) -> str | None:
        """Return the field that says of which unit or of which whole a record is."""
        if kind == DISCLOSURE.name and values.get("purpose") == Purpose.LIFTED:
            return "record"
        return naming_field(self._kinds, kind)

    def _kind_of(self, uid: str) -> str:
        return self._known.kind_of(uid) or ""

    def _recorded(self, uid: str, kind: str, name: str | None) -> Value:
        if name is None:
            return None
        row = self._connection.execute(f'SELECT "{name}" FROM {table_of(kind)} WHERE uid = ?', [uid]).fetchone()
        value: Value = None if row is None else row[0]
        return value


def naming_field(kinds: Kinds, kind: str) -> str | None:
    """Return the field that tells of which unit, or with which other record, a record of a kind is; ``None``: none."""
    if kind not in kinds:
        return None
    return kinds[kind].unit or kinds[kind].parent or kinds[kind].about
