"""What the villages of a commune together decided: rule ``vote.commune_wide``.

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 21, khoản 1: at least two thirds of *all* villages, not of those that
voted; a village agrees when its own decision reaches its threshold.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import Enum

from msgspec import Struct

from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record, RecordFinder
from danvan_desktop.domain.rules.checks import sets_anew
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.domain.rules.legal import LegalRule, LegalRules
from danvan_desktop.domain.rules.validity import BALLOT_RULE, COMMUNE_RULE, COMMUNE_WIDE, HOUSEHOLD_BALLOT, Vote
from danvan_desktop.domain.rules.voting import Outcome, Verdict, outcome_of
from danvan_desktop.domain.units import VILLAGE_KINDS
from danvan_desktop.localization import Message, _

_SAID = frozenset({Verdict.VILLAGE_AGREES, Verdict.VILLAGE_DISAGREES})


class CommuneVerdict(Enum):
    """What the villages' decisions come to."""

    PASSED = "passed"
    FAILED = "failed"
    """Too few villages are left that could still agree."""
    OPEN = "open"


class VillageAnswer(Struct, frozen=True):
    """What one village decided; it has answered once its decision is counted (see ``is_counted``)."""

    village: Record
    decision: Record | None = None
    outcome: Outcome | None = None

    @property
    def is_counted(self) -> bool:
        """Tell whether it said yes or no: a void vote, or one whose figures are missing, says neither."""
        return self.outcome is not None and self.outcome.verdict in _SAID

    @property
    def agrees(self) -> bool:
        """Tell whether its decision reached its threshold by a valid vote."""
        return self.outcome is not None and self.outcome.verdict is Verdict.VILLAGE_AGREES


class CommuneResult(Struct, frozen=True):
    """The answers of all villages, held against the rule."""

    rule: LegalRule
    answers: tuple[VillageAnswer, ...]

    @property
    def total(self) -> int:
        """All villages of the commune."""
        return len(self.answers)

    @property
    def agreed(self) -> int:
        """The villages that agree."""
        return sum(answer.agrees for answer in self.answers)

    @property
    def unanswered(self) -> tuple[VillageAnswer, ...]:
        """The villages of which no counted decision is known."""
        return tuple(answer for answer in self.answers if not answer.is_counted)

    @property
    def needed(self) -> int:
        """How many villages must agree."""
        return self.rule.needed(self.total)

    @property
    def verdict(self) -> CommuneVerdict:
        """What it comes to so far."""
        if self.rule.is_met(self.agreed, self.total):
            return CommuneVerdict.PASSED
        may_still = self.agreed + len(self.unanswered)
        return CommuneVerdict.OPEN if may_still >= self.needed and self.unanswered else CommuneVerdict.FAILED


def result_of(matter: Record, reader: RecordFinder, law: LegalRules) -> CommuneResult:
    """Count what the villages decided on a matter of the whole commune.

    Of a village that met again its last counted decision stands, of one that has none the last that is known.
    """
    answers: dict[str, VillageAnswer] = {}
    for meeting, decision in _decisions(matter, reader):
        village = reader.get(meeting.text("unit"))
        if village is None:
            continue
        answer = VillageAnswer(village, decision, outcome_of(Vote.of(decision, meeting, reader), law))
        if answer.is_counted or village.uid not in answers or not answers[village.uid].is_counted:
            answers[village.uid] = answer
    villages = sorted(_villages(matter, reader), key=lambda village: village.text("code"))
    return CommuneResult(
        law[COMMUNE_RULE], tuple(answers.get(village.uid, VillageAnswer(village)) for village in villages)
    )


def is_closed(matter: Record, today: dt.date) -> bool:
    """Tell whether the last day on which the villages could decide is over."""
    last = matter.date("closes_on")
    return last is not None and last < today


def verdict_words(verdict: CommuneVerdict) -> Message:
    """Say a result in the words that are printed and shown."""
    return {
        CommuneVerdict.PASSED: _("Được thông qua"),
        CommuneVerdict.FAILED: _("Không được thông qua"),
        CommuneVerdict.OPEN: _("Chưa đủ kết quả của các thôn, tổ dân phố"),
    }[verdict]


