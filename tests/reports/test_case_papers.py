"""Papers that answer a letter, the file of a hot spot: what they say, whom they never name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

from danvan_desktop.reports.catalogue import form_of

if TYPE_CHECKING:
    from tests.reports.conftest import Office

WHO, WHERE = "Vũ Đình Khôi", "ngõ 3, thôn Đông"
DENOUNCED: Mapping[str, object] = {"nature": "denunciation", "title": "Tố cáo việc lập danh sách hộ nghèo"}
PROVINCE: Mapping[str, object] = {"competence": "province", "sent_to": "Chủ tịch UBND tỉnh", "handled_on": "2026-08-14"}


def case(office: Office, **values: object) -> str:
    made = {"number": "001/2026", "received_on": "2026-08-12", "nature": "complaint", "unit": office.village}
    sent = {"title": "Khiếu nại mức bồi thường đất", "citizen_name": WHO, "citizen_address": WHERE}
    return office.save("case", **(made | sent | values))


def revealed(office: Office, code: str, uid: str) -> str:
    form, context = form_of(code), office.context(uid)
    return office.draw(form.build(form.opened(context))).whole_text


def test_an_accepted_complaint_is_told_by_the_form_of_the_decree(office: Office) -> None:
    text = office.printed("case-acceptance", case(office, accepted_on="2026-08-14", people=3)).whole_text
    assert "Về việc thụ lý giải quyết khiếu nại" in text
    assert f"đã nhận được đơn khiếu nại của: ông (bà) {WHO} và 02 người cùng khiếu nại." in text
    assert f"Địa chỉ: {WHERE}." in text
    assert "Khiếu nại về việc: mức bồi thường đất." in text
    assert "nhận thấy đơn khiếu nại đủ điều kiện thụ lý" in text
    assert "từ ngày 14 tháng 8 năm 2026" in text
    assert "TM. ỦY BAN" not in text, "the chair answers complaints, not the committee"


def test_what_is_not_accepted_is_told_with_the_reason_or_room_for_it(office: Office) -> None:
    refused = {"handling": "not_accepted", "handled_on": "2026-08-14"}
    given = office.printed("case-not-accepted", case(office, **refused, ground="Đã hết thời hiệu")).whole_text
    assert "căn cứ Điều 11 của Luật Khiếu nại" in given
    assert "không đủ điều kiện để thụ lý giải quyết vì đã hết thời hiệu." in given
    open_still = office.printed("case-not-accepted", case(office, number="002/2026", **refused)).whole_text
    assert "giải quyết vì:" in open_still
    assert "……" in open_still or "....." in open_still


def test_a_complaint_for_another_authority_is_guided_there(office: Office) -> None:
    text = office.printed("case-guidance", case(office, handling="guided", **PROVINCE)).whole_text
    assert "/HD-UBND" in text
    assert f"Đề nghị ông (bà) {WHO} gửi đơn và giấy tờ" in text
    assert "không thuộc thẩm quyền giải quyết của Chủ tịch Ủy ban nhân dân xã Đông Sơn." in text
    assert "đến Chủ tịch UBND tỉnh để được xem xét" in text


def test_a_letter_that_another_agency_sent_on_goes_back_to_it(office: Office) -> None:
    sent = {"handling": "returned", "channel": "transferred", "ground": "Thuộc thẩm quyền của tỉnh"}
    text = office.printed("case-return", case(office, **PROVINCE, **sent)).whole_text
    assert "Kính gửi: Chủ tịch UBND tỉnh" in text
    assert "vì thuộc thẩm quyền của tỉnh." in text
    own = case(office, number="002/2026", **PROVINCE, handling="returned")
    assert f"Kính gửi: Ông (bà) {WHO}" in office.printed("case-return", own).whole_text


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("case-transfer", {"handling": "transferred"}),
        ("case-return", {"handling": "returned", "channel": "transferred", "ground": f"Ông {WHO} gửi nhiều nơi"}),
    ],
)
def test_what_hands_a_denunciation_on_names_nobody(office: Office, code: str, values: Mapping[str, object]) -> None:
    text = office.printed(code, case(office, **DENOUNCED, **PROVINCE, **values)).whole_text
    assert "phong bì niêm phong" in text
    assert WHO not in text
    assert "ngõ 3" not in text
    assert "hôn Đông" not in text


def test_a_denunciation_is_acknowledged_by_name_only_once_it_is_opened_and_that_is_noted(office: Office) -> None:
    uid = case(office, **DENOUNCED, accepted_on="2026-08-14", against="Trưởng thôn", content="Hộ khá vào danh sách")
    assert form_of("case-acceptance").nothing_to_say(office.context(uid)) is not None
    text = revealed(office, "case-acceptance", uid)
    assert f"đã thụ lý tố cáo của ông (bà) {WHO} đối với Trưởng thôn, nhận ngày 12 tháng 8 năm 2026." in text
    assert "Nội dung tố cáo được thụ lý: Hộ khá vào danh sách." in text
    assert ": đến hết ngày 13 tháng 9 năm 2026 (ngày nghỉ, tính đến hết ngày 14 tháng 9" in text
    (note,) = office.store.find("disclosure", record=uid)
    assert (note.text("purpose"), note.text("paper")) == ("printed", "case-acceptance")


def test_who_is_denounced_is_told_of_what_and_never_by_whom(office: Office) -> None:
    accepted = {"accepted_on": "2026-08-14", "against": "Ông Lê Văn Tám, Trưởng thôn Đông"}
    uid = case(office, **DENOUNCED, **accepted, content=f"Tôi là {WHO}, hộ khá vẫn vào danh sách")
    text = revealed(office, "case-accused", uid)
    assert "Kính gửi: Ông Lê Văn Tám, Trưởng thôn Đông" in text
    assert "đã thụ lý tố cáo đối với ông Lê Văn Tám, Trưởng thôn Đông từ ngày 14 tháng 8 năm 2026" in text
    assert "Về việc lập danh sách hộ nghèo." in text
    assert "giải trình bằng văn bản" in text
    for told in (WHO, WHERE, "hộ khá"):
        assert told not in text


def test_who_is_denounced_has_the_title_that_is_known(office: Office) -> None:
    unit = office.store.unit.uid
    office.save("officer", full_name="Lê Thị Hoa", called="mrs", position="Chủ tịch", unit=unit)
    uid = case(office, **DENOUNCED, accepted_on="2026-08-14", against="Lê Thị Hoa, Chủ tịch xã", content="Thu sai")
    text = revealed(office, "case-accused", uid)
    assert "Kính gửi: Bà Lê Thị Hoa, Chủ tịch xã" in text
    assert "thụ lý tố cáo đối với bà Lê Thị Hoa" in text


def test_the_file_of_a_hot_spot_tells_each_day_in_order(office: Office) -> None:
    spot = {"nature": "hot_spot", "title": "Tập trung phản đối bãi rác", "people": 45, "mass": True}
    uid = case(office, **spot, forecast="Có thể kéo dài.", danger="hot", channel="discovered")
    for day, what, voices in (("2026-08-20", "Đối thoại với các hộ", 38), ("2026-08-13", "Cử tổ công tác", None)):
        office.save("step", file=uid, done_on=day, what=what, by="UBND xã", agree=voices)
    text = office.printed("hot-spot-file", uid).whole_text
    assert text.index("Cử tổ công tác") < text.index("Đối thoại với các hộ") < text.index("Có thể kéo dài.")
    assert "số người liên quan: 45 người" in text
    assert "(38 đồng ý)" in text
    assert "6. Kết quả" not in text
