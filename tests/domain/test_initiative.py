"""What a citizen proposes: how many households stand behind it, and how long their consent holds."""

import pytest

from danvan_desktop.domain.record import Record
from tests.domain.holding import LAW, told
from tests.domain.test_meeting_rules import HELD, UNIT, VOTED

MEETING = Record("meeting", "m", HELD)


def proposed(**values: object) -> dict[str | None, str]:
    return told(Record("decision", "d", VOTED | {"proposed_by": "citizen"} | values), UNIT, MEETING)


@pytest.mark.parametrize(("consent", "is_warned"), [(None, True), (11, True), (12, False), (120, False)])
def test_a_tenth_of_all_households_agrees_to_the_proposal(consent, is_warned):
    words = f"Sáng kiến của công dân cần ít nhất 12 trên 120 hộ đồng thuận ({LAW['initiative.share'].citation}). ?"
    assert proposed(consent_households=consent) == ({"consent_households": words} if is_warned else {})


def test_no_more_households_agree_than_there_are():
    assert proposed(consent_households=121) == {
        "consent_households": "Số hộ đồng thuận (121) nhiều hơn tổng số hộ (120)."
    }


@pytest.mark.parametrize(
    ("since", "words"),
    [
        ("2026-05-10", None),
        ("2026-05-09", "Sự đồng thuận chỉ có giá trị đến ngày 09/08/2026, trước ngày họp 10/08/2026"),
        ("2026-08-11", "Ngày lấy đồng thuận sau ngày họp (10/08/2026)."),
    ],
)
def test_consent_holds_for_three_months(since, words):
    found = proposed(consent_households=12, consent_from=since).get("consent_from")
    assert (found is None) if words is None else found.startswith(words)


@pytest.mark.parametrize("by", [None, "head", "front", "commune"])
def test_consent_is_only_noted_of_a_citizens_proposal(by):
    assert proposed(proposed_by=by, consent_households=20) == {
        "consent_households": "Chỉ ghi số hộ đồng thuận với sáng kiến của công dân."
    }
    assert proposed(proposed_by=by) == {}


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"ballots_given": 90, "ballots_returned": 90}, {}),
        ({"ballots_given": 91}, {"ballots_given": "Phát ra 91 phiếu, nhiều hơn 90 hộ được biểu quyết."}),
        (
            {"ballots_given": 85, "ballots_returned": 90},
            {"ballots_returned": "Thu về 90 phiếu, nhiều hơn 85 phiếu phát ra."},
        ),
        ({"ballots_returned": 89}, {"votes_for": "Các ý kiến cộng lại là 90, nhiều hơn 89 phiếu thu về."}),
    ],
)
def test_ballots_that_count_came_back_and_those_that_came_back_went_out(values, found):
    assert told(Record("decision", "d", VOTED | {"method": "secret_ballot"} | values), UNIT, MEETING) == found
