"""Finds the record, or the earlier row, that a row is the same as: by its uid, else by what makes a record unique."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from danvan_desktop.domain.fields import Field, Value
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.text import mark_form
from danvan_desktop.exchange.profiles import Profile
from danvan_desktop.patterns import pattern
from danvan_desktop.store import Store

_CHUNK = 500
_HONORIFIC = pattern(r"^(?:ông|bà|anh|chị|cụ|đ/c|đồng chí)\s*[:.]?\s+(?=\S+\s)")
Key = tuple[Value, ...]


class Known:
    """What is in the store and what came in earlier rows.

    Rows that say none of ``same_by`` but where they belong are the same by ``same_else``, or by all their values:
    petitions without a number are not one petition. Of ``same_else`` a row may leave out what a save fills in.
    """

    def __init__(self, store: Store, profile: Profile) -> None:
        """Read the store's records when the first row is looked up."""
        kind = profile.kind
        self._store = store
        self._kind = kind
        self._same_by = profile.same_by
        self._same_else = profile.same_else
        self._telling = frozenset(profile.same_by) - {kind.unit, kind.parent}
        self._filled_in = {rule.field for rule in kind.following} | {f.name for f in kind.fields if f.preset}
        self._places = profile.places
        self._rows: dict[str | Key, tuple[str, Mapping[str, Value]]] = {}
        self._paired: dict[str, str] = {}

    def expect(self, rows: Mapping[str, Mapping[str, Value]]) -> None:
        """Pair the rows of a list, by the uids that they would get, with records that stand at other places in it.

        One household more moves all below it. People of one name are paired in the order of their places, where as many
        are stored.
        """
        if not self._places:
            return
        stored = self._by_name({record.uid: record.values for record in self._records()})
        for key, named in self._by_name(rows).items():
            if len(named) == len(stored.get(key, ())):
                self._paired |= dict(zip(named, stored[key], strict=True))

    def _by_name(self, rows: Mapping[str, Mapping[str, Value]]) -> dict[Key, list[str]]:
        """Group what bears the same names, each group in the order of places."""
        found: dict[Key, list[str]] = {}
        for uid in sorted(rows, key=lambda uid: [_in_order(rows[uid].get(name)) for name in self._places]):
            names = tuple(self._said(name, rows[uid]) for name in self._same_by if name not in self._places)
            found.setdefault(names, []).append(uid)
        return found

    def row_like(self, uid: str, values: Mapping[str, Value]) -> tuple[str, Mapping[str, Value]] | None:
        """Return the place and values of an earlier row that is meant to be the same record."""
        return self._rows.get(uid or self._row_key(values))

    def remember_row(self, place: str, uid: str, values: Mapping[str, Value]) -> None:
        """Keep a row to find later ones like it."""
        self._rows[uid or self._row_key(values)] = (place, values)

    def record_like(self, uid: str, values: Mapping[str, Value], row: str) -> Record | None:
        """Return the stored record that a row is about; a deleted one only when its uid says so."""
        if uid:
            return self._store.get(uid, include_deleted=True)
        if row in self._paired:
            return self._store.get(self._paired[row])
        if self._tells_itself(values):
            found = self._by_key.get(self._key(values))
            return None if found is None else self._store.get(found)
        if self._same_else:
            return self._else_like(values)
        return next(iter(self._store.list(self._kind.name, filters=values, limit=1)), None)

    def _else_like(self, values: Mapping[str, Value]) -> Record | None:
        told = [name for name in self._same_else if name not in self._filled_in or values.get(name) is not None]
        wanted = [self._said(name, values) for name in told]
        first = self._by_first.get(self._said(self._same_else[0], values), ())
        return next((one for one in first if [self._said(name, one.values) for name in told] == wanted), None)

    @cached_property
    def _by_first(self) -> dict[Value, list[Record]]:
        found: dict[Value, list[Record]] = {}
        for record in self._records():
            found.setdefault(self._said(self._same_else[0], record.values), []).append(record)
        return found

    def _records(self) -> Iterator[Record]:
        uids = self._store.uids(self._kind.name)
        for start in range(0, len(uids), _CHUNK):
            yield from self._store.get_many(uids[start : start + _CHUNK]).values()

    @cached_property
    def _by_key(self) -> dict[Key, str]:
        found: dict[Key, str] = {}
        for record in self._records():
            if self._tells_itself(record.values):
                found.setdefault(self._key(record.values), record.uid)
        return found

    def _said(self, name: str, values: Mapping[str, Value]) -> Value:
        return comparable(self._kind.field(name), values.get(name))

    def _tells_itself(self, values: Mapping[str, Value]) -> bool:
        return any(values.get(name) is not None for name in self._telling)

    def _key(self, values: Mapping[str, Value]) -> Key:
        return tuple(self._said(name, values) for name in self._same_by)

    def _row_key(self, values: Mapping[str, Value]) -> Key:
        if self._tells_itself(values):
            return self._key(values)
        if self._same_else:
            return tuple(self._said(name, values) for name in self._same_else)
        return tuple(part for name in sorted(values) for part in (name, self._said(name, values)))


def _in_order(value: Value) -> tuple[bool, int, str]:
    """Return what values of one column are put in order by, empty ones last."""
    number = value if isinstance(value, int) else 0
    return value is None, number, str(value)


def comparable(field: Field, value: Value) -> Value:
    """Return a value as it is compared: texts in small letters, people without what is put before their names."""
    if not isinstance(value, str):
        return value
    text = mark_form(" ".join(value.split()))
    return _HONORIFIC.sub("", text) if field.person else text
