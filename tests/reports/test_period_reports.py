"""Reports of a period, with text, annexes and proof; and the report of one urgent case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.figures import ReportFigures
from tests.rights import unguarded

pytestmark = pytest.mark.usefixtures("earlier_petitions")

if TYPE_CHECKING:
    from tests.reports.conftest import Office

WORK, SITUATION, URGENT = "work-report", "situation-report", "situation-urgent"


def test_an_empty_quarter_is_reported_in_the_official_words(office: Office) -> None:
    text = office.printed(WORK, period="2026-Q3").whole_text
    assert "BÁO CÁO Kết quả công tác dân vận quý III năm 2026; phương hướng, nhiệm vụ quý IV năm 2026" in text
    for part in (
        "Ủy ban nhân dân xã Đông Sơn báo cáo kết quả công tác dân vận quý III năm 2026; phương hướng, nhiệm vụ quý IV"
        " năm 2026 như sau: I. Tình hình Nhân dân",
        "2. Tình hình tôn giáo Không phát sinh. 3. Tình hình dân tộc Không phát sinh.",
        "Trong kỳ không tiếp nhận đơn, kiến nghị, phản ánh.",
        "Trên đây là Báo cáo kết quả công tác dân vận quý III năm 2026; phương hướng, nhiệm vụ quý IV năm 2026 của Ủy"
        " ban nhân dân xã Đông Sơn (có các Phụ lục kèm theo)./.",
    ):
        assert part in text


def test_what_no_record_tells_waits_for_the_officer_s_hand(office: Office) -> None:
    text = office.printed(WORK, period="2026-Q3").whole_text
    for title in (
        "1. Tư tưởng, đời sống các tầng lớp Nhân dân",
        "1. Công tác lãnh đạo, chỉ đạo của cấp ủy",
        "3. Hoạt động của Mặt trận Tổ quốc và các đoàn thể",
        "V. Đề xuất, kiến nghị",
    ):
        assert title in text
        assert not text.partition(title)[2].lstrip().startswith("Không phát sinh")


def test_basic_numbers_that_nobody_wrote_down_are_no_noughts(office: Office) -> None:
    text = " ".join(office.printed(WORK, period="2026-Q3").whole_text.split())
    assert "Số nhân khẩu" not in text
    assert "Biểu không nêu số liệu cơ bản chưa có thống kê của năm nào." in text
    office.save("unit_profile", unit=office.store.unit.uid, year=2026, households=1200, population=5000, poor=0)
    text = " ".join(office.printed(WORK, period="2026-Q3").whole_text.split())
    assert "Số nhân khẩu người 5.000" in text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Trên đây là báo cáo của xã, kính trình.", "báo cáo của xã, kính trình (có các Phụ lục kèm theo)./."),
        ("Trên đây là báo cáo của xã, kèm phụ lục số liệu.", "báo cáo của xã, kèm phụ lục số liệu./."),
    ],
)
def test_an_officer_s_own_last_sentence_is_not_said_again(office: Office, typed: str, told: str) -> None:
    place = {"unit": office.store.unit.uid, "form": WORK, "period": "2026-Q3"}
    office.save("report_text", **place, section="proposals", text=f"Không.\n{typed}")
    text = office.printed(WORK, period="2026-Q3").whole_text
    assert f"Không. Trên đây là {told}" in text
    assert text.count("Trên đây là") == 1


def test_chapters_come_in_the_order_of_such_reports(office: Office) -> None:
    text = office.printed(WORK, period="2026-Q3").whole_text
    titles = (
        "I. Tình hình Nhân dân",
        "II. Kết quả công tác dân vận",
        "III. Đánh giá chung",
        "IV. Phương hướng, nhiệm vụ kỳ tới",
        "V. Đề xuất, kiến nghị",
        "SỐ LIỆU QUÝ III NĂM 2026",
        "KẾT QUẢ THEO THÔN, ĐƠN VỊ QUÝ III NĂM 2026",
    )
    places = [text.find(title) for title in titles]
    assert -1 not in places
    assert places == sorted(places)


def test_figures_stand_in_text_and_annexes_and_by_village(office: Office) -> None:
    office.petition("001/2026", field="land")
    office.petition("002/2026", field="land", received_on="2026-04-02")
    office.meeting()
    report = office.printed(WORK, period="2026-Q3")
    assert (
        "Trong kỳ tiếp nhận 01 đơn, kiến nghị, phản ánh, bằng số của quý II năm 2026, cụ thể là kiến nghị."
        in report.whole_text
    )
    assert "Kỳ trước chuyển sang 01 đơn, kiến nghị." in report.whole_text
    assert "Đơn, kiến nghị, phản ánh theo lĩnh vực" in report.whole_text
    assert "1 Thôn Đông 1 95 0 0 1 0 0 0 0 0" in report.whole_text
    assert "Tổng cộng 1 95 0 0 1 0 0 0 0 0" in report.whole_text


def test_what_the_officer_wrote_is_printed_with_value_and_reason(office: Office) -> None:
    place = {"unit": office.store.unit.uid, "form": WORK, "period": "2026-Q3"}
    office.save(
        "report_text", **place, section="proposals", text="Đề nghị tỉnh hỗ trợ kinh phí.\n- Việc một\n- Việc hai"
    )
    office.save("report_text", **place, figure="meetings.held", value=4, remark="Thôn Tây chưa có máy")
    text = office.printed(WORK, period="2026-Q3").whole_text
    assert "V. Đề xuất, kiến nghị Đề nghị tỉnh hỗ trợ kinh phí. - Việc một - Việc hai Trên đây là Báo cáo" in text
    assert "đã tổ chức 04 (*) cuộc họp" in text
    note = "(*) Cuộc họp thôn, tổ dân phố: số do đơn vị báo cáo; số tổng hợp từ sổ là 0. Thôn Tây chưa có máy."
    assert note in text


@pytest.mark.parametrize("form", [WORK, SITUATION])
def test_reports_carry_their_proof_in_print_and_in_the_file(office: Office, form: str) -> None:
    document = form_of(form).build(office.context(period="2026-Q3"))
    assert document.proof is not None
    assert document.info.keywords == document.proof.details
    # Where its letters are wide, the code goes on in a second line.
    assert document.proof.code in "".join(office.draw(document).whole_text.split())


def test_the_situation_report_tells_of_hot_spots(office: Office) -> None:
    entry = {"unit": office.village, "noted_on": "2026-08-20", "category": "security", "content": "Tụ tập đông người"}
    office.save("situation_entry", **entry, severity="complicated", urgent=True, proposal="Sớm phê duyệt")
    text = office.printed(SITUATION, period="2026-Q3").whole_text
    assert "Qua nắm tình hình có 01 vụ việc phức tạp:" in text
    assert "- Thôn Đông: Tụ tập đông người." in text
    assert "Đã báo cáo đột xuất 01 vụ việc." in text
    assert "III. Điểm nóng, vụ việc phức tạp và việc giải quyết Có 01 vụ việc phức tạp qua nắm tình hình" in text


def test_news_of_another_kind_are_told_too(office: Office) -> None:
    office.save(
        "situation_entry", unit=office.village, noted_on="2026-08-20", category="other", content="Đón đoàn khách"
    )
    for form in (WORK, SITUATION):
        assert "- Thôn Đông: Đón đoàn khách." in office.printed(form, period="2026-Q3").whole_text


def test_models_that_are_kept_up_are_not_told_as_new(office: Office) -> None:
    for name, registration in (("Đường hoa", "new"), ("Tổ tự quản", "kept"), ("Nhà sạch", "kept")):
        office.model(name=name, registration=registration, registered_on="2026-08-03")
    text = office.printed(WORK, period="2026-Q3").whole_text
    assert "03 mô hình, điển hình đăng ký." in text
    assert "Trong số mô hình của năm có 01 đăng ký mới, 02 duy trì, nhân rộng." in text
    assert "03 mô hình, điển hình đăng ký mới" not in text


def test_the_annex_says_by_what_models_are_split(office: Office) -> None:
    office.model(registered_on="2026-08-03", registration="new", form="collective", theme="environment")
    office.petition("001/2026", nature="reflection", received_on="2026-08-03")
    text = office.printed(WORK, period="2026-Q3").whole_text
    rows = (
        "- Hình thức đăng ký: đăng ký",
        "- Loại: tập thể",
        "- Chủ đề: bảo vệ môi trường",
        "- Tính chất: phản ánh việc 1",
    )
    for row in rows:
        assert row in text


def test_the_annex_leaves_out_the_parts_of_nothing(office: Office) -> None:
    office.petition("001/2026", nature="reflection", received_on="2026-08-03")
    text = office.printed(WORK, period="2026-Q3").whole_text
    assert "- Khiếu nại việc" not in text
    assert "Khiếu nại, tố cáo, tranh chấp" in text, "a whole says that it is nought"
    assert "Biểu không nêu chỉ tiêu chi tiết không phát sinh trong kỳ." in text


def test_letters_are_told_by_their_nature(office: Office) -> None:
    for number, nature in enumerate(("petition", "complaint", "denunciation", "petition"), 1):
        office.petition(f"{number:03d}/2026", nature=nature, due_on="2026-08-20")
    text = office.printed(WORK, period="2026-Q3").whole_text
    parts = "kiến nghị 02; khiếu nại 01; tố cáo 01"
    assert f"Trong kỳ tiếp nhận 04 đơn, kiến nghị, phản ánh, gồm: {parts}. Theo thẩm quyền: " in text
    assert f"Có 04 đơn, kiến nghị quá hạn chưa được trả lời, gồm: {parts}." in text


def test_the_register_counts_what_was_answered_and_late_as_the_report_does(office: Office) -> None:
    solved = {"replied_on": "2026-08-20", "result": "solved"}
    office.petition("001/2026", received_on="2026-05-12", due_on="2026-06-01", **solved)
    office.petition("002/2026", received_on="2026-05-13", due_on="2026-06-01")
    office.petition("003/2026", **solved)
    report = office.printed(WORK, period="2026-Q3").whole_text
    register = office.printed("petition-register", period="2026-Q3").whole_text
    assert "Trong kỳ đã trả lời 02 đơn, kiến nghị (có 01 của kỳ trước chuyển sang)" in report
    assert "Có 01 kiến nghị quá hạn chưa được trả lời (có 01 của kỳ trước)" in report
    assert "Trong kỳ tiếp nhận 01 đơn, kiến nghị, phản ánh. Đã trả lời 02 đơn, kiến nghị." in register
    assert "Đến ngày 30/9/2026 quá hạn chưa trả lời 01 đơn, kiến nghị." in register
    assert "Đã trả lời nhưng chậm thông báo cho người dân 02 đơn, kiến nghị." in register


def test_an_urgent_case_has_a_report_of_its_own(office: Office) -> None:
    petition = office.petition("012/2026")
    entry = office.save(
        "situation_entry",
        unit=office.village,
        noted_on="2026-08-20",
        content="Tụ tập 30 người tại công trường",
        severity="complicated",
        urgent=True,
        people_count=30,
        category="concerns",
        group="elderly",
        proposal="Đề nghị tỉnh sớm phê duyệt phương án.",
        petition=petition,
    )
    text = office.printed(URGENT, entry).whole_text
    assert "BÁO CÁO ĐỘT XUẤT Tình hình Nhân dân tại thôn Đông" in text
    assert (
        "Ngày 20 tháng 8 năm 2026, tại thôn Đông xảy ra vụ việc phức tạp"
        " về vấn đề Nhân dân quan tâm, bức xúc, khoảng 30 người liên quan, chủ yếu là người cao tuổi." in text
    )
    assert "Liên quan kiến nghị số 012/2026: Mương tiêu ngõ 3 bị tắc." in text
    assert "Không phát sinh" not in text
    assert "Đề nghị tỉnh sớm phê duyệt phương án." in text
    assert "Trên đây là Báo cáo đột xuất tình hình Nhân dân tại thôn Đông của Ủy ban nhân dân xã Đông Sơn./." in text


def test_a_period_that_goes_on_is_held_against_as_many_days_and_says_so(office: Office) -> None:
    office.petition("001/2026", received_on="2026-10-01")
    office.petition("002/2026", received_on="2026-07-01")
    office.petition("003/2026", received_on="2026-09-30")
    office.petition("004/2025", received_on="2025-10-01")
    office.petition("005/2025", received_on="2025-12-01")
    figures = ReportFigures(office.store, office.store.unit.uid, "work-report", Period.parse("2026-Q4"), office.today)
    received = figures["petitions.received"]
    assert (received.value.shown, received.previous, received.year_ago) == (1, 1, 1)
    told = "tính đến ngày 01/10/2026, khi quý IV năm 2026 chưa kết thúc; số liệu so sánh của kỳ trước tính đến ngày"
    printed = office.printed("work-report", period="2026-Q4").whole_text
    assert printed.count(f"{told} 01/7/2026, của cùng kỳ năm trước tính đến ngày 01/10/2025") == 2
    assert "2026 chưa kết thúc" not in office.printed("work-report", period="2026-Q3").whole_text


@pytest.mark.parametrize(
    ("block", "title"),
    [
        (None, "6. Công tác tham mưu của Ban Xây dựng Đảng; hoạt động của tổ dân vận"),
        ("yes", "6. Hoạt động của khối dân vận, tổ dân vận"),
        ("no", "6. Công tác tham mưu của Ban Xây dựng Đảng; hoạt động của tổ dân vận"),
    ],
)
def test_a_commune_without_a_block_is_not_asked_for_its_work(office: Office, block: str | None, title: str) -> None:
    unit = office.store.unit.uid
    office.store.save(Draft("unit", {"mobilisation_block": block}, unit))
    assert title in office.printed(WORK, period="2026-Q3").whole_text.replace("\n", " ")


def test_a_petition_of_another_commune_is_none_to_tell_of(office: Office) -> None:
    other = office.save("unit", name="Xã Tây Sơn", kind="commune", code="TS")
    petition = office.petition("013/2026", content="Chợ xã bên bẩn.")
    entry = office.save(
        "situation_entry",
        unit=office.village,
        noted_on="2026-08-02",
        category="other",
        severity="complicated",
        content="Người dân tụ tập.",
        urgent=True,
        proposal="Đề nghị kiểm tra.",
        petition=petition,
    )
    gathering = office.meeting()
    office.save("opinion", gathering=gathering, content="Chợ bẩn", petition=petition)
    assert "Chợ xã bên bẩn" in office.printed(URGENT, entry).whole_text
    assert "013/2026" in office.printed("meeting-minutes", gathering).whole_text
    with unguarded():
        office.store.save(Draft("petition", {"unit": other}, petition))
    assert office.store.get(petition).text("unit") == other
    assert "013/2026" not in office.printed(URGENT, entry).whole_text
    assert "013/2026" not in office.printed("meeting-minutes", gathering).whole_text


def test_after_nine_months_the_rest_of_the_year_is_planned_for(office: Office) -> None:
    text = " ".join(office.printed(WORK, period="2026-9M").whole_text.split())
    assert "9 tháng đầu năm 2026; phương hướng, nhiệm vụ quý IV năm 2026" in text
    assert "năm 2027" not in text


def test_nothing_is_held_against_a_period_of_which_nothing_is_on_the_books(office: Office) -> None:
    office.petition("001/2026", received_on="2026-08-03")
    text = office.printed(WORK, period="2026").whole_text
    assert "năm 2025" not in text.replace("Chưa có số liệu của năm 2025 nên không so sánh.", "")
    assert "Năm 2025" not in text


def test_a_book_begun_later_than_others_is_held_against_nothing(office: Office) -> None:
    office.petition("001/2025", received_on="2025-01-10")
    office.save("situation_entry", unit=office.village, noted_on="2026-08-20", category="other", content="Đón khách")
    text = office.printed(WORK, period="2026").whole_text
    assert "Tin tình hình Nhân dân ghi nhận tin 1 –" in text
    assert "việc 0 1 " in text, "the petition of the year before"
    assert "theo cấp thẩm quyền Phụ lục" not in text, "no chart of nothing"
    assert "Dấu “–”: kỳ đó chưa thống kê nội dung này, hoặc thống kê từ giữa kỳ, nên không so sánh." in text


def test_the_annex_names_the_communities_that_the_commune_has(office: Office) -> None:
    office.petition("001/2026", received_on="2026-08-03")
    text = office.printed(WORK, period="2026").whole_text
    assert "Cuộc họp thôn cuộc họp" in text
    assert "tổ dân phố" not in text


def test_only_papers_that_lead_the_work_are_told_as_such(office: Office) -> None:
    petition = office.petition("001/2026", received_on="2026-08-03")
    place = {"unit": office.store.unit.uid, "date": "2026-08-10", "issuer": "government"}
    for number, kind in enumerate(("plan", "letter", "decision", "notice", "minutes"), 1):
        office.save("document_number", **place, type=kind, number=number, symbol="UBND", subject="về công tác dân vận")
    for number, kind in enumerate(("letter", "decision", "guidance"), 11):
        office.save(
            "document_number", **place, type=kind, number=number, symbol="X", subject="trả lời", record=petition
        )
    office.save(
        "document_number", **{**place, "issuer": "community"}, type="resolution", number=1, symbol="NQ", subject="thôn"
    )
    text = " ".join(office.printed(WORK, period="2026-Q3").whole_text.split())
    told = "đã ban hành 03 văn bản lãnh đạo, chỉ đạo, triển khai công tác dân vận, gồm: "
    assert f"{told}công văn 01; kế hoạch 01; quyết định 01." in text


def test_parts_come_to_what_was_counted_though_some_are_of_no_part(office: Office) -> None:
    done = {"unit": office.store.unit.uid, "type": "propaganda", "held_on": "2026-08-10", "state": "done", "people": 9}
    for channel in ("meeting", "meeting", "home", None):
        office.save("activity", topic="Luật", organiser="front", channel=channel, **done)
    text = " ".join(office.printed(WORK, period="2026-Q3").whole_text.split())
    assert "Theo hình thức: hội nghị, họp 02; đến từng hộ 01; không ghi rõ 01." in text
