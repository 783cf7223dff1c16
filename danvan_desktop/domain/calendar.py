"""Working days of the state offices: weekdays that are no public holiday, and the Saturdays worked in exchange.

The law (Labour Code 45/2019/QH14) fixes the holidays (article 112) and gives the next working day for one that falls
on a weekend (article 111, paragraph 3). Each year the Prime Minister decides what the law leaves open, and whether a
day between a holiday and a weekend is exchanged for a Saturday. Both are data, ``resources/calendar/holidays.json``.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from msgspec import Struct, field

from danvan_desktop.domain.lunar import from_lunar

_DAY = dt.timedelta(days=1)
_MOST_TERMS = 1_024
"""Terms of which it is remembered how they end."""
_SATURDAY = 5
_WEEKEND = 2


class WorkCalendar(Struct, frozen=True, dict=True):
    """The days that are worked.

    ``holidays`` maps each day off, days in lieu and exchanged days included, to the holiday it is for;
    ``swapped_workdays`` are weekend days that are worked instead; ``announced_years`` are those whose days off are
    known, not only computed from the law. On the days that are ``unsettled`` it is still to be decided whether offices
    work; of a year outside ``known_years`` (``None``: all are known) only weekends are known.
    """

    holidays: Mapping[dt.date, str]
    swapped_workdays: frozenset[dt.date]
    announced_years: frozenset[int] = frozenset()
    unsettled: frozenset[dt.date] = frozenset()
    known_years: range | None = None

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> WorkCalendar:
        """Read ``resources/calendar/holidays.json``; raises KeyError or ValueError when it is malformed.

        Holidays that are not yet law (``confirmed`` false) are left out, and whether offices work on them is not known
        since the year in which they came ``in_question_from``. Years without an entry, from ``first_year``
        to ``last_year``, follow from the law alone; others know only weekends.
        """
        rules = [_Rule.from_data(entry) for entry in data["holidays"] if entry["confirmed"]]
        in_question = [
            (entry["in_question_from"], _Rule.from_data(entry)) for entry in data["holidays"] if not entry["confirmed"]
        ]
        years = {entry["year"]: _Year.from_data(entry) for entry in data["years"]}
        holidays: dict[dt.date, str] = {}
        unsettled: set[dt.date] = set()
        known = range(data["first_year"], data["last_year"] + 1)
        for number in known:
            year = years.get(number, _Year(number))
            holidays |= _days_off(rules, year) | {swap.off: swap.name for swap in year.swaps}
            unsettled |= set() if year.announced else _days_to_be_decided(rules, year)
            unsettled |= _days_off([rule for first, rule in in_question if number >= first], year).keys()
        return cls(
            holidays,
            frozenset(swap.work for year in years.values() for swap in year.swaps),
            frozenset(year.number for year in years.values() if year.announced),
            frozenset(unsettled),
            known,
        )

    def is_settled(self, first: dt.date, last: dt.date) -> bool:
        """Tell whether it is known for sure which days from ``first`` to ``last`` are worked."""
        if self.known_years is not None and not (first.year in self.known_years and last.year in self.known_years):
            return False
        place = bisect_left(self._unsettled_in_order, first)
        return place == len(self._unsettled_in_order) or self._unsettled_in_order[place] > last

    @cached_property
    def _unsettled_in_order(self) -> Sequence[dt.date]:
        return sorted(self.unsettled)

    def is_working_day(self, day: dt.date) -> bool:
        """Tell whether offices work on ``day``."""
        return day in self.swapped_workdays or not (_is_weekend(day) or day in self.holidays)

    def first_working_day(self, day: dt.date) -> dt.date:
        """Return ``day`` where offices work on it, the next day on which they do otherwise."""
        return day if self.is_working_day(day) else self.add_working_days(day, 1)

    def add_working_days(self, start: dt.date, count: int) -> dt.date:
        """Return the last day of a term of ``count`` working days that begins the day after ``start``.

        Raises:
            ValueError: ``count`` is negative.
        """
        return self._counted(start, count, _DAY)

    def working_days_before(self, end: dt.date, count: int) -> dt.date:
        """Return the day that lies ``count`` working days before ``end``.

        Raises:
            ValueError: ``count`` is negative.
        """
        return self._counted(end, count, -_DAY)

    def _counted(self, start: dt.date, count: int, step: dt.timedelta) -> dt.date:
        if count < 0:
            raise ValueError(f"a term of {count} days")
        term = start, count, step
        found = self._known_terms.get(term)
        if found is None:
            if len(self._known_terms) >= _MOST_TERMS:
                self._known_terms.clear()
            found = self._known_terms[term] = self._count(*term)
        return found

    @cached_property
    def _known_terms(self) -> dict[tuple[dt.date, int, dt.timedelta], dt.date]:
        """The terms that were counted: whoever types what came in on a day asks for the same ones again."""
        return {}

    def _count(self, start: dt.date, count: int, step: dt.timedelta) -> dt.date:
        day = start
        for _ in range(count):
            day += step
            while not self.is_working_day(day):
                day += step
        return day


class _Rule(Struct, frozen=True):
    """A holiday as the law has it: a day of the sun's or the moon's calendar, how many days, how many before it."""

    code: str
    name: str
    lunar: bool
    day: int
    month: int
    days: int
    days_before: int
    decided_yearly: bool

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> _Rule:
        if data["calendar"] not in ("lunar", "solar"):
            raise ValueError(f"unknown calendar {data['calendar']!r}")
        return cls(
            code=data["code"],
            name=data["name"],
            lunar=data["calendar"] == "lunar",
            day=data["day"],
            month=data["month"],
            days=data["days"],
            days_before=data["days_before"],
            decided_yearly=data.get("decided_yearly", False),
        )

    def day_in(self, year: _Year) -> dt.date:
        """Return its own day in a year of the sun's calendar."""
        if self.lunar:
            return from_lunar(self.day, self.month, year.number)
        return dt.date(year.number, self.month, self.day)

    def dates(self, year: _Year) -> Iterator[dt.date]:
        day = self.day_in(year)
        first = day - _DAY * year.days_before.get(self.code, self.days_before)
        return (first + _DAY * step for step in range(self.days))


