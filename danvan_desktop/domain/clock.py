"""Hybrid logical clock: timestamps that never go back and stay near the wall clock.

A timestamp is 13 digits of Unix milliseconds, a hyphen and four hexadecimal digits of a counter, so that text order is
time order. It orders what is shown; it never decides what supersedes what (that goes by parents).
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

_COUNTER_LIMIT = 0xFFFF
_DAY = 24 * 60 * 60 * 1000
EPOCH = "0000000000000-0000"
VIETNAM = dt.timezone(dt.timedelta(hours=7))
"""The zone of Việt Nam, which keeps no summer time."""


class Clock:
    """The machine's clock; whoever needs another time hands in one of its own that overrides ``now``."""

    def now(self) -> dt.datetime:
        """Return the moment in local time, with its zone."""
        return dt.datetime.now(dt.UTC).astimezone()

    def today(self) -> dt.date:
        """Return the day in local time."""
        return self.now().date()

    def milliseconds(self) -> int:
        """Return the moment in Unix milliseconds."""
        return int(self.now().timestamp() * 1000)

    def local_time(self) -> dt.datetime:
        """Return the moment in local time without zone, as people write it."""
        return self.now().replace(tzinfo=None)

    def local_text(self) -> str:
        """Return the local time to the second in ISO 8601 without zone, as notes of this laptop keep it."""
        return self.local_time().isoformat("T", "seconds")


def uptime() -> float:
    """Return seconds since the machine was started, sleep among them: nobody can set that clock."""
    # On Linux the monotonic clock stands still while a laptop sleeps; on Windows it does not.
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boottime is None else time.clock_gettime(boottime)


def format_timestamp(milliseconds: int, counter: int) -> str:
    """Write a timestamp."""
    return f"{milliseconds:013d}-{counter:04x}"


def parse_timestamp(text: str) -> tuple[int, int]:
    """Read (milliseconds, counter); raises ValueError for any other form."""
    if len(text) != 18 or text[13] != "-" or not text[:13].isdecimal() or not text[:13].isascii():
        raise ValueError(f"not a timestamp: {text!r}")
    return int(text[:13]), int(text[14:], 16)


def clock_number(text: str) -> int:
    """Return a timestamp as the number that stores order by: milliseconds, then 16 bits of the counter."""
    # Asked of each entry that is written: the ordinary form is read here, any other complained of there.
    if len(text) == 18 and text[13] == "-" and text.isascii() and text[:13].isdecimal():
        return int(text[:13]) << 16 | int(text[14:], 16)
    milliseconds, counter = parse_timestamp(text)
    return milliseconds << 16 | counter


def clock_text(number: int) -> str:
    """Return the timestamp of such a number."""
    return format_timestamp(number >> 16, number & _COUNTER_LIMIT)


def timestamp_moment(text: str) -> dt.datetime:
    """Return the wall-clock moment of a timestamp, in local time without zone."""
    return dt.datetime.fromtimestamp(parse_timestamp(text)[0] / 1000)


def latest_allowed(clock: Clock) -> str:
    """Return the timestamp beyond which a clock, this machine's or another's, must be wrong: a day from now."""
    return format_timestamp(clock.milliseconds() + _DAY, 0)


class HybridClock:
    """Makes timestamps greater than the one it starts after and all that it made."""

    def __init__(self, last: str, now: Callable[[], int]) -> None:
        """Start after ``last``; ``now`` gives Unix milliseconds."""
        self._last = parse_timestamp(last)
        self._now = now

    def tick(self) -> str:
        """Return the next timestamp."""
        milliseconds, counter = self._last
        now = self._now()
        if now > milliseconds:
            self._last = (now, 0)
        elif counter < _COUNTER_LIMIT:
            self._last = (milliseconds, counter + 1)
        else:
            self._last = (milliseconds + 1, 0)
        return format_timestamp(*self._last)
