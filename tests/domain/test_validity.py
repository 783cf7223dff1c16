"""Votes that the law makes void are refused with the article, beside the field that makes them so."""

import pytest

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.chairs import CHAIR_RULE
from danvan_desktop.domain.rules.meeting_terms import RECOGNISED
from danvan_desktop.domain.rules.validity import BALLOT_RULE, COMMUNE_RULE, ONLINE_RULE, Vote
from danvan_desktop.domain.rules.voting import Verdict, outcome_of
from tests.domain.holding import LAW, told

UNIT = Record("unit", "u", {"name": "Thôn Đông", "kind": "village", "code": "01"})
OTHER_UNIT = Record("unit", "v", {"name": "Thôn Tây", "kind": "village", "code": "02"})
HELD = {
    "unit": "u",
    "subject": "Bình xét",
    "starts_at": "2026-08-10T19:00",
    "place": "Nhà văn hóa",
    "chair": "Nguyễn Văn An",
    "secretary": "Trần Thị Bình",
    "households_total": 120,
    "households_present": 100,
    "state": "held",
}
VOTED = {
    "meeting": "m",
    "title": "Việc",
    "content_type": "self_management",
    "method": "show_of_hands",
    "votes_for": 10,
    "votes_against": 0,
    "votes_abstain": 0,
}
ONLINE = f"Nội dung này không được biểu quyết trực tuyến ({LAW[ONLINE_RULE].citation}). Hãy biểu quyết tại cuộc họp."
BALLOT = (
    f"Chỉ phát phiếu từng hộ khi cuộc họp không đủ hộ dự để đạt tỷ lệ tán thành ({LAW[BALLOT_RULE].citation})."
    " Hãy biểu quyết tại cuộc họp, hoặc chọn cuộc họp trước đó đã không đủ hộ."
)
CHAIR = (
    "Hội nghị bầu Trưởng thôn do Tổ bầu cử chủ trì, cho thôi làm Trưởng thôn do Trưởng Ban công tác Mặt trận"
    f" chủ trì ({LAW[CHAIR_RULE].citation}). Hãy ghi “Bên chủ trì” của cuộc họp."
)


def meeting(uid: str = "m", **values: object) -> Record:
    return Record("meeting", uid, HELD | values)


def decision(**values: object) -> Record:
    return Record("decision", "d", VOTED | values)


def said(one: Record, *others: Record, **more: object) -> dict[str | None, str]:
    return told(one, UNIT, OTHER_UNIT, *others, **more)


@pytest.mark.parametrize("content_type", ["self_management", "consultation"])
@pytest.mark.parametrize("method", ["online", "household_ballot", "secret_ballot"])
def test_what_is_the_village_s_own_may_be_voted_in_any_way(content_type, method):
    assert said(decision(content_type=content_type, method=method), meeting()) == {}


@pytest.mark.parametrize("content_type", ["contribution", "finance", "village_rules", "supervision_board"])
def test_what_the_law_rules_is_not_voted_online(content_type):
    scope = "village" if content_type in ("contribution", "finance") else None
    vote = {"content_type": content_type, "scope": scope, "method": "online"}
    assert said(decision(**vote), meeting()) == {"method": ONLINE}
    outcome = outcome_of(Vote(decision(**vote), meeting()), LAW)
    assert (outcome.verdict, outcome.broken) == (Verdict.VOID, LAW[ONLINE_RULE])


def test_ballots_go_round_only_where_the_meeting_could_not_reach_the_threshold_by_one_household():
    vote = {"content_type": "supervision_board", "method": "household_ballot"}
    needed = LAW["vote.supervision_board"].needed(120)
    assert said(decision(**vote), meeting(households_present=needed - 1)) == {}
    assert said(decision(**vote), meeting(households_present=needed)) == {"method": BALLOT}


