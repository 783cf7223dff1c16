"""Rules of watching, criticising and advising for the people: by which days, in which forms, what is left open.

Nghị quyết liên tịch 403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN, Điều 7, 9 (teams of the Front and its organisations); Luật
Mặt trận Tổ quốc Việt Nam 75/2015/QH13, Điều 36 (drafts for criticism); Nghị định 59/2023/NĐ-CP, Điều 14 (boards of the
people): the rules ``oversight.*``, ``criticism.draft`` and ``board.notice`` of the legal data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from danvan_desktop.domain.choices import PLANNED
from danvan_desktop.domain.deadlines import Asked, Deadline, Parts
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.filling import FillContext
from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.domain.rules.recommendations import open_count, unanswered_count
from danvan_desktop.localization import Message, _, ngettext

SUPERVISION, CRITICISM, CONTRIBUTION = "supervision", "criticism", "contribution"
TEAM, BOARD = "team", "board"
FORMS_OF: Mapping[str, tuple[str, ...]] = {
    SUPERVISION: ("document", TEAM, BOARD, "joined"),
    CRITICISM: ("conference", "sent", "talk"),
    CONTRIBUTION: ("written", "meeting"),
}
"""In which forms each type is done."""
OF_THE_FRONT = frozenset({"front", "women", "farmers", "youth", "veterans", "union"})
"""The Front and its organisations, whose teams the joint resolution is about."""
ANSWERED, CLOSED = "answered", "closed"
_NOT_YET_DONE = frozenset({PLANNED})
_DONE = frozenset({"done", "reported", ANSWERED, CLOSED})
_DROPPED_AFTER = 60


def _by_team(record: Record, _parts: Parts) -> bool:
    return record.text("type") == SUPERVISION and record.text("form") == TEAM and record.text("lead") in OF_THE_FRONT


def _by_board(record: Record, _parts: Parts) -> bool:
    return record.text("form") == BOARD


def _of_a_draft(record: Record, _parts: Parts) -> bool:
    return record.text("type") == CRITICISM


def _before(done: str, rule: str, asked: Asked, work: Message, start: str = "visit_on") -> Deadline:
    return Deadline(
        name=rule,
        work=work,
        undone=_("Chưa gửi"),
        start=start,
        rule=rule,
        done=done,
        asked=asked,
        waived_in=_DONE,
        dropped_after=_DROPPED_AFTER,
        step=_("Ghi ngày gửi"),
    )


BY_LAW = (
    _before("plan_sent_on", "oversight.plan", _by_team, _("Gửi kế hoạch giám sát đến nơi được giám sát")),
    _before("report_received_on", "oversight.report", _by_team, _("Nhận báo cáo của nơi được giám sát")),
    _before("plan_sent_on", "board.notice", _by_board, _("Gửi kế hoạch giám sát của Ban")),
    _before("draft_received_on", "criticism.draft", _of_a_draft, _("Nhận dự thảo để phản biện"), "submission_on"),
    Deadline(
        name="oversight.result",
        work=_("Thông báo kết quả giám sát"),
        undone=_("Chưa thông báo kết quả"),
        start="visit_on",
        rule="oversight.result",
        done="result_on",
        asked=_by_team,
        waived_in=_NOT_YET_DONE,
        dropped_after=_DROPPED_AFTER,
        step=_("Ghi kết quả"),
    ),
)
"""In the order in which it is done."""
DEADLINES = (
    *BY_LAW,
    Deadline(
        name="oversight.visit",
        work=_("Tiến hành giám sát, phản biện, góp ý"),
        undone=_("Chưa ghi đã tiến hành"),
        start="visit_on",
        due="visit_on",
        done="result_on",
        waived_in=_DONE,
        step=_("Ghi đã tiến hành"),
    ),
)
"""With the day itself, on which what was planned is to be noted as done."""


def form_is_of_the_type(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Refuse a form that belongs to another type."""
    form, kind = record.text("form"), record.text("type")
    if form and kind in FORMS_OF and form not in FORMS_OF[kind]:
        labels = {choice.code: choice.label for choice in context.fields["form"].choices}
        types = {choice.code: choice.label for choice in context.fields["type"].choices}
        words = _("Hình thức “{form}” không phải của “{type}”.", form=labels.get(form, form), type=types[kind])
        yield Problem("form", words)


def through_board(_record: Record, _context: FillContext) -> Value:
    """What a board of the people watches is watched through it."""
    return BOARD


def board_is_of_the_form(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Refuse a board beside another form."""
    if record.get("board") is not None and record.text("form") != BOARD:
        yield Problem("form", _("Đã chọn Ban của Nhân dân thì hình thức là “Thông qua Ban TTND, Ban GSĐTCĐ”."))


def answer_is_of_all_recommendations(record: Record, context: RuleContext) -> Iterator[Problem]:
    """What is said to be answered while recommendations wait for their answer is told of."""
    if record.text("state") != ANSWERED or (context.before or {}).get("state") == ANSWERED:
        return
    n = unanswered_count(context.reader.children(record.uid, "recommendation"))
    if n:
        words = ngettext("Còn {n} kiến nghị chưa ghi ngày trả lời.", "Còn {n} kiến nghị chưa ghi ngày trả lời.", n)
        yield Problem("state", words, Severity.WARNING)


def end_leaves_no_recommendation(record: Record, context: RuleContext) -> Iterator[Problem]:
    """What is closed while recommendations are open is told of."""
    if record.text("state") != CLOSED or (context.before or {}).get("state") == CLOSED:
        return
    waiting = open_count(context.reader.children(record.uid, "recommendation"))
    if waiting:
        words = ngettext("Còn {n} kiến nghị chưa thực hiện xong.", "Còn {n} kiến nghị chưa thực hiện xong.", waiting)
        yield Problem("state", words, Severity.WARNING)
