from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from danvan_desktop.reports.errors import ReportError
from tests.reports.reading import LONG, Rendered

if TYPE_CHECKING:
    from tests.reports.conftest import Office

FORM = "petition-register"


def rows(rendered: Rendered) -> list[list[Any]]:
    """The rows below the header of every page, with line ends as spaces; the squares of a QR code are no table."""
    found = []
    for page in rendered.pages:
        lines = page.filter(lambda part: not part.get("fill") or part["object_type"] == "char")
        for table in lines.extract_tables():
            found += [[" ".join((cell or "").split()) for cell in row] for row in table[3:]]
    return found


def test_the_register_lies_across_and_names_its_period(office: Office) -> None:
    register = office.printed(FORM, period="2026-Q3")
    page = register.pages[0]
    assert page.width > page.height
    assert "SỔ THEO DÕI KIẾN NGHỊ, PHẢN ÁNH CỦA NHÂN DÂN" in register.text()
    assert "Quý III năm 2026 (từ ngày 01/7/2026 đến ngày 30/9/2026)" in register.text()
    assert "Đông Sơn, ngày 01 tháng 10 năm 2026" in register.text()
    assert "TM. ỦY BAN NHÂN DÂN" in register.text()


def test_a_period_without_petitions_says_so(office: Office) -> None:
    register = office.printed(FORM, period="2026-Q3")
    assert register.whole_text.lower().count("không phát sinh") == 1
    assert rows(register) == [["Không phát sinh đơn, kiến nghị, phản ánh", *[""] * 6]]


def test_a_petition_fills_its_row(office: Office) -> None:
    office.petition(
        "012/2026",
        citizen_name="Hoàng Thị Mai",
        citizen_address="ngõ 3",
        group_size=5,
        field="environment",
        request="Nạo vét",
        assigned_to="Địa chính",
        due_on="2026-08-20",
        replied_on="2026-08-25",
        reply_number="31/UBND",
        reply="Đã nạo vét.",
        result="solved",
        people_told_on="2026-08-27",
        told_how="posting",
        state="people_told",
    )
    (row,) = rows(office.printed(FORM, period="2026-Q3"))
    assert row == [
        "012/2026 12/8/2026",
        "Hoàng Thị Mai ngõ 3 (cùng 4 người khác)",
        "Mương tiêu ngõ 3 bị tắc (Kiến nghị; môi trường) Yêu cầu: Nạo vét",
        "Cấp xã Địa chính Hạn: 20/8/2026",
        "25/8/2026, số 31/UBND Đã giải quyết: Đã nạo vét.",
        "27/8/2026 Niêm yết",
        "Chậm 5",
    ]


def test_days_over_the_term_are_counted_to_the_day_of_printing(office: Office) -> None:
    office.petition("001/2026", due_on="2026-09-29")
    office.petition("002/2026", due_on="2026-10-01")
    register = office.printed(FORM, period="2026-Q3")
    assert [(row[0].split()[0], row[6]) for row in rows(register)] == [("001/2026", "2"), ("002/2026", "")]
    text = register.whole_text
    late = "Đến ngày 30/9/2026 quá hạn chưa trả lời 01 đơn, kiến nghị."
    assert f"Trong kỳ tiếp nhận 02 đơn, kiến nghị, phản ánh. {late}" in text
    assert " 0 đơn" not in text
    assert "cột “Quá hạn” tính đến ngày 01/10/2026." in text


def test_only_petitions_of_the_period_are_listed_in_the_order_of_receipt(office: Office) -> None:
    for number, day in (("3", "2026-09-30"), ("1", "2026-07-01"), ("2", "2026-07-01"), ("0", "2026-06-30")):
        office.petition(number, received_on=day)
    assert [row[0].split()[0] for row in rows(office.printed(FORM, period="2026-Q3"))] == ["1", "2", "3"]


def test_the_register_of_a_year_runs_over_pages_without_losing_a_petition(office: Office) -> None:
    for number in range(1, 61):
        office.petition(f"{number:03d}/2026", content=LONG * (1 + number % 3))
    register = office.printed(FORM, period="2026")
    assert len(register.pages) > 5
    numbers = [row[0].split()[0] for row in rows(register) if row[0]]
    assert numbers == [f"{number:03d}/2026" for number in range(1, 61)]
    assert register.whole_text.count("TM. ỦY BAN NHÂN DÂN") == 1


def test_a_register_needs_a_period(office: Office) -> None:
    with pytest.raises(ReportError, match="chọn kỳ báo cáo"):
        office.printed(FORM)


def test_numbers_of_one_day_stand_by_their_value(office: Office) -> None:
    for number in ("10/2026", "9/2026", "011/2026", "100/2026"):
        office.petition(number)
    text = office.printed("petition-register", period="2026-Q3").whole_text
    places = [text.index(number) for number in ("9/2026", "10/2026", "011/2026", "100/2026")]
    assert places == sorted(places)
