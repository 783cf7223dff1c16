"""How far a unit told of a period, judged by days."""

import datetime as dt

import pytest

from danvan_desktop.domain.coverage import CoverageState, UnitReported, coverage_of

FIRST, LAST = dt.date(2026, 7, 1), dt.date(2026, 9, 30)


@pytest.mark.parametrize(
    ("told_on", "state"),
    [
        (None, CoverageState.NOT_REPORTED),
        ("2026-06-30", CoverageState.NOT_REPORTED),
        ("2026-07-01", CoverageState.PARTLY),
        ("2026-09-29", CoverageState.PARTLY),
        ("2026-09-30", CoverageState.REPORTED),
        ("2026-12-01", CoverageState.REPORTED),
    ],
)
def test_a_period_is_told_to_its_last_day(told_on, state):
    day = None if told_on is None else dt.date.fromisoformat(told_on)
    found = coverage_of("u", "r", UnitReported(day), FIRST, LAST)
    assert (found.unit, found.reporter, found.state, found.told_on) == ("u", "r", state, day)


@pytest.mark.parametrize(("held_on", "is_known"), [("2026-06-30", True), ("2026-07-01", False), ("2026-09-01", False)])
def test_what_was_held_back_before_the_period_does_not_concern_it(held_on, is_known):
    told = UnitReported(LAST, {"petition": dt.date.fromisoformat(held_on)})
    found = coverage_of("u", "r", told, FIRST, LAST)
    assert found.is_known("petition") is is_known
    assert found.is_known("meeting")


def test_no_record_means_nothing_while_bundles_are_lacking_or_nothing_came():
    assert not coverage_of("u", "r", UnitReported(LAST, is_lacking=True), FIRST, LAST).is_known("meeting")
    assert not coverage_of("u", "r", UnitReported(None), FIRST, LAST).is_known("meeting")
    assert coverage_of("u", "r", UnitReported(FIRST), FIRST, LAST).is_known("meeting")


def test_a_unit_that_ended_owes_nothing_of_later_days():
    told = UnitReported(dt.date(2026, 8, 2), ended=dt.date(2026, 7, 31))
    assert coverage_of("u", "r", told, FIRST, LAST).state is CoverageState.REPORTED
    assert coverage_of("u", "r", UnitReported(dt.date(2026, 7, 20), ended=told.ended), FIRST, LAST).state is (
        CoverageState.PARTLY
    )
    later = coverage_of("u", "r", UnitReported(None, ended=told.ended), dt.date(2026, 10, 1), dt.date(2026, 12, 31))
    assert later.state is CoverageState.ENDED
    assert later.is_known("petition"), "its noughts are noughts"
