"""Mẫu số 03 of Nghị định 59/2023/NĐ-CP, printed from a meeting's records and read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from danvan_desktop.domain.rules.quorum import quorum_of
from danvan_desktop.domain.rules.validity import Vote
from danvan_desktop.domain.rules.voting import outcome_of, verdict_text
from tests.reports.reading import LONG

pytestmark = pytest.mark.usefixtures("earlier_petitions")

if TYPE_CHECKING:
    from tests.reports.conftest import Office

FORM = "meeting-minutes"


def test_the_header_names_the_commune_s_committee_and_the_village(office: Office) -> None:
    minutes = office.printed(FORM, office.meeting())
    assert minutes.faces("UBND XÃ ĐÔNG SƠN") == {("", 13)}
    assert minutes.faces("THÔN ĐÔNG") == {("-Bold", 13)}
    assert minutes.faces("Đông Sơn, ngày 12 tháng 8 năm 2026") == {("-Italic", 14)}
    assert "BIÊN BẢN CUỘC HỌP CỦA CỘNG ĐỒNG DÂN CƯ Về việc bàn mức đóng góp làm đường" in minutes.whole_text
    assert "Số:" not in minutes.text()


def test_the_parts_of_the_form_come_in_their_order(office: Office) -> None:
    text = office.printed(FORM, office.meeting()).whole_text
    parts = (
        "Hôm nay, vào hồi 19 giờ 30 phút, ngày 12 tháng 8 năm 2026, tại Nhà văn hóa thôn Đông, thôn Đông tổ chức",
        "I. Thành phần tham dự",
        "1. Chủ trì: Ông (bà) Nguyễn Văn An; chức vụ: Trưởng thôn.",
        "2. Thư ký: Ông (bà) Trần Thị Bình; chức vụ: ..",
        "Số hộ gia đình có đại diện tham dự cuộc họp: 95/120 hộ, đạt 79,2%.",
        "Số hộ gia đình không có người đại diện tham dự cuộc họp: 25 hộ.",
        "Khách mời: không có.",
        "II. Nội dung cuộc họp và ý kiến thảo luận",
        "III. Kết quả biểu quyết",
        "IV. Kết luận cuộc họp",
        "Cuộc họp kết thúc vào hồi 21 giờ 45 phút cùng ngày.",
        "ĐẠI DIỆN HỘ GIA ĐÌNH THƯ KÝ CHỦ TRÌ",
        "Trần Thị Bình Nguyễn Văn An",
    )
    places = [text.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    assert places == sorted(places)


def test_empty_parts_say_so_in_the_official_words(office: Office) -> None:
    text = office.printed(FORM, office.meeting()).whole_text
    assert "2. Ý kiến thảo luận Không phát sinh ý kiến." in text
    assert "III. Kết quả biểu quyết Không phát sinh nội dung biểu quyết." in text
    for unrecorded in ("1. Nội dung cuộc họp", "IV. Kết luận cuộc họp"):
        assert not text.partition(unrecorded)[2].lstrip().startswith("Không phát sinh"), "dots wait for a hand"


def test_agenda_guests_and_reasons_are_printed(office: Office) -> None:
    meeting = office.meeting(
        guests="Bà Phạm Thị Dung, Chủ tịch Hội Phụ nữ xã",
        absent_reason="đi làm ăn xa",
        persons_present=1101,
        content="Trưởng thôn trình bày dự toán.",
        next_steps="Công khai danh sách thu.",
    )
    office.save("agenda_item", meeting=meeting, order=2, title="Lấy ý kiến")
    office.save("agenda_item", meeting=meeting, order=1, title="Dự toán", presenter="ông An", document="Dự toán số 02")
    text = office.printed(FORM, meeting).whole_text
    assert "25 hộ. Lý do: đi làm ăn xa." in text
    assert "Tổng số người dự họp: 1.101 người." in text
    assert "Khách mời: Bà Phạm Thị Dung, Chủ tịch Hội Phụ nữ xã." in text
    agenda = "- Dự toán, do ông An trình bày (tài liệu: Dự toán số 02). - Lấy ý kiến. Trưởng thôn trình bày dự toán."
    assert agenda in text
    assert "Việc cần làm tiếp: Công khai danh sách thu." in text


def test_opinions_come_with_answers_and_the_petition_made_of_them(office: Office) -> None:
    meeting, petition = office.meeting(), office.petition("012/2026")
    office.save(
        "opinion",
        gathering=meeting,
        order=1,
        speaker_name="Hoàng Thị Mai",
        speaker_address="ngõ 3",
        on_behalf_of="5 hộ ngõ 3",
        content="Đề nghị nạo vét mương.",
        answer="Thôn tiếp thu.",
        answered_by="Ông Nguyễn Văn An",
        petition=petition,
    )
    office.save("opinion", gathering=meeting, order=2, content="Nhất trí.")
    text = office.printed(FORM, meeting).whole_text
    assert "- Ông (bà) Hoàng Thị Mai, ngõ 3, đại diện 5 hộ ngõ 3: Đề nghị nạo vét mương." in text
    assert "Ông Nguyễn Văn An trả lời: Thôn tiếp thu. Đã vào sổ kiến nghị số 012/2026." in text
    assert "- Ý kiến thứ 2: Nhất trí." in text


def test_nothing_ties_the_number_of_a_denunciation_to_who_spoke(office: Office) -> None:
    meeting, petition = office.meeting(), office.petition("012/2026", nature="denunciation")
    said = {"speaker_name": "Hoàng Thị Mai", "content": "Tố cáo kế toán.", "petition": petition}
    office.save("opinion", gathering=meeting, order=1, **said)
    text = office.printed(FORM, meeting).whole_text
    assert "- Ý kiến thứ 1: (giữ bí mật)" in text
    assert "012/2026" not in text
    assert "Mai" not in text


@pytest.mark.parametrize(("votes_for", "votes_against"), [(95, 0), (30, 65)])
def test_each_decision_has_its_votes_and_its_result_in_words(
    office: Office, votes_for: int, votes_against: int
) -> None:
    meeting = office.meeting()
    decision = office.save(
        "decision",
        meeting=meeting,
        title="Mức đóng góp 1.200.000 đồng mỗi hộ",
        content_type="contribution",
        votes_for=votes_for,
        votes_against=votes_against,
        note="Miễn cho hộ nghèo",
    )
    records = office.store.get(decision), office.store.get(meeting)
    assert records[0] is not None
    assert records[1] is not None
    outcome = outcome_of(Vote(records[0], records[1]), office.store.law)
    words = str(verdict_text(outcome.verdict))
    text = office.printed(FORM, meeting).whole_text
    assert "1. Mức đóng góp 1.200.000 đồng mỗi hộ. - Hình thức biểu quyết: giơ tay." in text
    assert f"- Tán thành: {votes_for} hộ, bằng " in text
    assert "- Ý kiến khác: 0 hộ." in text
    assert f"Kết quả: {words[0].lower()}{words[1:]} (cần ít nhất {outcome.needed} hộ tán thành" in text
    assert "Ghi chú: Miễn cho hộ nghèo." in text


def test_a_meeting_on_anything_but_village_rules_tells_of_no_quorum(office: Office) -> None:
    meeting = office.meeting(households_present=20)
    office.save("decision", meeting=meeting, title="Thu quỹ", votes_for=20, votes_against=0, content_type="finance")
    text = office.printed(FORM, meeting).whole_text
    assert "đủ số hộ" not in text
    assert "Kết quả: không được thông qua (cần ít nhất 80 hộ tán thành" in text


def test_a_void_vote_that_came_from_elsewhere_is_printed_as_void(office: Office) -> None:
    meeting = office.meeting()
    office.receive("decision", meeting=meeting, title="Thu quỹ", votes_for=90, content_type="finance", method="online")
    text = office.printed(FORM, meeting).whole_text
    assert "Kết quả: không có giá trị: biểu quyết trái quy định (khoản 2 Điều 17 Luật Thực hiện dân chủ" in text
    assert "được thông qua (" not in text


def test_a_meeting_on_village_rules_without_quorum_says_so(office: Office) -> None:
    meeting = office.meeting(households_present=20)
    office.save(
        "decision", meeting=meeting, title="Quy ước", votes_for=20, votes_against=0, content_type="village_rules"
    )
    record = office.store.get(meeting)
    assert record is not None
    text = office.printed(FORM, meeting).whole_text
    assert "Cuộc họp không có đủ số hộ gia đình dự họp" in text
    assert f"(cần ít nhất {quorum_of(record, office.store.law).needed} hộ)" in text
    assert "Kết quả: không có giá trị: cuộc họp không đủ số hộ dự (điểm a khoản 1 Điều 10 Nghị định" in text


def test_a_meeting_past_midnight_names_the_day_of_its_end(office: Office) -> None:
    text = office.printed(FORM, office.meeting(ends_at="2026-08-13T00:15")).whole_text
    assert "kết thúc vào hồi 00 giờ 15 phút ngày 13 tháng 8 năm 2026." in text


def test_a_meeting_whose_end_is_not_known_leaves_room_for_it(office: Office) -> None:
    assert "kết thúc vào hồi …… giờ …… phút cùng ngày." in office.printed(FORM, office.meeting(ends_at=None)).whole_text


def test_an_opinion_of_sixty_lines_and_odd_characters_are_printed_whole(office: Office) -> None:
    meeting = office.meeting(subject="<b>Đường & mương</b>")
    lines = "\n".join(f"Dòng thứ {number} của ý kiến dài." for number in range(1, 61))
    office.save("opinion", gathering=meeting, speaker_name="N" * 120, content=f"{lines}\n{LONG * 10} 😀")
    minutes = office.printed(FORM, meeting)
    assert all(f"Dòng thứ {number} của ý kiến dài." in minutes.whole_text for number in range(1, 61))
    assert "<b>Đường & mương</b>" in minutes.whole_text
    assert minutes.result.replaced_characters == ("😀",)


def test_a_village_without_a_parent_stands_below_the_store_s_own_commune(office: Office) -> None:
    alone = office.save("unit", name="Bản Mới", kind="hamlet", code="BM")
    minutes = office.printed(FORM, office.meeting(unit=alone))
    assert "UBND XÃ ĐÔNG SƠN" in minutes.text()
    assert "BẢN MỚI" in minutes.text()
