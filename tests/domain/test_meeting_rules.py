"""What a meeting, its votes and its parts are told when they are saved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.quorum import QUORUM_RULE, quorum_of
from danvan_desktop.domain.rules.validity import METHODS_IN_THE_ROOM, Vote
from danvan_desktop.domain.rules.voting import Outcome, Verdict, outcome_of, votes_cast
from tests.domain.holding import LAW, told, told_of_deletion

UNIT = Record("unit", "u", {"name": "Thôn Đông", "kind": "village", "code": "01"})
HELD = {
    "unit": "u",
    "subject": "Bình xét",
    "starts_at": "2026-08-10T19:00",
    "ends_at": "2026-08-10T21:00",
    "place": "Nhà văn hóa",
    "chair": "Nguyễn Văn An",
    "secretary": "Trần Thị Bình",
    "households_total": 120,
    "households_present": 90,
    "state": "held",
}
SIGNED = HELD | {"state": "signed"}
LOCKED = "Đã khóa ở trạng thái “Đã ký biên bản”: muốn sửa phải mở lại và ghi lý do."
VOTED = {
    "meeting": "m",
    "title": "Làm đường",
    "content_type": "self_management",
    "method": "show_of_hands",
    "votes_for": 60,
    "votes_against": 20,
    "votes_abstain": 10,
}


def meeting(**values: object) -> Record:
    return Record("meeting", "m", HELD | values)


def decision(uid: str = "d", **values: object) -> Record:
    return Record("decision", uid, VOTED | values)


def outcome(held: Record, **values: object) -> Outcome:
    return outcome_of(Vote(decision(**values), held), LAW)


def test_a_whole_meeting_with_its_vote_is_told_nothing():
    assert told(meeting(), UNIT, decision()) == {}
    assert told(decision(), UNIT, meeting()) == {}


def test_no_more_households_came_than_there_are():
    assert told(meeting(households_present=120), UNIT) == {}
    assert told(meeting(households_present=121), UNIT) == {
        "households_present": "Số hộ có đại diện dự họp (121) nhiều hơn Tổng số hộ (120)."
    }


def test_a_meeting_does_not_end_before_it_starts():
    assert told(meeting(ends_at="2026-08-10T19:00"), UNIT) == {}
    assert told(meeting(ends_at="2026-08-10T18:59"), UNIT) == {"ends_at": "Kết thúc lúc không được trước Bắt đầu lúc."}


def test_only_what_is_planned_lies_ahead():
    later = {"starts_at": "2026-08-13T19:00", "ends_at": None}
    assert told(meeting(**later, state="planned", households_present=None), UNIT) == {}
    assert told(meeting(**later), UNIT) == {
        "households_present": "Ngày 13/08/2026 chưa tới nên chưa ghi được Số hộ có đại diện dự họp."
    }
    assert told(meeting(**later, households_present=0), UNIT) == {
        "starts_at": "Ngày 13/08/2026 chưa tới: chỉ việc ở trạng thái “Dự kiến” mới được ghi ngày tương lai."
    }
    assert told(meeting(starts_at="2026-08-12T23:00", ends_at=None), UNIT) == {}


def test_a_meeting_on_village_rules_below_its_quorum_is_kept_and_told_how_many_it_needs():
    on_rules = {"purpose": "village_rules"}
    needed = quorum_of(meeting(), LAW).needed
    assert told(meeting(**on_rules, households_present=needed), UNIT) == {}
    citation = LAW[QUORUM_RULE].citation
    assert told(meeting(**on_rules, households_present=needed - 1), UNIT) == {
        "households_present": f"Chưa đủ điều kiện họp: cần ít nhất {needed} trên 120 hộ có đại diện ({citation}). ?"
    }


def test_a_meeting_that_votes_on_village_rules_in_the_room_has_their_quorum_whatever_it_was_called_for():
    needed = quorum_of(meeting(), LAW).needed
    few = {"votes_for": 1, "votes_against": 0, "votes_abstain": 0, "content_type": "village_rules"}
    too_few = meeting(households_present=needed - 1)
    assert set(told(too_few, UNIT, decision(**few))) == {"households_present"}
    assert told(too_few, UNIT, decision(**few | {"content_type": "self_management"})) == {}
    assert told(too_few, UNIT, decision(**few | {"method": "household_ballot"})) == {}


def test_a_planned_meeting_has_no_quorum_yet():
    ahead = {"starts_at": "2026-08-13T19:00", "ends_at": None, "state": "planned", "households_present": None}
    assert told(meeting(purpose="village_rules", **ahead), UNIT) == {}


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "is_told"),
    [
        ("2026-08-11T19:00", None, True),
        ("2026-08-12T07:00", "2026-08-12T09:00", True),
        ("2026-08-12T19:00", None, False),
        ("2026-08-13T19:00", "2026-08-13T21:00", False),
    ],
)
def test_a_meeting_that_is_over_asks_who_came(starts_at, ends_at, is_told):
    planned = meeting(starts_at=starts_at, ends_at=ends_at, state="planned", households_present=None)
    words = told(planned, UNIT).get("households_present", "")
    assert words.startswith("Đã qua ngày") is is_told
    assert words.endswith(" ?") is is_told


def test_a_held_meeting_says_who_came():
    lines = told(meeting(households_present=None), UNIT)["households_present"].splitlines()
    assert "Trạng thái “Chưa ký biên bản” cần có Số hộ có đại diện dự họp." in lines


def test_all_votes_are_counted_together():
    assert votes_cast(decision()) == 90
    assert votes_cast(decision(votes_abstain=None)) == 80


@pytest.mark.parametrize("method", ["show_of_hands", "secret_ballot"])
def test_in_the_room_no_more_vote_than_came(method):
    assert told(decision(method=method), UNIT, meeting()) == {}
    assert told(decision(method=method, votes_abstain=11), UNIT, meeting()) == {
        "votes_for": "Tổng số phiếu là 91, nhiều hơn 90 hộ được biểu quyết."
    }


def test_ballots_from_house_to_house_may_come_from_all_households():
    ballot = {"method": "household_ballot", "votes_for": 100, "votes_against": 20, "votes_abstain": 0}
    assert told(decision(**ballot), UNIT, meeting()) == {}
    assert told(decision(**ballot | {"votes_abstain": 1}), UNIT, meeting()) == {
        "votes_for": "Tổng số phiếu là 121, nhiều hơn 120 hộ được biểu quyết."
    }


def test_a_vote_of_a_meeting_that_is_not_there_is_told_so_and_nothing_of_its_votes():
    assert told(decision(votes_for=10_000), UNIT) == {"meeting": "Cuộc họp: không tìm thấy hồ sơ m."}


def test_a_meeting_cannot_have_fewer_households_than_voted_at_it():
    assert told(meeting(households_present=90), UNIT, decision(), before=HELD) == {}
    assert told(meeting(households_present=89), UNIT, decision(), before=HELD) == {
        "households_present": "“Làm đường”: Tổng số phiếu là 90, nhiều hơn 89 hộ được biểu quyết."
    }


@pytest.mark.parametrize("content_type", ["self_management", "election", "supervision_board"])
def test_a_decision_passes_with_the_votes_that_its_rule_needs_and_not_with_one_less(content_type):
    room = meeting(households_present=120, convened_by="election_team")
    needed = outcome(room, content_type=content_type).needed
    passed, failed = (outcome(room, content_type=content_type, votes_for=votes) for votes in (needed, needed - 1))
    assert (passed.verdict, failed.verdict) == (Verdict.PASSED, Verdict.FAILED)
    assert (passed.votes_for, passed.needed, passed.broken) == (needed, needed, None)


def test_village_rules_need_their_quorum_in_the_room_by_one_household():
    needed = quorum_of(meeting(), LAW).needed
    rules = {"content_type": "village_rules", "votes_for": needed - 1, "votes_against": 0, "votes_abstain": 0}
    assert outcome(meeting(households_present=needed), **rules).verdict is not Verdict.NO_QUORUM
    void = outcome(meeting(households_present=needed - 1), **rules)
    assert (void.verdict, void.broken) == (Verdict.NO_QUORUM, LAW[QUORUM_RULE])


@pytest.mark.parametrize(
    ("held", "voted", "reason"),
    [
        ({"households_present": 5}, {"votes_for": 70}, "Tổng số phiếu là 100, nhiều hơn 5 hộ được biểu quyết."),
        ({"households_present": None}, {}, "Chưa ghi “Số hộ có đại diện dự họp” của cuộc họp"),
        ({"households_total": None}, {}, "Chưa ghi “Tổng số hộ” của cuộc họp"),
        ({"households_total": None}, {"method": "household_ballot"}, "Chưa ghi “Tổng số hộ” của cuộc họp"),
        ({"households_present": 0}, {}, "Tổng số phiếu là 90, nhiều hơn 0 hộ được biểu quyết."),
        ({}, {"votes_for": 91, "votes_against": 0}, "Tổng số phiếu là 101, nhiều hơn 90 hộ được biểu quyết."),
        ({"households_present": 121}, {}, "Số hộ có đại diện dự họp (121) nhiều hơn Tổng số hộ (120)."),
    ],
)
def test_impossible_votes_and_missing_figures_have_no_verdict_but_a_reason(held, voted, reason):
    voted = {"content_type": "election"} | voted if "method" not in voted else voted
    found = outcome(meeting(convened_by="election_team", **held), **voted)
    assert found.verdict is Verdict.UNCOUNTED
    assert found.obstacle is not None
    assert str(found.obstacle.message).startswith(reason)
    assert found.share == 0


@given(
    votes=st.tuples(*[st.one_of(st.none(), st.integers(0, 200))] * 3),
    total=st.one_of(st.none(), st.integers(1, 120)),
    present=st.one_of(st.none(), st.integers(0, 120)),
    method=st.sampled_from(["show_of_hands", "secret_ballot", "household_ballot", "online"]),
    content_type=st.sampled_from([choice.code for choice in ALL_KINDS["decision"].field("content_type").choices]),
)
def test_what_is_refused_when_it_is_saved_is_never_called_passed(votes, total, present, method, content_type):
    names = ("votes_for", "votes_against", "votes_abstain")
    values = {"method": method, "content_type": content_type, **dict(zip(names, votes, strict=True))}
    at = meeting(households_total=total, households_present=present, convened_by="election_team")
    refusals = set(told(decision(**values), UNIT, at)) & {"votes_for"}
    reached = outcome(at, **values)
    if refusals and votes[0] is not None:
        assert reached.verdict in (Verdict.UNCOUNTED, Verdict.VOID)
    if reached.verdict in (Verdict.PASSED, Verdict.VILLAGE_AGREES, Verdict.CONSULTED):
        assert reached.obstacle is None
        could_vote = present if method in METHODS_IN_THE_ROOM else total
        assert reached.votes_for <= votes_cast(decision(**values)) <= could_vote
        assert reached.share <= 1


def test_votes_without_who_came_are_refused_by_the_name_of_what_is_missing():
    assert told(decision(), UNIT, meeting(households_present=None)) == {
        "votes_for": "Chưa ghi “Số hộ có đại diện dự họp” của cuộc họp nên chưa tính được kết quả biểu quyết."
    }


def test_the_share_of_a_vote_is_of_its_whole():
    found = outcome(meeting(), votes_for=60)
    assert found.share == pytest.approx(60 / found.whole)
    assert outcome(meeting(households_present=0, households_total=0), votes_for=0).share == 0


@pytest.mark.parametrize("state", ["signed", "sent"])
def test_signed_minutes_are_locked_until_they_are_reopened_with_a_reason(state):
    before = HELD | {"state": state}
    reopened = meeting(subject="Khác")
    label = {"signed": "Đã ký biên bản", "sent": "Đã gửi cấp trên"}[state]
    locked = LOCKED.replace("Đã ký biên bản", label)
    assert told(meeting(state=state, subject="Khác"), UNIT, before=before) == {"subject": locked}
    assert told(reopened, UNIT, before=before) == {
        "reopen_reason": f"Trạng thái đang là “{label}”: phải ghi lý do mở lại."
    }
    assert told(meeting(subject="Khác", reopen_reason="Ghi sót"), UNIT, before=before) == {}


def test_the_reason_of_the_last_reopening_is_no_reason_for_the_next():
    before = SIGNED | {"reopen_reason": "Ghi sót"}
    assert set(told(meeting(reopen_reason="Ghi sót"), UNIT, before=before)) == {"reopen_reason"}
    assert told(meeting(reopen_reason="Ghi sót lần hai"), UNIT, before=before) == {}


def test_signed_minutes_may_be_sent():
    assert told(meeting(state="sent"), UNIT, before=SIGNED) == {}


def test_parts_of_signed_minutes_are_locked_with_them():
    signed = Record("meeting", "m", SIGNED)
    assert told(decision(votes_for=61, votes_abstain=9), UNIT, signed, before=VOTED) == {None: LOCKED}
    assert told(decision(), UNIT, signed) == {None: LOCKED}
    assert told(decision(), UNIT, signed, before=VOTED) == {}
    assert told_of_deletion(decision(), signed) == {None: LOCKED}
    assert told_of_deletion(decision(), meeting()) == {}


def test_a_part_cannot_leave_signed_minutes_or_enter_them():
    signed, other = Record("meeting", "m", SIGNED), Record("meeting", "other", HELD)
    assert told(decision(meeting="other"), UNIT, signed, other, before=VOTED) == {None: LOCKED}
    assert told(decision(meeting="m"), UNIT, signed, other, before=VOTED | {"meeting": "other"}) == {None: LOCKED}


def test_signed_minutes_are_not_deleted():
    assert told_of_deletion(Record("meeting", "m", SIGNED)) == {None: LOCKED}
    assert told_of_deletion(meeting()) == {}


def test_an_opinion_of_signed_minutes_may_still_become_a_petition():
    signed = Record("meeting", "m", SIGNED)
    spoken = {"gathering": "m", "content": "Đường hỏng"}
    raised = Record("petition", "p", {})
    opinion = Record("opinion", "o", spoken | {"petition": "p"})
    assert told(opinion, signed, raised, before=spoken) == {}
    assert told(Record("opinion", "o", spoken | {"content": "Khác"}), signed, before=spoken) == {None: LOCKED}


def test_a_reference_points_to_a_record_of_its_kind():
    assert told(decision(meeting="u"), UNIT)["meeting"] == "Cuộc họp: hồ sơ được chọn không đúng loại."


def test_a_reference_that_lost_its_record_keeps_nobody_from_editing():
    assert told(decision(votes_for=61), UNIT, before=VOTED) == {}


def test_what_is_required_is_asked_for_in_the_order_of_the_form():
    bare = Record("meeting", "m", {"state": "planned"})
    assert list(told(bare)) == ["unit", "subject", "starts_at", "place", "chair", "secretary", "households_total"]
    assert told(bare)["place"] == "Chưa ghi Địa điểm."
