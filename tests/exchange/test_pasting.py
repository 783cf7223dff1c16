"""Lists that are pasted: what is one thing, and what is none."""

import pytest

from danvan_desktop.exchange.pasting import Headings, is_person, pasted_cells, person_name, read_pasted

NONE: Headings = {}


def test_cell_of_several_lines_stays_one_cell():
    text = '1\t"Trần Thị Thử\n(vợ liệt sĩ)"\t3\r\n2\tLê Văn Ví\t5'
    assert pasted_cells(text) == [["1", "Trần Thị Thử (vợ liệt sĩ)", "3"], ["2", "Lê Văn Ví", "5"]]


def test_lone_quotation_mark_swallows_no_rows():
    text = '1\t"Trần Thị Thử\t3\n2\tLê Văn Ví\t5\n3\tVũ "Tư" Mẫu\t1'
    assert [cells[1] for cells in pasted_cells(text)] == ['"Trần Thị Thử', "Lê Văn Ví", 'Vũ "Tư" Mẫu']


@pytest.mark.parametrize("line", [";", "; ;", ";;;", "-", "..."])
def test_a_line_of_marks_alone_is_left_out_and_told(line):
    read = read_pasted(f"Thôn Đông; 120\n{line}\nThôn Nam; 95", NONE)
    assert [row.cells for row in read.rows] == [("Thôn Đông", "120"), ("Thôn Nam", "95")]
    assert read.left_out == (line,)


@pytest.mark.parametrize("total", ["Tổng cộng\t300", "Tổng cộng 300", "Cộng: 12 hộ", "TỔNG SỐ\t1.200\t4.000", "Tổng"])
def test_totals_are_left_out_and_told(total):
    read = read_pasted(f"1. Thôn Đông\t120\n{total}", NONE)
    assert [row.cells for row in read.rows] == [("Thôn Đông", "120")]
    assert len(read.left_out) == 1


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("Thôn Đông; 120", ("Thôn Đông", "120")),
        ("Thôn Đông – 64 hộ", ("Thôn Đông", "64 hộ")),
        ("3) Thôn Nam, xóm 3", ("Thôn Nam, xóm 3",)),
        ("Thôn Đông – Đoài", ("Thôn Đông – Đoài",)),
        ("Thôn Đông – Đoài, 1.080 hộ", ("Thôn Đông – Đoài", "1.080 hộ")),
        ("- Thôn Đông - 95 hộ - trưởng thôn: ông Vũ Văn Mẫu", ("Thôn Đông", "95 hộ", "trưởng thôn: ông Vũ Văn Mẫu")),
        ("a) Thôn Đông", ("Thôn Đông",)),
        ("1/ Thôn Nam: 95 hộ", ("Thôn Nam", "95 hộ")),
        ("I. Thôn Nam (95 hộ)", ("Thôn Nam", "95 hộ")),
        ("Thôn Thượng 95 hộ", ("Thôn Thượng", "95 hộ")),
        ("Tổ dân phố 3 120 hộ", ("Tổ dân phố 3", "120 hộ")),
        ("Thôn Nam (mới)", ("Thôn Nam (mới)",)),
        ("Tổ dân phố số 1\t95 hộ", ("Tổ dân phố số 1", "95 hộ")),
    ],
)
def test_line_is_parted_where_a_number_or_a_person_follows(line, cells):
    assert [row.cells for row in read_pasted(line, NONE).rows] == [cells]


@pytest.mark.parametrize("written", ["ông Vũ Văn Mẫu", "Bà: Vũ Văn Mẫu", "Trưởng thôn: ông Vũ Văn Mẫu"])
def test_what_stands_before_a_name_is_taken_off(written):
    assert person_name(written) == "Vũ Văn Mẫu"
    assert is_person(written)


def test_number_of_households_is_no_person():
    assert not is_person("95 hộ")
    assert is_person("Vũ Văn Mẫu")


VILLAGES: Headings = {"ten thon": "name", "so ho": "households", "so khau": "population", "stt": None}
SHEET = (
    "DANH SÁCH CÁC THÔN XÃ ĐÔNG BẮC NĂM 2026\n"
    "Đơn vị tính: hộ\n"
    "STT\tTên thôn\tTrưởng thôn\tSố hộ\tSố khẩu\n"
    "1\tThôn Đông\tNguyễn Văn Thành\t120 hộ\t488\n"
    "2\tBản Khe Sim\t\t54\t\n"
    "\tTổng cộng\t\t174\t488\n"
    "\n"
    "\t\t\tĐông Bắc, ngày 28 tháng 11 năm 2026\n"
    "\tNgười lập biểu\t\t\t\n"
    "\tVi Văn Mẫu\t\t\t\n"
)


def test_only_what_a_table_lists_is_read_of_a_whole_sheet():
    read = read_pasted(SHEET, VILLAGES)
    assert [row.named for row in read.rows] == [
        {"name": "Thôn Đông", "households": "120 hộ", "population": "488"},
        {"name": "Bản Khe Sim", "households": "54"},
    ]
    assert set(read.left_out) == {
        "DANH SÁCH CÁC THÔN XÃ ĐÔNG BẮC NĂM 2026",
        "Đơn vị tính: hộ",
        "STT Tên thôn Trưởng thôn Số hộ Số khẩu",
        "Thôn Đông: Nguyễn Văn Thành",
        "Tổng cộng 174 488",
        "Đông Bắc, ngày 28 tháng 11 năm 2026",
        "Người lập biểu",
        "Vi Văn Mẫu",
    }


@pytest.mark.parametrize(
    "line",
    [
        "DANH SÁCH HỘ DÂN THÔN ĐÔNG",
        "Người lập biểu",
        "Đông Bắc, ngày 28 tháng 11 năm 2026",
        "ỦY BAN NHÂN DÂN XÃ ĐÔNG BẮC",
        "TM. ỦY BAN NHÂN DÂN",
        "Trưởng thôn",
    ],
)
def test_titles_and_signatures_name_nothing(line):
    read = read_pasted(f"{line}\nThôn Đông\t120", NONE)
    assert [row.cells for row in read.rows] == [("Thôn Đông", "120")]
    assert read.left_out == (line,)


@pytest.mark.parametrize("name", ["Danh Thị Sách", "Lập Văn Biểu", "Thôn Trưởng", "Bản Kê", "Tô Trường", "Kỳ Tên"])
def test_names_that_sound_like_titles_are_names(name):
    assert [row.cells for row in read_pasted(f"{name}\t4", NONE).rows] == [(name, "4")]


def test_names_alone_below_a_heading_are_taken():
    read = read_pasted("STT\tTên thôn\n1\tThôn Đông\n2\tThôn Đoài", VILLAGES)
    assert [row.named["name"] for row in read.rows] == ["Thôn Đông", "Thôn Đoài"]


def test_a_name_all_in_capitals_is_written_as_names_are():
    assert person_name("ÔNG NGUYỄN VĂN AN") == "Nguyễn Văn An"
