"""What no record waits for: reports of quarters that end, and what a year or its months still lack by law."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from danvan_desktop.domain.period import Period, PeriodKind
from danvan_desktop.localization import _
from danvan_desktop.store.due_items import WITHIN, DueItem, Urgency
from danvan_desktop.store.planned import count_held
from danvan_desktop.store.readable import ReadableStore

_REPORT_AFTER = dt.timedelta(days=15)
"""How long after its end a quarter's report is still told of."""
_HALF_YEAR = 6
REPORTS = "reports"
"""The place where reports are written."""


def reports_of_quarters(today: dt.date) -> Iterator[DueItem]:
    """Tell of the reports of the quarters that end soon or ended lately."""
    quarter = Period.quarter_of(today)
    for period in (quarter.previous(), quarter):
        if today - _REPORT_AFTER <= period.last <= today + WITHIN:
            yield DueItem(
                urgency=Urgency.AHEAD if period.last > today else Urgency.TODAY,
                content=_("Báo cáo {period}", period=period.title),
                standing=_("Kỳ báo cáo kết thúc"),
                work=_("Lập báo cáo của kỳ"),
                label=_("Báo cáo"),
                until=period.last,
                term=_("{day}", day=period.last),
                step=_("Soạn báo cáo"),
                place=REPORTS,
            )


def lacking(store: ReadableStore, today: dt.date) -> Iterator[DueItem]:
    """Remind of what the law wants so often in a year or a month and is not there yet."""
    yield from _lacking_in_month(store, today)
    yield from _lacking_in_year(store, today)


def _lacking_in_month(store: ReadableStore, today: dt.date) -> Iterator[DueItem]:
    """Remind of the days of this month that are neither held nor planned, where such records are kept at all."""
    month = Period(PeriodKind.MONTH, today.year, today.month)
    for kind in store.kinds:
        for minimum in kind.monthly if kind.monthly and store.count(kind.name, most=1) else ():
            rule = store.law.in_force(minimum.rule, today) if minimum.rule in store.law else None
            if rule is None or rule.value is None or store.unit.text("kind") != minimum.of:
                continue
            records = store.list(kind.name, between=(minimum.date, month.first, month.last))
            days = {one.date(minimum.date) for one in records if minimum.counts(one, today)}
            if len(days) < rule.value:
                yield DueItem(
                    urgency=Urgency.THIS_YEAR,
                    content=_("{what} {month}", what=minimum.what, month=month.label()),
                    standing=_("Mới {held}/{wanted} ngày", held=len(days), wanted=int(rule.value)),
                    work=minimum.work,
                    label=kind.plural,
                    until=month.last,
                    term=_("{day}", day=month.last),
                    citation=rule.citation,
                    who=store.unit.text("name"),
                    step=minimum.step,
                    place=kind.name,
                    rule=minimum.rule,
                )


def _lacking_in_year(store: ReadableStore, today: dt.date) -> Iterator[DueItem]:
    """Remind, in the second half of a year, of what the law wants so many times in it."""
    year = Period.parse(str(today.year))
    for kind in store.kinds if today.month > _HALF_YEAR else ():
        rule = store.law.get(kind.yearly.rule) if kind.yearly is not None else None
        if kind.yearly is None or rule is None or rule.value is None:
            continue
        wanted, held = int(rule.value), count_held(store, kind.name, kind.yearly.date, year.first, today)
        if held < wanted:
            yield DueItem(
                urgency=Urgency.THIS_YEAR,
                content=_("{what} trong năm", what=kind.plural),
                standing=_("Mới {held}/{wanted} lần", held=held, wanted=wanted),
                work=kind.yearly.work,
                label=kind.plural,
                until=year.last,
                term=_("{day}", day=year.last),
                citation=rule.citation,
                who=store.unit.text("name"),
                step=kind.yearly.step,
                place=kind.name,
                rule=kind.yearly.rule,
            )
