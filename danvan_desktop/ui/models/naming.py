"""What records and their values are called on the screen."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from danvan_desktop.domain.decimals import decimal_of
from danvan_desktop.domain.fields import Field, FieldType, Value
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.records import Records
from danvan_desktop.domain.secrecy import MASK, MASKED
from danvan_desktop.localization import LANGUAGES, Message, Translator, _
from danvan_desktop.reports.code_words import word_of
from danvan_desktop.store import Store

_LONGEST = 90
_LONGEST_DETAIL = 40
_MOST_DETAILS = 2
_IDENTIFYING = (FieldType.TEXT, FieldType.DATE, FieldType.DATETIME, FieldType.INTEGER, FieldType.REFERENCE)


def named(store: Records, uids: Iterable[str], translator: Translator) -> dict[str, str]:
    """Return the names of records by uid, with the day of those that happened on one."""
    found = store.get_many(uids)
    return {uid: record_name(store, record, translator) for uid, record in found.items()}


def record_name(store: Records, record: Record, translator: Translator) -> str:
    """Return a record's title, shortened, with the day of a record that happened on one."""
    kind = store.kinds[record.kind]
    title = readable(shortened(kind.title_of(record), _LONGEST), translator)
    day = record.date(kind.date) if kind.date else None
    return title if day is None else translator(_("{title} ({day})", title=title, day=day))


def told_apart(store: Store, records: Sequence[Record], translator: Translator) -> list[tuple[str, str]]:
    """Return uid and name of records; those of one name are told apart by unit, code, day or else by number."""
    names = {record.uid: readable(store.kinds[record.kind].title_of(record), translator) for record in records}
    plain = {uid: shortened(name, _LONGEST) for uid, name in names.items()}
    counts = Counter(plain.values())
    twins = [record for record in records if counts[plain[record.uid]] > 1]
    details = _details(store, twins, translator)
    seen: Counter[str] = Counter()
    named: list[tuple[str, str]] = []
    for record in records:
        name, detail = plain[record.uid], details.get(record.uid, "")
        label = translator(_("{title} ({detail})", title=name, detail=detail)) if detail else name
        seen[label] += 1
        again = translator(_("{title} – số {n}", title=label, n=seen[label])) if seen[label] > 1 else label
        named.append((record.uid, again))
    return named


def _details(store: Store, records: Sequence[Record], translator: Translator) -> dict[str, str]:
    """Say for each record what its list shows beside its title."""
    fields = {record.uid: _telling(store.kinds[record.kind]) for record in records}
    titles = store.titles({r.text(f.name) for r in records for f in fields[r.uid] if f.type is FieldType.REFERENCE})
    found = {}
    for record in records:
        texts = [shown(f, record.get(f.name), translator, lambda uid: titles.get(uid, "")) for f in fields[record.uid]]
        found[record.uid] = ", ".join([shortened(text, _LONGEST_DETAIL) for text in texts if text][:_MOST_DETAILS])
    return found


def _telling(kind: Kind) -> Sequence[Field]:
    """Return the fields that tell records of one title apart: day, unit, and those of the list that identify."""
    wanted = dict.fromkeys((kind.date, "code", kind.unit, "parent", *kind.listed))
    names = [name for name in wanted if name and kind.has(name) and name not in kind.title]
    return [field for name in names if (field := kind.field(name)).type in _IDENTIFYING]


def counted(kind: Kind, count: int, say: Translator) -> str:
    """Say how many records of a kind there are, by what they are: “319 kiến nghị, phản ánh”.

    Vietnamese counts by the word for one of them; the other languages have another for several.
    """
    from danvan_desktop.reports.wording import within_sentence  # the first page counts nothing by name

    word = kind.thing if count == 1 or say.language == LANGUAGES[0] else kind.plural
    return say(_("{n} {things}", n=count, things=within_sentence(say(word))))


def readable(text: str, translator: Translator) -> str:
    """Say in the language of the window what is kept secret; papers say it in Vietnamese."""
    return text.replace(MASK, translator(MASKED))


def shortened(text: str, length: int) -> str:
    """Return the first line of a text, cut to a length."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def shown(field: Field, value: Value, translator: Translator, title_of: Callable[[str], str]) -> str:
    """Return a value as people read it; ``title_of`` names the record of a reference."""
    if value is None:
        return ""
    if field.type is FieldType.REFERENCE:
        return readable(title_of(str(value)), translator)
    if field.code_of is not None:
        return translator.value(word_of(field.code_of, str(value)))
    return readable(translator.value(_READERS.get(field.type, _plain)(field, value)), translator)


def _plain(_field: Field, value: Value) -> str:
    return " ".join(str(value).split())


def _choice(field: Field, value: Value) -> Message | str:
    """Return a choice's label; a code of a newer version is shown as it is."""
    return field.label_of(value) or str(value)


_READERS: Mapping[FieldType, Callable[[Field, Value], object]] = {
    FieldType.DATE: lambda _field, value: dt.date.fromisoformat(str(value)),
    FieldType.TIME: lambda _field, value: dt.time.fromisoformat(str(value)),
    FieldType.DATETIME: lambda _field, value: dt.datetime.fromisoformat(str(value)),
    FieldType.INTEGER: lambda field, value: value if field.counted else str(value),
    FieldType.DECIMAL: lambda _field, value: str(value) if (number := decimal_of(value)) is None else number,
    FieldType.MONEY: lambda _field, value: _("{amount} đồng", amount=value),
    FieldType.BOOLEAN: lambda _field, value: _("Có") if value else _("Không"),
    FieldType.CHOICE: _choice,
}
