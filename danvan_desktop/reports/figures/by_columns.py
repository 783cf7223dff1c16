"""Counts figures by some columns of a kind's records, read once for all figures that are asked for together."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import cast

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.records import OnDays, Records
from danvan_desktop.reports.figures.figure import Figure, Source, Span
from danvan_desktop.reports.figures.finds import Dated, HasValue, Row, Share, UpTo, day_of, fields_of

_UNIT = itemgetter(1)
_LATEST = chr(0x10FFFF)
"""Stands behind the time of day of a moment."""


@dataclass(frozen=True)
class Placing:
    """Where units lie, elsewhere from each day in ``turns`` on, by places as they are known ``as_of`` a day (ISO)."""

    turns: Sequence[str]
    as_of: str
    on: Callable[[str], Mapping[Value, str | None]]
    """Returns the place of each unit on a day, ``None`` for what is counted nowhere."""


class ColumnCounts:
    """Counts those of the figures that say which fields they look at; others are counted by whole records."""

    def __init__(
        self, store: Records, source: Source, figures: Sequence[Figure], spans: Mapping[str, Sequence[Span]]
    ) -> None:
        """Read nothing before something is asked for, and then of each figure nothing but its ``spans`` by its code."""
        self._store, self._source, self._spans = store, source, spans
        self._names: dict[str, dict[str, None]] = {}
        self._days: dict[str, dict[OnDays, None]] = {}
        self._figures = {figure.code for figure in figures if self._may_count(figure)}
        for figure in figures:
            if figure.code in self._figures:
                self._names.setdefault(figure.kind, {}).update(dict.fromkeys(_fields_of_figure(figure)))
                days = (_days_of(figure, span) for span in spans[figure.code])
                self._days.setdefault(figure.kind, {}).update(dict.fromkeys(days))
        self._tables: dict[str, _KindRows] = {}
        self._found: dict[tuple[str, Span], Sequence[Row]] = {}

    def counts(self, figure: Figure, span: Span) -> bool:
        """Tell whether a figure is counted here in a span."""
        return figure.code in self._figures and span in self._spans[figure.code]

    def by_turn(self, figure: Figure, span: Span, turns: Sequence[str]) -> Iterator[tuple[str, Sequence[Row]]]:
        """Yield rows (uid, unit, …) that a figure counts in a span, apart before and from each day in ``turns`` on.

        With each part goes a day of it (ISO 8601): as of the end of the span where the figure is as it stood then.
        Raises StoreError for a span whose records are in an archive file.
        """
        rows, find = self._rows(figure, span), _told_find(figure)
        if find.is_since_the_first:
            yield find.last_day(span).isoformat(), rows
            return
        place = self._table(figure.kind).at[find.field]
        first, last = span.first.isoformat(), span.last.isoformat()
        begins = [first, *(day for day in turns if first < day <= last)]
        if len(begins) == 1:
            yield first, rows
            return
        for day, end in zip(begins, [*begins[1:], last + _LATEST], strict=True):
            yield day, [row for row in rows if day <= str(row[place]) < end]

    def values(self, figure: Figure, span: Span, placing: Placing) -> Counter[str | None]:
        """Count or sum what a figure counts in a span by the place of the unit of each record."""
        values: Counter[str | None] = Counter()
        at = [self._table(figure.kind).at[name] for name in _amounts_of(figure)]
        for day, rows in self.by_turn(figure, span, placing.turns):
            placed = map(placing.on(day).__getitem__, map(_UNIT, rows))
            if not at:
                values.update(placed)
                continue
            for place, row in zip(placed, rows, strict=True):
                values[place] += sum(_number(row[one]) for one in at)
        return values

    def _may_count(self, figure: Figure) -> bool:
        base = _base_of(figure)
        is_told = isinstance(base.find, Dated | UpTo) and base.find.kind == base.kind
        return is_told and self._store.kinds[base.kind].unit is not None

    def _rows(self, figure: Figure, span: Span) -> Sequence[Row]:
        key = (figure.code, span)
        if key not in self._found:
            self._found[key] = self._find(figure, span)
        return self._found[key]

    def _find(self, figure: Figure, span: Span) -> Sequence[Row]:
        if isinstance(figure.find, Share):
            share = figure.find
            rows = self._rows(share.base, span)
            return share.condition.kept(rows, self._table(figure.kind).at, span.last, self._source)
        told, table = _told_find(figure), self._table(figure.kind)
        if not told.is_since_the_first:
            self._store.refuse_archived(span.first, span.last)
        day = told.last_day(span)
        rows = table.between(told.field, "" if told.is_since_the_first else span.first.isoformat(), day.isoformat())
        for condition in told.conditions:
            rows = condition.kept(table.not_done(rows, condition.undone, day), table.at, day, self._source)
        return rows

    def _table(self, kind: str) -> _KindRows:
        if kind not in self._tables:
            declared, names, days = self._store.kinds[kind], tuple(self._names[kind]), tuple(self._days[kind])
            self._tables[kind] = _KindRows(self._store, declared, names, days)
        return self._tables[kind]


class _KindRows:
    """Some fields of a kind's records on some days: ``at`` tells where in a row each stands, behind uid and unit."""

    def __init__(self, store: Records, kind: Kind, names: Sequence[str], days: Sequence[OnDays]) -> None:
        columns = (str(kind.unit), *names)
        self.at: Mapping[str, int] = {name: place for place, name in enumerate(("", *columns))}
        self._rows: Sequence[tuple[Value, ...]] = store.columns(kind.name, columns, days)
        self._edges = sorted({edge for one in days for edge in (one.first, one.last + _LATEST)})
        self._parts: dict[str, _PartOfDay] = {}
        self._found: dict[tuple[str, str, str], Sequence[Row]] = {}
        self._undone: dict[tuple[int, str, str], tuple[Sequence[Row], Sequence[Row]]] = {}
        self._sound: dict[str, bool] = {}

    def between(self, field: str, first: str, last: str) -> Sequence[Row]:
        """Return the rows whose day in a field is none before ``first`` and none after ``last``, days that are told."""
        key = (field, first, last)
        if key not in self._found:
            within = range(bisect_right(self._edges, first), bisect_right(self._edges, last + _LATEST))
            parts = self._parted(field).parts
            self._found[key] = [*chain.from_iterable(parts[place] for place in within if place in parts)]
        return self._found[key]

    def _parted(self, field: str) -> _PartOfDay:
        """Part the rows by the spans between all told days in which their day in a field lies: looked at once for all.

        Rows stay in the order in which they were read, which is that of the machine's memory.
        """
        if field not in self._parts:
            place, part_of = self.at[field], _PartOfDay(self._edges)
            for row in self._rows:
                part_of[row[place]].append(row)
            self._parts[field] = part_of
        return self._parts[field]

    def not_done(self, rows: Sequence[Row], field: str | None, day: dt.date) -> Sequence[Row]:
        """Leave out what was done by the end of ``day``, the day in a field; nothing where no field tells.

        Texts are compared, so nothing is left out where some text of the field is no day.
        """
        if field is None or not self._has_only_days(field):
            return rows
        key = (id(rows), field, day.isoformat())
        if key not in self._undone:
            place, last = self.at[field], day.isoformat() + _LATEST
            texts = cast(Sequence[tuple[str, ...]], rows)
            self._undone[key] = (rows, [row for row in texts if not (done := row[place]) or done > last])
        return self._undone[key][1]

    def _has_only_days(self, field: str) -> bool:
        if field not in self._sound:
            told = (day for day in self._parted(field) if day not in (None, ""))
            self._sound[field] = all(isinstance(day, str) and day_of(day) is not None for day in told)
        return self._sound[field]


