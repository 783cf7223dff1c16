"""Values as they stand in the title of a record: words and days as people write them, never a code."""

from __future__ import annotations

import datetime as dt

from danvan_desktop.domain.fields import Code, Field, FieldType, Value
from danvan_desktop.domain.period import Period, PeriodError


def in_words(field: Field, value: Value) -> str:
    """Return a value as a title says it; what this version cannot read stays as it is."""
    try:
        return _told(field, value)
    except (ValueError, KeyError, PeriodError):
        return str(value)


def _told(field: Field, value: Value) -> str:
    text = str(value)
    if field.type is FieldType.CHOICE:
        return str(field.choice(text).label)
    if field.type is FieldType.DATE:
        return dt.date.fromisoformat(text).strftime("%d/%m/%Y")
    if field.type is FieldType.DATETIME:
        return dt.datetime.fromisoformat(text).strftime("%d/%m/%Y %H:%M")
    if field.type is FieldType.DECIMAL:
        return text.replace(".", ",")
    return str(Period.parse(text).title) if field.code_of is Code.PERIOD else text
