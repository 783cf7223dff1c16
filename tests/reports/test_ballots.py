"""Slips, the list of those who got one, and the minutes on who stands for election."""

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.catalogue import form_of
from tests.reports.conftest import Office


def _voted(office: Office, method: str, **values: object) -> str:
    meeting = office.meeting(households_present=60)
    decision = {"title": "Góp 300.000 đồng mỗi hộ", "content_type": "contribution", "scope": "village"}
    office.save("decision", meeting=meeting, method=method, votes_for=55, votes_against=5, **decision, **values)
    return meeting


def test_a_slip_for_the_box_names_nobody_and_one_for_a_household_does(office: Office) -> None:
    cast = office.printed("ballot-slip", _voted(office, "secret_ballot")).whole_text
    sent = office.printed("opinion-slip", _voted(office, "household_ballot")).whole_text
    for text in (cast, sent):
        assert "Góp 300.000 đồng mỗi hộ." in text
        assert "Ý kiến khác" in text
    assert "Hộ gia đình ông (bà)" not in cast
    assert "Hộ gia đình ông (bà)" in sent
    assert "ĐẠI DIỆN HỘ GIA ĐÌNH" in sent


@pytest.mark.parametrize("form", ["ballot-slip", "opinion-slip"])
def test_before_the_meeting_a_slip_asks_what_is_on_the_agenda(office: Office, form: str) -> None:
    meeting = office.meeting(state="planned", households_present=None, ends_at=None, starts_at="2026-12-20T19:30")
    assert "Bình xét" not in office.printed(form, meeting).whole_text
    office.save("agenda_item", meeting=meeting, order=1, title="Bình xét hộ nghèo")
    assert "Bình xét hộ nghèo." in office.printed(form, meeting).whole_text


def test_a_slip_asks_only_what_the_agenda_says_is_voted_on(office: Office) -> None:
    times = {"households_present": None, "ends_at": None, "starts_at": "2026-12-20T19:30"}
    meeting = office.meeting(state="planned", subject="Bàn việc lắp đèn chiếu sáng các ngõ", **times)
    agenda = (
        "Tuyên bố lý do, cử thư ký", "Trình bày phương án lắp đèn", "Nhân dân thảo luận",
        "Biểu quyết", "Biểu quyết: mức đóng góp", "Bầu Ban Giám sát", "Thông qua biên bản",
    )  # fmt: skip
    for order, title in enumerate(agenda, 1):
        office.save("agenda_item", meeting=meeting, order=order, title=title)
    text = office.printed("ballot-slip", meeting).whole_text
    asked = ("Bàn việc lắp đèn chiếu sáng các ngõ.", "Mức đóng góp.", "Bầu Ban Giám sát.")
    assert [text.count(one) for one in asked] == [1, 1, 1]
    assert not any(word in text for word in ("Tuyên bố", "Trình bày", "thảo luận", "biên bản"))


def test_a_regular_meeting_has_no_slip_until_something_is_to_be_voted_on(office: Office) -> None:
    times = {"households_present": None, "ends_at": None, "starts_at": "2026-12-20T19:30"}
    unit = office.store.get(office.village).text("name")
    meeting = office.meeting(state="planned", subject=f"Họp {unit} định kỳ quý IV năm 2026", **times)
    office.save("agenda_item", meeting=meeting, order=1, title="Báo cáo kết quả công việc từ kỳ họp trước")
    assert form_of("ballot-slip").nothing_to_say(office.context(meeting)) is not None
    office.save("agenda_item", meeting=meeting, order=2, title="Biểu quyết mức thu quỹ")
    text = office.printed("ballot-slip", meeting).whole_text
    assert "Mức thu quỹ." in text
    assert "Cuộc họp định kỳ quý IV năm 2026" in text


def test_a_slip_of_an_election_names_the_candidates(office: Office) -> None:
    who = {"purpose": "election", "convened_by": "election_team", "candidates": "- Trần Văn Bảy, 1980;\n\nLê Thị Tám."}
    meeting = office.meeting(
        state="planned", households_present=None, ends_at=None, starts_at="2026-12-20T08:00", **who
    )
    text = office.printed("ballot-slip", meeting).whole_text
    assert "Trần Văn Bảy, 1980" in text
    assert "Lê Thị Tám" in text
    minutes = office.printed("candidates-minutes", meeting).whole_text
    assert "gồm 02 người ứng cử Trưởng thôn" in minutes
    assert "TRƯỞNG BAN CÔNG TÁC MẶT TRẬN" in minutes


def test_the_list_has_every_household_and_the_ballots_that_went_out_and_came_back(office: Office) -> None:
    meeting = _voted(office, "household_ballot", ballots_given=118, ballots_returned=61)
    unit = office.store.get(meeting).text("unit")
    for order, head in enumerate(("Vũ Đình Khôi", "Đỗ Thị Lan"), 1):
        office.save("household", unit=unit, order=order, head=head)
    text = office.printed("ballot-list", meeting).whole_text
    assert text.index("Vũ Đình Khôi") < text.index("Đỗ Thị Lan")
    assert "Danh sách có 2 hộ. Số phiếu phát ra: 118 phiếu; số phiếu thu về: 61 phiếu./." in text.replace("\n", " ")


@pytest.mark.parametrize(
    ("form", "method"), [("vote-count", "secret_ballot"), ("household-ballots", "household_ballot")]
)
def test_the_count_says_how_many_ballots_went_out_once_that_is_recorded(office: Office, form: str, method: str) -> None:
    bare = office.printed(form, _voted(office, method)).whole_text
    assert "Số phiếu phát ra: 60" not in bare
    counted = office.printed(form, _voted(office, method, ballots_given=60, ballots_returned=60)).whole_text
    assert counted.count("Số phiếu phát ra") == 1
    assert "Số phiếu phát ra: 60 phiếu; số phiếu thu về: 60 phiếu." in counted.replace("\n", " ")
    assert "Số phiếu hợp lệ: 60 phiếu; số phiếu không hợp lệ: 0 phiếu." in counted.replace("\n", " ")


@pytest.mark.parametrize(
    ("form", "method"), [("vote-count", "secret_ballot"), ("household-ballots", "household_ballot")]
)
def test_who_counted_and_who_looked_on_are_named_and_sign(office: Office, form: str, method: str) -> None:
    meeting = _voted(office, method)
    counters = "- Ông Vũ Đình Khôi, Phó Trưởng thôn;\n- Đỗ Thị Lan;\n- Trần Văn Bảy."
    named = {"counters": counters, "count_witnesses": "Bà Lê Thị Tám\nPhạm Văn Chín"}
    office.store.save(Draft("meeting", named, meeting))
    text = office.printed(form, meeting).whole_text.replace("\n", " ")
    for words in (
        "1. Ông Vũ Đình Khôi, Tổ trưởng 2. Ông (bà) Đỗ Thị Lan, Thành viên 3. Ông (bà) Trần Văn Bảy, Thành viên",
        "1. Bà Lê Thị Tám 2. Ông (bà) Phạm Văn Chín",
    ):
        assert words in text
    signed = text.rpartition("ĐẠI DIỆN HỘ")[2]
    assert "Vũ Đình Khôi" in signed
    assert "Lê Thị Tám" in signed


def test_the_forms_of_the_decree_tell_their_numbers() -> None:
    assert (form_of("household-ballots").form_number, form_of("candidates-minutes").form_number) == ("04", "05")
