"""Which forms are due now: reports of periods that end, and what keeps the deadlines of records."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.period import Period, PeriodKind
from danvan_desktop.reports.catalogue import FORMS, style_in
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.form import Needs, ReportForm
from danvan_desktop.reports.forms.communities import is_community
from danvan_desktop.store import Store
from danvan_desktop.store.work_list import WaitingRecord, waiting, works_in_order

DAYS = 45
"""So many days before its last day a form is named as due: reports are asked for before their quarter ends."""
_DAYS_AFTER = 30
"""So many days after the end of its period a report without a number is named."""
Waits = Mapping[tuple[str, str], list[WaitingRecord]]
"""What waits, by the names of its kind and its deadline."""


@dataclass(frozen=True)
class DueForm:
    """A form that is due by the day ``last``, of a period or of the record ``uid``.

    ``waiting`` counts the records that need it, of which ``uid`` is the first. A report is asked for at the end of its
    period by ``addressee``; ``written`` of its sections were composed.
    """

    form: ReportForm
    last: dt.date
    period: Period | None = None
    uid: str = ""
    waiting: int = 0
    addressee: str = ""
    written: int = 0

    def days_left(self, today: dt.date) -> int:
        """Return how many days are left; negative where the day is past."""
        return (self.last - today).days


def due_forms(store: Store) -> Sequence[DueForm]:
    """Return the forms that are due within the next days and those that are late, the earliest first."""
    today = store.today()
    waits: defaultdict[tuple[str, str], list[WaitingRecord]] = defaultdict(list)
    for one in waiting(store, today + dt.timedelta(days=DAYS)):
        waits[one.kind.name, one.due.deadline.name].append(one)
    found = (due for form in FORMS for due in (*_of_periods(store, form, today), *_of_work(store, form, waits, today)))
    return sorted(found, key=lambda due: due.last)


def _of_periods(store: Store, form: ReportForm, today: dt.date) -> Iterator[DueForm]:
    """Name a report of each period that ends about now and that has no number yet; villages are asked for none."""
    if form.addressees is None or is_community(store.unit):
        return
    for period in _ending_about(today):
        context = _context(store, form, today, period=period)
        mine = {"form": form.code, "period": period.code, "unit": store.unit.uid}
        if form.nothing_to_say(context) is None and not any(store.find("document_number", **mine)):
            written = sum(bool(one.text("section")) for one in store.find("report_text", **mine))
            yield DueForm(form, period.last, period, addressee=form.addressees(context)[0], written=written)


def _ending_about(today: dt.date) -> Iterator[Period]:
    """Go through the quarters, first halves and years whose end is near or was not long ago."""
    quarter, year = Period.quarter_of(today), today.year
    halves = (Period(PeriodKind.HALF_YEAR, year),)
    years = (Period(PeriodKind.YEAR, year - 1), Period(PeriodKind.YEAR, year))
    for period in (quarter.previous(), quarter, *halves, *years):
        if -_DAYS_AFTER <= (period.last - today).days <= DAYS:
            yield period


def _of_work(store: Store, form: ReportForm, waits: Waits, today: dt.date) -> Iterator[DueForm]:
    asking = [one for answered in sorted(form.answers) for one in waits.get((form.kind, answered), ())]
    if form.needs is Needs.RECORD:
        yield from _of_records(store, form, asking, today)
    else:
        yield from _of_late(store, form, asking, today)


def _of_records(store: Store, form: ReportForm, asking: Sequence[WaitingRecord], today: dt.date) -> Iterator[DueForm]:
    works = works_in_order(store, asking)
    printed = [work for work in works if form.nothing_to_say(_context(store, form, today, uid=work.record.uid)) is None]
    if printed:
        first = printed[0]
        yield DueForm(form, first.due.term.until, uid=first.record.uid, waiting=len(printed))


def _of_late(store: Store, form: ReportForm, asking: Sequence[WaitingRecord], today: dt.date) -> Iterator[DueForm]:
    """A form of a period that answers deadlines of many records is due once they are late."""
    late, period = {one.uid for one in asking if one.due.days_late(today)}, Period.quarter_of(today)
    if late and form.nothing_to_say(_context(store, form, today, period=period)) is None:
        yield DueForm(form, today, period, waiting=len(late))


def _context(
    store: Store, form: ReportForm, today: dt.date, uid: str = "", period: Period | None = None
) -> ReportContext:
    return ReportContext(store, today, uid, period, style=style_in(store, form, uid))
