"""Registers tell in words what records keep as codes."""

from tests.reports.conftest import Office


def test_the_period_of_an_owed_report_is_told_in_words(office: Office) -> None:
    owed = {"report": "work_quarter", "from_unit": office.store.unit.uid, "to": "Thường trực Tỉnh ủy"}
    office.save("submission", **owed, period="2026-Q3", due_on="2026-09-25")
    office.save("submission", **owed, period="2026-H1", due_on="2026-07-05")
    printed = " ".join(office.printed("submission-register", period="2026-Q3").whole_text.split())
    assert "Quý III năm 2026" in printed
    assert "6 tháng đầu năm 2026" in printed
    assert "2026-Q3" not in printed
    assert "2026-H1" not in printed
