"""Sheets that go on with one list are loaded as one; their villages, rows and what is amiss are told by sheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from danvan_desktop.exchange.errors import TableError
from danvan_desktop.exchange.layout import guess_layout
from danvan_desktop.exchange.planning import LoadPlan, Options, load_planned, plan_load
from danvan_desktop.exchange.profiles import Target
from danvan_desktop.exchange.sheets import alike, joined
from danvan_desktop.exchange.tables import read_tables
from danvan_desktop.exchange.unseen import unseen_notes
from danvan_desktop.localization import Translator
from danvan_desktop.store import Store

HEADS = ["Số", "Ngày tiếp nhận", "Người kiến nghị", "Nội dung"]


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    def write(**sheets: list[list[object]]) -> Path:
        book = Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            page = book.create_sheet(name.replace("_", " "))
            for row in rows:
                page.append(row)
        book.save(tmp_path / "so.xlsx")
        return tmp_path / "so.xlsx"

    return write


def planned(store: Store, path: Path, **options: Any) -> LoadPlan:
    kind = store.kinds["petition"]
    grids = read_tables(path)
    grid = joined(alike(grids, kind), kind)
    layout = guess_layout(grid, kind)
    assert layout is not None
    return plan_load(store, kind, grid, layout, Options(**options), Translator("vi"))


def line(number: object, day: str = "12/08/2026", words: str = "Mương tắc") -> list[object]:
    return [number, day, "Vũ Văn Mẫu", words]


def test_sheets_named_by_villages_give_theirs_to_their_rows(store: Store, workbook: Callable[..., Path]) -> None:
    path = workbook(
        Thôn_Đông=[["SỔ KIẾN NGHỊ"], HEADS, line("1/2026"), line("2/2026"), ["Cộng: 2"], ["Người lập"]],
        Thôn_Hạ=[HEADS, line("3/2026"), ["Cộng: 1"]],
        Ghi_chú=[["không phải danh sách"]],
    )
    plan = planned(store, path)
    load_planned(store, plan)
    villages = {one.text("number"): store.title(one.text("unit")) for one in store.list("petition")}
    assert villages == {"1/2026": "Thôn Đông", "2/2026": "Thôn Đông", "3/2026": "Thôn Hạ"}


def test_columns_in_another_order_are_brought_under_those_of_the_first(
    store: Store, workbook: Callable[..., Path]
) -> None:
    turned = [1, 0, 3, 2]
    path = workbook(
        Thôn_Đông=[HEADS, line("1/2026")],
        Thôn_Hạ=[[HEADS[place] for place in turned], [line("2/2026", words="Cầu hỏng")[place] for place in turned]],
    )
    plan = planned(store, path)
    assert [row.draft.values["content"] for row in plan.rows if row.draft] == ["Mương tắc", "Cầu hỏng"]


def test_a_bad_row_is_told_with_its_sheet_and_no_sheet_is_said_to_be_unread(
    store: Store, workbook: Callable[..., Path]
) -> None:
    path = workbook(Thôn_Đông=[HEADS, line("1/2026")], Thôn_Hạ=[HEADS, line("1/2026", words="Khác"), line("", "x")])
    plan = planned(store, path)
    assert [row.row.place for row in plan.rows] == ["Thôn Đông: 2", "Thôn Hạ: 2", "Thôn Hạ: 3"]
    say = Translator("vi")
    told = [say(problem.message) for row in plan.rows for problem in row.problems]
    assert "Trùng với dòng Thôn Đông: 2 nhưng nội dung khác nhau." in told
    assert not unseen_notes(read_tables(path), plan.grid, plan.layout, hidden=False)


def test_a_sheet_of_other_columns_is_refused_by_name(store: Store, workbook: Callable[..., Path]) -> None:
    path = workbook(Thôn_Đông=[HEADS, line("1/2026")], Cán_bộ=[["Họ tên", "Chức vụ"], ["Vũ Văn Mẫu", "Chủ tịch"]])
    kind = store.kinds["petition"]
    assert [grid.name for grid in alike(read_tables(path), kind)] == ["Thôn Đông"]
    with pytest.raises(TableError, match="Cán bộ"):
        joined(read_tables(path), kind)


def test_a_pattern_says_the_rest_of_the_bare_numbers_of_a_register(store: Store, workbook: Callable[..., Path]) -> None:
    path = workbook(
        Thôn_Đông=[HEADS, line(1), line("2"), line("7/KN"), line("", words="Cầu hỏng")], Thôn_Hạ=[HEADS, line(12.0)]
    )
    numbers = [row.draft.values.get("number") for row in planned(store, path).rows if row.draft]
    assert numbers == ["1", "2", "7/KN", None, "12"]
    plan = planned(store, path, constants={Target("number"): "{n}/2026"})
    numbers = [row.draft.values["number"] for row in plan.rows if row.draft]
    assert numbers == ["001/2026", "002/2026", "7/KN", "04/2026", "012/2026"]
