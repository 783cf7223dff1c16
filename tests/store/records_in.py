"""Saves records into a store, reads them, and tells which fields a save is refused for."""

from __future__ import annotations

import datetime as dt

import pytest

from danvan_desktop.domain.deadlines import open_terms
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.store import Store


def make(store: Store, kind: str, /, **values: object) -> str:
    """Save a new record and return its uid."""
    return store.save(Draft(kind, values)).uids[0]


def read(store: Store, uid: str) -> Record:
    """Return a record that is there."""
    record = store.get(uid)
    assert record is not None
    return record


def refused(store: Store, kind: str, uid: str | None = None, /, **values: object) -> str:
    """Return the field for which values of a record are refused first."""
    return str(_refused_for(store, Draft(kind, values, uid))[0])


def refused_fields(store: Store, draft: Draft) -> set[str | None]:
    """Return the fields for which a draft is refused."""
    return set(_refused_for(store, draft))


def _refused_for(store: Store, draft: Draft) -> list[str | None]:
    with pytest.raises(InvalidRecord) as caught:
        store.save(draft)
    return [problem.field for problem in caught.value.problems]


def waiting(store: Store, uid: str) -> list[tuple[str, dt.date]]:
    """Return what a record waits for, with the last day of each."""
    record = read(store, uid)
    deadlines = store.kinds[record.kind].deadlines
    return [(due.deadline.name, due.term.last) for due in open_terms(deadlines, record, store.terms, store)]
