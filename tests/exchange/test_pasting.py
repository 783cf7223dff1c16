"""Lists that are pasted: what is one thing, and what is none."""

import pytest

from danvan_desktop.exchange.pasting import is_person, pasted_cells, person_name, read_pasted

NONE: frozenset[str] = frozenset()


def test_cell_of_several_lines_stays_one_cell():
    text = '1\t"Trần Thị Thử\n(vợ liệt sĩ)"\t3\r\n2\tLê Văn Ví\t5'
    assert pasted_cells(text) == [["1", "Trần Thị Thử (vợ liệt sĩ)", "3"], ["2", "Lê Văn Ví", "5"]]


def test_lone_quotation_mark_swallows_no_rows():
    text = '1\t"Trần Thị Thử\t3\n2\tLê Văn Ví\t5\n3\tVũ "Tư" Mẫu\t1'
    assert [cells[1] for cells in pasted_cells(text)] == ['"Trần Thị Thử', "Lê Văn Ví", 'Vũ "Tư" Mẫu']


@pytest.mark.parametrize("total", ["Tổng cộng\t300", "Tổng cộng 300", "Cộng: 12 hộ", "TỔNG SỐ\t1.200\t4.000", "Tổng"])
def test_totals_are_left_out_and_told(total):
    read = read_pasted(f"1. Thôn Đông\t120\n{total}", NONE)
    assert read.rows == (("Thôn Đông", "120"),)
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
        ("Thôn Nam (mới)", ("Thôn Nam (mới)",)),
        ("Tổ dân phố số 1\t95 hộ", ("Tổ dân phố số 1", "95 hộ")),
    ],
)
def test_line_is_parted_where_a_number_or_a_person_follows(line, cells):
    assert read_pasted(line, NONE).rows == (cells,)


@pytest.mark.parametrize("written", ["ông Vũ Văn Mẫu", "Bà: Vũ Văn Mẫu", "Trưởng thôn: ông Vũ Văn Mẫu"])
def test_what_stands_before_a_name_is_taken_off(written):
    assert person_name(written) == "Vũ Văn Mẫu"
    assert is_person(written)


def test_number_of_households_is_no_person():
    assert not is_person("95 hộ")
    assert is_person("Vũ Văn Mẫu")
