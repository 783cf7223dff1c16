"""Excel files of the tables of a document: one sheet for each table, ready to be printed.

Figures are numbers that can be summed and days are days; above the table stand who made it and what it is of.
"""

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
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from danvan_desktop.domain.text import untaken
from danvan_desktop.localization import _
from danvan_desktop.reports.days_apart import with_days_apart
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
    runs_of,
)
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.limits import LONGEST_CELL, LONGEST_SHEET_NAME, property_text, shortened, writable
from danvan_desktop.reports.output import replacing
from danvan_desktop.reports.page_format import load_page_format
from danvan_desktop.reports.pdf import fonts
from danvan_desktop.store.swept import temporary_files_swept
from danvan_desktop.store.workbook_saving import save_workbook

_FONT = "Times New Roman"
_SIZE = 12
_LETTERS_OF_A_PAGE = 130
"""Letters of the table's size that fit side by side on a page across: columns share them by their widths."""
_POINTS_OF_A_LETTER = 5.25
"""A width of one is that of a figure in the typeface that Excel counts in; the edges of a cell come on top."""
_POINTS_OF_A_LINE, _HIGHEST_ROW = 15.75, 409.0
_INCH = 25.4

_NARROWEST, _EDGES = 6.0, 1.5
"""Letters: of a column, and of the edges of a cell beside what stands in it."""

_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: (\d{1,2}):(\d{2}))?")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,3})(?:,\d+)?")
"""What papers write as a number: more than four digits stand in groups, or are the digits of a code."""
_VALUE = re.compile(rf"(?:{_DAY.pattern})|(?:{_NUMBER.pattern})[\u00a0 ]?%?")
_DAY_AMONG_WORDS = re.compile(r"\(?\d{1,2}/\d{1,2}/\d{4}[\w.,;:)]?")
_BLANKS = "\u00a0 "
_DIGITS_OF_A_YEAR = 4
_NOT_IN_NAMES = re.compile(r"[\\/*?:\[\]]")
_ALIGNMENT = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.JUSTIFY: "left"}
_THIN = Side(style="thin")
_LINES = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


@dataclass(frozen=True)
class NamedTable:
    """A table with the name of its sheet and the lines that stand above it, its own title last."""

    name: str
    lines: tuple[str, ...]
    table: Table

    @property
    def title(self) -> str:
        """What the table itself is called."""
        return self.lines[-1]


def tables_of(document: Document) -> tuple[NamedTable, ...]:
    """Find every table of a document and its annexes, named by the annex or the heading that it stands under."""
    found = list(_tables(document.blocks, document.kind, (document.kind, document.subject)))
    for appendix in document.appendices:
        found += _tables(appendix.blocks, appendix.label, (appendix.label, appendix.title, appendix.note))
    names: set[str] = set()
    return tuple(NamedTable(_free_name(item.name, names), item.lines, with_days_apart(item.table)) for item in found)


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
        _write_sheet(sheet, table, document.header.issuer)
        if document.proof is not None:
            _write_proof(sheet, document.proof)
        _set_page(sheet)
    properties = book.properties
    properties.title, properties.creator, properties.subject = (
        property_text(text) for text in (document.info.title, document.info.author, document.info.subject)
    )
    properties.language = "vi-VN"
    properties.created = properties.modified = dt.datetime.combine(document.info.made_on, dt.time())
    with replacing(out) if isinstance(out, Path) else nullcontext(out) as stream, temporary_files_swept():
        save_workbook(book, stream)
    return len(tables)


def _tables(blocks: Iterable[Block], name: str, titles: tuple[str, ...]) -> Iterator[NamedTable]:
    lines = tuple(filter(None, titles))
    for block in blocks:
        match block:
            case Heading():
                lines = (*filter(None, titles), block.text)
            case Table():
                yield NamedTable(name, lines, block)
            case KeepTogether():
                yield from _tables(block.blocks, name, lines)


def _free_name(wanted: str, taken: set[str]) -> str:
    """Give a sheet a name that Excel takes and no other sheet has, whatever its capitals."""
    base = _NOT_IN_NAMES.sub(" ", writable(wanted)).strip(" '")[:LONGEST_SHEET_NAME] or "Bảng"
    return untaken(base, taken, LONGEST_SHEET_NAME)


def _write_sheet(sheet: Worksheet, named: NamedTable, issuer: str) -> None:
    table = named.table
    top = _write_lines(sheet, issuer, named.lines, len(table.columns))
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


