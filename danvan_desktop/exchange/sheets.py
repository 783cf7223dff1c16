"""Sheets of one workbook that go on with the same list: one a village, one a month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from danvan_desktop.domain.kind import Kind
from danvan_desktop.exchange.errors import TableError
from danvan_desktop.exchange.grid import Grid, Merge, Row
from danvan_desktop.exchange.layout import Layout, best_grid, guess_layout, record_rows
from danvan_desktop.exchange.limits import MOST_ROWS
from danvan_desktop.localization import _

_STRIDE = 10 * MOST_ROWS
"""How far apart the numbers of rows of two sheets lie: each row keeps a number of its own."""


def alike(grids: Sequence[Grid], kind: Kind) -> list[Grid]:
    """Return the sheets that have the columns of the one that fits a kind best, in their order, hidden ones left out.

    Sheets that hide a column are no part of it: what is hidden is decided for a sheet by itself.
    """
    seen = [grid for grid in grids if not grid.hidden and not grid.unseen_columns]
    first = guess_layout(best_grid(seen, kind), kind) if seen else None
    if first is None:
        return []
    wanted = set(first.targets.values())
    return [grid for grid in seen if _targets(grid, kind) == wanted]


def joined(grids: Sequence[Grid], kind: Kind) -> Grid:
    """Return one list of several sheets: the first with its headings, then the records of the others in its columns.

    Rows are told with their sheet. What stands below the last record of a sheet (sums, signatures) is left out. Raises
    TableError when a sheet has other columns than the first.
    """
    first, *others = grids
    layout = guess_layout(first, kind)
    rows, merges, hidden = list(_rows(first, layout, kind, 0)), list(first.merges), set(first.hidden_rows)
    for place, grid in enumerate(others, 1):
        own = guess_layout(grid, kind)
        if layout is None or own is None or set(own.targets.values()) != set(layout.targets.values()):
            raise TableError(
                _("Trang “{sheet}” không có các cột như trang “{first}”.", sheet=grid.name, first=first.name)
            )
        base = place * _STRIDE
        columns = {column: layout.column(target) or column for column, target in own.targets.items()}
        rows += [_moved(row, columns) for row in _rows(grid, own, kind, base)]
        merges += [_below(merge, base) for merge in grid.merges] if own.targets == layout.targets else []
        hidden |= {base + number for number in grid.hidden_rows}
    return replace(
        first,
        name=", ".join(grid.name for grid in grids),
        rows=tuple(rows),
        merges=tuple(merges),
        converted=sum(grid.converted for grid in grids),
        hidden_rows=frozenset(hidden),
        sheets={place * _STRIDE: grid.name for place, grid in enumerate(grids)},
    )


def _targets(grid: Grid, kind: Kind) -> set[object]:
    layout = guess_layout(grid, kind)
    return set() if layout is None else set(layout.targets.values())


def _rows(grid: Grid, layout: Layout | None, kind: Kind, base: int) -> list[Row]:
    if layout is None:
        return []
    records, _left_out = record_rows(grid, layout, kind)
    last = records[-1].number if records else 0
    first = 0 if not base else layout.header + layout.depth
    kept = [row for row in grid.rows if first <= row.number <= max(last, layout.header + layout.depth - 1)]
    return [replace(row, number=base + row.number, told=f"{grid.name}: {row.number}") for row in kept]


def _moved(row: Row, columns: Mapping[int, int]) -> Row:
    if all(column == to for column, to in columns.items()):
        return row
    return replace(row, cells={columns[column]: cell for column, cell in row.cells.items() if column in columns})


def _below(merge: Merge, base: int) -> Merge:
    return replace(merge, top=base + merge.top, bottom=base + merge.bottom)
