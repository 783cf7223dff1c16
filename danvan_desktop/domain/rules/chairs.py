"""Who may chair which meeting of a community: Nghị định 59/2023/NĐ-CP, Điều 6 to 9 (rule ``chair.election``)."""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.problems import Problem
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.checks import sets_anew
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.localization import _

CHAIR_RULE = "chair.election"
ELECTION = "election"
_MAY_CHAIR_ELECTIONS = frozenset({"election_team", "front"})


def may_chair_elections(meeting: Record) -> bool:
    """Tell whether a meeting is recorded as chaired by one of those who may chair an election or a removal."""
    return meeting.text("convened_by") in _MAY_CHAIR_ELECTIONS


def has_wrong_chair(meeting: Record) -> bool:
    """Tell whether somebody is recorded as chair who may not chair an election; of nobody nothing is said."""
    return meeting.get("convened_by") is not None and not may_chair_elections(meeting)


def elections_have_their_chair(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A meeting that elects or removes the village head is chaired by the election team or the Front's village head."""
    if record.text("purpose") != ELECTION or may_chair_elections(record):
        return
    if sets_anew(record, context, "purpose", "convened_by"):
        yield Problem(
            "convened_by",
            _(
                "Hội nghị bầu Trưởng thôn do Tổ bầu cử chủ trì, hội nghị cho thôi do Trưởng Ban công tác Mặt trận"
                " chủ trì ({citation}).",
                citation=context.law[CHAIR_RULE].citation,
            ),
        )
