"""Tables copied from Excel with their headings and numbering come under the right fields, whatever their order."""

import pytest

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.exchange.pasted_table import PastedTable, read_table

BOOK = {
    "household": "Hộ",
    "money": "Tiền (đồng)",
    "land": "Đất (m²)",
    "days": "Ngày công",
    "given_on": "Ngày",
    "donor": "Người, nơi đóng góp",
}
VISITS = {"citizen_name": "Họ tên", "citizen_address": "Địa chỉ", "people": "Số người", "content": "Nội dung"}


def book(text: str, column: int = 0) -> PastedTable:
    return read_table([line.split("\t") for line in text.split("\n")], ALL_KINDS["contribution"], BOOK, column)


@pytest.mark.parametrize("name", ["Họ và tên chủ hộ", "Họ và tên", "Chủ hộ", "Hộ"])
def test_headings_say_of_which_field_a_column_is_and_the_numbering_is_passed_over(name):
    table = book(f"TT\t{name}\tNgày công\tSố tiền (đ)\n1\tLê Văn An\t2\t400.000\n2\tVũ Thị Bình\t\t500.000")
    assert table.headed
    assert list(table.fields) == ["", "household", "days", "money"]
    assert [row[1] for row in table.rows] == ["Lê Văn An", "Vũ Thị Bình"]
    assert table.strange == ()


def test_titles_above_the_headings_sums_and_the_numbers_of_columns_are_no_rows():
    table = book("SỔ ĐÓNG GÓP\t\t\nTT\tChủ hộ\tSố tiền\n(1)\t(2)\t(3)\n1\tLê Văn An\t400.000\nTổng cộng\t\t400.000")
    assert [list(row) for row in table.rows] == [["1", "Lê Văn An", "400.000"]]


def test_a_heading_of_no_field_is_told():
    table = book("Chủ hộ\tSố tiền\tMàu sơn\nLê Văn An\t400.000\tx")
    assert table.strange == ("Màu sơn",)
    assert list(table.fields) == ["household", "money", ""]


def test_without_headings_cells_come_where_one_stands_without_their_numbering():
    table = book("1\tLê Văn An\t400.000\n2\tVũ Thị Bình\t500.000")
    assert [list(row) for row in table.rows] == [["Lê Văn An", "400.000"], ["Vũ Thị Bình", "500.000"]]
    assert table.fields[:2] == ["household", "money"]


def test_numbers_that_count_stay_where_numbers_are_wanted():
    table = book("1\t20\n2\t30", column=1)
    assert [list(row) for row in table.rows] == [["1", "20"], ["2", "30"]]


def test_a_line_of_what_people_wrote_is_no_heading():
    rows = [["Hoàng Văn Em", "Thôn Đông", "1", "Tiền điện"], ["Lê Thị Lan", "Thôn Đoài", "2", "Đất đai"]]
    assert list(read_table(rows, ALL_KINDS["reception_visit"], VISITS, 0).rows) == rows


def test_the_tables_own_headings_count_before_what_lists_usually_call_them():
    rows = [["STT", "Nội dung", "Họ tên", "Địa chỉ"], ["1", "Đường hỏng", "Lê Văn An", "Thôn Đông"]]
    table = read_table(rows, ALL_KINDS["reception_visit"], VISITS, 2)
    assert list(table.fields) == ["", "content", "citizen_name", "citizen_address"]
