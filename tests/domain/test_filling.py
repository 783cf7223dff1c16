"""What nobody says of a new record is filled in: from other fields, from the office, from today."""

import datetime as dt

import pytest

from danvan_desktop.domain.filling import (
    FillContext,
    Following,
    fill_in,
    fill_in_again,
    fill_in_from_parts,
    usual_choices,
)
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Record
from tests.copies import replace
from tests.domain.holding import LAW, TODAY, Records, terms

PETITION = ALL_KINDS["petition"]
VILLAGE = Record("unit", "v", {"name": "Thôn Đông", "kind": "village", "code": "01", "households": 120})
COMMUNE = Record("unit", "c", {"name": "Xã", "kind": "commune", "code": "DS"})
MEETING = Record("meeting", "m", {"unit": "v", "state": "held"})
DIALOGUE = Record("dialogue", "g", {"unit": "c", "state": "held"})
ASKED = {"received_on": "2026-08-03", "nature": "reflection", "source": "letter"}


def context(own_unit: str = "v") -> FillContext:
    return FillContext(
        reader=Records(VILLAGE, COMMUNE, MEETING, DIALOGUE),
        terms=terms(LAW),
        today=TODAY,
        own_unit=own_unit,
        next_number=lambda kind, field, year: f"{kind}.{field} of {year}",
    )


def filled(kind: str, given: dict[str, object], own_unit: str = "v") -> dict[str, object]:
    return fill_in(ALL_KINDS[kind], Record(kind, "new", given), given, context(own_unit))


def kept_up(before: dict[str, object], given: dict[str, object]) -> dict[str, object]:
    return fill_in_again(PETITION, Record("petition", "p", before | given), before, given, context())


def test_a_petition_of_which_nothing_was_said_is_of_today_of_the_own_unit_and_has_the_next_number():
    assert filled("petition", {"nature": "song"}) == {
        "received_on": "2026-08-12",
        "unit": "v",
        "number": "petition.number of 2026",
    }


def test_a_number_is_of_the_year_of_the_record_and_not_of_today():
    assert filled("petition", {"received_on": "2025-12-31"})["number"] == "petition.number of 2025"


def test_what_was_given_stays_even_when_it_was_left_empty():
    assert "number" not in filled("petition", {"number": None})
    assert "due_on" not in filled("petition", ASKED | {"due_on": None})
    assert "received_on" not in filled("petition", {"received_on": "2026-08-03"})


@pytest.mark.parametrize(("gathering", "source", "unit"), [("m", "village_meeting", "v"), ("g", "dialogue", "c")])
def test_a_petition_raised_at_a_gathering_is_of_its_unit_and_names_it_as_its_source(gathering, source, unit):
    made = filled("petition", {"source_record": gathering}, own_unit="v")
    assert (made["source"], made["unit"]) == (source, unit)


def test_a_gathering_that_is_not_there_says_nothing():
    made = filled("petition", {"source_record": "gone"})
    assert "source" not in made
    assert made["unit"] == "v"


def test_the_unit_of_a_gathering_that_has_none_is_the_own_one():
    made = fill_in(
        PETITION,
        Record("petition", "new", {"source_record": "bare"}),
        ["source_record"],
        FillContext(
            reader=Records(VILLAGE, Record("meeting", "bare", {})),
            terms=terms(LAW),
            today=TODAY,
            own_unit="v",
            next_number=lambda kind, field, year: "1",
        ),
    )
    assert made["unit"] == "v"


def test_an_office_that_is_not_offered_is_not_filled_in():
    assert "unit" not in filled("petition", {}, own_unit="c")
    assert "unit" not in filled("petition", {}, own_unit="gone")


def test_the_due_day_follows_from_the_day_it_was_received_and_its_nature():
    assert filled("petition", ASKED)["due_on"] == "2026-08-17"
    assert "due_on" not in filled("petition", ASKED | {"nature": "song"})


