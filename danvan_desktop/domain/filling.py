"""What a new record is given when nobody says it: today, the own unit, the next number, and what follows from the rest.

Editor, command line, loaded lists, pasted rows, petitions made of opinions and the sample all save through one path,
which fills records in here. What another laptop recorded is not touched.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from danvan_desktop.domain.deadlines import Terms
from danvan_desktop.domain.fields import Field, FieldType, Preset, Value, Values
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.numbering import NumberReader

if TYPE_CHECKING:
    from danvan_desktop.domain.kind import Kind

NextNumber = Callable[[str, str, int], str]
"""Gives the next free number of a year: kind, field, year."""


class FillContext(Struct, frozen=True):
    """What filling in may look at; ``reader`` sees the records as the save leaves them."""

    reader: NumberReader
    terms: Terms
    today: dt.date
    own_unit: str
    next_number: NextNumber


class Following(Struct, frozen=True, kw_only=True):
    """A field that follows from others until somebody says otherwise; ``value`` may find that nothing follows.

    It is found once all it ``needs`` is there; what it ``looks_at`` besides may be empty. One that ``keeps_up`` is
    found anew when a later save changes what it needs, unless it was set by hand; what earlier releases filled in by
    ``formerly`` was not. One ``of_parts`` is what the parts of the record come to, and found anew by every save.
    """

    field: str
    needs: tuple[str, ...]
    value: Callable[[Record, FillContext], Value]
    looks_at: tuple[str, ...] = ()
    keeps_up: bool = False
    formerly: Callable[[Record, FillContext], Value] | None = None
    of_parts: bool = False


def usual_choices(kind: Kind, given: Iterable[str]) -> dict[str, Value]:
    """Return the choices that a new record takes by its declaration where nobody chose; ``given`` names what was."""
    told = set(given)
    choices = (f for f in kind.fields if f.type is FieldType.CHOICE and f.default is not None)
    return {field.name: field.default for field in choices if field.name not in told}


def fill_in(kind: Kind, record: Record, given: Iterable[str], context: FillContext) -> dict[str, Value]:
    """Return the values of a new record's fields that nobody gave; ``given`` names what was, even if left empty.

    What follows from other fields goes before what is the same for all records, since it says more.
    """
    told = set(given)
    values: dict[str, Value] = dict(record.values)
    first, last = kind.following_in_turn
    _put_presets(kind, values, told, context, Preset.TODAY)
    _put_following(first, record, values, told, context)
    _put_presets(kind, values, told, context, Preset.OWN_UNIT)
    _put_following(last, record, values, told, context)
    _put_presets(kind, values, told, context, Preset.NEXT_NUMBER)
    return {name: value for name, value in values.items() if value != record.values.get(name)}


def _put_presets(kind: Kind, values: dict[str, Value], told: set[str], context: FillContext, preset: Preset) -> None:
    for field in kind.with_presets:
        if field.preset is preset and field.name not in told and values.get(field.name) is None:
            values[field.name] = _preset(kind, field, values, context)


def _put_following(
    rules: Iterable[Following], record: Record, values: dict[str, Value], told: set[str], context: FillContext
) -> None:
    for rule in rules:
        if rule.field not in told and _is_met(rule, values):
            found = rule.value(Record(record.kind, record.uid, values), context)
            values[rule.field] = found if found is not None else values.get(rule.field)


def fill_in_again(
    kind: Kind, record: Record, before: Values, given: Iterable[str], context: FillContext
) -> dict[str, Value]:
    """Return what follows anew from the fields that a save of a stored record changes."""
    told = set(given)
    found: dict[str, Value] = {}
    for rule in kind.following:
        if rule.of_parts and rule.field not in told:
            found[rule.field] = rule.value(record, context)
            continue
        if not rule.keeps_up or rule.field in told:
            continue
        if all(record.get(name) == before.get(name) for name in (*rule.needs, *rule.looks_at)):
            continue
        if before.get(rule.field) in _filled_in(rule, Record(kind.name, record.uid, before), context) and _is_met(
            rule, record.values
        ):
            found[rule.field] = rule.value(record, context)
    return found


def fill_in_from_parts(kind: Kind, record: Record, given: Iterable[str], context: FillContext) -> dict[str, Value]:
    """Return what the parts of a record come to, once these are filled in themselves."""
    told = set(given)
    rules = (rule for rule in kind.following if rule.of_parts and rule.field not in told)
    return {rule.field: rule.value(record, context) for rule in rules}


def _filled_in(rule: Following, before: Record, context: FillContext) -> set[Value]:
    """Return what may stand in the field without that anybody set it by hand."""
    finders = [rule.value, *([rule.formerly] if rule.formerly else [])] if _is_met(rule, before.values) else []
    return {None, *(find(before, context) for find in finders)}


def _is_met(rule: Following, values: Values) -> bool:
    return all(values.get(name) is not None for name in rule.needs)


def _preset(kind: Kind, field: Field, values: Mapping[str, Value], context: FillContext) -> Value:
    if field.preset is Preset.TODAY:
        return context.today.isoformat()
    if field.preset is Preset.OWN_UNIT:
        return _own_unit(field, context)
    day = Record(kind.name, "", values).date(kind.date or "")
    return context.next_number(kind.name, field.name, (day or context.today).year)


def _own_unit(field: Field, context: FillContext) -> Value:
    own = context.reader.get(context.own_unit)
    if own is None or (field.offer is not None and own.text(field.offer.field) not in field.offer.codes):
        return None
    return own.uid
