"""Conditions on the records of the database, and their order: those of a store, in the words of PostgreSQL."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from danvan_desktop.domain.fields import Field, FieldType, Sought, Value
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.order import dictionary_key, name_key
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.written_year import FIRST_YEAR, LAST_YEAR

_SORTED_LENGTH = 60
"""Characters by which long texts are sorted, as a store does."""

Condition = tuple[str, list[Any]]
"""A condition, and its parameters."""


def shown_ones() -> Condition:
    """Select what is shown: neither deleted, nor joined to another that is shown."""
    return "NOT deleted AND shown IS NULL", []


def having(kind: Kind, filters: Mapping[str, Sought], shown_as: Callable[[str], str]) -> Condition:
    """Select by values of fields, one or one of several; raises KeyError for an unknown field."""
    parts, values = ["true"], []
    for name, sought in filters.items():
        several = sought if isinstance(sought, tuple) else (sought,)
        equal = [_equals(kind.field(name), one, shown_as) for one in several]
        parts.append(f"({' OR '.join(part for part, _asked in equal) or 'false'})")
        values += [one for _part, asked in equal for one in asked]
    return " AND ".join(parts), values


def between(kind: Kind, name: str, first: dt.date, last: dt.date) -> Condition:
    """Select by the day of a field; by the day of its order a kind is divided into years, and others are not read."""
    field = kind.field(name)
    condition = f"(fields ->> '{field.name}') COLLATE \"C\" >= %s AND (fields ->> '{field.name}') COLLATE \"C\" < %s"
    values: list[Any] = [first.isoformat(), (last + dt.timedelta(days=1)).isoformat()]
    if kind.order.lstrip("-") == field.name:
        years = [min(max(day.year, FIRST_YEAR), LAST_YEAR) for day in (first, last)]
        return f"year BETWEEN %s AND %s AND {condition}", [*years, *values]
    return condition, values


_TOLD_AS_TEXT = frozenset({FieldType.DATE, FieldType.DATETIME, FieldType.TIME, FieldType.CHOICE, FieldType.REFERENCE})


def column(kind: Kind, name: str) -> str:
    """Return the expression of a field's value, of a field that the kind has not an empty one."""
    if not kind.has(name):
        return "NULL"
    field = kind.field(name)
    is_text = field.textual or field.type in _TOLD_AS_TEXT
    return f"fields {'->>' if is_text else '->'} '{field.name}'"


def in_order(kind: Kind, records: Iterable[Record], order: str | None) -> list[Record]:
    """Sort records as a store does: by a field, with ``-`` before it for descending, then by uid."""
    wanted = order or kind.order
    key = _key_of(kind.field(wanted.lstrip("-")))
    return sorted(records, key=lambda one: (*key(one), one.uid), reverse=wanted.startswith("-"))


def _equals(field: Field, value: Value, shown_as: Callable[[str], str]) -> Condition:
    """Return the condition for a value; an empty field is not written at all."""
    said = f"fields -> '{field.name}'"
    if value is None:
        return f"{said} IS NULL", []
    wanted = shown_as(value) if field.type is FieldType.REFERENCE and isinstance(value, str) else value
    return f"{said} = %s::jsonb", [json.dumps(wanted)]


def _key_of(field: Field) -> Callable[[Record], tuple[bool, Any]]:
    written = name_key if field.person else dictionary_key
    length = _SORTED_LENGTH if field.type is FieldType.LONG_TEXT else None

    def key(record: Record) -> tuple[bool, Any]:
        value = record.get(field.name)
        if value is None:
            return (False, 0)
        if field.textual:
            return (True, written(str(value)[:length]))
        return (True, float(str(value)) if field.type is FieldType.DECIMAL else value)

    return key
