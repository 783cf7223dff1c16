"""The year of a list whose days are written without it: 12/3 below “Sổ theo dõi năm 2026”."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping

from danvan_desktop.domain.text import fold
from danvan_desktop.exchange.grid import Cell, Grid

_NAMED = re.compile(r"(?<!thang )(?<![0-9] )\bnam ((?:19|20)[0-9]{2})\b")
_OF_A_PAPER = re.compile(r"ngay[ 0-9.…]*thang[ 0-9.…]*nam[ 0-9.…]*")
"""The day on which a list was signed is not that of what it tells."""
_YEARLESS = re.compile(r"(?:ngay )?([0-9]{1,2})(?: ?[/.-] ?|/?thang )([0-9]{1,2})|ngay ([0-9]{1,2}) thang ([0-9]{1,2})")
_WITH_YEAR = re.compile(r"\b((?:19|20)[0-9]{2})\b")


def year_of_titles(grid: Grid, header: int) -> int | None:
    """Return the one year that the titles above a list name, ``None`` where they name none or several."""
    texts = (cell.text for row in grid.rows if row.number < header for cell in row.cells.values())
    return _only(int(year) for text in texts for year in _NAMED.findall(_OF_A_PAPER.sub(" ", fold(text))))


def with_year(cells: Mapping[int, Cell], year: int | None) -> dict[int, tuple[Cell, Cell]]:
    """Return the days without a year and what they are in that of the list, else of the other days of the column.

    Where the column names another year, nobody knows which is meant.
    """
    told = _only(one for cell in cells.values() if (one := _year(cell)) is not None)
    has_years = any(_year(cell) is not None for cell in cells.values())
    meant = told if has_years else year
    if meant is None or (has_years and year not in (None, meant)):
        return {}
    found: dict[int, tuple[Cell, Cell]] = {}
    for number, cell in cells.items():
        match = _YEARLESS.fullmatch(" ".join(fold(cell.text).split())) if isinstance(cell.value, str) else None
        if match is not None:
            day, month = (int(one) for one in match.groups() if one is not None)
            found[number] = (cell, Cell(f"{day}/{month}/{meant}"))
    return found


def _year(cell: Cell) -> int | None:
    if isinstance(cell.value, dt.date):
        return cell.value.year
    match = _WITH_YEAR.search(cell.value) if isinstance(cell.value, str) else None
    return None if match is None else int(match[1])


def _only(years: Iterable[int]) -> int | None:
    found = set(years)
    return found.pop() if len(found) == 1 else None
