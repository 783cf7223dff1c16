"""How a record stood at the end of an earlier day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from msgspec.structs import replace

from danvan_desktop.domain.fields import Values
from danvan_desktop.domain.kind import STATE, Kind
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.states import State


def as_of(kind: Kind, record: Record, day: dt.date) -> Record:
    """Give a record as it stood at the end of ``day``: what was done later, and decided then, was not yet."""
    later = [name for name in _days_that_end(kind) if (happened := record.date(name)) is not None and happened > day]
    if not later:
        return record
    values = {**record.values, **dict.fromkeys(later)}
    decided = _still_decided(kind, record, values)
    state = {} if kind.states is None else {STATE: kind.states.of(values, decided)}
    return replace(record, values={**values, **state}, decided=decided)


def _days_that_end(kind: Kind) -> frozenset[str]:
    """Return the fields with the days on which something was done, or on which it was decided that nobody waits."""
    done = {deadline.done for deadline in kind.deadlines}
    return frozenset(done | {state.day for state in _waiving(kind) if state.day is not None})


def _waiving(kind: Kind) -> Iterator[State]:
    """Go through the states that a person decides and in which a deadline is waived."""
    waived = {code for deadline in kind.deadlines for code in deadline.waived_in}
    return (state for state in kind.states or () if state.decided and state.code in waived)


def _still_decided(kind: Kind, record: Record, values: Values) -> str | None:
    """Return what was decided where that has a day, and that day is among the ``values`` that are left."""
    told = record.decided or record.text(STATE)
    days = (state.day for state in _waiving(kind) if state.code == told)
    return told if any(day is not None and values.get(day) is not None for day in days) else None
