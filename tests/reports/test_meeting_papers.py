"""Invitation, roll, resolution, extract and vote count of a village meeting, printed and read back."""

from __future__ import annotations

import pytest

from danvan_desktop.domain.record import Record
from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.forms.communities import full_name
from tests.reports.conftest import Office


@pytest.fixture
def meeting(office: Office) -> str:
    """A meeting of 120 households, 95 of them present, with one decision passed and one not."""
    uid = office.meeting(guests="Bà Phạm Thị Dung, Chủ tịch Hội Phụ nữ xã")
    office.save("agenda_item", meeting=uid, order=1, title="Dự toán làm đường", document="Dự toán số 02")
    road = {"title": "Mức đóng góp 1.200.000 đồng mỗi hộ", "content_type": "contribution", "method": "secret_ballot"}
    office.save("decision", meeting=uid, order=1, **road, votes_for=90, votes_against=3, votes_abstain=2)
    office.save(
        "decision", meeting=uid, order=2, title="Thu quỹ", content_type="finance", votes_for=40, votes_against=50
    )
    return uid


def in_order(text: str, *parts: str) -> None:
    place = 0
    for part in parts:
        place = text.find(part, place)
        assert place >= 0, f"{part!r} does not follow in {text!r}"


def test_the_invitation_follows_form_01(office: Office, meeting: str) -> None:
    in_order(
        office.printed("meeting-invitation", meeting).whole_text,
        "UBND XÃ ĐÔNG SƠN",
        "GIẤY MỜI",
        "Trân trọng kính mời ông (bà):",
        "Về việc bàn mức đóng góp làm đường.",
        "1. Thời gian, địa điểm",
        "a) Thời gian: 19 giờ 30 phút, ngày 12 tháng 8 năm 2026.",
        "b) Địa điểm: Nhà văn hóa thôn Đông.",
        "2. Thành phần",
        "a) Chủ trì: Nguyễn Văn An, Trưởng thôn.",
        "Bà Phạm Thị Dung, Chủ tịch Hội Phụ nữ xã.",
        "3. Nội dung",
        "- Dự toán làm đường.",
        "4. Đầu mối liên hệ thông tin về cuộc họp: Trần Thị Bình, thư ký cuộc họp.",
        "5. Các tài liệu phục vụ cuộc họp: Dự toán số 02.",
        "Thôn Đông đề nghị ông (bà) bố trí thời gian tham gia đầy đủ, đúng thành phần./.",
        "TRƯỞNG THÔN",
        "Nguyễn Văn An",
    )


def test_an_invitation_without_agenda_names_the_subject(office: Office) -> None:
    text = office.printed("meeting-invitation", office.meeting(state="planned")).whole_text
    assert "3. Nội dung Bàn mức đóng góp làm đường." in text
    assert "5. Các tài liệu phục vụ cuộc họp: không có." in text


def test_the_roll_names_every_household_and_who_came_for_it(office: Office, meeting: str) -> None:
    first = office.save("household", unit=office.village, order=1, head="Nguyễn Văn An", address="Ngõ 1")
    second = office.save("household", unit=office.village, order=2, head="Hoàng Thị Mai", address="Ngõ 3")
    office.save("household", unit=office.village, order=3, head="Ngô Văn Hải")
    office.save("attendance", meeting=meeting, household=first)
    office.save("attendance", meeting=meeting, household=second, representative="Đỗ Văn Giang")
    text = office.printed("attendance-sheet", meeting).whole_text
    in_order(text, "1 Nguyễn Văn An Ngõ 1 Nguyễn Văn An", "2 Hoàng Thị Mai Ngõ 3 Đỗ Văn Giang", "3 Ngô Văn Hải")
    assert "Tổng số: 95/120 hộ gia đình có đại diện dự họp, đạt 79,2%./." in text


def test_households_without_a_number_follow_by_given_name(office: Office, meeting: str) -> None:
    for order, head in ((None, "Nguyễn Thị Mai"), (2, "Vũ Văn Yên"), (None, "Trần Văn Ánh"), (1, "Lê Thị Xuân")):
        office.save("household", unit=office.village, order=order, head=head)
    text = office.printed("attendance-sheet", meeting).whole_text
    in_order(text, "1 Lê Thị Xuân", "2 Vũ Văn Yên", "3 Trần Văn Ánh", "4 Nguyễn Thị Mai")


