import json
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest

from danvan_desktop.reports.style import OFFICE_STYLE
from danvan_desktop.store import Store
from tests.cli.test_record_commands import add, meeting, refused, village

MINUTES = "meeting-minutes"


@pytest.fixture
def held(danvan, commune):
    """A village's meeting and a petition of the third quarter of 2026; returns the meeting's uid."""
    unit = add(danvan, "unit", village(parent=commune)).stdout.strip()
    uid = add(danvan, "meeting", meeting(unit, ends_at="2026-08-12T21:00")).stdout.strip()
    petition = {"number": "012/2026", "received_on": "2026-08-12", "unit": unit, "content": "Mương tắc"}
    assert add(danvan, "petition", petition).exit_code == 0
    return uid


def text_of(path: Path) -> str:
    return pypdfium2.PdfDocument(path)[0].get_textpage().get_text_bounded()


def test_a_form_is_printed_as_pdf_word_or_excel_by_format_or_by_the_file_s_ending(danvan, held, tmp_path):
    pdf, word, excel = (tmp_path / f"a.{ending}" for ending in ("pdf", "docx", "xlsx"))
    made = danvan("report", MINUTES, "--uid", held, "--out", str(pdf), "--json")
    assert json.loads(made.stdout) == {"out": str(pdf), "pages": 1, "replaced_characters": []}
    assert "Bàn làm đường" in " ".join(text_of(pdf).split()) or "bàn làm đường" in text_of(pdf)
    assert danvan("report", MINUTES, "--uid", held, "--out", str(word)).stdout.strip() == str(word)
    assert any("Thành phần tham dự" in paragraph.text for paragraph in docx.Document(word).paragraphs)
    made = danvan("report", "petition-register", "--period", "2026-Q3", "--format", "xlsx", "--out", str(excel))
    assert made.exit_code == 0, made.output
    cells = [str(cell.value) for row in openpyxl.load_workbook(excel).active for cell in row]
    assert [cell for cell in cells if cell.startswith("012/2026")]


def test_a_form_without_tables_is_no_excel_file(danvan, held, tmp_path):
    out = tmp_path / "a.xlsx"
    assert refused(danvan("report", MINUTES, "--uid", held, "--out", str(out)), "không có bảng")
    assert not out.exists()


def test_the_style_is_the_form_s_own_or_the_one_asked_for(danvan, held, tmp_path):
    out = tmp_path / "a.pdf"
    danvan("report", MINUTES, "--uid", held, "--out", str(out))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text_of(out)
    quarter = ("work-report", "--period", "2026-Q3", "--out", str(out))
    danvan("report", *quarter)
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text_of(out)
    danvan("report", *quarter, "--style", "state")
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text_of(out)


@pytest.mark.parametrize("form", [[MINUTES], ["petition-register", "--period", "2026-Q3"], ["device-card"]])
def test_the_party_s_style_is_refused_where_no_party_body_issues_the_paper(danvan, held, tmp_path, form):
    out = tmp_path / "a.pdf"
    of = ("--uid", held) if form == [MINUTES] else ()
    result = danvan("report", *form, *of, "--out", str(out), "--style", "party")
    assert result.exit_code == 1
    assert "chỉ in theo thể thức nhà nước" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert not out.exists()


def test_without_a_style_papers_look_as_the_office_chose(danvan, held, tmp_path):
    out, folder = tmp_path / "a.pdf", tmp_path / "q"
    with Store.open(tmp_path / "commune.db") as store:
        store.settings.set(OFFICE_STYLE, "state")
    danvan("report", "work-report", "--period", "2026-Q3", "--out", str(out))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text_of(out)
    danvan("report", "--all", "--period", "2026-Q3", "--out", str(folder))
    assert not any("ĐẢNG CỘNG SẢN VIỆT NAM" in text_of(path) for path in folder.iterdir())
    danvan("report", "work-report", "--period", "2026-Q3", "--out", str(out), "--style", "party")
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text_of(out)
    with Store.open(tmp_path / "commune.db") as store:
        store.settings.set(OFFICE_STYLE, "party")
    danvan("report", MINUTES, "--uid", held, "--out", str(out))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text_of(out)


