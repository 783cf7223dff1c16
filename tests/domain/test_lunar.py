import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.lunar import LunarDate, from_lunar, to_lunar

# Published calendars; 2007 and 2030 differ from China's by a day, being on the other side of midnight there.
NEW_YEARS = (
    "2000-02-05 2001-01-24 2002-02-12 2003-02-01 2004-01-22 2005-02-09 2006-01-29 2007-02-17 2008-02-07 2009-01-26 "
    "2010-02-14 2011-02-03 2012-01-23 2013-02-10 2014-01-31 2015-02-19 2016-02-08 2017-01-28 2018-02-16 2019-02-05 "
    "2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 "
    "2030-02-02 2031-01-23 2032-02-11 2033-01-31 2034-02-19 2035-02-08"
)
# In 1985 China's leap month was the tenth of 1984.
LEAP_MONTHS = {
    1985: 2, 1987: 7, 1990: 5, 1993: 3, 1995: 8, 1998: 5, 2001: 4, 2004: 2, 2006: 7, 2009: 5, 2012: 4, 2014: 9,
    2017: 6, 2020: 4, 2023: 2, 2025: 6, 2028: 5, 2031: 3, 2033: 11, 2036: 6,
}  # fmt: skip

DAYS = st.dates(dt.date(1968, 1, 1), dt.date(2099, 12, 31))


@pytest.mark.parametrize("new_year", [dt.date.fromisoformat(day) for day in NEW_YEARS.split()], ids=str)
def test_the_new_year_falls_on_its_known_day(new_year):
    assert to_lunar(new_year) == LunarDate(1, 1, new_year.year)
    assert from_lunar(1, 1, new_year.year) == new_year
    assert to_lunar(new_year - dt.timedelta(days=1)).month == 12


@pytest.mark.parametrize("year", range(1985, 2037))
def test_leap_months_are_in_their_known_years(year):
    found = []
    for month in range(1, 13):
        try:
            from_lunar(1, month, year, leap=True)
        except ValueError:
            continue
        found.append(month)
    assert found == ([LEAP_MONTHS[year]] if year in LEAP_MONTHS else [])


@pytest.mark.parametrize(
    ("day", "lunar"),
    [
        ("2023-03-22", LunarDate(1, 2, 2023, leap=True)),
        ("2025-07-25", LunarDate(1, 6, 2025, leap=True)),
        ("2023-04-29", LunarDate(10, 3, 2023)),
        ("2024-04-18", LunarDate(10, 3, 2024)),
        ("2025-04-07", LunarDate(10, 3, 2025)),
        ("2026-04-26", LunarDate(10, 3, 2026)),
        ("2026-02-16", LunarDate(29, 12, 2025)),
        ("2033-12-22", LunarDate(1, 11, 2033, leap=True)),
    ],
)
def test_known_days_have_their_lunar_date(day, lunar):
    assert to_lunar(dt.date.fromisoformat(day)) == lunar


@given(DAYS)
def test_every_day_is_found_again_by_its_lunar_date(day):
    lunar = to_lunar(day)
    assert from_lunar(lunar.day, lunar.month, lunar.year, lunar.leap) == day


@given(DAYS)
def test_the_day_after_is_the_next_lunar_day(day):
    today, tomorrow = to_lunar(day), to_lunar(day + dt.timedelta(days=1))
    if tomorrow.day == 1:
        assert today.day in (29, 30)
    else:
        assert tomorrow == LunarDate(today.day + 1, today.month, today.year, today.leap)


@pytest.mark.parametrize(
    ("day", "month", "year", "leap"),
    [(31, 1, 2026, False), (0, 1, 2026, False), (1, 13, 2026, False), (1, 2, 2026, True), (30, 12, 2025, False)],
)
def test_a_lunar_date_that_does_not_exist_is_refused(day, month, year, leap):
    with pytest.raises(ValueError, match="no lunar day"):
        from_lunar(day, month, year, leap)
