"""Excel files of the tables of a document: one sheet for each table, figures as numbers that can be summed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from danvan_desktop.localization import _
from danvan_desktop.reports.document import (
    Align,
    Block,
    Document,
    Heading,
    Inline,
    KeepTogether,
    Proof,
    Table,
    cell_of,
    plain,
)
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.limits import LONGEST_CELL, LONGEST_SHEET_NAME, property_text, shortened, writable
from danvan_desktop.reports.output import replacing

_FONT = "Times New Roman"
_LETTERS_OF_A_PAGE = 130
"""Letters of the table's size that fit side by side on a page across: columns share them by their widths."""

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d*)(?:,\d+)?")
_NOT_IN_NAMES = re.compile(r"[\\/*?:\[\]]")
_ALIGNMENT = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.JUSTIFY: "left"}
_THIN = Side(style="thin")
_LINES = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


@dataclass(frozen=True)
class NamedTable:
    """A table with the name of its sheet and the title that stands above it."""

    name: str
    title: str
    table: Table


def tables_of(document: Document) -> tuple[NamedTable, ...]:
    """Find every table of a document and its annexes, named by the annex or the heading that it stands under."""
    found = list(_tables(document.blocks, document.kind, document.subject or document.kind))
    for appendix in document.appendices:
        found += _tables(appendix.blocks, appendix.label, appendix.title)
    names: set[str] = set()
    return tuple(NamedTable(_free_name(item.name, names), item.title, item.table) for item in found)


def render_xlsx(document: Document, out: BinaryIO | Path) -> int:
    """Write the tables of ``document`` into ``out`` and give their number.

    Raises:
        ReportError: the document has no table.
        OutputError: the path cannot be written.
    """
    tables = tables_of(document)
    if not tables:
        raise ReportError(_("Mẫu này không có bảng số liệu để ghi ra Excel. Hãy chọn dạng PDF hoặc Word."))
    book = Workbook()
    book.remove(book.worksheets[0])
    for table in tables:
        sheet = book.create_sheet(table.name)
        _write_sheet(sheet, table)
        if document.proof is not None:
            _write_proof(sheet, document.proof)
    properties = book.properties
    properties.title, properties.creator, properties.subject = (
        property_text(text) for text in (document.info.title, document.info.author, document.info.subject)
    )
    properties.language = "vi-VN"
    properties.created = properties.modified = dt.datetime.combine(document.info.made_on, dt.time())
    with replacing(out) if isinstance(out, Path) else nullcontext(out) as stream:
        book.save(stream)
    return len(tables)


def _tables(blocks: Iterable[Block], name: str, title: str) -> Iterator[NamedTable]:
    for block in blocks:
        match block:
            case Heading():
                title = block.text
            case Table():
                yield NamedTable(name, title, block)
            case KeepTogether():
                yield from _tables(block.blocks, name, title)


def _free_name(wanted: str, taken: set[str]) -> str:
    """Give a sheet a name that Excel takes and no other sheet has, whatever its capitals."""
    base = _NOT_IN_NAMES.sub(" ", writable(wanted)).strip(" '")[:LONGEST_SHEET_NAME] or "Bảng"
    name, number = base, 1
    while name.casefold() in taken:
        number += 1
        ending = f" ({number})"
        name = base[: LONGEST_SHEET_NAME - len(ending)] + ending
    taken.add(name.casefold())
    return name


def _write_sheet(sheet: Worksheet, named: NamedTable) -> None:
    table = named.table
    title = sheet.cell(1, 1)
    _set_text(title, named.title)
    title.font = Font(name=_FONT, size=14, bold=True)
    top = 3
    first_row = _write_header(sheet, table, top)
    for index, row in enumerate(table.rows, first_row):
        column = 1
        for item in map(cell_of, row):
            align = item.align or table.columns[column - 1].align
            _write_value(sheet.cell(index, column), item.content, align)
            if item.span > 1:
                sheet.merge_cells(
                    start_row=index, end_row=index, start_column=column, end_column=column + item.span - 1
                )
            column += item.span
    _arrange(sheet, table, top, first_row)


def _write_proof(sheet: Worksheet, proof: Proof) -> None:
    """Write the code two rows below the table, where no sum or filter takes it for a row."""
    cell = sheet.cell(sheet.max_row + 2, 1)
    _set_text(cell, f"Mã kiểm chứng: {proof.code}")
    cell.font = Font(name=_FONT, size=12, italic=True)


def _write_header(sheet: Worksheet, table: Table, top: int) -> int:
    """Write titles, group titles and column numbers; give the row below them."""
    titles = top + 1 if table.groups else top
    grouped = {index for group in table.groups for index in group.columns}
    for group in table.groups:
        first, last = group.first + 1, group.first + group.count
        _write_title(sheet.cell(top, first), group.title)
        sheet.merge_cells(start_row=top, end_row=top, start_column=first, end_column=last)
    for index, column in enumerate(table.columns):
        row = titles if index in grouped else top
        _write_title(sheet.cell(row, index + 1), column.title)
        if row < titles:
            sheet.merge_cells(start_row=row, end_row=titles, start_column=index + 1, end_column=index + 1)
    if not table.numbered:
        return titles + 1
    for index in range(len(table.columns)):
        _write_title(sheet.cell(titles + 1, index + 1), f"({index + 1})", bold=False)
    return titles + 2


def _write_title(cell: ExcelCell, text: str, *, bold: bool = True) -> None:
    _set_text(cell, text)
    cell.font = Font(name=_FONT, size=12, bold=bold, italic=not bold)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _write_value(cell: ExcelCell, content: Inline, align: Align) -> None:
    text = plain(content).strip()
    if _NUMBER.fullmatch(text):
        cell.value = _number(text)
        cell.number_format = "#,##0.##" if "," in text else "#,##0"
    elif text.endswith("%") and _NUMBER.fullmatch(text[:-1].rstrip("\u00a0 ")):
        cell.value = _number(text[:-1].rstrip("\u00a0 ")) / 100
        cell.number_format = "0.0%" if "," in text else "0%"
    else:
        _set_text(cell, text)
    cell.font = Font(name=_FONT, size=12)
    cell.alignment = Alignment(horizontal=_ALIGNMENT[align], vertical="top", wrap_text=True)


def _number(text: str) -> int | float:
    plain_text = text.replace(".", "").replace(",", ".")
    return float(plain_text) if "." in plain_text else int(plain_text)


def _set_text(cell: ExcelCell, text: str) -> None:
    """Write a text as a text: what begins with ``=`` is no formula."""
    cell.value = shortened(writable(text), LONGEST_CELL)
    cell.data_type = "s"


def _arrange(sheet: Worksheet, table: Table, top: int, first_row: int) -> None:
    """Set widths, lines, the rows that stay in view, and how the sheet is printed."""
    whole = sum(column.width for column in table.columns)
    for index, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(index)].width = max(6.0, column.width / whole * _LETTERS_OF_A_PAGE)
    last_row = first_row + len(table.rows) - 1
    for row in sheet.iter_rows(min_row=top, max_row=last_row, max_col=len(table.columns)):
        for cell in row:
            cell.border = _LINES
    sheet.freeze_panes = sheet.cell(first_row, 1)
    sheet.print_title_rows = f"{top}:{first_row - 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = "9"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
