"""Receptions: what a session needs, who may speak for a group, when a refusal is to be told."""

import datetime as dt

import pytest

from danvan_desktop.domain.deadlines import Terms, open_terms
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.validation import validate
from danvan_desktop.store.laws import load_calendar, load_law
from tests.domain.holding import Records, around

TERMS = Terms(load_law(), load_calendar())
SESSION: dict[str, Value] = {
    "unit": "u",
    "held_on": "2026-08-05",
    "body": "government",
    "kind": "regular",
    "receiver": "Lê Quang Hưng",
    "place": "Phòng tiếp công dân",
    "by_head": False,
    "nobody_came": False,
    "state": "planned",
}
VISIT: dict[str, Value] = {
    "reception": "s",
    "citizen_name": "Nguyễn Văn An",
    "people": 1,
    "content": "Hỏi thủ tục",
    "nature": "petition",
    "handling": "answered",
}
UNIT = Record("unit", "u", {"name": "Xã Đông Sơn"})


def told(record: Record, *others: Record) -> set[tuple[str | None, bool]]:
    """The fields that problems name, each with whether it is refused."""
    context = around(record, UNIT, *others)
    return {(one.field, one.is_error) for one in validate(ALL_KINDS, record, context)}


def session(**values: Value) -> Record:
    took_place: dict[str, Value] = {"took_place": True} if values.get("state") == "held" else {}
    return Record("reception", "s", SESSION | took_place | values)


def visit(**values: Value) -> Record:
    return Record("reception_visit", "v", VISIT | values)


def test_a_session_that_is_planned_needs_nobody() -> None:
    assert told(session()) == set()


@pytest.mark.parametrize(
    ("day", "kind", "is_warned"),
    [
        ("2026-08-29", "regular", True),
        ("2026-08-30", "head", True),
        ("2026-09-03", "regular", False),
        ("2026-08-29", "ad_hoc", False),
    ],
)
def test_a_session_on_the_schedule_of_a_day_off_is_warned_of(day: str, kind: str, is_warned: bool) -> None:
    assert (("held_on", False) in told(session(held_on=day, kind=kind))) is is_warned


def test_a_session_was_not_held_without_a_visit_or_a_word_that_nobody_came() -> None:
    assert ("nobody_came", True) in told(session(state="held"))
    assert told(session(state="held"), visit()) == set()
    assert told(session(state="held", nobody_came=True)) == set()
    assert ("nobody_came", True) in told(session(state="held", nobody_came=True), visit())


@pytest.mark.parametrize(("field", "values"), [("nobody_came", {"nobody_came": True}), ("state", {"state": "missed"})])
def test_nothing_is_told_of_a_day_that_is_still_to_come(field: str, values: dict[str, Value]) -> None:
    assert (field, True) in told(session(held_on="2026-09-30", **values))
    assert told(session(held_on="2026-09-30", state="postponed")) == set()


def test_whoever_holds_the_heads_session_in_his_place_says_why() -> None:
    assert ("substitute_reason", True) in told(session(kind="head", state="held", nobody_came=True))
    assert ("by_head", False) in told(
        session(kind="head", state="held", nobody_came=True, substitute_reason="Đi họp tỉnh")
    )
    assert told(session(kind="head", state="held", nobody_came=True, body="party", substitute_reason="Họp")) == set()
    assert told(session(kind="head", state="held", nobody_came=True, by_head=True)) == set()


@pytest.mark.parametrize(
    ("people", "speaking", "expected"),
    [
        (4, 3, set()),
        (5, 2, set()),
        (10, 3, {("representatives", False)}),
        (11, 5, set()),
        (40, 6, {("representatives", False)}),
        (2, 3, {("representatives", True)}),
    ],
)
def test_a_group_is_spoken_for_by_as_many_as_the_law_says(
    people: int, speaking: int, expected: set[tuple[str, bool]]
) -> None:
    assert told(visit(people=people, representatives=speaking), session()) == expected


def test_a_refusal_has_its_ground_and_nothing_else_has() -> None:
    assert ("refusal_ground", True) in told(visit(handling="refused"), session())
    assert ("refusal_ground", True) in told(visit(refusal_ground="h"), session())
    assert told(visit(handling="refused", refusal_ground="h"), session()) == set()


def test_who_was_refused_before_the_decree_was_refused_on_a_ground_of_the_law() -> None:
    early = session(held_on="2026-06-30")
    assert told(visit(handling="refused", refusal_ground="h"), early) == {("refusal_ground", False)}
    assert told(visit(handling="refused", refusal_ground="law3"), early) == set()
    assert told(visit(handling="refused", refusal_ground="h", refused_on="2026-07-01"), early) == set()


def test_only_complaints_and_denunciations_are_for_the_first_time() -> None:
    assert ("first_time", True) in told(visit(first_time="first"), session())
    assert told(visit(first_time="again", nature="complaint"), session()) == set()


def test_nobody_is_received_before_the_day_or_where_nobody_came() -> None:
    assert ("reception", True) in told(visit(), session(held_on="2026-09-30"))
    assert ("reception", True) in told(visit(), session(nobody_came=True))


def due(record: Record) -> list[tuple[str, dt.date]]:
    kind = ALL_KINDS[record.kind]
    return [(one.deadline.name, one.term.last) for one in open_terms(kind.deadlines, record, TERMS, Records(record))]


def test_the_schedule_is_posted_five_working_days_before() -> None:
    last = dt.date(2026, 8, 28)  # 31-08 is off in lieu, 01-09 and 02-09 are holidays
    assert due(session(held_on="2026-09-09")) == [("reception.schedule", last)]
    assert due(session(held_on="2026-09-09", kind="ad_hoc")) == []
    assert due(session(held_on="2026-09-09", state="held")) == []
    assert ("posted_on", False) in told(session(posted_on="2026-08-03"))


GROUNDS = [choice.code for choice in ALL_KINDS["reception_visit"].field("refusal_ground").choices]


@pytest.mark.parametrize("ground", GROUNDS)
def test_a_notice_is_owed_for_what_was_settled_and_answered_alone(ground: str) -> None:
    refused = visit(handling="refused", refusal_ground=ground, refused_on="2026-08-05")
    owed = [("reception.refusal", dt.date(2026, 8, 10))] if ground in {"law3", "h"} else []
    assert due(refused) == owed


def test_hours_end_after_they_begin_and_a_posted_schedule_has_them():
    ahead = {"held_on": "2026-12-01"}
    assert ("ends_at", True) in told(session(**ahead, starts_at="11:00", ends_at="07:30"))
    assert told(session(**ahead, starts_at="07:30", ends_at="11:00")) == set()
    assert told(session(held_on="2026-08-20", posted_on="2026-08-05")) == {("starts_at", False)}
    assert told(session(held_on="2026-08-20", posted_on="2026-08-05", starts_at="07:30")) == {("ends_at", False)}
