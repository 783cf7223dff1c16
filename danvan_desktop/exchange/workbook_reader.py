"""Reads the sheets of a spreadsheet file: dates as dates, text by the font of each run, formulas by their value.

Values come from calamine, which reads what Excel reads; what it does not tell (fonts, formats, faults, hidden
rows) from a look at the parts, which comes first and holds the limits, since calamine takes memory for the whole area
of a sheet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import python_calamine
from python_calamine import CalamineSheet, SheetVisibleEnum

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.exchange import ods_marks, xlsb_marks, xlsx_marks
from danvan_desktop.exchange.encodings import Encoding
from danvan_desktop.exchange.errors import TableError
from danvan_desktop.exchange.grid import Cell, CellValue, Grid, Merge
from danvan_desktop.exchange.number_formats import masked
from danvan_desktop.exchange.quiet import quiet_errors
from danvan_desktop.exchange.raw_sheet import STEP_EVERY, RawCell, RawSheet, Run, Step
from danvan_desktop.exchange.sheet_text import to_grid
from danvan_desktop.exchange.workbook_files import Form, damaged, protected
from danvan_desktop.exchange.xlsx_marks import SheetMarks

_Value = CellValue | dt.timedelta
_FAULTS_OF_A_DAMAGED_FILE = (
    OSError, EOFError, LookupError, ValueError, TypeError, AttributeError, ArithmeticError, SyntaxError, RuntimeError,
    AssertionError, MemoryError,
)  # fmt: skip
_READING_MODULES = ("zipfile", "zlib", "struct", "xml", "defusedxml", "python_calamine", "xlrd", "pyo3_runtime")
_MARKS: dict[Form, Callable[[Path, Step], dict[str, SheetMarks]]] = {
    Form.XLSX: xlsx_marks.read_marks,
    Form.XLSB: xlsb_marks.read_marks,
    Form.ODS: ods_marks.read_marks,
}


def read_sheets(path: Path, form: Form, encoding: Encoding | None, step: Step) -> list[Grid]:
    """Read all sheets that hold anything; ``encoding`` overrides what the letters tell where no font does.

    Raises TableError for a file that is damaged, hostile, protected by a password or too large.
    """
    grids = (to_grid(sheet, encoding, step) for sheet in _guarded(path, form, step))
    return [grid for grid in grids if grid.rows]


def _guarded(path: Path, form: Form, step: Step) -> list[RawSheet]:
    """Read with the faults of damaged files in words; a panic of calamine is no Exception."""
    try:
        return list(_sheets(path, form, step))
    except DanvanError:
        raise
    except python_calamine.PasswordError as error:
        raise protected(path) from error
    except _FAULTS_OF_A_DAMAGED_FILE as error:
        raise damaged(path) from error
    except BaseException as error:
        if type(error).__module__.partition(".")[0] in _READING_MODULES:
            raise _told(path, error) from error
        raise


def _told(path: Path, error: BaseException) -> TableError:
    return protected(path) if "encrypted" in str(error) else damaged(path)


def _sheets(path: Path, form: Form, step: Step) -> Iterator[RawSheet]:
    if form is Form.XLS:
        from danvan_desktop.exchange.xls_reader import read_xls

        yield from read_xls(path, step)
        return
    marks = _MARKS[form](path, step)
    with quiet_errors():
        book = python_calamine.load_workbook(path)
    with book:
        for about in book.sheets_metadata:
            with quiet_errors():
                sheet = book.get_sheet_by_name(about.name)
            hidden = about.visible is not SheetVisibleEnum.Visible
            yield _sheet(sheet, marks.get(about.name, SheetMarks()), hidden, step)


def _sheet(sheet: CalamineSheet, marks: SheetMarks, hidden: bool, step: Step) -> RawSheet:
    cells: dict[int, dict[int, RawCell]] = {}
    with quiet_errors():
        table = sheet.to_python(skip_empty_area=False)
    for number, values in enumerate(table, 1):
        if number % STEP_EVERY == 0:
            step()
        found = {
            column: cell
            for column, value in enumerate(values, 1)
            if value != "" and (cell := _cell(value, (number, column), marks)) is not None
        }
        if found:
            cells[number] = found
    for (row, column), fault in marks.faults.items():
        cells.setdefault(row, {})[column] = Cell(None, fault)
    merges = tuple(
        Merge(top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    return RawSheet(sheet.name, cells, merges, hidden, frozenset(marks.hidden_rows), frozenset(marks.hidden_columns))


def _cell(value: _Value, place: tuple[int, int], marks: SheetMarks) -> RawCell | None:
    if isinstance(value, str):
        return marks.runs.get(place) or (Run(value, marks.fonts.get(place, "")),) if value.strip() else None
    if isinstance(value, float) and place in marks.formats:
        shown = masked(value, marks.formats[place])
        return Cell(value if shown is None else shown)
    if isinstance(value, dt.datetime) and place in marks.days_only:
        return Cell(value.date())
    if isinstance(value, dt.timedelta):
        return Cell(_time_of(value))
    return Cell(value)


def _time_of(span: dt.timedelta) -> CellValue:
    """A span of less than a day is a time of day under Excel's format for durations."""
    seconds = round(span.total_seconds())
    if 0 <= seconds < 86_400:
        return dt.time(seconds // 3600, seconds // 60 % 60)
    return str(span)
