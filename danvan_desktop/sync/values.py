"""Judges the values of changes from elsewhere.

A hostile or faulty sender cannot put into a store what no form could have saved and no screen could show. What is
meaningful is for the rules of the kinds; here only the JSON type and the written form are judged. Kinds and fields that
this version does not know may hold any strict JSON.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import msgspec

from danvan_desktop.domain.change import DELETED, SEEN, Change
from danvan_desktop.domain.fields import FieldType
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.localization import _
from danvan_desktop.sync.errors import ill_formed
from danvan_desktop.sync.strict_json import LARGEST_INTEGER, StrictJsonError, read_json

_UID = re.compile(r"[0-9A-Za-z_.-]{1,64}")
_CODE = re.compile(r"[0-9A-Za-z_.-]{1,64}")
_ID = r"[0-9a-f]{16}:[a-z]{1,32}:[1-9][0-9]{0,14}"
_SEEN = re.compile(rf"{_ID}(?: {_ID})*")
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters, which no page can print, and those that turn the direction of text, which show another text than
is there: forms let none of them in."""

Shape = Callable[[object], bool]


class ValueCheck:
    """Tells the values that the fields of this version can hold."""

    def __init__(self, kinds: Kinds) -> None:
        """Know the declarations."""
        self._shapes: dict[tuple[str, str], Shape] = {
            (kind.name, field.name): _SHAPES[field.type] for kind in kinds for field in kind.fields
        }
        self._shapes |= {(kind.name, DELETED): _is_flag for kind in kinds}
        self._shapes |= {(kind.name, SEEN): _matches(_SEEN) for kind in kinds}

    def check(self, change: Change) -> None:
        """Raise DamagedBundle for a value that its field cannot hold; redacted ones pass."""
        if change.value is None:
            return
        value = self._read(change.value)
        shape = self._shapes.get((change.kind, change.field))
        if value is not None and shape is not None and not shape(value):
            raise _unfit(change)

    def _read(self, text: str) -> object:
        """Read JSON; what is not nested cannot hold a key twice and takes the fast way."""
        try:
            value = read_json(text) if text[0] in "[{" else msgspec.json.decode(text)
        except (StrictJsonError, msgspec.DecodeError) as error:
            raise ill_formed(_("giá trị không phải JSON")) from error
        if text[0] == " " or text[-1] == " " or isinstance(value, float):
            raise ill_formed(_("giá trị không phải JSON"))
        if type(value) is int and abs(value) > LARGEST_INTEGER:
            raise ill_formed(_("số quá lớn"))
        return value


def _unfit(change: Change) -> Exception:
    return ill_formed(_("giá trị không hợp với trường {field} của bản ghi {uid}", field=change.field, uid=change.uid))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and _FORBIDDEN.search(value) is None


def _is_number(value: object) -> bool:
    return type(value) is int


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _matches(pattern: re.Pattern[str]) -> Shape:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


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
    FieldType.MONEY: _is_number,
    FieldType.CHOICE: _matches(_CODE),
    FieldType.BOOLEAN: _is_flag,
    FieldType.REFERENCE: _matches(_UID),
}
