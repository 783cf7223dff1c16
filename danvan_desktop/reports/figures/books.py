"""Since when the books of each kind are kept: of what was before nothing is known, which is not nought."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from danvan_desktop.domain.fields import FieldType, Value
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.records import Records

_DAYS = frozenset({FieldType.DATE, FieldType.DATETIME})
_END_OF_DAY = "T99"
"""Stands behind every time of a day."""


class Books:
    """The first day that each unit has on the books of a kind, read once a kind where all are asked for."""

    def __init__(self, store: Records) -> None:
        """Read nothing before something is asked for."""
        self._store = store
        self._begun: dict[str, Mapping[str, str]] = {}

    def begun(self, kind: str) -> Mapping[str, str]:
        """Return the first day (ISO 8601) on which each unit has a record of a kind, or of its whole.

        What the first contest or the first visit is belongs to no day of its own: parts are on the books of the whole.
        """
        if kind not in self._begun:
            self._begun[kind] = self._read(kind)
        return self._begun[kind]

    def begun_by(self, kind: str, day: str, units: Sequence[str]) -> Collection[str]:
        """Return which of these units had a record of a kind, or of its whole, by a day (ISO 8601)."""
        found: set[str] = set()
        for whole in self._wholes(self._store.kinds[kind]):
            field = _day_of(whole)
            if whole.unit is not None and field is not None:
                is_year = whole.field(field).type not in _DAYS
                latest: Value = int(day[:4]) if is_year else f"{day}{_END_OF_DAY}"
                found.update(self._store.begun_by(whole.name, whole.unit, field, latest, units))
        return found

    def has_days(self, kind: str) -> bool:
        """Tell whether records of a kind have a day or a year from which on they are known."""
        return any(_day_of(whole) is not None for whole in self._wholes(self._store.kinds[kind]))

    def _read(self, kind: str) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for whole in self._wholes(self._store.kinds[kind]):
            for unit, day in self._first_days(whole):
                found[unit] = min(found.get(unit, day), day)
        return found

    def _wholes(self, kind: Kind) -> Iterator[Kind]:
        if kind.unit is not None or kind.parent is None:
            yield kind
            return
        for name in kind.field(kind.parent).targets:
            yield from self._wholes(self._store.kinds[name])

    def _first_days(self, kind: Kind) -> Iterator[tuple[str, str]]:
        """Yield unit and first day; a kind that is ordered by years begins with the year, one by names never."""
        field = _day_of(kind)
        if kind.unit is None or field is None:
            return
        for unit, first in self._store.firsts(kind.name, kind.unit, field):
            if unit and first:
                yield str(unit), f"{first:04d}-01-01" if isinstance(first, int) else str(first)[:10]


def _day_of(kind: Kind) -> str | None:
    """Return the field by which records of a kind begin, ``None`` where they are ordered by names."""
    order = kind.order.lstrip("-")
    field = kind.field(order) if kind.has(order) else None
    return order if field is not None and (field.type in _DAYS or order == "year") else None