class _PartOfDay(dict[Value, list[Row]]):
    """The part that rows of a day belong to, found once for each day; those of none have a part of their own."""

    def __init__(self, edges: Sequence[str]) -> None:
        super().__init__()
        self._edges = edges
        self.parts: dict[int, list[Row]] = {}

    def __missing__(self, day: Value) -> list[Row]:
        place = bisect_right(self._edges, str(day)) if day else -1
        self[day] = self.parts.setdefault(place, [])
        return self[day]


def _base_of(figure: Figure) -> Figure:
    """Return the figure that a share is of, through all shares of shares."""
    return _base_of(figure.find.base) if isinstance(figure.find, Share) else figure


def _shares_of(figure: Figure) -> Iterator[HasValue]:
    """Yield what is asked of the records of a base for a figure to count them: nothing where it is no share."""
    find = figure.find
    while isinstance(find, Share):
        yield find.condition
        find = find.base.find


def _told_find(figure: Figure) -> Dated | UpTo:
    """Return how the records are found that a figure, or the one that it is a share of, counts."""
    find = _base_of(figure).find
    if not isinstance(find, Dated | UpTo):
        raise TypeError(figure.code)
    return find


def _days_of(figure: Figure, span: Span) -> OnDays:
    """Say on which days the records lie that a figure counts in a span."""
    told = _told_find(figure)
    last = told.last_day(span)
    undone = next((one.undone for one in told.conditions if one.undone is not None), None)
    return OnDays(told.field, "" if told.is_since_the_first else span.first.isoformat(), last.isoformat(), undone)


def _fields_of_figure(figure: Figure) -> Iterable[str]:
    told = _told_find(figure)
    return (told.field, *fields_of((*_shares_of(figure), *told.conditions)), *_amounts_of(figure))


def _amounts_of(figure: Figure) -> Sequence[str]:
    if figure.amount is None:
        return ()
    return (figure.amount,) if isinstance(figure.amount, str) else figure.amount


def _number(value: Value) -> int:
    return int(value) if isinstance(value, int) else 0
