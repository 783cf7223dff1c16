"""How a record stood at the end of an earlier day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from danvan_desktop.domain.kind import STATE, Kind
from danvan_desktop.domain.record import Record


def as_of(kind: Kind, record: Record, day: dt.date) -> Record:
    """Give a record as it stood at the end of ``day``: what was done later, and decided then, was not yet."""
    done = {deadline.done for deadline in kind.deadlines}
    later = [name for name in done if (happened := record.date(name)) is not None and happened > day]
    if not later:
        return record
    values = {**record.values, **dict.fromkeys(later)}
    state = {} if kind.states is None else {STATE: kind.states.of(values)}
    return replace(record, values={**values, **state}, decided=None)