def _write_lines(sheet: Worksheet, issuer: str, lines: tuple[str, ...], columns: int) -> int:
    """Write who made it and what it is of, the first in capitals; gives the row of the table's head."""
    for row, text in enumerate((issuer.upper(), lines[0].upper(), *lines[1:]), 1):
        cell = sheet.cell(row, 1)
        _set_text(cell, text)
        cell.font = Font(name=_FONT, size=_SIZE if row == 1 else 14, bold=True)
        cell.alignment = Alignment(horizontal="left" if row == 1 else "center", vertical="center", wrap_text=row > 1)
        if columns > 1:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
    return len(lines) + 3


def _write_proof(sheet: Worksheet, proof: Proof) -> None:
    """Write the code two rows below the table, where no sum or filter takes it for a row."""
    cell = sheet.cell(sheet.max_row + 2, 1)
    _set_text(cell, f"Mã kiểm chứng: {proof.code}")
    cell.font = Font(name=_FONT, size=_SIZE, italic=True)
    sheet.row_dimensions[cell.row].height = _POINTS_OF_A_LINE


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
    cell.font = Font(name=_FONT, size=_SIZE, bold=bold, italic=not bold)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _write_value(cell: ExcelCell, content: Inline, align: Align) -> None:
    text = plain(content).strip()
    if _NUMBER.fullmatch(text):
        cell.value = _number(text)
        cell.number_format = _format_of(text)
    elif (day := _day(text)) is not None:
        cell.value = day
        cell.number_format = "dd/mm/yyyy hh:mm" if isinstance(day, dt.datetime) else "dd/mm/yyyy"
    elif text.endswith("%") and _NUMBER.fullmatch(text[:-1].rstrip(_BLANKS)):
        cell.value = _number(text[:-1].rstrip(_BLANKS)) / 100
        cell.number_format = f"{_format_of(text[:-1].rstrip(_BLANKS))}%"
    else:
        _set_text(cell, text)
    cell.font = Font(name=_FONT, size=_SIZE, bold=_is_bold(content))
    cell.alignment = Alignment(horizontal=_ALIGNMENT[align], vertical="top", wrap_text=True)


def _is_bold(content: Inline) -> bool:
    """Tell whether the paper has all of it in bold: the title of the rows below it, a sum."""
    return not isinstance(content, str) and all(run.bold for run in runs_of(content))


def _day(text: str) -> dt.date | None:
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    day, month, year, hour, minute = (int(part or 0) for part in found.groups())
    try:
        return dt.date(year, month, day) if found[4] is None else dt.datetime(year, month, day, hour, minute)
    except ValueError:
        return None


def _format_of(text: str) -> str:
    """Show a number with the digits that the paper shows; one without groups of thousands, as a year, has none."""
    digits = len(text.partition(",")[2])
    whole = "0" if len(text.lstrip("-").partition(",")[0]) == _DIGITS_OF_A_YEAR else "#,##0"
    return f"{whole}.{'0' * digits}" if digits else whole


def _number(text: str) -> int | float:
    plain_text = text.replace(".", "").replace(",", ".")
    return float(plain_text) if "." in plain_text else int(plain_text)


def _set_text(cell: ExcelCell, text: str) -> None:
    """Write a text as a text: what begins with ``=`` is no formula."""
    cell.value = shortened(writable(text), LONGEST_CELL)
    cell.data_type = "s"


