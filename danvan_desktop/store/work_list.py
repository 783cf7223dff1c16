"""The work list: what the records of all kinds wait for, by the terms that their kinds declare."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from danvan_desktop.domain.deadlines import Deadline, Due, open_terms
from danvan_desktop.domain.fields import Values
from danvan_desktop.domain.kind import STATE, Kind
from danvan_desktop.domain.order import dictionary_key
from danvan_desktop.domain.record import Record
from danvan_desktop.store.readable import ReadableStore

_EARLIEST = dt.date(1900, 1, 1)
_LATEST = dt.date(9000, 1, 1)


class Work(Struct, frozen=True):
    """One record and one thing that it waits for."""

    record: Record
    due: Due


class WaitingRecord(Struct, frozen=True):
    """The same before the record is read: of thousands that are due a list shows some dozens.

    ``unit`` is the uid of the unit that it is about, ``by`` what stands in the field of who has to do it.
    """

    kind: Kind
    uid: str
    due: Due
    unit: str
    by: str


def work_list(store: ReadableStore, last: dt.date, kinds: Iterable[Kind] | None = None) -> Sequence[Work]:
    """Return what has to be done by the day ``last``, the longest due first; reads only what can be due by then."""
    found = works_of(store, list(waiting(store, last, kinds)))
    return sorted(found, key=lambda work: (work.due.term.until, dictionary_key(_title(store, work.record))))


def works_of(store: ReadableStore, waits: Sequence[WaitingRecord]) -> Iterator[Work]:
    """Read the records that wait; one that is no longer there is left out."""
    by_kind: dict[str, list[str]] = {}
    for one in waits:
        by_kind.setdefault(one.kind.name, []).append(one.uid)
    records: dict[str, Record] = {}
    for kind, uids in by_kind.items():
        records |= store.get_many(uids, kind)
    for one in waits:
        if (record := records.get(one.uid)) is not None:
            yield Work(record, one.due)


def waiting(store: ReadableStore, last: dt.date, kinds: Iterable[Kind] | None = None) -> Iterator[WaitingRecord]:
    """Give what has to be done by the day ``last``, in no order; a record is read only where its days do not tell."""
    today = store.today()
    for kind in kinds or store.kinds:
        for deadline in kind.deadlines:
            if deadline.is_of_days:
                yield from _by_days(store, kind, deadline, today, last)
        others = [deadline for deadline in kind.deadlines if not deadline.is_of_days]
        yield from _by_records(store, kind, others, today, last)


def _title(store: ReadableStore, record: Record) -> str:
    return store.kinds[record.kind].title_of(record)


def _by_days(
    store: ReadableStore, kind: Kind, deadline: Deadline, today: dt.date, last: dt.date
) -> Iterator[WaitingRecord]:
    """Go by the columns that a deadline depends on; the term of a day is counted once."""
    names = (deadline.start, deadline.due or "", deadline.done, STATE, deadline.waived_by or "")
    terms: dict[tuple[object, object], Due | None] = {}
    for filters in _undone(deadline):
        is_again = STATE in filters
        rows = store.rows(
            kind.name,
            (*names, kind.unit or "", deadline.by or ""),
            filters=filters,
            between=_days(store, deadline, last),
        )
        for uid, start, day, done, state, waived, unit, by in rows:
            if state in deadline.waived_in or waived is not None or (is_again and done is None):
                continue
            if (start, day) not in terms:
                terms[start, day] = _due(store, kind, deadline, {deadline.start: start, deadline.due or "": day}, today)
            if (due := terms[start, day]) is not None and due.term.until <= last:
                yield WaitingRecord(kind, uid, due, unit or "", "" if by is None else str(by))


def _due(store: ReadableStore, kind: Kind, deadline: Deadline, days: Values, today: dt.date) -> Due | None:
    record = Record(kind.name, "", days)
    term = None if _is_dropped(deadline, record, today) else deadline.term(record, store.terms)
    return None if term is None else Due(deadline, term)


def _by_records(
    store: ReadableStore, kind: Kind, deadlines: Sequence[Deadline], today: dt.date, last: dt.date
) -> Iterator[WaitingRecord]:
    records = {
        record.uid: record
        for deadline in deadlines
        for filters in _undone(deadline)
        for record in store.list(kind.name, filters=filters, between=_days(store, deadline, last))
    }
    for record in records.values():
        for due in open_terms(deadlines, record, store.terms, store):
            if due.term.until <= last and not _is_dropped(due.deadline, record, today):
                unit, by = (record.text(name) if name else "" for name in (kind.unit, due.deadline.by))
                yield WaitingRecord(kind, record.uid, due, unit, by)


def _undone(deadline: Deadline) -> Sequence[Values]:
    """Return how the records are selected of which a deadline can be open."""
    return ({deadline.done: None}, *({STATE: state} for state in sorted(deadline.undone_in)))


def _days(store: ReadableStore, deadline: Deadline, last: dt.date) -> tuple[str, dt.date, dt.date]:
    """Return the field and the days of it by which a deadline can end by a day, more rather than fewer."""
    field, until = deadline.start, last
    if deadline.due is not None:
        field = deadline.due
    elif deadline.rule is not None:
        until = min(last, _LATEST) + dt.timedelta(days=store.terms.days_ahead(deadline.rule))
    first = _EARLIEST
    if deadline.dropped_after is not None and deadline.due is None:
        first = store.today() - dt.timedelta(days=deadline.dropped_after)
    return field, first, until


def _is_dropped(deadline: Deadline, record: Record, today: dt.date) -> bool:
    start = record.date(deadline.start)
    if deadline.dropped_after is None or start is None:
        return False
    return (today - start).days > deadline.dropped_after