def decision_fits_matter(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A village's decision on a matter of the whole commune is of its type and scope; one without is asked for it."""
    if not sets_anew(record, context, "scope", "commune_vote", "content_type", "method"):
        return
    matter = context.reader.get(record.text("commune_vote"))
    is_wide = record.text("scope") == COMMUNE_WIDE
    if matter is None:
        if is_wide:
            yield Problem(
                "commune_vote",
                _("Chọn nội dung toàn xã để kết quả của thôn được tính vào kết quả chung."),
                Severity.WARNING,
            )
        return
    if not is_wide:
        yield Problem(
            "scope",
            _(
                "“{title}” do toàn xã quyết định ({citation}): hãy chọn phạm vi “Toàn xã”.",
                title=matter.text("title"),
                citation=context.law[COMMUNE_RULE].citation,
            ),
        )
    if matter.text("content_type") != record.text("content_type"):
        yield Problem("content_type", _("Khác loại nội dung của “{title}”.", title=matter.text("title")))
    if matter.text("method") == "meeting" and _went_round_at_once(record):
        yield Problem(
            "method",
            _(
                "UBND xã chọn họp để lấy ý kiến về “{title}”: hãy họp trước, chỉ phát phiếu khi không đủ hộ"
                " ({citation}).",
                title=matter.text("title"),
                citation=context.law[BALLOT_RULE].citation,
            ),
            Severity.WARNING,
        )


def _went_round_at_once(decision: Record) -> bool:
    """Tell whether ballots went round without a meeting that came to nothing before."""
    return decision.text("method") == HOUSEHOLD_BALLOT and decision.get("after_failed_meeting") is None


def takes_effect_once_passed(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A matter of the whole commune takes effect only when two thirds of all villages agree.

    While villages are missing from the register the day may be written, and is told what is missing.
    """
    if record.get("effective_on") is None or not sets_anew(record, context, "effective_on"):
        return
    result = result_of(record, context.reader, context.law)
    words = _(
        "Mới có {agreed} trên {total} thôn, tổ dân phố tán thành, cần ít nhất {needed} ({citation}).",
        agreed=result.agreed,
        total=result.total,
        needed=result.needed,
        citation=result.rule.citation,
    )
    if result.verdict is CommuneVerdict.FAILED and result.total:
        yield Problem("effective_on", words)
    elif result.verdict is not CommuneVerdict.PASSED:
        yield Problem("effective_on", words, Severity.WARNING)


def _decisions(matter: Record, reader: RecordFinder) -> list[tuple[Record, Record]]:
    """Return the decisions on a matter with their meetings, in the order of these."""
    found = [
        (meeting, decision)
        for decision in reader.find("decision", commune_vote=matter.uid)
        if (meeting := reader.get(decision.text("meeting"))) is not None
    ]
    return sorted(found, key=lambda entry: (entry[0].text("starts_at"), entry[1].uid))


def _villages(matter: Record, reader: RecordFinder) -> Iterator[Record]:
    """Find the villages of the commune that stood when they were asked."""
    first = matter.date("opens_on")
    last = matter.date("closes_on") or first
    waiting, seen = [matter.text("unit")], set[str]()
    while waiting:
        parent = waiting.pop()
        if parent in seen:
            continue
        seen.add(parent)
        for unit in reader.find("unit", parent=parent):
            if unit.text("kind") not in VILLAGE_KINDS:
                waiting.append(unit.uid)
            elif _stood(unit, first, last):
                yield unit


def _stood(unit: Record, first: dt.date | None, last: dt.date | None) -> bool:
    begins, ends = _later(unit.date("valid_from"), unit.date("parent_from")), unit.date("valid_to")
    is_gone = ends is not None and first is not None and ends < first
    is_to_come = begins is not None and last is not None and begins > last
    return not is_gone and not is_to_come


def _later(one: dt.date | None, other: dt.date | None) -> dt.date | None:
    return max((day for day in (one, other) if day is not None), default=None)
