"""The work list: what the records of all kinds wait for, by the terms that their kinds declare."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from danvan_desktop.domain.deadlines import Deadline, Due, open_terms
from danvan_desktop.domain.fields import Values
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.order import dictionary_key
from danvan_desktop.domain.record import Record
from danvan_desktop.store.readable import ReadableStore

_EARLIEST = dt.date(1900, 1, 1)
_LATEST = dt.date(9000, 1, 1)


class Work(Struct, frozen=True):
    """One record and one thing that it waits for."""

    record: Record
    due: Due


def work_list(store: ReadableStore, last: dt.date, kinds: Iterable[Kind] | None = None) -> Sequence[Work]:
    """Return what has to be done by the day ``last``, the longest due first; reads only what can be due by then."""
    found = open_work(store, last, kinds)
    return sorted(found, key=lambda work: (work.due.term.until, dictionary_key(_title(store, work.record))))


def open_work(store: ReadableStore, last: dt.date, kinds: Iterable[Kind] | None = None) -> Iterator[Work]:
    """Give the same in no order, for who only counts it."""
    today = store.today()
    for kind in kinds or store.kinds:
        yield from _of_kind(store, kind, today, last)


def _title(store: ReadableStore, record: Record) -> str:
    return store.kinds[record.kind].title_of(record)


def _of_kind(store: ReadableStore, kind: Kind, today: dt.date, last: dt.date) -> Iterator[Work]:
    records = {record.uid: record for deadline in kind.deadlines for record in _waiting(store, kind, deadline, last)}
    for record in records.values():
        for due in open_terms(kind.deadlines, record, store.terms, store):
            if due.term.until <= last and not _is_dropped(due.deadline, record, today):
                yield Work(record, due)


def _waiting(store: ReadableStore, kind: Kind, deadline: Deadline, last: dt.date) -> Sequence[Record]:
    """Return the records of which a deadline can be open and end by a day, more rather than fewer."""
    field, until = deadline.start, last
    if deadline.due is not None:
        field = deadline.due
    elif deadline.rule is not None:
        until = min(last, _LATEST) + dt.timedelta(days=store.terms.days_ahead(deadline.rule))
    first = _EARLIEST
    if deadline.dropped_after is not None and deadline.due is None:
        first = store.today() - dt.timedelta(days=deadline.dropped_after)
    again = ({"state": state} for state in sorted(deadline.undone_in))
    waits: Iterable[Values] = ({deadline.done: None}, *again)
    return [one for filters in waits for one in store.list(kind.name, filters=filters, between=(field, first, until))]


def _is_dropped(deadline: Deadline, record: Record, today: dt.date) -> bool:
    start = record.date(deadline.start)
    if deadline.dropped_after is None or start is None:
        return False
    return (today - start).days > deadline.dropped_after
