"""What the lists come to that a new office pastes: its villages, its officers."""

import pytest

from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.setup.office_lists import officers_in, villages_in
from danvan_desktop.ui.setup.read_lines import LineOutcome, ReadLine


def told(lines: list[ReadLine]) -> list[tuple[str, str]]:
    return [(line.cells[0], "; ".join(map(str, line.reasons))) for line in lines]


def test_each_line_is_told_with_its_reason(ui: UiContext) -> None:
    pasted = (
        "STT\tTên thôn\tSố hộ\n1\tThôn Đông\t168\n2\tthôn chùa\t92 hộ\n3\tThôn Am – 104\n4\tT. Ngo\t126\n"
        "5\tThôn Am\t104\n\tTổng cộng\t490"
    )
    lines = villages_in(pasted, ui.store.unit).lines
    taken, changed, dropped = LineOutcome.TAKEN, LineOutcome.CHANGED, LineOutcome.DROPPED
    assert [line.outcome for line in lines] == [dropped, taken, changed, taken, changed, dropped, dropped]
    assert told(lines) == [
        ("STT Tên thôn Số hộ", "dòng tiêu đề"),
        ("Thôn Đông", ""),
        ("Thôn Chùa", "viết hoa chữ đầu; đọc số 92 từ “92 hộ”"),
        ("Thôn Am", ""),
        ("Thôn Ngo", "viết lại tên"),
        ("5 Thôn Am 104", "đã ghi ở dòng trên"),
        ("Tổng cộng 490", "dòng cộng, khớp tổng đã nhận"),
    ]


@pytest.mark.parametrize(
    ("line", "name", "post"),
    [
        ("1. Ông Trần Văn Bình - Phó Chủ tịch UBND", "Trần Văn Bình", "Phó Chủ tịch UBND"),
        ("Bà Lê Thị Phẩm, Trưởng khối dân vận", "Lê Thị Phẩm", "Trưởng khối dân vận"),
        ("TRẦN THỊ MAI – Chủ tịch Mặt trận", "Trần Thị Mai", "Chủ tịch Mặt trận"),
        ("Đ/c Lê Văn Phẩm — Bí thư Đảng ủy", "Lê Văn Phẩm", "Bí thư Đảng ủy"),
        ("2)\tÔng Vũ Văn Mẫu\tCông chức văn hóa - xã hội", "Vũ Văn Mẫu", "Công chức văn hóa - xã hội"),
        ("Vũ Văn Mẫu - Công chức văn hóa - xã hội", "Vũ Văn Mẫu", "Công chức văn hóa - xã hội"),
        ("Phó Chủ tịch UBND: ông Trần Văn Bình", "Trần Văn Bình", "Phó Chủ tịch UBND"),
        ("Trần Văn Bình (Phó Chủ tịch UBND)", "Trần Văn Bình", "Phó Chủ tịch UBND"),
        ("Bà Lê Thị Phẩm – Bí thư Chi đoàn", "Lê Thị Phẩm", "Bí thư Chi đoàn"),
        ("Trần Thị Bình; Công chức", "Trần Thị Bình", "Công chức"),
    ],
)
def test_an_officers_line_is_parted_into_name_and_position(ui: UiContext, line: str, name: str, post: str) -> None:
    (draft,) = officers_in(line, ui.store.unit).drafts
    assert (draft.values["full_name"], draft.values["position"]) == (name, post)


def test_an_officer_without_position_gets_one_that_can_be_changed(ui: UiContext) -> None:
    read = officers_in("Lê Văn Phẩm", ui.store.unit)
    assert read.drafts[0].values["position"] == "Cán bộ"
    assert told(read.lines) == [("Lê Văn Phẩm", "chưa ghi chức vụ, tạm ghi “Cán bộ”")]


def test_names_in_letters_of_old_fonts_are_converted(ui: UiContext) -> None:
    pasted = "Th\u00abn \u00a7\u00abng\t120\nTh\u00abn Trung T\u00a9m\t96"
    assert next(draft.values["name"] for draft in villages_in(pasted, ui.store.unit).drafts) == "Thôn Đông"


