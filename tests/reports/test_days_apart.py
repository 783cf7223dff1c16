"""In Excel a day has a column of its own where paper writes it below a number."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from danvan_desktop.reports.days_apart import with_days_apart
from danvan_desktop.reports.document import Cell, Column, ColumnGroup, Document, Header, Table, cell_of, plain
from danvan_desktop.reports.xlsx import render_xlsx
from tests.reports.reading import INFO


def _texts(table: Table) -> list[list[str]]:
    return [[plain(cell_of(item).content) for item in row] for row in table.rows]


_DONE_OR_NOT = [["Đã làm", "1/9/2026"], ["Chưa làm", ""], ["Quá hạn 2 ngày", ""]]
"""A column whose title names the day has one of days, however few cells hold one."""


@pytest.mark.parametrize(
    ("title", "cells", "titles", "parted"),
    [
        (
            "Số, ngày tiếp nhận",
            ["7/2026\n01/10/2026", ""],
            ["Số", "Ngày tiếp nhận"],
            [["7/2026", "01/10/2026"], ["", ""]],
        ),
        ("Kết luận: số, ngày", ["12/TB\n1/9/2026"], ["Kết luận: số", "Kết luận: ngày"], [["12/TB", "1/9/2026"]]),
        ("Ngày, hình thức đăng ký", ["1/9/2026\nMới"], ["Hình thức đăng ký", "Ngày"], [["Mới", "1/9/2026"]]),
        ("Nơi giao, hạn trả lời", ["Cấp xã\nHạn: 1/9/2026"], ["Nơi giao", "Hạn trả lời"], [["Cấp xã", "1/9/2026"]]),
        ("Trả lời", ["1/9/2026, số 5/TB\nXong"], ["Trả lời", "Trả lời: ngày"], [["số 5/TB\nXong", "1/9/2026"]]),
        (
            "Hạn",
            ["1/9/2026", "2/9/2026 (ngày nghỉ, tính đến hết 3/9/2026)"],
            ["Hạn", "Hạn: ghi chú"],
            [["1/9/2026", ""], ["2/9/2026", "ngày nghỉ, tính đến hết 3/9/2026"]],
        ),
        (
            "Gửi, công khai",
            ["Gửi: 1/9/2026\nCông khai: 2/9/2026", "", "Công khai: 3/9/2026"],
            ["Gửi", "Công khai"],
            [["1/9/2026", "2/9/2026"], ["", ""], ["", "3/9/2026"]],
        ),
        (
            "Nơi giao, hạn trả lời",
            ["Cấp xã\nHạn: 1/9/2026 (lịch nghỉ dự tính)"],
            ["Nơi giao", "Hạn trả lời"],
            [["Cấp xã\nHạn: lịch nghỉ dự tính", "1/9/2026"]],
        ),
        (
            "Nhiệm kỳ",
            ["1/9/2026\n31/8/2028"],
            ["Nhiệm kỳ: từ ngày", "Nhiệm kỳ: đến ngày"],
            [["1/9/2026", "31/8/2028"]],
        ),
        ("Ghi chú", ["Hẹn: 1/9/2026"], ["Ghi chú: hẹn"], [["1/9/2026"]]),
        ("Thực hiện, ngày", ["Đã làm\n1/9/2026", "Chưa làm", "Quá hạn 2 ngày"], ["Thực hiện", "Ngày"], _DONE_OR_NOT),
        (
            "Quyết định công nhận, ngày",
            ["Cấp xã: 5/QĐ\n1/9/2026", "Cấp xã: 6/QĐ\n2/9/2026\nCấp tỉnh: 7/QĐ\n3/9/2026"],
            ["Quyết định công nhận", "Ngày"],
            [["Cấp xã: 5/QĐ", "1/9/2026"], ["Cấp xã: 6/QĐ\n2/9/2026\nCấp tỉnh: 7/QĐ\n3/9/2026", ""]],
        ),
        ("Hạn", ["2/12/2026 19:45\nMời họp"], ["Hạn", "Hạn: ngày"], [["Mời họp", "2/12/2026 19:45"]]),
        (
            "Từ – đến",
            ["1/9/2026 – 2/9/2026", "từ 3/9/2026", "Từ 4/9/2026"],
            ["Từ ngày", "Đến ngày"],
            [["1/9/2026", "2/9/2026"], ["3/9/2026", ""], ["4/9/2026", ""]],
        ),
        (
            "Thi công",
            ["1/9/2026 – 2/9/2026"],
            ["Thi công: từ ngày", "Thi công: đến ngày"],
            [["1/9/2026", "2/9/2026"]],
        ),
    ],
)
def test_a_day_is_set_apart(title: str, cells: list[str], titles: list[str], parted: list[list[str]]) -> None:
    made = with_days_apart(Table((Column(title, 10),), tuple((text,) for text in cells)))
    assert [column.title for column in made.columns] == titles
    assert _texts(made) == parted
    assert sum(column.width for column in made.columns) == pytest.approx(10)


@pytest.mark.parametrize(
    "text", ["1/9/2026", "Bảng tin: 1/9/2026 – 2/9/2026", "Gửi: 1/9/2026\nGửi: 2/9/2026", "Sổ họp"]
)
def test_a_column_of_days_alone_of_none_or_of_two_of_one_name_stays(text: str) -> None:
    table = Table((Column("Ngày", 10),), ((text,),))
    assert with_days_apart(table) is table


def test_titles_over_columns_and_cells_over_several_reach_over_the_new_one() -> None:
    columns = tuple(Column(title, 10) for title in ("TT", "Số, ngày", "Nơi", "Ghi chú"))
    rows = (("1", "5/TB\n1/9/2026", "Xã", ""), (Cell("Cộng", span=3), ""))
    made = with_days_apart(Table(columns, rows, (ColumnGroup("Văn bản", 1, 2),)))
    assert made.groups == (ColumnGroup("Văn bản", 1, 3),)
    assert cell_of(made.rows[1][0]).span == 4


def test_excel_has_years_without_groups_points_with_their_digits_and_long_codes_as_texts() -> None:
    table = Table((Column("a", 1),), (("2026",), ("18,00",), ("1.250,5",), ("61,9%",), ("24085000123",)))
    stream = io.BytesIO()
    render_xlsx(Document(INFO, Header("Ủy ban nhân dân xã"), "Sổ", blocks=(table,)), stream)
    sheet = load_workbook(stream).worksheets[0]
    first = int(sheet.print_title_rows.split(":")[1].strip("$")) + 1
    cells = [sheet.cell(first + row, 1) for row in range(5)]
    assert [cell.number_format for cell in cells] == ["0", "#,##0.00", "#,##0.0", "#,##0.0%", "General"]
    assert [cell.value for cell in cells] == [2026, 18.0, 1250.5, pytest.approx(0.619), "24085000123"]
