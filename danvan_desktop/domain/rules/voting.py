"""Votes of a community: how many may be cast, and which share passes which type of decision.

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15; thresholds are the rules ``vote.*`` of the legal data.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from msgspec import Struct

from danvan_desktop.domain.problems import Problem
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.domain.rules.legal import Base, LegalRule, LegalRules
from danvan_desktop.domain.rules.quorum import needs_quorum, quorum_of
from danvan_desktop.domain.rules.validity import METHODS_IN_THE_ROOM, Vote, broken_rule
from danvan_desktop.localization import Message, _

_CONSULTATION = "vote.consultation"


_NOT_COUNTED = {
    "households_present": _("Chưa ghi “Số hộ có đại diện dự họp” của cuộc họp nên chưa tính được kết quả biểu quyết."),
    "households_total": _("Chưa ghi “Tổng số hộ” của cuộc họp nên chưa tính được kết quả biểu quyết."),
}


class Verdict(Enum):
    """What a vote came to."""

    PASSED = "passed"
    FAILED = "failed"
    NO_QUORUM = "no_quorum"
    VOID = "void"
    """Voted by a method, or under a chair, that the law does not allow for this type of decision."""
    VILLAGE_AGREES = "village_agrees"
    VILLAGE_DISAGREES = "village_disagrees"
    """What one village says to a matter of the whole commune, which is decided by the number of villages."""
    CONSULTED = "consulted"
    """The people were only asked: no threshold applies."""
    UNCOUNTED = "uncounted"
    """A figure is missing or cannot be right, so nobody can say what the vote came to."""


class Obstacle(Struct, frozen=True):
    """Why nobody can say what a vote came to, and the field of the meeting that has to be put right."""

    field: str
    message: Message


class Outcome(Struct, frozen=True):
    """The result of one vote: households that count as the whole, votes needed, and the verdict by which rule.

    ``broken`` is the rule for which the vote has no effect, ``obstacle`` why there is no verdict; without one, nothing
    is a share of anything: ``whole`` is 0.
    """

    verdict: Verdict
    rule: LegalRule
    whole: int
    votes_for: int
    needed: int
    broken: LegalRule | None = None
    obstacle: Obstacle | None = None

    @property
    def share(self) -> float:
        """The share of the whole that agreed, 0 to 1."""
        return self.votes_for / self.whole if self.whole else 0.0


def vote_rule(content_type: str, law: LegalRules) -> LegalRule:
    """Return the rule for a type of decision.

    A type that this version does not know, from elsewhere, has no threshold here: as when people were only asked.
    """
    code = f"vote.{content_type}"
    return law[code if code in law else _CONSULTATION]


def votes_cast(decision: Record) -> int:
    """Count all votes of a decision."""
    return sum(decision.number(name) for name in ("votes_for", "votes_against", "votes_abstain"))


def obstacle_to(decision: Record, meeting: Record, *counted: str) -> Obstacle | None:
    """Tell why the votes of a decision cannot be judged: who could vote, or what is ``counted``, is missing or fewer.

    Verdicts and refusals both ask here, so that nothing is called passed that cannot be saved.
    """
    could_vote = _who_could_vote(decision)
    for name in (could_vote, *counted):
        if meeting.get(name) is None:
            return Obstacle(name, _NOT_COUNTED[name])
    cast, limit = votes_cast(decision), meeting.number(could_vote)
    if cast > limit:
        return Obstacle(could_vote, _too_many(cast, limit))
    return None


def _who_could_vote(decision: Record) -> str:
    in_room = decision.text("method") in METHODS_IN_THE_ROOM
    return "households_present" if in_room else "households_total"


def _more_than_all(meeting: Record) -> Obstacle | None:
    present, total = meeting.get("households_present"), meeting.get("households_total")
    if isinstance(present, int) and isinstance(total, int) and present > total:
        words = _("Số hộ có đại diện dự họp ({present}) nhiều hơn Tổng số hộ ({total}).", present=present, total=total)
        return Obstacle("households_present", words)
    return None


def outcome_of(vote: Vote, law: LegalRules) -> Outcome:
    """Derive the result of a vote.

    Only a vote on village rules in the room needs the meeting's quorum first (Nghị định 61/2023/NĐ-CP, Điều 10). A
    matter of the whole commune is not decided by one village: see ``commune_wide``.
    """
    rule, meeting = vote_rule(vote.content_type, law), vote.meeting
    counted = "households_present" if rule.base is Base.HOUSEHOLDS_PRESENT else "households_total"
    base, votes_for = meeting.number(counted), vote.decision.number("votes_for")
    broken = broken_rule(vote, law)
    obstacle = obstacle_to(vote.decision, meeting, counted) or _more_than_all(meeting)
    if obstacle is not None and broken is None:
        return Outcome(Verdict.UNCOUNTED, rule, 0, votes_for, 0, obstacle=obstacle)
    verdict, broken = _verdict(vote, law, rule.is_met(votes_for, base), broken)
    return Outcome(verdict, rule, base, votes_for, rule.needed(base), broken)


def _verdict(vote: Vote, law: LegalRules, enough: bool, broken: LegalRule | None) -> tuple[Verdict, LegalRule | None]:
    """Return the verdict, and the rule for which a vote has no effect."""
    if vote_rule(vote.content_type, law).value is None:
        return Verdict.CONSULTED, None
    if broken is not None:
        return Verdict.VOID, broken
    quorum = quorum_of(vote.meeting, law)
    if needs_quorum(vote.decision) and not quorum.reached:
        return Verdict.NO_QUORUM, quorum.rule
    if vote.is_commune_wide:
        return (Verdict.VILLAGE_AGREES if enough else Verdict.VILLAGE_DISAGREES), None
    return (Verdict.PASSED if enough else Verdict.FAILED), None


def verdict_text(verdict: Verdict) -> Message:
    """Say a verdict in the words that are printed and shown."""
    return {
        Verdict.PASSED: _("Được thông qua"),
        Verdict.FAILED: _("Không được thông qua"),
        Verdict.NO_QUORUM: _("Không có giá trị: cuộc họp không đủ số hộ dự"),
        Verdict.VOID: _("Không có giá trị: biểu quyết trái quy định"),
        Verdict.VILLAGE_AGREES: _("Cộng đồng tán thành; kết quả chung tính theo tổng số thôn, tổ dân phố"),
        Verdict.VILLAGE_DISAGREES: _("Cộng đồng không tán thành; kết quả chung tính theo tổng số thôn, tổ dân phố"),
        Verdict.CONSULTED: _("Lấy ý kiến tham gia"),
        Verdict.UNCOUNTED: _("Chưa xác định được kết quả"),
    }[verdict]


def votes_fit_base(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Votes cast cannot be more than those who could vote."""
    meeting = context.reader.get(record.text("meeting"))
    if meeting is None:
        return
    obstacle = obstacle_to(record, meeting) if votes_cast(record) else None
    if obstacle is not None:
        yield Problem("votes_for", obstacle.message)


