"""The day on which tests run, and clocks that they set."""

import datetime as dt
import os
import time
from collections.abc import Callable

from danvan_desktop.domain.clock import Clock

TODAY = dt.date.fromisoformat(os.environ.get("DAY_OF_TESTS", "2026-11-30"))
"""The day on which all tests run, whenever they run: what passes today passes tomorrow. DAY_OF_TESTS tries another."""

_MORNING = dt.time(9)


def clock_of_the_day(day: dt.date = TODAY) -> Callable[[Clock], dt.datetime]:
    """Make a clock's ``now`` that says 9 o'clock of ``day`` at first and goes on from there."""
    began = time.monotonic()

    def now(_clock: Clock) -> dt.datetime:
        gone = dt.timedelta(seconds=time.monotonic() - began)
        return (dt.datetime.combine(day, _MORNING).astimezone() + gone).astimezone()

    return now


def live_on_the_day_of_tests() -> None:
    """Let the program's clock say the day of the tests in a process that a test starts, as in the test's own.

    What the process writes would else be of a later day, which no laptop of the test has reached.
    """
    Clock.now = clock_of_the_day()  # type: ignore[method-assign]


class StandingClock(Clock):
    """Stands still at 9 o'clock of a day until it is set to another moment."""

    def __init__(self, day: dt.date = TODAY) -> None:
        self.set_day(day)

    def now(self) -> dt.datetime:
        return self.moment

    def set_day(self, day: dt.date) -> None:
        """Go to 9 o'clock of ``day``."""
        self.moment = dt.datetime.combine(day, _MORNING).astimezone()

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
