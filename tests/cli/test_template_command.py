"""``danvan template``: a form printed by the office's own Word template, from the command to the file."""

from __future__ import annotations

import json
from pathlib import Path

import docx

from tests.cli.conftest import Danvan


def test_an_office_restyles_a_form_and_goes_back(danvan: Danvan, commune: str, tmp_path: Path) -> None:
    begin, own, out = (str(tmp_path / f"{name}.docx") for name in ("bat-dau", "rieng", "in"))
    danvan("template", "work-report", "--out", begin)
    file = docx.Document(begin)
    file.add_paragraph("Mẫu riêng của xã")
    file.save(own)
    told = danvan("template", "work-report", "--take", own, "--json")
    assert [one["form"] for one in json.loads(told.output)] == ["work-report"]
    danvan("report", "work-report", "--period", "2026-Q3", "--out", out)
    assert "Mẫu riêng của xã" in [one.text for one in docx.Document(out).paragraphs]
    danvan("template", "work-report", "--remove")
    danvan("report", "work-report", "--period", "2026-Q3", "--out", out)
    assert "Mẫu riêng của xã" not in [one.text for one in docx.Document(out).paragraphs]


def test_all_fields_are_listed_and_refusals_leave_the_store_as_it_was(
    danvan: Danvan, commune: str, tmp_path: Path
) -> None:
    fields = {one["field"] for one in json.loads(danvan("template", "--fields", "--json").output)}
    assert {"{{noi_dung}}", "{{ky_ten}}", "{{bang_1.cot_1}}"} <= fields
    bad = tmp_path / "hong.docx"
    bad.write_bytes(b"PK")
    assert danvan("template", "work-report", "--take", str(bad)).exit_code == 1
    assert json.loads(danvan("template", "--json").output) == []
