"""Reads the sheets of an Excel file row by row: dates as dates, text by the font of each run, formulas by their value.

openpyxl parses (through defusedxml, which refuses entities); its sheet parser is used directly, since its read-only
sheets know neither merged cells nor the fonts of inline text.
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.exchange.encodings import Encoding, to_unicode
from danvan_desktop.exchange.errors import TableError
from danvan_desktop.exchange.grid import EMPTY, OWN_HEADING, Cell, CellValue, Grid, Merge, Row
from danvan_desktop.exchange.limits import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from danvan_desktop.exchange.recognition import by_font, settle, verdict
from danvan_desktop.exchange.xlsx_archive import check_archive, damaged
from danvan_desktop.localization import _

Step = Callable[[], None]
"""Called now and then while reading; may raise to stop."""

_STEP_EVERY = 200
_LARGEST_MERGE = 10_000
"""Cells; a merge over more of them is decoration of a whole column."""
_MOST_MERGED = 500_000
"""Cells in all merges of a sheet."""
_ERROR = "e"
_UNCOMPUTED = "uncomputed"
_FAULTS_OF_A_DAMAGED_FILE = (
    OSError,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    SyntaxError,
    RuntimeError,
    AssertionError,
)
"""What openpyxl meets in a damaged file, it passes on as it comes; so do the modules under it."""
_READING_MODULES = ("zipfile", "zlib", "struct", "lxml", "defusedxml", "openpyxl")
_HOURS = ("h", "H")
_RETURN = re.compile("_x000D_\n?")
"""Excel's way to write the carriage return of a line end."""


def read_sheets(path: Path, encoding: Encoding | None, step: Step) -> list[Grid]:
    """Read all sheets that hold anything; ``encoding`` overrides what the letters tell where no font does.

    Raises TableError for a file that is damaged, hostile or too large.
    """
    check_archive(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return list(_grids(path, encoding, step))
    except DanvanError:
        raise
    except _FAULTS_OF_A_DAMAGED_FILE as error:
        raise damaged(path) from error
    except Exception as error:
        if type(error).__module__.split(".")[0] in _READING_MODULES:
            raise damaged(path) from error
        raise


def _grids(path: Path, encoding: Encoding | None, step: Step) -> Iterator[Grid]:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False, rich_text=True)
    try:
        for sheet in book.worksheets:
            grid = _SheetReader(book, sheet, path.name, step).read(encoding)
            if grid.rows:
                yield grid
    finally:
        book.close()


