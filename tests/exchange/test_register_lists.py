"""Registers of petitions as offices keep them: no numbers, headings in two rows, results in words of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.exchange.planning import LoadPlan
from danvan_desktop.exchange.profiles import Target
from danvan_desktop.store import Store

HEADS = ["STT", "Ngày nhận", "Thôn", "Người kiến nghị", "Nội dung kiến nghị"]
Rows = Callable[..., Path]
Deed = Callable[..., LoadPlan]


def line(place: int, name: str, content: str, *others: object) -> list[object]:
    return [place, "12/08/2026", "Thôn Đông", name, content, *others]


def test_rows_without_a_number_are_petitions_of_their_own(store: Store, sheet: Rows, load: Deed) -> None:
    rows = [line(1, "Vũ Văn Mẫu", "Mương tắc"), line(2, "Vũ Văn Mẫu", "Đường hỏng"), line(3, "Lê Thị Lan", "Mương tắc")]
    path = sheet(HEADS, *rows, line(4, "Lê Thị Lan", "Mương tắc"))
    told = load(path)
    assert [row.outcome.value for row in told.rows] == ["new", "new", "new", "same"]
    assert sorted(record.text("content") for record in store.list("petition")) == [
        "Mương tắc",
        "Mương tắc",
        "Đường hỏng",
    ]
    assert [row.outcome.value for row in load(path).rows] == ["same"] * 4
    assert store.count("petition") == 3


def test_headings_that_part_a_wide_one_alone_are_headings(store: Store, sheet: Rows, load: Deed) -> None:
    """The other headings are not merged downwards, as in tables that were made by hand."""
    heads = ["STT", "Ngày nhận", "Thôn", "Người kiến nghị", None, "Nội dung kiến nghị"]
    first = [1, "12/08/2026", "Thôn Đông", "Vũ Văn Mẫu", "Xóm 3", "Mương tắc"]
    path = sheet(heads, [None, None, None, "Họ và tên", "Nơi ở"], first, finish=lambda page: page.merge_cells("D1:E1"))
    load(path)
    (petition,) = store.list("petition")
    assert (petition.text("citizen_name"), petition.text("citizen_address")) == ("Vũ Văn Mẫu", "Xóm 3")


def test_a_record_below_a_name_over_two_columns_is_no_heading(store: Store, sheet: Rows, load: Deed) -> None:
    heads = ["STT", "Ngày nhận", "Thôn", "Họ và tên", None, "Nội dung kiến nghị"]
    first = [1, "12/08/2026", "Thôn Đông", "Vũ Văn", "Mẫu", "Mương tắc"]
    load(sheet(heads, first, finish=lambda page: page.merge_cells("D1:E1")))
    (petition,) = store.list("petition")
    assert petition.text("citizen_name") == "Vũ Văn Mẫu"


@pytest.mark.parametrize(
    ("cells", "meant"),
    [
        (["Đã giải quyết", "Giải quyết một phần", "Đã giải thích"], "result"),
        (["Đang giải quyết", "Chưa", "Đã trả lời"], "state"),
        (["Xã đã nạo vét mương ngày 5/4", "Đã giải quyết", "Địa chính đang kiểm tra"], "reply"),
        (["", "", ""], "result"),
    ],
)
def test_what_stands_below_results_tells_what_their_heading_means(
    sheet: Rows, plan: Deed, cells: list[Any], meant: str
) -> None:
    rows = [line(place, "Vũ Văn Mẫu", f"Việc {place}", told) for place, told in enumerate(cells, 1)]
    assert plan(sheet([*HEADS, "Kết quả giải quyết"], *rows)).layout.targets[6] == Target(meant)


def test_a_column_for_each_meaning_keeps_its_own(sheet: Rows, plan: Deed) -> None:
    row = line(1, "Vũ Văn Mẫu", "Mương tắc", "Đã nạo vét xong mương", "Đã trả lời")
    targets = plan(sheet([*HEADS, "Kết quả giải quyết", "Tình trạng"], row)).layout.targets
    assert (targets[6], targets[7]) == (Target("reply"), Target("state"))


def test_who_is_still_at_work_needs_no_assignee(store: Store, sheet: Rows, load: Deed) -> None:
    load(sheet([*HEADS, "Tình trạng"], line(1, "Vũ Văn Mẫu", "Mương tắc", "Đang giải quyết")))
    (petition,) = store.list("petition")
    assert petition.text("state") == "received"


def test_a_register_that_went_on_is_known_by_day_person_and_content(store: Store, sheet: Rows, load: Deed) -> None:
    heads = [*HEADS, "Yêu cầu"]
    load(sheet(heads, line(1, "Vũ Văn Mẫu", "Mương tắc", ""), line(2, "Lê Thị Lan", "Mương tắc", "")))
    later = sheet(heads, line(1, "Ông Vũ Văn Mẫu", "mương tắc", "Nạo vét"), line(2, "Bà Lê Thị Lan", "Mương tắc", ""))
    told = load(later, update=True)
    assert [row.outcome.value for row in told.rows] == ["changed", "same"]
    assert sorted(one.text("citizen_name") for one in store.list("petition")) == ["Lê Thị Lan", "Vũ Văn Mẫu"]
    assert {one.text("request") for one in store.list("petition")} == {"Nạo vét", ""}
    assert [row.outcome.value for row in load(sheet(heads, line(1, "Vũ Văn Mẫu", "Mương tắc", "Lấp"))).rows] == [
        "rejected"
    ]
