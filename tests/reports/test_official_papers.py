"""Numbered papers of dialogues and petitions: header, who signs, who gets them, what they say."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest

from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.rules.numbering import next_free_number, symbol_of
from danvan_desktop.domain.rules.numbering import written_number as written_as
from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.forms.official import official_signature
from danvan_desktop.reports.numbering import number_values, written_number
from danvan_desktop.reports.style import Style
from tests.copies import replace

pytestmark = pytest.mark.usefixtures("earlier_petitions")

if TYPE_CHECKING:
    from tests.reports.conftest import Office


def officer(office: Office, position: str, name: str = "Lê Văn Cường", **values: object) -> str:
    made = {"full_name": name, "position": position, "unit": office.store.unit.uid, "role": "approve"}
    return office.save("officer", **(made | values))


def give_number(office: Office, form: str, number: int, **values: object) -> Record:
    made: dict[str, object] = {
        "unit": office.store.unit.uid,
        "year": 2026,
        "type": form_of(form).document_type,
        "number": number,
        "symbol": symbol_of("government", form_of(form).document_type),
        "date": "2026-09-09",
        "subject": "Văn bản",
        "form": form,
    }
    given = office.store.get(office.save("document_number", **(made | values)))
    assert given is not None
    return given


@pytest.mark.parametrize(
    ("issuer", "document_type", "symbol"),
    [
        ("government", "report", "BC-UBND"),
        ("party", "report", "BC-ĐU"),
        ("government", "letter", "UBND-VP"),
        ("party", "letter", "CV-ĐU"),
        ("front", "submission", "TTr-MTTQ-BTT"),
        ("community", "minutes", "BB"),
    ],
)
def test_symbols_name_type_and_issuer(issuer: str, document_type: str, symbol: str) -> None:
    assert symbol_of(issuer, document_type) == symbol


def next_number(office: Office, issuer: str, day: str) -> int:
    store = office.store
    return next_free_number(store, store.law, store.unit.uid, issuer, "notice", dt.date.fromisoformat(day))


def test_the_next_number_of_the_state_follows_the_highest_of_its_year(office: Office) -> None:
    assert next_number(office, "government", "2026-09-09") == 1
    give_number(office, "petition-reply", 4, record=office.petition("001/2026"))
    give_number(office, "petition-reply", 2, record=office.petition("002/2026"))
    assert next_number(office, "government", "2026-09-09") == 5
    assert next_number(office, "government", "2027-01-04") == 1
    assert next_number(office, "party", "2026-09-09") == 1


def test_the_next_number_of_the_party_runs_through_the_term_of_the_committee(office: Office) -> None:
    party = {"issuer": "party", "symbol": "TB-ĐU"}
    give_number(office, "dialogue-conclusion", 7, **party, year=2025, date="2025-11-03")
    give_number(office, "dialogue-conclusion", 3, **party)
    assert next_number(office, "party", "2026-09-10") == 8
    assert next_number(office, "party", "2030-06-30") == 8
    assert next_number(office, "party", "2030-07-01") == 1
    assert next_number(office, "party", "2025-06-30") == 1
    office.store.save(Draft("unit", {"term_from": "2025-12-01", "term_to": "2030-11-30"}, office.store.unit.uid))
    assert next_number(office, "party", "2026-09-10") == 4
    assert next_number(office, "party", "2025-11-30") == 8


def test_a_number_of_the_party_is_given_once_in_its_term(office: Office) -> None:
    party = {"issuer": "party", "symbol": "TB-ĐU"}
    give_number(office, "dialogue-conclusion", 7, **party, year=2025, date="2025-11-03")
    with pytest.raises(InvalidRecord, match="Số 07 đã cấp"):
        give_number(office, "dialogue-conclusion", 7, **party)
    give_number(office, "dialogue-conclusion", 7, **party, year=2024, date="2024-11-03")


def test_a_number_of_a_deleted_paper_is_not_given_again(office: Office) -> None:
    given = give_number(office, "petition-reply", 4, record=office.petition("001/2026"))
    office.store.delete(given.uid)
    assert next_number(office, "government", "2026-09-09") == 5


@pytest.mark.parametrize(
    ("issuer", "symbol", "written"),
    [
        ("government", "BC-UBND", "01/BC-UBND"),
        ("party", "BC-ĐU", "01-BC/ĐU"),
        ("front", "TB-MTTQ-BTT", "01/TB-MTTQ-BTT"),
    ],
)
def test_numbers_are_written_as_their_body_does(issuer: str, symbol: str, written: str) -> None:
    assert written_as(issuer, 1, symbol) == written


def test_a_term_has_both_its_days(office: Office) -> None:
    with pytest.raises(InvalidRecord, match="ngày đầu và ngày cuối"):
        office.store.save(Draft("unit", {"term_from": "2025-12-01"}, office.store.unit.uid))


def test_a_printing_gets_the_next_number_once(office: Office) -> None:
    form, day = form_of("petition-reply"), dt.date(2026, 9, 9)
    petition = office.petition("001/2026", reply="Đã nạo vét.")
    values = number_values(form, office.context(petition), day)
    assert (values["number"], values["symbol"], values["record"], values["period"]) == (1, "TB-UBND", petition, None)
    assert values["subject"] == "Kết quả giải quyết kiến nghị số 001/2026"
    given = give_number(office, "petition-reply", 1, record=petition)
    assert written_number(given) == "01/TB-UBND"
    with pytest.raises(ReportError, match="đã có số 01/TB-UBND"):
        number_values(form, office.context(petition), day)
    with pytest.raises(ReportError, match="không phải là văn bản có số"):
        number_values(form_of("meeting-minutes"), office.context(office.meeting()), day)


def test_a_given_number_is_printed_with_its_date(office: Office) -> None:
    petition = office.petition("001/2026", reply="Đã nạo vét.")
    give_number(office, "petition-reply", 7, record=petition)
    text = office.printed("petition-reply", petition).text()
    assert "Số: 07/TB-UBND" in text
    assert "Đông Sơn, ngày 09 tháng 9 năm 2026" in text
    dialogue = office.dialogue()
    give_number(office, "dialogue-minutes", 3, record=dialogue)
    assert "Số: 03/BB-UBND" in office.printed("dialogue-minutes", dialogue).text()


@pytest.mark.parametrize(
    ("position", "style", "lines"),
    [
        ("Chủ tịch UBND xã", Style.STATE, ("TM. Ủy ban nhân dân", "Chủ tịch")),
        ("Phó Chủ tịch UBND xã", Style.STATE, ("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch")),
        ("Chánh Văn phòng", Style.STATE, ("TL. Chủ tịch", "Chánh Văn phòng")),
        ("Phó Bí thư Thường trực Đảng ủy", Style.PARTY, ("TM. Đảng ủy", "Phó Bí thư")),
        ("Bí thư Đảng ủy", Style.PARTY, ("TM. Đảng ủy", "Bí thư")),
    ],
)
def test_authority_follows_the_position_of_the_approving_officer(
    office: Office, position: str, style: Style, lines: tuple[str, ...]
) -> None:
    office.store.set_officer(officer(office, position))
    context = ReportContext(office.store, office.today, style=style)
    signature = official_signature(context, office.store.unit)
    assert (signature.lines, signature.name) == (lines, "Lê Văn Cường")


@pytest.mark.parametrize(
    "chair", ["Chủ tịch Ủy ban nhân dân xã", "Phó Bí thư Đảng ủy, Chủ tịch UBND xã", "Chủ tịch Uỷ ban nhân dân phường"]
)
def test_the_chair_of_the_front_does_not_sign_for_the_committee(office: Office, chair: str) -> None:
    officer(office, "Chủ tịch Ủy ban Mặt trận Tổ quốc Việt Nam xã", "An Thị Lan")
    officer(office, "Bí thư Đoàn Thanh niên xã", "An Văn Đức")
    officer(office, chair, "Lê Quang Hưng")
    officer(office, "Bí thư Đảng ủy xã", "Nguyễn Văn Thành")
    unit = office.store.unit
    state = official_signature(ReportContext(office.store, dt.date(2026, 9, 9)), unit)
    party = official_signature(ReportContext(office.store, dt.date(2026, 9, 9), style=Style.PARTY), unit)
    assert (state.lines, state.name) == (("TM. Ủy ban nhân dân", "Chủ tịch"), "Lê Quang Hưng")
    assert (party.lines, party.name) == (("TM. Đảng ủy", "Bí thư"), "Nguyễn Văn Thành")


def test_without_an_approving_officer_the_head_of_the_unit_signs(office: Office) -> None:
    unit = office.store.unit
    nobody = official_signature(office.context(), unit)
    assert (nobody.lines, nobody.name) == (("TM. Ủy ban nhân dân", "Chủ tịch"), "")
    officer(office, "Bí thư Đảng ủy", "Nguyễn Thị Hạnh")
    officer(office, "Chủ tịch UBND xã", "Lê Văn Cường")
    office.store.set_officer(officer(office, "Công chức Văn phòng", "Đỗ Văn Giang", role="enter"))
    assert official_signature(office.context(), unit).name == "Lê Văn Cường"
    party = ReportContext(office.store, office.today, style=Style.PARTY)
    assert official_signature(party, unit).name == "Nguyễn Thị Hạnh"


def test_a_party_committee_s_plan_of_a_dialogue_rests_on_the_party_s_own_regulation(office: Office) -> None:
    context = replace(office.context(office.dialogue(state="planned")), style=Style.PARTY)
    text = office.draw(form_of("dialogue-plan").build(context)).whole_text
    assert "Căn cứ Quy định số 11-QĐi/TW ngày 18 tháng 02 năm 2019 của Bộ Chính trị, Đảng ủy" in text
    assert "Luật Tổ chức chính quyền địa phương" not in text


def test_a_plan_that_a_deputy_presides_over_promises_no_head(office: Office) -> None:
    led = {"led_by": "Phạm Đức Long", "led_by_position": "Phó Chủ tịch UBND xã"}
    text = office.printed("dialogue-plan", office.dialogue(state="planned", **led)).whole_text
    assert "1. Người chủ trì trực tiếp nghe và trả lời ý kiến" in text
    assert (
        "Người đứng đầu trực tiếp nghe" in office.printed("dialogue-plan", office.dialogue(state="planned")).whole_text
    )


def test_the_plan_of_a_dialogue_says_when_where_and_who_does_what(office: Office) -> None:
    text = office.printed("dialogue-plan", office.dialogue(state="planned")).whole_text
    assert "KẾ HOẠCH Tổ chức hội nghị tiếp xúc, đối thoại với Nhân dân" in text
    assert "Căn cứ Điều 43 Luật Tổ chức chính quyền địa phương số 72/2025/QH15" in text
    assert "3. Thời gian: 08 giờ 00 phút, ngày 05 tháng 9 năm 2026." in text
    assert "5. Chủ trì: ông (bà) Lê Văn Cường, Chủ tịch UBND xã." in text
    assert "chậm nhất 07 ngày trước ngày đối thoại" in text
    assert "- Lưu: VT." in text


def test_the_conclusion_is_told_with_opinions_and_answers(office: Office) -> None:
    dialogue = office.dialogue(conclusion="Giao Địa chính đo lại trước 20/9.", conclusion_notice_number="45/TB-UBND")
    office.save("opinion", gathering=dialogue, content="Đề nghị đo lại", answer="Xã sẽ đo.", answered_by="Ông Sơn")
    text = office.printed("dialogue-conclusion", dialogue).whole_text
    assert "Số: 45/TB-UBND" in text
    assert "Kết luận của ông (bà) Lê Văn Cường, Chủ tịch UBND xã," in text
    assert "1. Đề nghị đo lại. Ông Sơn trả lời: Xã sẽ đo." in text
    assert "II. Kết luận Giao Địa chính đo lại trước 20/9." in text
    silent = office.printed("dialogue-conclusion", office.dialogue(conclusion="Đo lại đất.")).whole_text
    assert "I. Ý kiến của Nhân dân Không phát sinh. II. Kết luận Đo lại đất." in silent


def test_a_citizen_gets_a_slip_with_number_and_term(office: Office) -> None:
    petition = office.petition(
        "012/2026", citizen_name="Hoàng Thị Mai", assigned_to="Công chức Địa chính", due_on="2026-08-26", group_size=5
    )
    text = office.printed("petition-slip", petition).whole_text
    assert "PHIẾU TIẾP NHẬN Kiến nghị số 012/2026" in text
    assert "Họ và tên: Hoàng Thị Mai." in text
    assert "Số người cùng kiến nghị: 05 người." in text
    assert "Giao cho: Công chức Địa chính. Hạn trả lời: ngày 26 tháng 8 năm 2026." in text
    assert "Số:" not in text


def test_a_petition_is_handed_to_the_agency_in_charge(office: Office) -> None:
    petition = office.petition(
        citizen_name="Hoàng Thị Mai",
        citizen_address="ngõ 3",
        assigned_to="Sở Xây dựng",
        competence="province",
        due_on="2026-10-26",
        request="Nạo vét mương",
    )
    text = office.printed("petition-transfer", petition).whole_text
    assert "Kính gửi: Sở Xây dựng" in text
    assert "của ông (bà) Hoàng Thị Mai, ngõ 3, nội dung như sau: Mương tiêu ngõ 3 bị tắc." in text
    assert "Yêu cầu cụ thể: Nạo vét mương." in text
    assert "Nội dung trên thuộc thẩm quyền giải quyết của Sở Xây dựng; Ủy ban" in text
    assert "chậm nhất ngày 26 tháng 10 năm 2026, để theo dõi" in text


def test_a_denunciation_is_handed_on_in_secret_and_its_result_told_to_who_handed_it_on(office: Office) -> None:
    petition = office.petition(nature="denunciation", assigned_to="UBND tỉnh", competence="province")
    text = office.printed("petition-transfer", petition).whole_text
    assert "Đơn tố cáo đến cơ quan có thẩm quyền giải quyết" in text
    assert "giữ bí mật họ tên, địa chỉ, bút tích" in text
    assert "thông báo kết quả giải quyết bằng văn bản về Ủy ban nhân dân xã Đông Sơn./." in text
    assert not [told for told in ("Nhân dân.", "của Nhân dân", "người dân", "cho Nhân dân", "(giữ bí") if told in text]


@pytest.mark.parametrize(
    ("nature", "article"),
    [("complaint", "Điều 10 Nghị định số 155/2026/NĐ-CP"), ("denunciation", "Luật Tố cáo số 25/2018/QH14")],
)
def test_the_slip_and_the_proposal_of_a_letter_tell_the_term_for_its_handling_and_not_that_of_settling_it(
    office: Office, nature: str, article: str
) -> None:
    petition = office.petition(nature=nature, received_on="2026-08-12", accepted_on="2026-08-18")
    for form in ("petition-slip", "petition-handling"):
        document = form_of(form).build(form_of(form).opened(office.context(petition)))
        text = " ".join(str(block) for block in document.blocks)
        assert re.search(r"Hạn thụ lý, xử lý đơn theo [^:]+: ngày 21 tháng 8 năm 2026\.", text)
        assert article in text
        assert "Hạn trả lời" not in text


def test_a_proposal_is_for_the_chair_alone_and_has_no_seal(office: Office) -> None:
    petition = office.petition(nature="complaint", received_on="2026-08-12")
    signatures = form_of("petition-handling").build(office.context(petition)).signatures
    assert [(one.lines, one.note) for one in signatures] == [
        (("Người đề xuất",), "(Ký, ghi rõ họ tên)"), (("Chủ tịch",), "(Ký, ghi rõ họ tên)"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "day"),
    [
        ({}, "ngày 01 tháng 10 năm 2026"),
        ({"accepted_on": "2026-08-18"}, "ngày 18 tháng 8 năm 2026"),
        ({"replied_on": "2026-08-20", "result": "explained"}, "ngày …… tháng …… năm ………"),
    ],
)
def test_a_proposal_is_dated_when_the_letter_was_handled(office: Office, values: dict[str, object], day: str) -> None:
    petition = office.petition(nature="complaint", **values)
    assert f"Đông Sơn, {day}" in office.printed("petition-handling", petition).whole_text


def test_a_slip_tells_nothing_that_came_after_its_day(office: Office) -> None:
    sent_on = {"assigned_to": "Sở Xây dựng", "assigned_on": "2026-08-20", "due_on": "2026-09-15"}
    text = office.printed("petition-slip", office.petition(competence="province", **sent_on)).whole_text
    assert "Hạn trả lời: ngày 25 tháng 8 năm 2026." in text, "22-8 is a working day"
    assert "Sở Xây dựng" not in text
    assert "Giao cho" not in text
    own = office.printed("petition-slip", office.petition("013/2026", competence="commune", **sent_on)).whole_text
    assert "Hạn trả lời: ngày 15 tháng 9 năm 2026." in own


def test_a_term_that_ends_on_a_day_off_is_carried_forward_on_every_slip(office: Office) -> None:
    """10/10/2026 is a Saturday."""
    sent_on = {"assigned_to": "Phòng Kinh tế", "due_on": "2026-10-10"}
    uid = office.petition("009/2026", received_on="2026-08-14", **sent_on)
    until = "ngày 10 tháng 10 năm 2026 (ngày nghỉ, tính đến hết ngày 12 tháng 10 năm 2026)"
    assert f"Hạn trả lời: {until}." in office.printed("petition-slip", uid).whole_text
    assert f"chậm nhất {until}, để theo dõi" in office.printed("petition-transfer", uid).whole_text


def test_a_plan_that_is_printed_after_its_dialogue_waits_for_its_day(office: Office) -> None:
    text = office.printed("dialogue-plan", office.dialogue(participants_count=86)).whole_text
    assert "Đông Sơn, ngày …… tháng …… năm ………" in text
    assert "86" not in text
    planned = office.printed("dialogue-plan", office.dialogue(state="planned")).whole_text
    assert "Đông Sơn, ngày 01 tháng 10 năm 2026" in planned


def test_the_people_are_told_the_result(office: Office) -> None:
    solved = office.petition(
        "001/2026",
        citizen_name="Hoàng Thị Mai",
        reply="Đã nạo vét xong.",
        reply_number="12/UBND-VP",
        replied_on="2026-08-20",
        result="solved",
    )
    text = office.printed("petition-reply", solved).whole_text
    assert "Kính gửi: Ông (bà) Hoàng Thị Mai" in text
    assert "Kết quả giải quyết: đã giải quyết. Trả lời ngày 20 tháng 8 năm 2026 tại văn bản số 12/UBND-VP." in text
    assert "Nội dung trả lời: Đã nạo vét xong." in text
    bare = office.printed("petition-reply", office.petition("002/2026", reply="Đã sửa.")).whole_text
    assert "Kính gửi: Người dân" in bare
    assert "nội dung: “Mương tiêu ngõ 3 bị tắc” Nội dung trả lời: Đã sửa." in bare


def test_a_reply_whose_number_the_record_has_is_of_the_day_of_that_reply(office: Office) -> None:
    noted = {"reply_number": "12/TB-UBND", "replied_on": "2026-08-20", "result": "solved"}
    text = office.printed("petition-reply", office.petition("001/2026", **noted)).whole_text
    assert "Số: 12/TB-UBND Đông Sơn, ngày 20 tháng 8 năm 2026" in text
    assert "văn bản số" not in text
    without = office.printed("petition-reply", office.petition("002/2026", **noted | {"reply_number": ""})).whole_text
    assert "Đông Sơn, ngày 01 tháng 10 năm 2026" in without


def test_overdue_petitions_are_urged_with_a_list(office: Office) -> None:
    office.petition("001/2026", assigned_to="Địa chính", due_on="2026-08-26")
    office.petition("002/2026", assigned_to="Trưởng thôn Đông", replied_on="2026-08-20", result="solved")
    office.petition("003/2026", assigned_to="Công an xã", due_on="2026-12-01")
    letter = office.printed("petition-reminder", period="2026-Q3")
    text = letter.whole_text
    assert "V/v đôn đốc giải quyết" in text
    assert "Kính gửi: - Địa chính; - Trưởng thôn Đông. Qua theo dõi" in text
    assert "(Kèm theo Công văn số ……/UBND-VP ngày 01 tháng 10 năm 2026 của Ủy ban nhân dân xã Đông Sơn)" in text
    assert "01 tháng 10 năm 2026 còn 01 kiến nghị, phản ánh quá hạn chưa được trả lời và 01 kiến nghị, phản ánh" in text
    assert "26/8/2026 36 Chưa trả lời" in text
    assert "003/2026" not in text


def test_the_list_of_what_is_overdue_names_no_complaint_nor_denunciation(office: Office) -> None:
    late = {"assigned_to": "Công an xã", "due_on": "2026-08-20"}
    for number, nature in (("001/2026", "complaint"), ("002/2026", "denunciation"), ("003/2026", "denunciation")):
        uid = office.petition(number, nature=nature, **late)
    office.store.save(Draft("petition", {"nature": "petition"}, uid))
    assert form_of("petition-reminder").nothing_to_say(office.context(period="2026-Q3")) is not None
    office.petition("004/2026", assigned_to="Địa chính", due_on="2026-08-26")
    text = office.printed("petition-reminder", period="2026-Q3").whole_text
    assert "còn 01 kiến nghị, phản ánh quá hạn" in text
    assert "004/2026" in text
    assert not [told for told in ("001/2026", "002/2026", "003/2026", "Công an xã", "bí mật") if told in text]


def test_what_the_party_s_secretary_led_is_the_party_committee_s_paper(office: Office) -> None:
    party = {"led_by": "Nguyễn Thị Hạnh", "led_by_position": "Bí thư Đảng ủy xã"}
    for values, style in (
        ({"side": "party"}, Style.PARTY),
        ({"side": "both", **party}, Style.PARTY),
        ({"side": "government", **party}, Style.STATE),
        ({"side": "both"}, Style.STATE),
    ):
        dialogue = office.store.get(office.dialogue(**values))
        assert form_of("dialogue-conclusion").styles(dialogue)[0] is style
    assert form_of("work-report").styles() == (Style.PARTY, Style.STATE)


def test_the_party_s_notice_carries_its_number_as_the_party_writes_it(office: Office) -> None:
    noted = {"conclusion": "Đo lại đất.", "conclusion_notice_number": "03-TB/ĐU"}
    dialogue = office.dialogue(side="party", led_by_position="Bí thư", **noted)
    context = ReportContext(office.store, office.today, dialogue, style=Style.PARTY)
    header = form_of("dialogue-conclusion").build(context).header
    assert header.issuer == "Đảng ủy xã Đông Sơn"
    assert header.number is not None
    assert (header.number.number, header.number.symbol) == (3, "TB-ĐU")
    minutes = form_of("dialogue-minutes").build(context).header
    assert minutes.number is not None
    assert (minutes.issuer, minutes.number.symbol) == ("Đảng ủy xã Đông Sơn", "BB-ĐU")


@pytest.mark.parametrize(
    ("noted", "position", "state", "party"),
    [
        ("11/TB-ĐU", "Chủ tịch UBND xã", None, 11),
        ("176-TB/UBND", "Bí thư Đảng ủy", 176, None),
        ("45/2026/TB-UBND", "Chủ tịch UBND xã", 45, None),
        ("45", "Chủ tịch UBND xã", 45, None),
        ("45", "Bí thư Đảng ủy", None, 45),
    ],
)
def test_a_dialogue_of_both_sides_has_its_noted_number_on_the_paper_of_the_body_that_gave_it(
    office: Office, noted: str, position: str, state: int | None, party: int | None
) -> None:
    values = {"side": "both", "led_by_position": position, "conclusion": "Đo lại đất."}
    dialogue = office.dialogue(conclusion_notice_number=noted, **values)
    for style, number, symbol in ((Style.STATE, state, "TB-UBND"), (Style.PARTY, party, "TB-ĐU")):
        context = ReportContext(office.store, office.today, dialogue, style=style)
        printed = form_of("dialogue-conclusion").build(context).header.number
        assert printed is not None
        assert (printed.number, printed.symbol) == (number, symbol)


def test_papers_are_filed_where_their_system_files_them(office: Office) -> None:
    petition = office.petition(reply="Đã nạo vét.")
    last = []
    for style in (Style.STATE, Style.PARTY):
        context = ReportContext(office.store, office.today, petition, style=style)
        recipients = form_of("petition-reply").build(context).recipients
        assert recipients is not None
        last.append(recipients.items[-1])
    assert last == ["Lưu: VT, hồ sơ", "Lưu Văn phòng Đảng ủy"]


def test_the_slip_does_not_say_field_twice(office: Office) -> None:
    slip = office.printed("petition-slip", office.petition(field="other")).whole_text
    assert "Lĩnh vực: khác." in slip