def test_a_copy_takes_the_next_number_of_the_register_unless_one_is_named(danvan, held, tmp_path):
    out = tmp_path / "a.pdf"
    copied = ("report", MINUTES, "--uid", held, "--out", str(out), "--json", "--copy")
    told = json.loads(danvan(*copied, "sao-y", "--copy-to", "Các thôn", "--copy-to", "Mặt trận xã").stdout)
    assert told["copy"] == "01/SY-UBND"
    last = pypdfium2.PdfDocument(out)[told["pages"] - 1].get_textpage().get_text_bounded()
    assert all(words in last for words in ("SAO Y", "Số: 01/SY-UBND", "- Các thôn;", "- Mặt trận xã;", "- Lưu: VT."))
    assert json.loads(danvan(*copied, "trich-sao").stdout)["copy"] == "02/TrS-UBND"
    assert json.loads(danvan(*copied, "sao-luc", "--copy-number", "9").stdout)["copy"] == "09/SL-UBND"
    assert json.loads(danvan(*copied, "sao-luc", "--copy-number", "9").stdout)["copy"] == "09/SL-UBND"
    with Store.open(tmp_path / "commune.db") as store:
        given = store.list("document_number", order="number")
        assert [(one.number("number"), one.text("symbol")) for one in given] == [
            (1, "SY-UBND"),
            (2, "TrS-UBND"),
            (9, "SL-UBND"),
        ]
        assert {one.text("record") for one in given} == {held}


def test_a_copy_whose_number_is_taken_or_that_cannot_be_written_spends_none(danvan, held, tmp_path):
    copied = ("report", "petition-register", "--period", "2026-Q3", "--copy", "sao-y", "--copy-number", "4", "--out")
    assert "Số bản sao: 04/SY-UBND" in danvan(*copied, str(tmp_path / "a.pdf")).stdout
    other, missing = tmp_path / "b.pdf", tmp_path / "missing" / "b.pdf"
    again = ("report", MINUTES, "--uid", held, "--copy", "sao-y", "--out")
    assert refused(danvan(*again, str(other), "--copy-number", "4"), "Số bản sao 04 đã cấp")
    assert not other.exists()
    assert refused(danvan(*again, str(missing)), "thư mục không tồn tại")
    with Store.open(tmp_path / "commune.db") as store:
        assert store.count("document_number") == 1


def test_all_forms_of_a_period_go_to_a_folder(danvan, held, tmp_path):
    folder = tmp_path / "quý"
    result = danvan("report", "--all", "--period", "2026-Q3", "--out", str(folder), "--json")
    told = json.loads(result.stdout)
    assert sorted(told["files"]) == sorted(path.name for path in folder.iterdir())
    assert "2026-Q3_BB-hop-dan_Thon-Dong_2026-08-12.pdf" in told["files"]
    assert told["pages"] >= len(told["files"])


def test_all_forms_of_a_period_go_to_one_file_with_bookmarks(danvan, held, tmp_path):
    out = tmp_path / "quý.pdf"
    result = danvan("report", "--all", "--period", "2026-Q3", "--out", str(out))
    assert result.exit_code == 0, result.output
    assert str(out) in result.stdout
    titles = [entry.get_title() for entry in pypdfium2.PdfDocument(out).get_toc()]
    assert any(title.startswith("Biên bản cuộc họp") for title in titles)


@pytest.mark.parametrize(
    "arguments",
    [
        [MINUTES],
        ["--out", "a.pdf"],
        [MINUTES, "--all", "--period", "2026-Q3", "--out", "a.pdf"],
        ["--all", "--out", "a.pdf"],
        ["--all", "--period", "2026-Q3", "--out", "a.pdf", "--format", "docx"],
        [MINUTES, "--uid", "x", "--out", "a.pdf", "--style", "royal"],
        [MINUTES, "--uid", "x", "--out", "a.pdf", "--copy", "photo"],
        [MINUTES, "--uid", "x", "--out", "a.pdf", "--copy", "sao-y", "--copy-number", "0"],
        [MINUTES, "--uid", "x", "--out", "a.pdf", "--copy-number", "5"],
        [MINUTES, "--uid", "x", "--out", "a.pdf", "--copy-to", "Các thôn"],
        ["--all", "--period", "2026-Q3", "--out", "a.pdf", "--copy", "sao-y"],
        ["device-card", "--out", "a.pdf", "--copy", "sao-y"],
        ["petition-register", "--period", "2026-Q3", "--out", "a.pdf", "--format", "xlsx", "--copy", "sao-y"],
    ],
)
def test_what_does_not_fit_together_is_wrong_usage(danvan, held, arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = danvan("report", *arguments)
    assert result.exit_code == 2, result.output
    assert not (tmp_path / "a.pdf").exists()
