"""What the law of grassroots democracy refuses is refused at the one gate, with its article."""

import datetime as dt
from unittest.mock import patch

import pytest

from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store

pytestmark = pytest.mark.usefixtures("earlier_petitions")


def refusal(store: Store, draft: Draft) -> dict[str | None, str]:
    with pytest.raises(InvalidRecord) as caught:
        store.save(draft)
    return {problem.field: str(problem.message) for problem in caught.value.problems}


def decision(meeting: str, **values: object) -> Draft:
    made = {"meeting": meeting, "title": "Làm đường", "content_type": "contribution", "votes_for": 81}
    return Draft("decision", made | {"votes_against": 3} | values)


def test_an_online_vote_on_a_contribution_is_refused_with_its_article(commune):
    meeting = commune.meeting(households_total=120, households_present=95)
    told = refusal(commune.store, decision(meeting, method="online"))
    assert "khoản 2 Điều 17" in told["method"]


def test_ballots_straight_after_a_meeting_of_enough_households_are_refused_with_the_article(commune):
    meeting = commune.meeting(households_total=120, households_present=95)
    told = refusal(commune.store, decision(meeting, method="household_ballot"))
    assert "khoản 1 Điều 4 Nghị định số 59/2023/NĐ-CP" in told["method"]


def test_ballots_after_a_meeting_of_too_few_households_are_taken(commune):
    failed = commune.meeting(households_total=120, households_present=60)
    assert commune.store.save(decision(failed, method="household_ballot")).uids
    later = commune.meeting(households_total=120, households_present=95)
    assert commune.store.save(decision(later, method="household_ballot", after_failed_meeting=failed)).uids


def test_a_meeting_of_enough_households_is_no_reason_for_ballots(commune):
    good = commune.meeting(households_total=120, households_present=95)
    told = refusal(commune.store, decision(good, method="household_ballot", after_failed_meeting=good))
    assert "cuộc họp trước đó đã không đủ hộ" in told["method"]


@pytest.mark.parametrize("content_type", ["village_rules", "election", "supervision_board", "self_management"])
def test_only_contributions_and_finance_are_of_the_whole_commune(commune, content_type):
    meeting = commune.meeting(households_total=120, households_present=95)
    assert "scope" in refusal(commune.store, decision(meeting, content_type=content_type, scope="commune"))


def test_an_election_chaired_by_the_village_head_is_refused(commune):
    meeting = commune.store.get(commune.meeting())
    values = {name: value for name, value in meeting.values.items() if value is not None}
    told = refusal(commune.store, Draft("meeting", values | {"purpose": "election", "convened_by": "head"}))
    assert "Tổ bầu cử" in told["convened_by"]
    assert commune.store.save(Draft("meeting", values | {"purpose": "election", "convened_by": "election_team"})).uids


@pytest.mark.parametrize(("days", "warned"), [(1, True), (2, False)])
def test_a_late_notice_of_a_meeting_is_warned_of(commune, days, warned):
    meeting = commune.store.get(commune.meeting())
    told = meeting.date("starts_at") - dt.timedelta(days=days)
    result = commune.store.save(Draft("meeting", {"notified_on": told.isoformat()}, meeting.uid))
    assert any(problem.field == "notified_on" for problem in result.warnings) is warned


def test_more_households_cannot_be_noted_than_the_ballots_that_followed_allow(commune):
    failed = commune.meeting(households_total=120, households_present=60)
    later = commune.meeting(households_total=120, households_present=95)
    commune.store.save(decision(failed, method="household_ballot"))
    commune.store.save(decision(later, method="household_ballot", after_failed_meeting=failed))
    told = refusal(commune.store, Draft("meeting", {"households_present": 100}, failed))
    assert "khoản 1 Điều 4" in told["households_present"]
    assert commune.store.save(Draft("meeting", {"households_present": 70}, failed)).uids


def test_an_election_in_any_meeting_needs_its_chair(commune):
    told = refusal(commune.store, decision(commune.meeting(), content_type="election"))
    assert "Tổ bầu cử" in told["content_type"]
    chaired = commune.meeting(convened_by="election_team")
    assert commune.store.save(decision(chaired, content_type="election")).uids
    told = refusal(commune.store, Draft("meeting", {"convened_by": "head"}, chaired))
    assert "Tổ bầu cử" in told["convened_by"]


def test_a_contribution_without_its_scope_is_refused_with_the_article(commune):
    told = refusal(commune.store, decision(commune.meeting(), scope=None))
    assert "khoản 1 Điều 21" in told["scope"]


def test_a_decision_of_an_earlier_release_is_edited_without_being_asked_for_its_scope(commune):
    with patch("danvan_desktop.store.writing.validate", return_value=()):
        old = commune.store.save(decision(commune.meeting(), scope=None, method="online")).uids[0]
    assert commune.store.save(Draft("decision", {"note": "Sửa lại ghi chú"}, old)).uids
    assert "method" in refusal(commune.store, Draft("decision", {"method": "household_ballot"}, old))