def _arrange(sheet: Worksheet, table: Table, top: int, first_row: int) -> None:
    """Set widths, heights, lines and the rows that stay in view, which are printed on every page."""
    for index, width in enumerate(_widths(table), 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    last_row = first_row + len(table.rows) - 1
    for row in sheet.iter_rows(min_row=top, max_row=last_row, max_col=len(table.columns)):
        for cell in row:
            cell.border = _LINES
    _set_heights(sheet)
    sheet.freeze_panes = sheet.cell(first_row, 1)
    sheet.print_title_rows = f"{top}:{first_row - 1}"


def _widths(table: Table) -> list[float]:
    """Share a page's letters by the widths on paper; a day or a figure has its room, of which “###” would be left."""
    whole = sum(column.width for column in table.columns)
    shares = [max(_NARROWEST, column.width / whole * _LETTERS_OF_A_PAGE) for column in table.columns]
    least = _least_widths(table)
    lacking = sum(max(0.0, needed - share) for share, needed in zip(shares, least, strict=True))
    spare = sum(max(0.0, share - needed) for share, needed in zip(shares, least, strict=True))
    given = min(1.0, lacking / spare) if spare else 0.0
    return [
        needed if share <= needed else share - given * (share - needed)
        for share, needed in zip(shares, least, strict=True)
    ]


def _least_widths(table: Table) -> list[float]:
    """Give each column room for its days and figures, and for days among words where a page has it for all."""
    with_words, alone = (
        [max(_NARROWEST, width) for width in _widths_of_values(table, among_words=among_words)]
        for among_words in (True, False)
    )
    return with_words if sum(with_words) <= _LETTERS_OF_A_PAGE else alone


def _widths_of_values(table: Table, *, among_words: bool) -> list[float]:
    """Give the letters that the widest day or figure of each column takes."""
    first = fonts.first_face()
    widths = [0.0] * len(table.columns)
    for row in table.rows:
        column = 0
        for item in map(cell_of, row):
            if item.span == 1:
                face = fonts.face(bold=True, italic=False) if _is_bold(item.content) else first
                for text in _figures_in(plain(item.content).strip(), among_words=among_words):
                    room = fonts.width_of(text, face, _SIZE) / _POINTS_OF_A_LETTER + _EDGES
                    widths[column] = max(widths[column], room)
            column += item.span
    return widths


def _figures_in(text: str, *, among_words: bool) -> Iterator[str]:
    """Give what of a cell no line may end within, as wide as it gets."""
    if not _VALUE.fullmatch(text):
        yield from _DAY_AMONG_WORDS.findall(text) if among_words else ()
    elif _DAY.fullmatch(text):
        yield "00/00/0000 00:00" if ":" in text else "00/00/0000"
    else:
        yield text


def _set_heights(sheet: Worksheet) -> None:
    """Make every row as high as its texts, which no program does by itself for cells that are merged."""
    fonts.first_face()  # widths are known from then on
    widths = [dimension.width for dimension in sheet.column_dimensions.values()]
    merged = {(one.min_row, one.min_col): one for one in sheet.merged_cells.ranges}
    for row in sheet.iter_rows():
        lines = 1
        for cell in row:
            one = merged.get((cell.row, cell.column))
            if not isinstance(cell.value, str) or (one is not None and one.max_row > one.min_row):
                continue
            last = one.max_col if one is not None else cell.column
            room = sum(widths[cell.column - 1 : last]) * _POINTS_OF_A_LETTER
            lines = max(lines, _lines_of(cell.value, bold=bool(cell.font.bold), size=cell.font.size, room=room))
        size = max((cell.font.size for cell in row if cell.value is not None), default=_SIZE)
        sheet.row_dimensions[row[0].row].height = min(_HIGHEST_ROW, lines * _POINTS_OF_A_LINE * size / _SIZE)
    for one in merged.values():
        if one.max_row > one.min_row:
            _give_room_to_title(sheet, one, widths[one.min_col - 1] * _POINTS_OF_A_LETTER)


def _give_room_to_title(sheet: Worksheet, cells: CellRange, room: float) -> None:
    """Make the last row of a title that stands in several rows as high as it lacks."""
    cell = sheet.cell(cells.min_row, cells.min_col)
    lines = _lines_of(str(cell.value), bold=bool(cell.font.bold), size=cell.font.size, room=room)
    rows = [sheet.row_dimensions[row] for row in range(cells.min_row, cells.max_row + 1)]
    rows[-1].height += max(0.0, lines * _POINTS_OF_A_LINE - sum(row.height for row in rows))


def _lines_of(text: str, *, bold: bool, size: float, room: float) -> int:
    """Count the lines of a text that is broken between words."""
    face = fonts.face(bold, False)
    blank = fonts.width_of(" ", face, size)
    count = 0
    for paragraph in text.splitlines() or [""]:
        count, used = count + 1, 0.0
        for word in paragraph.split():
            width = fonts.width_of(word, face, size)
            if used and used + blank + width > room:
                count, used = count + 1, width
            else:
                used += width + (blank if used else 0.0)
            count += int(used / room) if used > room else 0
    return count


def _set_page(sheet: Worksheet) -> None:
    """Print on A4 across, all columns on a page, the page number at the top as in papers."""
    paper = load_page_format("state").paper
    margins = sheet.page_margins
    margins.left, margins.right = paper.left.value / _INCH, paper.right.value / _INCH
    margins.top, margins.bottom = paper.top.value / _INCH, paper.bottom.value / _INCH
    margins.header = margins.footer = paper.top.value / 2 / _INCH
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = "9"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.HeaderFooter.differentFirst = True
    sheet.oddHeader.center.text = f'&"{_FONT},Regular"&14&P'
    sheet.print_area = f"A1:{get_column_letter(sheet.max_column)}{sheet.max_row}"