class _Swap(Struct, frozen=True):
    """A weekday that is off beside the holiday ``name``, and the weekend day that is worked for it."""

    name: str
    off: dt.date
    work: dt.date


class _Year(Struct, frozen=True):
    """What was decided for one year: days off before a holiday by its code, and exchanged days."""

    number: int
    announced: bool = False
    days_before: Mapping[str, int] = field(default_factory=dict)
    swaps: tuple[_Swap, ...] = ()

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> _Year:
        swaps = tuple(
            _Swap(swap["name"], dt.date.fromisoformat(swap["off"]), dt.date.fromisoformat(swap["work"]))
            for swap in data["swaps"]
        )
        return cls(data["year"], data["confirmed"], dict(data["days_before"]), swaps)


def _days_off(rules: list[_Rule], year: _Year) -> dict[dt.date, str]:
    """List the holidays of a year, and for each that falls on a weekend the next working day."""
    days = {day: rule.name for rule in rules for day in rule.dates(year)}
    for holiday in sorted(filter(_is_weekend, days)):
        in_lieu = holiday
        while _is_weekend(in_lieu) or in_lieu in days:
            in_lieu += _DAY
        days[in_lieu] = days[holiday]
    return days


def _days_to_be_decided(rules: list[_Rule], year: _Year) -> set[dt.date]:
    """List the days around the holidays of which it is decided year by year how they lie, with the weekends beside."""
    return {
        rule.day_in(year) + _DAY * step
        for rule in rules
        if rule.decided_yearly
        for step in range(-rule.days - _WEEKEND, rule.days + _WEEKEND + 1)
    }


def _is_weekend(day: dt.date) -> bool:
    return day.weekday() >= _SATURDAY
