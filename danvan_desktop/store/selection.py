"""Which records are read, as a condition on the table of their kind."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Collection, Mapping, Sequence

from msgspec import Struct, field

from danvan_desktop.domain.fields import Field, FieldType, Sought, Value
from danvan_desktop.domain.kind import Kind
from danvan_desktop.store.joins import NOT_SHOWN
from danvan_desktop.store.schema import has_none_of

SHOWN = "coalesce((SELECT shown FROM shown_as WHERE uid = ?), ?)"
"""The record that is shown for one, whose uid is asked twice."""


class Selection(Struct, frozen=True):
    """Which records of a kind: fields with these values, or one of several, a field whose day is between two, uids.

    Deleted ones are among them only where ``deleted`` says so, those that another is shown for where ``joined`` does. A
    reference to such a one is one to that other. Those in ``without`` are never among them, nor those that have in a
    field of ``unlike`` one of its values.
    """

    filters: Mapping[str, Sought] = field(default_factory=dict)
    between: tuple[str, dt.date, dt.date] | None = None
    among: Sequence[str] | None = None
    deleted: bool = False
    joined: bool = False
    without: Collection[str] = ()
    unlike: Mapping[str, Collection[str]] = field(default_factory=dict)

    def where(self, kind: Kind, column_of: Callable[[Kind, str], str]) -> tuple[str, list[Value]]:
        """Return the condition and its parameters; ``column_of`` gives the expression of a field.

        Raises KeyError for an unknown field.
        """
        parts: list[str] = []
        values: list[Value] = []
        parts += [] if self.deleted else ["deleted IS NOT 1"]
        parts += [] if self.joined else [f"NOT {NOT_SHOWN}"]
        for name, value in self.filters.items():
            several = value if isinstance(value, tuple) else (value,)
            equal = [_equals(kind.field(name), column_of(kind, name), one) for one in several]
            parts.append(f"({' OR '.join(part for part, _asked in equal) or '0'})")
            values += [one for _part, asked in equal for one in asked]
        parts += [has_none_of(column_of(kind, name), codes) for name, codes in self.unlike.items()]
        if self.between is not None:
            name, start, end = self.between
            column = column_of(kind, name)
            parts.append(f"{column} >= ? AND {column} < ?")
            values += [start.isoformat(), (end + dt.timedelta(days=1)).isoformat()]
        if self.among is not None:
            parts.append("uid IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(list(self.among)))
        if self.without:
            parts.append("uid NOT IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(list(self.without)))
        return " AND ".join(parts) or "1", values


def _equals(field: Field, column: str, value: Value) -> tuple[str, list[Value]]:
    """Return the condition for a value; by ``IS`` the indexes of what may be empty could not be used."""
    if value is None:
        return f"{column} IS NULL", []
    if field.type is FieldType.REFERENCE:
        return f"{column} = {SHOWN}", [value, value]
    return f"{column} = ?", [value]
