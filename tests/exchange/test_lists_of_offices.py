"""Lists of each kind under the headings that offices give them, with what they leave out as common values."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.assets import read_resource
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Draft
from danvan_desktop.exchange.planning import LoadPlan
from danvan_desktop.exchange.profiles import Target
from danvan_desktop.store import Store

DAY = "12/08/2026"
Rows = Callable[..., Path]
Deed = Callable[..., LoadPlan]

LISTS: list[tuple[str, Mapping[str, str], Mapping[str, Any], str]] = [
    (
        "model",
        {"registered_on": DAY, "period": "Năm 2026", "aim": "Sạch đường"},
        {"Tên mô hình": "Đường hoa", "Đơn vị thực hiện": "Chi hội Phụ nữ", "Địa chỉ": "Thôn Đông", "Năm đăng ký": 2026},
        "name registrant unit year",
    ),
    (
        "model",
        {"period": "Năm 2026", "aim": "Sạch đường"},
        {"Tên mô hình": "Đường hoa", "Thời gian": DAY, "Người phụ trách": "Lê Thị Lan"},
        "name registered_on registrant",
    ),
    (
        "dialogue",
        {},
        {"Thời gian": DAY, "Chủ trì": "Vũ Văn Mẫu", "Địa điểm tổ chức": "Hội trường", "Thành phần": "Các hộ"}
        | {"Nội dung": "Giải phóng mặt bằng", "Số lượng người tham gia": 120, "Kết quả": "Thống nhất"},
        "held_on led_by place participants topic participants_count conclusion",
    ),
    (
        "network_member",
        {},
        {
            "Họ và tên": "Vũ Văn Mẫu",
            "Năm sinh": 1970,
            "Nhiệm vụ trong tổ": "Tổ trưởng",
            "Thôn": "Đông",
            "SĐT": "912345678",
        },
        "full_name birth_year role unit phone",
    ),
    (
        "network_member",
        {},
        {
            "Họ và tên": "Vũ Văn Mẫu",
            "Nơi cư trú": "Thôn Hạ",
            "Thành phần người có uy tín": "Già làng",
            "Dân tộc": "Mông",
        },
        "full_name unit role ethnic",
    ),
    (
        "network_member",
        {"role": "Hòa giải viên"},
        {"Họ và tên hòa giải viên": "Vũ Văn Mẫu", "Nghề nghiệp": "Nông dân", "Tổ hòa giải": "Tổ hòa giải thôn Đông"},
        "full_name position unit",
    ),
    (
        "petition",
        {"unit": "Thôn Đông"},
        {"Ngày tiếp": DAY, "Nội dung vụ việc": "Tranh chấp ngõ", "Phân loại đơn": "Kiến nghị", "Ghi chú": ""},
        "received_on content nature",
    ),
    (
        "reception",
        {},
        {"Ngày tiếp công dân": DAY, "Lãnh đạo tiếp": "Vũ Văn Mẫu", "Chức vụ": "Chủ tịch", "Nơi tiếp": "Trụ sở"},
        "held_on receiver position place",
    ),
    (
        "case",
        {"unit": "Thôn Đông"},
        {
            "Ngày nhận đơn": DAY,
            "Người đứng đơn": "Vũ Văn Mẫu",
            "Nội dung đơn": "Tranh chấp đất",
            "Loại đơn": "Khiếu nại",
        },
        "received_on citizen_name title nature",
    ),
    (
        "oversight",
        {"type": "Giám sát"},
        {"Nội dung giám sát": "Thu quỹ", "Đơn vị được giám sát": "UBND xã", "Thời gian giám sát": DAY},
        "subject target visit_on",
    ),
    (
        "award",
        {},
        {"Họ và tên": "Vũ Văn Mẫu", "Thành tích": "Hiến đất", "Hình thức đề nghị khen thưởng": "Giấy khen"},
        "subject merit title",
    ),
    (
        "situation_entry",
        {},
        {"Ngày tháng": DAY, "Địa bàn": "Thôn Đông", "Nội dung sự việc": "Rác ứ", "Hướng xử lý": "Đã báo"},
        "noted_on unit content handling",
    ),
    (
        "activity",
        {},
        {"Thời gian": DAY, "Nội dung hoạt động": "Dọn đường", "Đơn vị thực hiện": "Thôn Đông", "Số người tham gia": 40},
        "held_on topic unit people",
    ),
    (
        "activity",
        {"unit": "Xã Đông Sơn"},
        {"Thời gian": DAY, "Nội dung hoạt động": "Dọn đường", "Đơn vị thực hiện": "Mặt trận Tổ quốc"},
        "held_on topic organiser",
    ),
    (
        "consultation",
        {"item": "1"},
        {"Nội dung lấy ý kiến": "Quy ước", "Cơ quan soạn thảo": "UBND xã", "Từ ngày": DAY, "Đến ngày": "30/9/2026"},
        "subject drafting_body published_on closes_on",
    ),
]


@pytest.mark.parametrize(("kind", "common", "cells", "fields"), LISTS)
def test_headings_of_offices_are_known(
    sheet: Rows, plan: Deed, kind: str, common: Mapping[str, str], cells: Mapping[str, Any], fields: str
) -> None:
    constants = {Target(name): text for name, text in common.items()}
    if kind == "consultation":
        constants[Target("item")] = str(ALL_KINDS[kind].field("item").choices[0].code)
    planned = plan(sheet(["STT", *cells], [1, *cells.values()]), kind, constants=constants)
    assert [str(target) for target in planned.layout.targets.values()] == fields.split()
    assert [[str(problem.message) for problem in row.errors] for row in planned.rows] == [[]]


def test_visits_name_their_reception_by_its_day(store: Store, sheet: Rows, load: Deed) -> None:
    values = {"unit": store.unit.uid, "held_on": "2026-08-12", "receiver": "Vũ Văn Mẫu", "place": "Trụ sở"}
    reception = store.save(Draft("reception", values)).uids[0]
    heads = ["STT", "Ngày tiếp", "Họ và tên công dân", "Nội dung vụ việc", "Hướng xử lý"]
    load(sheet(heads, [1, DAY, "Lê Thị Lan", "Tranh chấp ngõ", "Hướng dẫn"]), "reception_visit")
    (visit,) = store.list("reception_visit")
    assert (visit.text("reception"), visit.text("handling")) == (reception, "guided")


def test_a_list_of_officers_needs_no_column_that_names_their_own_office(store: Store, sheet: Rows, load: Deed) -> None:
    load(sheet(["STT", "Họ và tên", "Chức vụ"], [1, "Vũ Văn Mẫu", "Văn thư"]), "officer")
    (officer,) = store.find("officer", full_name="Vũ Văn Mẫu")
    assert officer.text("unit") == store.unit.uid


def test_the_words_of_offices_stand_for_what_is_declared() -> None:
    for name, words in read_resource(json.loads, "exchange", "columns.json")["kinds"].items():
        kind = ALL_KINDS[name]
        fields = [*words.get("same_by", ()), *words.get("same_else", ()), *words.get("asked", ())]
        assert all(map(kind.has, fields)), name
        assert all(kind.has(Target.parse(target).field) for target in words["headings"]), name
        for field, choices in words.get("choices", {}).items():
            assert choices.keys() <= {choice.code for choice in kind.field(field).choices}, (name, field)
