from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.numbering import number_values
from danvan_desktop.reports.style import Style

if TYPE_CHECKING:
    from tests.reports.conftest import Office

FORM = "dialogue-minutes"


def test_minutes_of_the_government_wait_for_their_number(office: Office) -> None:
    minutes = office.printed(FORM, office.dialogue())
    assert "ỦY BAN NHÂN DÂN" in minutes.text()
    assert minutes.found("/BB-UBND")["x0"] - minutes.found("Số:")["x1"] > 20
    assert "BIÊN BẢN Tiếp xúc, đối thoại giữa người đứng đầu cấp ủy và chính quyền xã Đông Sơn" in minutes.whole_text
    assert "về giải phóng mặt bằng cụm công nghiệp" in minutes.whole_text


def test_minutes_of_the_party_carry_its_committee(office: Office) -> None:
    minutes = office.printed(FORM, office.dialogue(side="party"))
    assert "ĐẢNG ỦY XÃ ĐÔNG SƠN" in minutes.text()
    assert minutes.found("/BB-ĐU")


@pytest.mark.parametrize("style", list(Style))
def test_minutes_tell_place_and_day_in_their_first_line_and_not_at_their_head(office: Office, style: Style) -> None:
    dialogue = office.dialogue(held_on="2026-09-05")
    form, context = form_of(FORM), replace(office.context(dialogue), style=style)
    assert not form.build(context).header.place_date
    office.store.save(Draft("document_number", number_values(form, context, dt.date(2026, 9, 7))))
    assert not form.build(context).header.place_date


def test_a_dialogue_in_a_village_has_the_village_s_header(office: Office) -> None:
    minutes = office.printed(FORM, office.dialogue(unit=office.village, level="village"))
    assert "UBND XÃ ĐÔNG SƠN" in minutes.text()
    assert "THÔN ĐÔNG" in minutes.text()
    assert "Số:" not in minutes.text()


def test_facts_and_proceedings_follow_the_form_of_minutes(office: Office) -> None:
    dialogue = office.dialogue(
        participants="Các hộ có đất thu hồi.",
        secretary="Đỗ Văn Giang, công chức Văn phòng - Thống kê",
        conclusion="Giao Địa chính đo lại.",
        conclusion_notice_number="45/TB-UBND",
        conclusion_notice_date="2026-09-05",
    )
    office.save("opinion", gathering=dialogue, speaker_name="Ngô Văn Hải", content="Đề nghị đo lại.", answer="Đồng ý.")
    text = office.printed(FORM, dialogue).whole_text
    parts = (
        "Thời gian bắt đầu: 08 giờ 00 phút, ngày 05 tháng 9 năm 2026.",
        "Địa điểm: Hội trường UBND xã.",
        "Hình thức: định kỳ.",
        "Thành phần tham dự: Các hộ có đất thu hồi; số người dân tham dự: 86 người.",
        "Chủ trì: Ông (bà) Lê Văn Cường; chức vụ: Chủ tịch UBND xã.",
        "Thư ký (người ghi biên bản): Ông (bà) Đỗ Văn Giang; chức vụ: công chức Văn phòng - Thống kê.",
        "I. Phát biểu mở đầu ...",
        "- Ông (bà) Ngô Văn Hải: Đề nghị đo lại. Trả lời: Đồng ý.",
        "III. Kết luận của người chủ trì Giao Địa chính đo lại.",
        "Thông báo kết luận số 45/TB-UBND, ngày 05 tháng 9 năm 2026.",
        "Hội nghị kết thúc vào hồi 11 giờ 15 phút, ngày 05 tháng 9 năm 2026./.",
        "THƯ KÝ CHỦ TRÌ",
        "Đỗ Văn Giang Lê Văn Cường",
        "Nơi nhận: - Như thành phần tham dự; - Lưu: VT, hồ sơ.",
    )
    places = [text.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    assert places == sorted(places)


def test_what_is_not_known_yet_is_left_to_the_hand(office: Office) -> None:
    text = office.printed(FORM, office.dialogue(starts_at=None, ends_at=None, led_by_position=None)).whole_text
    assert "Thời gian bắt đầu: …… giờ …… phút" in text
    assert "Ông (bà) Lê Văn Cường; chức vụ: ....." in text
    assert "Thư ký (người ghi biên bản): Ông (bà) …………" in text


def test_where_a_deputy_leads_the_title_names_no_head(office: Office) -> None:
    dialogue = office.dialogue(led_by="Phạm Đức Long", led_by_position="Phó Chủ tịch UBND xã")
    text = office.printed(FORM, dialogue).whole_text
    assert "người đứng đầu" not in text
