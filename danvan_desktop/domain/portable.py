"""What a bundle can carry of an entry, judged alike where it is written, checked, sent and taken in.

A hostile or faulty sender cannot put into a store what no form could have saved and no screen could show; nor can a
save here leave what no bundle could take along, since it would stand in the log for good. What is meaningful is for the
rules of the kinds; here only identities, sizes, the JSON type and the written form are judged. Kinds and fields that
this version does not know may hold any strict JSON.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from danvan_desktop.domain.decimals import is_kept_decimal
from danvan_desktop.domain.entry import DELETED, SEEN, Entry
from danvan_desktop.domain.fields import FieldType
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.strict_json import LARGEST_INTEGER, StrictJsonError, read_json
from danvan_desktop.localization import Message, _
from danvan_desktop.patterns import pattern

LONGEST_LINE = 1024 * 1024
"""Bytes of one entry as a line of text."""
NAME = "[a-z][a-z0-9_]{0,63}"
"""How kinds and fields are named."""
UID = "[0-9A-Za-z_.-]{1,64}"
"""How records and officers are named in bundles; those made here have a stricter form (``domain.uid``)."""
TIMESTAMP = "(?:[0-3][0-9]|40)[0-9]{11}-[0-9a-f]{4}"
"""Up to December 2099: no clock that says more is believed."""
ENTRY_ID = r"[0-9a-f]{24}:[a-z]{1,32}:[1-9][0-9]{0,11}"
SEEN_ENTRY = rf"{ENTRY_ID}:[0-9a-f]{{16}}"
"""How an entry is named with the beginning of its hash."""

_ROOM_FOR_VALUES = LONGEST_LINE - 16 * 1024
"""Bytes of the values of an entry; the rest is kept for what stands beside them."""
_SHORT, _MOST_REMEMBERED = 64, 4_096
"""Characters of the values of which it is remembered what is wrong with them, and how many of these."""
_NAME = pattern(NAME)
_UID = pattern(UID)
_TIMESTAMP = pattern(TIMESTAMP)
_CODE = pattern(r"[0-9A-Za-z_.-]{1,64}")
_SEEN = pattern(rf"{SEEN_ENTRY}(?: {SEEN_ENTRY})*")
_FORBIDDEN = pattern("[\x00-\x08\x0b-\x1f\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters, which no page can print, and those that turn the direction of text, which show another text than
is there: forms let none of them in."""

_QUOTES = 2

Shape = Callable[[object], bool]


def can_name(text: str) -> bool:
    """Tell whether a bundle can carry a record or an officer of this uid."""
    return _UID.fullmatch(text) is not None


class Portability:
    """Tells the entries that a bundle can carry."""

    def __init__(self, kinds: Kinds) -> None:
        """Know the declarations."""
        self._shapes = _shapes_of(kinds)
        # Days, choices and units recur in most of a bundle's records.
        self._remembered = lru_cache(_MOST_REMEMBERED)(_fault_of_value)

    def fault(self, entry: Entry) -> Message | None:
        """Return what keeps an entry out of every bundle, ``None`` when nothing does."""
        return self.name_fault(entry) or self.value_fault(entry)

    def name_fault(self, entry: Entry) -> Message | None:
        """Return what is wrong with the names that an entry bears."""
        if not can_name(entry.uid):
            return _("mã hồ sơ không hợp lệ")
        if entry.officer and not can_name(entry.officer):
            return _("mã người ghi không hợp lệ")
        if not (_NAME.fullmatch(entry.kind) and all(map(_NAME.fullmatch, entry.fields))):
            return _("tên loại hoặc tên trường không hợp lệ")
        return None if _TIMESTAMP.fullmatch(entry.timestamp) else _("thời điểm ghi không hợp lệ")

    def value_fault(self, entry: Entry) -> Message | None:
        """Return what is wrong with the values for their fields; those that are gone pass."""
        size = sum(map(len, entry.values.values()))
        if size > LONGEST_LINE // 4 and sum(len(v.encode()) for v in entry.values.values()) > _ROOM_FOR_VALUES:
            longest = max(entry.values, key=lambda name: len(entry.values[name]))
            return _("trường {field} quá dài", field=longest)
        kind, shapes = entry.kind, self._shapes
        for name, text in entry.values.items():
            shape = shapes.get((kind, name))
            if text == "null" or (shape is _is_text and _is_plain_text(text)):
                continue
            judge = self._remembered if len(text) <= _SHORT else _fault_of_value
            fault = judge(text, shape)
            if fault is not None:
                return fault(name, entry.uid)
        return None


