"""The state of a record follows from what is filled in and what a person decided."""

import pytest

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.kinds.petition import STATES
from danvan_desktop.domain.states import settle

REPLIED = {"replied_on": "2026-08-20", "result": "solved"}
TOLD = {**REPLIED, "people_told_on": "2026-08-22", "told_how": "meeting"}


@pytest.mark.parametrize(
    ("values", "decision", "state"),
    [
        ({}, None, "received"),
        ({"assigned_to": "Công chức địa chính"}, None, "assigned"),
        ({"assigned_to": "UBND tỉnh"}, "transferred", "transferred"),
        (REPLIED, None, "replied"),
        ({"assigned_to": "UBND tỉnh", **REPLIED}, "transferred", "replied"),
        (TOLD, None, "people_told"),
        ({"people_told_on": "2026-08-22"}, None, "received"),
        (TOLD, "closed", "closed"),
        ({}, "closed", "closed"),
    ],
)
def test_the_last_state_that_holds_is_the_records(values: dict[str, Value], decision: str | None, state: str) -> None:
    assert STATES.of(values, decision) == state


def test_asking_for_a_decided_state_decides_it() -> None:
    standing = settle(STATES, {}, None, "closed")
    assert (standing.state, standing.decision, standing.refused) == ("closed", "closed", None)


def test_asking_for_what_the_facts_say_takes_a_decision_back() -> None:
    standing = settle(STATES, TOLD, "closed", "people_told")
    assert (standing.state, standing.decision, standing.refused) == ("people_told", None, None)


def test_a_decision_that_the_facts_went_beyond_is_kept_when_nobody_takes_it_back() -> None:
    assert settle(STATES, {"assigned_to": "UBND tỉnh", **REPLIED}, "transferred", "replied").decision == "transferred"


@pytest.mark.parametrize("asked", ["replied", "people_told"])
def test_a_state_without_its_facts_is_refused(asked: str) -> None:
    assert settle(STATES, {}, None, asked).refused == asked


def test_every_state_names_fields_of_its_kind_and_is_a_choice_of_its_state() -> None:
    for kind in ALL_KINDS:
        if kind.states is not None:
            assert kind.field("state").choices == kind.states.choices
            assert all(kind.has(name) for state in kind.states for name in (*state.asked, *filter(None, [state.day])))


def test_a_state_is_known_by_its_code_and_its_place() -> None:
    assert [STATES.place(code) for code in ("received", "closed", "song")] == [0, 5, 0]
    assert "closed" in STATES
    assert "song" not in STATES
    assert STATES["replied"].missing({"replied_on": "2026-08-20"}) == ("result",)
    assert STATES["people_told"].asked == ("replied_on", "people_told_on", "result", "told_how")
    with pytest.raises(KeyError):
        STATES["song"]


@pytest.mark.parametrize(
    ("current", "code", "is_reached"),
    [("replied", "replied", True), ("people_told", "replied", True), ("assigned", "replied", False)],
)
def test_a_state_is_reached_when_it_was_come_to_or_passed(current: str, code: str, is_reached: bool) -> None:
    assert STATES.reached(current, code) is is_reached


def test_only_what_a_person_decides_is_a_decision() -> None:
    assert [STATES.decision(stored) for stored in ("closed", "transferred", "replied", None, 5)] == [
        "closed", "transferred", None, None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "offered"),
    [
        ({}, ("received", "transferred", "closed")),
        ({"assigned_to": "A"}, ("assigned", "transferred", "closed")),
        (REPLIED, ("replied", "closed")),
        (TOLD, ("people_told", "closed")),
    ],
)
def test_where_the_facts_have_a_petition_it_is_offered_what_a_person_decides_beyond(
    values: dict[str, Value], offered: tuple[str, ...]
) -> None:
    assert STATES.offered(values, None, is_ahead=False) == offered


@pytest.mark.parametrize(
    ("current", "is_ahead", "offered"),
    [
        ("planned", True, ("planned",)),
        ("planned", False, ("planned", "held")),
        ("held", False, ("planned", "held", "signed")),
        ("signed", False, ("planned", "held", "signed", "sent")),
        ("sent", False, ("planned", "held", "signed", "sent")),
        ("held", True, ("planned", "held")),
    ],
)
def test_minutes_are_signed_after_the_meeting_and_sent_after_they_are_signed(
    current: str, is_ahead: bool, offered: tuple[str, ...]
) -> None:
    states = ALL_KINDS["meeting"].states
    assert states is not None
    assert states.offered({}, current, is_ahead=is_ahead) == offered
    assert states.of({}, current) == current
    assert states.of({}, None) == "planned"


@pytest.mark.parametrize(("kind", "present"), [("meeting", "households_present"), ("dialogue", "participants_count")])
def test_a_gathering_was_held_once_somebody_came_whatever_was_planned(kind: str, present: str) -> None:
    states = ALL_KINDS[kind].states
    assert states is not None
    for decision, count, state in [
        (None, 90, "held"), (None, 0, "planned"), (None, None, "planned"), ("planned", 90, "held"),
        ("held", 0, "held"), ("held", None, "held"), ("signed", 90, "signed"), ("sent", 90, "sent"),
    ]:  # fmt: skip
        assert states.of({present: count}, states.decision(decision)) == state
    assert states.offered({present: 90}, "held", is_ahead=False) == ("held", "signed")
    assert states.offered({present: 90}, "signed", is_ahead=False) == ("held", "signed", "sent")
    assert settle(states, {present: 90}, "signed", "held").state == "held"
    assert settle(states, {present: 90}, None, "planned").refused == "planned"
    assert settle(states, {}, None, "signed").decision == "signed"


def test_nobody_asking_leaves_a_decision_as_it_is() -> None:
    standing = settle(STATES, TOLD, "closed", None)
    assert (standing.state, standing.decision, standing.refused) == ("closed", "closed", None)


def test_what_goes_on_is_declared_to_last():
    going_on = {
        (kind.name, state.code)
        for kind in ALL_KINDS
        if kind.states is not None and kind.states.follow_facts
        for state in kind.states
        if str(state.label).startswith("Đang") and not state.lies_ahead and not state.lasts
    }
    assert going_on == set(), "“Đang … – xong” contradicts itself"
