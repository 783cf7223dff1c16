"""What readers marked in the golden pages, each as a rule of its kind of paper."""

from __future__ import annotations

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.style import Style
from tests.copies import replace
from tests.reports.conftest import Office
from tests.reports.test_contest_papers import contest, marked, parts
from tests.reports.test_reception_sheets import session, visit


def _text(office: Office, form: str, uid: str = "", period: str = "", style: Style | None = None) -> str:
    if style is None:
        return " ".join(office.printed(form, uid, period).whole_text.split())
    context = replace(office.context(uid, period), style=style)
    return " ".join(office.draw(form_of(form).build(context)).whole_text.split())


def test_the_table_of_totals_says_that_a_deduction_counts_whole_and_whose_it_is(office: Office) -> None:
    text = _text(office, "contest-ranking", marked(office))
    assert "Điểm trừ tính đủ, không lấy trung bình: Thôn Đông trừ 0,5 điểm phần “Chào hỏi” (Lê Văn Cường)." in text


def test_a_contest_in_which_nothing_was_deducted_speaks_of_no_deduction(office: Office) -> None:
    one, (hello, knowledge) = contest(office), parts(office)
    team = office.save("contest_entry", contest=one, team="Thôn Đông", draw=1)
    for part in (hello, knowledge):
        office.save("mark", subject=team, criterion=part, scorer="Lê Văn Cường", points=15)
    text = _text(office, "contest-ranking", one)
    assert "tổng điểm là tổng các phần." in text
    assert "Giám khảo ký xác nhận:" in text
    assert "Các giám khảo" not in text


@pytest.mark.parametrize(
    ("due", "told"),
    [("2026-09-30", "chậm nhất ngày …… tháng …… năm ………"), ("2026-10-20", "chậm nhất ngày 20 tháng 10 năm 2026")],
)
def test_a_slip_of_transfer_sets_no_day_that_had_come(office: Office, due: str, told: str) -> None:
    given = {"assigned_to": "Phòng Kinh tế", "assigned_on": "2026-08-13", "due_on": due}
    assert told in _text(office, "petition-transfer", office.petition(**given))


@pytest.mark.parametrize("style", [Style.STATE, Style.PARTY])
def test_a_notice_of_a_conclusion_is_of_the_day_that_its_dialogue_has_for_it(office: Office, style: Style) -> None:
    noticed = {"conclusion": "Niêm yết trước ngày 20/9/2026.", "conclusion_notice_date": "2026-09-08"}
    uid = office.dialogue(side="both", state="held", **noticed)
    assert "Đông Sơn, ngày 08 tháng 9 năm 2026" in _text(office, "dialogue-conclusion", uid, style=style)


def test_who_was_refused_is_not_among_those_received(office: Office) -> None:
    day = session(office, "2026-08-13", notice_date="2026-08-14")
    visit(office, day, citizen_name="Phạm Thị Hoa", content="Mốc giới bị xê dịch", handling="taken", result="Giao Tổ 1")
    refused = {"handling": "refused", "refusal_ground": "law3"}
    visit(office, day, citizen_name="Vũ Đình Khôi", content="Xem lại việc đã giải quyết", **refused)
    text = _text(office, "reception-conclusion", day)
    assert "tiếp 01 lượt, 01 người; từ chối tiếp 01 lượt." in text
    assert "Đông Sơn, ngày 14 tháng 8 năm 2026" in text
    assert "Giao Tổ 1" in text


def _owed(office: Office, report: str, unit: str, due: str = "2026-09-21") -> str:
    made = {"report": report, "from_unit": unit, "period": "2026-Q3", "to": "Đảng ủy xã", "due_on": due}
    return office.save("submission", **made)


def test_the_register_of_reports_says_of_what_is_late_that_it_is_overdue(office: Office) -> None:
    _owed(office, "work_quarter", office.village)
    assert "Quá hạn" in _text(office, "submission-register", period="2026-Q3")
    _owed(office, "situation_quarter", office.village, due="2026-12-21")
    assert "Phải nộp" in _text(office, "submission-register", period="2026-Q4")


def test_a_letter_on_two_reports_of_one_unit_asks_that_unit(office: Office) -> None:
    for report in ("work_quarter", "situation_quarter"):
        _owed(office, report, office.village)
    assert "đề nghị đơn vị khẩn trương" in _text(office, "submission-reminder", period="2026-Q3")
    west = office.save("unit", name="Thôn Tây", kind="village", code="DS-02", parent=office.store.unit.uid)
    _owed(office, "work_quarter", west)
    assert "đề nghị các đơn vị khẩn trương" in _text(office, "submission-reminder", period="2026-Q3")


def test_a_letter_on_one_petition_asks_whoever_has_it(office: Office) -> None:
    given = {"assigned_to": "Phòng Kinh tế", "assigned_on": "2026-08-13", "due_on": "2026-08-31"}
    office.petition("012/2026", **given)
    one = _text(office, "petition-reminder", period="2026-Q3")
    assert "đề nghị cơ quan, đơn vị, cá nhân được giao khẩn trương" in one
    assert "nếu chưa giải quyết được" in one
    office.petition("013/2026", **{**given, "assigned_to": "Công an xã"})
    assert "đề nghị các cơ quan, đơn vị, cá nhân được giao" in _text(office, "petition-reminder", period="2026-Q3")


