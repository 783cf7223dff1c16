"""Chooses what of a closed year may leave the store for an archive file: whole files of records with all their parts.

A record stays as long as work is left on it, a day of it or of a part lies beyond the year, it waits for a person's
decision, somebody is typing in it, some of its content has not come yet, or a record that stays refers to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from danvan_desktop.domain.fields import FieldType
from danvan_desktop.domain.kind import STATE, Kind, Kinds
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.entry_rows import HOLDS_BACK
from danvan_desktop.store.schema import HELD, table_of

_CHUNK = 500
"""How many uids one query names."""
_OF_NO_MATTER = ("redaction",)
"""Kinds that name a record without needing it."""


@dataclass(frozen=True)
class ArchivePlan:
    """The numbers of the records that may go, how many of each kind they are, and how many of the year stay."""

    year: int
    records: frozenset[int]
    counts: Mapping[str, int]
    staying: int


class ArchivePlanner:
    """Looks at an open store."""

    def __init__(self, connection: Connection, kinds: Kinds) -> None:
        """Work on an open store."""
        self._connection = connection
        self._kinds = kinds

    def plan(self, year: int) -> ArchivePlan:
        """Choose what may go of a year."""
        families = {root: self._family(kind, root) for kind in self._archivable() for root in self._roots(kind, year)}
        fit = {root: members for root, members in families.items() if self._is_closed(root, members, year)}
        while unfit := self._referred(fit):
            fit = {root: members for root, members in fit.items() if root not in unfit}
        uids = [uid for members in fit.values() for uid in members]
        rows = self._all("SELECT no, kind FROM record WHERE uid IN ({})", uids)
        counts = Counter(str(kind) for _no, kind in rows)
        return ArchivePlan(year, frozenset(int(no) for no, _kind in rows), counts, len(families) - len(fit))

    def years(self) -> Mapping[int, int]:
        """Return the years in which records fall that could go some day, with how many those are."""
        found: dict[int, int] = {}
        for kind in self._archivable():
            rows = self._connection.execute(
                f'SELECT CAST(substr("{kind.date}", 1, 4) AS INTEGER), count(*) FROM {table_of(kind.name)} GROUP BY 1'
            )
            for year, count in rows.fetchall():
                found[year or 0] = found.get(year or 0, 0) + count
        return {year: count for year, count in sorted(found.items()) if year}

    def rest(self, year: int) -> frozenset[int]:
        """Return the records that the archive of a year does without: those of later years, with their parts.

        What stays in the store is in the archive, too: the figures of that year are whole in it.
        """
        needed = self._needed_by(self._up_to(year))
        names = [kind.name for kind in self._kinds if kind.date is not None or kind.parent is not None]
        rows = self._connection.execute(
            f"SELECT no FROM record WHERE kind IN ({', '.join('?' * len(names))}, 'disclosure')", names
        ).fetchall()
        return frozenset(no for (no,) in rows if no not in needed)

    def _up_to(self, year: int) -> Collection[int]:
        """Return the records up to the end of a year, and those of no day, with their parts."""
        found: set[str] = set()
        for kind in self._kinds:
            if kind.parent is not None:
                continue
            is_later = f"substr(\"{kind.date}\", 1, 4) > '{year:04d}'" if kind.date is not None else "0"
            rows = self._connection.execute(f"SELECT uid FROM {table_of(kind.name)} WHERE {is_later} IS NOT 1")
            for (uid,) in rows.fetchall():
                found |= self._family(kind, uid).keys()
        return {int(no) for (no,) in self._all("SELECT no FROM record WHERE uid IN ({})", list(found))}

    def _archivable(self) -> Iterator[Kind]:
        return (kind for kind in self._kinds if kind.settled_states is not None and kind.date is not None)

    def _roots(self, kind: Kind, year: int) -> list[str]:
        rows = self._connection.execute(
            f'SELECT uid FROM {table_of(kind.name)} WHERE substr("{kind.date}", 1, 4) = ?', [f"{year:04d}"]
        ).fetchall()
        return [uid for (uid,) in rows]

    def _family(self, kind: Kind, root: str) -> dict[str, str]:
        """Return a record with its parts and the notes of who opened them, each with its kind."""
        members, waiting = {root: kind.name}, [(root, kind.name)]
        while waiting:
            uid, name = waiting.pop()
            parts = [(part.name, part.parent) for part in self._kinds.children_of(name)]
            parts += [("disclosure", "record")] if "disclosure" in self._kinds else []
            for part, field in parts:
                rows = self._connection.execute(
                    f'SELECT uid FROM {table_of(part)} WHERE "{field}" = ?', [uid]
                ).fetchall()
                new = [(one, part) for (one,) in rows if one not in members]
                members |= dict(new)
                waiting += new
        return members

    def _is_closed(self, root: str, members: Mapping[str, str], year: int) -> bool:
        kind = self._kinds[members[root]]
        row = self._row(kind, root)
        if not row["deleted"]:
            states = kind.settled_states or frozenset()
            if states and row.get(STATE) not in states:
                return False
            if any(row.get(one.start) and not row.get(one.done) and not states for one in kind.deadlines):
                return False
        is_within = all(self._ends_by(self._kinds[name], uid, year) for uid, name in members.items())
        return is_within and not self._waits(members)

    def _ends_by(self, kind: Kind, uid: str, year: int) -> bool:
        dues = {one.due for one in kind.deadlines}
        row = self._row(kind, uid)
        days = [
            str(row[field.name])
            for field in kind.fields
            if field.type in (FieldType.DATE, FieldType.DATETIME) and row[field.name] and field.name not in dues
        ]
        return kind.name == "disclosure" or all(day[:4] <= f"{year:04d}" for day in days)

    def _row(self, kind: Kind, uid: str) -> Mapping[str, object]:
        cursor = self._connection.execute(f"SELECT * FROM {table_of(kind.name)} WHERE uid = ?", [uid])
        return dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))

    def _waits(self, members: Collection[str]) -> bool:
        """Tell whether a person or another bundle has still to do with any of these."""
        conditions = (
            "SELECT 1 FROM conflict WHERE uid IN ({})",
            "SELECT 1 FROM draft WHERE uid IN ({})",
            f"SELECT 1 FROM record r JOIN entry e ON e.record = r.no WHERE {HOLDS_BACK} AND r.uid IN ({{}})",
            "SELECT 1 FROM record r JOIN entry e ON e.record = r.no JOIN shadow s ON s.entry = e.id"
            f" WHERE s.state = {HELD} AND r.uid IN ({{}})",
            "SELECT 1 FROM record r WHERE r.place = 0 AND r.uid IN ({})",
        )
        return any(self._all(condition, list(members)) for condition in conditions)

    def _referred(self, families: Mapping[str, Mapping[str, str]]) -> set[str]:
        """Return the roots of those to which a record refers that is in none of them."""
        owner = {uid: root for root, members in families.items() for uid in members}
        found: set[str] = set()
        for kind in self._kinds:
            if kind.name in _OF_NO_MATTER:
                continue
            fields = [field.name for field in kind.fields if field.type is FieldType.REFERENCE]
            for name in [*fields, *(("record", "into") if kind.name == "same_as" else ())]:
                rows = self._connection.execute(
                    f'SELECT uid, "{name}" FROM {table_of(kind.name)} WHERE deleted IS NOT 1 AND "{name}" IS NOT NULL'
                )
                found |= {owner[to] for uid, to in rows.fetchall() if to in owner and uid not in owner}
        return found

    def _needed_by(self, kept: Collection[int]) -> frozenset[int]:
        """Return these records and all that they refer to, and so on."""
        rows = self._connection.execute("SELECT no, uid, kind FROM record").fetchall()
        numbers = {uid: no for no, uid, _kind in rows}
        of = {no: (uid, kind) for no, uid, kind in rows}
        needed, waiting = set(kept), list(kept)
        while waiting:
            uid, name = of[waiting.pop()]
            targets = self._targets(uid, name)
            new = {numbers[one] for one in targets if one in numbers} - needed
            needed |= new
            waiting += new
        return frozenset(needed)

    def _targets(self, uid: str, name: str) -> Iterable[str]:
        if name not in self._kinds or not self._kinds[name].references:
            return ()
        columns = ", ".join(f'"{field.name}"' for field in self._kinds[name].references)
        row = self._connection.execute(f"SELECT {columns} FROM {table_of(name)} WHERE uid = ?", [uid]).fetchone()
        return [str(target) for target in row or () if target]

    def _all(self, query: str, uids: list[str]) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = []
        for start in range(0, len(uids), _CHUNK):
            chunk = uids[start : start + _CHUNK]
            found += self._connection.execute(query.format(", ".join("?" * len(chunk))), chunk).fetchall()
        return found
