"""Keeps which records are one, and lets whatever refers to a joined record refer to the one that is shown.

- ``joined``: the rightful joins: ``uid`` was said to be the same as ``other`` by who may write both, or of units by
  ``Authority.same``; an ``ended`` one says no more what is shown.
- ``shown_as``: the records that are not shown, each with the one that is (``domain/joins.py``).

References in the record tables hold the shown record: lists, figures, reports and search need not know of joins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from danvan_desktop.domain.authority import Standing
from danvan_desktop.domain.joins import Join, shown_for
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.numbering import SEQ_BITS, SEQ_MASK
from danvan_desktop.store.schema import table_of
from danvan_desktop.store.temporary import clear

NOT_SHOWN = "uid IN (SELECT uid FROM shown_as)"
"""The condition that a row of a record table is joined to another that is shown."""

_OF_UNITS = 0
"""The number of joins of units: they follow from rights, not from one record each."""

_OWN = (
    "EXISTS (SELECT 1 FROM standing t WHERE t.place = {place} AND t.log = e.id >> "
    f"{SEQ_BITS} AND e.id & {SEQ_MASK} > t.after AND (t.until IS NULL OR e.id & {SEQ_MASK} <= t.until)"
    f" AND t.standing = {int(Standing.OWN)})"
)
_NAMED_BY_TOUCHED = """
    INSERT OR IGNORE INTO temp.joining SELECT t.record FROM temp.touched t CROSS JOIN record r ON r.no = t.record
        WHERE r.kind = 'same_as'
    UNION SELECT s.no FROM temp.touched t CROSS JOIN record_same_as s ON s.record = t.uid
    UNION SELECT s.no FROM temp.touched t CROSS JOIN record_same_as s ON s."into" = t.uid
"""
_ENDS = """
    INSERT OR IGNORE INTO temp.joint SELECT uid FROM joined WHERE no IN (SELECT no FROM temp.joining)
    UNION SELECT other FROM joined WHERE no IN (SELECT no FROM temp.joining)
"""
_JOINED_BEFORE = """
    INSERT OR IGNORE INTO temp.joint SELECT j.uid FROM temp.touched t CROSS JOIN joined j ON j.uid = t.uid
    UNION SELECT j.other FROM temp.touched t CROSS JOIN joined j ON j.other = t.uid
"""
_AROUND = """
    WITH RECURSIVE around (uid) AS (
        SELECT uid FROM temp.joint
        UNION SELECT j.other FROM around a CROSS JOIN joined j ON j.uid = a.uid AND j.ended = 0
        UNION SELECT j.uid FROM around a CROSS JOIN joined j ON j.other = a.uid AND j.ended = 0)
    INSERT OR IGNORE INTO temp.joint SELECT uid FROM around
