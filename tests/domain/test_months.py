"""Counting in months against a walk from month to month."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.months import last_day_of, months_later

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2080, 12, 31))


@given(day=DAYS, months=st.integers(0, 60))
def test_so_many_months_later_is_as_many_steps_from_month_to_month(day: dt.date, months: int) -> None:
    month = day.replace(day=1)
    for _ in range(months):
        month = (month + dt.timedelta(days=31)).replace(day=1)
    last = ((month + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)).day
    assert last_day_of(month.year, month.month) == last
    assert months_later(day, months) == month.replace(day=min(day.day, last))
    assert months_later(day, months, 31) == month.replace(day=last)


@given(day=DAYS, months=st.integers(0, 60))
def test_a_first_day_leads_back_to_where_it_was(day: dt.date, months: int) -> None:
    first = day.replace(day=1)
    assert months_later(months_later(first, months), -months) == first


def test_a_moment_keeps_its_time() -> None:
    assert months_later(dt.datetime(2026, 1, 31, 19, 30), 1) == dt.datetime(2026, 2, 28, 19, 30)


def test_beyond_the_calendar_is_told() -> None:
    with pytest.raises(ValueError, match="year"):
        months_later(dt.date(9999, 12, 1), 1)
