"""Lists under titles that name a village, with cells that hold an empty text, and with columns that number the rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.exchange.errors import TableError
from danvan_desktop.exchange.grid import Cell, Grid, Row
from danvan_desktop.exchange.layout import Layout, guess_layout, with_map
from danvan_desktop.exchange.planning import LoadPlan
from danvan_desktop.exchange.profiles import Target
from danvan_desktop.store import Store

HEADS = ["STT", "Họ và tên chủ hộ", "Số khẩu", "Địa chỉ"]
Rows = Callable[..., Path]
Deed = Callable[..., LoadPlan]


def grid_of(*rows: list[Any]) -> Grid:
    numbered = enumerate(rows, 1)
    return Grid("", tuple(Row(n, {c: Cell(value) for c, value in enumerate(row, 1)}) for n, row in numbered))


def layout_of(kind: str, *rows: list[Any]) -> Layout:
    layout = guess_layout(grid_of(*rows), ALL_KINDS[kind])
    assert layout is not None
    return layout


def villages(store: Store) -> dict[str, str]:
    names = {unit.uid: unit.text("name") for unit in store.list("unit")}
    return {one.text("head"): names[one.text("unit")] for one in store.list("household")}


def test_titles_are_seen_where_a_column_of_the_records_is_empty(store: Store, sheet: Rows, load: Deed) -> None:
    first = [["I", "Thôn Đông"], [1, "Vũ Văn Mẫu", 4]]
    load(sheet(HEADS, *first, ["II", "Thôn Hạ"], [1, "Lê Thị Lan", 3]), "household")
    assert villages(store) == {"Vũ Văn Mẫu": "Thôn Đông", "Lê Thị Lan": "Thôn Hạ"}


def test_cells_with_an_empty_text_are_no_cells() -> None:
    first = [["I", "Thôn Đông", "", "", ""], [1, "Vũ Văn Mẫu", 4, "", " "]]
    layout = layout_of("household", [*HEADS, ""], *first, ["II", "Thôn Hạ", "", "", ""], [1, "Lê Thị Lan", 3, "", ""])
    assert layout.groups == {2: "Thôn Đông", 4: "Thôn Hạ"}
    assert sorted(layout.targets) == [1, 2, 3, 4]
    assert grid_of(["Hộ"], ["", "  "]).rows == (Row(1, {1: Cell("Hộ")}),)


def test_the_place_and_day_over_signatures_name_no_village() -> None:
    rows = [[1, "Vũ Văn Mẫu", 4], ["", "", "Thôn Đông, ngày 5 tháng 8 năm 2026"], ["", "Người lập", "Trưởng thôn"]]
    assert layout_of("household", HEADS, *rows).groups == {}


def test_a_column_that_numbers_the_rows_can_be_named() -> None:
    layout = layout_of("unit", ["STT", "Tên thôn", "Số hộ"], ["DS-05", "Thôn Trung", 120])
    assert layout.targets.get(1) is None
    assert layout.unused == ()
    assert with_map(layout, ALL_KINDS["unit"], [("STT", "code")]).targets[1] == Target("code")
    with pytest.raises(TableError) as refused:
        with_map(layout, ALL_KINDS["unit"], [("Mã số", "code")])
    assert "STT" in str(refused.value.message)


@pytest.mark.parametrize(
    "told",
    ["Tổ dân vận thôn Đông", "Xóm 3, thôn Đông", "Số 5 - Thôn Đông, xã Đông Sơn, tỉnh Phú Thọ", "Chi bộ Thôn Đông"],
)
def test_what_stands_before_or_behind_a_village_is_passed_over(
    store: Store, sheet: Rows, load: Deed, told: str
) -> None:
    load(sheet([*HEADS, "Thôn"], [1, "Vũ Văn Mẫu", 4, "", told]), "household")
    assert villages(store) == {"Vũ Văn Mẫu": "Thôn Đông"}


def test_a_household_more_leaves_those_below_it_what_they_were(store: Store, sheet: Rows, load: Deed) -> None:
    """Two of one name are told apart by the order in which they stand."""
    heads = ["STT", "Họ và tên chủ hộ", "Số khẩu", "Thôn"]
    first = [["Vũ Văn Mẫu", 4], ["Lê Thị Lan", 3], ["Vũ Văn Mẫu", 2]]

    def listed(*rows: list[Any]) -> Path:
        return sheet(heads, *([place, *row, "Đông"] for place, row in enumerate(rows, 1)))

    load(listed(*first), "household")
    longer = listed(["Ngô Văn Mới", 5], *first)
    told = load(longer, "household")
    assert [row.outcome.value for row in told.rows] == ["new", "same", "same", "same"]
    load(longer, "household", update=True)
    found = sorted((one.number("order"), one.text("head"), one.number("members")) for one in store.list("household"))
    assert found == [(1, "Ngô Văn Mới", 5), (2, "Vũ Văn Mẫu", 4), (3, "Lê Thị Lan", 3), (4, "Vũ Văn Mẫu", 2)]


def test_more_of_a_text_may_stand_in_several_columns_and_is_put_together(store: Store, sheet: Rows, load: Deed) -> None:
    heads = ["Ngày nhận", "Thôn", "Nội dung", "Đề xuất", "Ghi nhận thêm"]
    layout = layout_of("petition", heads, ["12/8/2026", "Thôn Đông", "Mương tắc", "Nạo vét", "Đã báo thôn"])
    mapped = with_map(layout, ALL_KINDS["petition"], [("Đề xuất", "content.more"), ("Ghi nhận thêm", "content.more")])
    assert [str(mapped.targets[place]) for place in (3, 4, 5)] == ["content", "content.more", "content.more"]
    again = mapped.with_target(4, Target("request"))
    assert [str(again.targets[place]) for place in (3, 4, 5)] == ["content", "request", "content.more"]
