"""Whether the people may decide so: by which method what is decided, who chairs it, and of which scope it is.

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 17, 19, 21; Nghị định 59/2023/NĐ-CP, Điều 4 and 6 to 9. The articles
are the rules ``method.*`` and ``chair.*`` of the legal data. What breaks one is refused when it is recorded, and void
when it came from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from danvan_desktop.domain.problems import Problem
from danvan_desktop.domain.record import Record, RecordByUid
from danvan_desktop.domain.rules.chairs import CHAIR_RULE, has_wrong_chair, may_chair
from danvan_desktop.domain.rules.checks import sets_anew
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.domain.rules.legal import LegalRule, LegalRules
from danvan_desktop.localization import Message, _

METHODS_IN_THE_ROOM = frozenset({"show_of_hands", "secret_ballot"})
ONLINE, HOUSEHOLD_BALLOT = "online", "household_ballot"
ONLINE_RULE, BALLOT_RULE = "method.online", "method.household_ballot"
COMMUNE_RULE = "vote.commune_wide"
COMMUNE_WIDE = "commune"
"""The ``scope`` of a decision that all villages of a commune take together."""

FREE = frozenset({"self_management", "consultation"})
"""What may be decided, or asked, by any method."""
_PAID = frozenset({"contribution", "finance"})
"""What costs the people money: of the whole commune, it may be asked by ballots at once."""


class Vote(Struct, frozen=True):
    """A decision with its meeting, and the meeting before it that came to nothing, where one is named and known."""

    decision: Record
    meeting: Record
    earlier: Record | None = None

    @classmethod
    def of(cls, decision: Record, meeting: Record, reader: RecordByUid) -> Vote:
        """Look up what the decision names."""
        earlier = decision.text("after_failed_meeting")
        return cls(decision, meeting, reader.get(earlier) if earlier else None)

    @property
    def content_type(self) -> str:
        """What is decided."""
        return self.decision.text("content_type")

    @property
    def is_commune_wide(self) -> bool:
        """Tell whether all villages of the commune decide it together."""
        return self.decision.text("scope") == COMMUNE_WIDE and self.content_type in _PAID


def broken_rule(vote: Vote, law: LegalRules) -> LegalRule | None:
    """Return the rule that makes a vote void, ``None`` when it may be held so.

    A chair that nobody recorded breaks none: registers of earlier years do not tell who chaired.
    """
    if vote.content_type in FREE:
        return None
    if vote.decision.text("method") == ONLINE:
        return law[ONLINE_RULE]
    if vote.decision.text("method") == HOUSEHOLD_BALLOT and not _may_send_ballots(vote, law):
        return law[BALLOT_RULE]
    if has_wrong_chair(vote.meeting, vote.content_type):
        return law[CHAIR_RULE]
    return None


def could_not_reach(content_type: str, meeting: Record, law: LegalRules) -> bool:
    """Tell whether too few households came to a meeting for this type of decision to be passed in the room."""
    needed = law[f"vote.{content_type}"].needed(meeting.number("households_total"))
    return meeting.number("households_present") < needed


def vote_is_valid(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Refuse a decision that would be void, with the article, when what makes it so is set anew."""
    meeting = context.reader.get(record.text("meeting"))
    if meeting is None or not sets_anew(record, context, "method", "content_type", "scope", "after_failed_meeting"):
        return
    vote = Vote.of(record, meeting, context.reader)
    broken = broken_rule(vote, context.law)
    if broken is not None:
        yield Problem(_field_of(broken), _refusal(broken))
    elif not may_chair(meeting, vote.content_type):
        yield Problem("content_type", _refusal(context.law[CHAIR_RULE]))
    elif vote.earlier is not None:
        yield from _earlier_fits(vote, vote.earlier, context)


