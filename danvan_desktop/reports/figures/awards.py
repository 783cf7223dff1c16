"""Figures of awards: what was proposed, what was given, each recognition of a model once."""

from __future__ import annotations

from collections.abc import Iterable

from danvan_desktop.domain.kinds.award import APPROVED, AWARD
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.awards import is_told_by_its_model
from danvan_desktop.localization import _
from danvan_desktop.reports.figures.declared import figures_of, split
from danvan_desktop.reports.figures.figure import Figure, FigureGroup, Source, Span
from danvan_desktop.reports.figures.queries import dated, having

_APPROVED = dated(AWARD.name, "decided_on", having("state", APPROVED))


def _given_once(source: Source, span: Span) -> Iterable[Record]:
    """Find the awards of a span; a recognition that its model tells of is counted there."""
    return (award for award in _APPROVED(source, span) if not is_told_by_its_model(award, source))


def awards() -> tuple[Figure, ...]:
    """Return the figures of awards."""
    approved = Figure(
        code="awards.approved",
        title=_("Khen thưởng, công nhận"),
        definition=_(
            "Số khen thưởng ở trạng thái “Được khen” có ngày quyết định trong kỳ; quyết định công nhận mô hình đã ghi ở"
            " mô hình chỉ tính một lần, ở số mô hình được công nhận."
        ),
        counted=_("khen thưởng"),
        kind=AWARD.name,
        group=FigureGroup.AWARDS,
        find=_given_once,
    )
    parted = (split(approved, AWARD.field(name), FigureGroup.AWARDS) for name in ("subject_kind", "title", "level"))
    return (approved, *(one for part in parted for one in part), *figures_of(AWARD))
