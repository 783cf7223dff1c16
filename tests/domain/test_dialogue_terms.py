"""The terms of a dialogue of a commune, and the voters who ask for one."""

import datetime as dt

import pytest

from danvan_desktop.domain.deadlines import open_terms
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.dialogue_terms import DEADLINES
from tests.domain.holding import LAW, Records, terms, told

UNIT = Record("unit", "u", {"name": "Xã Đông Sơn", "kind": "commune", "code": "01"})
HELD = {
    "unit": "u",
    "level": "commune",
    "kind": "periodic",
    "topic": "Môi trường",
    "led_by": "Nguyễn Văn An",
    "side": "both",
    "held_on": "2026-08-03",
    "place": "Nhà văn hóa",
    "participants_count": 80,
    "state": "held",
}


def dialogue(**values: object) -> Record:
    return Record("dialogue", "d", HELD | values)


def waited_for(**values: object) -> dict[str, dt.date]:
    found = open_terms(DEADLINES, dialogue(**values), terms(LAW), Records())
    return {due.deadline.name: due.term.last for due in found}


def test_a_planned_dialogue_waits_for_its_notice_and_a_held_one_for_its_result():
    assert waited_for(state="planned", participants_count=None, held_on="2026-08-20") == {
        "dialogue.notice": dt.date(2026, 8, 13)
    }
    assert waited_for() == {"dialogue.result": dt.date(2026, 8, 13)}
    assert waited_for(conclusion_notice_date="2026-08-10") == {}


@pytest.mark.parametrize("values", [{"side": "party"}, {"level": "village"}])
def test_the_partys_own_dialogues_and_those_of_villages_have_no_such_term(values):
    assert waited_for(**values) == {}


@pytest.mark.parametrize(("day", "is_late"), [("2026-07-27", False), ("2026-07-28", True)])
def test_a_late_notice_is_warned_of(day, is_late):
    assert ("notified_on" in told(dialogue(notified_on=day), UNIT)) is is_late


@pytest.mark.parametrize(("day", "is_late"), [("2026-08-12", False), ("2026-08-04", False)])
def test_a_result_told_within_ten_days_is_in_time(day, is_late):
    assert ("conclusion_notice_date" in told(dialogue(conclusion_notice_date=day), UNIT)) is is_late


@pytest.mark.parametrize(("asked", "told_of"), [(99, True), (100, False), (None, False)])
def test_a_tenth_of_the_voters_may_ask_for_a_dialogue(asked, told_of):
    found = told(dialogue(voters_asked=asked, voters_total=1000), UNIT)
    assert ("voters_asked" in found) is told_of
    assert not any(not words.endswith("?") for words in found.values())


def test_no_more_voters_ask_than_there_are():
    found = told(dialogue(voters_asked=1001, voters_total=1000), UNIT)
    assert found["voters_asked"].startswith("Số cử tri yêu cầu đối thoại (1.001) nhiều hơn")


def test_a_dialogue_may_make_the_result_of_a_case_public():
    assert told(dialogue(kind="explain"), UNIT) == {}
