"""The day on which something comes again."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.renewal import later_by

_DAYS = st.dates(dt.date(1999, 12, 31), dt.date(2099, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "following"),
    [
        ("2026-06-30", 3, "2026-09-30"),
        ("2026-09-30", 3, "2026-12-31"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-02-28", 1, "2026-03-31"),
        ("2027-12-15", 1, "2028-01-15"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-08-30", 6, "2027-02-28"),
        ("2026-12-05", 12, "2027-12-05"),
    ],
)
def test_the_last_day_of_a_month_stays_the_last(day: str, months: int, following: str) -> None:
    assert later_by(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(following)


@given(_DAYS, st.sampled_from([1, 3, 6, 12]))
def test_the_next_time_lies_so_many_months_later(day: dt.date, months: int) -> None:
    following = later_by(day, months)
    assert (following.year - day.year) * 12 + following.month - day.month == months
    is_last = (day + dt.timedelta(days=1)).day == 1
    is_last_then = (following + dt.timedelta(days=1)).day == 1
    assert is_last_then if is_last else following.day == day.day or is_last_then
