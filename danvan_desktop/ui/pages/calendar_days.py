"""What the calendar shows, day by day: events of records, holidays, the lunar date. No widgets here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from danvan_desktop.domain.calendar import WorkCalendar
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.lunar import to_lunar
from danvan_desktop.localization import Message, Translator
from danvan_desktop.store import Store
from danvan_desktop.store.calendar_list import CalendarEntry, calendar_entries, told_on_day
from danvan_desktop.ui.models.naming import readable

WEEKS, DAYS = 6, 7
_LAST_LUNAR_YEAR, _FIRST_LUNAR_YEAR = 2070, 1968


@dataclass(frozen=True)
class Event:
    """A record on its day: what it is in a word, its title, and whether it is only planned."""

    uid: str
    kind: str
    what: Message
    title: str
    is_planned: bool = False

    @property
    def told(self) -> Message:
        """Say all in one line."""
        return told_on_day(self.what, self.title, is_planned=self.is_planned)


@dataclass(frozen=True)
class CalendarDay:
    """One day; ``lunar`` (as a page shows it) and ``whole_lunar`` are empty where the lunar calendar is not known.

    ``is_expected``: its holiday is computed from the law, since the days off of its year are not announced yet.
    """

    day: dt.date
    lunar: str
    whole_lunar: str
    holiday: str
    is_working_day: bool
    is_expected: bool
    events: Sequence[Event] = field(default_factory=tuple)


def first_shown(month: dt.date) -> dt.date:
    """Return the Monday on or before the first of a month."""
    first = month.replace(day=1)
    return first - dt.timedelta(days=first.weekday())


def days_of(store: Store, month: dt.date, translator: Translator) -> Sequence[CalendarDay]:
    """Return the six weeks that a month's page shows."""
    first = first_shown(month)
    days = [first + dt.timedelta(days=number) for number in range(WEEKS * DAYS)]
    events = _events(store, days[0], days[-1], translator)
    return [_day(store.calendar, day, events.get(day, ())) for day in days]


def _day(calendar: WorkCalendar, day: dt.date, events: Sequence[Event]) -> CalendarDay:
    lunar, whole_lunar = lunar_texts(day)
    holiday = calendar.holidays.get(day, "")
    is_expected = bool(holiday) and day.year not in calendar.announced_years
    return CalendarDay(day, lunar, whole_lunar, holiday, calendar.is_working_day(day), is_expected, events)


def lunar_texts(day: dt.date) -> tuple[str, str]:
    """Write the lunar day as a page shows it, with its month on some days only, and whole; a leap month has an N."""
    if not _FIRST_LUNAR_YEAR <= day.year <= _LAST_LUNAR_YEAR:
        return "", ""
    lunar = to_lunar(day)
    whole = f"{lunar.day}/{lunar.month}{'N' if lunar.leap else ''}"
    return (whole if lunar.day in (1, 15) or day.day == 1 else str(lunar.day)), whole


def _events(store: Store, first: dt.date, last: dt.date, translator: Translator) -> Mapping[dt.date, list[Event]]:
    found: dict[dt.date, list[Event]] = {}
    for entry in calendar_entries(store, first, last):
        found.setdefault(entry.day, []).append(_event(store.kinds[entry.record.kind], entry, translator))
    return found


def _event(kind: Kind, entry: CalendarEntry, translator: Translator) -> Event:
    title = readable(kind.title_of(entry.record), translator)
    return Event(entry.record.uid, kind.name, entry.words, title, entry.is_planned)
