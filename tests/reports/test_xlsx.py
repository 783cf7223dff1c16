"""Excel files of annex tables read back."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from openpyxl.workbook import Workbook

from danvan_desktop.reports.document import (
    Align,
    Appendix,
    Cell,
    Column,
    ColumnGroup,
    Document,
    Header,
    Heading,
    KeepTogether,
    Paragraph,
    Run,
    Table,
)
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.xlsx import render_xlsx
from tests.reports.reading import INFO

COLUMNS = (Column("Thôn", 4), Column("Kiến nghị", 2, Align.RIGHT), Column("Tỷ lệ", 2, Align.RIGHT))


def read(document: Document) -> Workbook:
    stream = io.BytesIO()
    render_xlsx(document, stream)
    return openpyxl.load_workbook(io.BytesIO(stream.getvalue()))


def report(*rows: tuple[Cell | str | tuple[Run, ...], ...], **parts: object) -> Document:
    table = Table(COLUMNS, rows, **parts)  # type: ignore[arg-type]
    annex = Appendix("Phụ lục I", "Kiến nghị theo thôn", (table,))
    return Document(INFO, Header("UBND xã"), "Báo cáo", appendices=(annex,))


def values(document: Document) -> list[list[object]]:
    sheet = read(document).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]


def test_every_table_has_a_sheet_named_by_its_annex_or_heading() -> None:
    table = Table(COLUMNS, ())
    document = Document(
        INFO,
        Header("UBND xã"),
        "Báo cáo",
        blocks=(Heading("Tổng hợp"), KeepTogether((table,)), table),
        appendices=(Appendix("Phụ lục: I/1 rất dài " + "x" * 30, "Theo thôn", (Paragraph(""), table)),),
    )
    book = read(document)
    assert book.sheetnames == ["Báo cáo", "Báo cáo (2)", "Phụ lục  I 1 rất dài xxxxxxxxxx"]
    assert [sheet["A1"].value for sheet in book] == ["UBND XÃ"] * 3
    assert [[sheet[f"A{row}"].value for row in (2, 3)] for sheet in book] == [
        *[["BÁO CÁO", "Tổng hợp"]] * 2,
        ["PHỤ LỤC: I/1 RẤT DÀI " + "X" * 30, "Theo thôn"],
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("0", 0),
        ("1.234", 1234),
        ("1.234.567,5", 1234567.5),
        ("-3", -3),
        ("34,5\u00a0%", 0.345),
        ("100 %", 1),
        ("012", "012"),
        ("012/2026", "012/2026"),
        ("1.23", "1.23"),
        ("12/8/2026", dt.datetime(2026, 8, 12)),
        ("31/2/2026", "31/2/2026"),
        ("số 5 ngày 12/8/2026", "số 5 ngày 12/8/2026"),
        ("3 hộ", "3 hộ"),
        ("", None),
    ],
)
def test_figures_become_numbers_and_all_else_stays_text(text: str, value: object) -> None:
    assert values(report(("Thôn Đông", text, "")))[0][1] == value


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x")', "+84 912", "@x", "<b>&amp;</b>"])
def test_what_looks_like_a_formula_is_kept_as_typed(text: str) -> None:
    cell = read(report((text, "1", ""))).worksheets[0]["A6"]
    assert cell.value == text
    assert cell.data_type == "s"


def test_controls_and_direction_marks_are_left_out_and_emoji_stay() -> None:
    assert values(report(("a\x00b\x07c\u202ed 🚧\ne", "1", "")))[0][0] == "abcd 🚧\ne"


def test_groups_and_spans_are_merged_and_the_header_stays_in_view() -> None:
    document = report(
        ("Thôn Đông", "1", "50 %"), (Cell("Cộng", span=2), "2"), groups=(ColumnGroup("Quý III", 1, 2),), numbered=True
    )
    sheet = read(document).worksheets[0]
    assert {str(merged) for merged in sheet.merged_cells.ranges} >= {"B5:C5", "A5:A6", "A9:B9"}
    assert [sheet["A5"].value, sheet["B5"].value, sheet["B6"].value, sheet["A7"].value] == [
        "Thôn",
        "Quý III",
        "Kiến nghị",
        "(1)",
    ]
    assert sheet.freeze_panes == "A8"
    assert sheet.print_title_rows == "$5:$7"
    assert sheet["A8"].font.name == "Times New Roman"


def test_a_day_in_a_narrow_column_is_shown_and_a_title_over_two_rows_is_whole() -> None:
    columns = (
        Column("Nội dung", 20),
        Column("Ngày ra quyết định công nhận", 1),
        Column("Tổng số", 1),
        Column("Đã xong", 1),
    )
    table = Table(columns, (("Đường hoa", "12/8/2026", "1.234.567", "5"),), (ColumnGroup("Ý kiến", 2, 2),))
    sheet = read(Document(INFO, Header("UBND xã"), "Sổ", blocks=(table,))).worksheets[0]
    widths = [one.width for one in sheet.column_dimensions.values()]
    assert widths[1] >= 11
    assert widths[2] >= 10
    assert sum(widths) == pytest.approx(130, abs=8)
    title = next(one for one in sheet.merged_cells.ranges if one.min_col == 2 and one.max_col == 2)
    heights = [sheet.row_dimensions[row].height for row in range(title.min_row, title.max_row + 1)]
    assert sum(heights) >= 3 * 15.75


def test_a_day_among_words_is_not_broken_in_a_narrow_column() -> None:
    """A note of three lines ended in “19/10/2” and began in “026”."""
    columns = (Column("Nội dung", 60), Column("Hạn: ghi chú", 1))
    table = Table(columns, (("Giám sát", "ngày nghỉ, tính đến hết 19/10/2026"),))
    sheet = read(Document(INFO, Header("UBND xã"), "Sổ", blocks=(table,))).worksheets[0]
    assert sheet.column_dimensions["B"].width >= 10


def test_what_the_paper_has_in_bold_is_bold() -> None:
    title, total = Cell((Run("Tập thể", bold=True),), span=3), (Run("12", bold=True),)
    sheet = read(report((title,), ("Thôn Am", "4", "5"), ("Cộng", total, ""))).worksheets[0]
    bold = [[bool(cell.font.bold) for cell in row] for row in sheet.iter_rows(min_row=6, max_col=2)]
    assert [row[0] for row in bold] == [True, False, False]
    assert bold[2] == [False, True]


def test_a_document_without_tables_is_refused_in_words() -> None:
    document = Document(INFO, Header("UBND xã"), "Biên bản", blocks=(Paragraph("Không có bảng."),))
    with pytest.raises(ReportError, match="không có bảng"):
        render_xlsx(document, io.BytesIO())


def test_a_sheet_is_ready_to_be_printed() -> None:
    long = "Nhân dân đề nghị sớm sửa chữa tuyến đường trục chính, nạo vét mương tiêu nước và trả lời rõ ràng. "
    book = read(report(*((f"{place} {long * 6}", "1", "50%") for place in range(30))))
    sheet = book.worksheets[0]
    assert sheet.page_setup.orientation == "landscape"
    assert str(sheet.page_setup.paperSize) == "9"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    margins = sheet.page_margins
    assert [round(one * 25.4) for one in (margins.left, margins.right, margins.top, margins.bottom)] == [30, 20, 20, 20]
    assert sheet.print_area == "'Phụ lục I'!$A$1:$C$35"
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.oddHeader.center.text == "&P"
    assert {sheet.row_dimensions[row].height for row in range(6, 36)} == {9 * 15.75}
    assert sheet.row_dimensions[1].height == 15.75


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_prints_it_on_pages_across_with_the_head_on_each(tmp_path: Path) -> None:
    rows = tuple((f"Thôn số {place} của xã " * 8, str(place), "12/8/2026") for place in range(40))
    render_xlsx(report(*rows), tmp_path / "one.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "one.xlsx")], check=True, capture_output=True, timeout=180)
    with pypdfium2.PdfDocument(tmp_path / "one.pdf") as pdf:
        texts = [page.get_textpage().get_text_bounded() for page in pdf]
        assert {tuple(map(round, page.get_size())) for page in pdf} == {(842, 595)}
    assert len(texts) > 1
    assert all("Kiến nghị" in text and "Tỷ lệ" in text for text in texts)
    assert texts[1].split()[0] == "2"
    assert "12/08/2026" in texts[0]
    assert " ".join(" ".join(texts).split()).count("Thôn số 7 của xã") == 8
