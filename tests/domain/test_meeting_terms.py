"""What is to be done for a meeting, and by which day."""

import datetime as dt

import pytest

from danvan_desktop.domain.deadlines import open_terms
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.meeting_terms import DEADLINES
from tests.domain.holding import LAW, Records, terms

RULES = Record("decision", "e", {"meeting": "m", "content_type": "village_rules", "method": "show_of_hands"})
BALLOTS = Record("decision", "d", {"meeting": "m", "content_type": "finance", "method": "household_ballot"})
ASKED = Record("decision", "d", {"meeting": "m", "content_type": "consultation"})


def meeting(**values: object) -> Record:
    return Record("meeting", "m", {"starts_at": "2026-09-30T19:30", "state": "planned", "purpose": "topic", **values})


@pytest.mark.parametrize(
    ("values", "decisions", "done", "day"),
    [
        ({}, (), "notified_on", dt.date(2026, 9, 28)),
        ({"notified_on": "2026-09-20"}, (), None, None),
        ({"purpose": "annual"}, (), "notified_on", dt.date(2026, 9, 25)),
        ({"purpose": "village_rules"}, (), "draft_posted_on", dt.date(2026, 8, 31)),
        ({"purpose": "village_rules", "draft_posted_on": "2026-08-20"}, (), "notified_on", dt.date(2026, 9, 28)),
        ({"purpose": "election"}, (), "election_plan_on", dt.date(2026, 9, 10)),
        ({"state": "held"}, (), None, None),
        ({"state": "held"}, (ASKED,), None, None),
        ({"state": "held"}, (RULES,), "sent_on", dt.date(2026, 10, 7)),
        ({"state": "sent"}, (RULES,), None, None),
        ({"state": "held", "ballot_plan_on": "2026-10-05"}, (), "ballot_plan_sent_on", dt.date(2026, 10, 7)),
        ({"state": "held", "ballot_plan_on": "2026-10-05", "ballot_plan_sent_on": "2026-10-06"}, (), None, None),
        ({"state": "signed", "ballot_plan_on": "2026-10-05"}, (), None, None),
        ({"state": "held"}, (BALLOTS,), "sent_on", dt.date(2026, 10, 7)),
        ({"state": "held", "ballots_counted_on": "2026-10-12"}, (BALLOTS,), "sent_on", dt.date(2026, 10, 19)),
        ({"state": "held", "ballots_counted_on": "2026-10-12"}, (RULES, BALLOTS), "sent_on", dt.date(2026, 10, 7)),
        (
            {"state": "signed", "sent_on": "2026-10-01", "received_on": "2026-10-02"},
            (RULES,),
            "recognised_on",
            dt.date(2026, 10, 9),
        ),
    ],
)
def test_the_first_step_of_a_meeting_has_its_last_day(values, decisions, done, day):
    record = meeting(**values)
    due = next(open_terms(DEADLINES, record, terms(LAW), Records(record, *decisions)), None)
    assert (due and (due.deadline.done, due.term.last)) == (done and (done, day))


def test_all_that_a_planned_meeting_still_needs_is_waited_for():
    record = meeting(purpose="election")
    found = [due.deadline.done for due in open_terms(DEADLINES, record, terms(LAW), Records(record))]
    assert found == ["election_plan_on", "candidates_on", "election_team_on", "notified_on"]
