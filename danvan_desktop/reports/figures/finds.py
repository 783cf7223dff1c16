"""Ways to find what a figure counts that say which fields they look at: such figures can be counted by columns.

Each is a ``Find`` like any other. What it asks of a record it asks of a row with some of its fields, so that a province
need not read whole records to count them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import Protocol

from danvan_desktop.domain.dates import held_day
from danvan_desktop.domain.deadlines import Deadline, always, late_term
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kind import STATE, Kind
from danvan_desktop.domain.record import Record
from danvan_desktop.reports.figures.figure import Figure, Source, Span
from danvan_desktop.reports.figures.standing import as_of

Row = Sequence[Value]
"""Values of a record."""
Places = Mapping[str, int]
"""Where in a row the value of a field stands."""
Test = Callable[[Row], bool]
_A_DAY = dt.timedelta(days=1)
_day = lru_cache(maxsize=4_096)(held_day)


class Condition(Protocol):
    """What is asked of some fields of a record; a condition is asked of a record like a function."""

    @property
    def fields(self) -> Sequence[str]:
        """The fields that it looks at."""

    @property
    def undone(self) -> str | None:
        """The field of a day up to which no record fulfils it, ``None`` where there is none."""

    def test(self, at: Places, day: dt.date, source: Source) -> Test:
        """Return what asks a row as it stood at the end of ``day``."""


@dataclass(frozen=True)
class HasValue:
    """Whether a field has one of these values, or has none of them where it is asked for what it is ``not_`` one of."""

    field: str
    values: tuple[object, ...]
    not_: bool = False

    @property
    def fields(self) -> Sequence[str]:
        """The field."""
        return (self.field,)

    @property
    def undone(self) -> None:
        """None: it looks at no day."""

    def test(self, at: Places, _day: dt.date, _source: Source) -> Test:
        """Return what asks a row."""
        place, values = at[self.field], self.values
        if len(values) == 1 and not self.not_:
            (value,) = values
            return lambda row: row[place] == value
        if self.not_:
            return lambda row: row[place] not in values
        return lambda row: row[place] in values

    def __call__(self, record: Record) -> bool:
        """Ask a record."""
        return (record.get(self.field) in self.values) is not self.not_


@dataclass(frozen=True)
class OpenOn:
    """Whether something was not done by the end of the day: the day in ``done`` is later, or empty.

    Where it is empty nothing is waited for in the state ``closed`` from the day ``closed_on`` on. Nothing ever is once
    the field ``goes_on_as`` is filled in: the record that it names is dated like this one and counted in its place.
    """

    done: str
    closed: str
    closed_on: str
    goes_on_as: str

    @property
    def fields(self) -> Sequence[str]:
        """The day on which it was done, the state and its day, and what it goes on as."""
        return (self.done, STATE, self.closed_on, self.goes_on_as)

    @property
    def undone(self) -> str:
        """The day on which it was done."""
        return self.done

    def test(self, at: Places, day: dt.date, _source: Source) -> Test:
        """Return what asks a row."""
        done_at, state_at, moved_at, closed = at[self.done], at[STATE], at[self.goes_on_as], self.closed
        closed_at = at[self.closed_on]

        def is_open(row: Row) -> bool:
            if row[moved_at]:
                return False
            is_closed = row[state_at] == closed
            ended = row[done_at] or (row[closed_at] if is_closed else None)
            done = _day(str(ended)) if ended else None
            return not is_closed if done is None else done > day

        return is_open


@dataclass(frozen=True)
class LateWith:
    """Whether a record was late with a deadline, and with none before it, at the end of the day.

    Raises ValueError for a kind of which a deadline looks at other records.
    """

    kind: Kind
    deadline: str

    def __post_init__(self) -> None:
        """Refuse what cannot be told by the fields of the record alone."""
        if any(one.asked is not always for one in self.kind.deadlines):
            raise ValueError(self.kind.name)

    @cached_property
    def fields(self) -> Sequence[str]:
        """What terms run from and until, what ends them, and what the state follows from."""
        terms = self.kind.deadlines
        days = [name for one in terms for name in (one.start, one.due, one.done, one.waived_by) if name is not None]
        facts = [name for state in self.kind.states or () for name in (*state.facts, *filter(None, (state.day,)))]
        return tuple(dict.fromkeys((*days, *facts, STATE)))

    @property
    def undone(self) -> str | None:
        """The day on which it was done, unless it can be undone after that."""
        return None if self._wanted.undone_in else self._wanted.done

    def test(self, at: Places, day: dt.date, source: Source) -> Test:
        """Return what asks a row; those that stand alike are asked once."""
        values_of, known = itemgetter(*(at[name] for name in self.fields)), dict[tuple[Value, ...], bool]()

        wanted = self._wanted
        done_at, may_be_done = at[wanted.done], not wanted.undone_in
        begun_at = at[wanted.start] if wanted.due is None else 0

        def is_late(row: Row) -> bool:
            if row[begun_at] is None:
                return False
            done = row[done_at]
            if may_be_done and done and (happened := _day(str(done))) is not None and happened <= day:
                return False
            values = values_of(row)
            if values not in known:
                record = Record(self.kind.name, "", dict(zip(self.fields, values, strict=True)))
                known[values] = self._is_late(record, day, source)
            return known[values]

        return is_late

    @cached_property
    def _wanted(self) -> Deadline:
        return next(one for one in self.kind.deadlines if one.name == self.deadline)

    def _is_late(self, record: Record, day: dt.date, source: Source) -> bool:
        wanted = self._wanted
        has_begun = wanted.due is not None or record.get(wanted.start) is not None
        if not has_begun or wanted.was_done(record, day):
            return False
        late = late_term(self.kind.deadlines, as_of(self.kind, record, day), day, source.terms, source)
        return late is not None and late.deadline.name == self.deadline


@dataclass(frozen=True)
class Dated:
    """Finds the records of a kind whose day lies in the span and that fulfil all conditions."""

    kind: str
    field: str
    conditions: tuple[Condition, ...] = ()

    def __call__(self, source: Source, span: Span) -> Iterable[Record]:
        """Find whole records."""
        return _fulfilling(self.conditions, source.dated(self.kind, self.field, span), span.last, source)

    @property
    def is_since_the_first(self) -> bool:
        """Whether records of earlier spans are found too."""
        return False

    def last_day(self, span: Span) -> dt.date:
        """Return the last day of what is found."""
        return span.last


@dataclass(frozen=True)
class UpTo:
    """Finds the records whose day is not after the span, or not in it where they are found as it ``begins``."""

    kind: str
    field: str
    conditions: tuple[Condition, ...] = ()
    begins: bool = False

    def __call__(self, source: Source, span: Span) -> Iterable[Record]:
        """Find whole records."""
        day = self.last_day(span)
        return _fulfilling(self.conditions, source.up_to(self.kind, self.field, day), day, source)

    @property
    def is_since_the_first(self) -> bool:
        """Whether records of earlier spans are found too."""
        return True

    def last_day(self, span: Span) -> dt.date:
        """Return the day as of whose end is asked."""
        return span.first - _A_DAY if self.begins else span.last


@dataclass(frozen=True)
class Share:
    """Finds those that another figure counts and that fulfil a condition."""

    base: Figure
    condition: HasValue

    def __call__(self, source: Source, span: Span) -> Iterable[Record]:
        """Find whole records."""
        return (record for record in source.counted(self.base, span) if self.condition(record))


def _fulfilling(
    conditions: Sequence[Condition], records: Iterable[Record], day: dt.date, source: Source
) -> Iterator[Record]:
    names = fields_of(conditions)
    at = {name: place for place, name in enumerate(names)}
    tests = [one.test(at, day, source) for one in conditions]
    for record in records:
        row = [record.get(name) for name in names]
        if all(test(row) for test in tests):
            yield record


def fields_of(conditions: Iterable[Condition]) -> Sequence[str]:
    """Return the fields that conditions look at, each once."""
    return tuple(dict.fromkeys(name for one in conditions for name in one.fields))
