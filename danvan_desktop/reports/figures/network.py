"""Figures of those who work among the people: only numbers leave the unit, and none below five is told on paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace

from danvan_desktop.domain.kinds.network_member import NETWORK_MEMBER
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.text import fold
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.figures.declared import split
from danvan_desktop.reports.figures.figure import Figure, FigureGroup, Find, Source, Span

LEAST_TOLD = 5
_MAJORITY = "kinh"


def _is_active(member: Record, day: dt.date) -> bool:
    """Tell whether somebody was active on a day: begun, not ended; without an end, as it is marked now."""
    begun, ended = member.date("from_on"), member.date("to_on")
    if begun is not None and begun > day:
        return False
    return ended >= day if ended is not None else bool(member.get("active"))


def _active(keep: Callable[[Record, Span], bool]) -> Find:
    def find(source: Source, span: Span) -> Iterable[Record]:
        for member in source.of_units(NETWORK_MEMBER.name, span.last):
            if _is_active(member, span.last) and keep(member, span):
                yield member

    return find


def _anybody(_member: Record, _span: Span) -> bool:
    return True


def _is_of_minority(member: Record, _span: Span) -> bool:
    people = fold(member.text("ethnic")).strip()
    return bool(people) and people != _MAJORITY


def _was_trained(member: Record, span: Span) -> bool:
    day = member.date("trained_on")
    return day is not None and day.year == span.last.year and day <= span.last


def network() -> tuple[Figure, ...]:
    """Return the figures of the people who do the work, by role and gender."""
    active = Figure(
        code="network.active",
        title=_("Lực lượng làm công tác dân vận"),
        definition=_("Số người đang hoạt động ở cuối kỳ."),
        counted=_("người"),
        kind=NETWORK_MEMBER.name,
        group=FigureGroup.NETWORK,
        find=_active(_anybody),
        least_told=LEAST_TOLD,
    )
    parts = (
        part for name in ("role", "gender") for part in split(active, NETWORK_MEMBER.field(name), FigureGroup.NETWORK)
    )
    return (
        active,
        *parts,
        _share(
            active,
            "network.minority",
            _("Người dân tộc thiểu số trong lực lượng dân vận"),
            _("Số người đang hoạt động ở cuối kỳ có ghi dân tộc khác dân tộc Kinh."),
            _is_of_minority,
        ),
        _share(
            active,
            "network.trained",
            _("Người được bồi dưỡng trong năm"),
            _("Số người đang hoạt động ở cuối kỳ có lần bồi dưỡng gần nhất trong năm của kỳ."),
            _was_trained,
        ),
    )


def _share(
    active: Figure, code: str, title: Message, definition: Message, keep: Callable[[Record, Span], bool]
) -> Figure:
    return replace(active, code=code, title=title, definition=definition, find=_active(keep), whole=active.code)
