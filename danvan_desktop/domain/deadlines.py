"""Deadlines, declared once: the day from which a term runs, what sets it, and the day that ends it.

Lists, board, overview, figures, reminders and registers ask the one function here how a record stands; the last day
of every term of the law is counted in one place, whichever its unit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from danvan_desktop.domain.calendar import WorkCalendar
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.legal import LegalRules

WORKING_DAYS, DAYS_BEFORE = "working_days", "days_before"


@dataclass(frozen=True)
class Terms:
    """The terms of the law as the office applies them, with the days on which offices work."""

    law: LegalRules
    calendar: WorkCalendar

    def last_day(self, code: str, start: dt.date, day: dt.date | None = None) -> dt.date | None:
        """Return the last day of a term, ``None`` when the law sets none.

        A term begins the day after ``start``. Working days leave out weekends and public holidays; a term in days
        *before* something counts back from it. ``day`` is the day whose law counts, ``start`` without it.
        """
        rule = self.law.on(code, day or start) if code in self.law.codes() else None
        if rule is None or rule.value is None:
            return None
        days = int(rule.value)
        if rule.unit == WORKING_DAYS:
            return self.calendar.add_working_days(start, days)
        return start + dt.timedelta(days=-days if rule.unit == DAYS_BEFORE else days)


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """A term that runs from the day in ``start`` until the day in ``done`` is filled in.

    Its last day stands in the field ``due`` or, where there is none, follows from the legal rule ``rule``.
    """

    name: str
    start: str
    done: str
    due: str | None = None
    rule: str | None = None

    def last_day(self, record: Record, terms: Terms) -> dt.date | None:
        """Return the last day of a record's term, ``None`` when none is set or it has not begun."""
        if self.due is not None:
            return record.date(self.due)
        start = record.date(self.start)
        return None if start is None or self.rule is None else terms.last_day(self.rule, start)


@dataclass(frozen=True)
class Late:
    """A term that was not kept: which, its last day, and by how many days it is past."""

    deadline: Deadline
    term: dt.date
    days: int


def lateness_of(deadlines: Sequence[Deadline], record: Record, today: dt.date, terms: Terms) -> Late | None:
    """Tell which term of a record is past on ``today``: the first that runs; it is late from the day after its last."""
    running = next((deadline for deadline in deadlines if record.get(deadline.done) is None), None)
    if running is None:
        return None
    term = running.last_day(record, terms)
    if term is None or today <= term:
        return None
    return Late(running, term, (today - term).days)