def test_a_slip_reminds_of_one_task_as_of_one_and_says_who_gets_it(office: Office) -> None:
    made = {"title": "Kế hoạch năm 2026", "type": "yearly", "issued_on": "2026-01-12"}
    plan = office.save("plan", unit=office.store.unit.uid, **made)
    late = office.save("task", plan=plan, title="Kiểm tra", lead="Văn phòng", due_on="2026-09-15")
    slip = _text(office, "task-reminder", late)
    assert "nhắc nhiệm vụ sau đây chưa hoàn thành:" in slip
    assert "Đề nghị hoàn thành ngay, nêu rõ lý do chậm; báo cáo kết quả" in slip
    assert "Nơi nhận:" in slip
    assert "- Như trên;" in slip
    office.save("task", plan=plan, title="Tập huấn", lead="Văn phòng", due_on="2026-10-15")
    both = _text(office, "plan-reminder", plan)
    assert "nhắc các nhiệm vụ sau đây" in both
    assert "Đề nghị thực hiện đúng hạn; nhiệm vụ đã quá hạn thì hoàn thành ngay" in both


def _plan(office: Office, **values: object) -> str:
    made = {"title": "Kế hoạch năm 2026", "type": "yearly", "issued_on": "2026-01-12"}
    plan = office.save("plan", unit=office.store.unit.uid, **made, **values)
    office.save("task", plan=plan, title="Đăng ký mô hình", lead="Ban Xây dựng Đảng", due_on="2026-03-31")
    office.save("task", plan=plan, title="Niêm yết", lead="Thôn Đông", due_on="2026-04-30")
    office.save("task", plan=plan, title="Cổ động", lead="Phòng Văn hóa - Xã hội", due_on="2026-05-29")
    dropped = {"state": "dropped", "late_reason": "Gộp vào hội nghị tháng 10"}
    office.save("task", plan=plan, title="Tập huấn", lead="Phòng Văn hóa - Xã hội", due_on="2026-08-31", **dropped)
    return plan


def test_a_committee_of_the_people_asks_the_party_and_tells_whoever_has_work(office: Office) -> None:
    plan = _plan(office, lead="Ban Xây dựng Đảng")
    state, party = (_text(office, "year-plan", plan, style=style) for style in (Style.STATE, Style.PARTY))
    assert "Đề nghị Ban Xây dựng Đảng" in state
    assert "3. Đề nghị Ban Xây dựng Đảng phối hợp theo dõi" in state
    assert "3. Ban Xây dựng Đảng theo dõi" in party
    assert "Đề nghị Ban" not in party
    for text in (state, party):
        assert "- Ban Xây dựng Đảng; - Phòng Văn hóa - Xã hội; - Các thôn;" in text
    assert "thông báo các nhiệm vụ sau đây" in _text(office, "plan-reminder", plan, style=Style.STATE)
    assert "nhắc các nhiệm vụ sau đây" in _text(office, "plan-reminder", plan, style=Style.PARTY)


def test_a_plan_has_the_task_that_was_dropped_after_it_was_sent(office: Office) -> None:
    assert "Tập huấn" in _text(office, "year-plan", _plan(office))


def test_a_case_is_called_a_hot_spot_where_a_file_of_one_was_opened(office: Office) -> None:
    told = {"unit": office.village, "noted_on": "2026-09-02", "category": "concerns", "severity": "complicated"}
    told |= {"urgent": True, "content": "Các hộ phản đối việc đo đạc đất", "proposal": "Đề nghị tỉnh trả lời"}
    alone = office.save("situation_entry", **told)
    assert "xảy ra vụ việc phức tạp về vấn đề" in _text(office, "situation-urgent", alone)
    made = {"number": "01/2026", "received_on": "2026-09-02", "unit": office.village, "nature": "hot_spot"}
    case = office.save("case", **made, title="Đo đạc đất khu đồng Mả Lạng")
    with_file = office.save("situation_entry", **{**told, "content": "Các hộ không cho đo đất"}, case=case)
    assert "xảy ra vụ việc phức tạp, điểm nóng về vấn đề" in _text(office, "situation-urgent", with_file)


@pytest.mark.parametrize(("people", "warns"), [(30, True), (110, False)])
def test_as_many_people_as_the_text_has_households_is_asked_about(office: Office, people: int, warns: bool) -> None:
    told = {"unit": office.village, "noted_on": "2026-09-02", "category": "concerns", "severity": "normal"}
    draft = Draft("situation_entry", {**told, "content": "30 hộ phản đối việc đo đạc đất", "people_count": people})
    warnings = {problem.field for problem in office.store.save(draft).warnings}
    assert ("people_count" in warnings) is warns
