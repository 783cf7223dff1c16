"""Reads Excel workbooks of before 2007 (.xls) by xlrd, which knows their fonts, formats and hidden rows."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlrd

from danvan_desktop.exchange.grid import Cell, CellValue, Merge
from danvan_desktop.exchange.number_formats import masked, shows_hours
from danvan_desktop.exchange.raw_sheet import STEP_EVERY, RawCell, RawSheet, Run, Step, TextMeter, hold_limits
from danvan_desktop.localization import _


def read_xls(path: Path, step: Step) -> Iterator[RawSheet]:
    """Read every sheet; raises XLRDError and what xlrd meets in damaged files."""
    with xlrd.open_workbook(
        str(path), logfile=io.StringIO(), formatting_info=True, on_demand=True, ragged_rows=True
    ) as book:
        meter = TextMeter()
        for number in range(book.nsheets):
            yield _Sheet(book, book.sheet_by_index(number), meter).read(step)
            book.unload_sheet(number)


class _Sheet:
    def __init__(self, book: Any, sheet: Any, meter: TextMeter) -> None:
        self._book = book
        self._meter = meter
        self._sheet = sheet

    def read(self, step: Step) -> RawSheet:
        """Return the sheet's cells."""
        sheet = self._sheet
        hold_limits(sheet.name, sheet.nrows, sheet.ncols)
        cells: dict[int, dict[int, RawCell]] = {}
        for row in range(sheet.nrows):
            if row % STEP_EVERY == 0:
                step()
            found = {column + 1: cell for column in range(sheet.row_len(row)) if (cell := self._cell(row, column))}
            if found:
                cells[row + 1] = found
        return RawSheet(
            sheet.name,
            cells,
            tuple(Merge(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells),
            sheet.visibility != 0,
            frozenset(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden or info.height == 0),
            frozenset(column + 1 for column, info in sheet.colinfo_map.items() if info.hidden or info.width == 0),
        )

    def _cell(self, row: int, column: int) -> RawCell | None:
        cell = self._sheet.cell(row, column)
        match cell.ctype:
            case xlrd.XL_CELL_TEXT:
                return self._runs(row, column, str(cell.value)) if cell.value.strip() else None
            case xlrd.XL_CELL_NUMBER:
                shown = masked(cell.value, self._format(cell.xf_index))
                return Cell(cell.value if shown is None else shown)
            case xlrd.XL_CELL_DATE:
                return Cell(self._date(cell.value, self._format(cell.xf_index)))
            case xlrd.XL_CELL_BOOLEAN:
                return Cell(bool(cell.value))
            case xlrd.XL_CELL_ERROR:
                error = xlrd.error_text_from_code.get(cell.value, "#")
                return Cell(None, _("ô báo lỗi {error} trong Excel", error=error))
            case _other:
                return None

    def _date(self, number: float, number_format: str) -> CellValue:
        try:
            moment: dt.datetime = xlrd.xldate_as_datetime(number, self._book.datemode)
        except (xlrd.XLDateError, ValueError, OverflowError):
            return number
        if number < 1:
            return moment.time()
        return moment if shows_hours(number_format) and number % 1 else moment.date()

    def _runs(self, row: int, column: int, text: str) -> tuple[Run, ...]:
        """Part a text where its font changes."""
        self._meter.add(self._sheet.name, len(text))
        font = self._font(self._book.xf_list[self._sheet.cell_xf_index(row, column)].font_index)
        changes = self._sheet.rich_text_runlist_map.get((row, column), ())
        starts = [(0, font), *((place, self._font(number)) for place, number in changes)]
        ends = [place for place, _font in starts[1:]] + [len(text)]
        return tuple(Run(text[start:end], name) for (start, name), end in zip(starts, ends, strict=True) if end > start)

    def _font(self, number: int) -> str:
        fonts = self._book.font_list
        return str(fonts[number].name) if number < len(fonts) else ""

    def _format(self, style: int) -> str:
        found = self._book.format_map.get(self._book.xf_list[style].format_key)
        return "" if found is None else str(found.format_str)