class _Parser(WorkSheetParser):  # type: ignore[misc] # openpyxl carries no type information
    """openpyxl's parser, which also tells formulas that were never computed, and leaves out what is no content."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        if cell["value"] is None and element.find(FORMULA_TAG) is not None and element.get("t") != "str":
            cell["data_type"] = _UNCOMPUTED
        return cell

    def _left_out(self, _element: Any) -> None:
        """Colours, comments, controls, views and protection say nothing about the records."""

    parse_formatting = parse_extensions = parse_legacy = parse_sheet_protection = _left_out
    parse_custom_views = parse_row_breaks = parse_col_breaks = _left_out


@dataclass(frozen=True, slots=True)
class _Open:
    """Text whose font does not tell in what it is written."""

    text: str


class _SheetReader:
    """Reads one sheet; afterwards the texts that no font explains are settled together."""

    def __init__(self, book: Any, sheet: Any, file_name: str, step: Step) -> None:
        self._book = book
        self._sheet = sheet
        self._file_name = file_name
        self._step = step
        self._fonts: dict[int, str] = {}
        self._clock_formats: dict[int, bool] = {}
        self._converted = 0

    def read(self, encoding: Encoding | None) -> Grid:
        """Return the sheet with all text in Unicode."""
        with self._sheet._get_source() as source:
            parser = _Parser(
                source,
                self._sheet._shared_strings,
                data_only=True,
                epoch=self._book.epoch,
                date_formats=self._book._date_formats,
                timedelta_formats=self._book._timedelta_formats,
                rich_text=True,
            )
            raw = self._rows(parser)
        if encoding is None and raw and _Open(OWN_HEADING) in raw[min(raw)].values():
            encoding = Encoding.UNICODE
        whole = verdict(v.text for cells in raw.values() for v in cells.values() if isinstance(v, _Open))
        settled = {
            number: {column: self._settled(value, encoding, whole) for column, value in cells.items()}
            for number, cells in raw.items()
        }
        merges = _merges(parser)
        if sum(merge.size for merge in merges) > _MOST_MERGED:
            raise TableError(
                _("Trang “{sheet}” có quá nhiều ô gộp. Hãy bỏ gộp ô rồi nhập lại.", sheet=self._sheet.title)
            )
        _fill(settled, merges)
        rows = tuple(Row(number, settled[number]) for number in sorted(settled))
        return Grid(self._sheet.title, rows, merges, (encoding or whole).value, self._converted)

    def _rows(self, parser: _Parser) -> dict[int, dict[int, Cell | _Open]]:
        rows: dict[int, dict[int, Cell | _Open]] = {}
        for number, raw in parser.parse():
            if number % _STEP_EVERY == 0:
                self._step()
            cells = {
                cell["column"]: value
                for cell in raw
                if cell["value"] is not None or cell["data_type"] == _UNCOMPUTED
                if not isinstance(value := self._value(cell), Cell) or not value.empty
            }
            if cells:
                rows.setdefault(number, {}).update(cells)
                self._hold_limits(len(rows), max(cells))
        return rows

    def _hold_limits(self, rows: int, columns: int) -> None:
        if rows > MOST_ROWS or columns > MOST_COLUMNS:
            raise TableError(
                _(
                    "Trang “{sheet}” của “{name}” có hơn {rows} dòng hoặc {columns} cột. Hãy chia nhỏ tệp.",
                    sheet=self._sheet.title,
                    name=self._file_name,
                    rows=MOST_ROWS,
                    columns=MOST_COLUMNS,
                )
            )

    def _value(self, cell: Mapping[str, Any]) -> Cell | _Open:
        value, kind, style = cell["value"], cell["data_type"], int(cell["style_id"])
        if kind == _UNCOMPUTED:
            return Cell(None, _("ô có công thức chưa được tính; mở tệp bằng Excel và lưu lại"))
        if kind == _ERROR:
            return Cell(None, _("ô báo lỗi {error} trong Excel", error=str(value)))
        if isinstance(value, CellRichText):
            return self._rich(value, style)
        if isinstance(value, str):
            return self._run(value, self._font(style))
        if isinstance(value, dt.datetime) and not self._shows_clock(style):
            return Cell(value.date())
        if isinstance(value, dt.timedelta):
            return Cell(_time_of(value))
        return Cell(value)

    def _rich(self, runs: CellRichText, style: int) -> Cell | _Open:
        """Convert each run by its own font, or by that of the cell; runs without a telling font are settled as one."""
        texts = [
            self._run(run.text, run.font.rFont or "" if run.font else "")
            if isinstance(run, TextBlock)
            else self._run(str(run), self._font(style))
            for run in runs
        ]
        if all(isinstance(text, _Open) for text in texts):
            return _Open("".join(text.text for text in texts if isinstance(text, _Open)))
        parts = (settle(text.text, Encoding.UNICODE) if isinstance(text, _Open) else str(text.value) for text in texts)
        return Cell("".join(parts))

    def _run(self, text: str, font: str) -> Cell | _Open:
        if len(text) > LONGEST_CELL:
            return Cell(None, _("ô dài quá {limit} ký tự", limit=LONGEST_CELL))
        text = _RETURN.sub("\n", text)
        converted = by_font(text, font)
        if converted is None:
            return _Open(text)
        self._converted += converted != text
        return Cell(converted)

    def _settled(self, value: Cell | _Open, chosen: Encoding | None, whole: Encoding) -> Cell:
        if isinstance(value, Cell):
            return value
        if chosen is None:
            text = settle(value.text, whole)
        else:
            text = to_unicode(value.text, chosen) or value.text
        self._converted += text != value.text
        return Cell(text)

    def _font(self, style: int) -> str:
        if style not in self._fonts:
            array = self._book._cell_styles[style]
            self._fonts[style] = str(self._book._fonts[array.fontId].name or "")
        return self._fonts[style]

    def _shows_clock(self, style: int) -> bool:
        """Tell whether a date's format shows hours: a day without them has no time, whatever the number says."""
        if style not in self._clock_formats:
            self._clock_formats[style] = _has_hours(_number_format(self._book, style))
        return self._clock_formats[style]


def _number_format(book: Any, style: int) -> str:
    from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

    number = book._cell_styles[style].numFmtId
    if number < BUILTIN_FORMATS_MAX_SIZE:
        return str(BUILTIN_FORMATS.get(number, "General"))
    return str(book._number_formats[number - BUILTIN_FORMATS_MAX_SIZE])


def _has_hours(number_format: str) -> bool:
    """Look for h outside of quoted words and of [$-vi-VN]."""
    bare, quoted, bracketed = "", False, False
    for letter in number_format:
        quoted ^= letter == '"'
        bracketed = letter == "[" or (bracketed and letter != "]")
        bare += "" if quoted or bracketed else letter
    return any(hour in bare for hour in _HOURS)


def _time_of(span: dt.timedelta) -> CellValue:
    """A span of less than a day is a time of day under Excel's format for durations."""
    seconds = round(span.total_seconds())
    if 0 <= seconds < 86_400:
        return dt.time(seconds // 3600, seconds // 60 % 60)
    return str(span)


def _merges(parser: _Parser) -> tuple[Merge, ...]:
    if parser.merged_cells is None:
        return ()
    found = (Merge(m.min_row, m.min_col, m.max_row, m.max_col) for m in map(_bounds, parser.merged_cells.mergeCell))
    return tuple(merge for merge in found if merge.size <= _LARGEST_MERGE)


def _bounds(merge: Any) -> Any:
    from openpyxl.worksheet.cell_range import CellRange

    return CellRange(merge.ref)


def _fill(rows: dict[int, dict[int, Cell]], merges: tuple[Merge, ...]) -> None:
    """Give all cells of a merge the value of its first."""
    for merge in merges:
        first = rows.get(merge.top, {}).get(merge.left, EMPTY)
        if first.empty:
            continue
        for number in range(merge.top, merge.bottom + 1):
            cells = rows.setdefault(number, {})
            cells.update(dict.fromkeys(range(merge.left, merge.right + 1), first))