@lru_cache(maxsize=1)
def _shapes_of(kinds: Kinds) -> Mapping[tuple[str, str], Shape]:
    """Return what values look like, by kind and field: the same for all stores that a program has open."""
    shapes = {(kind.name, field.name): _SHAPES[field.type] for kind in kinds for field in kind.fields}
    return shapes | {(kind.name, name): of for kind in kinds for name, of in _SHAPES_OF_ALL.items()}


def _is_plain_text(text: str) -> bool:
    """Tell whether a JSON text is surely one of printable characters, none of them written in another way."""
    return text.isprintable() and text[:1] == text[-1:] == '"' and text.count('"') == _QUOTES and "\\" not in text


def _fault_of_value(text: str, shape: Shape | None) -> Callable[[str, str], Message] | None:
    """Return how to tell what is wrong with one value, by its field and record."""
    try:
        value = _read(text)
    except ValueError:
        return lambda _field, _uid: _("giá trị không phải JSON")
    if type(value) is int and abs(value) > LARGEST_INTEGER:
        return lambda _field, _uid: _("số quá lớn")
    if value is not None and shape is not None and not shape(value):
        return lambda field, uid: _("giá trị không hợp với trường {field} của hồ sơ {uid}", field=field, uid=uid)
    return None


def _read(text: str) -> object:
    """Read JSON; what is not nested cannot hold a key twice and takes the fast way. Raises ValueError."""
    # Loaded here, when a value is judged: the window opens without it.
    import msgspec

    try:
        value = read_json(text) if text[:1] in ("[", "{") else msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        raise StrictJsonError(str(error)) from error
    if text[0] == " " or text[-1] == " " or isinstance(value, float):
        raise StrictJsonError("not the compact form of a whole number, text, flag or null")
    return value


def _is_text(value: object) -> bool:
    return isinstance(value, str) and _FORBIDDEN.search(value) is None


def _is_number(value: object) -> bool:
    return type(value) is int


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _matches(shape: re.Pattern[str]) -> Shape:
    return lambda value: isinstance(value, str) and shape.fullmatch(value) is not None


def _written_as(read: Callable[[str], str]) -> Shape:
    """Accept what ``read`` understands and would write the same."""

    def shape(value: object) -> bool:
        try:
            return isinstance(value, str) and read(value) == value
        except ValueError:
            return False

    return shape


_SHAPES: dict[FieldType, Shape] = {
    FieldType.TEXT: _is_text,
    FieldType.LONG_TEXT: _is_text,
    FieldType.DATE: _written_as(lambda text: dt.date.fromisoformat(text).isoformat()),
    FieldType.TIME: _written_as(lambda text: dt.time.fromisoformat(text).isoformat("minutes")),
    FieldType.DATETIME: _written_as(lambda text: dt.datetime.fromisoformat(text).isoformat("T", "minutes")),
    FieldType.INTEGER: _is_number,
    FieldType.DECIMAL: is_kept_decimal,
    FieldType.MONEY: _is_number,
    FieldType.CHOICE: _matches(_CODE),
    FieldType.BOOLEAN: _is_flag,
    FieldType.REFERENCE: _matches(_UID),
}
_SHAPES_OF_ALL: dict[str, Shape] = {DELETED: _is_flag, SEEN: _matches(_SEEN)}
"""Of what every kind has beside its fields."""
