"""Tables of the tree as tables of Word: fixed columns, merged group titles, a header on every page."""

from __future__ import annotations

from collections.abc import Sequence

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.shared import Pt
from docx.table import Table as WordTable
from docx.table import _Cell, _Row

from danvan_desktop.reports.document import Align, Inline, Row, Table, cell_of, plain, runs_of
from danvan_desktop.reports.docx import oxml
from danvan_desktop.reports.docx.writer import CELL, Writer
from danvan_desktop.reports.page_format import TableStyle, TypeStyle
from danvan_desktop.reports.pdf.pieces import MILLIMETRE
from danvan_desktop.reports.pdf.tables import column_widths
from danvan_desktop.reports.pdf.typesetter import lines_of


def write_table(table: Table, writer: Writer) -> None:
    """Write a table over the whole width."""
    style = _style_of(table, writer)
    widths = column_widths(table, style, writer.sheet.text_width)
    header_rows = 1 + bool(table.groups) + table.numbered
    writer.keep_room_above_table()
    made = writer.add_table(header_rows + len(table.rows), len(widths))
    padding = style.padding.value * MILLIMETRE  # beside it half of a line, as in the PDF
    above = padding - style.line_width / 2  # a word processor adds the lines to the height of a row
    oxml.fix_table(
        made, widths, line_width=style.line_width, side_padding=padding + style.line_width / 2, padding=above
    )
    cells = _grid(made, len(widths))
    _write_header(table, cells, widths, writer)
    made_rows = list(made.rows)
    if table.groups:
        _keep_room_for_titles(table, made_rows[:2], widths, writer)
    page = writer.sheet.text_height - _header_height(table, widths, writer)
    for header in made_rows[:header_rows]:
        oxml.repeat_on_every_page(header)
    for row, made_row, line in zip(table.rows, made_rows[header_rows:], cells[header_rows:], strict=True):
        if _height_of(row, widths, style, writer) <= page:
            oxml.keep_row_whole(made_row)
        column = 0
        for item in map(cell_of, row):
            align = item.align or table.columns[column].align
            last = line[column + item.span - 1]
            target = line[column] if item.span == 1 else line[column].merge(last)
            room = sum(widths[column : column + item.span]) - 2 * padding - style.line_width
            _write_cell(target, item.content, style.cell, align, writer, room)
            if item.span == len(widths) > 1 and row is not table.rows[-1]:
                _tie_to_rows_below(target)
            column += item.span


def _tie_to_rows_below(heading: _Cell) -> None:
    """Let no page end with the title of the rows below it: one cell over all columns."""
    for paragraph in heading.paragraphs:
        paragraph.paragraph_format.keep_with_next = True


def _style_of(table: Table, writer: Writer) -> TableStyle:
    style = writer.format.table
    return style.dense() if table.dense else style


def _header_height(table: Table, widths: Sequence[float], writer: Writer) -> float:
    style = _style_of(table, writer)
    titles = tuple(column.title for column in table.columns)
    one_line = tuple("(1)" for _column in table.columns)
    extra_rows = bool(table.groups) + table.numbered
    return _height_of(titles, widths, style, writer) + extra_rows * _height_of(one_line, widths, style, writer)


def _height_of(row: Row, widths: Sequence[float], style: TableStyle, writer: Writer) -> float:
    """Measure a row as the PDF sets it: its highest cell with the room around it."""
    column, highest = 0, 0.0
    padding = style.padding.value * MILLIMETRE
    for cell in map(cell_of, row):
        width = sum(widths[column : column + cell.span]) - 2 * padding - style.line_width
        lines = [
            line
            for text in plain(cell.content).splitlines()
            for line in writer.typesetter.lines(text, style.cell, width, balanced=False)
        ]
        highest = max(highest, sum(line.leading for line in lines) + 2 * padding)
        column += cell.span
    return highest


def _grid(made: WordTable, columns: int) -> list[list[_Cell]]:
    """Give all cells at once: reading them row by row takes python-docx quadratic time."""
    flat = made._cells
    return [flat[start : start + columns] for start in range(0, len(flat), columns)]


def _write_header(table: Table, cells: list[list[_Cell]], widths: Sequence[float], writer: Writer) -> None:
    style = _style_of(table, writer)
    padding = 2 * style.padding.value * MILLIMETRE + style.line_width
    titles = cells[1] if table.groups else cells[0]
    grouped = {index for group in table.groups for index in group.columns}
    for group in table.groups:
        merged = cells[0][group.first].merge(cells[0][group.first + group.count - 1])
        room = sum(widths[group.first : group.first + group.count]) - padding
        title = writer.typesetter.kept(group.title, style.header, room, indented=False)
        _write_cell(merged, title, style.header, Align.CENTER, writer)
        merged.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for index, column in enumerate(table.columns):
        alone = table.groups and index not in grouped
        target = cells[0][index].merge(titles[index]) if alone else titles[index]
        title = writer.typesetter.kept(column.title, style.header, widths[index] - padding, indented=False)
        _write_cell(target, title, style.header, Align.CENTER, writer)
        target.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    if table.numbered:
        for index, cell in enumerate(cells[2 if table.groups else 1]):
            _write_cell(cell, f"({index + 1})", style.column_number, Align.CENTER, writer)


def _keep_room_for_titles(table: Table, rows: Sequence[_Row], widths: Sequence[float], writer: Writer) -> None:
    """Make both rows of titles as high as those over both need: LibreOffice cuts these off on the pages that follow."""
    grouped = {index for group in table.groups for index in group.columns}
    over = [sum(widths[group.first : group.first + group.count]) for group in table.groups]
    upper = max(
        _title_height(group.title, width, table, writer) for group, width in zip(table.groups, over, strict=True)
    )
    heights = {True: 0.0, False: 0.0}
    for index, column in enumerate(table.columns):
        height = _title_height(column.title, widths[index], table, writer)
        heights[index in grouped] = max(heights[index in grouped], height)
    for row, height in zip(rows, (upper, max(heights[True], heights[False] - upper)), strict=True):
        row.height, row.height_rule = Pt(height), WD_ROW_HEIGHT_RULE.AT_LEAST


def _title_height(title: str, width: float, table: Table, writer: Writer) -> float:
    style = _style_of(table, writer)
    padding = 2 * style.padding.value * MILLIMETRE
    room = width - padding - style.line_width
    return sum(line.leading for line in writer.typesetter.lines(title, style.header, room)) + padding


def _write_cell(
    cell: _Cell, content: Inline, style: TypeStyle, align: Align, writer: Writer, room: float = 0.0
) -> None:
    paragraphs = cell.paragraphs
    for extra in paragraphs[1:]:
        cell._tc.remove(extra._p)
    leading = Pt(writer.typesetter.leading(style))
    for index, line in enumerate(lines_of(runs_of(content)) or [[]]):
        target = paragraphs[0] if index == 0 else cell.add_paragraph()
        target._p.style = writer.style_id(CELL)  # by its name python-docx looks through all styles for each
        target.paragraph_format.line_spacing = leading
        writer.fill(target, line, style, align, room)
