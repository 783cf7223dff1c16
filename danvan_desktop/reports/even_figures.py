"""Points in a column are written alike: 18,00 above 19,17, or who reads on takes the column for two measures.

Shares say what they are by their sign, and have no nought behind the comma anywhere: 50%, 11,1%.
"""

from __future__ import annotations

import re
from dataclasses import replace

from danvan_desktop.reports.column_texts import texts_of
from danvan_desktop.reports.document import Align, Cell, Inline, Row, Run, Table, cell_of, plain

_YEAR = re.compile(r"20\d\d")
_FIGURE = re.compile(r"-?\d{1,3}(?:\.?\d{3})*(?:,(\d+))?%?")


def evened(table: Table) -> Table:
    """Give the table with as many digits behind the comma in each column of nothing but figures as its longest has."""
    digits = [_digits(table, column) for column in range(len(table.columns))]
    return replace(table, rows=tuple(_row(row, digits) for row in table.rows)) if any(digits) else table


def with_even_points(table: Table) -> Table:
    """Give the table with as many digits in each column of points alone; its other figures are of many things."""
    digits = [
        _digits(table, column) if table.columns[column].title == "Điểm" else 0 for column in range(len(table.columns))
    ]
    return replace(table, rows=tuple(_row(row, digits) for row in table.rows)) if any(digits) else table


def with_figures_right(table: Table) -> Table:
    """Give the table with columns of nothing but figures at the right: units stand below units, as in all tables."""
    columns = tuple(
        replace(one, align=Align.RIGHT) if one.align is Align.CENTER and _is_of_figures(table, place) else one
        for place, one in enumerate(table.columns)
    )
    return replace(table, columns=columns)


def _is_of_figures(table: Table, column: int) -> bool:
    texts = texts_of(table, column)
    if table.columns[column].title == "TT" or all(map(_YEAR.fullmatch, texts)):
        return False
    return all(map(_FIGURE.fullmatch, texts))


def _digits(table: Table, column: int) -> int:
    """Count the digits that a column needs; none where it holds words or shares, or stands at the left as words do."""
    if table.columns[column].align not in (Align.CENTER, Align.RIGHT):
        return 0
    texts = texts_of(table, column)
    found = [None if text.endswith("%") else _FIGURE.fullmatch(text) for text in texts]
    return max((len(one[1] or "") for one in found if one), default=0) if all(found) else 0


def _row(row: Row, digits: list[int]) -> Row:
    made: list[Cell | Inline] = []
    place = 0
    for item in row:
        cell = cell_of(item)
        figure = _FIGURE.fullmatch(plain(cell.content).strip()) if cell.span == 1 else None
        made.append(_padded(item, digits[place] - len(figure[1] or "")) if figure and digits[place] else item)
        place += cell.span
    return tuple(made)


def _padded(item: Cell | Inline, lacking: int) -> Cell | Inline:
    if lacking <= 0:
        return item
    if isinstance(item, Cell):
        content = _padded(item.content, lacking)
        return replace(item, content=content) if not isinstance(content, Cell) else content
    ending = "0" * lacking if "," in plain(item) else f",{'0' * lacking}"
    if isinstance(item, str):
        return _longer(item, ending)
    last = item[-1]
    return (*item[:-1], Run(_longer(last.text, ending), last.bold, last.italic))


def _longer(text: str, ending: str) -> str:
    return f"{text.rstrip()}{ending}"
