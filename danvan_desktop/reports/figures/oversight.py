"""Figures of the people's boards, of inspections, and of what was recommended, judged by the end of the period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from danvan_desktop.domain.choices import DROPPED
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.boards import is_active
from danvan_desktop.domain.rules.inspections import CONCLUDED
from danvan_desktop.domain.rules.recommendations import FOLLOWED, REPLY_TERM
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.figures.declared import figures_of, split
from danvan_desktop.reports.figures.figure import Figure, FigureGroup, Find, Source, Span

_KIND, _INSPECTION, _BOARD = "recommendation", "inspection", "supervision_board"


def _sent(source: Source, span: Span) -> Iterable[Record]:
    return source.dated(_KIND, "sent_on", span)


def _answered(source: Source, span: Span) -> Iterable[Record]:
    return (one for one in _sent(source, span) if _happened(one, "replied_on", span.last))


def _accepted(source: Source, span: Span) -> Iterable[Record]:
    return (one for one in _answered(source, span) if one.text("outcome") == "accepted")


def _overdue(source: Source, span: Span) -> Iterator[Record]:
    """Find what was sent until the end of the span and waited for an answer then though its day had passed."""
    for one in source.up_to(_KIND, "sent_on", span.last):
        is_over = any(_happened(one, name, span.last) for name in ("replied_on", "done_on"))
        term = REPLY_TERM.term(one, source.terms)
        if not is_over and one.text("state") != DROPPED and term is not None and term.days_late(span.last):
            yield one


def _happened(record: Record, name: str, last: dt.date) -> bool:
    day = record.date(name)
    return day is not None and day <= last


def _of(kind: str, find: Find) -> Find:
    def found(source: Source, span: Span) -> Iterator[Record]:
        for one in find(source, span):
            parent = source.parent(one)
            if parent is not None and parent.kind == kind:
                yield one

    return found


def _by_source(base: Figure) -> Iterator[Figure]:
    """Part a figure by what the recommendations came of."""
    for target in ALL_KINDS[_KIND].field("source").targets:
        label = ALL_KINDS[target].label
        yield replace(
            base,
            code=f"{base.code}.source.{target}",
            title=label,
            definition=_("{of} Chỉ tính sau: {choice}.", of=base.definition, choice=label),
            find=_of(target, base.find),
            whole=base.code,
        )


def recommendations() -> tuple[Figure, ...]:
    """Return the figures of recommendations."""
    sent = Figure(
        code="recommendations.sent",
        title=_("Kiến nghị đã gửi"),
        definition=_("Số kiến nghị, kết luận sau giám sát, kiểm tra có ngày gửi trong kỳ."),
        counted=_("kiến nghị"),
        kind=_KIND,
        group=FigureGroup.OVERSIGHT,
        find=_sent,
    )
    shares: tuple[tuple[str, Message, Message, Callable[[Source, Span], Iterable[Record]]], ...] = (
        (
            "answered",
            _("Kiến nghị được trả lời"),
            _("Số kiến nghị gửi trong kỳ có ngày trả lời đến ngày tính số liệu."),
            _answered,
        ),
        (
            "accepted",
            _("Kiến nghị được tiếp thu"),
            _("Số kiến nghị gửi trong kỳ đã được trả lời với kết quả “Tiếp thu”."),
            _accepted,
        ),
    )
    overdue = replace(
        sent,
        code="recommendations.overdue",
        title=_("Kiến nghị quá hạn chưa trả lời"),
        definition=_("Số kiến nghị gửi kỳ này hoặc kỳ trước, đến ngày tính số liệu đã qua hạn mà chưa được trả lời."),
        find=_overdue,
    )
    parted = tuple(
        replace(sent, code=f"recommendations.{name}", title=title, definition=definition, find=find, whole=sent.code)
        for name, title, definition, find in shares
    )
    return tuple(one for base in (sent, *parted, overdue) for one in (base, *_by_source(base)))


def inspections() -> tuple[Figure, ...]:
    """Return the figures of inspections: those held, and of them those concluded by the end of the span."""
    held = figures_of(ALL_KINDS[_INSPECTION])
    done = held[0]

    def concluded(source: Source, span: Span) -> Iterator[Record]:
        for one in done.find(source, span):
            if one.text("state") in (CONCLUDED, FOLLOWED) and _happened(one, "concluded_on", span.last):
                yield one

    return (
        *held,
        replace(
            done,
            code="inspections.concluded",
            title=_("Cuộc kiểm tra, giám sát đã có kết luận"),
            definition=_("Số cuộc kiểm tra, giám sát trong kỳ đã kết luận đến ngày tính số liệu."),
            find=concluded,
            whole=done.code,
        ),
    )


def _active_boards(source: Source, span: Span) -> Iterator[Record]:
    boards = source.up_to(_BOARD, "term_from", span.last)
    return (board for board in boards if is_active(board, span.last, source))


def boards() -> tuple[Figure, ...]:
    """Return the figures of the people's boards."""
    active = Figure(
        code="boards.active",
        title=_("Ban Thanh tra nhân dân, Ban Giám sát đầu tư đang hoạt động"),
        definition=_(
            "Số ban còn nhiệm kỳ ở ngày tính số liệu; Ban Giám sát đầu tư của công trình đã hoàn thành không tính."
        ),
        counted=_("ban"),
        kind=_BOARD,
        group=FigureGroup.BOARDS,
        find=_active_boards,
    )
    return (active, *split(active, ALL_KINDS[_BOARD].field("kind"), FigureGroup.BOARDS))
