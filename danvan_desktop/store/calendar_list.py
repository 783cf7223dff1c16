"""What stands on the days of a calendar: what takes place, and the last days of what is still to be done.

The month of the window shows it, and ``danvan calendar`` writes it for the calendars of other programs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from danvan_desktop.domain.choices import PLANNED
from danvan_desktop.domain.events import DayEvent
from danvan_desktop.domain.kind import STATE, Kind
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.text import fold
from danvan_desktop.localization import Message, _
from danvan_desktop.store.readable import ReadableStore
from danvan_desktop.store.work_list import Work, waiting_groups, works_in_order

_DAYS_OFF = dt.timedelta(days=14)
"""A term whose last day is a day off goes on to the next working day, the longest over Tết."""


@dataclass(frozen=True, kw_only=True)
class CalendarEntry:
    """A record on a day, by the event or deadline ``name`` of its kind, which is called ``words``.

    ``begins`` and ``ends`` are local times without zone, of what has an hour. ``work`` is what is to be done by a last
    day, ``None`` for what takes place.
    """

    record: Record
    name: str
    words: Message
    day: dt.date
    begins: dt.datetime | None = None
    ends: dt.datetime | None = None
    work: Work | None = None

    @property
    def is_planned(self) -> bool:
        """Whether the record is only planned."""
        return self.record.text(STATE) == PLANNED


def calendar_entries(store: ReadableStore, first: dt.date, last: dt.date) -> Iterator[CalendarEntry]:
    """Go through what stands on the days from ``first`` to ``last``: first what takes place, then what is due."""
    return chain(_gatherings(store, first, last), _due(store, first, last))


def told_on_day(words: Message, title: str, *, is_planned: bool) -> Message:
    """Say what an entry is and of what, the former only where the title does not begin with it already."""
    begins_with_it = fold(title).startswith(fold(str(words)).split()[0])
    named = _("{title}", title=title) if begins_with_it else _("{what}: {title}", what=words, title=title)
    return _("{event} (dự kiến)", event=named) if is_planned else named


def _gatherings(store: ReadableStore, first: dt.date, last: dt.date) -> Iterator[CalendarEntry]:
    for kind in store.kinds:
        for event in kind.events:
            for record in store.list(kind.name, between=(event.date, first, last), order=event.date):
                day = record.date(event.date)
                if day is not None:
                    yield _gathering(kind, event, record, day)


def _gathering(kind: Kind, event: DayEvent, record: Record, day: dt.date) -> CalendarEntry:
    begins, ends = _moment(record, event.date), None
    for field in kind.fields:
        if field.day_of == event.date and begins is not None:
            ends = _moment(record, field.name) or ends
    return CalendarEntry(record=record, name=event.date, words=event.words, day=day, begins=begins, ends=ends)


def _moment(record: Record, name: str) -> dt.datetime | None:
    return record.datetime(name) if "T" in record.text(name) else None


def _due(store: ReadableStore, first: dt.date, last: dt.date) -> Iterator[CalendarEntry]:
    """Go through the last days of what is still to be done, as the work list has it."""
    groups = [one for one in waiting_groups(store, last + _DAYS_OFF) if first <= one.due.term.last <= last]
    for work in works_in_order(store, (one for group in groups for one in group.records(store))):
        deadline, day = work.due.deadline, work.due.term.last
        words = deadline.work if deadline.due is None else store.kinds[work.record.kind].field(deadline.due).label
        yield CalendarEntry(record=work.record, name=deadline.name, words=words, day=day, work=work)
