"""Every term of the law against a count that knows nothing of the program's calendar.

The days off of 2023 to 2026 are written out here as they were announced, weekends apart, with the Saturdays worked in
exchange; a term is counted day by day.
"""

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from danvan_desktop.domain.deadlines import Terms
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.petitions import suggested_due_date
from danvan_desktop.store.laws import load_calendar, load_law

pytestmark = pytest.mark.usefixtures("earlier_petitions")

TERMS = Terms(load_law(), load_calendar())
OFF = {
    2023: "01-02 01-20 01-23 01-24 01-25 01-26 05-01 05-02 05-03 09-01 09-04",
    2024: "01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03",
    2025: "01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02",
    2026: "01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02",
}
HOLIDAYS = {dt.date.fromisoformat(f"{year}-{day}") for year, days in OFF.items() for day in days.split()}
WORKED = {dt.date(2024, 5, 4), dt.date(2025, 4, 26), dt.date(2026, 1, 10), dt.date(2026, 8, 22)}
DAY = dt.timedelta(days=1)
SINCE_ALL_LAWS = dt.date(2023, 8, 16)
NEW_LAW = dt.date(2026, 7, 1)
STARTS = st.dates(SINCE_ALL_LAWS, dt.date(2026, 10, 1))
TET = dt.date(2026, 2, 13)


def is_work(day: dt.date) -> bool:
    """Whether offices work on a day of 2023 to 2026."""
    return day in WORKED or (day.isoweekday() < 6 and day not in HOLIDAYS)


def working_days_after(start: dt.date, days: int) -> dt.date:
    """The day on which the last of these working days is over, the first being the one after the start."""
    day, left = start, days
    while left:
        day += DAY
        left -= is_work(day)
    return day


def working_days_before(end: dt.date, days: int) -> dt.date:
    """The day from which on these working days lie before the end."""
    day, left = end, days
    while left:
        day -= DAY
        left -= is_work(day)
    return day


def next_work(day: dt.date) -> dt.date:
    """The day itself where it is worked, else the next that is."""
    while not is_work(day):
        day += DAY
    return day


WORKING = {
    "decision.send": 5,
    "decision.recognise": 5,
    "publicity.publish": 5,
    "denunciation.handle": 7,
    "denunciation.handle.several": 10,
    "denunciation.transfer": 5,
    "denunciation.notify": 5,
    "denunciation.send": 5,
    "denunciation.publish": 7,
    "petition.reply_days.petition": 10,
    "petition.reply_days.reflection": 10,
}
CALENDAR = {
    "complaint.settle.first": 30,
    "complaint.settle.first.complex": 45,
    "complaint.settle.first.remote": 45,
    "complaint.settle.first.remote_complex": 60,
    "complaint.settle.second": 45,
    "complaint.settle.second.complex": 60,
    "complaint.settle.second.remote": 60,
    "complaint.settle.second.remote_complex": 70,
    "denunciation.settle": 30,
    "denunciation.settle.complex": 60,
    "denunciation.settle.very_complex": 90,
    "consultation.period": 20,
    "publicity.posting": 30,
    "board.reply": 15,
    "oversight.result": 15,
    "ballot.notice": 2,
}
BEFORE = {
    "meeting.notice": 2,
    "meeting.annual_notice": 5,
    "village_rules.posting": 30,
    "election.plan": 20,
    "election.candidates": 15,
    "election.team": 10,
    "election.notice": 7,
    "board.investor_notice": 45,
    "oversight.plan": 15,
    "oversight.report": 7,
    "criticism.draft": 15,
}
WORKING_BEFORE = {"reception.schedule": 5, "board.notice": 5}


@given(STARTS)
@example(TET)
@example(dt.date(2026, 8, 21))
@example(dt.date(2024, 4, 26))
@example(dt.date(2025, 4, 25))
def test_working_days_leave_out_weekends_holidays_and_days_in_lieu_and_count_the_saturdays_worked(start):
    for code, days in WORKING.items():
        term = TERMS.term(code, start)
        assert (term.last, term.until) == (working_days_after(start, days),) * 2, code
        assert not term.may_move


@given(STARTS)
@example(TET - 30 * DAY)
def test_calendar_days_count_every_day_and_end_on_a_day_of_work(start):
    for code, days in CALENDAR.items():
        if start + days * DAY > dt.date(2026, 12, 20):
            continue
        last = start + days * DAY
        term = TERMS.term(code, start)
        assert (term.last, term.until) == (last, next_work(last)), code


@given(STARTS)
@example(dt.date(2026, 2, 23))
def test_terms_before_something_count_back_and_never_move_on(start):
    for code, days in BEFORE.items():
        term = TERMS.term(code, start)
        assert (term.last, term.until) == (start - days * DAY,) * 2, code
    for code, days in WORKING_BEFORE.items():
        term = TERMS.term(code, start)
        assert (term.last, term.until) == (working_days_before(start, days),) * 2, code


@given(STARTS)
@example(NEW_LAW - DAY)
@example(NEW_LAW)
def test_a_complaint_is_accepted_by_the_law_of_the_day_on_which_it_came(received):
    petition = Record("petition", "p", {"nature": "complaint", "received_on": received.isoformat()})
    last = received + 10 * DAY if received < NEW_LAW else working_days_after(received, 7)
    assert suggested_due_date(petition, TERMS) == last
    assert TERMS.term("complaint.accept", received).until == next_work(last)


@given(STARTS)
@example(NEW_LAW - DAY)
@example(NEW_LAW)
def test_what_the_new_decrees_ask_for_is_asked_from_their_day_on(start):
    refusal, letter = TERMS.term("reception.refusal", start), TERMS.term("letter.handled", start)
    if start < NEW_LAW:
        assert (refusal, letter) == (None, None)
    else:
        assert refusal.last == working_days_after(start, 3)
        assert letter.last == start + 45 * DAY


@given(STARTS, st.integers(-40, 40))
def test_days_late_are_those_after_the_last_day_that_counts(start, step):
    term, day = TERMS.term("denunciation.notify", start), start + step * DAY
    late = 0
    for after in range(400):
        if term.until + after * DAY == day:
            late = after
    assert term.days_late(day) == late


@pytest.mark.parametrize("code", sorted({*WORKING, *CALENDAR, *BEFORE, *WORKING_BEFORE}))
def test_the_terms_counted_here_are_those_of_the_data(code):
    counted = {**WORKING, **CALENDAR, **BEFORE, **WORKING_BEFORE}
    assert TERMS.law[code].value == counted[code]
    assert TERMS.law[code].confirmed


@given(STARTS)
@example(dt.date(2026, 2, 23))
@example(dt.date(2023, 1, 30))
def test_lists_of_work_look_far_enough_ahead_for_terms_that_count_back(start):
    for code in (*BEFORE, *WORKING_BEFORE):
        term = TERMS.term(code, start)
        assert term is None or (start - term.last).days <= TERMS.days_ahead(code), code
