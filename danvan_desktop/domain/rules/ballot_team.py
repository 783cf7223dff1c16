"""How many people carry the ballots round: Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 19, khoản 2."""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.domain.rules.validity import HOUSEHOLD_BALLOT
from danvan_desktop.domain.text import listed_lines
from danvan_desktop.localization import _

LEAST, MOST = "ballot.team_least", "ballot.team_most"


def ballot_team_is_of_its_size(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn of a team of too few or too many people, where ballots went round; a name stands on a line."""
    people = len(listed_lines(record.text("counters")))
    least, most = context.law[LEAST], context.law[MOST]
    is_fit = least.value is None or most.value is None or least.value <= people <= most.value
    if not people or is_fit or not _went_round(record, context):
        return
    words = _(
        "Tổ phát phiếu có {count} người, phải từ {least} đến {most} người ({citation}).",
        count=people,
        least=int(least.value or 0),
        most=int(most.value or 0),
        citation=least.citation,
    )
    yield Problem("counters", words, Severity.WARNING)


def _went_round(meeting: Record, context: RuleContext) -> bool:
    decisions = context.reader.children(meeting.uid, "decision")
    return any(decision.text("method") == HOUSEHOLD_BALLOT for decision in decisions)
