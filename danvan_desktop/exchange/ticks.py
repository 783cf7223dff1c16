"""Columns that stand for the choices of one field, with a cross in one of them: Kinh tế, VHXH, QPAN under “Lĩnh vực”.

Where the columns hold years instead of crosses, Nam and Nữ under “Năm sinh”, they tell two fields at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from danvan_desktop.domain.fields import Field
from danvan_desktop.exchange.grid import Cell, Row
from danvan_desktop.exchange.profiles import Profile, Target, heading_key
from danvan_desktop.localization import _

_MARKS = frozenset({"x", "v", "✓", "✔", "☑", "☒", "1", "+", "co"})
_FEWEST = 2


@dataclass(frozen=True)
class Ticks:
    """The columns of the choices of a field, by their codes; ``value`` is what their cells tell besides, if anything.

    Read they stand in the first column, and what they tell besides in the second.
    """

    field: Target
    columns: Mapping[int, str]
    value: Target | None = None

    @property
    def targets(self) -> dict[int, Target]:
        """What the columns are read into, those that are only looked at left out."""
        first, second, *_others = self.columns
        return {first: self.field} | ({second: self.value} if self.value is not None else {})

    def read(self, row: Row) -> Row:
        """Return a row with its choice in the first column; what is marked twice says nothing."""
        marked = [column for column in self.columns if not row.cell(column).empty]
        if not marked:
            return row
        first, second, *_others = self.columns
        cells = {column: cell for column, cell in row.cells.items() if column not in self.columns}
        text = " ".join(row.cell(column).text for column in marked)
        if len(marked) > 1:
            cells[first] = Cell(text, _("chỉ đánh dấu được một trong các cột"))
        else:
            cells[first] = Cell(self.columns[marked[0]])
            if self.value is not None:
                cells[second] = row.cell(marked[0])
        return replace(row, cells=cells)


def ticks_of(words: Mapping[int, Sequence[str]], rows: Sequence[Row], profile: Profile) -> list[Ticks]:
    """Find the columns of choices below one heading, or beside each other, in which rows have crosses or years."""
    found: list[Ticks] = []
    for field in profile.kind.fields:
        for columns in _runs(field, words, profile) if field.choices else ():
            taken = {column for one in found for column in one.columns}
            cells = [cell for row in rows for column in columns if not (cell := row.cell(column)).empty]
            if not cells or taken & columns.keys():
                continue
            if all(map(_is_mark, cells)):
                found.append(Ticks(Target(field.name), columns))
            elif (value := _value_of(columns, words, profile)) not in (None, Target(field.name)):
                found.append(Ticks(Target(field.name), columns, value))
    return found


def _is_mark(cell: Cell) -> bool:
    return cell.value == 1 or heading_key(cell.text) in _MARKS or cell.text in _MARKS


def _runs(field: Field, words: Mapping[int, Sequence[str]], profile: Profile) -> Iterator[dict[int, str]]:
    """Yield the columns beside each other whose headings are different choices of a field."""
    run: dict[int, str] = {}
    for column in [*sorted(words), 0]:
        code = profile.choice(field, words[column][-1]) if words.get(column) else None
        if code is None or code in run.values() or (run and column != max(run) + 1):
            if len(run) >= _FEWEST:
                yield run
            run = {}
        if code is not None:
            run[column] = code


def _value_of(columns: Mapping[int, str], words: Mapping[int, Sequence[str]], profile: Profile) -> Target | None:
    """Return what the heading over all these columns names."""
    above = {tuple(words[column][:-1]) for column in columns}
    heading = next(iter(above)) if len(above) == 1 else ()
    return profile.headings.get(heading_key(heading[-1])) if heading else None
