"""Papers of plans and of the duty to report, against what was recorded."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.sending import sent as sent_again
from danvan_desktop.localization import Translator
from danvan_desktop.reports.catalogue import form_of, forms_of_kind
from danvan_desktop.reports.document import Table, cell_of, plain
from danvan_desktop.reports.figures import ReportFigures
from danvan_desktop.reports.owed import DutyState, owed_in, standing_of
from danvan_desktop.reports.style import Style

if TYPE_CHECKING:
    from tests.reports.conftest import Office

OWED = {"report": "work_quarter", "period": "2026-Q3", "to": "Đảng ủy xã", "due_on": "2026-09-21"}


def plan(office: Office, **values: object) -> str:
    made = {"title": "Kế hoạch công tác năm", "issued_on": "2026-01-12", "number": "12-KH/ĐU"}
    return office.save("plan", **(made | values))


def task(office: Office, plan: str, title: str, due_on: str | None, **values: object) -> str:
    return office.save("task", plan=plan, title=title, due_on=due_on, **({"lead": "Văn phòng"} | values))


def rows(office: Office, form: str, uid: str = "", period: str = "") -> list[tuple[str, ...]]:
    """Give the cells of the first table of a paper."""
    document = form_of(form).build(office.context(uid, period))
    table = next(block for block in document.blocks if isinstance(block, Table))
    return [tuple(plain(cell_of(cell).content) for cell in row) for row in table.rows]


def test_the_table_of_tasks_says_how_each_stands(office: Office) -> None:
    made = plan(office)
    task(office, made, "Việc xong", "2026-07-31", done_on="2026-07-31")
    task(office, made, "Việc xong chậm", "2026-08-14", done_on="2026-08-17", late_reason="Bão")
    task(office, made, "Việc quá hạn", "2026-09-15")
    task(office, made, "Việc còn hạn", "2026-10-31")
    task(office, made, "Việc bỏ", "2026-08-31", state="dropped", late_reason="Trùng")
    text = office.printed("task-table", made).whole_text
    assert "Tổng số 05 nhiệm vụ" in text
    assert "đã xong 02, chưa xong 02 (quá hạn 01), không thực hiện 01" in text
    assert "15/9/2026" in text
    standing = [row[-1] for row in rows(office, "task-table", made)]
    assert standing == ["Xong", "Xong, chậm 3 ngày", "Không thực hiện", "Quá hạn 16 ngày", "Còn 32 ngày"]


def test_a_plan_reminds_of_what_is_late_or_due_within_a_month(office: Office) -> None:
    made = plan(office)
    task(office, made, "Việc quá hạn", "2026-09-15", lead="Công an xã")
    task(office, made, "Việc tháng sau", "2026-10-31")
    task(office, made, "Việc cuối năm", "2026-12-31", lead="Ban Chỉ huy Quân sự")
    task(office, made, "Việc xong", "2026-09-10", done_on="2026-09-10")
    text = office.printed("plan-reminder", made).whole_text
    assert "Kính gửi: - Công an xã; - Văn phòng" in text
    assert "Việc quá hạn" in text
    assert "Việc tháng sau" in text
    assert "Việc cuối năm" not in text
    assert "Việc xong" not in text


def test_a_task_is_reminded_of_alone(office: Office) -> None:
    text = office.printed("task-reminder", task(office, plan(office), "Kiểm tra", "2026-10-01")).whole_text
    assert "Kính gửi: Văn phòng" in text
    assert "Hạn hôm nay" in text
    assert "Kế hoạch công tác năm (số 12-KH/ĐU ngày 12/01/2026)" in text


@pytest.mark.parametrize(
    ("number", "style"), [("12-KH/ĐU", Style.PARTY), ("12/KH-UBND", Style.STATE), ("", Style.STATE)]
)
def test_who_issued_the_plan_reminds_of_it(office: Office, number: str, style: Style) -> None:
    made = plan(office, number=number)
    of_plan, of_task = office.store.get(made), office.store.get(task(office, made, "Kiểm tra", "2026-10-01"))
    for form in ("plan-reminder", "task-table"):
        assert form_of(form).styles(of_plan, office.store)[0] is style
    assert form_of("task-reminder").styles(of_task, office.store)[0] is style


@pytest.mark.parametrize(
    ("sent", "kept", "days"),
    [
        ({"sent_on": "2026-09-21"}, DutyState.IN_TIME, 0),
        ({"sent_on": "2026-09-25"}, DutyState.LATE, 4),
        ({}, DutyState.MISSING, 10),
        ({"due_on": "2026-09-30", "period": "2026-10"}, DutyState.MISSING, 1),
        ({"sent_on": "2026-09-20", "state": "returned", "returned_reason": "Thiếu phụ lục"}, DutyState.MISSING, 10),
    ],
)
def test_a_report_owed_came_in_time_or_late_or_not_at_all(
    office: Office, sent: dict[str, object], kept: DutyState, days: int
) -> None:
    office.save("submission", from_unit=office.village, **(OWED | sent))
    (found,) = owed_in(office.store, Period.parse("2026-Q3"), office.today)
    assert [(one.kept, one.days_late) for one in found.reports] == [(kept, days)]


def test_the_sheet_counts_by_unit_and_period_and_names_what_is_late(office: Office) -> None:
    office.save("submission", from_unit=office.village, **OWED)
    office.save("submission", from_unit=office.village, **(OWED | {"report": "reception", "sent_on": "2026-09-25"}))
    office.save("submission", **(OWED | {"sent_on": "2026-09-20"}))
    office.save("submission", **(OWED | {"due_on": "2026-10-02", "period": "2026-10"}))
    village, commune, sums = rows(office, "submission-sheet", period="2026-Q3")
    late = "Báo cáo công tác dân vận quý: chưa gửi, quá hạn 10 ngày", "Báo cáo tiếp công dân: đã gửi, chậm 4 ngày"
    assert village[1:8] == ("Thôn Đông", "Quý III năm 2026", "2", "", "1", "1", "")
    assert sorted(village[8].splitlines()) == sorted(late)
    assert commune[1:8] == ("Xã Đông Sơn", "Quý III năm 2026", "1", "1", "", "", "")
    assert sums[:6] == ("Cộng", "3", "1", "1", "1", "0")


def test_only_other_units_are_urged_and_only_for_what_is_late(office: Office) -> None:
    other = office.save("unit", name="Thôn Tây", kind="village", code="DS-02", parent=office.store.unit.uid)
    office.save("submission", **OWED)
    office.save("submission", from_unit=office.village, **OWED)
    office.save("submission", from_unit=other, **(OWED | {"sent_on": "2026-09-25"}))
    text = office.printed("submission-reminder", period="2026-Q3").whole_text
    assert "Kính gửi: Thôn Đông" in text
    assert "thôn Đông phải gửi báo cáo công tác dân vận quý" in " ".join(text.split())
    assert "Thôn Tây" not in text
    office.save("submission", from_unit=other, **(OWED | {"report": "reception"}))
    both = office.printed("submission-reminder", period="2026-Q3").whole_text
    assert "còn 02 báo cáo quá hạn chưa gửi (danh sách kèm theo)" in " ".join(both.split())
    assert "Thôn Tây" in both


def test_a_report_that_was_sent_back_is_late_until_it_came_anew_and_told_as_such(office: Office) -> None:
    """Sent in time on the 10th, sent back, sent again: figures, sheet, line and letter count the same days."""
    sent = {"from_unit": office.village, **OWED, "due_on": "2026-09-15", "sent_on": "2026-09-10"}
    uid = office.save("submission", **sent)
    assert _kept(office, uid) == ("Đã gửi đúng hạn", [1, 0, 0])
    office.store.save(Draft("submission", {"state": "returned", "returned_reason": "Thiếu phụ lục"}, uid))
    words, counts = _kept(office, uid)
    assert (words, counts) == ("Bị trả lại, chưa gửi lại, quá hạn 15 ngày", [0, 0, 1])
    letter = " ".join(office.printed("submission-letter", uid).whole_text.split())
    assert "đã gửi nhưng bị trả lại, tính đến" in letter
    assert "quá hạn 16 ngày chưa gửi lại." in letter
    again = sent_again(office.store.get(uid), office.store, dt.date(2026, 9, 25))
    office.store.save(again)
    assert _kept(office, uid) == ("Gửi lại sau khi bị trả lại, chậm 10 ngày", [0, 1, 0])


def _kept(office: Office, uid: str) -> tuple[str, list[int]]:
    """Return how a report stands at the end of the quarter, and the figures of those in time, late and missing."""
    store, day = office.store, dt.date(2026, 9, 30)
    figures = ReportFigures(store, store.unit.uid, "work-report", Period.parse("2026-Q3"), day)
    counts = [figures[f"submissions.{name}"].value.counted for name in ("in_time", "late", "missing")]
    return Translator("vi")(standing_of(store, store.get(uid), day).words), counts


def test_a_report_not_yet_late_can_be_asked_for_too(office: Office) -> None:
    uid = office.save("submission", from_unit=office.village, **(OWED | {"due_on": "2026-10-15"}))
    text = " ".join(office.printed("submission-letter", uid).whole_text.split())
    assert "V/v đôn đốc thực hiện chế độ báo cáo" in text
    assert "hạn ngày 15 tháng 10 năm 2026." in text
    assert "quá hạn" not in text


def test_plan_task_and_submission_offer_their_papers() -> None:
    offered = {kind: [form.code for form in forms_of_kind(kind)] for kind in ("plan", "task", "submission")}
    assert offered == {
        "plan": ["month-plan", "month-report", "year-plan", "task-table", "plan-reminder"],
        "task": ["task-reminder"],
        "submission": ["submission-letter"],
    }
    assert form_of("submission-reminder").document_type == "letter"


def test_the_report_on_the_work_annexes_what_other_units_owed(office: Office) -> None:
    office.save("submission", **OWED)
    report = form_of("work-report").build(office.context(period="2026-Q3"))
    assert [one.label for one in report.appendices] == ["Phụ lục I", "Phụ lục II"]
    office.save("submission", from_unit=office.village, **OWED)
    annex = form_of("work-report").build(office.context(period="2026-Q3")).appendices[-1]
    assert (annex.label, annex.title) == (
        "Phụ lục III",
        "Thực hiện chế độ báo cáo của các đơn vị quý III năm 2026",
    )
    table = annex.blocks[0]
    assert isinstance(table, Table)
    village, sums = ([plain(cell_of(cell).content) for cell in row] for row in table.rows)
    assert village[1:3] == ["Thôn Đông", "Quý III năm 2026"]
    assert sums[0] == "Cộng"


def test_a_plan_of_a_year_says_of_which_one_it_is(office: Office) -> None:
    made = plan(office, title="Kế hoạch công tác dân vận năm")
    task(office, made, "Tổ chức đối thoại", "2026-06-30")
    assert form_of("year-plan").build(office.context(made)).subject == "Công tác dân vận năm 2026"


def test_the_plan_of_a_year_lists_its_tasks_and_leaves_the_aims_to_the_officer(office: Office) -> None:
    made = plan(office, title="Kế hoạch công tác dân vận năm 2026", basis="Nghị quyết số 05-NQ/TU", lead="Văn phòng")
    task(office, made, "Tổ chức đối thoại", "2026-06-30", **{"with": "Các thôn"})
    task(office, made, "Việc bỏ", "2026-08-31", state="dropped", late_reason="Trùng")
    document = form_of("year-plan").build(replace(office.context(made), style=Style.PARTY))
    text = " ".join(office.draw(document).whole_text.split())
    assert document.header.number is not None
    assert document.header.number.number == 12
    assert "ngày 12 tháng 01 năm 2026" in text
    assert "KẾ HOẠCH Công tác dân vận năm 2026" in text
    assert "Thực hiện Nghị quyết số 05-NQ/TU, Đảng ủy" in text
    assert "1. Mục đích: ..." in text
    assert "1 Tổ chức đối thoại Văn phòng Các thôn 30/6/2026" in text
    assert "2 Việc bỏ Văn phòng 31/8/2026" in text
    month = plan(office, type="month", title="Tháng Dân vận")
    told = form_of("year-plan").nothing_to_say(office.context(month))
    assert told is not None
    assert "không phải kế hoạch công tác năm" in office.context(month).say(told)
