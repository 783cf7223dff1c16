"""Registers tell in words what records keep as codes."""

from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.xlsx import tables_of
from tests.reports.conftest import Office


def test_the_period_of_an_owed_report_is_told_in_words(office: Office) -> None:
    owed = {"report": "work_quarter", "from_unit": office.store.unit.uid, "to": "Thường trực Tỉnh ủy"}
    office.save("submission", **owed, period="2026-Q2", due_on="2026-07-10")
    office.save("submission", **owed, period="2026-H1", due_on="2026-07-15")
    (named,) = tables_of(form_of("submission-register").build(office.context(period="2026-Q3")))
    place = [column.title for column in named.table.columns].index("Kỳ")
    assert [row[place] for row in named.table.rows] == ["Quý II năm 2026", "6 tháng đầu năm 2026"]
