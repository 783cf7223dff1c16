"""Counting in months, whose lengths differ."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

Day = TypeVar("Day", bound=dt.date)
"""A day, or a moment on it."""


def last_day_of(year: int, month: int) -> int:
    """Return how many days a month (1 to 12) has."""
    return 31 if month == 12 else (dt.date(year, month + 1, 1) - dt.timedelta(days=1)).day


def months_later(first: Day, months: int, day: int | None = None) -> Day:
    """Return a day of the month some months later: the same as that of ``first``, or ``day`` (1 to 31).

    In a month that is too short for it, it is the last. Raises ValueError beyond the calendar.
    """
    years, month = divmod(first.month - 1 + months, 12)
    year = first.year + years
    last = last_day_of(year, month + 1)
    return first.replace(year=year, month=month + 1, day=min(day or first.day, last))
