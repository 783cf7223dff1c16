"""Bảng so sánh số liệu: a table for each part of the work that has something, and who is late."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.xlsx import render_xlsx
from danvan_desktop.store import Store
from tests.clocks import TODAY, StandingClock
from tests.copies import replace
from tests.reports.conftest import Office
from tests.sync.exchange import enrol

FORM = "unit-figures"
QUARTER = "2026-Q3"


@pytest.fixture
def commune(office: Office) -> Office:
    """A commune with two villages, of which the first received two petitions and had a book a quarter before."""
    office.save("unit", name="Thôn Tây", kind="village", code="DS-02", parent=office.store.unit.uid)
    for number, day in enumerate(("2025-06-03", "2025-08-03", "2026-07-03", "2026-08-03")):
        office.save("petition", number=f"0{number}", received_on=day, unit=office.village, content="Mương bị tắc")
    return replace(office, today=TODAY)


def test_units_stand_side_by_side_with_last_year_and_their_sum(commune: Office) -> None:
    text = commune.printed(FORM, period=QUARTER).whole_text
    assert "BẢNG SO SÁNH SỐ LIỆU" in text
    assert all(row in text for row in ("1 Thôn Đông 2 1", "2 Thôn Tây 0 –", "Tổng số 2 1"))


def test_parts_of_the_work_without_anything_are_left_out(commune: Office) -> None:
    text = commune.printed(FORM, period=QUARTER).whole_text
    assert "Đơn, kiến nghị, phản ánh" in text
    assert "Điểm nóng" not in text


def test_who_sent_nothing_is_told_as_that_and_by_how_many_days(commune: Office, tmp_path: Path) -> None:
    path = tmp_path / "thon.db"
    with Store.create(path, unit_name="Thôn Tây", unit_code="DS-02", level="village", clock=StandingClock()) as laptop:
        enrol(commune.store, laptop)
    text = replace(commune, today=dt.date(2026, 10, 9)).printed(FORM, period=QUARTER).whole_text
    assert "Thôn Tây: chưa gửi số liệu của kỳ, chậm 9 ngày." in text
    assert "2 Thôn Tây chưa báo cáo" in text


def test_a_village_that_is_no_more_has_what_became_of_it_and_no_nought_beside_its_last_year(commune: Office) -> None:
    commune.store.save(Draft("unit", {"valid_to": "2026-06-30"}, commune.village))
    for number in ("02", "03"):
        commune.store.delete(commune.store.find("petition", number=number)[0].uid)
    text = " ".join(commune.printed(FORM, period=QUARTER).whole_text.split())
    assert "1 Thôn Đông (đến 30/6/2026) đã giải thể 1 " in text


def test_an_office_without_units_below_or_without_anything_to_compare_prints_none(office: Office) -> None:
    with pytest.raises(ReportError, match="Kỳ này chưa có số liệu nào của các đơn vị"):
        office.printed(FORM, period=QUARTER)
    office.store.delete(office.village)
    with pytest.raises(ReportError, match="Chưa có thôn, xã nào ở dưới đơn vị này"):
        office.printed(FORM, period=QUARTER)


def test_excel_has_the_figures_as_numbers(commune: Office, tmp_path: Path) -> None:
    out = tmp_path / "figures.xlsx"
    render_xlsx(form_of(FORM).build(commune.context(period=QUARTER)), out)
    sheet = openpyxl.load_workbook(out).worksheets[0]
    assert 2 in [cell.value for row in sheet.iter_rows() for cell in row]


def test_sums_are_headed_by_their_unit_unless_their_title_names_it(commune: Office) -> None:
    work = commune.save("community_work", unit=commune.village, name="Đường ngõ 3", type="road", starts_on="2026-08-12")
    given = {"unit": commune.village, "donor": "Bùi Văn Duy", "given_on": "2026-08-25", "money": 500_000, "land": 18}
    commune.save("contribution", work=work, **given)
    text = " ".join(commune.printed(FORM, period=QUARTER).whole_text.split())
    assert "(đồng)" in text
    assert "Đất hiến (m²)" in text
