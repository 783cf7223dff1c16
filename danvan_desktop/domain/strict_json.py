"""JSON that has one meaning for every reader: no duplicate keys, no NaN, no fractions, nothing nested deeply."""

from __future__ import annotations

import json
import re
from typing import Any

from danvan_desktop.patterns import pattern

DEEPEST = 16
"""How far JSON may nest."""
LARGEST_INTEGER = 2**53 - 1
"""Above it readers in other languages lose digits."""

_STRING = pattern(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_LONGEST_NUMBER = 20


class StrictJsonError(ValueError):
    """A text is not JSON, or not of the strict kind."""


def read_json(text: str) -> Any:
    """Return the value of a JSON text; raises StrictJsonError."""
    if _depth(text) > DEEPEST:
        raise StrictJsonError("nested too deeply")
    try:
        value = json.loads(
            text, object_pairs_hook=_unique, parse_int=_integer, parse_float=_refuse, parse_constant=_refuse
        )
    except json.JSONDecodeError as error:
        raise StrictJsonError(str(error)) from error
    _refuse_surrogates(value)
    return value


def _depth(text: str) -> int:
    depth = deepest = 0
    for character in _STRING.sub("", text):
        if character in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "]}":
            depth -= 1
    return deepest


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise StrictJsonError("duplicate key")
    return found


def _integer(text: str) -> int:
    if len(text) > _LONGEST_NUMBER or abs(int(text)) > LARGEST_INTEGER:
        raise StrictJsonError("number too large")
    return int(text)


def _refuse(text: str) -> None:
    raise StrictJsonError(f"not a whole number: {text[:20]}")


def _refuse_surrogates(value: Any) -> None:
    """Half a character, which JSON's escapes can write, is no text that a file or a database can keep."""
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise StrictJsonError("half a character") from error
    elif isinstance(value, list):
        for item in value:
            _refuse_surrogates(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            _refuse_surrogates(key)
            _refuse_surrogates(item)
