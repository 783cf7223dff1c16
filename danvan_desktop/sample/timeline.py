"""When things happened in the sample commune, told from today back to the same quarter of last year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from danvan_desktop.domain.calendar import WorkCalendar
from danvan_desktop.domain.period import Period

_DAY = dt.timedelta(days=1)
_EARLIER_SHARE = 0.2
"""How much of a full quarter's work the quarters before the last two show."""


@dataclass(frozen=True)
class Timeline:
    """Days of the five quarters up to today: the current and the previous one full, the others thin."""

    today: dt.date
    calendar: WorkCalendar

    @property
    def quarters(self) -> tuple[Period, ...]:
        """The quarters, the oldest first; the last one is not over."""
        found = [Period.quarter_of(self.today)]
        while found[-1] != found[0].same_last_year():
            found.append(found[-1].previous())
        return tuple(reversed(found))

    def days(self, random: Random, full: int, fewest: int) -> list[dt.date]:
        """Spread ``full`` days over a full quarter and accordingly over others, at least ``fewest`` in each.

        The last one is yesterday, since what is recorded was over; on the first day of a quarter it is today.
        """
        current = Period.quarter_of(self.today)
        lately = (current.previous(), current)
        days: list[dt.date] = []
        for quarter in self.quarters:
            until = max(quarter.first, min(quarter.last, self.today - _DAY))
            span = (until - quarter.first).days + 1
            share = span / ((quarter.last - quarter.first).days + 1) if quarter in lately else _EARLIER_SHARE
            count = max(fewest, round(full * share))
            days += (quarter.first + _DAY * int((place + random.random()) * span / count) for place in range(count))
        return days

    def working_day(self, day: dt.date) -> dt.date:
        """Return the working day nearest to ``day`` that is not after today."""
        return next(near for near in self._near(day) if self.calendar.is_working_day(near))

    def free_day(self, day: dt.date) -> dt.date:
        """Return the day nearest to ``day`` and not after today that is no public holiday."""
        return next(near for near in self._near(day) if near not in self.calendar.holidays)

    def later(self, day: dt.date, working_days: int) -> dt.date:
        """Return the day so many working days after ``day``."""
        return self.calendar.add_working_days(day, working_days)

    def _near(self, day: dt.date) -> Iterator[dt.date]:
        step = 0
        while True:
            for candidate in (day + _DAY * step, day - _DAY * step):
                if candidate <= self.today:
                    yield candidate
            step += 1
