"""Finds which field each column of a table copied from elsewhere is of: by its headings, without its numbering."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.fields import FieldType
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.text import fold
from danvan_desktop.exchange.grid import Cell, Grid, Row
from danvan_desktop.exchange.layout import guess_layout, is_total, numbers_columns
from danvan_desktop.exchange.profiles import heading_key, profile_of

_HEADINGS_WITHIN = 6
"""Lines from the top within which a table has its headings: titles stand above them."""
_PLACE_NUMBER = re.compile(r"\(?(\d{1,4})[.)]?")
_NAMES_OF_PEOPLE = frozenset({"ho ten", "ho va ten", "ten"})
Texts = Sequence[Sequence[str]]


@dataclass(frozen=True)
class PastedTable:
    """The rows of a table, the field of each of their columns (empty: of none), headings that no field was found for.

    ``headed`` tells whether headings said so.
    """

    rows: Texts
    fields: Sequence[str]
    strange: tuple[str, ...] = ()
    headed: bool = False


def read_table(texts: Texts, kind: Kind, shown: Mapping[str, str], column: int) -> PastedTable:
    """Read what was pasted into a table of a kind that shows the fields of ``shown``, each under its heading.

    Without headings the cells are those from ``column`` on, as in Excel. Sums are left out, and so is the column that
    numbers the rows, wherever it would come into a field that holds no number.
    """
    for number in range(min(_HEADINGS_WITHIN, len(texts) - 1)):
        if (table := _headed(texts, number, kind, shown)) is not None:
            return table
    rows = [row for row in texts if not _is_sum(row)]
    names = list(shown)[column:]
    if names and not _takes_numbers(kind, names[0]) and _is_numbered(rows):
        rows = [row[1:] for row in rows]
    return PastedTable(rows, names)


def _headed(texts: Texts, number: int, kind: Kind, shown: Mapping[str, str]) -> PastedTable | None:
    """Read a table by the headings in this line, unless they are none."""
    line = texts[number]
    above = [row for row in texts[:number] if sum(map(bool, row)) > 1]
    if above or any(cell[:1].isdigit() for cell in line):
        return None
    fields, passed = _fields_of(line, kind, shown), profile_of(kind).ignored
    known = [cell for cell, name in zip(line, fields, strict=True) if name or (cell and heading_key(cell) in passed)]
    if not any(fields) or len(known) < 2 or 2 * len(known) < sum(map(bool, line)):
        return None
    strange = tuple(cell for cell, name in zip(line, fields, strict=True) if cell and not name and cell not in known)
    rows = list(texts[number + 1 :])
    if rows and numbers_columns(_row(1, rows[0])):
        del rows[0]
    return PastedTable([row for row in rows if not _is_sum(row)], fields, strange, headed=True)


def _fields_of(line: Sequence[str], kind: Kind, shown: Mapping[str, str]) -> list[str]:
    """Return the field of each heading, empty for one that is of none; what the table itself calls it goes first."""
    own = {heading_key(heading): name for name, heading in shown.items() if kind.has(name)}
    fields = [own.get(heading_key(cell), "") for cell in line]
    layout = guess_layout(Grid("", (_row(1, line),)), kind, header=1)
    for place, target in () if layout is None else layout.targets.items():
        name = target.field if kind.has(target.field) and not target.part.value else ""
        is_own = name in (kind.parent, "order")
        if name and not is_own and not fields[place - 1] and name not in fields:
            fields[place - 1] = name
    return _with_people(line, fields, kind, shown)


def _with_people(line: Sequence[str], fields: list[str], kind: Kind, shown: Mapping[str, str]) -> list[str]:
    """Take “Họ và tên” for what the rows are about where that is another record and no other heading names it."""
    first = next(iter(shown), "")
    if not kind.has(first) or kind.field(first).type is not FieldType.REFERENCE or first in fields:
        return fields
    for place, cell in enumerate(line):
        if heading_key(cell) in _NAMES_OF_PEOPLE:
            return [*fields[:place], first, *fields[place + 1 :]]
    return fields


def _row(number: int, cells: Sequence[str]) -> Row:
    return Row(number, {place: Cell(cell) for place, cell in enumerate(cells, 1) if cell})


def _is_sum(row: Sequence[str]) -> bool:
    filled = [cell for cell in row if cell]
    return len(filled) > 1 and is_total(fold(filled[0]))


def _is_numbered(rows: Texts) -> bool:
    """Tell whether the first cells count the rows: 1, 2, 3."""
    matches = [_PLACE_NUMBER.fullmatch(row[0]) for row in rows if row]
    numbers = [int(match[1]) for match in matches if match is not None]
    whole = len(numbers) == len(matches) > 1 and any(len(row) > 1 for row in rows)
    return whole and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _takes_numbers(kind: Kind, name: str) -> bool:
    return kind.has(name) and kind.field(name).numeric
