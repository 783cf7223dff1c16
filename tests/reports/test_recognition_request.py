"""The request to recognise what a community decided: which decisions, to whom, with what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.document import Paragraph, plain

if TYPE_CHECKING:
    from tests.reports.conftest import Office

FORM = "recognition-request"
ELECTION = {"purpose": "election", "convened_by": "election_team", "households_present": 80}
VOTES = {"votes_for": 70, "votes_against": 2, "votes_abstain": 0}


def decided(office: Office, meeting: str, content_type: str, title: str, **values: object) -> None:
    made = {"method": "secret_ballot", "order": 1, "title": title, "content_type": content_type}
    office.save("decision", meeting=meeting, **(made | VOTES | values))


def test_an_election_is_sent_to_the_committee_with_its_result(office: Office) -> None:
    meeting = office.meeting(subject="Bầu Trưởng thôn", sent_on="2026-08-14", **ELECTION)
    decided(office, meeting, "election", "Bầu ông Nguyễn Văn An giữ chức Trưởng thôn")
    decided(office, meeting, "self_management", "Sửa cổng thôn", order=2)
    text = " ".join(office.printed(FORM, meeting).whole_text.split())
    assert "ngày 14 tháng 8 năm 2026 TỜ TRÌNH Về việc đề nghị công nhận kết quả bầu Trưởng thôn" in text
    assert "Kính gửi: Ủy ban nhân dân xã" in text
    assert "tán thành: 70 hộ, bằng 58,3% trong tổng số 120 hộ" in text
    assert "gửi kèm nghị quyết của cộng đồng dân cư, biên bản kiểm phiếu và trân trọng đề nghị" in text
    assert "Sửa cổng thôn" not in text, "that takes effect by itself"


def test_members_of_a_board_are_recognised_by_the_front(office: Office) -> None:
    meeting = office.meeting(subject="Bầu Ban Thanh tra nhân dân", households_present=80)
    decided(office, meeting, "supervision_board", "Bầu bà Trần Thị Bình", method="show_of_hands")
    document = form_of(FORM).build(office.context(meeting))
    first, *_others, last = (plain(one.content) for one in document.blocks if isinstance(one, Paragraph))
    assert first.startswith("Kính gửi: Ủy ban Mặt trận Tổ quốc Việt Nam")
    assert document.subject == "Về việc đề nghị công nhận thành viên Ban Thanh tra nhân dân"
    assert "kiểm phiếu" not in last
    assert "ngày …… tháng ……" in document.header.place_date, "not sent yet"


def test_both_boards_are_named_where_neither_decision_nor_meeting_says_which(office: Office) -> None:
    meeting = office.meeting(subject="Họp thôn quý III", households_present=80)
    decided(office, meeting, "supervision_board", "Bầu bà Trần Thị Bình", method="show_of_hands")
    subject = form_of(FORM).build(office.context(meeting)).subject
    assert subject.endswith("thành viên Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng")


def test_nothing_is_asked_for_what_takes_effect_by_itself_or_did_not_pass(office: Office) -> None:
    form = form_of(FORM)
    planned = office.meeting(state="planned", households_present=None, ends_at=None, starts_at="2026-12-20T19:30")
    own, failed = office.meeting(households_present=80), office.meeting(subject="Bầu", **ELECTION)
    decided(office, own, "self_management", "Sửa cổng thôn")
    decided(office, failed, "election", "Bầu ông An", votes_for=30, votes_against=42)
    for meeting, reason in ((planned, "chưa diễn ra"), (own, "phải được công nhận"), (failed, "phải được công nhận")):
        context = office.context(meeting)
        told = form.nothing_to_say(context)
        assert told is not None
        assert reason in context.say(told)
