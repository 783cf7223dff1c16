"""Writes a table as an Excel file ready for use and for print: A4 across, headings on every page, filters, widths.

No text is ever a formula: cells are written as text whatever they begin with, and marked so that they stay text when
somebody edits them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from danvan_desktop.domain.fields import FieldType
from danvan_desktop.exchange.dumping import Column, Table
from danvan_desktop.exchange.errors import TableError
from danvan_desktop.exchange.grid import CellValue
from danvan_desktop.exchange.limits import LONGEST_EXCEL_TEXT
from danvan_desktop.localization import _

_FONT = "Times New Roman"
_TEXT_SIZE = 12
_LONGEST_SHEET_NAME = 31
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
_NOT_IN_XML = re.compile("[\ufffe\uffff]")
_ESCAPE_OF_EXCEL = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FIRST_DAY = dt.date(1900, 3, 1)
"""Before it Excel counts a day that never was."""
_WIDTHS = {
    FieldType.LONG_TEXT: 48,
    FieldType.DATE: 13,
    FieldType.TIME: 10,
    FieldType.DATETIME: 18,
    FieldType.INTEGER: 12,
    FieldType.MONEY: 16,
    FieldType.BOOLEAN: 12,
    FieldType.CHOICE: 24,
    FieldType.REFERENCE: 24,
    FieldType.TEXT: 26,
}
_FORMATS = {
    FieldType.DATE: "dd/mm/yyyy",
    FieldType.TIME: "hh:mm",
    FieldType.DATETIME: "dd/mm/yyyy hh:mm",
    FieldType.INTEGER: "#,##0",
    FieldType.MONEY: "#,##0",
}
_THIN = Side(style="thin", color="9AA5B1")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD_FILL = PatternFill("solid", fgColor="E3ECF3")
_WRONG_FILL = PatternFill("solid", fgColor="FBE3E0")


def write_xlsx(table: Table, path: Path) -> None:
    """Write the file; raises TableError for text that no cell of Excel can hold."""
    with new_sheet(path, table.title) as sheet:
        _set_columns(sheet, table.columns)
        _set_page(sheet, table.title, table.office, len(table.columns), table.count + 1)
        sheet.append([head_cell(sheet, column.heading) for column in table.columns])
        for values in table.rows:
            sheet.append([_cell(sheet, column, value) for column, value in zip(table.columns, values, strict=True)])


@contextmanager
def new_sheet(path: Path, title: str) -> Iterator[Any]:
    """Give a sheet to append rows to; the file is written at the end, and is empty when that is not reached."""
    with path.open("wb") as file:
        book = Workbook(write_only=True)
        sheet = book.create_sheet(_sheet_name(title))
        try:
            yield sheet
        except BaseException:
            sheet.close()
            sheet._writer.cleanup()
            raise
        book.save(file)


def _sheet_name(title: str) -> str:
    return _NO_SHEET_NAME.sub(" ", title)[:_LONGEST_SHEET_NAME].strip() or "1"


def head_cell(sheet: Any, text: str) -> Any:
    """Make the cell of a heading."""
    cell = text_cell(sheet, text)
    cell.font = Font(name=_FONT, size=_TEXT_SIZE, bold=True)
    cell.fill = _HEAD_FILL
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.border = _BOX
    return cell


def text_cell(sheet: Any, text: str, *, wrong: bool = False) -> Any:
    """Make a cell that stays text whatever it begins with; raises TableError for text that is too long."""
    if len(text) > LONGEST_EXCEL_TEXT:
        raise TableError(
            _(
                "Ô bắt đầu bằng “{text}…” dài {length} ký tự, một ô Excel chỉ chứa được {limit}. Hãy xuất ra tệp .csv.",
                text=text[:40],
                length=len(text),
                limit=LONGEST_EXCEL_TEXT,
            )
        )
    cell = _styled(WriteOnlyCell(sheet))
    cell.value = _ESCAPE_OF_EXCEL.sub("_x005F_", _NOT_IN_XML.sub("\ufffd", text))
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = True
    if wrong:
        cell.fill = _WRONG_FILL
    return cell


def _styled(cell: Any) -> Any:
    cell.font = Font(name=_FONT, size=_TEXT_SIZE)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.border = _BOX
    return cell


def _cell(sheet: Any, column: Column, value: CellValue) -> Any:
    if isinstance(value, dt.date) and (value.date() if isinstance(value, dt.datetime) else value) < _FIRST_DAY:
        value = value.strftime("%d/%m/%Y %H:%M" if isinstance(value, dt.datetime) else "%d/%m/%Y")
    if isinstance(value, str):
        return text_cell(sheet, value)
    cell = _styled(WriteOnlyCell(sheet, value))
    cell.number_format = _FORMATS.get(column.type, "General")
    return cell


def _set_columns(sheet: Any, columns: Sequence[Column]) -> None:
    for place, column in enumerate(columns, 1):
        dimension = sheet.column_dimensions[get_column_letter(place)]
        dimension.width = _WIDTHS[column.type]
        dimension.hidden = column.technical


def _set_page(sheet: Any, title: str, office: str, columns: int, rows: int) -> None:
    """Set what must be known before the first row is written."""
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(columns)}{rows}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddHeader.left.text = office.replace("&", "&&")
    sheet.oddHeader.center.text = title.replace("&", "&&")
    sheet.oddFooter.right.text = "&P/&N"
    for part in (sheet.oddHeader.left, sheet.oddHeader.center, sheet.oddFooter.right):
        part.font = f"{_FONT},Regular"
