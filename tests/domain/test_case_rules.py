"""Complaints, denunciations, disputes, hot spots: their ways, what is refused, which terms run from when."""

import datetime as dt

import pytest

from danvan_desktop.domain.deadlines import Terms, open_terms
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.secrecy import MASK, masked
from danvan_desktop.domain.validation import validate
from danvan_desktop.localization import Translator
from danvan_desktop.store.laws import load_calendar, load_law
from tests.copies import replace
from tests.domain.holding import Records, around

KIND = ALL_KINDS["case"]
TERMS = Terms(load_law(), load_calendar())
UNIT = Record("unit", "u", {"name": "Thôn Đông", "kind": "village"})
PLAIN: dict[str, Value] = {
    "number": "001/2026",
    "received_on": "2026-07-06",
    "unit": "u",
    "nature": "complaint",
    "channel": "letter",
    "title": "Khiếu nại mức bồi thường",
    "citizen_name": "Nguyễn Văn An",
    "people": 1,
    "field": "land",
    "competence": "commune",
    "complex": "normal",
}


def case(**values: Value) -> Record:
    told = PLAIN | values
    states = KIND.states
    assert states is not None
    return Record("case", "c", {**told, "state": states.of(told)})


def told(**values: Value) -> set[tuple[str | None, bool]]:
    context = around(case(**values), UNIT)
    return {(one.field, one.is_error) for one in validate(ALL_KINDS, case(**values), context)}


ACCEPTED: dict[str, Value] = {"handling": "accepted", "handled_on": "2026-07-10", "accepted_on": "2026-07-10"}
DENOUNCED: dict[str, Value] = {"nature": "denunciation", "title": "Tố cáo lập danh sách"}


@pytest.mark.parametrize("nature", [{}, DENOUNCED])
def test_a_decision_without_the_day_of_acceptance_is_warned_of(nature: dict[str, Value]) -> None:
    decided = {"handled_on": "2026-07-10", "decided_on": "2026-07-30"}
    assert ("accepted_on", False) in told(**nature, **decided, result="right")
    assert "accepted_on" not in {field for field, _error in told(**nature, **decided, result="withdrawn")}
    assert "accepted_on" not in {field for field, _error in told(**nature, **(ACCEPTED | decided), result="right")}


def test_a_lawful_complaint_on_its_way_is_refused_nothing() -> None:
    settled = ACCEPTED | {"notified_on": "2026-07-10", "decided_on": "2026-07-30", "result": "partly"}
    assert told(**settled) == set()


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"handling": "accepted", "handled_on": "2026-07-10"}, "accepted_on"),
        (ACCEPTED | {"accepted_on": "2026-07-01"}, "accepted_on"),
        (ACCEPTED | {"handling": "guided"}, "handling"),
        (ACCEPTED | {"competence": "province"}, "handling"),
        (ACCEPTED | {"anonymous": True, "citizen_name": None}, "note"),
        ({"extended_times": 1}, "extended_times"),
        (DENOUNCED | {"extended_times": 2, "complex": "complex"}, "extended_times"),
        ({"complex": "complex"}, "complex_paper"),
        ({"complex": "very", "complex_paper": "01/BC"}, "complex"),
        (DENOUNCED | {"instance": "second"}, "instance"),
        (DENOUNCED | {"handling": "transferred", "handled_on": "2026-07-08"}, "sent_to"),
        (
            DENOUNCED
            | {"handling": "transferred", "handled_on": "2026-07-08", "sent_to": "UBND tỉnh", "channel": "transferred"},
            "handling",
        ),
        (ACCEPTED | {"decided_on": "2026-07-30", "result": "right", "published_on": "2026-07-20"}, "published_on"),
        ({"title": "Khiếu nại của ông NGUYỄN VĂN AN về đất"}, "title"),
        ({"nature": "hot_spot", "danger": "cooled"}, "cooled_on"),
        ({"nature": "hot_spot", "danger": "hot", "cooled_on": "2026-07-30"}, "danger"),
        ({"received_on": "2026-12-31"}, "received_on"),
    ],
)
def test_what_the_law_forbids_is_refused_at_its_field(values: dict[str, Value], refused: str) -> None:
    assert (refused, True) in told(**values)


@pytest.mark.parametrize(
    ("values", "warned"),
    [
        ({"mass": True, "people": 4}, "people"),
        ({"instance": "second"}, "instance"),
        ({"citizen_name": None}, "citizen_name"),
        ({"received_on": "2026-06-01"}, None),
        ({"nature": "dispute", "handling": None, "received_on": "2026-06-01"}, None),
        (ACCEPTED | {"long": True, "finished_procedure": True}, "dialogue"),
        (ACCEPTED | {"mass": True, "people": 12, "finished_procedure": True}, "dialogue"),
        (ACCEPTED | {"decided_on": "2026-08-11", "result": "right"}, "decided_on"),
    ],
)
def test_what_deserves_a_look_is_warned_of(values: dict[str, Value], warned: str | None) -> None:
    assert warned is None or (warned, False) in told(**values)