def ballots_fit(record: Record, context: RuleContext) -> Iterator[Problem]:
    """No more ballots are given out than there are households to vote, come back than went out, or count than came."""
    meeting = context.reader.get(record.text("meeting"))
    given, returned = record.get("ballots_given"), record.get("ballots_returned")
    could_vote = None if meeting is None else meeting.get(_who_could_vote(record))
    if isinstance(given, int) and isinstance(could_vote, int) and given > could_vote:
        yield Problem("ballots_given", _too_many_given(given, could_vote))
    if isinstance(given, int) and isinstance(returned, int) and returned > given:
        words = _("Thu về {returned} phiếu, nhiều hơn {given} phiếu phát ra.", returned=returned, given=given)
        yield Problem("ballots_returned", words)
    if isinstance(returned, int) and votes_cast(record) > returned:
        words = _(
            "Các ý kiến cộng lại là {cast}, nhiều hơn {returned} phiếu thu về.",
            cast=votes_cast(record),
            returned=returned,
        )
        yield Problem("votes_for", words)


def present_covers_votes(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A meeting's households cannot be fewer than the votes already recorded at it."""
    if context.before is None:
        return
    for decision in context.reader.children(record.uid, "decision"):
        obstacle = obstacle_to(decision, record) if votes_cast(decision) else None
        if obstacle is not None:
            words = _("“{title}”: {reason}", title=decision.text("title"), reason=obstacle.message)
            yield Problem(obstacle.field, words)


def _too_many_given(given: int, limit: int) -> Message:
    return _("Phát ra {given} phiếu, nhiều hơn {limit} hộ được biểu quyết.", given=given, limit=limit)


def _too_many(cast: int, limit: int) -> Message:
    return _("Tổng số phiếu là {cast}, nhiều hơn {limit} hộ được biểu quyết.", cast=cast, limit=limit)
