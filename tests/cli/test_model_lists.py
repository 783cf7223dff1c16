"""Lists of models: the columns of year, registration and theme, and the fields of lists made before themes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Danvan

_HEADINGS = "Tên mô hình,Đơn vị đăng ký,Xã,Ngày đăng ký,Thời gian,Mục tiêu"


def _load(danvan: Danvan, tmp_path: Path, headings: str, *rows: str) -> list[dict[str, object]]:
    path = tmp_path / "mo-hinh.csv"
    path.write_text("\n".join((headings, *rows)) + "\n", "utf-8")
    result = danvan("load", str(path), "--kind", "model")
    assert result.exit_code == 0, result.output + result.stderr
    listed = danvan("list", "model", "--json")
    found: list[dict[str, object]] = json.loads(listed.stdout)
    return sorted(found, key=lambda one: str(one["name"]))


@pytest.mark.usefixtures("commune")
def test_year_registration_and_theme_are_columns(danvan: Danvan, tmp_path: Path) -> None:
    second, first = _load(
        danvan,
        tmp_path,
        f"{_HEADINGS},Lĩnh vực,Chủ đề,Năm,Hình thức đăng ký",
        "Đường hoa,Hội Phụ nữ,Xã Đông Sơn,10/12/2025,Năm 2026,Sạch,Văn hóa xã hội,Môi trường,2026,Mới",
        "Tổ số,Đoàn xã,Xã Đông Sơn,10/02/2026,Năm 2026,Nhanh,Hệ thống chính trị,Chuyển đổi số,,Duy trì",
    )
    names = ("field", "theme", "year", "registration")
    assert [first[name] for name in names] == ["culture_society", "environment", 2026, "new"]
    assert [second[name] for name in names] == ["political_system", "digital", 2026, "kept"]


@pytest.mark.usefixtures("commune")
def test_a_list_of_before_brings_a_theme_for_its_field_and_loads_twice_without_change(
    danvan: Danvan, tmp_path: Path
) -> None:
    row = "Đường hoa,Hội Phụ nữ,Xã Đông Sơn,10/02/2026,Năm 2026,Sạch,Bảo vệ môi trường"
    (model,) = _load(danvan, tmp_path, f"{_HEADINGS},Lĩnh vực", row)
    assert (model["field"], model["theme"]) == ("culture_society", "environment")
    assert len(_load(danvan, tmp_path, f"{_HEADINGS},Lĩnh vực", row)) == 1


def test_a_former_choice_is_taken_by_command_and_a_year_before_its_day_is_not(danvan: Danvan, commune: str) -> None:
    values = {
        "name": "Đường hoa",
        "registrant": "Hội Phụ nữ",
        "unit": commune,
        "registered_on": "2026-02-10",
        "period": "Năm 2026",
        "aim": "Sạch",
        "field": "health_insurance",
    }
    added = danvan("add", "model", "--json-file", "-", stdin=json.dumps(values))
    assert added.exit_code == 0, added.stderr
    uid = added.stdout.strip()
    told = json.loads(danvan("get", uid, "--json").stdout)
    assert (told["field"], told["theme"], told["year"]) == ("culture_society", "health_insurance", 2026)
    refused = danvan("set", uid, "year=2025")
    assert refused.exit_code == 1
    assert "Năm 2025 trước năm của ngày đăng ký (10/02/2026)" in refused.stderr
    assert danvan("set", uid, "field=Kinh tế sạch").exit_code == 1
