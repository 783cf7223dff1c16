"""What records and their values are called on the screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

from danvan_desktop.domain.fields import Field, FieldType, Value
from danvan_desktop.domain.record import Record
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.store import Store

_LONGEST = 90


def named(store: Store, uids: Iterable[str], translator: Translator) -> dict[str, str]:
    """Return the names of records by uid, with the day of those that happened on one."""
    found = store.get_many(uids)
    return {uid: record_name(store, record, translator) for uid, record in found.items()}


def record_name(store: Store, record: Record, translator: Translator) -> str:
    """Return a record's title, shortened, with the day of a record that happened on one."""
    kind = store.kinds[record.kind]
    title = shortened(kind.title_of(record), _LONGEST)
    day = record.date(kind.date) if kind.date else None
    return title if day is None else translator(_("{title} ({day})", title=title, day=day))


def shortened(text: str, length: int) -> str:
    """Return the first line of a text, cut to a length."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def shown(field: Field, value: Value, translator: Translator, title_of: Callable[[str], str]) -> str:
    """Return a value as people read it; ``title_of`` names the record of a reference."""
    if value is None:
        return ""
    if field.type is FieldType.REFERENCE:
        return title_of(str(value))
    return translator.value(_READERS.get(field.type, _plain)(field, value))


def _plain(_field: Field, value: Value) -> str:
    return " ".join(str(value).split())


def _choice(field: Field, value: Value) -> Message | str:
    """Return a choice's label; a code of a newer version is shown as it is."""
    return next((choice.label for choice in field.choices if choice.code == value), str(value))


_READERS: Mapping[FieldType, Callable[[Field, Value], object]] = {
    FieldType.DATE: lambda _field, value: dt.date.fromisoformat(str(value)),
    FieldType.TIME: lambda _field, value: dt.time.fromisoformat(str(value)),
    FieldType.DATETIME: lambda _field, value: dt.datetime.fromisoformat(str(value)),
    FieldType.INTEGER: lambda field, value: value if field.counted else str(value),
    FieldType.MONEY: lambda _field, value: _("{amount} đồng", amount=value),
    FieldType.BOOLEAN: lambda _field, value: _("Có") if value else _("Không"),
    FieldType.CHOICE: _choice,
}
