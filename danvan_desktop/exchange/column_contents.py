"""Tells by what stands in a column which of several meanings its heading has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from danvan_desktop.domain.fields import FieldError, FieldType
from danvan_desktop.exchange.cell_values import cell_value, is_time
from danvan_desktop.exchange.grid import Cell, Row
from danvan_desktop.exchange.places import is_place
from danvan_desktop.exchange.profiles import Part, Profile, Target, heading_key

_READ_ROWS = 200
_READABLE = 0.7
"""Text can say anything: a column holds choices where more than this share of its cells are choices."""
_NAMES = 0.6
"""So can names of records, which only the store knows; a village may be called by its bare name."""
_SURE = 0.5
"""Share of its cells from which on a column that another went before is read into a further meaning."""


def as_written(
    targets: Mapping[int, Target], headings: Mapping[int, str], rows: Sequence[Row], profile: Profile
) -> dict[int, Target]:
    """Return what each column is read into, of the meanings of its heading that which its cells fit best.

    The first meaning stays where none fits better, save for one that every record needs, and where a column is empty.
    “Thời gian” beside “Ngày” is read into what “Ngày” left.
    """
    needed = {field.name for field in profile.kind.asks_for(())}
    found = dict(targets)
    for column in (*sorted(targets.keys() & headings.keys()), *sorted(headings.keys() - targets.keys())):
        free = [one for one in profile.meanings(heading_key(headings[column])) if one not in found.values()]
        cells = [cell for row in rows[:_READ_ROWS] if not (cell := row.cell(column)).empty]
        if not free or not cells:
            continue
        meant = [found[column], *free] if column in found else free
        best = max(meant, key=lambda one: (_fit(one, cells, profile), one.field in needed))
        if column in found or _fit(best, cells, profile) > _SURE:
            found[column] = best
    return dict(sorted(found.items()))


def _fit(target: Target, cells: Sequence[Cell], profile: Profile) -> float:
    """Return which share of cells a target can hold, from 0 to 1."""
    if not profile.kind.has(target.field):
        return 0
    field = profile.kind.field(target.field)
    if target.part is Part.TIME:
        return sum(map(is_time, cells)) / len(cells)
    if target.part is not Part.VALUE:
        return 0
    if field.type is FieldType.REFERENCE:
        return max(_NAMES, sum(is_place(cell.text) for cell in cells) / len(cells)) if field.names_unit else _NAMES
    share = sum(_holds(target, cell, profile) for cell in cells) / len(cells)
    return share * _READABLE if field.type in (FieldType.TEXT, FieldType.LONG_TEXT) else share


def _holds(target: Target, cell: Cell, profile: Profile) -> bool:
    try:
        return cell_value(profile.kind.field(target.field), cell, profile) is not None
    except FieldError:
        return False
