"""Ready-made queries that figures are put together from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace

from danvan_desktop.domain.deadlines import late_term
from danvan_desktop.domain.kind import STATE, Kind
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.kinds.choices import PLANNED
from danvan_desktop.domain.record import Record
from danvan_desktop.reports.figures.figure import Find, Source, Span

Keep = Callable[[Record], bool]

PETITION_DAY = "received_on"


def everything(_record: Record) -> bool:
    """Keep every record."""
    return True


def having(field: str, *values: object) -> Keep:
    """Keep records whose field has one of these values."""
    return lambda record: record.get(field) in values


def dated(kind: str, field: str, keep: Keep = everything) -> Find:
    """Find records by the day of a field in the span."""

    def find(source: Source, span: Span) -> Iterable[Record]:
        return (record for record in source.dated(kind, field, span) if keep(record))

    return find


def parts(kind: str, of: Find, keep: Callable[[Source, Record], bool] | None = None) -> Find:
    """Find the records of ``kind`` that belong to those that ``of`` finds."""

    def find(source: Source, span: Span) -> Iterable[Record]:
        found = source.parts(kind, of(source, span))
        return (record for record in found if keep is None or keep(source, record))

    return find


def once(find: Find, fields: Iterable[str]) -> Find:
    """Find of the records that are alike in all these fields the first alone."""
    names = tuple(fields)

    def first(source: Source, span: Span) -> Iterable[Record]:
        seen: set[tuple[object, ...]] = set()
        for record in find(source, span):
            key = tuple(record.get(name) for name in names)
            if key not in seen:
                seen.add(key)
                yield record

    return first


def held(kind: str, field: str, keep: Keep = everything) -> Find:
    """Find gatherings that took place: what was only planned is no result."""
    return dated(kind, field, lambda record: record.text("state") != PLANNED and keep(record))


def carried_over(source: Source, span: Span) -> Iterable[Record]:
    """Find the petitions of earlier periods without a reply when the span began."""
    before = span.first - dt.timedelta(days=1)
    return (petition for petition in source.up_to("petition", PETITION_DAY, before) if is_open(petition, before))


def still_open(source: Source, span: Span) -> Iterable[Record]:
    """Find the petitions without a reply when the span ended."""
    return (petition for petition in source.up_to("petition", PETITION_DAY, span.last) if is_open(petition, span.last))


def late_at_the_end(name: str, deadline: str) -> Find:
    """Find the records of a kind that were late with a deadline when the span ended."""
    kind = ALL_KINDS[name]
    day = kind.date or ""
    wanted = next(one for one in kind.deadlines if one.name == deadline)

    def find(source: Source, span: Span) -> Iterable[Record]:
        for record in source.up_to(name, day, span.last):
            has_begun = wanted.due is not None or record.get(wanted.start) is not None
            if not has_begun or wanted.was_done(record, span.last):
                continue
            late = late_term(kind.deadlines, as_of(kind, record, span.last), span.last, source.terms, source)
            if late is not None and late.deadline.name == deadline:
                yield record

    return find


def is_open(petition: Record, day: dt.date) -> bool:
    """Tell whether a petition had no reply at the end of ``day``."""
    replied = petition.date("replied_on")
    if replied is not None:
        return replied > day
    return petition.text("state") != "closed"


def as_of(kind: Kind, record: Record, day: dt.date) -> Record:
    """Give a record as it stood at the end of ``day``: what was done later, and decided then, was not yet."""
    done = {deadline.done for deadline in kind.deadlines}
    later = [name for name in done if (happened := record.date(name)) is not None and happened > day]
    if not later:
        return record
    values = {**record.values, **dict.fromkeys(later)}
    state = {} if kind.states is None else {STATE: kind.states.of(values)}
    return replace(record, values={**values, **state}, decided=None)