def test_a_roll_that_is_not_recorded_has_rows_to_fill_in(office: Office) -> None:
    sheet = office.printed("attendance-sheet", office.meeting(state="planned"))
    assert "Số hộ có đại diện dự họp: ………… hộ." in sheet.whole_text
    rows = sheet.pages[0].extract_table()
    assert [row[0] for row in rows[1:4]] == ["1", "2", "3"]


def test_the_resolution_has_only_what_was_passed_as_its_articles(office: Office, meeting: str) -> None:
    text = office.printed("community-resolution", meeting).whole_text
    in_order(
        text,
        "NGHỊ QUYẾT CỦA CỘNG ĐỒNG DÂN CƯ Về việc bàn mức đóng góp làm đường",
        "I. Thành phần tham dự",
        "Số hộ gia đình có đại diện tham dự cuộc họp: 95/120 hộ, đạt 79,2%.",
        "II. Nội dung",
        "III. Kết quả biểu quyết",
        "Tán thành: 90 hộ, bằng 75% trong tổng số 120 hộ.",
        "Kết quả: được thông qua (cần ít nhất 80 hộ tán thành",
        "Kết quả: không được thông qua",
        "IV. Quyết định của cộng đồng dân cư",
        "Điều 1. Mức đóng góp 1.200.000 đồng mỗi hộ.",
        "Điều 2. Các hộ gia đình trong thôn có trách nhiệm thực hiện",
        "ĐẠI DIỆN HỘ GIA ĐÌNH ĐẠI DIỆN HỘ GIA ĐÌNH",
        "TRƯỞNG BAN CÔNG TÁC MẶT TRẬN TRƯỞNG THÔN",
        "- UBND xã Đông Sơn; - Ban công tác Mặt trận thôn Đông;",
    )
    assert "Điều 1. Thu quỹ" not in text


def test_the_extract_lists_what_was_passed_for_posting(office: Office, meeting: str) -> None:
    text = office.printed("decision-extract", meeting).whole_text
    assert "TRÍCH NGHỊ QUYẾT (NIÊM YẾT)" in text
    assert "1 Mức đóng góp 1.200.000 đồng mỗi hộ 90 3 75%" in text
    assert "Thu quỹ" not in text


def test_the_vote_count_follows_form_02(office: Office, meeting: str) -> None:
    in_order(
        office.printed("vote-count", meeting).whole_text,
        "BIÊN BẢN KIỂM PHIẾU",
        "Tổ kiểm phiếu gồm các ông (bà) có tên sau:",
        "Tổ trưởng",
        "Đại diện hộ gia đình chứng kiến việc kiểm phiếu gồm:",
        "Kết quả kiểm phiếu như sau:",
        "Tổng số đại diện hộ gia đình của thôn: 120 hộ.",
        "1. Mức đóng góp 1.200.000 đồng mỗi hộ.",
        "Hình thức: bỏ phiếu kín.",
        "Tổng số phiếu (hộ biểu quyết): 95.",
        "HỘ CHỨNG KIẾN",
    )


def test_hands_that_were_raised_are_no_ballots_to_count(office: Office, meeting: str) -> None:
    assert "Thu quỹ" not in office.printed("vote-count", meeting).whole_text


def _sent_out(office: Office, content_type: str = "contribution", **values: object) -> str:
    """A meeting that 43 of 120 households came to, and the ballots that went round after it."""
    meeting = office.meeting(households_present=43, **values)
    decision = {"title": "Góp 200.000 đồng nạo vét mương", "content_type": content_type}
    votes = {"votes_for": 92, "votes_against": 10, "votes_abstain": 3}
    office.save("decision", meeting=meeting, order=1, method="household_ballot", **decision, **votes)
    return meeting


def test_ballots_that_went_round_have_form_04_and_not_the_meeting_s_count(office: Office) -> None:
    meeting = _sent_out(office)
    assert form_of("vote-count").nothing_to_say(office.context(meeting)) is not None
    text = office.printed("household-ballots", meeting).whole_text
    in_order(
        text,
        "Đông Sơn, ngày …… tháng …… năm ………",
        "BIÊN BẢN KIỂM PHIẾU LẤY Ý KIẾN HỘ GIA ĐÌNH",
        "thôn Đông kiểm phiếu lấy ý kiến các hộ gia đình.",
        "Tổ phát phiếu, kiểm phiếu gồm các ông (bà) có tên sau:",
        "Tổng số hộ gia đình của thôn: 120 hộ.",
        "Số phiếu phát ra: ………… phiếu; số phiếu thu về: ………… phiếu.",
        "Tổng số phiếu (hộ biểu quyết): 105.",
        "Kết quả: được thông qua",
        "Phát phiếu vì cuộc họp ngày 12 tháng 8 năm 2026 có 43/120 hộ dự, không đủ để đạt tỷ lệ tán thành (",
    )
    assert "tham dự cuộc họp" not in text
    assert "người dự họp cùng nghe" not in text


