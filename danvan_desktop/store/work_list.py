"""The work list: what the records of all kinds wait for, by the terms that their kinds declare."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from danvan_desktop.domain.deadlines import Deadline, Due, open_terms
from danvan_desktop.domain.fields import Values
from danvan_desktop.domain.kind import STATE, Kind
from danvan_desktop.domain.order import dictionary_key
from danvan_desktop.domain.record import Record
from danvan_desktop.store.readable import ReadableStore

_EARLIEST = dt.date(1900, 1, 1)
_LATEST = dt.date(9000, 1, 1)

_Days = tuple[str, dt.date, dt.date]
"""A field, and from which to which day it is to be."""
_Rows = Callable[..., Iterator[tuple[Any, ...]]]


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


class WaitingGroup(Struct, frozen=True):
    """So many records of a kind, a unit and a person that wait for the same since one day, before any is named.

    ``since`` is the day that they are found by. What is known by its record alone is a group of its own with its
    ``uid``.
    """

    kind: Kind
    due: Due
    unit: str
    by: str
    since: dt.date
    count: int = 1
    uid: str = ""

    def records(self, store: ReadableStore) -> Iterator[WaitingRecord]:
        """Name them, as far as they still wait."""
        if self.uid:
            yield WaitingRecord(self.kind, self.uid, self.due, self.unit, self.by)
            return
        days = (_found_by(self.due.deadline), self.since, self.since)
        for uid, _since, due, unit, by in _by_days(store, self.kind, self.due.deadline, days, store.rows):
            if (unit, by) == (self.unit, self.by):
                yield WaitingRecord(self.kind, uid, due, unit, by)


def work_list(store: ReadableStore, last: dt.date, kinds: Iterable[Kind] | None = None) -> Sequence[Work]:
    """Return what has to be done by the day ``last``, the longest due first; reads only what can be due by then."""
    return works_in_order(store, waiting(store, last, kinds))


def works_in_order(store: ReadableStore, waits: Iterable[WaitingRecord]) -> Sequence[Work]:
    """Read the records that wait, the longest due first."""
    found = works_of(store, list(waits))
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
    for kind in kinds or store.kinds:
        for deadline in _of_days(kind):
            days = _days(store, deadline, last)
            for uid, _since, due, unit, by in _by_days(store, kind, deadline, days, store.rows):
                if due.term.until <= last:
                    yield WaitingRecord(kind, uid, due, unit, by)
        yield from _by_records(store, kind, last)


def waiting_groups(store: ReadableStore, last: dt.date, kinds: Iterable[Kind] | None = None) -> Iterator[WaitingGroup]:
    """Count the same: of a million records that wait only those are named that a list shows."""
    for kind in kinds or store.kinds:
        for deadline in _of_days(kind):
            yield from _groups_by_days(store, kind, deadline, last)
        for one in _by_records(store, kind, last):
            yield WaitingGroup(kind, one.due, one.unit, one.by, one.due.term.until, uid=one.uid)


def _groups_by_days(store: ReadableStore, kind: Kind, deadline: Deadline, last: dt.date) -> Iterator[WaitingGroup]:
    """Count together what differs only in what does not tell it apart, such as when it began."""
    counts, dues = Counter[tuple[dt.date, str, str]](), dict[dt.date, Due]()
    days = _days(store, deadline, last)
    for count, since, due, unit, by in _by_days(store, kind, deadline, days, store.counted_rows):
        if due.term.until <= last:
            counts[since, unit, by] += count
            dues[since] = due
    for (since, unit, by), count in counts.items():
        yield WaitingGroup(kind, dues[since], unit, by, since, count)


def _title(store: ReadableStore, record: Record) -> str:
    return store.kinds[record.kind].title_of(record)


def _of_days(kind: Kind) -> Iterator[Deadline]:
    return (deadline for deadline in kind.deadlines if deadline.is_of_days)


def _found_by(deadline: Deadline) -> str:
    return deadline.start if deadline.due is None else deadline.due


def _by_days(
    store: ReadableStore, kind: Kind, deadline: Deadline, days: _Days, rows: _Rows
) -> Iterator[tuple[Any, dt.date, Due, str, str]]:
    """Go by the columns that a deadline depends on; the term of a day is counted once.

    ``rows`` gives either each record or how many share all that is asked for; it comes first, before the day.
    """
    today, terms = store.today(), dict[tuple[object, object], tuple[dt.date, Due] | None]()
    for filters in _undone(deadline):
        is_again = STATE in filters
        done = deadline.done if is_again else ""  # elsewhere it is empty, and need not be read
        asked = (deadline.start, _found_by(deadline), done, kind.unit or "", deadline.by or "")
        found = rows(kind.name, asked, filters=filters, between=days, unlike=_unlike(kind, deadline))
        for what, start, day, is_done, unit, by in found:
            if is_again and is_done is None:
                continue
            if (start, day) not in terms:
                values = {deadline.start: start, _found_by(deadline): day}
                terms[start, day] = _term(store, deadline, Record(kind.name, "", values), today)
            if (term := terms[start, day]) is not None:
                yield what, *term, unit or "", "" if by is None else str(by)


def _term(store: ReadableStore, deadline: Deadline, record: Record, today: dt.date) -> tuple[dt.date, Due] | None:
    since = record.date(_found_by(deadline))
    term = None if _is_dropped(deadline, record, today) else deadline.term(record, store.terms)
    return None if term is None or since is None else (since, Due(deadline, term))


def _by_records(store: ReadableStore, kind: Kind, last: dt.date) -> Iterator[WaitingRecord]:
    deadlines, today = [one for one in kind.deadlines if not one.is_of_days], store.today()
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
    waived: Values = {} if deadline.waived_by is None else {deadline.waived_by: None}
    states: Iterator[Values] = ({STATE: state} for state in sorted(deadline.undone_in))
    return tuple({**asked, **waived} for asked in ({deadline.done: None}, *states))


def _unlike(kind: Kind, deadline: Deadline) -> Mapping[str, Collection[str]]:
    """Return the states in which nobody waits for a deadline."""
    return {STATE: deadline.waived_in} if deadline.waived_in and kind.has(STATE) else {}


def _days(store: ReadableStore, deadline: Deadline, last: dt.date) -> _Days:
    """Return the field and the days of it by which a deadline can end by a day, more rather than fewer."""
    until = last
    if deadline.due is None and deadline.rule is not None:
        until = min(last, _LATEST) + dt.timedelta(days=store.terms.days_ahead(deadline.rule))
    first = _EARLIEST
    if deadline.dropped_after is not None and deadline.due is None:
        first = store.today() - dt.timedelta(days=deadline.dropped_after)
    return _found_by(deadline), first, until


def _is_dropped(deadline: Deadline, record: Record, today: dt.date) -> bool:
    start = record.date(deadline.start)
    if deadline.dropped_after is None or start is None:
        return False
    return (today - start).days > deadline.dropped_after
