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
from typing import Protocol, cast

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
_A_DAY = dt.timedelta(days=1)
day_of = lru_cache(maxsize=4_096)(held_day)
"""Return the day at the beginning of a stored text, as ``held_day`` does; reports ask it of the same days again."""


class Condition(Protocol):
    """What is asked of some fields of a record; a condition is asked of a record like a function."""

    @property
    def fields(self) -> Sequence[str]:
        """The fields that it looks at."""

    @property
    def undone(self) -> str | None:
        """The field of a day up to which no record fulfils it, ``None`` where there is none."""

    def kept(self, rows: Sequence[Row], at: Places, day: dt.date, source: Source) -> Sequence[Row]:
        """Keep the rows that fulfil it as they stood at the end of ``day``."""


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

    def kept(self, rows: Sequence[Row], at: Places, _day: dt.date, _source: Source) -> Sequence[Row]:
        """Keep the rows with such a value."""
        place, values = at[self.field], self.values
        if self.not_:
            return [row for row in rows if row[place] not in values]
        if len(values) == 1:
            (value,) = values
            return [row for row in rows if row[place] == value]
        return [row for row in rows if row[place] in values]

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

    def kept(self, rows: Sequence[Row], at: Places, day: dt.date, _source: Source) -> Sequence[Row]:
        """Keep the rows of what was open; most are told by two fields."""
        done_at, state_at, moved_at, closed = at[self.done], at[STATE], at[self.goes_on_as], self.closed
        closed_at = at[self.closed_on]

        def is_open(row: Row) -> bool:
            is_closed = row[state_at] == closed
            ended = row[done_at] or (row[closed_at] if is_closed else None)
            done = day_of(str(ended)) if ended else None
            return not is_closed if done is None else done > day

        return [
            row
            for row in rows
            if not row[moved_at] and ((not row[done_at] and row[state_at] != closed) or is_open(row))
        ]


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

    def kept(self, rows: Sequence[Row], at: Places, day: dt.date, source: Source) -> Sequence[Row]:
        """Keep the rows of what was late; those that stand alike are asked once."""
        values_of, wanted = itemgetter(*(at[name] for name in self.fields)), self._wanted
        if wanted.due is None:
            begun_at = at[wanted.start]
            rows = [row for row in rows if row[begun_at] is not None]
        if not wanted.undone_in:
            done_at = at[wanted.done]
            rows = [row for row in rows if not (row[done_at] and _was_by(row[done_at], day))]
        late = _OnceAsked(lambda values: self._is_late(self._record(values), day, source))
        return [row for row in rows if late[values_of(row)]]

    def _record(self, values: Sequence[Value]) -> Record:
        return Record(self.kind.name, "", dict(zip(self.fields, values, strict=True)))

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
    found = [*records]
    rows: Sequence[Row] = [(*(record.get(name) for name in names), place) for place, record in enumerate(found)]
    for one in conditions:
        rows = one.kept(rows, at, day, source)
    return (found[cast(int, row[-1])] for row in rows)


def _was_by(told: Value, day: dt.date) -> bool:
    happened = day_of(str(told))
    return happened is not None and happened <= day


class _OnceAsked(dict[Row, bool]):
    """What is asked of values, once of those that are alike."""

    def __init__(self, ask: Callable[[Row], bool]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, values: Row) -> bool:
        self[values] = self._ask(values)
        return self[values]


def fields_of(conditions: Iterable[Condition]) -> Sequence[str]:
    """Return the fields that conditions look at, each once."""
    return tuple(dict.fromkeys(name for one in conditions for name in one.fields))
