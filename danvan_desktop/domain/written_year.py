"""Of which year a record is, for files and tables that are divided by years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import lru_cache

from danvan_desktop.domain.fields import FieldType
from danvan_desktop.domain.kind import Kind

_MILLISECONDS_A_DAY = 86_400_000
_VIETNAM = 7 * 3_600_000
"""Milliseconds by which the day begins earlier in Việt Nam than in UTC."""
_DATED = frozenset({FieldType.DATE, FieldType.DATETIME})
FIRST_YEAR, LAST_YEAR = 1970, 2199
"""A year outside of these comes from a wrong clock or a slip of the finger: it counts as the nearest of them."""
_EPOCH, _LATEST = dt.date(FIRST_YEAR, 1, 1).toordinal(), dt.date(LAST_YEAR, 12, 31).toordinal()


def year_of_clock(clock: int) -> int:
    """Return the year, in Việt Nam, of a hybrid clock's number (milliseconds, then 16 bits of a counter)."""
    return _year_of_day(_EPOCH + ((clock >> 16) + _VIETNAM) // _MILLISECONDS_A_DAY)


@lru_cache(maxsize=4_096)
def _year_of_day(ordinal: int) -> int:
    return dt.date.fromordinal(min(max(ordinal, _EPOCH), _LATEST)).year


def year_of_record(kind: Kind | None, said: Callable[[str], str | None], written: int) -> int:
    """Return the year of the day that a kind is ordered by; ``written`` where there is none, or no such day.

    ``said`` gives the JSON text of a field, ``None`` for one that is empty.
    """
    day = "" if kind is None else day_of_order(kind)
    return year_of_day((said(day) if day else None) or "", written)


def day_of_order(kind: Kind) -> str:
    """Return the name of the field with the day that a kind is ordered by, empty where it is ordered by none."""
    field = kind.by_name.get(kind.order.lstrip("-"))
    return field.name if field is not None and field.type in _DATED else ""


def year_of_day(text: str, written: int) -> int:
    """Return the year of a day by its JSON text; ``written`` where it is no day."""
    year = text.strip('"')[:4]
    return _within(int(year)) if year.isascii() and year.isdecimal() else written


def _within(year: int) -> int:
    return min(max(year, FIRST_YEAR), LAST_YEAR)