def test_ballots_that_only_ask_give_no_reason(office: Office) -> None:
    assert "Phát phiếu vì" not in office.printed("household-ballots", _sent_out(office, "consultation")).whole_text


def test_minutes_tell_no_count_of_ballots_that_went_round_after_the_meeting(office: Office) -> None:
    meeting = _sent_out(office)
    votes = office.printed("meeting-minutes", meeting).whole_text.partition("III. Kết quả biểu quyết")[2]
    assert "không biểu quyết tại cuộc họp; kết quả ghi tại biên bản kiểm phiếu:" in votes
    assert "Góp 200.000 đồng nạo vét mương" in votes
    assert "92 hộ" not in votes
    assert "Không phát sinh nội dung biểu quyết" not in votes


def test_a_resolution_on_ballots_is_dated_by_hand_and_tells_that_the_meeting_did_not_vote(office: Office) -> None:
    meeting = _sent_out(office)
    text = office.printed("community-resolution", meeting).whole_text
    in_order(
        text,
        "Đông Sơn, ngày …… tháng …… năm ………",
        "Vào hồi 19 giờ 30 phút, ngày 12 tháng 8 năm 2026, tại Nhà văn hóa thôn Đông, thôn Đông đã tổ chức cuộc họp",
        "Các hộ gia đình được phát phiếu lấy ý kiến về nội dung sau:",
        "Điều 1. Góp 200.000 đồng nạo vét mương.",
    )
    assert "Hôm nay" not in text
    assert "đã bàn và biểu quyết" not in text


def test_papers_on_ballots_are_of_the_day_on_which_these_were_counted(office: Office) -> None:
    meeting = _sent_out(office, ballots_given_on="2026-08-17", ballots_counted_on="2026-08-21")
    count = office.printed("household-ballots", meeting).whole_text
    in_order(count, "Đông Sơn, ngày 21 tháng 8 năm 2026", "Hôm nay, vào hồi …… giờ …… phút, ngày 21 tháng 8 năm 2026")
    resolution = office.printed("community-resolution", meeting).whole_text
    in_order(resolution, "Đông Sơn, ngày 21 tháng 8 năm 2026", "Vào hồi 19 giờ 30 phút, ngày 12 tháng 8 năm 2026")
    listed = office.printed("ballot-list", meeting).whole_text
    in_order(listed, "Phát phiếu từ ngày 17 tháng 8 năm 2026.", "Thu, kiểm phiếu ngày 21 tháng 8 năm 2026.")


def test_only_a_paper_of_the_meeting_s_own_day_says_today(office: Office, meeting: str) -> None:
    assert "Hôm nay, vào hồi" in office.printed("community-resolution", meeting).whole_text
    extract = office.printed("decision-extract", meeting).whole_text
    assert "Hôm nay" not in extract
    assert "Vào hồi 19 giờ 30 phút, ngày 12 tháng 8 năm 2026" in extract


@pytest.mark.parametrize(
    ("village", "chair", "signs"),
    [
        ("Thôn Đông", "Nguyễn Văn An, Trưởng thôn", "Nguyễn Văn An"),
        ("Thôn Đông", "Ông Nguyễn Văn An, Bí thư Chi bộ, Trưởng thôn Đông", "Nguyễn Văn An"),
        ("Thôn Đông", "Nguyễn Văn An, Phó Trưởng thôn", ""),
        ("Thôn Đông", "Nguyễn Văn An, Trưởng thôn Tây", ""),
        ("Thôn Đông", "Nguyễn Văn An, Tổ trưởng Tổ bầu cử", ""),
        ("Thôn Đông", "Nguyễn Văn An", ""),
        ("Tổ dân phố số 5", "Nguyễn Văn An, Tổ trưởng TDP 5", "Nguyễn Văn An"),
        ("Tổ dân phố số 5", "Nguyễn Văn An, Tổ trưởng Tổ bầu cử", ""),
        ("Tổ dân phố số 5", "Nguyễn Văn An, Trưởng Ban công tác Mặt trận", ""),
    ],
)
def test_the_name_under_the_head_s_post_is_that_of_who_holds_it(
    office: Office, village: str, chair: str, signs: str
) -> None:
    kind = "residential_group" if village.startswith("Tổ") else "village"
    unit = office.save("unit", name=village, kind=kind, code="DS-05", parent=office.store.unit.uid)
    meeting = office.meeting(unit=unit, chair=chair)
    office.save("decision", meeting=meeting, title="Thu quỹ", votes_for=90, votes_against=2)
    signature = form_of("community-resolution").build(office.context(meeting)).signatures[-1]
    assert signature.name == signs


