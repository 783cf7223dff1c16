"""Counts figures by some columns of a kind's records, read once for all figures that are asked for together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.records import Records
from danvan_desktop.reports.figures.figure import Figure, Source, Span
from danvan_desktop.reports.figures.finds import Condition, Dated, Row, Share, UpTo, fields_of

_LATEST = chr(0x10FFFF)
"""Stands behind the time of day of a moment."""


class ColumnCounts:
    """Counts those of the figures that say which fields they look at; others are counted by whole records."""

    def __init__(self, store: Records, source: Source, figures: Sequence[Figure]) -> None:
        """Read nothing before something is asked for."""
        self._store, self._source = store, source
        self._names: dict[str, dict[str, None]] = {}
        self._figures = {figure.code for figure in figures if self._may_count(figure)}
        for figure in figures:
            if figure.code in self._figures:
                self._names.setdefault(figure.kind, {}).update(dict.fromkeys(_fields_of_figure(figure)))
        self._tables: dict[str, _KindRows] = {}
        self._found: dict[tuple[str, Span], Sequence[Row]] = {}
        self._parted: dict[tuple[str, str, Span], Mapping[object, Sequence[Row]]] = {}

    def counts(self, figure: Figure) -> bool:
        """Tell whether a figure is counted here."""
        return figure.code in self._figures

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
        ends = [bisect_left(rows, day, key=lambda row: str(row[place])) for day in begins[1:]]
        for day, start, end in zip(begins, [0, *ends], [*ends, len(rows)], strict=True):
            yield day, rows[start:end]

    def value(self, figure: Figure, rows: Sequence[Row]) -> int:
        """Count or sum the rows that were found for a figure."""
        names = _amounts_of(figure)
        places = [self._table(figure.kind).at[name] for name in names]
        return sum(_number(row[place]) for row in rows for place in places) if names else len(rows)

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
        find, table = figure.find, self._table(figure.kind)
        if isinstance(find, Share):
            return self._share(find, span)
        told = _told_find(figure)
        if not told.is_since_the_first:
            self._store.refuse_archived(span.first, span.last)
        day = told.last_day(span)
        rows = table.between(told.field, "" if told.is_since_the_first else span.first.isoformat(), day.isoformat())
        for condition in told.conditions:
            fulfils = condition.test(table.at, day, self._source)
            rows = [row for row in rows if fulfils(row)]
        return rows

    def _share(self, share: Share, span: Span) -> Sequence[Row]:
        """Return those of the rows of a figure that have one of the values of a share, parted once for all shares."""
        condition, rows = share.condition, self._rows(share.base, span)
        if condition.not_ or len(condition.values) > 1:
            fulfils = condition.test(self._table(share.base.kind).at, span.last, self._source)
            return [row for row in rows if fulfils(row)]
        key = (share.base.code, condition.field, span)
        if key not in self._parted:
            place = self._table(share.base.kind).at[condition.field]
            parts: defaultdict[object, list[Row]] = defaultdict(list)
            for row in rows:
                parts[row[place]].append(row)
            self._parted[key] = parts
        return self._parted[key].get(condition.values[0], ())

    def _table(self, kind: str) -> _KindRows:
        if kind not in self._tables:
            self._tables[kind] = _KindRows(self._store, self._store.kinds[kind], tuple(self._names[kind]))
        return self._tables[kind]


class _KindRows:
    """Some fields of all records of a kind: ``at`` tells where in a row each stands, behind uid and unit."""

    def __init__(self, store: Records, kind: Kind, names: Sequence[str]) -> None:
        columns = (str(kind.unit), *names)
        self.at: Mapping[str, int] = {name: place for place, name in enumerate(("", *columns))}
        self._rows: Sequence[Row] = store.columns(kind.name, columns)
        self._by_day: dict[str, tuple[list[Row], list[str]]] = {}

    def between(self, field: str, first: str, last: str) -> list[Row]:
        """Return the rows whose day in a field is none before ``first`` and none after ``last``."""
        if field not in self._by_day:
            place = self.at[field]
            rows = sorted([row for row in self._rows if row[place]], key=itemgetter(place))
            self._by_day[field] = (rows, [str(row[place]) for row in rows])
        rows, days = self._by_day[field]
        return rows[bisect_left(days, first) : bisect_right(days, last + _LATEST)]


def _base_of(figure: Figure) -> Figure:
    """Return the figure that a share is of, through all shares of shares."""
    return _base_of(figure.find.base) if isinstance(figure.find, Share) else figure


def _told_find(figure: Figure) -> Dated | UpTo:
    """Return how the records are found that a figure, or the one that it is a share of, counts."""
    find = _base_of(figure).find
    if not isinstance(find, Dated | UpTo):
        raise TypeError(figure.code)
    return find


def _fields_of_figure(figure: Figure) -> Iterable[str]:
    conditions: list[Condition] = []
    find = figure.find
    while isinstance(find, Share):
        conditions.append(find.condition)
        find = find.base.find
    told = _told_find(figure)
    return (told.field, *fields_of((*conditions, *told.conditions)), *_amounts_of(figure))


def _amounts_of(figure: Figure) -> Sequence[str]:
    if figure.amount is None:
        return ()
    return (figure.amount,) if isinstance(figure.amount, str) else figure.amount


def _number(value: Value) -> int:
    return int(value) if isinstance(value, int) else 0
