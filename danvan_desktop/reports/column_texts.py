"""The texts of one column of a table, by which is judged what the column holds."""

from __future__ import annotations

from danvan_desktop.reports.document import Row, Table, cell_of, plain


def texts_of(table: Table, column: int) -> list[str]:
    """Return the texts of a column from the top, trimmed; none of empty cells and of those that reach over others."""
    return [text for row in table.rows if (text := _text_at(row, column))]


def _text_at(row: Row, column: int) -> str:
    place = 0
    for cell in map(cell_of, row):
        if place == column:
            return plain(cell.content).strip() if cell.span == 1 else ""
        place += cell.span
    return ""
