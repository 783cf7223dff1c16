"""Deadlines, declared once: the day from which a term runs, what sets it, and the day that ends it.

The work list, lists, board, overview, figures, reminders and registers ask the functions here how a record stands; the
last day of every term of the law is counted in one place, whichever its unit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from danvan_desktop.domain.calendar import WorkCalendar
from danvan_desktop.domain.months import months_later
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.legal import LegalRule, LegalRules
from danvan_desktop.localization import Message, _, ngettext

WORKING_DAYS, DAYS_BEFORE, WORKING_DAYS_BEFORE, MONTHS = "working_days", "days_before", "working_days_before", "months"
_IN_WORKING_DAYS = frozenset({WORKING_DAYS, WORKING_DAYS_BEFORE})
_BEFORE = frozenset({DAYS_BEFORE, WORKING_DAYS_BEFORE})
DAY_OFF_RULE = "term.day_off"
"""By how many working days a term goes on that ends on a day off (Bộ luật Dân sự 2015, Điều 148, khoản 5)."""
OPEN = _("Mở hồ sơ")
"""What the button says that leads to doing something which has no shorter name."""
_STATE = "state"
_CALENDAR_DAYS_OF_ONE, _LONGEST_REST = 2, 14
"""More calendar days than working days ever take: with weekends, and once with the longest holiday of a year."""


class Parts(Protocol):
    """How a deadline looks at the parts of a record."""

    def children(self, parent_uid: str, kind: str) -> Iterable[Record]:
        """Return the records of ``kind`` that belong to a parent."""


Asked = Callable[[Record, Parts], bool]
"""Tells whether a record needs what a deadline asks for."""
Times = Callable[[Record], int]
"""Tells how many times as long as the rule says a record's term runs: more often than once where it was extended."""
RuleOf = Callable[[Record, "Terms"], str | None]
"""Names the legal rule that a record's term follows from, ``None`` where somebody set another day."""


def once(_record: Record) -> int:
    """Let the term run as long as the rule says."""
    return 1


def always(_record: Record, _parts: Parts) -> bool:
    """Ask it of every record."""
    return True


class Term(Struct, frozen=True):
    """A term's ``last`` day as it is counted, and the day ``until`` which it is kept: later where that is a day off.

    It ``may_move`` while the days off on which it depends are not announced, or not known to the program.
    """

    last: dt.date
    until: dt.date
    may_move: bool = False

    @property
    def words(self) -> Message:
        """Both days where they differ, else the one; with what is not known for sure."""
        if self.until == self.last:
            return _("{day} (lịch nghỉ dự tính)", day=self.last) if self.may_move else _("{day}", day=self.last)
        if self.may_move:
            return _("{day} (ngày nghỉ, tính đến hết {until}; lịch nghỉ dự tính)", day=self.last, until=self.until)
        return _("{day} (ngày nghỉ, tính đến hết {until})", day=self.last, until=self.until)

    def days_late(self, day: dt.date) -> int:
        """Return by how many days the term is past on ``day``; it is late from the day after ``until``."""
        return max(0, (day - self.until).days)


class Terms(Struct, frozen=True):
    """The terms of the law as the office applies them, with the days on which offices work."""

    law: LegalRules
    calendar: WorkCalendar

    def last_day(self, code: str, start: dt.date, day: dt.date | None = None, times: int = 1) -> dt.date | None:
        """Return the last day of a term as it is counted, ``None`` when the law set none on that day.

        A term begins the day after ``start``. Working days leave out weekends and public holidays; a term *before*
        something counts back from it; one in months ends on the day of the month that it began on, or the month's
        last. ``day`` is the day whose law counts, ``start`` without it; one that was
        extended by as much again runs several ``times``.
        """
        rule = self.rule(code, day or start)
        if rule is None or rule.value is None:
            return None
        days = int(rule.value) * times
        if rule.unit == WORKING_DAYS:
            return self.calendar.add_working_days(start, days)
        if rule.unit == WORKING_DAYS_BEFORE:
            return self.calendar.working_days_before(start, days)
        if rule.unit == MONTHS:
            return months_later(start, days)
        return start + dt.timedelta(days=-days if rule.unit == DAYS_BEFORE else days)

    def term(self, code: str, start: dt.date, times: int = 1) -> Term | None:
        """Return the term of a rule that runs from ``start``; one that counts back ends with its last day."""
        last, rule = self.last_day(code, start, times=times), self.rule(code, start)
        if last is None or rule is None:
            return None
        term = Term(last, last) if rule.unit in _BEFORE else self.ending(last)
        if rule.unit not in _IN_WORKING_DAYS:
            return term
        counted = self.calendar.is_settled(min(start, last), max(start, last))
        return replace(term, may_move=term.may_move or not counted)

    def ending(self, last: dt.date) -> Term:
        """Return the term that ends on a day: where that is a day off, it goes on to the next working day."""
        rule = self.rule(DAY_OFF_RULE, last)
        more = 0 if rule is None or rule.value is None else int(rule.value)
        is_work = self.calendar.is_working_day(last)
        until = last if is_work else self.calendar.add_working_days(last, more)
        return Term(last, until, not self.calendar.is_settled(last, until))

    def days_ahead(self, code: str) -> int:
        """Return how many days at most before its start the last day of a term lies, 0 where it lies after it."""
        rule = self.law.get(code)
        if rule is None or rule.unit not in _BEFORE:
            return 0
        days = int(rule.value or 0)
        return days if rule.unit == DAYS_BEFORE else days * _CALENDAR_DAYS_OF_ONE + _LONGEST_REST

    def rule(self, code: str, day: dt.date) -> LegalRule | None:
        """Return a rule that was in force on a day, ``None`` when none of that code was."""
        return self.law.in_force(code, day) if code in self.law else None


