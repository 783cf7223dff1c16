"""Frozen sets: what a code proves, by name, as it was when the paper was printed (``resources/proof``).

A file is never edited: a code names its set and is held against that set for ever. New figures, choices or columns make
a new file (``script/proof_set.py``); figures that a set names are never dropped.
"""

from __future__ import annotations

from functools import cache

import msgspec

from danvan_desktop.assets import read_resource
from danvan_desktop.reports.figures import FigureGroup

FIRST = 1
NEWEST = 24
"""The set of what is printed now."""


class FrozenPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one group of a form proves: figures, or the fields of a register's rows."""

    group: FigureGroup
    figures: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


class FrozenForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a form proves; a register's rows are records of ``kind`` whose ``date`` lies in the period."""

    form: str
    parts: tuple[FrozenPart, ...]
    kind: str = ""
    date: str = ""

    @property
    def figures(self) -> tuple[str, ...]:
        """The codes of its figures, in their order."""
        return tuple(code for part in self.parts for code in part.figures)

    def part(self, group: FigureGroup) -> FrozenPart | None:
        """Return the part of a group."""
        return next((part for part in self.parts if part.group is group), None)


class FrozenSet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file: ``groups`` are the places of digests in a code, none where each form has those of its parts alone.

    A code names a form by its place in ``forms``.
    """

    number: int
    groups: tuple[FigureGroup, ...]
    forms: tuple[FrozenForm, ...]

    def places(self, form: FrozenForm) -> tuple[FigureGroup, ...]:
        """Return the groups whose digests a form's code carries, in their order."""
        return self.groups or tuple(part.group for part in form.parts)

    def place_of(self, code: str) -> int:
        """Return the place of a form; raises ValueError for one without a proof."""
        return [form.form for form in self.forms].index(code)


@cache
def frozen_set(number: int) -> FrozenSet:
    """Read a set; raises FileNotFoundError for a number that this version has not."""
    return read_resource(parse_frozen_set, "proof", f"set-{number}.json")


def parse_frozen_set(data: bytes) -> FrozenSet:
    """Read a set from its JSON; raises msgspec.ValidationError."""
    return msgspec.json.decode(data, type=FrozenSet)
