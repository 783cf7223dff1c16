"""What becomes one with two records that become one: what refers to either and says the same, as two rows of one roll.

Nobody is asked about what follows from an answer just given. What does differ is still asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.fields import FieldType
from danvan_desktop.domain.kind import Kind, Kinds
from danvan_desktop.domain.likeness import Alike
from danvan_desktop.domain.record import Record
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.reading import Reader


@dataclass(frozen=True)
class RecordedJoin:
    """One join as it is recorded: its own uid, and the records that it names."""

    uid: str
    record: str
    into: str


@dataclass(frozen=True)
class _Referring:
    """A kind whose records are alike when they refer to one record by a field."""

    kind: Kind
    field: str
    alike: Alike


class JoinedParts:
    """Looks at what refers to records; writes nothing."""

    def __init__(
        self, connection: Connection, kinds: Kinds, reader: Reader, are_distinct: Callable[[str, str], bool]
    ) -> None:
        """Work on an open store; ``are_distinct`` tells whether somebody said that two records are two."""
        self._connection = connection
        self._kinds = kinds
        self._reader = reader
        self._are_distinct = are_distinct

    def alike(self, joined: Record, kept: Record) -> Sequence[tuple[str, str]]:
        """Return the records that become one with these two, each with the one that is shown for it."""
        found: dict[str, str] = {}
        waiting = [(joined, kept)]
        while waiting:
            one, other = waiting.pop()
            for referring in self._referring(one.kind):
                for pair in self._pairs(referring, one.uid, other.uid, {*found, *found.values()}):
                    found[pair[0].uid] = pair[1].uid
                    waiting.append(pair)
        return list(found.items())

    def torn(self, uid: str, others: Collection[str], said: Sequence[RecordedJoin]) -> Sequence[RecordedJoin]:
        """Return the joins that end when a record is parted from ``others``: of what referred to either."""
        found: dict[str, RecordedJoin] = {}
        waiting: list[tuple[str, Collection[str]]] = [(uid, others)]
        while waiting:
            parted, rest = waiting.pop()
            for one in said:
                if one.uid not in found and self._is_torn(one, parted, rest):
                    found[one.uid] = one
                    waiting.append((one.record, [one.into]))
        return list(found.values())

    # What becomes one

    def _referring(self, name: str) -> Iterator[_Referring]:
        for kind in self._kinds:
            for alike in kind.alike if kind.can_be_joined else ():
                for trait in alike.traits:
                    field = kind.field(trait.field)
                    if trait.is_exact and field.type is FieldType.REFERENCE and name in field.targets:
                        yield _Referring(kind, field.name, alike)

    def _pairs(
        self, referring: _Referring, one: str, other: str, taken: Collection[str]
    ) -> Iterator[tuple[Record, Record]]:
        """Yield each record that says no more than one at the other, with that; a record is in one pair at most."""
        there = self._by_key(referring, other, taken)
        for key, records in self._by_key(referring, one, taken).items():
            free = there.get(key, [])
            for record in records:
                match = next((found for found in free if self._are_one(referring, record, found)), None)
                if match is not None:
                    free.remove(match)
                    yield (record, match) if _says_no_more(record, match, referring.field) else (match, record)

    def _by_key(
        self, referring: _Referring, uid: str, taken: Collection[str]
    ) -> Mapping[tuple[str, ...], list[Record]]:
        found: dict[tuple[str, ...], list[Record]] = {}
        traits = [trait for trait in referring.alike.traits if trait.field != referring.field]
        for record in self._reader.find(referring.kind.name, **{referring.field: uid}):
            key = tuple(trait.of(record.get(trait.field)) for trait in traits)
            if all(key) and record.uid not in taken and not record.secret:
                found.setdefault(key, []).append(record)
        return found

    def _are_one(self, referring: _Referring, one: Record, other: Record) -> bool:
        objections = (
            objection.speaks(*(objection.trait.of(record.get(objection.field)) for record in (one, other)))
            for objection in referring.alike.against
        )
        is_covered = _says_no_more(one, other, referring.field) or _says_no_more(other, one, referring.field)
        return is_covered and not any(objections) and not self._are_distinct(one.uid, other.uid)

    # What is parted

    def _is_torn(self, one: RecordedJoin, parted: str, rest: Collection[str]) -> bool:
        kind = self._kind_of(one.record)
        if kind is None or kind != self._kind_of(one.into):
            return False
        for field in self._kinds[kind].references:
            first, second = self._referred(one.record, field.name), self._referred(one.into, field.name)
            if (parted in first and second & set(rest)) or (parted in second and first & set(rest)):
                return True
        return False

    def _kind_of(self, uid: str) -> str | None:
        row = self._connection.execute("SELECT kind FROM record WHERE uid = ?", [uid]).fetchone()
        return None if row is None or row[0] not in self._kinds else str(row[0])

    def _referred(self, uid: str, field: str) -> set[str]:
        """Return the records that a record itself was made to refer to, not those that are shown for them."""
        rows = self._connection.execute(
            "SELECT DISTINCT e.body ->> ? FROM record r CROSS JOIN entry e ON e.record = r.no WHERE r.uid = ?",
            [f"$.{field}", uid],
        )
        return {value for (value,) in rows if value}


def _says_no_more(one: Record, other: Record, besides: str) -> bool:
    """Tell whether all that a record says, another says too."""
    return all(value in (None, "") or value == other.get(name) for name, value in one.values.items() if name != besides)