def test_a_due_day_keeps_up_with_what_it_follows_from():
    before = ASKED | {"due_on": "2026-08-17"}
    assert kept_up(before, {"received_on": "2026-08-04"}) == {"due_on": "2026-08-18"}
    assert kept_up(before, {"nature": "song"}) == {"due_on": None}
    assert kept_up(ASKED, {"received_on": "2026-08-04"}) == {"due_on": "2026-08-18"}


def test_a_due_day_follows_once_what_it_follows_from_is_there():
    assert kept_up({"nature": "reflection", "source": "letter"}, {"received_on": "2026-08-03"}) == {
        "due_on": "2026-08-17"
    }


def test_a_due_day_set_by_hand_stays():
    assert kept_up(ASKED | {"due_on": "2026-08-30"}, {"received_on": "2026-08-04"}) == {}
    given = {"received_on": "2026-08-04", "due_on": "2026-08-17"}
    assert kept_up(ASKED | {"due_on": "2026-08-17"}, given) == {}


def test_a_due_day_does_not_move_when_nothing_that_it_follows_from_does():
    assert kept_up(ASKED | {"due_on": "2026-08-17"}, {"content": "Đường hỏng"}) == {}
    assert kept_up(ASKED | {"due_on": "2026-08-17"}, {"received_on": "2026-08-03"}) == {}


def test_a_due_day_stays_when_the_day_it_follows_from_is_emptied():
    assert kept_up(ASKED | {"due_on": "2026-08-17"}, {"received_on": None}) == {}


def test_only_what_keeps_up_is_found_anew():
    assert kept_up({"source_record": "m"}, {"source_record": "g"}) == {}


def test_a_meeting_has_the_households_of_its_village():
    assert filled("meeting", {"unit": "v"})["households_total"] == 120
    assert "households_total" not in filled("meeting", {"unit": "gone"})
    assert "households_total" not in filled("meeting", {"unit": "v", "households_total": 100})


def test_a_paper_has_the_year_of_its_day_the_next_number_and_the_usual_symbol():
    given = {"unit": "c", "issuer": "government", "type": "notice", "date": "2025-03-01"}
    made = filled("document_number", given)
    assert (made["year"], made["number"], made["symbol"]) == (2025, 1, "TB-UBND")


def test_a_paper_without_a_day_is_of_today():
    assert filled("document_number", {"unit": "c"})["date"] == dt.date(2026, 8, 12).isoformat()


def test_the_choice_that_nobody_makes_is_the_usual_one():
    assert usual_choices(ALL_KINDS["reception_visit"], ["nature"]) == {"handling": "answered"}


def test_nothing_follows_from_what_is_not_there():
    def found(_record, _context):
        pytest.fail("looked for before what it needs was there")

    rule = Following(field="due_on", needs=("received_on",), value=found, formerly=found, keeps_up=True)
    kind, record = replace(PETITION, following=(rule,)), Record("petition", "p", {"received_on": None})
    given = ["received_on"]
    assert "due_on" not in fill_in(kind, record, given, context())
    before, later = (
        {"received_on": None, "due_on": "2026-08-17"},
        Record("petition", "p", {"received_on": "2026-08-03"}),
    )
    assert fill_in_again(kind, record, before, given, context()) == {}
    assert fill_in_again(kind, later, before, given, context()) == {}, "what was there before was set by hand"


def test_what_parts_come_to_is_found_by_every_save_unless_it_is_said():
    rule = Following(field="content", needs=(), value=lambda record, _context: record.get("request"), of_parts=True)
    kind, record = replace(PETITION, following=(rule,)), Record("petition", "p", {"request": "Ba việc"})
    for found in (
        lambda given: fill_in_again(kind, record, record.values, given, context()),
        lambda given: fill_in_from_parts(kind, record, given, context()),
    ):
        assert found([]) == {"content": "Ba việc"}
        assert found(["content"]) == {}
