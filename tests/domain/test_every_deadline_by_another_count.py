"""The last day of every deadline of every kind, against a count that knows neither the data of the law nor the kinds.

Terms, and what they run from, are written out here; a deadline that is declared and not written here fails.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Record
from tests.domain.test_terms_by_another_count import (
    DAY,
    NEW_LAW,
    TERMS,
    TET,
    next_work,
    working_days_after,
    working_days_before,
)

Count = Callable[[dt.date, int], dt.date]
STARTS = st.dates(dt.date(2025, 7, 1), dt.date(2026, 9, 1))
"""All laws are in force, and the last day of the longest term is one of which the days off were announced."""


def calendar(start: dt.date, days: int) -> dt.date:
    return start + days * DAY


def before(start: dt.date, days: int) -> dt.date:
    return start - days * DAY


@dataclass(frozen=True)
class Written:
    """A term: the field that it runs from, how its days are counted, how many there are."""

    start: str
    count: Count
    days: int


WORKING, WORKING_BEFORE = working_days_after, working_days_before
SIMPLE = {
    ("meeting", "village_rules.posting"): Written("starts_at", before, 30),
    ("meeting", "election.plan"): Written("starts_at", before, 20),
    ("meeting", "election.candidates"): Written("starts_at", before, 15),
    ("meeting", "election.team"): Written("starts_at", before, 10),
    ("meeting", "election.notice"): Written("starts_at", before, 7),
    ("meeting", "meeting.annual_notice"): Written("starts_at", before, 5),
    ("meeting", "meeting.notice"): Written("starts_at", before, 2),
    ("meeting", "ballot.notice"): Written("ballot_plan_on", calendar, 2),
    ("meeting", "decision.send"): Written("starts_at", WORKING, 5),
    ("meeting", "decision.send.ballots"): Written("ballots_counted_on", WORKING, 5),
    ("meeting", "decision.recognise"): Written("received_on", WORKING, 5),
    ("dialogue", "dialogue.notice"): Written("held_on", before, 7),
    ("dialogue", "dialogue.result"): Written("held_on", calendar, 10),
    ("reception", "reception.schedule"): Written("held_on", WORKING_BEFORE, 5),
    ("case", "denunciation.notify"): Written("accepted_on", WORKING, 5),
    ("case", "denunciation.send"): Written("decided_on", WORKING, 5),
    ("case", "denunciation.publish"): Written("decided_on", WORKING, 7),
    ("petition", "tell"): Written("replied_on", calendar, 5),
    ("supervision_board", "board.investor_notice"): Written("starts_on", before, 45),
    ("land_project", "land.posting"): Written("posted_on", calendar, 30),
    ("land_project", "land.finalise"): Written("opinions_on", calendar, 60),
    ("land_project", "land.pay"): Written("approved_on", calendar, 30),
    ("oversight", "oversight.plan"): Written("visit_on", before, 15),
    ("oversight", "oversight.report"): Written("visit_on", before, 7),
    ("oversight", "board.notice"): Written("visit_on", WORKING_BEFORE, 5),
    ("oversight", "criticism.draft"): Written("submission_on", before, 15),
    ("oversight", "oversight.result"): Written("visit_on", calendar, 15),
}
DAY_GIVEN = {
    ("petition", "reply"): "due_on",
    ("publicity_item", "publicity.publish"): "due_on",
    ("community_work", "work.done"): "ends_on",
    ("supervision_board", "board.term"): "term_to",
    ("oversight", "oversight.visit"): "visit_on",
    ("recommendation", "recommendation.reply"): "due_on",
    ("task", "task"): "due_on",
    ("inspection", "inspection.visit"): "started_on",
    ("submission", "submission"): "due_on",
}
"""Somebody set the day, or a save fills it in: by which term is tested with the filling."""
ENDS_THAT_DAY = {("supervision_board", "board.term")}
"""Something is over on that day, whatever day it is: nothing had to be done by then."""
BY_THE_RECORD = {
    ("case", "case.handle"),
    ("case", "case.settle"),
    ("reception_visit", "reception.refusal"),
}
DECLARED = {(kind.name, deadline.name) for kind in ALL_KINDS for deadline in kind.deadlines}


def found(kind: str, name: str, values: Mapping[str, object]) -> tuple[dt.date, dt.date] | None:
    """The last day and the day until which it is kept, as the program has them."""
    (deadline,) = (one for one in ALL_KINDS[kind].deadlines if one.name == name)
    texts = {key: one.isoformat() if isinstance(one, dt.date) else one for key, one in values.items()}
    term = deadline.term(Record(kind, "r", texts), TERMS)
    return None if term is None else (term.last, term.until)


def kept(last: dt.date) -> tuple[dt.date, dt.date]:
    return last, next_work(last)


def test_no_deadline_is_without_a_count_of_its_own() -> None:
    assert {*SIMPLE, *DAY_GIVEN, *BY_THE_RECORD} == DECLARED


@pytest.mark.parametrize(("kind", "name"), sorted(SIMPLE))
@given(STARTS)
@example(TET)
@example(dt.date(2026, 2, 23))
@example(dt.date(2026, 4, 24))
@example(NEW_LAW - DAY)
@example(NEW_LAW)
def test_terms_that_run_from_a_day_of_the_record(kind: str, name: str, start: dt.date) -> None:
    written = SIMPLE[kind, name]
    last = written.count(start, written.days)
    runs_back = written.count in (before, working_days_before)
    assert found(kind, name, {written.start: start}) == ((last, last) if runs_back else kept(last))
    assert found(kind, name, {}) is None


@pytest.mark.parametrize(("kind", "name"), sorted(DAY_GIVEN))
@given(STARTS)
@example(TET + DAY)
@example(dt.date(2026, 8, 22))
def test_a_day_that_was_set_is_kept_until_the_next_day_of_work(kind: str, name: str, day: dt.date) -> None:
    (deadline,) = (one for one in ALL_KINDS[kind].deadlines if one.name == name)
    expected = (day, day) if (kind, name) in ENDS_THAT_DAY else kept(day)
    assert found(kind, name, {deadline.start: day, DAY_GIVEN[kind, name]: day}) == expected


@given(STARTS, st.sampled_from(("complaint", "denunciation", "dispute", "hot_spot")), st.booleans(), st.booleans())
@example(NEW_LAW - DAY, "complaint", False, False)
@example(NEW_LAW, "complaint", False, True)
@example(NEW_LAW - DAY, "dispute", False, False)
@example(NEW_LAW, "dispute", False, True)
@example(TET, "denunciation", True, True)
@example(TET, "denunciation", False, True)
def test_a_letter_is_handled_by_its_nature_and_the_law_of_its_day(
    start: dt.date, nature: str, sent_on: bool, several: bool
) -> None:
    handling = "transferred" if sent_on else None
    values = {"received_on": start, "nature": nature, "handling": handling, "several_places": several}
    old = start < NEW_LAW
    expected = {
        "complaint": calendar(start, 10) if old else working_days_after(start, 7),
        "denunciation": working_days_after(start, 5 if sent_on else 10 if several else 7),
        "dispute": None if old else calendar(start, 45),
        "hot_spot": None,
    }[nature]
    assert found("case", "case.handle", values) == (None if expected is None else kept(expected))


@given(
    STARTS,
    st.sampled_from(("first", "second", None)),
    st.sampled_from(("normal", "complex", "very", None)),
    st.booleans(),
)
def test_a_complaint_is_settled_by_instance_complexity_and_place(
    start: dt.date, instance: str | None, sort: str | None, remote: bool
) -> None:
    is_complex = sort in ("complex", "very")
    days = {
        ("first", False, False): 30,
        ("first", True, False): 45,
        ("first", False, True): 45,
        ("first", True, True): 60,
        ("second", False, False): 45,
        ("second", True, False): 60,
        ("second", False, True): 60,
        ("second", True, True): 70,
    }[instance or "first", is_complex, remote]
    values = {"nature": "complaint", "accepted_on": start, "instance": instance, "complex": sort, "remote": remote}
    assert found("case", "case.settle", values) == kept(calendar(start, days))


@given(STARTS, st.integers(0, 2))
def test_a_denunciation_is_settled_in_thirty_days_and_as_many_for_each_extension(start: dt.date, times: int) -> None:
    values = {"nature": "denunciation", "accepted_on": start, "extended_times": times}
    assert found("case", "case.settle", values) == kept(calendar(start, 30 * (1 + times)))


@given(STARTS)
@example(NEW_LAW - DAY)
@example(NEW_LAW)
def test_who_is_refused_a_reception_is_told_in_three_working_days_since_the_new_decree(start: dt.date) -> None:
    expected = None if start < NEW_LAW else kept(working_days_after(start, 3))
    assert found("reception_visit", "reception.refusal", {"refused_on": start}) == expected
