import copy
import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.assets import resource_path
from danvan_desktop.domain.calendar import WorkCalendar

DATA = json.loads(resource_path("calendar", "holidays.json").read_text(encoding="utf-8"))

# Weekdays off, as they were announced.
ANNOUNCED = {
    2023: "01-02 01-20 01-23 01-24 01-25 01-26 05-01 05-02 05-03 09-01 09-04",
    2024: "01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03",
    2025: "01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02",
    2026: "01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02",
}
DAYS = st.dates(dt.date(2023, 1, 1), dt.date(2049, 12, 31))


@pytest.fixture(scope="session")
def calendar() -> WorkCalendar:
    return WorkCalendar.from_data(DATA)


def _days_of(year: int) -> list[dt.date]:
    first = dt.date(year, 1, 1)
    return [first + dt.timedelta(days=step) for step in range((dt.date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", ANNOUNCED)
def test_the_weekdays_off_are_those_announced(calendar, year):
    off = [day for day in _days_of(year) if day.weekday() < 5 and not calendar.is_working_day(day)]
    assert " ".join(f"{day:%m-%d}" for day in off) == ANNOUNCED[year]


def test_the_weekend_days_worked_are_those_announced(calendar):
    worked = [
        day.isoformat()
        for year in ANNOUNCED
        for day in _days_of(year)
        if day.weekday() >= 5 and calendar.is_working_day(day)
    ]
    assert worked == ["2024-05-04", "2025-04-26", "2026-01-10", "2026-08-22"]


@pytest.mark.parametrize("year", range(2028, 2051))
def test_years_not_yet_announced_have_the_days_of_the_law(calendar, year):
    off = [day for day in _days_of(year) if day.weekday() < 5 and not calendar.is_working_day(day)]
    assert len(off) == 11
    assert year not in calendar.announced_years


def test_a_day_off_says_for_what(calendar):
    assert calendar.holidays[dt.date(2026, 2, 17)] == "Tết Nguyên đán"
    assert calendar.holidays[dt.date(2026, 4, 27)] == "Giỗ Tổ Hùng Vương"
    assert calendar.holidays[dt.date(2026, 8, 31)] == "Quốc khánh"


def test_what_is_not_yet_law_is_a_working_day(calendar):
    assert calendar.is_working_day(dt.date(2026, 11, 24))


def test_years_known_from_an_announcement_are_told_apart(calendar):
    assert set(calendar.announced_years) == {2023, 2024, 2025, 2026}


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-08-10", 0, "2026-08-10"),
        ("2026-08-10", 5, "2026-08-17"),
        ("2026-08-15", 1, "2026-08-17"),
        ("2026-08-21", 1, "2026-08-22"),
        ("2026-02-13", 1, "2026-02-23"),
        ("2026-04-24", 3, "2026-05-04"),
        ("2026-08-28", 10, "2026-09-16"),
    ],
)
def test_a_term_leaves_out_weekends_and_holidays(calendar, start, count, end):
    assert calendar.add_working_days(dt.date.fromisoformat(start), count) == dt.date.fromisoformat(end)


@given(DAYS, st.integers(0, 90))
def test_a_term_has_as_many_working_days_as_it_says(calendar, start, count):
    end = calendar.add_working_days(start, count)
    days = (start + dt.timedelta(days=step) for step in range(1, (end - start).days + 1))
    assert sum(map(calendar.is_working_day, days)) == count
    assert count == 0 or calendar.is_working_day(end)


@given(DAYS, st.integers(0, 200), st.integers(0, 200))
def test_terms_add_up(calendar, start, first, second):
    middle = calendar.add_working_days(start, first)
    assert calendar.add_working_days(middle, second) == calendar.add_working_days(start, first + second)


def test_no_term_runs_backwards(calendar):
    with pytest.raises(ValueError, match="a term of -1 days"):
        calendar.add_working_days(dt.date(2026, 8, 12), -1)


def test_a_day_without_data_is_judged_by_the_week():
    bare = WorkCalendar({}, frozenset())
    assert bare.is_working_day(dt.date(2026, 9, 2))
    assert not bare.is_working_day(dt.date(2026, 9, 5))


@pytest.mark.parametrize("entry", DATA["holidays"] + DATA["years"])
def test_every_entry_names_its_source(entry):
    assert entry.get("article") or entry.get("source")
    assert isinstance(entry["confirmed"], bool)


@pytest.mark.parametrize("year", DATA["years"], ids=lambda year: str(year["year"]))
def test_exchanged_days_are_a_weekday_for_a_weekend_day(year):
    assert set(year["days_before"]) <= {entry["code"] for entry in DATA["holidays"]}
    for swap in year["swaps"]:
        assert dt.date.fromisoformat(swap["off"]).weekday() < 5
        assert dt.date.fromisoformat(swap["work"]).weekday() >= 5


def test_a_malformed_calendar_is_refused():
    data = copy.deepcopy(DATA)
    data["holidays"][0]["calendar"] = "moon"
    with pytest.raises(ValueError, match="unknown calendar 'moon'"):
        WorkCalendar.from_data(data)
    with pytest.raises(KeyError):
        WorkCalendar.from_data({"holidays": []})


@pytest.mark.parametrize(
    ("first", "last", "is_settled"),
    [
        ("2026-02-10", "2026-02-25", True),
        ("2027-01-20", "2027-01-29", True),
        ("2027-02-05", "2027-02-09", False),
        ("2027-08-20", "2027-09-06", False),
        ("2027-04-25", "2027-05-05", True),
        ("2026-11-20", "2026-11-27", False),
        ("2025-11-20", "2025-11-27", True),
        ("2029-11-26", "2029-11-27", False),
        ("2022-12-28", "2023-01-04", False),
        ("2050-12-28", "2051-01-04", False),
    ],
)
def test_days_that_are_still_to_be_decided_or_lie_beyond_the_calendar_are_told(calendar, first, last, is_settled):
    assert calendar.is_settled(dt.date.fromisoformat(first), dt.date.fromisoformat(last)) is is_settled


def test_a_term_is_counted_once_day_by_day(calendar, monkeypatch):
    start, looked = dt.date(2026, 4, 21), []
    original = WorkCalendar.is_working_day
    monkeypatch.setattr(WorkCalendar, "is_working_day", lambda one, day: looked.append(day) or original(one, day))
    ends = [calendar.add_working_days(start, 30), calendar.working_days_before(start, 30)]
    assert len(looked) > 60
    looked.clear()
    assert [calendar.add_working_days(start, 30), calendar.working_days_before(start, 30)] == ends
    assert not looked
