"""Counts the records of some days apart by whether they are only planned: what is no result yet."""

from __future__ import annotations

import datetime as dt

from danvan_desktop.domain.choices import PLANNED
from danvan_desktop.domain.kind import STATE
from danvan_desktop.store.readable import ReadableStore


def count_held(store: ReadableStore, kind: str, day: str, first: dt.date, last: dt.date) -> int:
    """Count the records of some days, without those that are only planned."""
    return store.count(kind, between=(day, first, last)) - count_planned(store, kind, day, first, last)


def count_planned(store: ReadableStore, kind: str, day: str, first: dt.date, last: dt.date) -> int:
    """Count the records of some days that are only planned, 0 of a kind that knows no plans."""
    states = store.kinds[kind].states
    has_plans = states is not None and PLANNED in states
    return store.count(kind, {STATE: PLANNED}, between=(day, first, last)) if has_plans else 0
