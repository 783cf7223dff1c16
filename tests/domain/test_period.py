import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.period import Period, PeriodError, PeriodKind
from danvan_desktop.localization import Translator


@st.composite
def periods(draw: st.DrawFn) -> Period:
    kind = draw(st.sampled_from(PeriodKind))
    return Period(kind, draw(st.integers(1901, 2099)), draw(st.integers(1, 12 // kind.value)))


@pytest.mark.parametrize(
    ("code", "start", "end", "label"),
    [
        ("2026", (2026, 1, 1), (2026, 12, 31), "năm 2026"),
        ("2026-H1", (2026, 1, 1), (2026, 6, 30), "6 tháng đầu năm 2026"),
        ("2026-H2", (2026, 7, 1), (2026, 12, 31), "6 tháng cuối năm 2026"),
        ("2026-Q1", (2026, 1, 1), (2026, 3, 31), "quý I năm 2026"),
        ("2026-Q3", (2026, 7, 1), (2026, 9, 30), "quý III năm 2026"),
        ("2026-Q4", (2026, 10, 1), (2026, 12, 31), "quý IV năm 2026"),
        ("2026-9M", (2026, 1, 1), (2026, 9, 30), "9 tháng đầu năm 2026"),
        ("2026-08", (2026, 8, 1), (2026, 8, 31), "tháng 8 năm 2026"),
        ("2028-02", (2028, 2, 1), (2028, 2, 29), "tháng 2 năm 2028"),
        ("2026-12", (2026, 12, 1), (2026, 12, 31), "tháng 12 năm 2026"),
    ],
)
def test_a_code_names_its_days_and_its_title(code, start, end, label):
    period = Period.parse(code)
    assert (period.first, period.last) == (dt.date(*start), dt.date(*end))
    assert Translator("vi")(period.label()) == label


@given(periods())
def test_every_code_is_read_back(period):
    assert Period.parse(period.code) == period
    assert Period.parse(f" {period.code.lower()} ") == period


@given(periods())
def test_the_previous_period_ends_the_day_before(period):
    previous = period.previous()
    assert previous.kind is period.kind
    if period.kind is PeriodKind.NINE_MONTHS:
        assert previous == period.same_last_year()
    else:
        assert previous.last + dt.timedelta(days=1) == period.first


@given(periods())
def test_the_next_period_is_that_whose_previous_one_it_is(period):
    assert period.next().previous() == period


@given(periods())
def test_last_year_has_the_same_months(period):
    before = period.same_last_year()
    assert before.first == period.first.replace(year=period.year - 1)
    assert (before.last.year, before.last.month) == (period.year - 1, period.last.month)


@given(periods())
def test_a_period_contains_its_first_and_last_day_only(period):
    day = dt.timedelta(days=1)
    assert period.contains(period.first)
    assert period.contains(period.last)
    assert not period.contains(period.first - day)
    assert not period.contains(period.last + day)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))
def test_every_day_lies_in_its_quarter(day):
    quarter = Period.quarter_of(day)
    assert quarter.kind is PeriodKind.QUARTER
    assert quarter.contains(day)


@pytest.mark.parametrize(
    "typed", ["", "26", "2026-Q5", "2026-Q0", "2026-H3", "2026-13", "2026-8", "1026", "quý III", "२०२६"]
)
def test_anything_else_is_refused_with_the_right_forms(typed):
    with pytest.raises(PeriodError, match="hãy ghi như 2026, 2026-9M, 2026-H1, 2026-Q3 hoặc 2026-08"):
        Period.parse(typed)


@pytest.mark.parametrize(
    ("code", "following"),
    [("2026-Q3", "2026-Q4"), ("2026-Q4", "2027-Q1"), ("2026-12", "2027-01"), ("2026-H1", "2026-H2"), ("2026", "2027")],
)
def test_the_next_period_starts_the_day_after(code, following):
    period = Period.parse(code)
    assert period.next() == Period.parse(following)
    assert period.next().first == period.last + dt.timedelta(days=1)
    assert Period.parse(following).previous() == period


@pytest.mark.parametrize(("year", "is_read"), [(1899, False), (1900, True), (2100, True), (2101, False)])
def test_years_of_periods_are_held_between_1900_and_2100(year, is_read):
    if is_read:
        assert Period.parse(str(year)).year == year
    else:
        with pytest.raises(PeriodError):
            Period.parse(str(year))


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("2026", "Năm 2026"),
        ("2026-H1", "6 tháng đầu năm 2026"),
        ("2026-H2", "6 tháng cuối năm 2026"),
        ("2026-9M", "9 tháng đầu năm 2026"),
        ("2026-Q2", "Quý II năm 2026"),
        ("2026-08", "Tháng 8 năm 2026"),
    ],
)
def test_a_title_begins_with_a_capital(code, title):
    assert Translator("vi")(Period.parse(code).title) == title


@pytest.mark.parametrize(
    ("day", "quarter"),
    [("2026-01-01", 1), ("2026-03-31", 1), ("2026-04-01", 2), ("2026-09-30", 3), ("2026-10-01", 4), ("2026-12-31", 4)],
)
def test_a_quarter_begins_with_its_first_month(day, quarter):
    assert Period.quarter_of(dt.date.fromisoformat(day)) == Period.quarter(2026, quarter)


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2026-Q1", "2025-12-15", "2026-03-14"),
        ("2026-Q2", "2026-03-15", "2026-06-14"),
        ("2026-Q3", "2026-06-15", "2026-09-14"),
        ("2026-H1", "2025-12-15", "2026-06-14"),
        ("2026-9M", "2025-12-15", "2026-09-14"),
        ("2026", "2025-12-15", "2026-12-14"),
        ("2026-01", "2025-12-15", "2026-01-14"),
    ],
)
def test_periods_of_the_inspectorate_close_on_the_fourteenth(code, first, last):
    period = Period.parse(code).closing_on(14)
    assert (period.first, period.last) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert period.code == code
    assert period.closing_on(None) == Period.parse(code)


@given(periods(), st.integers(1, 28))
def test_periods_that_close_early_follow_each_other_without_a_gap(period, day):
    early = period.closing_on(day)
    assert early.last.day == day
    assert (early.first - dt.timedelta(days=1)).day == day
    assert early.same_last_year().cutoff == day
    if period.kind is not PeriodKind.NINE_MONTHS:
        assert early.next().first == early.last + dt.timedelta(days=1)
        assert early.previous().last + dt.timedelta(days=1) == early.first


@pytest.mark.parametrize(
    ("code", "planned"),
    [("2026-9M", "2026-Q4"), ("2026-H1", "2026-H2"), ("2026-Q4", "2027-Q1"), ("2026", "2027"), ("2026-12", "2027-01")],
)
def test_a_report_plans_for_what_comes_after_its_last_day(code: str, planned: str) -> None:
    period = Period.parse(code)
    assert period.ahead() == Period.parse(planned)
    assert period.ahead().first == period.last + dt.timedelta(days=1)
    early = period.closing_on(14)
    assert early.ahead().first == early.last + dt.timedelta(days=1)
