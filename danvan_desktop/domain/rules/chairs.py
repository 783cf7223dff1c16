"""Who may chair which meeting of a community: Nghị định 59/2023/NĐ-CP, Điều 6 to 9 (rule ``chair.election``)."""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.checks import sets_anew
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.localization import _

ELECTION = "election"
_MAY_CHAIR_ELECTIONS = frozenset({"election_team", "front"})


def elections_have_their_chair(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A meeting that elects or removes the village head is chaired by the election team or the Front's village head."""
    if record.text("purpose") != ELECTION or record.text("convened_by") in _MAY_CHAIR_ELECTIONS:
        return
    if sets_anew(record, context, "purpose", "convened_by"):
        yield Problem(
            "convened_by",
            _(
                "Hội nghị bầu Trưởng thôn do Tổ bầu cử chủ trì, hội nghị cho thôi do Trưởng Ban công tác Mặt trận"
                " chủ trì ({citation}).",
                citation=context.law["chair.election"].citation,
            ),
        )


def households_are_told_in_time(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn when the households heard of a meeting later than the law asks for (rules ``meeting.*notice``)."""
    told, held = record.date("notified_on"), record.date("starts_at")
    if told is None or held is None:
        return
    rule = context.law["meeting.annual_notice" if record.text("purpose") == "annual" else "meeting.notice"]
    if rule.value is not None and (held - told).days < rule.value:
        yield Problem(
            "notified_on",
            _(
                "Báo trước {days} ngày; quy định là ít nhất {needed} ngày ({citation}).",
                days=max((held - told).days, 0),
                needed=int(rule.value),
                citation=rule.citation,
            ),
            Severity.WARNING,
        )