def decisions_stay_valid(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A meeting cannot be changed so that what was decided at it becomes void."""
    before = context.before
    if before is None or not sets_anew(record, context, "households_present", "households_total", "convened_by"):
        return
    for decision in context.reader.children(record.uid, "decision"):
        vote = Vote.of(decision, record, context.reader)
        yield from _made_void(vote, replace(vote, meeting=replace(record, values=before)), context)
    for decision in context.reader.find("decision", after_failed_meeting=record.uid):
        meeting = context.reader.get(decision.text("meeting"))
        if meeting is not None:
            vote = Vote(decision, meeting, record)
            yield from _made_void(vote, replace(vote, earlier=replace(record, values=before)), context)


def _made_void(vote: Vote, before: Vote, context: RuleContext) -> Iterator[Problem]:
    broken = broken_rule(vote, context.law)
    if broken is not None and broken_rule(before, context.law) is None:
        field = "convened_by" if broken.code == CHAIR_RULE else "households_present"
        yield Problem(field, _("“{title}”: {reason}", title=vote.decision.text("title"), reason=_refusal(broken)))


def scope_fits_content(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Contributions and their finance say whether they are of the village or of the whole commune; nothing else is."""
    is_paid, scope = record.text("content_type") in _PAID, record.text("scope")
    if not sets_anew(record, context, "scope", "content_type"):
        return
    if is_paid and not scope:
        yield Problem(
            "scope",
            _(
                "Chưa ghi phạm vi: trong thôn thì tính theo số hộ, toàn xã thì tính theo số thôn ({citation}).",
                citation=context.law[COMMUNE_RULE].citation,
            ),
        )
    if scope == COMMUNE_WIDE and not is_paid:
        yield Problem(
            "scope",
            _(
                "Chỉ đóng góp và thu, chi mới có phạm vi toàn xã ({citation}); nội dung này do thôn quyết định.",
                citation=context.law[COMMUNE_RULE].citation,
            ),
        )


def _may_send_ballots(vote: Vote, law: LegalRules) -> bool:
    if vote.is_commune_wide:
        return True
    if vote.decision.get("after_failed_meeting") is None:
        return could_not_reach(vote.content_type, vote.meeting, law)
    return vote.earlier is None or could_not_reach(vote.content_type, vote.earlier, law)


def _earlier_fits(vote: Vote, earlier: Record, context: RuleContext) -> Iterator[Problem]:
    """The meeting that came to nothing is one of the same village, held no later than this one."""
    if earlier.get("unit") != vote.meeting.get("unit"):
        yield Problem("after_failed_meeting", _("Cuộc họp được chọn là của thôn, tổ dân phố khác."))
    elif earlier.text("starts_at") > vote.meeting.text("starts_at"):
        yield Problem("after_failed_meeting", _("Cuộc họp được chọn diễn ra sau cuộc họp này."))
    elif earlier.text("state") == "planned":
        yield Problem("after_failed_meeting", _("Cuộc họp được chọn chưa diễn ra."))


def _field_of(broken: LegalRule) -> str:
    return "content_type" if broken.code == CHAIR_RULE else "method"


def _refusal(broken: LegalRule) -> Message:
    words = {
        ONLINE_RULE: _(
            "Nội dung này không được biểu quyết trực tuyến ({citation}). Hãy biểu quyết tại cuộc họp.",
            citation=broken.citation,
        ),
        BALLOT_RULE: _(
            "Chỉ phát phiếu từng hộ khi cuộc họp không đủ hộ dự để đạt tỷ lệ tán thành ({citation})."
            " Hãy biểu quyết tại cuộc họp, hoặc chọn cuộc họp trước đó đã không đủ hộ.",
            citation=broken.citation,
        ),
        CHAIR_RULE: _(
            "Hội nghị bầu Trưởng thôn do Tổ bầu cử chủ trì, cho thôi làm Trưởng thôn do Trưởng Ban công tác Mặt trận"
            " chủ trì ({citation}). Hãy ghi “Bên chủ trì” của cuộc họp.",
            citation=broken.citation,
        ),
    }
    return words[broken.code]
