"""Turns a table of the tree into a grid that a page can take."""

from __future__ import annotations

import re
from itertools import accumulate

from danvan_desktop.reports.binding import UNBROKEN_SPACE, ties_of
from danvan_desktop.reports.document import Align, Cell, Table, cell_of, plain, runs_of
from danvan_desktop.reports.page_format import TableStyle, TypeStyle
from danvan_desktop.reports.pdf import fonts
from danvan_desktop.reports.pdf.grid import GridCell, GridHeader, GridPiece, GridRow, GridStyle, HeaderCell
from danvan_desktop.reports.pdf.pieces import MILLIMETRE
from danvan_desktop.reports.pdf.tagging import Element, TableElements, header_cell, table_row
from danvan_desktop.reports.pdf.tagging import cell as tagged_cell
from danvan_desktop.reports.pdf.typesetter import Typesetter

_BREAKS = re.compile(f" |{UNBROKEN_SPACE}(?=năm{UNBROKEN_SPACE})")
_ROWS_MEASURED = 500
"""Figures of longer tables are those of registers, whose columns are wide enough."""


_NEARLY = 2.0
"""Points that a title on two lines may lack for one: by so little one word processor breaks what another does not."""


def column_widths(table: Table, style: TableStyle, width: float) -> list[float]:
    """Share ``width`` points among the columns as they ask for, but so that no figure, date or syllable is broken.

    No compound in a column's title is either, where others have the room to give: of all, else of as many as possible.
    A title that nearly has room on one line gets it.
    """
    widths = _unbroken_widths(table, style, width)
    whole = [_width_on_one_line(column.title, style) for column in table.columns]
    if not any(given < need <= given + _NEARLY for given, need in zip(widths, whole, strict=True)):
        return widths
    words = [_title_width(column.title, style) for column in table.columns]
    bare = [max(*both) for both in zip(_least_widths(table, style), words, strict=True)]
    least = [
        max(need if need <= given + _NEARLY else 0.0, min(given, fewest))
        for given, need, fewest in zip(widths, whole, bare, strict=True)
    ]
    return _given(widths, least, width) or widths


def _unbroken_widths(table: Table, style: TableStyle, width: float) -> list[float]:
    whole = sum(column.width for column in table.columns)
    widths = [column.width / whole * width for column in table.columns]
    figures = _least_widths(table, style)
    syllables = [_syllable_width(column.title, style) for column in table.columns]
    unbroken = [max(*both) for both in zip(figures, syllables, strict=True)]
    figures = unbroken if _given(widths, unbroken, width) else figures
    titles = [_title_width(column.title, style) for column in table.columns]
    if whole_titles := _given(widths, [max(*both) for both in zip(figures, titles, strict=True)], width):
        return whole_titles
    least = figures
    for place in sorted(range(len(titles)), key=lambda place: titles[place] - max(figures[place], widths[place])):
        more = [max(need, titles[place]) if place == at else need for at, need in enumerate(least)]
        least = more if _given(widths, more, width) else least
    return _given(widths, least, width) or widths


def _given(widths: list[float], least: list[float], width: float) -> list[float] | None:
    """Give columns that need more of what wide ones can spare; ``None`` where these have too little."""
    lacking = sum(max(0.0, need - given) for need, given in zip(least, widths, strict=True))
    spare = [max(0.0, given - max(need, width / 8)) for need, given in zip(least, widths, strict=True)]
    if not lacking:
        return widths
    if sum(spare) < lacking:
        return None
    return [
        need if need > given else given - room / sum(spare) * lacking
        for need, given, room in zip(least, widths, spare, strict=True)
    ]


def _least_widths(table: Table, style: TableStyle) -> list[float]:
    """Measure the longest figure of each column that has no running text."""
    least = [0.0] * len(table.columns)
    for row in table.rows[:_ROWS_MEASURED]:
        column = 0
        for cell in map(cell_of, row):
            if cell.span == 1 and table.columns[column].align in (Align.RIGHT, Align.CENTER):
                least[column] = max(least[column], _figure_width(cell, style))
            column += cell.span
    return least


def _title_width(title: str, style: TableStyle) -> float:
    """Measure the longest word of a title, which may be written in several; a year may stand below its month."""
    spaces = ties_of(title).words
    tied = "".join(UNBROKEN_SPACE if place in spaces else letter for place, letter in enumerate(title))
    face, size = fonts.face(style.header.bold, style.header.italic), style.header.size.value
    return max(fonts.width_of(word, face, size) for word in _BREAKS.split(tied)) + _beside(style)


