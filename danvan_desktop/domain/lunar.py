"""The Vietnamese lunar calendar, computed from the positions of moon and sun.

The rule, as Hồ Ngọc Đức published it: days are those of Hanoi (UTC+7); a month starts on the day of the new moon; the
month of the winter solstice is the eleventh; where thirteen months lie between two eleventh months, the first of them
in which the sun enters no new sign (30° of longitude) is a leap month and takes the number of the month before.

New moons and the sun's longitude follow Jean Meeus, Astronomical Algorithms (chapters 49 and 25), whose short series
used here are right to three minutes of time and a hundredth of a degree. The rule holds from 1968 on, when Vietnam
took the calendar of its own time zone; up to 2070 no new moon is so near to midnight that this could matter.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from itertools import pairwise
from math import floor, radians, sin

from msgspec import Struct

_MONTH_DAYS = 29.530588861
_FIRST_NEW_MOON = 2451550.09766  # number 0: 6 January 2000
_EPOCH = 2451545.0  # 1 January 2000, noon
_CENTURY_DAYS = 36525.0
_MOONS_IN_CENTURY = 1236.85
_DAY_ZERO = 1721424.5  # Julian date of midnight before the day with ordinal 0 of datetime.date
_HANOI = 7 / 24
_CLOCK_LAG = 70 / 86400  # dynamical less universal time in our decades

_SOLSTICE_SIGN = 9
_SOLSTICE_MONTH = 11
_YEARS_KEPT = 128
"""The calendar of public holidays asks for sixteen days of each year; every connection to a store reads it."""

# Days that each term shifts the new moon: amplitude, then multiples of the sun's anomaly, the moon's anomaly and the
# moon's argument of latitude. A term with the sun's anomaly shrinks with the eccentricity of the earth's orbit.
_NEW_MOON_TERMS = (
    (-0.40720, 0, 1, 0),
    (0.17241, 1, 0, 0),
    (0.01608, 0, 2, 0),
    (0.01039, 0, 0, 2),
    (0.00739, -1, 1, 0),
    (-0.00514, 1, 1, 0),
    (0.00208, 2, 0, 0),
    (-0.00111, 0, 1, -2),
    (-0.00057, 0, 1, 2),
    (0.00056, 1, 2, 0),
    (-0.00042, 0, 3, 0),
    (0.00042, 1, 0, 2),
    (0.00038, 1, 0, -2),
    (-0.00024, -1, 2, 0),
)


class LunarDate(Struct, frozen=True):
    """A day of the lunar calendar; ``leap`` marks the second of two months with one number."""

    day: int
    month: int
    year: int
    leap: bool = False


class _Month(Struct, frozen=True):
    """A lunar month: the ordinal of its first day and its length in days."""

    first: int
    length: int
    number: int
    year: int
    leap: bool


def to_lunar(day: dt.date) -> LunarDate:
    """Return the lunar date of a day."""
    ordinal = day.toordinal()
    months = (*_months(day.year), *_months(day.year + 1))
    month = next(month for month in months if ordinal < month.first + month.length)
    return LunarDate(ordinal - month.first + 1, month.number, month.year, month.leap)


def from_lunar(day: int, month: int, year: int, leap: bool = False) -> dt.date:
    """Return the day of a lunar date; raises ValueError for one that does not exist."""
    for candidate in _months(year + 1 if month >= _SOLSTICE_MONTH else year):
        if (candidate.number, candidate.leap) == (month, leap) and 1 <= day <= candidate.length:
            return dt.date.fromordinal(candidate.first + day - 1)
    raise ValueError(f"no lunar day {day}, month {month}{' (leap)' if leap else ''}, year {year}")


@lru_cache(_YEARS_KEPT)
def _months(year: int) -> tuple[_Month, ...]:
    """List the months from the eleventh of ``year - 1`` to the tenth of ``year``, leap months among them."""
    begin, end = _solstice_moon(year - 1), _solstice_moon(year)
    firsts = [_new_moon_day(moon) for moon in range(begin, end + 1)]
    leap_place = _leap_place(firsts)
    months = []
    for place, (first, following) in enumerate(pairwise(firsts)):
        leap = place == leap_place
        months_on = place - 1 if leap_place is not None and place >= leap_place else place
        number = (_SOLSTICE_MONTH - 1 + months_on) % 12 + 1
        its_year = year - 1 if number >= _SOLSTICE_MONTH else year
        months.append(_Month(first, following - first, number, its_year, leap))
    return tuple(months)


def _leap_place(firsts: list[int]) -> int | None:
    """Find the leap month among those that start on ``firsts``, the last of which starts the next eleventh month."""
    if len(firsts) - 1 == 12:
        return None
    signs = [_sign(first) for first in firsts]
    return next(place for place, (sign, following) in enumerate(pairwise(signs)) if sign == following)


def _solstice_moon(year: int) -> int:
    """Number the new moon that starts the month of the winter solstice of ``year``."""
    last_day = dt.date(year, 12, 31).toordinal()
    moon = floor((last_day + _DAY_ZERO - _FIRST_NEW_MOON) / _MONTH_DAYS) + 1
    while _new_moon_day(moon) > last_day or _sign(_new_moon_day(moon)) == _SOLSTICE_SIGN:
        moon -= 1
    return moon


def _new_moon_day(moon: int) -> int:
    """Return the ordinal of the day in Hanoi on which the new moon of this number falls."""
    return floor(_new_moon(moon) - _CLOCK_LAG + _HANOI - _DAY_ZERO)


def _new_moon(moon: int) -> float:
    """Return the Julian date (dynamical time) of a new moon."""
    centuries = moon / _MOONS_IN_CENTURY
    shrinking = 1 - 0.002516 * centuries - 0.0000074 * centuries**2
    sun = radians(2.5534 + 29.10535670 * moon - 0.0000014 * centuries**2)
    anomaly = radians(201.5643 + 385.81693528 * moon + 0.0107582 * centuries**2)
    latitude = radians(160.7108 + 390.67050284 * moon - 0.0016118 * centuries**2)
    node = radians(124.7746 - 1.56375588 * moon + 0.0020672 * centuries**2)
    shift = sum(
        days * shrinking ** abs(suns) * sin(suns * sun + moons * anomaly + latitudes * latitude)
        for days, suns, moons, latitudes in _NEW_MOON_TERMS
    )
    mean = _FIRST_NEW_MOON + _MONTH_DAYS * moon + 0.00015437 * centuries**2
    return mean + shift - 0.00017 * sin(node)


def _sign(ordinal: int) -> int:
    """Return the sign (0 from the spring equinox, to 11) in which a day in Hanoi finds the sun as it begins."""
    return floor(_sun_longitude(ordinal + _DAY_ZERO - _HANOI + _CLOCK_LAG) / 30)


def _sun_longitude(julian_date: float) -> float:
    """Return the apparent longitude of the sun in degrees, from 0 up to 360."""
    centuries = (julian_date - _EPOCH) / _CENTURY_DAYS
    mean = 280.46646 + 36000.76983 * centuries + 0.0003032 * centuries**2
    anomaly = radians(357.52911 + 35999.05029 * centuries - 0.0001537 * centuries**2)
    centre = (
        (1.914602 - 0.004817 * centuries - 0.000014 * centuries**2) * sin(anomaly)
        + (0.019993 - 0.000101 * centuries) * sin(2 * anomaly)
        + 0.000289 * sin(3 * anomaly)
    )
    nutation = -0.00569 - 0.00478 * sin(radians(125.04 - 1934.136 * centuries))
    return (mean + centre + nutation) % 360
