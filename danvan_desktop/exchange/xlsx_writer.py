"""Writes a table as an Excel file ready for use and for print: A4 across, headings on every page, filters, widths.

No text is ever a formula: cells are written as text whatever they begin with, and marked so that they stay text when
somebody edits them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from copy import copy
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from danvan_desktop.domain.fields import FieldType
from danvan_desktop.domain.text import untaken
from danvan_desktop.exchange.errors import TableError
from danvan_desktop.exchange.grid import CellValue
from danvan_desktop.exchange.limits import LONGEST_EXCEL_TEXT
from danvan_desktop.exchange.outgoing import Column, Table
from danvan_desktop.localization import _
from danvan_desktop.store.swept import temporary_files_swept
from danvan_desktop.store.workbook_saving import save_workbook

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
    FieldType.DECIMAL: 12,
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
    write_book([table], path)


def write_book(tables: Iterable[Table], path: Path) -> None:
    """Write a sheet for each table; raises TableError for text that no cell of Excel can hold."""
    with _new_book(path) as book:
        for table in tables:
            _write_table(Sheet(_new_page(book, table.title)), table)


def _write_table(sheet: Sheet, table: Table) -> None:
    _set_columns(sheet.page, table.columns)
    _set_page(sheet.page, table.title, table.office, len(table.columns), table.count + 1)
    sheet.append(sheet.head(column.heading) for column in table.columns)
    for values in table.rows:
        sheet.append(sheet.value(column, value) for column, value in zip(table.columns, values, strict=True))


@contextmanager
def new_sheet(path: Path, title: str) -> Iterator[Sheet]:
    """Give a sheet to append rows to; the file is written at the end, and is empty when that is not reached."""
    with _new_book(path) as book:
        yield Sheet(_new_page(book, title))


@contextmanager
def _new_book(path: Path) -> Iterator[Any]:
    with path.open("wb") as file, temporary_files_swept():
        book = Workbook(write_only=True)
        try:
            yield book
        except BaseException:
            for page in book.worksheets:
                with suppress(Exception):  # a disk that failed while a row was written fails here, too
                    page.close()
                    page._writer.cleanup()
            raise
        save_workbook(book, file)


def _new_page(book: Any, title: str) -> Any:
    """Add a page of that name, or with a number behind it where there is one."""
    name = _NO_SHEET_NAME.sub(" ", title)[:_LONGEST_SHEET_NAME].strip() or "1"
    taken = {page.title.casefold() for page in book.worksheets}
    return book.create_sheet(untaken(name, taken, _LONGEST_SHEET_NAME))


class Sheet:
    """Makes the cells of a sheet and appends rows; each look is made once, since openpyxl is slow at it."""

    def __init__(self, page: Any) -> None:
        """Take a sheet of openpyxl that is only written."""
        self.page = page
        self._text = self._look("@")
        self._wrong = self._look("@", _WRONG_FILL)
        self._plain = {field_type: self._look(_FORMATS.get(field_type, "General")) for field_type in FieldType}

    def append(self, cells: Iterable[Any]) -> None:
        """Add a row."""
        self.page.append(list(cells))

    def head(self, text: str) -> Any:
        """Make the cell of a heading."""
        cell = self.text(text)
        cell.font = Font(name=_FONT, size=_TEXT_SIZE, bold=True)
        cell.fill = _HEAD_FILL
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        return cell

    def text(self, text: str, *, wrong: bool = False) -> Any:
        """Make a cell that stays text whatever it begins with; raises TableError for text that is too long."""
        if len(text) > LONGEST_EXCEL_TEXT:
            raise TableError(
                _(
                    "Ô bắt đầu bằng “{text}…” dài {length} ký tự, một ô Excel chỉ chứa được {limit}."
                    " Hãy xuất ra tệp .csv.",
                    text=text[:40],
                    length=len(text),
                    limit=LONGEST_EXCEL_TEXT,
                )
            )
        cell = self._cell(_ESCAPE_OF_EXCEL.sub("_x005F_", _NOT_IN_XML.sub("\ufffd", text)))
        cell._style = copy(self._wrong if wrong else self._text)
        cell.data_type = "s"
        return cell

    def value(self, column: Column, value: CellValue) -> Any:
        """Make the cell of a value."""
        if isinstance(value, dt.date) and (value.date() if isinstance(value, dt.datetime) else value) < _FIRST_DAY:
            value = value.strftime("%d/%m/%Y %H:%M" if isinstance(value, dt.datetime) else "%d/%m/%Y")
        if isinstance(value, str):
            return self.text(value)
        cell = self._cell(value)
        cell._style = copy(self._plain[column.type])
        return cell

    def _cell(self, value: CellValue) -> Any:
        return WriteOnlyCell(self.page, value)

    def _look(self, number_format: str, fill: PatternFill | None = None) -> Any:
        cell = WriteOnlyCell(self.page)
        cell.font = Font(name=_FONT, size=_TEXT_SIZE)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        cell.border = _BOX
        cell.number_format = number_format
        cell.quotePrefix = number_format == "@"
        if fill is not None:
            cell.fill = fill
        return cell._style


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
