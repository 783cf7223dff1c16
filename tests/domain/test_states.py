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
    assert settle(STATES, {}, None, "closed").decision == "closed"


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
