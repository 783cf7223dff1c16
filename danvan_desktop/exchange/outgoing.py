"""A table that goes out, as its writers see it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.fields import FieldType
from danvan_desktop.exchange.grid import CellValue
from danvan_desktop.exchange.profiles import Target


@dataclass(frozen=True)
class Column:
    """A column of a table that goes out; ``technical`` ones hold uids and are hidden from people."""

    target: Target
    heading: str
    type: FieldType
    technical: bool = False


@dataclass(frozen=True)
class Table:
    """What a writer needs: a title, the office that it belongs to, columns, and rows read as they are asked for.

    Values are text, whole numbers, dates, times, and texts of choices; ``None`` = empty.
    """

    title: str
    office: str
    columns: tuple[Column, ...]
    rows: Iterator[Sequence[CellValue]]
    count: int
