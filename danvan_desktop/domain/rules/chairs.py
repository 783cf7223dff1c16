"""Who may chair which meeting of a community: Nghị định 59/2023/NĐ-CP, Điều 6 to 9 (rule ``chair.election``)."""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.problems import Problem
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.checks import sets_anew
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.localization import _

CHAIR_RULE = "chair.election"
CHAIRED_BY = {"election": "election_team", "removal": "front"}
"""Who alone chairs the election, and the removal, of a village head: the ``convened_by`` of its meeting."""


def may_chair(meeting: Record, what: str) -> bool:
    """Tell whether a meeting is recorded as chaired by the one who alone may chair ``what``, if any."""
    return what not in CHAIRED_BY or meeting.text("convened_by") == CHAIRED_BY[what]


def has_wrong_chair(meeting: Record, what: str) -> bool:
    """Tell whether somebody is recorded as chair who may chair neither election nor removal; of nobody nothing is said.

    Earlier releases called both an election, so that one chaired by the Front may have been a removal.
    """
    chair = meeting.get("convened_by")
    return what in CHAIRED_BY and chair is not None and chair not in CHAIRED_BY.values()


def elections_have_their_chair(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A meeting that elects or removes the village head is chaired by the election team or the Front's village head."""
    if may_chair(record, record.text("purpose")):
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