class Deadline(Struct, frozen=True, kw_only=True):
    """A term that runs from the day in ``start`` until the day in ``done`` is filled in.

    Its last day stands in the field ``due`` or, where there is none, follows from the legal rule ``rule``. ``work``
    says what is to be done, ``undone`` how a record stands until it is. Nobody waits for it in the states
    ``waived_in``, nor once the field ``waived_by`` is filled in, nor where a record is not ``asked`` for it; in the
    states ``undone_in`` it is to be done again though the day in ``done`` stands, which tells when it was done before.
    Lists of work name it for ``dropped_after`` days from its start, since what was not noted by then will not be.
    ``step`` is on the button that leads to doing it; the field ``by`` says who has to do it. Where the last day stands
    in a field, ``rule_of`` tells what it follows from; where it stands in none, ``rule_of`` may choose the rule by the
    record, one whose days are counted forwards, and ``times`` tells how often it was extended. A day on which
    something ``ends_that_day``, such as a term of office, is no deadline of work: a day off does not move it.
    """

    name: str
    work: Message
    undone: Message
    start: str
    done: str
    due: str | None = None
    rule: str | None = None
    asked: Asked = always
    waived_in: frozenset[str] = frozenset()
    waived_by: str | None = None
    undone_in: frozenset[str] = frozenset()
    dropped_after: int | None = None
    step: Message = OPEN
    by: str | None = None
    rule_of: RuleOf | None = None
    times: Times = once
    ends_that_day: bool = False

    @property
    def is_of_days(self) -> bool:
        """Whether the days of a record, its state and what waives it tell all: nothing else of it has to be read."""
        follows = self.due is not None or (self.rule_of is None and self.times is once)
        return follows and self.asked is always

    def rule_for(self, record: Record, terms: Terms) -> str | None:
        """Return the code of the legal rule that sets a record's term, ``None`` where none does."""
        return self.rule if self.rule_of is None else self.rule_of(record, terms)

    def citation(self, record: Record, terms: Terms) -> str | None:
        """Return the article that sets a record's term, ``None`` where no rule does."""
        code, start = self.rule_for(record, terms), record.date(self.start)
        rule = None if code is None or start is None else terms.rule(code, start)
        return None if rule is None else rule.citation or None

    def term(self, record: Record, terms: Terms) -> Term | None:
        """Return a record's term, ``None`` when none is set or it has not begun."""
        if self.due is not None:
            due = record.date(self.due)
            if due is None or self.ends_that_day:
                return None if due is None else Term(due, due)
            return terms.ending(due)
        code, start = self.rule_for(record, terms), record.date(self.start)
        return None if start is None or code is None else terms.term(code, start, self.times(record))

    def is_open(self, record: Record, parts: Parts) -> bool:
        """Tell whether what it asks for is still to be done."""
        state = record.text(_STATE)
        is_done = record.get(self.done) is not None and state not in self.undone_in
        is_waived = state in self.waived_in or (self.waived_by is not None and record.get(self.waived_by) is not None)
        return not is_done and not is_waived and self.asked(record, parts)

    def was_done(self, record: Record, day: dt.date) -> bool:
        """Tell whether it was done by the end of ``day`` and is not to be done again, without asking what for."""
        done = record.date(self.done)
        return done is not None and done <= day and record.text(_STATE) not in self.undone_in

    def done_late(self, record: Record, terms: Terms) -> int:
        """Return by how many days it was done too late, 0 in time or not done yet."""
        done, term = record.date(self.done), self.term(record, terms)
        return 0 if done is None or term is None else term.days_late(done)


class Due(Struct, frozen=True):
    """Something that a record still waits for, and its term."""

    deadline: Deadline
    term: Term

    def days_late(self, day: dt.date) -> int:
        """Return by how many days it is past on ``day``, 0 while it is not."""
        return self.term.days_late(day)


def days_over(due: Due, today: dt.date) -> Message:
    """Say by how many days something is past its term."""
    return ngettext("quá hạn {n} ngày", "quá hạn {n} ngày", due.days_late(today))


def days_left(due: Due, today: dt.date) -> Message:
    """Say how many days are left, or by how many something is past its term."""
    left = (due.term.until - today).days
    return days_over(due, today) if left < 0 else days_until(left)


def days_until(left: int) -> Message:
    """Say how many days are left of a term that has not passed."""
    return _("hôm nay") if left == 0 else ngettext("còn {n} ngày", "còn {n} ngày", left)


def open_terms(deadlines: Sequence[Deadline], record: Record, terms: Terms, parts: Parts) -> Iterator[Due]:
    """Go through what a record still waits for, in the order in which it is done."""
    for deadline in deadlines:
        if deadline.is_open(record, parts):
            term = deadline.term(record, terms)
            if term is not None:
                yield Due(deadline, term)


def late_term(deadlines: Sequence[Deadline], record: Record, today: dt.date, terms: Terms, parts: Parts) -> Due | None:
    """Return what a record waits for and is late with on ``today``: the first that is, in the order of its way."""
    return next((due for due in open_terms(deadlines, record, terms, parts) if due.days_late(today)), None)
