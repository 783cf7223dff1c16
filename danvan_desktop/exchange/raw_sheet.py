"""A sheet as a file holds it: values and runs of text with their fonts, before its letters are brought to Unicode."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from danvan_desktop.exchange.errors import TableError
from danvan_desktop.exchange.grid import Cell, Merge
from danvan_desktop.exchange.limits import LARGEST_AREA, LARGEST_TEXT, MOST_COLUMNS, MOST_ROWS
from danvan_desktop.localization import _

Step = Callable[[], None]
"""Called now and then while reading; may raise to stop."""

STEP_EVERY = 200


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text and the name of its font, empty where nothing tells it."""

    text: str
    font: str = ""


RawCell = Cell | tuple[Run, ...]
"""A value that needs no reading, or text."""


@dataclass(frozen=True)
class RawSheet:
    """Cells by row and column (from 1), those that are merged, and what its program does not show."""

    name: str
    cells: Mapping[int, Mapping[int, RawCell]]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = field(default_factory=frozenset)
    hidden_columns: frozenset[int] = field(default_factory=frozenset)


class TextMeter:
    """Adds up what the cells of a file hold, before memory is taken for each of them."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._characters = 0

    def add(self, sheet: str, characters: int) -> None:
        """Count the text of a cell; raises TableError when no list holds so much."""
        self._characters += characters
        if self._characters > LARGEST_TEXT:
            raise TableError(
                _(
                    "Trang “{sheet}” có quá nhiều chữ so với một danh sách nên bị từ chối. Hãy chia nhỏ tệp.",
                    sheet=sheet,
                )
            )


def hold_limits(name: str, rows: int, columns: int) -> None:
    """Raise TableError when the cells of a sheet reach further than those of a list."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > LARGEST_AREA:
        raise TableError(
            _(
                "Trang “{sheet}” có ô ở dòng {rows}, cột {columns}; một danh sách có nhiều nhất {most} dòng,"
                " {widest} cột. Hãy xóa phần thừa hoặc chia nhỏ tệp.",
                sheet=name,
                rows=rows,
                columns=columns,
                most=MOST_ROWS,
                widest=MOST_COLUMNS,
            )
        )
