"""What earlier versions recorded in one field and two fields say now.

The log keeps what was written, and laptops of earlier versions go on writing it; it is read as what it means today,
wherever it comes from (docs/decisions/0023-former-choices-are-read-as-two-fields.md). The tables of the store are
derived by the same declarations (``store.heads``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from danvan_desktop.domain.fields import Field, FormerChoice, Value, Values

if TYPE_CHECKING:
    from danvan_desktop.domain.kind import Kind


def restated(kind: Kind, values: Mapping[str, Value]) -> dict[str, Value]:
    """Return values in which former choices are those of today, with the field beside; what is told there stays."""
    found = dict(values)
    for field in kind.with_former_choices:
        former = former_of(field, values.get(field.name))
        if former is not None:
            beside, code = former.beside
            found[field.name] = former.now
            found[beside] = code if values.get(beside) is None else values[beside]
    return found


def as_formerly(kind: Kind, values: Values, name: str) -> Value:
    """Return what an earlier version would have recorded in a field: what papers printed then still prove."""
    value = values.get(name)
    for former in kind.field(name).former_choices if kind.has(name) else ():
        beside, code = former.beside
        if value == former.now and values.get(beside) == code:
            return former.code
    return value


def former_of(field: Field, value: Value) -> FormerChoice | None:
    """Return the former choice of that code."""
    return next((former for former in field.former_choices if former.code == value), None)


def said_together(kind: Kind, name: str) -> tuple[str, ...]:
    """Return the fields that one former choice of a field spoke of, the field itself first."""
    return tuple(dict.fromkeys((name, *(former.beside[0] for former in kind.field(name).former_choices))))


def formers_beside(fields: Iterable[Field], name: str) -> tuple[tuple[str, FormerChoice], ...]:
    """Return the former choices, each with its own field, that also speak of the field ``name``."""
    return tuple(
        (field.name, former) for field in fields for former in field.former_choices if former.beside[0] == name
    )
