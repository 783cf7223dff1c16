"""The figures of one report: what is counted, how it compares, and what the officer put in its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.coverage import Coverage
from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.records import Records
from danvan_desktop.domain.rules.legal import LegalRules
from danvan_desktop.reports.figures.catalogue import FIGURES, figure_of
from danvan_desktop.reports.figures.figure import Figure, Span
from danvan_desktop.reports.figures.reader import FigureReader

INSPECTORATE = "report.cutoff.inspectorate"
_SAME_BUT_FOR = 10


@dataclass(frozen=True)
class FigureValue:
    """One figure of one span: what the records say, and the value and remark that the officer gave.

    One that is not ``known`` counts what is closed to whoever reads it, or what nobody named: no nought, and nothing to
    be told.
    """

    counted: int
    override: int | None = None
    remark: str = ""
    known: bool = True

    @property
    def shown(self) -> int:
        """What the report prints."""
        return self.counted if self.override is None else self.override


@dataclass(frozen=True)
class Measured:
    """A figure with its value, those of the previous period and of the same period a year ago, and its records.

    A period that has not ended is held against as many days of the others. One in which nothing of
    the kind was on the books, or only from its midst on, is held against nothing: ``None``, which is no nought.

    ``share`` is that of the figure it belongs to, 0 to 1; ``None`` without one or when that is nought.
    """

    figure: Figure
    value: FigureValue
    previous: int | None
    year_ago: int | None
    share: float | None
    uids: tuple[str, ...]


def span_of(period: Period, as_of: dt.date) -> Span:
    """Return the days of a period that have passed on ``as_of``; a running period ends with that day."""
    return Span(period.first, max(period.first, min(period.last, as_of)))


class ReportFigures:
    """Figures of one unit, form and period as of one day, measured when asked for."""

    def __init__(self, store: Records, unit: str, form: str, period: Period, as_of: dt.date) -> None:
        """Take what the officer wrote for this form and period; the newest where devices wrote apart."""
        self.period = period
        self.span = span_of(period, as_of)
        self._as_of = as_of
        self._kinds, self._cutoff = store.kinds, inspectorate_cutoff(store.law)
        self.reader = FigureReader(store, unit)
        self._written = _written_at_figures(store, unit, form, period)

    def __getitem__(self, code: str) -> Measured:
        """Measure a figure; raises ReportError for an unknown code."""
        figure = figure_of(code)
        records, period = self.reader.counted(figure, self.span_for(figure)), self._period_for(figure)
        value = self.value(code)
        whole = self.value(figure.whole).shown if figure.whole is not None else 0
        return Measured(
            figure,
            value,
            self._counted(figure, period.previous()),
            self._counted(figure, period.same_last_year()),
            value.shown / whole if whole else None,
            tuple(record.uid for record in records),
        )

    def value(self, code: str) -> FigureValue:
        """Return the value of a figure alone."""
        figure = figure_of(code)
        span = self.span_for(figure)
        counted = figure.value(self.reader.counted(figure, span))
        written = self._written.get(code)
        override = written.number("value") if written is not None and written.get("value") is not None else None
        is_told = bool(counted) or override is not None or not self._is_unnamed(figure, span)
        remark = "" if written is None else written.text("remark")
        return FigureValue(counted, override, remark, self.reader.may_count(figure) and is_told)

    def measured(self, codes: Sequence[str] | None = None) -> list[Measured]:
        """Measure figures, all of them unless named."""
        return [self[code] for code in (FIGURES if codes is None else codes)]

    def by_unit(self, code: str) -> Mapping[str, int]:
        """Return the value of a figure for each unit that has any."""
        figure = figure_of(code)
        groups: dict[str, list[Record]] = {}
        for record in self.reader.counted(figure, self.span_for(figure)):
            groups.setdefault(self.reader.unit_of(record), []).append(record)
        return {unit: figure.value(records) for unit, records in groups.items()}

    def coverages(self) -> Sequence[tuple[Record, Coverage]]:
        """Return the units of the report that have a device of their own, and how far their records are here."""
        return [(unit, self.reader.coverage(unit.uid, self.span)) for unit in self.reader.reporters]

    def records(self, code: str) -> Sequence[Record]:
        """Return the records that a figure counts."""
        figure = figure_of(code)
        return self.reader.counted(figure, self.span_for(figure))

    def span_for(self, figure: Figure) -> Span:
        """Return the days of a figure: some kinds close earlier, where the office follows the inspectorate."""
        return span_of(self._period_for(figure), self._as_of)

    def span_a_year_ago(self, figure: Figure) -> Span:
        """Return the days of the same period a year ago that a figure's are held against."""
        period = self._period_for(figure)
        return _as_far(self.span_for(figure), period, period.same_last_year())

    @property
    def early_span(self) -> Span | None:
        """The days of the kinds that close earlier, ``None`` where the office closes all with the month."""
        return None if self._cutoff is None else span_of(self.period.closing_on(self._cutoff), self._as_of)

    @property
    def has_begun(self) -> bool:
        """Whether the day of the figures is in the period or after it."""
        return self.period.first <= self._as_of

    @property
    def is_unfinished(self) -> bool:
        """Whether the period goes on after the day of the figures."""
        return self.span.last < self.period.last

    def comparable(self, period: Period) -> Span:
        """Return the days of another period that this one's figures are held against."""
        return _as_far(self.span, self.period, period)

    def knows(self, other: Period, codes: Iterable[str]) -> bool:
        """Tell whether any of these figures can be held against another period."""
        return any(self._counted(figure_of(code), other) is not None for code in codes)

    def _counted(self, figure: Figure, other: Period) -> int | None:
        """Return what a figure was in another period, ``None`` where nobody recorded it through all of that."""
        span = _as_far(self.span_for(figure), self._period_for(figure), other)
        records = self.reader.counted(figure, span)
        is_without_days = bool(records) and not self.reader.tells_its_beginning(figure.kind)
        if is_without_days:
            return figure.value(records)
        is_known = self.reader.is_on_the_books(figure, span) and self._is_of_the_same_units(figure, span)
        return figure.value(records) if is_known and (records or not self._is_unnamed(figure, span)) else None

    def _is_unnamed(self, figure: Figure, span: Span) -> bool:
        """Tell whether records of a span tell of what a figure counts without naming whom."""
        return figure.unnamed is not None and bool(self.reader.counted(figure.unnamed, span))

    def _is_of_the_same_units(self, figure: Figure, other: Span) -> bool:
        """Tell whether what is counted now comes from units that kept the book in the other span, but for a tenth.

        A province whose communes join one after another would else tell of more work where there are more laptops.
        """
        now = self.span_for(figure)
        late = self.reader.begun_late(figure.kind, other, now.last)
        if not late:
            return True
        values = {place: one.value for place, one in self.reader.by_place(figure, now, now.last).items()}
        return sum(values.get(place, 0) for place in late) * _SAME_BUT_FOR <= sum(values.values())

    def _period_for(self, figure: Figure) -> Period:
        closes_early = self._kinds[figure.kind].closes_with_inspectorate
        return self.period.closing_on(self._cutoff) if closes_early else self.period


def inspectorate_cutoff(law: LegalRules) -> int | None:
    """Return the day of the month with which periods of the inspectorate close, ``None`` where the office set none.

    The rule was quoted, not read: it holds only once the office says so by a value of its own.
    """
    rule = law[INSPECTORATE]
    return int(rule.value) if rule.value is not None and rule.override_reason is not None else None


def _as_far(span: Span, period: Period, other: Period) -> Span:
    """Return the days of another period: all of a whole one, as many of a running one as have passed."""
    passed = span.last - span.first
    return Span(other.first, min(other.last, other.first + passed) if span.last < period.last else other.last)


def _written_at_figures(store: Records, unit: str, form: str, period: Period) -> dict[str, Record]:
    written = store.find("report_text", unit=unit, form=form, period=period.code)
    at_figures = (one for one in written if one.text("figure"))
    return {one.text("figure"): one for one in sorted(at_figures, key=lambda one: one.changed)}
