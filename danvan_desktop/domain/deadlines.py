"""Deadlines, declared once: the day from which a term runs, what sets it, and the day that ends it.

Lists, board, overview, figures, reminders and registers ask the one function here how a record stands.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.legal import LegalRules


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """A term that runs from the day in ``start`` until the day in ``done`` is filled in.

    Its last day stands in the field ``due`` or, where there is none, follows from the days (calendar days, the first
    of them the day after ``start``) of the legal rule ``rule``.
    """

    name: str
    start: str
    done: str
    due: str | None = None
    rule: str | None = None

    def last_day(self, record: Record, law: LegalRules) -> dt.date | None:
        """Return the last day of a record's term, ``None`` when none is set or it has not begun."""
        if self.due is not None:
            return record.date(self.due)
        start, days = record.date(self.start), law[self.rule].value if self.rule in law.codes() else None
        return None if start is None or days is None else start + dt.timedelta(days=int(days))


@dataclass(frozen=True)
class Late:
    """A term that was not kept: which, its last day, and by how many days it is past."""

    deadline: Deadline
    term: dt.date
    days: int


def lateness_of(deadlines: Sequence[Deadline], record: Record, today: dt.date, law: LegalRules) -> Late | None:
    """Tell which term of a record is past on ``today``: the first that runs; it is late from the day after its last."""
    running = next((deadline for deadline in deadlines if record.get(deadline.done) is None), None)
    if running is None:
        return None
    term = running.last_day(record, law)
    if term is None or today <= term:
        return None
    return Late(running, term, (today - term).days)
