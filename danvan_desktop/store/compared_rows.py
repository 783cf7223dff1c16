"""Rows of one kind as its traits are compared: each column is read once, and only as far as somebody asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.likeness import Trait

Row = tuple[Any, ...]
"""The uid of a record, then the fields that were asked for."""
Key = tuple[str, ...]
"""What was read of a row."""


class ComparedRows:
    """Rows with these fields after their uids; each value is read once, since units, days and names recur in most."""

    def __init__(self, names: Sequence[str], rows: Sequence[Row]) -> None:
        """Read nothing yet."""
        self.rows = rows
        self._places = {name: place for place, name in enumerate(names, 1)}
        self._readings: dict[Trait, dict[Value, str]] = {}

    def uid(self, place: int) -> str:
        """Return the uid of a row."""
        uid: str = self.rows[place][0]
        return uid

    def keys(self, traits: Sequence[Trait], places: Iterable[int] | None = None) -> Iterator[Key]:
        """Yield what is compared of the rows at these places, or of all."""
        rows = self.rows if places is None else [self.rows[place] for place in places]
        return zip(*(self._read(trait, rows) for trait in traits), strict=True)

    def values(self, name: str, places: Iterable[int]) -> set[Value]:
        """Return what is recorded in a field at these places."""
        return {self.rows[place][self._places[name]] for place in places}

    def _read(self, trait: Trait, rows: Sequence[Row]) -> Iterator[str]:
        place = self._places[trait.field]
        column = [row[place] for row in rows]
        read = self._readings.setdefault(trait, {})
        for value in set(column):
            if value not in read:
                read[value] = trait.of(value)
        return map(read.__getitem__, column)
