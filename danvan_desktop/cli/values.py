"""Field values in the words that people read."""

from __future__ import annotations

import datetime as dt

from danvan_desktop.domain.decimals import decimal_of
from danvan_desktop.domain.fields import Field, FieldType, Value
from danvan_desktop.localization import Translator, _


def shown(field: Field, value: Value, say: Translator) -> str:
    """Return a value as people read it; references stay uids."""
    if value is None:
        return ""
    try:
        return _in_words(field, value, say)
    except ValueError:
        return str(value)  # of another version or another's program: shown as it was written


def _in_words(field: Field, value: Value, say: Translator) -> str:
    text = str(value)
    match field.type:
        case FieldType.CHOICE:
            return say.value(field.label_of(text) or text)
        case FieldType.BOOLEAN:
            return say(_("có")) if value else say(_("không"))
        case FieldType.DATE:
            return say.date(dt.date.fromisoformat(text))
        case FieldType.DATETIME:
            return say.datetime(dt.datetime.fromisoformat(text))
        case FieldType.INTEGER | FieldType.MONEY:
            return say.number(int(text)) if field.counted else text
        case FieldType.DECIMAL:
            number = decimal_of(value)
            return text if number is None else say.number(number)
        case _other:
            return text
