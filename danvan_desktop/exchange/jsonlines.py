"""Records as JSON: one object, an array of them, or JSON Lines with one object a line; read strictly."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.text import is_text
from danvan_desktop.localization import Message, _

_UID = "uid"
_MOST_DIGITS = 30
"""More than any field takes; turning thousands of digits into a number takes seconds."""


class JsonError(DanvanError):
    """A text is no JSON of records; ``line`` counts from 1."""

    def __init__(self, line: int, reason: Message) -> None:
        """Name the line and what is wrong with it."""
        super().__init__(_("Dòng {line}: {reason}", line=line, reason=reason))
        self.line = line


@dataclass(frozen=True)
class NumberedDraft:
    """A draft and the line that it stood on."""

    line: int
    draft: Draft


def read_drafts(text: str, kind: Kind) -> list[NumberedDraft]:
    """Read one object or an array (over any number of lines) or JSON Lines; raises JsonError for the first fault.

    An object holds field names with their values and may hold ``uid``. Those of an array are numbered by their places.
    """
    text = text.removeprefix("\ufeff")
    return [NumberedDraft(line, _draft(kind, line, entry)) for line, entry in _objects(text)]


def write_record(record: Record, without: Collection[str] = ()) -> dict[str, Any]:
    """Return a record as JSON people's programs read: ``kind``, ``uid``, then its fields that are not empty."""
    filled = {name: value for name, value in record.values.items() if value is not None and name not in without}
    return {"record": record.kind, _UID: record.uid, **filled}


def _objects(text: str) -> Iterator[tuple[int, object]]:
    try:
        whole = _parse(text)
        yield from enumerate(whole, 1) if isinstance(whole, list) else [(1, whole)]
    except json.JSONDecodeError:
        lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
        if len(lines) < 2:
            raise JsonError(lines[0][0] if lines else 1, _("không phải JSON hợp lệ.")) from None
    else:
        return
    for number, line in lines:
        try:
            yield number, _parse(line)
        except json.JSONDecodeError as error:
            raise JsonError(number, _("không phải JSON hợp lệ (cột {column}).", column=error.colno)) from None
        except _RefusedError as error:
            raise JsonError(number, error.reason) from None


def _parse(text: str) -> object:
    try:
        return json.loads(
            text,
            object_pairs_hook=_unique,
            parse_constant=_no_constant,
            parse_int=_whole_number,
            parse_float=_finite_number,
        )
    except RecursionError:
        raise _RefusedError(_("lồng quá sâu.")) from None


class _RefusedError(JsonError):
    """JSON that is read by some programs this way and by others that way."""

    def __init__(self, reason: Message) -> None:
        super().__init__(1, reason)
        self.reason = reason


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    names = [name for name, _value in pairs]
    for name in names:
        if names.count(name) > 1:
            raise _RefusedError(_("trường “{field}” ghi hai lần.", field=name))
    return dict(pairs)


def _no_constant(text: str) -> object:
    raise _RefusedError(_("“{text}” không phải là số.", text=text))


def _whole_number(text: str) -> int:
    if len(text) > _MOST_DIGITS:
        raise _RefusedError(_("số {number}… có quá nhiều chữ số.", number=text[:_MOST_DIGITS]))
    return int(text)


def _finite_number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise _RefusedError(_("số “{number}” quá lớn.", number=text[:_MOST_DIGITS]))
    return number


def _draft(kind: Kind, line: int, entry: object) -> Draft:
    if not isinstance(entry, Mapping):
        raise JsonError(line, _("phải là một đối tượng JSON {example}.", example='{"…": …}'))
    values = dict(entry)
    broken = next((name for name, value in values.items() if not is_text(f"{name}{value}")), None)
    if broken is not None:
        raise JsonError(line, _("trường “{field}” có ký tự bị hỏng (nửa ký tự Unicode).", field=broken))
    uid = values.pop(_UID, None)
    if uid is not None and not isinstance(uid, str):
        raise JsonError(line, _("uid phải là chữ."))
    return Draft(kind.name, values, uid)
