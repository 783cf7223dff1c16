"""A matter of the whole commune is decided by at least two thirds of all its villages, counted from their decisions."""

import pytest

from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.rules.commune_wide import CommuneVerdict, result_of
from danvan_desktop.store import Store


@pytest.fixture
def villages(commune) -> list[str]:
    store = commune.store
    for number in range(2, 7):
        values = {"name": f"Thôn {number}", "kind": "village", "code": f"T-{number}", "parent": store.unit.uid}
        store.save(Draft("unit", values))
    return [unit.uid for unit in store.list("unit") if unit.text("kind") == "village"]


@pytest.fixture
def matter(commune) -> Record:
    values = {"title": "Đóng góp làm đường trục xã", "content_type": "contribution", "opens_on": "2026-08-01"}
    return commune.store.get(commune.store.save(Draft("commune_vote", values)).uids[0])


def answer(commune, matter: Record, village: str, votes: int = 80, **values: object) -> str:
    meeting = commune.meeting(unit=village, households_total=120, households_present=100)
    made = {"meeting": meeting, "title": matter.text("title"), "content_type": "contribution", "scope": "commune"}
    counts = {"votes_for": votes, "votes_against": 1, "commune_vote": matter.uid, "method": "household_ballot"}
    return commune.store.save(Draft("decision", made | counts | values)).uids[0]


def verdict(store: Store, matter: Record) -> CommuneVerdict:
    return result_of(matter, store, store.law).verdict


def test_four_of_six_villages_decide_and_households_are_not_added_up(commune, villages, matter):
    for village in villages[:3]:
        answer(commune, matter, village, 120 - 1)
    answer(commune, matter, villages[3], 79)
    assert verdict(commune.store, matter) is CommuneVerdict.OPEN
    answer(commune, matter, villages[4], 80)
    result = result_of(matter, commune.store, commune.store.law)
    assert (result.agreed, result.total, result.needed) == (4, 6, 4)
    assert result.verdict is CommuneVerdict.PASSED
    assert [one.village.uid for one in result.unanswered] == [villages[5]]


def test_a_matter_fails_when_too_few_villages_are_left(commune, villages, matter):
    for village in villages[:2]:
        answer(commune, matter, village, 79)
    assert verdict(commune.store, matter) is CommuneVerdict.OPEN
    answer(commune, matter, villages[2], 10)
    assert verdict(commune.store, matter) is CommuneVerdict.FAILED


def test_of_a_village_that_met_again_the_last_decision_counts(commune, villages, matter):
    first = answer(commune, matter, villages[0], 50)
    again = commune.meeting(unit=villages[0], starts_at="2026-08-25T19:30", households_present=100)
    commune.store.save(
        Draft(
            "decision",
            {
                "meeting": again,
                "title": "Lấy ý kiến lại",
                "content_type": "contribution",
                "scope": "commune",
                "votes_for": 90,
                "votes_against": 2,
                "commune_vote": matter.uid,
            },
        )
    )
    assert commune.store.get(first) is not None
    assert result_of(matter, commune.store, commune.store.law).agreed == 1


def uncounted(commune, matter: Record, village: str) -> None:
    """Save a decision at a meeting of which nobody wrote down how many households came."""
    meeting = commune.meeting(unit=village, starts_at="2026-08-26T19:30", households_present=None)
    made = {"meeting": meeting, "title": matter.text("title"), "content_type": "contribution", "scope": "commune"}
    commune.store.save(Draft("decision", {**made, "commune_vote": matter.uid, "votes_for": 0, "votes_against": 0}))


def test_a_village_whose_votes_cannot_be_counted_has_not_disagreed(commune, villages, matter):
    for village in villages[:3]:
        uncounted(commune, matter, village)
    result = result_of(matter, commune.store, commune.store.law)
    assert (result.agreed, result.total, len(result.unanswered)) == (0, 6, 6)
    assert result.verdict is CommuneVerdict.OPEN


def test_a_counted_decision_stands_beside_a_later_one_that_cannot_be_counted(commune, villages, matter):
    answer(commune, matter, villages[0], 80)
    uncounted(commune, matter, villages[0])
    assert result_of(matter, commune.store, commune.store.law).agreed == 1


def test_a_village_that_is_gone_is_not_counted(commune, villages, matter):
    commune.store.save(Draft("unit", {"valid_to": "2025-06-30"}, villages[5]))
    assert result_of(matter, commune.store, commune.store.law).total == 5


def test_a_decision_of_the_village_alone_does_not_answer_the_whole_commune(commune, villages, matter):
    with pytest.raises(InvalidRecord) as refused:
        answer(commune, matter, villages[0], scope="village", method="secret_ballot")
    assert "khoản 1 Điều 21" in str(refused.value.problems[0].message)
    with pytest.raises(InvalidRecord):
        answer(commune, matter, villages[0], content_type="finance")


def test_a_decision_without_its_matter_is_kept_and_warned_of(commune, villages, matter):
    meeting = commune.meeting(unit=villages[0], households_present=100)
    values = {"meeting": meeting, "title": "Làm đường", "content_type": "contribution", "scope": "commune"}
    saved = commune.store.save(Draft("decision", {**values, "votes_for": 90, "votes_against": 0}))
    assert [problem.field for problem in saved.warnings] == ["commune_vote"]
    commune.store.save(Draft("meeting", {"state": "signed"}, meeting))
    assert commune.store.save(Draft("decision", {"commune_vote": matter.uid}, saved.uids[0])).uids
    assert result_of(matter, commune.store, commune.store.law).agreed == 1


@pytest.mark.parametrize(("method", "is_warned"), [("meeting", True), ("ballot", False), (None, False)])
def test_ballots_against_the_choice_of_the_commune_are_warned_of(commune, method, is_warned):
    chosen = {"unit": commune.store.unit.uid, "title": "Đường trục", "content_type": "contribution"}
    chosen |= {"opens_on": "2026-08-01", "method": method}
    matter = commune.store.save(Draft("commune_vote", chosen)).uids[0]
    vote = {"meeting": commune.meeting(), "title": "Đường trục", "content_type": "contribution", "scope": "commune"}
    vote |= {"commune_vote": matter, "method": "household_ballot", "votes_for": 60, "votes_against": 3}
    warnings = commune.store.save(Draft("decision", vote)).warnings
    assert any(problem.field == "method" for problem in warnings) is is_warned


def test_a_matter_goes_from_its_plan_to_being_in_force(commune):
    chosen = {"unit": commune.store.unit.uid, "title": "Đường trục", "content_type": "contribution"}
    uid = commune.store.save(Draft("commune_vote", {**chosen, "opens_on": "2026-08-01"})).uids[0]

    def stands() -> str:
        return commune.store.get(uid).text("state")

    assert stands() == "planned"
    commune.store.save(Draft("commune_vote", {"state": "open"}, uid))
    assert stands() == "open"
    with pytest.raises(InvalidRecord, match="Các thôn bàn đến ngày"):
        commune.store.save(Draft("commune_vote", {"state": "counted"}, uid))
    commune.store.save(Draft("commune_vote", {"state": "counted", "closes_on": "2026-08-10"}, uid))
    assert stands() == "counted"
