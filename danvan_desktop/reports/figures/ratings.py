"""Figures of ratings: those of units as their kind declares them; of people only numbers, none below five on paper."""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.kinds.rating import CADRE_RATING, RATING_KIND
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.ratings import OVER
from danvan_desktop.localization import _
from danvan_desktop.reports.figures.declared import figures_of, split
from danvan_desktop.reports.figures.figure import Figure, FigureGroup, Source, Span
from danvan_desktop.reports.figures.network import LEAST_TOLD


def _decided(source: Source, span: Span) -> Iterator[Record]:
    for rating in source.of_units(CADRE_RATING.name, span.last):
        day = rating.date("decided_on")
        if day is not None and span.first <= day <= span.last and rating.text("state") in OVER and rating.text("rank"):
            yield rating


def ratings() -> tuple[Figure, ...]:
    """Return the figures of what was decided in the span, by rank."""
    people = Figure(
        code="cadre_ratings.decided",
        title=_("Cán bộ được xếp loại về công tác dân vận"),
        definition=_("Số xếp loại của người đứng đầu, cán bộ có ngày quyết định trong kỳ và có mức xếp loại."),
        counted=_("người"),
        kind=CADRE_RATING.name,
        group=FigureGroup.RATINGS,
        find=_decided,
        least_told=LEAST_TOLD,
    )
    return (
        *figures_of(RATING_KIND),
        people,
        *(
            part
            for name in ("subject_kind", "rank")
            for part in split(people, CADRE_RATING.field(name), FigureGroup.RATINGS)
        ),
    )