def test_the_meeting_before_is_of_the_same_village_and_not_later(commune):
    later = commune.meeting(households_present=40, starts_at="2026-09-12T19:30")
    told = refusal(commune.store, decision(commune.meeting(), method="household_ballot", after_failed_meeting=later))
    assert "sau cuộc họp này" in told["after_failed_meeting"]


def complaint(**values: object) -> dict[str, object]:
    return {"nature": "complaint", "received_on": "2026-08-07", **values}


def test_accepting_a_complaint_moves_its_due_day_from_handling_to_settling(commune):
    uid = commune.petition(**complaint())
    assert commune.store.get(uid).text("due_on") == "2026-08-18"
    commune.store.save(Draft("petition", {"accepted_on": "2026-08-14"}, uid))
    assert commune.store.get(uid).text("due_on") == "2026-09-13"
    commune.store.save(Draft("petition", {"difficulty": "complex"}, uid))
    assert commune.store.get(uid).text("due_on") == "2026-09-28"


def test_the_due_day_that_an_earlier_release_filled_in_gives_way_to_that_of_the_law(commune):
    uid = commune.petition(**complaint(due_on="2026-09-06"))
    commune.store.save(Draft("petition", {"accepted_on": "2026-08-14"}, uid))
    assert commune.store.get(uid).text("due_on") == "2026-09-13"


def test_a_due_day_set_by_hand_stays_and_is_warned_of_when_it_is_later_than_the_law(commune):
    uid = commune.petition(**complaint(due_on="2026-10-30"))
    saved = commune.store.save(Draft("petition", {"accepted_on": "2026-08-14"}, uid))
    assert commune.store.get(uid).text("due_on") == "2026-10-30"
    told = {problem.field: str(problem.message) for problem in saved.warnings}
    assert "2026-09-13" in told["due_on"]
    assert "Điều 28" in told["due_on"]


def test_a_complaint_is_not_accepted_before_it_came(commune):
    uid = commune.petition(**complaint())
    assert "accepted_on" in refusal(commune.store, Draft("petition", {"accepted_on": "2026-08-06"}, uid))


@pytest.mark.parametrize(
    ("purpose", "field", "days"),
    [
        ("periodic", "notified_on", 2),
        ("annual", "notified_on", 5),
        ("election", "notified_on", 7),
        ("election", "election_plan_on", 20),
        ("election", "candidates_on", 15),
        ("election", "election_team_on", 10),
        ("village_rules", "draft_posted_on", 30),
    ],
)
def test_each_preparation_is_warned_of_from_the_day_after_its_last(commune, purpose, field, days):
    uid = commune.meeting(purpose=purpose, convened_by="election_team")
    held = commune.store.get(uid).date("starts_at")
    in_time = commune.store.save(Draft("meeting", {field: (held - dt.timedelta(days)).isoformat()}, uid))
    assert field not in {problem.field for problem in in_time.warnings}
    late = commune.store.save(Draft("meeting", {field: (held - dt.timedelta(days - 1)).isoformat()}, uid))
    assert field in {problem.field for problem in late.warnings}


def test_a_decision_is_sent_and_recognised_within_five_working_days_though_the_minutes_are_signed(commune):
    uid = commune.meeting(purpose="village_rules")
    commune.store.save(decision(uid, content_type="village_rules"))
    commune.store.save(Draft("meeting", {"state": "signed"}, uid))
    late = commune.store.save(Draft("meeting", {"sent_on": "2026-08-20", "received_on": "2026-08-20"}, uid))
    assert "khoản 3 Điều 20" in {one.field: str(one.message) for one in late.warnings}["sent_on"]
    assert not commune.store.save(Draft("meeting", {"recognised_on": "2026-08-26"}, uid)).warnings[1:]
    assert "recognised_on" in refusal(commune.store, Draft("meeting", {"recognised_on": "2026-08-19"}, uid))


def team_of(people: int, meeting: str) -> Draft:
    return Draft("meeting", {"counters": "\n".join(f"- Ông Bình {place};" for place in range(people))}, meeting)


@pytest.mark.parametrize(("people", "warned"), [(2, True), (3, False), (5, False), (6, True)])
def test_a_team_that_gives_out_ballots_is_of_three_to_five_people(commune, people, warned):
    meeting = commune.meeting(households_total=120, households_present=60)
    commune.store.save(decision(meeting, method="household_ballot"))
    told = {one.field: str(one.message) for one in commune.store.save(team_of(people, meeting)).warnings}
    assert ("counters" in told) is warned
    assert not warned or "khoản 2 Điều 19" in told["counters"]


def test_who_counts_in_the_room_is_not_asked_for_a_team_that_goes_round(commune):
    meeting = commune.meeting(households_total=120, households_present=95)
    commune.store.save(decision(meeting, method="secret_ballot"))
    assert not commune.store.save(team_of(2, meeting)).warnings