"""


class Joins:
    """Works in the transaction in which records were derived, on those in ``temp.touched``."""

    def __init__(self, connection: Connection, kinds: Kinds) -> None:
        """Work on an open store; references of kinds that are only ever added to say what they said."""
        self._connection = connection
        self._kinds = kinds
        self._references = [
            (kind.name, field.name) for kind in kinds if not kind.append_only for field in kind.references
        ]
        self._has_worked = False
        """Whether the temporary tables may hold anything."""
        self._rightful = _rightful(kind.name for kind in kinds if kind.can_be_joined and kind.name != "unit")

    def forget(self) -> None:
        """Forget all of it: it is about to be derived anew."""
        for table in ("joined", "shown_as"):
            self._connection.execute(f"DELETE FROM {table}")

    def refresh(self, units: Mapping[str, str] | None, *, may_concern: bool) -> bool:
        """Take in what arrived; ``units`` are those that are another, where rights were derived anew.

        Nothing is joined here, before and now, unless it ``may_concern`` joins. Returns whether records refer to one
        whose standing for others changed: they are in ``temp.pointing`` then.
        """
        is_concerned = may_concern and self._is_concerned(units)
        if is_concerned or self._has_worked:
            self._prepare()
        if not is_concerned:
            return False
        self._has_worked = True
        self._connection.execute(_NAMED_BY_TOUCHED)
        self._connection.execute(_JOINED_BEFORE)
        self._connection.execute(_ENDS)
        self._connection.execute("DELETE FROM joined WHERE no IN (SELECT no FROM temp.joining)")
        self._connection.execute(self._rightful)
        if units is not None:
            self._take_in_units(units)
        self._connection.execute(_ENDS)
        return self._show()

    def point(self) -> None:
        """Let the references of the records that were derived lead to the shown records."""
        if not self._has_worked or not self._has_any("shown_as"):
            return
        rows = self._connection.execute(
            "SELECT DISTINCT r.kind FROM (SELECT record FROM temp.touched UNION SELECT record FROM temp.pointing) d"
            " CROSS JOIN record r ON r.no = d.record"
        )
        derived = {kind for (kind,) in rows.fetchall()}
        for kind, name in self._references:
            if kind in derived:
                self._connection.execute(
                    f'UPDATE {table_of(kind)} SET "{name}" = (SELECT s.shown FROM shown_as s WHERE s.uid = "{name}")'
                    " WHERE no IN (SELECT record FROM temp.touched UNION SELECT record FROM temp.pointing)"
                    f' AND "{name}" IN (SELECT uid FROM shown_as)'
                )

    # Private

    def _prepare(self) -> None:
        clear(self._connection, "joining", "joint", "regrouped", "pointing")

    def _is_concerned(self, units: Mapping[str, str] | None) -> bool:
        return bool(units) or self._has_any("record_same_as") or self._has_any("joined")

    def _has_any(self, table: str) -> bool:
        return self._connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None

    def _take_in_units(self, units: Mapping[str, str]) -> None:
        execute = self._connection.execute
        before = set(execute("SELECT uid, other FROM joined WHERE no = ?", [_OF_UNITS]).fetchall())
        changed = before ^ set(units.items())
        execute("DELETE FROM joined WHERE no = ?", [_OF_UNITS])
        executemany = self._connection.executemany
        executemany("INSERT INTO joined VALUES (?, ?, ?, 0)", [(_OF_UNITS, *pair) for pair in units.items()])
        executemany("INSERT OR IGNORE INTO temp.joint VALUES (?)", [(uid,) for pair in changed for uid in pair])

    def _show(self) -> bool:
        """Find anew which of the joined records are shown, and who refers to those where that changed."""
        execute = self._connection.execute
        execute(_AROUND)
        edges = execute(
            "SELECT j.uid, j.other FROM temp.joint t CROSS JOIN joined j ON j.uid = t.uid AND j.ended = 0"
        ).fetchall()
        here = execute(
            "SELECT t.uid FROM temp.joint t CROSS JOIN record r ON r.uid = t.uid"
            " AND r.deleted IS NOT 1 AND r.changed IS NOT NULL"
        ).fetchall()
        known = execute("SELECT s.uid, s.shown FROM temp.joint t CROSS JOIN shown_as s ON s.uid = t.uid").fetchall()
        now = set(shown_for((Join(*edge) for edge in edges), {uid for (uid,) in here}).items())
        before = {(str(uid), str(shown)) for uid, shown in known}
        execute("DELETE FROM shown_as WHERE uid IN (SELECT uid FROM temp.joint)")
        self._connection.executemany("INSERT INTO shown_as VALUES (?, ?)", now)
        changed = {uid for pair in now ^ before for uid in pair}
        self._connection.executemany("INSERT OR IGNORE INTO temp.regrouped VALUES (?)", [(uid,) for uid in changed])
        return bool(changed) and self._gather_referring()

    def _gather_referring(self) -> bool:
        for kind, name in self._references:
            self._connection.execute(
                f"INSERT OR IGNORE INTO temp.pointing SELECT r.uid, r.no FROM temp.regrouped g"
                f' CROSS JOIN {table_of(kind)} r ON r."{name}" = g.uid'
            )
        return self._has_any("temp.pointing")


def _rightful(kinds: Iterable[str]) -> str:
    """Return the statement that takes in the joins in ``temp.joining`` whose author may write both records."""
    names = ", ".join(f"'{name}'" for name in kinds) or "''"
    return f"""
        INSERT INTO joined SELECT s.no, s.record, s."into", s.deleted IS 1 FROM temp.joining n
        CROSS JOIN record_same_as s ON s.no = n.no
        CROSS JOIN record a ON a.uid = s.record CROSS JOIN record b ON b.uid = s."into"
        WHERE a.kind = b.kind AND a.uid != b.uid AND a.kind IN ({names})
        AND EXISTS (SELECT 1 FROM entry e WHERE e.record = s.no AND e.body ->> '$.record' = s.record
            AND e.body ->> '$.into' = s."into" AND {_OWN.format(place="a.place")} AND {_OWN.format(place="b.place")})
    """
