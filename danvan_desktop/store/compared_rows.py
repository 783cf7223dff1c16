"""Rows of one kind as its traits are compared: of each batch every column is read once, and little of it is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.likeness import Trait

Row = tuple[Any, ...]
"""The uid of a record, then the fields that were asked for."""
Key = tuple[str, ...]
"""What was read of a row."""
Remembered = dict[Trait, dict[Value, str]]
"""What was read of short values, which recur in most records: units, days, names."""

_SHORT = 64
"""Characters up to which a value is remembered: a longer text is hardly ever written twice."""


class ComparedRows:
    """Rows with these fields after their uids; each value is read once."""

    def __init__(self, names: Sequence[str], rows: Sequence[Row], remembered: Remembered | None = None) -> None:
        """Read nothing yet; batches of the same records share what they have ``remembered``."""
        self._rows = rows
        self._places = {name: place for place, name in enumerate(names, 1)}
        self._remembered: Remembered = {} if remembered is None else remembered
        self._long: Remembered = {}

    def uids(self) -> list[str]:
        """Return the uids of all, in order."""
        return [row[0] for row in self._rows]

    def keys(self, traits: Sequence[Trait]) -> Iterator[Key]:
        """Yield what is compared of the rows."""
        return zip(*map(self._read, traits), strict=True)

    def values(self, name: str, among: Sequence[int]) -> set[Value]:
        """Return what is recorded in a field of the rows at these places."""
        return {self._rows[place][self._places[name]] for place in among}

    def _read(self, trait: Trait) -> list[str]:
        place = self._places[trait.field]
        short, long = self._remembered.setdefault(trait, {}), self._long.setdefault(trait, {})
        column = [row[place] for row in self._rows]
        for value in set(column):
            if value not in short and value not in long:
                (long if isinstance(value, str) and len(value) > _SHORT else short)[value] = trait.of(value)
        return [short[value] if value in short else long[value] for value in column]


class Grouping:
    """Puts the records together that are the same in all traits, none of it empty.

    It keeps a number of what is compared and the uid of each, not the texts. The number has 64 bits, which nobody can
    foresee: among a million records two different texts have the same once in thirty million times.
    """

    def __init__(self, traits: Sequence[Trait]) -> None:
        """Begin with no record."""
        self.traits = traits
        self._first: dict[int, str] = {}
        self._several: dict[int, list[str]] = {}

    def take(self, rows: ComparedRows) -> None:
        """Take some rows in; those of later batches follow those of earlier ones."""
        for uid, key in zip(rows.uids(), rows.keys(self.traits), strict=True):
            if all(key):
                number = hash(key)
                first = self._first.setdefault(number, uid)
                if first is not uid:
                    self._several.setdefault(number, [first]).append(uid)

    def several(self) -> list[list[str]]:
        """Return the groups of more than one, in the order of their second members."""
        self._first.clear()
        return list(self._several.values())
