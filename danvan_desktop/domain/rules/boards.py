"""Rules of the people's boards: how many members, who may not be one, when an investor is told, when a board ends.

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 36 (people's inspection), Điều 41, 45 (community supervision of
investment); Nghị định 59/2023/NĐ-CP, Điều 13: the rules ``board.*`` of the legal data.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from danvan_desktop.domain.deadlines import Deadline, Parts, Terms
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.filling import FillContext
from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record, RecordReader
from danvan_desktop.domain.rules.checks import sets_anew, was_there_first
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.domain.units import VILLAGE_KINDS
from danvan_desktop.localization import _

INSPECTION, INVESTMENT, MEMBER = "inspection", "investment", "board_member"
ENDED = "ended"
_LEAST: Mapping[str, str] = {INSPECTION: "board.inspection_least", INVESTMENT: "board.investment_least"}
_OVER = frozenset({ENDED})


def _watches_investment(board: Record, _parts: Parts) -> bool:
    return board.text("kind") == INVESTMENT


DEADLINES = (
    Deadline(
        name="board.investor_notice",
        work=_("Báo chủ đầu tư việc giám sát đầu tư của cộng đồng"),
        undone=_("Chưa báo chủ đầu tư"),
        start="starts_on",
        rule="board.investor_notice",
        done="investor_told_on",
        asked=_watches_investment,
        waived_in=_OVER,
        step=_("Ghi ngày báo"),
    ),
    Deadline(
        name="board.term",
        work=_("Hết nhiệm kỳ: bầu, kiện toàn Ban"),
        undone=_("Chưa kết thúc nhiệm kỳ cũ"),
        start="term_from",
        due="term_to",
        done="ended_on",
        waived_in=_OVER,
        step=_("Ghi kết thúc"),
        ends_that_day=True,
    ),
)


def enough_members(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Refuse a board of fewer members than the law has it."""
    members, code = record.get("members_count"), _LEAST.get(record.text("kind"))
    if not isinstance(members, int) or code is None or not sets_anew(record, context, "members_count", "kind"):
        return
    rule = context.law[code]
    if rule.value is not None and members < rule.value:
        yield Problem(
            "members_count",
            _("Ban phải có ít nhất {least} thành viên ({citation}).", least=int(rule.value), citation=rule.citation),
        )


def one_of_each_village(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn of an inspection board that has not as many members as the commune has villages, where these are many."""
    members, rule = record.get("members_count"), context.law[_LEAST[INSPECTION]]
    if record.text("kind") != INSPECTION or not isinstance(members, int) or rule.value is None:
        return
    below = context.reader.find("unit", parent=record.text("unit"))
    villages = sum(one.text("kind") in VILLAGE_KINDS for one in below)
    if villages > rule.value and members != villages:
        yield Problem(
            "members_count",
            _("Xã có {villages} thôn, tổ dân phố mà Ban có {members} thành viên.", villages=villages, members=members),
            Severity.WARNING,
        )


def members_are_listed(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn of a list of members that has not as many names as the board has members."""
    listed, members = sum(1 for _one in context.reader.children(record.uid, MEMBER)), record.get("members_count")
    if listed and isinstance(members, int) and listed != members:
        yield Problem(
            "members_count",
            _("Danh sách có {listed} người, số thành viên ghi {members}.", listed=listed, members=members),
            Severity.WARNING,
        )


def deputies_are_members(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A board has a head beside its deputies."""
    deputies, members = record.get("deputies"), record.get("members_count")
    if isinstance(deputies, int) and isinstance(members, int) and deputies >= members:
        yield Problem("deputies", _("Số Phó Trưởng Ban phải ít hơn số thành viên."))


def no_serving_cadre(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Refuse a member who serves the authority that the board watches."""
    if record.get("serves") is True:
        yield Problem(
            "serves",
            _("Người đang là cán bộ, công chức, người hoạt động không chuyên trách cấp xã không làm thành viên Ban."),
        )


def one_head(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Refuse a second head of a board, at the one who came second."""
    if record.text("post") != "head" or not sets_anew(record, context, "post", "board"):
        return
    members = context.reader.children(record.text("board"), MEMBER)
    heads = (one for one in members if one.uid != record.uid and one.text("post") == "head")
    if any(was_there_first(one, record, context, "post", "board") for one in heads):
        yield Problem("post", _("Ban đã có Trưởng Ban."))


def project_end(board: Record, reader: RecordReader) -> dt.date | None:
    """Return the day on which the work or land project that a board watches was over, ``None`` while it is not."""
    project = reader.get(board.text("project")) if board.text("project") else None
    if project is None or board.text("kind") != INVESTMENT:
        return None
    return project.date("done_on") or project.date("ended_on")


def term_is_over(board: Record, reader: RecordReader, _terms: Terms) -> dt.date | None:
    """Return the day from which a board may end: its term is over, or what it watches is; ``None`` while none is known.

    A board that was elected today waits for much before its end.
    """
    return project_end(board, reader) or board.date("term_to")


def ended_with_project(record: Record, context: FillContext) -> Value:
    """A board that watches an investment ends when that is done."""
    day = project_end(record, context.reader)
    return None if day is None else day.isoformat()


def project_is_over(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn of a board that goes on though what it watches is done."""
    day = project_end(record, context.reader)
    if day is not None and record.get("ended_on") is None:
        words = _("Công trình hoàn thành ngày {day}: Ban kết thúc, hãy ghi ngày kết thúc.", day=day)
        yield Problem("ended_on", words, Severity.WARNING)


def is_active(board: Record, day: dt.date, reader: RecordReader) -> bool:
    """Tell whether a board was in its term on a day, and had something to watch."""
    begins, until, ended = (board.date(name) for name in ("term_from", "term_to", "ended_on"))
    done = project_end(board, reader)
    has_begun = begins is not None and begins <= day
    return has_begun and (until is None or until >= day) and not _is_over(day, ended, done)


def _is_over(day: dt.date, *ends: dt.date | None) -> bool:
    return any(end is not None and end <= day for end in ends)