def test_ballots_go_round_after_a_meeting_that_came_to_nothing():
    vote = decision(content_type="supervision_board", method="household_ballot", after_failed_meeting="e")
    few = LAW["vote.supervision_board"].needed(120) - 1
    earlier = {"starts_at": "2026-08-01T19:00"}
    assert said(vote, meeting(), meeting("e", households_present=few, **earlier)) == {}
    assert said(vote, meeting(), meeting("e", **earlier)) == {"method": BALLOT}


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"unit": "v"}, "Cuộc họp được chọn là của thôn, tổ dân phố khác."),
        ({"starts_at": "2026-08-10T19:01"}, "Cuộc họp được chọn diễn ra sau cuộc họp này."),
        ({"state": "planned"}, "Cuộc họp được chọn chưa diễn ra."),
    ],
)
def test_the_meeting_that_came_to_nothing_is_an_earlier_one_of_the_village(values, words):
    vote = decision(content_type="supervision_board", method="household_ballot", after_failed_meeting="e")
    failed = {"households_present": 5, "starts_at": "2026-08-10T19:00"}
    assert said(vote, meeting(), meeting("e", **failed)) == {}
    assert said(vote, meeting(), meeting("e", **failed | values)) == {"after_failed_meeting": words}


def test_what_the_whole_commune_pays_may_be_asked_by_ballots_at_once():
    vote = {"content_type": "contribution", "method": "household_ballot"}
    assert "method" not in said(decision(**vote, scope="commune"), meeting())
    assert said(decision(**vote, scope="village"), meeting()) == {"method": BALLOT}


@pytest.mark.parametrize("content_type", ["contribution", "finance"])
def test_what_costs_money_says_for_whom(content_type):
    words = (
        "Chưa ghi phạm vi: trong thôn thì tính theo số hộ, toàn xã thì tính theo số thôn"
        f" ({LAW[COMMUNE_RULE].citation})."
    )
    vote = VOTED | {"content_type": content_type}
    assert said(decision(content_type=content_type), meeting()) == {"scope": words}
    assert said(decision(content_type=content_type, title="Khác"), meeting(), before=vote) == {}
    assert set(said(decision(content_type=content_type), meeting(), before=VOTED)) == {"scope"}
    assert set(said(decision(content_type=content_type), meeting(), before=vote | {"scope": "village"})) == {"scope"}


def test_only_what_costs_money_is_decided_by_the_whole_commune():
    words = (
        f"Chỉ đóng góp và thu, chi mới có phạm vi toàn xã ({LAW[COMMUNE_RULE].citation}); nội dung này do thôn"
        " quyết định."
    )
    assert said(decision(scope="commune"), meeting())["scope"] == words
    assert said(decision(scope="village"), meeting()) == {}


@pytest.mark.parametrize(("what", "by"), [("election", "election_team"), ("removal", "front")])
@pytest.mark.parametrize("chair", ["election_team", "front", "head", "delegate", None])
def test_the_election_team_chairs_an_election_and_the_front_a_removal(what, by, chair):
    vote = decision(content_type=what)
    assert said(vote, meeting(convened_by=chair)) == ({} if chair == by else {"content_type": CHAIR})


@pytest.mark.parametrize("what", ["election", "removal"])
def test_what_earlier_releases_called_an_election_under_the_front_is_not_void(what):
    vote = decision(content_type=what, votes_for=100)
    assert outcome_of(Vote(vote, meeting(convened_by="front")), LAW).verdict is Verdict.PASSED
    assert said(decision(content_type=what, title="Khác"), meeting(convened_by="front"), before=vote.values) == {}


def test_a_removal_takes_effect_once_it_is_recognised_and_passes_by_more_than_half():
    removal = decision(content_type="removal", votes_for=61)
    assert outcome_of(Vote(removal, meeting(convened_by="front")), LAW).verdict is Verdict.PASSED
    removal = decision(content_type="removal", votes_for=60)
    assert outcome_of(Vote(removal, meeting(convened_by="front")), LAW).verdict is Verdict.FAILED
    assert removal.text("content_type") in RECOGNISED


def test_an_election_of_which_nobody_recorded_the_chair_is_not_void():
    vote = decision(content_type="election", votes_for=100)
    assert outcome_of(Vote(vote, meeting()), LAW).verdict is Verdict.PASSED
    void = outcome_of(Vote(vote, meeting(convened_by="head")), LAW)
    assert (void.verdict, void.broken) == (Verdict.VOID, LAW[CHAIR_RULE])


def test_a_void_vote_of_earlier_years_can_be_edited_elsewhere():
    vote = {"content_type": "village_rules", "method": "online"}
    assert said(decision(**vote, title="Khác"), meeting(), before=VOTED | vote) == {}
    assert said(decision(**vote), meeting(), before=VOTED | vote | {"method": "show_of_hands"}) == {"method": ONLINE}


