"""Figures of cases that need rules of their own: what had to be settled in a period, what was, and what is late."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from danvan_desktop.domain.deadlines import late_term
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.cases import DEADLINES, HANDLE, HOT_SPOT, PROCEDURES, SETTLE, open_on
from danvan_desktop.domain.rules.stages import CLOSED, CLOSED_ON
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.figures.declared import figures_of, split
from danvan_desktop.reports.figures.figure import Figure, FigureGroup, Find, Source, Span
from danvan_desktop.reports.figures.queries import Keep, dated, having
from danvan_desktop.reports.figures.standing import as_of

_KIND = ALL_KINDS["case"]
_SETTLING = next(deadline for deadline in DEADLINES if deadline.name == SETTLE)
_DECLARED = {figure.code: figure for figure in figures_of(_KIND)}
_RECEIVED, _NEW = _DECLARED["cases.received"], _DECLARED["hotspots.new"]


def _to_settle(source: Source, span: Span) -> Iterable[Record]:
    for case in source.up_to("case", "accepted_on", span.last):
        ended = case.date("decided_on") or (case.date(CLOSED_ON) if case.text("state") == CLOSED else None)
        waits = case.text("state") != CLOSED if ended is None else ended >= span.first
        if waits and case.text("nature") in PROCEDURES:
            yield case


def _settled(keep: Callable[[Source, Record], bool] = lambda _source, _case: True) -> Find:
    def find(source: Source, span: Span) -> Iterable[Record]:
        return (
            case for case in _to_settle(source, span) if span.contains(case.date("decided_on")) and keep(source, case)
        )

    return find


def _in_time(source: Source, case: Record) -> bool:
    return not _SETTLING.done_late(case, source.terms)


def _overdue(source: Source, span: Span) -> Iterable[Record]:
    for case in source.up_to("case", "received_on", span.last):
        late = late_term(_KIND.deadlines, as_of(_KIND, case, span.last), span.last, source.terms, source)
        if late is not None and late.deadline.name in (HANDLE, SETTLE):
            yield case


def _open_with(keep: Keep) -> Find:
    def find(source: Source, span: Span) -> Iterable[Record]:
        received = source.up_to("case", "received_on", span.last)
        return (case for case in received if keep(case) and open_on(case, span.last))

    return find


def _one(code: str, title: Message, definition: Message, find: Find, whole: str | None = None) -> Figure:
    return replace(
        _RECEIVED, counted=_NEW.counted, code=code, title=title, definition=definition, find=find, whole=whole
    )


def _spot(code: str, title: Message, definition: Message, find: Find) -> Figure:
    return replace(_NEW, code=code, title=title, definition=definition, find=find)


_WAITING = _one(
    "cases.to_settle",
    _("Vụ việc thuộc thẩm quyền phải giải quyết"),
    _("Số vụ đã thụ lý trước hoặc trong kỳ, đến đầu kỳ chưa có quyết định, kết luận."),
    _to_settle,
)
_DONE = _one(
    "cases.settled",
    _("Vụ việc đã giải quyết"),
    _("Số vụ phải giải quyết có ngày quyết định, kết luận trong kỳ; tỷ trọng là tỷ lệ giải quyết."),
    _settled(),
    _WAITING.code,
)

CASE_FIGURES: tuple[Figure, ...] = (
    *(figure for figure in _DECLARED.values() if figure.group is FigureGroup.CASES),
    _WAITING,
    *split(_WAITING, _KIND.field("nature"), FigureGroup.CASES),
    _DONE,
    *split(_DONE, _KIND.field("result"), FigureGroup.CASES),
    _one(
        "cases.settled_in_time",
        _("Giải quyết đúng hạn"),
        _("Số vụ đã giải quyết trong kỳ có ngày quyết định không sau ngày hết hạn."),
        _settled(_in_time),
        _DONE.code,
    ),
    _one(
        "cases.overdue",
        _("Vụ việc quá hạn"),
        _("Số vụ đến cuối kỳ đã quá hạn thụ lý hoặc quá hạn giải quyết mà chưa xong bước ấy."),
        _overdue,
    ),
    _one(
        "cases.mass",
        _("Vụ việc đông người"),
        _("Số vụ chưa kết thúc ở cuối kỳ được đánh dấu “Khiếu kiện đông người”."),
        _open_with(having("mass", True)),
    ),
    _one(
        "cases.long",
        _("Vụ việc kéo dài"),
        _("Số vụ chưa kết thúc ở cuối kỳ được đánh dấu “Kéo dài”."),
        _open_with(having("long", True)),
    ),
    _one(
        "cases.beyond",
        _("Vụ việc vượt cấp"),
        _("Số vụ chưa kết thúc ở cuối kỳ được đánh dấu “Vượt cấp”."),
        _open_with(having("beyond", True)),
    ),
    _NEW,
    _spot(
        "hotspots.open",
        _("Điểm nóng đang diễn biến"),
        _("Số vụ việc loại điểm nóng chưa ổn định ở cuối kỳ."),
        _open_with(having("nature", HOT_SPOT)),
    ),
    _spot(
        "hotspots.cooled",
        _("Điểm nóng đã ổn định"),
        _("Số vụ việc loại điểm nóng có ngày ổn định trong kỳ."),
        dated("case", "cooled_on", having("nature", HOT_SPOT)),
    ),
)


def _names_project(case: Record) -> bool:
    return bool(case.get("land_project"))


LAND_CASES: tuple[Figure, ...] = (
    replace(
        _RECEIVED,
        code="land.complaints",
        title=_("Đơn về thu hồi đất chưa kết thúc"),
        definition=_("Số đơn khiếu nại, tố cáo, tranh chấp chưa kết thúc ở cuối kỳ có ghi dự án thu hồi đất."),
        group=FigureGroup.LAND,
        find=_open_with(lambda case: _names_project(case) and case.text("nature") in PROCEDURES),
    ),
    replace(
        _NEW,
        code="land.hot_spots",
        title=_("Điểm nóng về thu hồi đất"),
        definition=_("Số vụ việc loại điểm nóng chưa ổn định ở cuối kỳ có ghi dự án thu hồi đất."),
        group=FigureGroup.LAND,
        find=_open_with(lambda case: _names_project(case) and case.text("nature") == HOT_SPOT),
    ),
)
"""Cases that arose from taking land back, told among its figures."""
