"""Dates and times as officers write them: day first, in figures or in words, with or without tone marks.

A year of two digits is of this century from 00 to 49 and of the last one from 50 to 99: plans reach some years ahead,
years of birth reach back. Years are held between 1900 and 2100, since others are slips of the finger.
"""

from __future__ import annotations

import datetime as dt
import re

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.months import last_day_of
from danvan_desktop.domain.text import fold, normalise
from danvan_desktop.localization import Message, _
from danvan_desktop.patterns import pattern

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_LAST_SHORT_YEAR_OF_THIS_CENTURY = 49
_NOON = 12
_SHOWN_LENGTH = 40

# What they read is folded: “ngày” is “ngay”, “giờ” is “gio”.
_WHOLE = r"(?<![0-9])(?:ngay )?{}(?![0-9])"
_YEAR_FIRST = r"(?P<year>[0-9]{4})(?P<apart>[-/.])(?P<month>[0-9]{1,2})(?P=apart)(?P<day>[0-9]{1,2})"
_DAY_FIRST = r"(?P<day>[0-9]{1,2}) ?(?P<apart>[-/.]) ?(?P<month>[0-9]{1,2}) ?(?P=apart) ?(?P<year>[0-9]{4}|[0-9]{2})"
_IN_WORDS = (
    r"(?:m[uo]ng )?(?P<day>[0-9]{1,2}) thang (?P<month>[0-9]{1,2})"
    r"(?: ?[,/] ?| )(?:nam )?(?P<year>[0-9]{4}|[0-9]{2})"
)
_PARTED_OTHERWISE = r"(?P<day>[0-9]{1,2})(?P<apart> ?, ?| )(?P<month>[0-9]{1,2})(?P=apart)(?P<year>[0-9]{4}|[0-9]{2})"
_RUN_TOGETHER = r"(?P<day>[0-9]{2})(?P<month>0[1-9]|1[0-2])(?P<year>(?:19|20)[0-9]{2}|2100)"
_YEAR_FIRST_RUN_TOGETHER = r"(?P<year>(?:19|20)[0-9]{2}|2100)(?P<month>0[1-9]|1[0-2])(?P<day>[0-9]{2})"
_DATES = tuple(pattern(_WHOLE.format(form)) for form in (_YEAR_FIRST, _DAY_FIRST, _IN_WORDS))
_HASTY = tuple(pattern(_WHOLE.format(form)) for form in (_PARTED_OTHERWISE, _RUN_TOGETHER, _YEAR_FIRST_RUN_TOGETHER))
"""As typed in a hurry: whole dates only, since beside a time such figures may be anything."""
_WITHOUT_YEAR = pattern(r"(?:ngay )?(?:m[uo]ng )?(?P<day>[0-9]{1,2})(?: thang | ?[-/.] ?)(?P<month>[0-9]{1,2})")
_TIME = pattern(
    r"(?P<hour>[0-9]{1,2})"
    r"(?: ?: ?(?P<figures>[0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)?"
    r"| ?(?:gio|h|g)(?: ?(?P<words>[0-9]{1,2})(?: ?(?:phut|p|'))?)?)"
    r"(?: ?(?P<part>sang|trua|chieu|toi|dem|sa|ch|am|pm))?"
)
_HASTY_WITH_TIME = pattern(r"(?P<date>[0-9][0-9 ,./-]*[0-9])(?: |, )(?:luc |hoi |vao )?(?P<time>[0-9]{1,2} ?[:hg].*)")
_TIME_IN_FIGURES = pattern(r"(?P<date>.*(?:19|20)[0-9]{2}) (?P<hour>[01][0-9]|2[0-3])(?P<minute>[0-5][0-9])")
"""Four figures behind a year: 12082026 1930."""
_TIME_WITHOUT_YEAR = pattern(
    r"(?:luc |hoi |vao )?(?P<time>[0-9]{1,2} ?[:hg].*?)(?:,? ngay |, | )"
    r"(?P<date>(?:m[uo]ng )?[0-9]{1,2}(?: thang | ?[-/.] ?)[0-9]{1,2})"
)
_BEFORE_TIME = pattern(r"(?:[ ,;-]|luc |hoi |vao |t(?=[0-9]))+")
_DASHES = str.maketrans("‐‑‒–—", "-----")

_HOURS_OF_PART = {
    "sang": range(12),
    "trua": range(10, 15),
    "chieu": range(12, 20),
    "toi": range(17, 24),
    "dem": (20, 21, 22, 23, 0, 1, 2, 3, 4),
    # Windows in Vietnamese writes SA and CH for AM and PM.
    "sa": range(12),
    "am": range(12),
    "ch": range(12, 24),
    "pm": range(12, 24),
}
_TWELVE_IS_MIDNIGHT = ("sa", "am")


class DateError(DanvanError):
    """What was typed is no date or time, or one that does not exist."""


def parse_date(text: str, today: dt.date | None = None) -> dt.date:
    """Read a date such as 12/8/2026, 12-08-26, 12.8.2026, 2026-08-12 or ngày 12 tháng 8 năm 2026.

    Also as it is typed in a hurry: 12082026, 12 8 2026, 12,8,2026. The day comes first unless the year does. A day
    without a year is of the year of ``today``, where that is known.

    Raises:
        DateError: it is no date, the year is missing, or there is no such day.
    """
    read = _read(text)
    for form in (*_DATES, *_HASTY):
        if match := form.fullmatch(read):
            return _date(match)
    if match := _WITHOUT_YEAR.fullmatch(read):
        if today is not None:
            return _day_of(int(match["day"]), int(match["month"]), today.year)
        raise DateError(_("“{text}” thiếu năm; hãy ghi đủ ngày, tháng, năm như 12/8/2026.", text=_shown(text)))
    raise DateError(_("“{text}” không phải là ngày; hãy ghi như 12/8/2026.", text=_shown(text)))


