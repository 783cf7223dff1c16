"""The figures that kinds declare, as named queries: a whole, and its shares by each choice field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from danvan_desktop.domain.fields import Choice, Field
from danvan_desktop.domain.figures import DeclaredFigure
from danvan_desktop.domain.kind import STATE, Kind
from danvan_desktop.domain.record import Record
from danvan_desktop.localization import _
from danvan_desktop.reports.figures.figure import Figure, FigureGroup, Find, Source, Span
from danvan_desktop.reports.figures.finds import HasValue, Share
from danvan_desktop.reports.figures.queries import Keep, everything, having, held, kept, once, parts

_WIDER = "_and_themes"


def figures_of(kind: Kind) -> tuple[Figure, ...]:
    """Return the figures that a kind declares, each followed by its shares."""
    return tuple(figure for one in kind.figures for figure in (_whole(kind, one), *_shares(kind, one)))


def _whole(kind: Kind, declared: DeclaredFigure) -> Figure:
    return Figure(
        code=declared.code,
        title=declared.title,
        definition=declared.definition,
        counted=declared.unit,
        kind=kind.name,
        group=FigureGroup(declared.group),
        find=_find(kind, declared),
        amount=declared.amount,
    )


def _find(kind: Kind, declared: DeclaredFigure) -> Find:
    keep = declared.keep or everything
    if declared.parent is not None:
        of = _in_states(declared.parent, declared)
        return parts(kind.name, of, lambda _source, record: keep(record))
    found = _in_states(kind.name, declared)
    all_kept = kept(found, keep)
    return once(all_kept, declared.once_for) if declared.once_for else all_kept


def _in_states(kind: str, declared: DeclaredFigure) -> Find:
    states = tuple(sorted(declared.states))
    return held(kind, declared.date, having(STATE, *states) if states else everything)


def _shares(kind: Kind, declared: DeclaredFigure) -> Iterable[Figure]:
    base = _whole(kind, declared)
    return (share for name, group in declared.split for share in split(base, kind.field(name), FigureGroup(group)))


def split(base: Figure, field: Field, group: FigureGroup) -> tuple[Figure, ...]:
    """Make a figure of each choice of a field, as shares of ``base``.

    A choice that takes in former ones counts more than it did, and has another code than then.
    """
    wider = {former.now for former in field.former_choices}
    return tuple(
        share(base, field, choice, group, _WIDER if choice.code in wider else "", having(field.name, choice.code))
        for choice in field.choices
    )


def share(base: Figure, field: Field, choice: Choice, group: FigureGroup, mark: str, keep: Keep) -> Figure:
    """Make the figure of those records of ``base`` that are kept for a choice."""

    def find(source: Source, span: Span) -> Iterable[Record]:
        return (record for record in source.counted(base, span) if keep(record))

    return replace(
        base,
        code=f"{base.code}.{field.name}.{choice.code}{mark}",
        title=choice.label,
        definition=_("{of} Chỉ tính {field}: {choice}.", of=base.definition, field=field.label, choice=choice.label),
        group=group,
        find=Share(base, keep) if isinstance(keep, HasValue) else find,
        whole=base.code,
    )
