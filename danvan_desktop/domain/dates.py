"""Dates and times as officers write them: day first, in figures or in words.

A year of two digits is of this century up to 49 and of the last one from 50.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.text import normalise
from danvan_desktop.localization import Message, _

_CENTURY_TURNS_AT = 50
_FIRST_YEAR, _LAST_YEAR = 1900, 2100

_DAY = re.compile(
    r"(?:ngày\s+)?(?<!\d)(?:"
    r"(?P<iso_year>\d{4})-(?P<iso_month>\d{1,2})-(?P<iso_day>\d{1,2})"
    r"|(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4}|\d{2})"
    r"|(?P<word_day>\d{1,2})\s+tháng\s+(?P<word_month>\d{1,2})\s*,?\s*(?:năm\s+)?(?P<word_year>\d{4})"
    r")(?!\d)",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(\d{1,2})\s*(?::|h|g|giờ)\s*(?:(\d{1,2})\s*(?:phút|p)?)?(?::\d{2})?\s*(sáng|trưa|chiều|tối|đêm)?", re.IGNORECASE
)
_BETWEEN = re.compile(r"[\s,;T]+|lúc", re.IGNORECASE)

_AFTERNOON = ("chiều", "tối")
_NOON = 12


class DateError(DanvanError):
    """What was typed is no date or time, or one that does not exist."""


def parse_date(text: str) -> dt.date:
    """Read a date such as 12/8/2026, 12-08-26, 2026-08-12 or ngày 12 tháng 8 năm 2026; raises DateError."""
    typed = normalise(text).strip()
    match = _DAY.fullmatch(typed)
    if match is None:
        raise DateError(_("“{text}” không phải là ngày; hãy ghi như 12/8/2026.", text=_shortened(typed)))
    return _matched_day(match)


def parse_time(text: str) -> dt.time:
    """Read a time of day such as 14:30, 14h30, 2 giờ 30 chiều or 8h; raises DateError."""
    typed = normalise(text).strip()
    match = _TIME.fullmatch(typed)
    if match is None:
        raise DateError(_("“{text}” không phải là giờ; hãy ghi như 14:30 hoặc 14h30.", text=_shortened(typed)))
    hour, minute = int(match.group(1)), int(match.group(2) or 0)
    if (match.group(3) or "").lower() in _AFTERNOON and hour < _NOON:
        hour += _NOON
    if hour > 23 or minute > 59:
        raise DateError(_("Không có {hour} giờ {minute} phút trong ngày.", hour=hour, minute=minute))
    return dt.time(hour, minute)


def parse_datetime(text: str) -> dt.datetime:
    """Read a day with a time in either order, such as 14h30 ngày 12/8/2026; raises DateError."""
    typed = normalise(text).strip()
    match = _DAY.search(typed)
    time = "" if match is None else _trimmed(typed[: match.start()]) or _trimmed(typed[match.end() :])
    if match is None or not time:
        raise DateError(_("“{text}” chưa đủ ngày và giờ; hãy ghi như 12/8/2026 14:30.", text=_shortened(typed)))
    return dt.datetime.combine(_matched_day(match), parse_time(time))


def _trimmed(text: str) -> str:
    """Take off what joins a day and a time: blanks, commas, “lúc”, the T of ISO 8601."""
    while match := _BETWEEN.match(text):
        text = text[match.end() :]
    return text.rstrip(" ,;")


def _matched_day(match: re.Match[str]) -> dt.date:
    parts = {name: value for name, value in match.groupdict().items() if value is not None}
    year, month, day = (
        int(value) for name in ("year", "month", "day") for key, value in parts.items() if key.endswith(name)
    )
    if len(parts.get("year", "")) == 2:
        year += 1900 if year >= _CENTURY_TURNS_AT else 2000
    return _existing_day(year, month, day)


def _existing_day(year: int, month: int, day: int) -> dt.date:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise DateError(_("Năm {year} nằm ngoài khoảng từ 1900 đến 2100.", year=str(year)))
    if not 1 <= month <= 12:
        raise DateError(_("Không có tháng {month}; tháng đi từ 1 đến 12.", month=month))
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise DateError(_day_problem(year, month, day, last))
    return dt.date(year, month, day)


def _day_problem(year: int, month: int, day: int, last: int) -> Message:
    if day < 1:
        return _("Không có ngày {day}.", day=day)
    return _("Tháng {month} năm {year} chỉ có {last} ngày.", month=month, year=str(year), last=last)


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"