def test_a_meeting_is_not_changed_so_that_its_ballots_become_void():
    few = LAW["vote.supervision_board"].needed(120) - 1
    ballots = decision(content_type="supervision_board", method="household_ballot")
    before = HELD | {"households_present": few}
    assert said(meeting(households_present=few + 1), ballots, before=before) == {
        "households_present": f"“Việc”: {BALLOT}"
    }
    assert said(meeting(households_present=few), ballots, before=before) == {}
    smaller = meeting(households_total=few + 1, households_present=few)
    assert set(said(smaller, ballots, before=before)) == {"households_present"}


def test_the_meeting_that_came_to_nothing_is_not_changed_so_that_later_ballots_become_void():
    few = LAW["vote.supervision_board"].needed(120) - 1
    earlier = {"starts_at": "2026-08-01T19:00", "households_present": few}
    ballots = decision(content_type="supervision_board", method="household_ballot", after_failed_meeting="e")
    found = said(meeting("e", **earlier | {"households_present": few + 1}), meeting(), ballots, before=HELD | earlier)
    assert found == {"households_present": f"“Việc”: {BALLOT}"}
    assert said(meeting("e", **earlier, subject="Khác"), meeting(), ballots, before=HELD | earlier) == {}


def test_a_meeting_of_an_election_does_not_change_its_chair_to_one_who_may_not():
    election = decision(content_type="election", votes_for=61)
    before = HELD | {"convened_by": "front"}
    assert said(meeting(convened_by="head"), election, before=before) == {"convened_by": f"“Việc”: {CHAIR}"}
    assert said(meeting(convened_by="election_team"), election, before=before) == {}


def test_a_meeting_called_for_an_election_is_asked_for_its_chair():
    words = (
        "Hội nghị bầu Trưởng thôn do Tổ bầu cử chủ trì, hội nghị cho thôi do Trưởng Ban công tác Mặt trận chủ trì"
        f" ({LAW[CHAIR_RULE].citation})."
    )
    called = HELD | {"purpose": "election"}
    assert said(meeting(purpose="election")) == {"convened_by": words}
    assert said(meeting(purpose="election", convened_by="election_team")) == {}
    assert said(meeting(purpose="election", convened_by="front")) == {"convened_by": words}
    assert said(meeting(purpose="removal", convened_by="front")) == {}
    assert said(meeting(purpose="removal", convened_by="election_team")) == {"convened_by": words}
    assert said(meeting(purpose="election", subject="Khác"), before=called) == {}
    assert said(meeting(purpose="election", convened_by="head"), before=called | {"convened_by": "front"}) == {
        "convened_by": words
    }
    assert set(said(meeting(purpose="election"), before=HELD)) == {"convened_by"}


@pytest.mark.parametrize(
    ("purpose", "notified_on", "latest"),
    [
        ("periodic", "2026-08-08", None),
        ("periodic", "2026-08-09", "08/08/2026"),
        ("periodic", "2026-08-10", "08/08/2026"),
        ("annual", "2026-08-05", None),
        ("annual", "2026-08-06", "05/08/2026"),
    ],
)
def test_households_hear_of_a_meeting_in_time(purpose, notified_on, latest):
    rule = LAW["meeting.annual_notice" if purpose == "annual" else "meeting.notice"]
    found = said(meeting(purpose=purpose, notified_on=notified_on))
    if latest is None:
        assert found == {}
    else:
        assert list(found) == ["notified_on"]
        assert latest in found["notified_on"]
        assert f"({rule.citation}). ?" in found["notified_on"]


def test_a_decision_is_tried_anew_when_another_meeting_is_named_before_it():
    ballots = {"content_type": "supervision_board", "method": "household_ballot"}
    few = {"households_present": 5, "starts_at": "2026-08-01T19:00"}
    before = VOTED | ballots | {"after_failed_meeting": "e"}
    changed = decision(**ballots, after_failed_meeting="f")
    assert said(changed, meeting(), meeting("e", **few), meeting("f", **few), before=before) == {}
    full = meeting("f", starts_at="2026-08-01T19:00")
    assert said(changed, meeting(), meeting("e", **few), full, before=before) == {"method": BALLOT}