def held_day(text: str) -> dt.date | None:
    """Return the day at the beginning of a stored text, ``None`` for one that no form could have saved.

    What came from elsewhere may name the year 1 or 9999, with which nothing can be reckoned.
    """
    try:
        day = dt.date.fromisoformat(text[:10])
    except ValueError:
        return None
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def parse_time(text: str) -> dt.time:
    """Read a time of day such as 14:30, 14h30, 14 giờ 30, 14h, 2 giờ 30 phút chiều; seconds are left out.

    Sáng, trưa, chiều, tối, đêm (and SA, CH, AM, PM) place an hour of the twelve in its half of the day.

    Raises:
        DateError: it is no time, there is no such hour or minute, or the part of the day does not fit (14 giờ sáng,
            12 giờ đêm, which may mean the beginning or the end of a day).
    """
    return _time(_read(text), text)


def parse_datetime(text: str, today: dt.date | None = None, day: dt.date | None = None) -> dt.datetime:
    """Read a date and a time in either order: 2026-08-12T14:30, 14h30 ngày 12/8/2026, 12/8/2026 14:30, 12082026 1430.

    A time alone is of ``day``, a day without a year of the year of ``today``, where these are known.

    Raises:
        DateError: one of the two is missing or does not exist.
    """
    read = _read(text)
    if figures := _TIME_IN_FIGURES.fullmatch(read):
        read = "{date} {hour}:{minute}".format_map(figures.groupdict())
    if day is not None and _TIME.fullmatch(read):
        return dt.datetime.combine(day, _time(read, text))
    match = next((match for form in _DATES if (match := form.search(read))), None)
    if match is None and (parts := _HASTY_WITH_TIME.fullmatch(read) or _TIME_WITHOUT_YEAR.fullmatch(read)):
        return dt.datetime.combine(parse_date(parts["date"], today), _time(parts["time"], text))
    if match is None:
        raise DateError(_("“{text}” chưa có ngày; hãy ghi như 14h30 ngày 12/8/2026.", text=_shown(text)))
    rest = f"{read[: match.start()].rstrip(' ,;-')} {read[match.end() :]}"
    rest = rest[_leading(rest) :].rstrip()
    if not rest:
        raise DateError(_("“{text}” chưa có giờ; hãy ghi như 14h30 ngày 12/8/2026.", text=_shown(text)))
    return dt.datetime.combine(_date(match), _time(rest, text))


def _read(text: str) -> str:
    """Fold what was typed, with single blanks, plain hyphens and nothing after the end."""
    return " ".join(fold(normalise(text)).translate(_DASHES).split()).rstrip(" .,;")


def _leading(rest: str) -> int:
    match = _BEFORE_TIME.match(rest)
    return match.end() if match else 0


def _date(match: re.Match[str]) -> dt.date:
    year = int(match["year"])
    if len(match["year"]) == 2:
        year += 2000 if year <= _LAST_SHORT_YEAR_OF_THIS_CENTURY else 1900
    return _day_of(int(match["day"]), int(match["month"]), year)


def _day_of(day: int, month: int, year: int) -> dt.date:
    problem = _date_problem(day, month, year)
    if problem is not None:
        raise DateError(problem)
    return dt.date(year, month, day)


def _date_problem(day: int, month: int, year: int) -> Message | None:
    """Say what is wrong with a day, if anything is; numbers go as text, since a year is not grouped."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return _(
            "Năm {year} nằm ngoài khoảng từ {first} đến {last}.",
            year=str(year),
            first=str(_FIRST_YEAR),
            last=str(_LAST_YEAR),
        )
    if not 1 <= month <= 12:
        return _("Không có tháng {month}; ghi ngày trước, tháng sau, như 12/8/2026.", month=str(month))
    last_day = last_day_of(year, month)
    if day < 1:
        return _("Không có ngày {day}; ngày đi từ 1.", day=str(day))
    if day > last_day:
        return _("Tháng {month} năm {year} chỉ có {days} ngày.", month=str(month), year=str(year), days=last_day)
    return None


def _time(read: str, typed: str) -> dt.time:
    match = _TIME.fullmatch(read)
    if match is None:
        raise DateError(_("“{text}” không phải là giờ; hãy ghi như 14:30 hoặc 14h30.", text=_shown(typed)))
    hour, minute = int(match["hour"]), int(match["figures"] or match["words"] or 0)
    if hour > 23:
        raise DateError(_("Không có {hour} giờ; giờ đi từ 0 đến 23.", hour=hour))
    if minute > 59:
        raise DateError(_("Không có {minute} phút; phút đi từ 0 đến 59.", minute=minute))
    part = match["part"]
    return dt.time(hour if part is None else _hour_of_day(hour, part, typed), minute)


def _hour_of_day(hour: int, part: str, typed: str) -> int:
    if hour == _NOON and part in _TWELVE_IS_MIDNIGHT:
        return 0
    meant = (hour, hour + _NOON) if hour < _NOON else (hour,)
    for candidate in meant:
        if candidate in _HOURS_OF_PART[part]:
            return candidate
    raise DateError(_("“{text}” không rõ là mấy giờ; hãy ghi theo 24 giờ, như 14:30.", text=_shown(typed)))


def _shown(text: str) -> str:
    shown = " ".join(normalise(text).split())
    return shown if len(shown) <= _SHOWN_LENGTH else shown[:_SHOWN_LENGTH] + "…"