@pytest.mark.parametrize(("day", "warned"), [(dt.date(2026, 8, 20), False), (dt.date(2026, 8, 21), True)])
def test_a_letter_that_waits_for_45_days_is_warned_of(day: dt.date, warned: bool) -> None:
    letter = case(received_on="2026-07-06")
    problems = validate(ALL_KINDS, letter, replace(around(letter, UNIT), today=day))
    assert any("quá 45 ngày" in Translator("vi")(one.message) for one in problems) is warned


@pytest.mark.parametrize(("day", "warned"), [(dt.date(2026, 9, 3), False), (dt.date(2026, 9, 4), True)])
def test_a_letter_whose_45th_day_is_a_day_off_may_wait_as_long_as_its_term_runs(day: dt.date, warned: bool) -> None:
    letter = case(received_on="2026-07-15")  # the 45th day is Saturday 29 August; offices open on 3 September
    problems = validate(ALL_KINDS, letter, replace(around(letter, UNIT), terms=TERMS, today=day))
    assert any("quá 45 ngày" in Translator("vi")(one.message) for one in problems) is warned


def due(**values: Value) -> dict[str, dt.date]:
    record = case(**values)
    return {one.deadline.name: one.term.last for one in open_terms(KIND.deadlines, record, TERMS, Records(record))}


def test_no_term_for_settling_runs_before_acceptance() -> None:
    assert due() == {"case.handle": dt.date(2026, 7, 15)}
    assert due(received_on="2026-06-30") == {"case.handle": dt.date(2026, 7, 10)}, "the law of before: ten days"


@pytest.mark.parametrize(
    ("values", "days"),
    [
        ({}, 30),
        ({"complex": "complex"}, 45),
        ({"remote": True}, 45),
        ({"remote": True, "complex": "complex"}, 60),
        ({"instance": "second"}, 45),
        ({"instance": "second", "complex": "complex"}, 60),
        ({"instance": "second", "remote": True}, 60),
        ({"instance": "second", "remote": True, "complex": "complex"}, 70),
        (DENOUNCED, 30),
        (DENOUNCED | {"extended_times": 1, "complex": "complex"}, 60),
        (DENOUNCED | {"extended_times": 2, "complex": "very"}, 90),
    ],
)
def test_settling_runs_from_acceptance_by_instance_complexity_and_place(values: dict[str, Value], days: int) -> None:
    assert due(**ACCEPTED, **values)["case.settle"] == dt.date(2026, 7, 10) + dt.timedelta(days=days)


def test_a_denunciation_is_notified_sent_and_published_in_time() -> None:
    assert due(**DENOUNCED, handling="transferred") == {"case.handle": dt.date(2026, 7, 13)}
    accepted = due(**DENOUNCED, **ACCEPTED)
    assert accepted["denunciation.notify"] == dt.date(2026, 7, 17)
    settled = due(**DENOUNCED, **ACCEPTED, notified_on="2026-07-14", decided_on="2026-08-05", result="wrong")
    assert settled == {
        "denunciation.send": dt.date(2026, 8, 12),
        "denunciation.publish": dt.date(2026, 8, 14),
    }


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, "received"),
        ({"handling": "guided", "handled_on": "2026-07-10"}, "transferred"),
        ({"handling": "returned", "handled_on": "2026-07-10"}, "filed"),
        (ACCEPTED, "accepted"),
        (ACCEPTED | {"decided_on": "2026-07-30", "result": "right"}, "settled"),
        (ACCEPTED | {"decided_on": "2026-07-30", "result": "right", "published_on": "2026-08-03"}, "published"),
        (ACCEPTED | {"decided_on": "2026-07-30", "result": "withdrawn"}, "withdrawn"),
        ({"nature": "hot_spot"}, "open"),
        ({"nature": "hot_spot", "handled_on": "2026-07-08"}, "handling"),
        ({"nature": "hot_spot", "handled_on": "2026-07-08", "cooled_on": "2026-08-01"}, "cooled"),
        ({"nature": "hot_spot", "decided_on": "2026-08-01"}, "open"),
    ],
)
def test_letters_and_hot_spots_come_ways_of_their_own(values: dict[str, Value], state: str) -> None:
    assert case(**values).text("state") == state


def test_the_summary_of_a_denunciation_is_told_and_its_sender_is_not() -> None:
    denounced = case(**DENOUNCED)
    assert KIND.title_of(denounced) == "001/2026 – Tố cáo lập danh sách"
    assert masked(KIND.field("against"), "Ông B") == MASK


@pytest.mark.parametrize(
    ("name", "title", "is_named"),
    [
        ("Nguyễn Văn An", "Khiếu nại của nguyen van an", True),
        ("Nguyễn Văn An", "Khiếu nại của Nguyễn Văn Anh", False),
        ("An", "Khiếu nại của An", True),
        ("An", "Khiếu nại về an ninh", False),
        ("Cao", "Tố cáo về đất đai", False),
        ("N", "Khiếu nại về đất đai", False),
        ("-", "Khiếu nại - đất đai", False),
    ],
)
def test_a_name_is_one_by_its_whole_words(name: str, title: str, is_named: bool) -> None:
    assert (("title", True) in told(citizen_name=name, title=title)) is is_named
