"""A table as it lies in a file: rows of cells under their numbers, before anybody knows what the columns mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from danvan_desktop.exchange.encodings import Encoding
from danvan_desktop.localization import Message

CellValue = str | int | float | bool | dt.datetime | dt.date | dt.time | None


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds, its text in Unicode; ``fault`` says why a cell that is not empty has no value."""

    value: CellValue = None
    fault: Message | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing stands in the cell."""
        return self.fault is None and (self.value is None or (isinstance(self.value, str) and not self.value.strip()))

    @property
    def text(self) -> str:
        """The value as a line of plain text, for headings and previews of text."""
        return "" if self.value is None else " ".join(str(self.value).split())


EMPTY = Cell()
OWN_HEADING = "Mã bản ghi"
"""Heads the uids in the lists that this program makes; by it they are known as Unicode throughout.

What people call “Mã hồ sơ” heads the numbers of files in the lists of others.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number in the file (from 1) and its cells by column (from 1), those that hold anything.

    Formulas and other programs leave cells with an empty text, which are as good as none.
    ``told`` names its place where the list goes over several sheets, whose rows are numbered anew. A ``short`` one has
    fewer separators than a row above it: a table program writes them for empty cells, too.
    """

    number: int
    cells: Mapping[int, Cell]
    told: str = ""
    short: bool = False

    def __post_init__(self) -> None:
        """Leave out the cells in which nothing stands."""
        if any(cell.empty for cell in self.cells.values()):
            held = {column: cell for column, cell in self.cells.items() if not cell.empty}
            object.__setattr__(self, "cells", held)

    @property
    def place(self) -> str:
        """Where people find it: its number, with its sheet where there are several."""
        return self.told or str(self.number)

    def cell(self, column: int) -> Cell:
        """Return a cell, an empty one where nothing stands."""
        return self.cells.get(column, EMPTY)


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells shown as one, first and last row and column; the value is that of the first."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def size(self) -> int:
        """How many cells it covers."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)


@dataclass(frozen=True)
class Grid:
    """A sheet; ``encoding`` says in what its text was written, ``converted`` how many of its texts were turned.

    Merged cells have the value of their first in all of them. ``hidden`` sheets, rows and columns are those that the
    program of the file does not show. A list joined of several ``sheets`` has their names by the number before the
    first row of each.
    """

    name: str
    rows: tuple[Row, ...]
    merges: tuple[Merge, ...] = ()
    encoding: str = Encoding.UNICODE.value
    converted: int = 0
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    sheets: Mapping[int, str] = field(default_factory=dict)
    by_number: dict[int, Row] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the rows, those that hold anything."""
        if not all(row.cells for row in self.rows):
            object.__setattr__(self, "rows", tuple(row for row in self.rows if row.cells))
        object.__setattr__(self, "by_number", {row.number: row for row in self.rows})

    @property
    def width(self) -> int:
        """The last column that holds anything."""
        return max((column for row in self.rows for column in row.cells), default=0)

    def as_seen(self) -> Grid:
        """Return the sheet without what is hidden, save the columns that this program itself hides in its lists."""
        return self._seen

    @cached_property
    def _seen(self) -> Grid:
        columns = self.hidden_columns - self._technical
        if not self.hidden_rows and not columns:
            return self
        rows = tuple(
            replace(row, cells={column: cell for column, cell in row.cells.items() if column not in columns})
            for row in self.rows
            if row.number not in self.hidden_rows
        )
        return replace(self, rows=tuple(row for row in rows if row.cells))

    def with_texts(self, texts: Mapping[tuple[int, int], str]) -> Grid:
        """Return the sheet with other texts in some cells, by row and column."""
        if not texts:
            return self
        changed: dict[int, dict[int, Cell]] = {}
        for (number, column), text in texts.items():
            changed.setdefault(number, {})[column] = Cell(text)
        rows = (replace(row, cells={**row.cells, **changed.get(row.number, {})}) for row in self.rows)
        return replace(self, rows=tuple(rows))

    @property
    def unseen_rows(self) -> tuple[int, ...]:
        """The hidden rows that hold anything."""
        return tuple(row.number for row in self.rows if row.number in self.hidden_rows)

    @property
    def unseen_columns(self) -> tuple[int, ...]:
        """The hidden columns that hold anything, save those that this program itself hides."""
        if not self.hidden_columns:
            return ()
        used = {column for row in self.rows for column in row.cells}
        return tuple(sorted((self.hidden_columns & used) - self._technical))

    @property
    def _technical(self) -> frozenset[int]:
        first = self.rows[0].cells if self.rows else {}
        return frozenset(column for column, cell in first.items() if cell.text.startswith(OWN_HEADING))

    def row(self, number: int) -> Row:
        """Return a row by its number in the file, an empty one where there is none."""
        return self.by_number.get(number) or Row(number, {})


def column_letters(column: int) -> str:
    """Name a column as spreadsheets do: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
