"""Puts together what a list says of one field in several columns."""

from __future__ import annotations

from collections.abc import Sequence

from danvan_desktop.domain.fields import Field, FieldType
from danvan_desktop.exchange.grid import EMPTY, Cell


def gone_on(field: Field, cells: Sequence[Cell]) -> Cell:
    """Return one cell with the words of all: a line each, or after commas in a field of one line.

    What several columns say alike is said once.
    """
    told = [cell for cell in cells if not cell.empty]
    if len(told) < 2:
        return next(iter(told), EMPTY)
    faults = (cell for cell in told if cell.fault is not None)
    between = "\n" if field.type is FieldType.LONG_TEXT else ", "
    words = dict.fromkeys(cell.value if isinstance(cell.value, str) else cell.text for cell in told)
    return next(faults, Cell(between.join(words)))
