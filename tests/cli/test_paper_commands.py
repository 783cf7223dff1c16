"""``danvan figures``, ``danvan number`` and ``danvan verify``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Danvan


@pytest.fixture
def petition(danvan: Danvan, commune: str) -> str:
    values = {"number": "001/2026", "received_on": "2026-08-12", "unit": commune, "content": "Mương tiêu ngõ 3 bị tắc"}
    values |= {"field": "other", "reply": "Đã nạo vét."}
    result = danvan("add", "petition", "--json-file", "-", stdin=json.dumps(values))
    assert result.exit_code == 0, result.output
    return result.stdout.strip()


def test_numbers_are_given_one_after_another_and_printed(danvan: Danvan, petition: str, tmp_path: Path) -> None:
    shown = danvan("number", "petition-reply", "--uid", petition, "--date", "2026-09-09", "--dry-run")
    assert shown.stdout == "01/TB-UBND\n"
    given = danvan("number", "petition-reply", "--uid", petition, "--date", "2026-09-09", "--json")
    assert json.loads(given.stdout)["written"] == "01/TB-UBND"
    report = danvan("number", "work-report", "--period", "2026-Q3", "--date", "2026-10-02", "--number", "12")
    assert report.stdout == "12-BC/ĐU\n"
    following = danvan("number", "situation-report", "--period", "2026-Q3", "--date", "2026-10-02")
    assert following.stdout == "13-BC/ĐU\n"
    out = tmp_path / "reply.pdf"
    assert danvan("report", "petition-reply", "--uid", petition, "--out", str(out)).exit_code == 0
    import pdfplumber

    with pdfplumber.open(out) as pdf:
        text = pdf.pages[0].extract_text()
    assert "Số: 01/TB-UBND" in text
    assert "ngày 09 tháng 9 năm 2026" in text


def test_a_paper_has_one_number_and_a_number_one_paper(danvan: Danvan, petition: str) -> None:
    danvan("number", "work-report", "--period", "2026-Q3", "--date", "2026-10-02")
    again = danvan("number", "work-report", "--period", "2026-Q3", "--date", "2026-10-03")
    assert again.exit_code == 1
    assert "đã có số 01-BC/ĐU" in again.stderr
    taken = danvan("number", "work-report", "--period", "2026-H2", "--date", "2026-10-03", "--number", "1")
    assert taken.exit_code == 1
    assert "Số 01 đã cấp cho" in taken.stderr
    assert danvan("number", "meeting-register", "--period", "2026-Q3").exit_code == 1


def test_a_printed_report_is_verified_by_file_and_by_code(danvan: Danvan, petition: str, tmp_path: Path) -> None:
    out = tmp_path / "report.pdf"
    assert danvan("report", "situation-report", "--period", "2026-Q3", "--out", str(out)).exit_code == 0
    agrees = danvan("verify", str(out))
    assert agrees.exit_code == 0, agrees.output
    assert "Khớp" in agrees.stdout
    assert danvan("set", petition, "complicated=có").exit_code == 0
    differs = danvan("verify", str(out), "--json")
    assert differs.exit_code == 1
    found = json.loads(differs.stdout)
    assert found["agrees"] is False
    assert [(one["figure"], one["here"], one["printed"]) for one in found["differences"]] == [
        ("petitions.complicated", 1, 0)
    ]
    in_words = danvan("verify", str(out))
    assert "Nhóm số liệu khác: Đơn, kiến nghị, phản ánh" in in_words.stdout
    assert "Không khớp" in in_words.stderr


def test_a_printed_register_is_verified_row_by_row(danvan: Danvan, petition: str, tmp_path: Path) -> None:
    out = tmp_path / "register.pdf"
    assert danvan("report", "petition-register", "--period", "2026-Q3", "--out", str(out)).exit_code == 0
    assert danvan("verify", str(out)).exit_code == 0
    assert danvan("set", petition, "content=Việc khác").exit_code == 0
    differs = danvan("verify", str(out), "--json")
    assert differs.exit_code == 1
    found = json.loads(differs.stdout)
    assert (found["agrees"], found["groups"], found["rows"], found["rows_missing"]) == (False, ["rows"], [petition], 1)
    in_words = danvan("verify", str(out))
    assert "Dòng khác với bản in hoặc chưa in" in in_words.stdout
    assert "Không khớp" in in_words.stderr


def test_a_code_that_was_misheard_is_refused_in_one_line(danvan: Danvan, commune: str) -> None:
    result = danvan("verify", "K7QF-2M9X-0000-0000-0000-0000")
    assert result.exit_code == 1
    assert "ghi sai hoặc thiếu ký tự" in result.stderr


def test_figures_are_listed_with_what_they_count(danvan: Danvan, petition: str) -> None:
    result = danvan("figures", "work-report", "--period", "2026-Q3", "--json")
    found = {one["figure"]: one for one in json.loads(result.stdout)}
    assert (found["petitions.received"]["value"], found["petitions.received"]["uids"]) == (1, [petition])
    assert found["petitions.received"]["definition"].startswith("Số kiến nghị, phản ánh, đơn khiếu nại, tố cáo")
    assert found["petitions.received.field.other"]["share"] == 1
    assert found["meetings.held"]["value"] == 0
    table = danvan("figures", "petition-register", "--period", "2026-Q3").stdout
    assert found["petitions.received"]["title"] in table
    assert found["meetings.held"]["title"] not in table
    refused = danvan("figures", "meeting-minutes", "--period", "2026-Q3")
    assert refused.exit_code == 1
    assert "work-report" in refused.stderr


def test_a_figure_that_is_not_known_is_no_nought(danvan: Danvan, commune: str) -> None:
    def added(kind: str, **values: object) -> str:
        result = danvan("add", kind, "--json-file", "-", stdin=json.dumps({"unit": commune, **values}))
        assert result.exit_code == 0, result.output
        return result.stdout.strip()

    work = added("community_work", name="Sửa mương", type="canal", agreed_on="2026-08-12")
    added("contribution", work=work, given_on="2026-08-12", donor="Các hộ ngõ 1", money=900_000)
    told = json.loads(danvan("figures", "work-report", "--period", "2026-Q3", "--json").stdout)
    found = {one["figure"]: one for one in told}
    assert found["contributions.households"]["value"] is None


def test_every_form_is_listed_and_the_device_s_card_is_one_of_them(
    danvan: Danvan, commune: str, tmp_path: Path
) -> None:
    listed = {one["form"]: one for one in json.loads(danvan("report", "--list", "--json").stdout)}
    assert {"work-report", "petition-slip", "vote-count", "device-card"} <= set(listed)
    assert all(one["description"] for one in listed.values())
    out = tmp_path / "card.pdf"
    assert danvan("report", "device-card", "--out", str(out)).exit_code == 0
    import pdfplumber

    with pdfplumber.open(out) as pdf:
        assert "THẺ MÁY" in pdf.pages[0].extract_text()


def test_forms_are_listed_a_whole_line_each(danvan, commune):
    lines = danvan("report", "--list").stdout.splitlines()
    assert len(lines) == len(json.loads(danvan("report", "--list", "--json").stdout)) + 1
    assert not [line for line in lines if line.endswith("…")]


def test_an_office_gets_a_template_to_edit_and_is_told_of_its_faults(
    danvan: Danvan, commune: str, tmp_path: Path
) -> None:
    made = json.loads(danvan("narrative", "work-report", "--json").stdout)
    path = tmp_path / "narrative" / "work-report.json"
    assert (made["path"], made["made"]) == (str(path), True)
    path.write_text(path.read_text("utf-8").replace("Trong kỳ không tiếp nhận", "Kỳ này chưa tiếp nhận"), "utf-8")
    assert "dùng được" in danvan("narrative", "work-report").stdout
    out = tmp_path / "report.pdf"
    assert danvan("report", "work-report", "--period", "2026-Q3", "--out", str(out)).exit_code == 0
    import pdfplumber

    with pdfplumber.open(out) as pdf:
        assert "Kỳ này chưa tiếp nhận" in "".join(page.extract_text() for page in pdf.pages[:3])
    path.write_text(path.read_text("utf-8").replace("petitions.received", "petitions.eaten"), "utf-8")
    faulty = danvan("narrative", "work-report")
    assert faulty.exit_code == 1
    assert "petitions.eaten" in faulty.stderr
    assert danvan("narrative", "meeting-minutes").exit_code == 1


def test_every_paper_of_a_book_is_verified_by_itself(danvan: Danvan, petition: str, tmp_path: Path) -> None:
    out = tmp_path / "book.pdf"
    assert danvan("report", "--all", "--period", "2026-Q3", "--out", str(out)).exit_code == 0
    agrees = danvan("verify", str(out))
    assert agrees.exit_code == 0, agrees.output
    assert agrees.stdout.count("Khớp: ") > 2
    assert danvan("set", petition, "content=Việc khác").exit_code == 0
    differs = danvan("verify", str(out), "--json")
    papers = json.loads(differs.stdout)
    assert differs.exit_code == 1
    assert [paper["form"] for paper in papers if not paper["agrees"]] == ["petition-register"]
    assert f"Không khớp 1/{len(papers)} văn bản" in danvan("verify", str(out)).stderr


def test_a_register_in_excel_or_word_carries_its_code(danvan: Danvan, petition: str, tmp_path: Path) -> None:
    for ending in ("xlsx", "docx"):
        out = tmp_path / f"register.{ending}"
        assert danvan("report", "petition-register", "--period", "2026-Q3", "--out", str(out)).exit_code == 0
        assert danvan("verify", str(out)).exit_code == 0
    assert danvan("set", petition, "content=Việc khác").exit_code == 0
    assert danvan("verify", str(out)).exit_code == 1


def test_what_the_typeface_lacks_is_told_with_a_way_to_print_it(danvan: Danvan, petition: str, tmp_path: Path) -> None:
    assert danvan("set", petition, "content=Mương 🚧 tắc 漢").exit_code == 0
    told = danvan("report", "petition-register", "--period", "2026-Q3", "--out", str(tmp_path / "a.pdf"))
    assert "🚧 漢" in told.stderr
    assert "lưu ra Word" in told.stderr
    kept = danvan("report", "petition-register", "--period", "2026-Q3", "--out", str(tmp_path / "a.docx"))
    assert kept.stderr == ""
