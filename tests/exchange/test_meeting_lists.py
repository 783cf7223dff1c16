"""Registers of meetings: days without an hour, headings of their own, and cells that say less than a field takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.domain.fields import FieldError
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.exchange.cell_values import cell_value
from danvan_desktop.exchange.grid import Cell
from danvan_desktop.exchange.planning import LoadPlan, Options, hours_wanted
from danvan_desktop.exchange.profiles import Target, profile_of
from danvan_desktop.store import Store

HEADS = ["STT", "Thôn", "Ngày tháng", "Nội dung", "Số hộ dự", "Kết quả"]
GIVEN = {"place": "Nhà văn hóa", "chair": "Vũ Văn Mẫu", "secretary": "Lê Thị Lan", "households_total": "80"}
CONSTANTS = {Target(name): text for name, text in GIVEN.items()}
HOUR = Target.parse("starts_at.time")
Rows = Callable[..., Path]
Deed = Callable[..., LoadPlan]


def meeting(day: Any, number: int = 1, *others: object) -> list[Any]:
    return [number, "Thôn Đông", day, f"Bàn việc {number}", 70, *others]


def reasons(plan: LoadPlan) -> list[str]:
    return [str(problem.message) for row in plan.rows for problem in row.errors]


def refusal(kind: str, field: str, value: Any) -> str:
    declared = ALL_KINDS[kind]
    with pytest.raises(FieldError) as refused:
        cell_value(declared.field(field), Cell(value), profile_of(declared))
    return str(refused.value.message)


def test_headings_of_a_register_are_known(sheet: Rows, plan: Deed) -> None:
    planned = plan(sheet(HEADS, meeting("19h30 ngày 12/8/2026", 1, "Nhất trí")), "meeting", constants=CONSTANTS)
    named = ["unit", "starts_at", "subject", "households_present", "conclusion"]
    assert [str(target) for target in planned.layout.targets.values()] == named
    assert not reasons(planned)


def test_contents_beside_a_subject_stay_contents(sheet: Rows, plan: Deed) -> None:
    row = [1, "Thôn Đông", "19h30 ngày 12/8/2026", "Họp bàn làm đường", "Thôn họp bàn việc góp đất"]
    heads = ["STT", "Thôn", "Ngày họp", "Tên cuộc họp", "Nội dung"]
    targets = plan(sheet(heads, row), "meeting", constants=CONSTANTS).layout.targets
    assert (targets[4], targets[5]) == (Target("subject"), Target("content"))


def test_the_hour_of_a_day_may_stand_under_time(store: Store, sheet: Rows, load: Deed) -> None:
    heads = ["STT", "Thôn", "Ngày họp", "Thời gian", "Nội dung"]
    load(sheet(heads, [1, "Thôn Đông", "12/8/2026", "19h30", "Bàn việc"]), "meeting", constants=CONSTANTS)
    (found,) = store.list("meeting")
    assert found.text("starts_at").startswith("2026-08-12T19:30")


@pytest.mark.parametrize("day", ["12/08/2026", dt.date(2026, 8, 12), "12-8-26", "Thứ tư, ngày 12/8/2026"])
def test_a_day_without_an_hour_asks_for_one_for_all_rows(sheet: Rows, plan: Deed, day: Any) -> None:
    def styled(page: Any) -> None:
        page["C2"].number_format = "dd/mm/yyyy"

    planned = plan(sheet(HEADS, meeting(day), finish=styled), "meeting", constants=CONSTANTS)
    assert "một giờ chung cho mọi dòng" in "".join(reasons(planned))
    rows = [row.row for row in planned.rows]
    assert hours_wanted(planned.kind, planned.layout, rows, Options({})) == [HOUR]
    assert hours_wanted(planned.kind, planned.layout, rows, Options({HOUR: "19h"})) == []


def test_an_hour_for_all_rows_leaves_those_that_have_one(store: Store, sheet: Rows, load: Deed) -> None:
    rows = [meeting("12/08/2026"), meeting("8h ngày 13/8/2026", 2)]
    load(sheet(HEADS, *rows), "meeting", constants={**CONSTANTS, HOUR: "19h30"})
    starts = sorted(found.text("starts_at")[:16] for found in store.list("meeting"))
    assert starts == ["2026-08-12T19:30", "2026-08-13T08:00"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Tháng 4/2026", "30/4/2026"),
        ("tháng 2 năm 2026", "28/2/2026"),
        ("Quý I/2026", "31/3/2026"),
        ("quý iv năm 2026", "31/12/2026"),
        ("Quý 2 - 2026", "30/6/2026"),
        ("04/2026", "30/4/2026"),
        ("Năm 2026", "31/12/2026"),
        (2026, "31/12/2026"),
    ],
)
def test_what_names_a_month_a_quarter_or_a_year_is_told_to_be_no_day(text: Any, day: str) -> None:
    for kind, field in (("model", "registered_on"), ("meeting", "starts_at")):
        told = refusal(kind, field, text)
        assert "chưa có ngày" in told
        assert day in told


def test_two_numbers_and_shares_are_told_apart_from_no_number() -> None:
    assert "hai số" in refusal("meeting", "households_present", "70/80")
    assert "hai số" in refusal("meeting", "households_present", "70 / 80 hộ")
    assert "tỷ lệ" in refusal("meeting", "households_present", "95%")
    assert "không phải số nguyên" in refusal("meeting", "households_present", "đủ")


@pytest.mark.parametrize(("text", "number"), [("1.020", 1020), ("390 khẩu", 390), ("12 hộ", 12), ("070", 70)])
def test_numbers_are_read_as_they_are_written(text: str, number: int) -> None:
    declared = ALL_KINDS["meeting"]
    assert cell_value(declared.field("households_present"), Cell(text), profile_of(declared)) == number
