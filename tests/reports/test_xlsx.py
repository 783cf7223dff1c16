"""Excel files of annex tables read back."""

from __future__ import annotations

import io

import openpyxl
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
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]


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
    assert [sheet["A1"].value for sheet in book] == ["Tổng hợp", "Tổng hợp", "Theo thôn"]


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
        ("12/8/2026", "12/8/2026"),
        ("3 hộ", "3 hộ"),
        ("", None),
    ],
)
def test_figures_become_numbers_and_all_else_stays_text(text: str, value: object) -> None:
    assert values(report(("Thôn Đông", text, "")))[0][1] == value


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x")', "+84 912", "@x", "<b>&amp;</b>"])
def test_what_looks_like_a_formula_is_kept_as_typed(text: str) -> None:
    cell = read(report((text, "1", ""))).worksheets[0]["A4"]
    assert cell.value == text
    assert cell.data_type == "s"


def test_controls_and_direction_marks_are_left_out_and_emoji_stay() -> None:
    assert values(report(("a\x00b\x07c\u202ed 🚧\ne", "1", "")))[0][0] == "abcd 🚧\ne"


def test_groups_and_spans_are_merged_and_the_header_stays_in_view() -> None:
    document = report(
        ("Thôn Đông", "1", "50 %"), (Cell("Cộng", span=2), "2"), groups=(ColumnGroup("Quý III", 1, 2),), numbered=True
    )
    sheet = read(document).worksheets[0]
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {"B3:C3", "A3:A4", "A7:B7"}
    assert [sheet["A3"].value, sheet["B3"].value, sheet["B4"].value, sheet["A5"].value] == [
        "Thôn",
        "Quý III",
        "Kiến nghị",
        "(1)",
    ]
    assert sheet.freeze_panes == "A6"
    assert sheet.print_title_rows == "$3:$5"
    assert sheet["A6"].font.name == "Times New Roman"


def test_a_document_without_tables_is_refused_in_words() -> None:
    document = Document(INFO, Header("UBND xã"), "Biên bản", blocks=(Paragraph("Không có bảng."),))
    with pytest.raises(ReportError, match="không có bảng"):
        render_xlsx(document, io.BytesIO())
