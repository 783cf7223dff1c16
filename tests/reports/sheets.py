"""Rules of an Excel file: who, of what, when; days and figures as such; ready to be printed."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from danvan_desktop.reports.document import Document
from danvan_desktop.reports.xlsx import NamedTable, render_xlsx, tables_of

_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}(?: \d{1,2}:\d{2})?")
_FIGURE = re.compile(r"-?(?:0|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,3})(?:,\d+)?%?")
_WIDTH_OF_A_PAGE = 140
"""Letters: what fits on a page across before letters get smaller than those of the paper."""
_LEAST_OF_A_LINE, _HIGHEST_ROW = 15, 409.0
_LETTERS_OF_A_DAY = 11

_WORDS_WITH_DAYS = {
    ("publicity-posted-list", "Hình thức, nơi công khai"): "several places, each with its own days",
    ("publicity-item-register", "Hình thức, nơi"): "several places, each with its own days",
    ("today-list", "Nội dung"): "what is due, in words of the record",
    ("today-list", "Hạn"): "until when a term that ends on a day off runs on; the term itself is a day",
    ("week-list", "Nội dung"): "what is due, in words of the record",
}
"""Columns in which a day stands among words, and why it is no day of its own."""
_NOTES = ": ghi chú"
"""How the columns end that ``days_apart`` makes of the words beside a day, as until when a term runs on."""


def sheet_faults(code: str, document: Document) -> list[str]:
    """Write the tables of a form's document, read them back, and tell what is wrong with a sheet."""
    tables = tables_of(document)
    if not tables:
        return []
    stream = io.BytesIO()
    render_xlsx(document, stream)
    sheets = openpyxl.load_workbook(stream).worksheets
    if len(sheets) != len(tables):
        return [f"{len(tables)} tables, {len(sheets)} sheets"]
    found = []
    for sheet, table in zip(sheets, tables, strict=True):
        faults = (
            *_head(sheet, document, table),
            *_page(sheet),
            *_widths(sheet),
            *_heights(sheet),
            *_values(sheet, code, table),
        )
        found += [f"{sheet.title}: {fault}" for fault in faults]
    return found


def _head(sheet: Worksheet, document: Document, table: NamedTable) -> Iterator[str]:
    told = [sheet.cell(row, 1).value for row in range(1, len(table.lines) + 2)]
    if told != [document.header.issuer.upper(), table.lines[0].upper(), *table.lines[1:]] or not all(told):
        yield f"above the table stands {told}"
    if document.subject and not document.appendices and document.subject not in table.lines:
        yield f"{document.subject!r} is not told"


def _page(sheet: Worksheet) -> Iterator[str]:
    setup = sheet.page_setup
    printed = (setup.orientation, str(setup.paperSize), setup.fitToWidth, setup.fitToHeight)
    if printed != ("landscape", "9", 1, 0):
        yield f"printed as {printed}"
    area = sheet.print_area.replace("$", "")
    if not area.endswith(f"A1:{get_column_letter(sheet.max_column)}{sheet.max_row}"):
        yield f"prints {area}"
    if sheet.freeze_panes != f"A{_head_of(sheet)[-1] + 1}":
        yield f"the head does not stay in view: {sheet.freeze_panes}"
    if (width := sum(one.width for one in sheet.column_dimensions.values())) > _WIDTH_OF_A_PAGE:
        yield f"{width} letters wide"


def _widths(sheet: Worksheet) -> Iterator[str]:
    for row in sheet.iter_rows():
        for cell in row:
            shown = _shown(cell.value)
            width = sheet.column_dimensions[get_column_letter(cell.column)].width
            if shown > width:
                yield f"{cell.coordinate} is shown as ###, {width} wide"


def _shown(value: object) -> int:
    """Count the letters of a day or a figure."""
    if isinstance(value, dt.datetime):
        return _LETTERS_OF_A_DAY
    return len(f"{value:,}") if isinstance(value, int) else 0


def _heights(sheet: Worksheet) -> Iterator[str]:
    for row in sheet.iter_rows():
        texts = [str(cell.value) for cell in row if cell.value is not None]
        if texts:
            height = sheet.row_dimensions[row[0].row].height or 0
            lines = max(text.count("\n") + 1 for text in texts)
            if height < min(_HIGHEST_ROW, _LEAST_OF_A_LINE * lines):
                yield f"row {row[0].row} is {height} high"


def _values(sheet: Worksheet, code: str, table: NamedTable) -> Iterator[str]:
    first = _head_of(sheet)[-1] + 1
    for row in sheet.iter_rows(min_row=first, max_row=first + len(table.table.rows) - 1):
        for place, cell in enumerate(row):
            if isinstance(cell.value, dt.datetime) and not cell.number_format.startswith("dd/mm/yyyy"):
                yield f"{cell.coordinate} is shown as {cell.number_format}"
            if not isinstance(cell.value, str):
                continue
            if _DAY.fullmatch(cell.value) or _FIGURE.fullmatch(cell.value):
                yield f"{cell.coordinate} is a word: {cell.value!r}"
            elif _DAY.search(cell.value) and not _is_told_in_words(code, table.table.columns[place].title):
                yield f"{cell.coordinate} has a day among words: {cell.value!r}"


def _is_told_in_words(code: str, title: str) -> bool:
    return title.endswith(_NOTES) or (code, title) in _WORDS_WITH_DAYS


def _head_of(sheet: Worksheet) -> range:
    """Give the rows that are printed on every page."""
    first, last = (int(part.strip("$")) for part in sheet.print_title_rows.split(":"))
    return range(first, last + 1)
