"""What must be done by which day before and after a dialogue of a commune, and when voters may ask for one.

Luật Tổ chức chính quyền địa phương 72/2025/QH15, Điều 43 (rules ``dialogue.*``), which was quoted and not read in full:
it is reminded of, and nothing is refused for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.deadlines import Deadline, Parts
from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.checks import sets_anew
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.localization import _

_VOTERS = "dialogue.voters"
_HELD = frozenset({"held", "signed", "sent"})
_PLANNED = frozenset({"planned"})
_DROPPED_AFTER = 60
_BY_LAW = frozenset({"government", "both"})


def _is_of_a_commune(dialogue: Record, _parts: Parts) -> bool:
    """Tell whether the law on local government has terms for it: the Party's own dialogues follow other rules."""
    return dialogue.text("level") == "commune" and dialogue.text("side") in _BY_LAW


DEADLINES = (
    Deadline(
        name="dialogue.notice",
        work=_("Báo cho dân về buổi đối thoại"),
        undone=_("Chưa báo cho dân"),
        start="held_on",
        rule="dialogue.notice",
        done="notified_on",
        asked=_is_of_a_commune,
        waived_in=_HELD,
        dropped_after=_DROPPED_AFTER,
        step=_("Ghi ngày báo"),
        by="led_by",
    ),
    Deadline(
        name="dialogue.result",
        work=_("Thông báo kết quả đối thoại"),
        undone=_("Chưa thông báo kết quả"),
        start="held_on",
        rule="dialogue.result",
        done="conclusion_notice_date",
        asked=_is_of_a_commune,
        waived_in=_PLANNED,
        dropped_after=_DROPPED_AFTER,
        step=_("Ghi thông báo"),
        by="led_by",
    ),
)


def voters_may_ask(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Tell when fewer voters asked for a dialogue than the law has in mind; a head may hold one all the same."""
    asked, total, rule = record.number("voters_asked"), record.number("voters_total"), context.law[_VOTERS]
    if not (asked and total and sets_anew(record, context, "voters_asked", "voters_total")):
        return
    if not rule.is_met(asked, total):
        yield Problem(
            "voters_asked",
            _(
                "Chưa đủ {needed} trên {total} cử tri yêu cầu ({citation}); vẫn tổ chức được khi cần thiết.",
                needed=rule.needed(total),
                total=total,
                citation=rule.citation,
            ),
            Severity.WARNING,
        )
