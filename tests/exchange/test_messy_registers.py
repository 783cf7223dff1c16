"""Registers as offices send them: titles and signatures around, crosses under choices, days without a year, terms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.exchange.grid import Cell
from danvan_desktop.exchange.list_year import with_year
from danvan_desktop.exchange.planning import LoadPlan
from danvan_desktop.exchange.profiles import Target
from danvan_desktop.exchange.spans import span_of
from danvan_desktop.store import Store

Rows = Callable[..., Path]
Deed = Callable[..., LoadPlan]
ABOVE: tuple[list[Any], ...] = (
    ["ỦY BAN NHÂN DÂN XÃ ĐÔNG SƠN", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["SỔ THEO DÕI NĂM 2026"],
    ["(Kèm theo Báo cáo số 15/BC-UBND ngày 12 tháng 3 năm 2025)"],
    [],
)
BELOW: tuple[list[Any], ...] = (
    [],
    [None, None, None, None, "Đông Sơn, ngày 12 tháng 3 năm 2026"],
    [None, "NGƯỜI LẬP BIỂU", None, None, "CHỦ TỊCH"],
    [],
    [None, "Lê Thị Hoa", None, None, "Nguyễn Văn An"],
)


def told(store: Store, kind: str, *names: str) -> list[tuple[object, ...]]:
    return sorted((tuple(record.get(name) for name in names) for record in store.list(kind)), key=str)


def test_signatures_are_no_records_whatever_columns_they_stand_in(store: Store, sheet: Rows, load: Deed) -> None:
    heads = ["TT", "Thôn", "Tổng số hộ", "Tổng số nhân khẩu", "Số hộ nghèo"]
    path = sheet(*ABOVE, heads, [1, "Thôn Đông", "1.234", "4.520", 12], [2, "Thôn Hạ", 210, "812", "5"], *BELOW)
    planned = load(path, "unit_profile", constants={Target("year"): "2026"})
    assert [row.outcome.value for row in planned.rows] == ["new", "new"]
    assert told(store, "unit_profile", "households", "poor") == [(1234, 12), (210, 5)]


def test_a_place_and_day_in_a_numbered_row_ends_nothing(store: Store, sheet: Rows, plan: Deed) -> None:
    heads = ["STT", "Ngày nhận", "Thôn", "Người kiến nghị", "Nội dung kiến nghị"]
    odd = [2, None, None, None, "Đông Sơn, ngày 12 tháng 3 năm 2026"]
    last = [3, "13/03/2026", "Thôn Hạ", "Lê Thị Lan", "Đường hỏng"]
    planned = plan(sheet(heads, [1, "12/03/2026", "Thôn Đông", "Vũ Văn Mẫu", "Mương tắc"], odd, last))
    assert [row.row.number for row in planned.rows] == [2, 3, 4]


def test_crosses_below_the_fields_of_work_are_read_into_one_field(store: Store, sheet: Rows, load: Deed) -> None:
    heads = ["TT", "Tên mô hình", "Lĩnh vực", None, None, None, "Đơn vị đăng ký", "Tập thể, cá nhân"]
    parts = [None, None, "Kinh tế", "VHXH", "QPAN", "XDHTCT", None, None]
    rows = [
        [1, "Đường hoa", None, "x", None, None, "Chi hội Phụ nữ", "Tập thể"],
        [2, "Camera an ninh", None, None, "X", None, "Thôn Hạ", "Tập thể"],
        [3, "Ngày không hẹn", None, None, None, 1, "Trần Văn Bình", "Cá nhân"],
    ]

    def merged(page: Any) -> None:
        for cells in ("C5:F5", "A5:A6", "B5:B6", "G5:G6", "H5:H6"):
            page.merge_cells(cells)

    constants = {
        Target("registered_on"): "15/1/2026",
        Target("period"): "Năm 2026",
        Target("aim"): "Theo kế hoạch",
    }
    planned = load(sheet(*ABOVE, heads, parts, *rows, *BELOW, finish=merged), "model", constants=constants)
    assert not any("VHXH" in words for words in planned.layout.unused)
    assert told(store, "model", "name", "field", "form") == [
        ("Camera an ninh", "security_defence", "collective"),
        ("Ngày không hẹn", "political_system", "individual"),
        ("Đường hoa", "culture_society", "collective"),
    ]


def test_two_crosses_in_a_row_are_told_and_nothing_is_chosen(sheet: Rows, plan: Deed) -> None:
    heads = ["TT", "Tên mô hình", "Kinh tế", "VHXH", "Đơn vị đăng ký"]
    constants = {Target("registered_on"): "15/1/2026", Target("period"): "2026", Target("aim"): "Theo kế hoạch"}
    rows = [[1, "Một", "x", "x", "Thôn Hạ"], [2, "Hai", "x", None, "Thôn Hạ"]]
    first, second = plan(sheet(heads, *rows), "model", constants=constants).rows
    assert [problem.field for problem in first.errors] == ["field"]
    assert second.draft is not None
    assert second.draft.values["field"] == "economy"


def test_years_of_birth_below_nam_and_nu_tell_both(store: Store, sheet: Rows, load: Deed) -> None:
    heads = ["TT", "Họ và tên", "Năm sinh", None, "Chức danh", "Thôn"]
    parts = [None, None, "Nam", "Nữ", None, None]
    rows = [
        [1, "Vũ Văn Mẫu", 1970, None, "Tổ trưởng", "Thôn Đông"],
        [2, "Lê Thị Lan", None, "1975", "Tổ viên", "Thôn Hạ"],
    ]

    def merged(page: Any) -> None:
        for cells in ("C1:D1", "A1:A2", "B1:B2", "E1:E2", "F1:F2"):
            page.merge_cells(cells)

    load(sheet(heads, parts, *rows, finish=merged), "network_member")
    assert told(store, "network_member", "full_name", "gender", "birth_year") == [
        ("Lê Thị Lan", "female", 1975),
        ("Vũ Văn Mẫu", "male", 1970),
    ]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-2027", "2025-01-01", "2027-12-31"),
        ("Nhiệm kỳ 2025 – 2027", "2025-01-01", "2027-12-31"),
        ("từ 03/2025 đến 02/2027", "2025-03-01", "2027-02-28"),
        ("15/3/2025 - 14/3/2027", "2025-03-15", "2027-03-14"),
        ("2027-2025", None, None),
        ("Năm 2025", None, None),
        ("31/2/2025 - 1/3/2026", None, None),
    ],
)
def test_a_term_in_one_cell_has_two_ends(text: str, first: str | None, last: str | None) -> None:
    found = span_of(text)
    assert (found and [day.isoformat() for day in found]) == (first and [first, last])


def test_the_term_of_a_board_is_read_from_one_column_or_from_two(store: Store, sheet: Rows, load: Deed) -> None:
    heads = ["STT", "Tên ban", "Loại", "Thôn", "Nhiệm kỳ", "Số thành viên"]
    load(
        sheet(*ABOVE, heads, [1, "Ban GSĐTCĐ", "GSĐTCĐ", "Thôn Đông", "Nhiệm kỳ 2025-2027", 5], *BELOW),
        "supervision_board",
    )
    parted = ["STT", "Tên ban", "Loại", "Thôn", "Nhiệm kỳ từ", "Nhiệm kỳ đến", "Số thành viên"]
    load(
        sheet(parted, [1, "Ban hai", "GSĐTCĐ", "Thôn Hạ", "01/04/2025", "31/03/2027", 5], name="b.xlsx"),
        "supervision_board",
    )
    assert told(store, "supervision_board", "term_from", "term_to") == [
        ("2025-01-01", "2027-12-31"),
        ("2025-04-01", "2027-03-31"),
    ]


def test_days_without_a_year_are_of_the_year_of_the_list(store: Store, sheet: Rows, plan: Deed) -> None:
    heads = ["TT", "Thời gian", "Nội dung", "Đơn vị thực hiện", "Số lượt người"]
    rows = [
        [1, "12/3", "Tuyên truyền Luật Căn cước", "Công an xã", "1.234"],
        [2, "Ngày 20 tháng 3", "Ra quân vệ sinh", "Hội Phụ nữ", 85],
        [3, dt.datetime(2026, 3, 25), "Tặng quà", "MTTQ xã", 30],
    ]
    planned = plan(sheet(*ABOVE, heads, *rows, *BELOW), "activity")
    (repair,) = planned.repairs
    assert (repair.repair.value, repair.sure) == ("year-of-list", True)
    drafts = [draft.values for draft in planned.drafts]
    assert [values["held_on"] for values in drafts] == ["2026-03-12", "2026-03-20", "2026-03-25"]
    assert [values["organiser"] for values in drafts] == ["police", "women", "front"]
    refused = plan(sheet(*ABOVE, heads, *rows, name="c.xlsx"), "activity", answers={repair.key: False})
    assert [row.outcome.value for row in refused.rows] == ["rejected", "rejected", "new"]


@pytest.mark.parametrize(
    ("texts", "year", "read"),
    [
        (["12/3", "15/3/2025"], None, ["12/3/2025"]),
        (["12/3", "15/3/2025"], 2026, []),
        (["12/3", "15/3/2025", "1/1/2026"], None, []),
        (["12/3"], None, []),
        (["12/3", "lúc 8 giờ"], 2026, ["12/3/2026"]),
    ],
)
def test_where_years_disagree_nothing_is_read(texts: list[str], year: int | None, read: list[str]) -> None:
    found = with_year(dict(enumerate(map(Cell, texts))), year)
    assert [new.value for _old, new in found.values()] == read


def test_a_set_of_criteria_has_its_groups_from_the_rows_between(store: Store, sheet: Rows, load: Deed) -> None:
    heads = ["STT", "Nội dung tiêu chí", "Điểm chuẩn", "Điểm tự chấm"]
    rows = [
        ["I", "LÃNH ĐẠO, CHỈ ĐẠO", 30],
        [1, "Ban hành kế hoạch", "10,5"],
        [2, "Phân công", 19.5],
        ["II", "KẾT QUẢ", 70],
        [3, "Tiếp công dân, đối thoại", 70],
    ]
    load(
        sheet(*ABOVE, heads, *rows, ["", "Tổng cộng", 100], *BELOW),
        "criterion",
        constants={Target("set"): "Dân vận", Target("version"): "2026"},
    )
    assert told(store, "criterion", "group", "name", "maximum") == [
        ("KẾT QUẢ", "Tiếp công dân, đối thoại", 70),
        ("LÃNH ĐẠO, CHỈ ĐẠO", "Ban hành kế hoạch", "10.5"),
        ("LÃNH ĐẠO, CHỈ ĐẠO", "Phân công", "19.5"),
    ]


def test_ratings_of_a_year_with_ranks_as_they_are_shortened(store: Store, sheet: Rows, load: Deed) -> None:
    heads = ["STT", "Tên đơn vị", "Điểm tự chấm", "Tự xếp loại", "Điểm thẩm định", "Xếp loại"]
    rows = [[1, "Thôn Đông", "95,5", "Xuất sắc", "92,25", "HTXSNV"], [2, "Hội Phụ nữ", 88, "Tốt", 85.75, "HTTNV"]]
    constants = {Target("set"): "Dân vận", Target("year"): "2025"}
    load(sheet(*ABOVE, heads, *rows, *BELOW), "rating", constants=constants)
    assert told(store, "rating", "target", "self_rank", "review_total", "rank") == [
        ("Hội Phụ nữ", "good", "85.75", "good"),
        ("Thôn Đông", "excellent", "92.25", "excellent"),
    ]


def test_teams_and_households_of_what_all_rows_belong_to(store: Store, sheet: Rows, load: Deed) -> None:
    contest = {"name": "Hội thi Dân vận khéo", "held_on": "2026-03-01", "state": "held"}
    store.save(Draft("contest", contest), Draft("land_project", {"name": "Đường vành đai", "started_on": "2026-01-05"}))
    teams = [
        ["Số bốc thăm", "Tên đội", "Đơn vị", "Giải", "Tiền thưởng"],
        [1, "Hoa Sen", "Thôn Đông", "Giải nhất", "2.000.000 đồng"],
    ]
    load(sheet(*ABOVE, *teams, *BELOW), "contest_entry", constants={Target("contest"): "Hội thi Dân vận khéo"})
    assert told(store, "contest_entry", "team", "prize", "money") == [("Hoa Sen", "first", 2_000_000)]
    heads = ["STT", "Họ và tên chủ hộ", "Diện tích thu hồi (m2)", "Số tiền bồi thường (đồng)", "Ý kiến", "Ngày chi trả"]
    rows = [
        [1, "Vũ Thị Hạnh", "1.312,5", "125.000.000", "Nhất trí", "12/3"],
        [2, "Đỗ Văn Khánh", 455.25, 182100000, "Chưa đồng ý", None],
    ]
    constants = {Target("project"): "Đường vành đai"}
    load(sheet(*ABOVE, heads, *rows, *BELOW, name="d.xlsx"), "land_household", constants=constants)
    assert told(store, "land_household", "area", "compensation", "opinion", "paid_on") == [
        ("1312.5", 125_000_000, "agree", "2026-03-12"),
        ("455.25", 182_100_000, "disagree", None),
    ]


def test_a_book_of_visits_gives_its_receptions_first(store: Store, sheet: Rows, load: Deed) -> None:
    heads = ["STT", "Ngày tiếp", "Họ tên công dân", "Địa chỉ", "Nội dung trình bày", "Hướng xử lý", "Người tiếp"]
    rows = [
        [1, "05/01/2026", "Vũ Thị Nga", "Thôn Đông", "Sửa mương", "Thụ lý", "Nguyễn Văn An"],
        [2, "05/01/2026", "Trần Văn Bảy", "Thôn Hạ", "Rác thải", "Trả lời trực tiếp", "Nguyễn Văn An"],
    ]
    path = sheet(*ABOVE, heads, *rows, *BELOW)
    load(path, "reception", constants={Target("place"): "Trụ sở"})
    load(path, "reception_visit")
    assert told(store, "reception", "held_on", "receiver") == [("2026-01-05", "Nguyễn Văn An")]
    assert told(store, "reception_visit", "citizen_name", "handling") == [
        ("Trần Văn Bảy", "answered"),
        ("Vũ Thị Nga", "taken"),
    ]


def test_a_column_of_crosses_that_is_meant_otherwise_is_read_as_it_stands(sheet: Rows, plan: Deed) -> None:
    heads = ["TT", "Tên mô hình", "Kinh tế", "VHXH", "Đơn vị đăng ký"]
    constants = {Target("registered_on"): "15/1/2026", Target("period"): "2026", Target("aim"): "Theo kế hoạch"}
    layout = plan(sheet(heads, [1, "Một", "x", None, "Thôn Hạ"]), "model", constants=constants).layout
    assert [sorted(ticks.columns) for ticks in layout.ticks] == [[3, 4]]
    assert layout.with_target(3, Target("field")).ticks == layout.ticks
    assert layout.with_target(4, Target("resources")).ticks == ()