@pytest.mark.parametrize(
    ("content_type", "chair", "by"),
    [
        ("village_rules", "head", "Ủy ban nhân dân xã Đông Sơn"),
        ("election", "election_team", "Ủy ban nhân dân xã Đông Sơn"),
        ("removal", "front", "Ủy ban nhân dân xã Đông Sơn"),
        ("supervision_board", "front", "Ủy ban Mặt trận Tổ quốc Việt Nam xã Đông Sơn"),
    ],
)
def test_what_must_be_recognised_takes_effect_only_then(office: Office, content_type: str, chair: str, by: str) -> None:
    meeting = office.meeting(convened_by=chair)
    vote = {"content_type": content_type, "method": "secret_ballot", "votes_for": 90, "votes_against": 2}
    office.save("decision", meeting=meeting, order=1, title="Việc phải công nhận", **vote)
    office.save("decision", meeting=meeting, order=2, title="Thu quỹ", votes_for=90, votes_against=2)
    text = office.printed("community-resolution", meeting).whole_text
    assert f"Điều 1. Việc phải công nhận. Quyết định này có hiệu lực kể từ khi được {by} công nhận" in text
    assert "Điều 2. Thu quỹ. Điều 3. Các hộ gia đình trong thôn có trách nhiệm thực hiện kể từ khi quyết định" in text
    extract = office.printed("decision-extract", meeting).whole_text
    assert f"Nội dung 1: gửi {by} công nhận, có hiệu lực kể từ khi được công nhận." in extract
    assert "Nội dung 2:" not in extract


def test_articles_that_await_the_same_recognition_say_so_once(office: Office) -> None:
    meeting = office.meeting(convened_by="front")
    for order, content_type in enumerate(("village_rules", "supervision_board", "village_rules", "village_rules"), 1):
        vote = {"content_type": content_type, "method": "secret_ballot", "votes_for": 90, "votes_against": 2}
        office.save("decision", meeting=meeting, order=order, title=f"Việc {order}", **vote)
    text = office.printed("community-resolution", meeting).whole_text
    assert "Điều 1. Việc 1. Điều 2. Việc 2. Quyết định này có hiệu lực kể từ khi được Ủy ban Mặt trận" in text
    assert (
        "Điều 5. Quyết định tại Điều 1, Điều 3 và Điều 4 có hiệu lực kể từ khi được Ủy ban nhân dân xã Đông Sơn" in text
    )


def test_the_extract_tells_of_the_recognition_that_was_given(office: Office) -> None:
    given = {"sent_on": "2026-08-14", "received_on": "2026-08-15", "recognised_on": "2026-08-20"}
    meeting = office.meeting(recognition_number="31/QĐ-UBND", **given)
    vote = {"content_type": "village_rules", "method": "secret_ballot", "votes_for": 90, "votes_against": 2}
    office.save("decision", meeting=meeting, title="Quy ước thôn", **vote)
    extract = office.printed("decision-extract", meeting).whole_text
    assert "đã được Ủy ban nhân dân xã Đông Sơn công nhận ngày 20 tháng 8 năm 2026 (số 31/QĐ-UBND)." in extract


@pytest.mark.parametrize(
    ("kind", "name", "whole"),
    [
        ("residential_group", "Số 5", "Tổ dân phố số 5"),
        ("village", "Đông", "Thôn Đông"),
        ("village", "Thôn Số Một", "Thôn Số Một"),
    ],
)
def test_a_community_that_has_a_number_for_a_name_is_called_by_it_in_small_letters(
    kind: str, name: str, whole: str
) -> None:
    assert full_name(Record("unit", "u", {"kind": kind, "name": name})) == whole
