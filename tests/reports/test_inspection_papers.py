"""Papers of an inspection: the plan that says what will be looked at, and who goes."""

from __future__ import annotations

from tests.reports.conftest import Office

FORM = "inspection-plan"
MADE = {"type": "state", "subject": "Kiểm tra việc tiếp công dân", "target": "Thôn Đông"}


def printed(office: Office, **values: object) -> str:
    return office.printed(FORM, uid=office.save("inspection", **MADE, **values)).whole_text


def test_the_plan_tells_what_is_inspected_where_when_and_by_whom(office: Office) -> None:
    team = "Nguyễn Văn An\nLê Thị Na"
    text = printed(office, started_on="2026-08-12", ended_on="2026-08-14", team=team)
    assert "Kiểm tra việc tiếp công dân đối với thôn Đông" in text
    assert "1. Nội dung: kiểm tra việc tiếp công dân." in text
    assert "từ ngày 12 tháng 8 năm 2026 đến ngày 14 tháng 8 năm 2026" in text
    assert "- Nguyễn Văn An, Trưởng đoàn; - Lê Thị Na." in text


def test_a_plan_without_a_day_or_a_team_leaves_room_for_them(office: Office) -> None:
    text = printed(office, state="planned")
    assert "Trưởng đoàn: ...." in text
    assert "3. Thời gian: ." not in text


def test_the_plan_has_the_number_that_the_inspection_names_for_it(office: Office) -> None:
    assert "Số: 12/KH-UBND" in printed(office, started_on="2026-08-12", decision_number="12/KH-UBND")
    assert "Số: 12/" not in printed(office, started_on="2026-08-13", decision_number="12/QĐ-UBND")
