"""Ready-made queries that figures are put together from."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from danvan_desktop.domain.choices import PLANNED
from danvan_desktop.domain.kind import STATE
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.petitions import GOES_ON_AS
from danvan_desktop.domain.rules.stages import CLOSED, CLOSED_ON
from danvan_desktop.reports.figures.figure import Find, Source, Span
from danvan_desktop.reports.figures.finds import Dated, HasValue, LateWith, OpenOn, UpTo

Keep = Callable[[Record], bool]

PETITION_DAY = "received_on"
_NOT_PLANNED = HasValue(STATE, (PLANNED,), not_=True)


def everything(_record: Record) -> bool:
    """Keep every record."""
    return True


def having(field: str, *values: object) -> HasValue:
    """Keep records whose field has one of these values."""
    return HasValue(field, values)


def dated(kind: str, field: str, keep: Keep = everything) -> Find:
    """Find records by the day of a field in the span."""
    return kept(Dated(kind, field), keep)


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
    return kept(Dated(kind, field, (_NOT_PLANNED,)), keep)


def kept(find: Find, keep: Keep) -> Find:
    """Find those of what ``find`` finds that are kept, by columns where both say which these are."""
    if keep is everything:
        return find
    if isinstance(find, Dated) and isinstance(keep, HasValue):
        return Dated(find.kind, find.field, (*find.conditions, keep))

    def some(source: Source, span: Span) -> Iterable[Record]:
        return (record for record in find(source, span) if keep(record))

    return some


_UNANSWERED = OpenOn("replied_on", CLOSED, CLOSED_ON, GOES_ON_AS)
CARRIED_OVER = UpTo("petition", PETITION_DAY, (_UNANSWERED,), begins=True)
"""Finds the petitions of earlier periods without a reply when the span began."""
STILL_OPEN = UpTo("petition", PETITION_DAY, (_UNANSWERED,))
"""Finds the petitions without a reply when the span ended."""


def late_at_the_end(name: str, deadline: str) -> Find:
    """Find the records of a kind that were late with a deadline when the span ended."""
    kind = ALL_KINDS[name]
    return UpTo(name, kind.date or "", (LateWith(kind, deadline),))
