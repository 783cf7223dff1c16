"""Tells by what stands in a column which of several meanings its heading has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from danvan_desktop.domain.fields import FieldType
from danvan_desktop.exchange.grid import Row
from danvan_desktop.exchange.profiles import Part, Profile, Target, heading_key

_READ_ROWS = 200
_READABLE = 0.7
"""Text can say anything: a column holds choices where more than this share of its cells are choices."""


def as_written(
    targets: Mapping[int, Target], headings: Mapping[int, str], rows: Sequence[Row], profile: Profile
) -> dict[int, Target]:
    """Return what each column is read into, of the meanings of its heading that which its cells fit best.

    The first meaning stays where none fits better, and where a column is empty.
    """
    found = dict(targets)
    for column in sorted(targets.keys() & headings.keys()):
        free = [one for one in profile.meanings(heading_key(headings[column])) if one not in found.values()]
        texts = [text for row in rows[:_READ_ROWS] if (text := row.cell(column).text)]
        if free and texts:
            found[column] = max((targets[column], *free), key=lambda one: _fit(one, texts, profile))
    return found


def _fit(target: Target, texts: Sequence[str], profile: Profile) -> float:
    """Return which share of texts a target can hold, from 0 to 1."""
    if target.part is not Part.VALUE or not profile.kind.has(target.field):
        return 0
    field = profile.kind.field(target.field)
    if field.choices:
        return sum(profile.choice(field, text) is not None for text in texts) / len(texts)
    return _READABLE if field.type in (FieldType.TEXT, FieldType.LONG_TEXT) else 0
