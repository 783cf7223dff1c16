"""Which cells a save writes anew because a former choice in the log speaks of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from danvan_desktop.domain.entry import EntryId
from danvan_desktop.domain.fields import Field
from danvan_desktop.domain.former import former_of, said_together
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.record import Record

HeadsOf = Callable[[str, str], Sequence[tuple[EntryId, str | None]]]
"""Gives the heads of a cell (record, field) with their values as JSON text."""


def said_anew(kind: Kind, record: Record, before: Record | None, heads_of: HeadsOf) -> frozenset[str]:
    """Return the fields that a former choice in the log speaks of, where the save changes any of them.

    All are written in the words of today, so that a former choice in the log is always what was said last.
    """
    anew: set[str] = set()
    if before is None:
        return frozenset()
    for field in kind.with_former_choices:
        together = said_together(kind, field.name)
        if any(record.get(name) != before.get(name) for name in together) and _holds_former(field, record, heads_of):
            anew.update(together)
    return frozenset(anew)


def _holds_former(field: Field, record: Record, heads_of: HeadsOf) -> bool:
    values = (value for _id, value in heads_of(record.uid, field.name) if value is not None)
    return any(former_of(field, json.loads(value)) is not None for value in values)
