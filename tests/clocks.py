"""Clocks that tests set."""

import datetime as dt

from danvan_desktop.domain.clock import Clock

TODAY = Clock().today()
"""The day on which the tests began; stores that go by a standing clock stay on it over midnight."""


class StandingClock(Clock):
    """Stands still at 9 o'clock of a day until it is set to another moment."""

    def __init__(self, day: dt.date = TODAY) -> None:
        self.set_day(day)

    def now(self) -> dt.datetime:
        return self.moment

    def set_day(self, day: dt.date) -> None:
        """Go to 9 o'clock of ``day``."""
        self.moment = dt.datetime.combine(day, dt.time(9)).astimezone()

    def pass_days(self, days: int) -> None:
        """Go on by ``days``, or back."""
        self.moment += dt.timedelta(days=days)


class ShiftedClock(Clock):
    """Goes on from another year."""

    years = 0

    def now(self) -> dt.datetime:
        return super().now() + dt.timedelta(days=365 * self.years)


class HandClock:
    """Tells seconds, and stands until it is moved."""

    def __init__(self, now: float = 1_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now