def test_a_whole_sheet_of_villages_is_read_by_its_headings(ui: UiContext) -> None:
    pasted = (
        "DANH SÁCH CÁC THÔN XÃ ĐÔNG BẮC NĂM 2026\n"
        "STT\tTên thôn\tTrưởng thôn\tSố hộ\tSố khẩu\n"
        "1\tThôn Đông\tNGUYỄN VĂN THÀNH\t120 hộ\t488\n"
        "2\tthôn  Đoài\tÔng Lê Văn Tám\t96\t401\n"
        "3\tTổ dân phố số 1\tchưa có\t1.204\t\n"
        "\tTổng cộng\t\t1.420\t889\n\nNgười lập biểu\n"
    )
    read = villages_in(pasted, ui.store.unit)
    names = ("name", "kind", "code", "households", "population", "head")
    assert [tuple(draft.values.get(name) for name in names) for draft in read] == [
        ("Thôn Đông", "village", "DS-01", 120, 488, "Nguyễn Văn Thành"),
        ("Thôn Đoài", "village", "DS-02", 96, 401, "Lê Văn Tám"),
        ("Tổ dân phố số 1", "residential_group", "DS-03", 1204, None, None),
    ]
    assert ("Người lập biểu", "không có tên nào để ghi") in told(read.lines)
    assert ("Tổng cộng 1.420 889", "dòng cộng, khớp tổng đã nhận") in told(read.lines)


def test_telephones_of_officers_are_kept(ui: UiContext) -> None:
    typed = officers_in("2) Ông Lê Văn Phẩm, Phó Chủ tịch UBND; 0912 345 678", ui.store.unit)
    sheet = officers_in("Họ và tên\tChức vụ\tSĐT\nLê Văn Phẩm\tPhó Chủ tịch UBND\t0912 345 678", ui.store.unit)
    for (draft,) in (typed, sheet):
        assert draft.values["full_name"] == "Lê Văn Phẩm"
        assert draft.values["position"] == "Phó Chủ tịch UBND"
        assert draft.values["phone"] == "0912 345 678"


@pytest.mark.parametrize(
    ("written", "name"),
    [("thôn hạ", "Thôn Hạ"), ("bản khe sim", "Bản Khe Sim"), ("tổ dân phố số 3", "Tổ dân phố số 3")],
)
def test_the_name_of_a_place_begins_with_capitals(ui: UiContext, written: str, name: str) -> None:
    (draft,) = villages_in(written, ui.store.unit).drafts
    assert draft.values["name"] == name


@pytest.mark.parametrize(
    ("written", "name", "households"),
    [
        ("Thon Dong 120", "Thon Dong", 120),
        ("Thôn Đông 1.204", "Thôn Đông", 1204),
        ("thôn đình hạ 64", "Thôn Đình Hạ", 64),
        ("Tổ 4 71", "Tổ 4", 71),
        ("Tổ dân phố số 3 9", "Tổ dân phố số 3", 9),
        ("Tổ dân phố 45", "Tổ dân phố 45", None),
        ("Tổ dân phố số 45", "Tổ dân phố số 45", None),
        ("TDP 31", "Tổ dân phố 31", None),
        ("Khu phố 120", "Khu phố 120", None),
        ("Thôn Tân Lập 2", "Thôn Tân Lập 2", None),
        ("Thôn Đông 12; 120", "Thôn Đông 12", 120),
    ],
)
def test_a_bare_number_behind_a_name_counts_households_where_it_is_no_part_of_it(
    ui: UiContext, written: str, name: str, households: int | None
) -> None:
    (draft,) = villages_in(written, ui.store.unit).drafts
    assert (draft.values["name"], draft.values["households"]) == (name, households)


@pytest.mark.parametrize("heading", ["ĐT", "SĐT", "Di động", "Số ĐT"])
def test_a_heading_of_telephones_is_known_however_short(ui: UiContext, heading: str) -> None:
    (draft,) = officers_in(f"Họ tên\tChức vụ\t{heading}\nLê Văn Phẩm\tChủ tịch\t0912 345 678", ui.store.unit)
    assert draft.values["phone"] == "0912 345 678"