def _width_on_one_line(title: str, style: TableStyle) -> float:
    face = fonts.face(style.header.bold, style.header.italic)
    return fonts.width_of(title, face, style.header.size.value) + _beside(style)


def _syllable_width(title: str, style: TableStyle) -> float:
    face, size = fonts.face(style.header.bold, style.header.italic), style.header.size.value
    return max((fonts.width_of(word, face, size) for word in title.split()), default=0.0) + _beside(style)


def _figure_width(cell: Cell, style: TableStyle) -> float:
    figures = [word for word in plain(cell.content).split() if word[0].isdigit()]
    is_bold = any(run.bold for run in runs_of(cell.content))
    face, size = fonts.face(is_bold, False), style.cell.size.value
    widest = max((fonts.width_of(word, face, size) for word in figures), default=0.0)
    return widest + _beside(style) if widest else 0.0


def _beside(style: TableStyle) -> float:
    """What a cell takes beside its text."""
    return 2 * style.padding.value * MILLIMETRE + style.line_width + 0.5


class TableBuilder:
    """Builds one table over ``width`` points."""

    def __init__(self, table: Table, style: TableStyle, typesetter: Typesetter, width: float) -> None:
        """Work out the columns."""
        self._table, self._typesetter = table, typesetter
        self._style = style.dense() if table.dense else style
        shares = accumulate(column_widths(table, self._style, width), initial=0.0)
        self._grid = GridStyle(tuple(shares), style.padding.value * MILLIMETRE, style.line_width)
        self._elements = TableElements()

    def piece(self, space_before: float) -> GridPiece:
        """Give the table as a piece; its rows are set later."""
        grid = GridPiece(self._header(), self._grid, self._row, 0, len(self._table.rows))
        grid.space_before = space_before
        return grid

    def _row(self, index: int) -> GridRow:
        cells, column, row = [], 0, table_row(self._elements.body)
        for cell in map(cell_of, self._table.rows[index]):
            align = cell.align or self._table.columns[column].align
            paragraphs = self._typesetter.paragraphs(
                cell.content, self._style.cell, align, self._grid.width(column, cell.span)
            )
            cells.append(GridCell(column, cell.span, paragraphs, self._grid, tagged_cell(row, columns=cell.span)))
            column += cell.span
        return GridRow(cells, self._grid)

    def _header(self) -> GridHeader:
        first, second = (table_row(self._elements.head) for _row in range(2))
        style = self._style.header
        grouped = {index for group in self._table.groups for index in group.columns}
        titles = [
            self._centred(index, column.title, style, header_cell(second))
            if index in grouped
            else self._centred(index, column.title, style, header_cell(first, rows=2 if grouped else 1))
            for index, column in enumerate(self._table.columns)
        ]
        groups = [
            self._centred(group.first, group.title, style, header_cell(first, columns=group.count), group.count)
            for group in self._table.groups
        ]
        upper = max(map(self._padded, groups), default=0.0)
        lower = max((self._padded(titles[index]) for index in grouped), default=0.0)
        alone = [self._padded(cell) for cell in titles if cell.column not in grouped]
        whole = max([upper + lower, *alone])
        cells = [HeaderCell(cell, 0.0, upper) for cell in groups] + [
            HeaderCell(cell, upper, whole - upper) if cell.column in grouped else HeaderCell(cell, 0.0, whole)
            for cell in titles
        ]
        return GridHeader(cells, self._numbers() if self._table.numbered else None, self._grid)

    def _numbers(self) -> GridRow:
        style = self._style.column_number
        row = table_row(self._elements.head)
        cells = [
            self._centred(index, f"({index + 1})", style, header_cell(row)) for index in range(len(self._table.columns))
        ]
        return GridRow(cells, self._grid)

    def _centred(self, column: int, text: str, style: TypeStyle, element: Element, span: int = 1) -> GridCell:
        width = self._grid.width(column, span)
        balanced = "\n".join(line.text for line in self._typesetter.lines(text, style, width))
        paragraphs = self._typesetter.paragraphs(balanced, style, Align.CENTER, width)
        return GridCell(column, span, paragraphs, self._grid, element)

    def _padded(self, cell: GridCell) -> float:
        return cell.text_height + 2 * self._grid.padding
