"""By which method the people may decide what.

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 17 and 19; Nghị định 59/2023/NĐ-CP, Điều 4. The articles are the
rules ``method.*`` of the legal data.
"""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.problems import Problem
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.checks import sets_anew
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.domain.rules.legal import LegalRule, LegalRules
from danvan_desktop.localization import Message, _

METHODS_IN_THE_ROOM = frozenset({"show_of_hands", "secret_ballot"})
ONLINE, HOUSEHOLD_BALLOT = "online", "household_ballot"
COMMUNE_WIDE = "commune"
"""The ``scope`` of a decision that all villages of a commune take together."""

_FREE = frozenset({"self_management", "consultation"})
"""What may be decided, or asked, by any method."""
_PAID = frozenset({"contribution", "finance"})
"""What costs the people money: of the whole commune, it may be asked by ballots at once."""


def broken_by_method(decision: Record, meeting: Record, law: LegalRules) -> LegalRule | None:
    """Return the rule that forbids the method of a decision, ``None`` when the method is allowed.

    ``meeting`` is the meeting of the decision; when a meeting before it could not reach the share, the decision names
    it in ``after_failed_meeting``.
    """
    if decision.text("content_type") in _FREE:
        return None
    if decision.text("method") == ONLINE:
        return law["method.online"]
    if decision.text("method") == HOUSEHOLD_BALLOT and not _may_send_ballots(decision, meeting, law):
        return law["method.household_ballot"]
    return None


def could_not_reach(content_type: str, meeting: Record, law: LegalRules) -> bool:
    """Tell whether too few households came to a meeting for this type of decision to be passed in the room."""
    needed = law[f"vote.{content_type}"].needed(meeting.number("households_total"))
    return meeting.number("households_present") < needed


def method_is_allowed(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Refuse a method that would make the decision void, with the article."""
    meeting = context.reader.get(record.text("meeting"))
    if meeting is None or not sets_anew(record, context, "method", "content_type", "scope", "after_failed_meeting"):
        return
    broken = broken_by_method(record, meeting, context.law)
    if broken is not None:
        yield Problem("method", _refusal(record, broken))
        return
    earlier = context.reader.get(record.text("after_failed_meeting"))
    if earlier is not None and not could_not_reach(record.text("content_type"), earlier, context.law):
        yield Problem(
            "after_failed_meeting",
            _(
                "Cuộc họp này có {present}/{total} hộ dự, đủ để đạt tỷ lệ tán thành. Hãy chọn cuộc họp không đủ hộ.",
                present=earlier.number("households_present"),
                total=earlier.number("households_total"),
            ),
        )


def scope_fits_content(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Only contributions and their finance are decided by all villages together (Luật 10/2022/QH15, Điều 21)."""
    if record.text("scope") == COMMUNE_WIDE and record.text("content_type") not in _PAID:
        yield Problem("scope", _("Chỉ đóng góp và thu, chi mới có phạm vi toàn xã; nội dung này do thôn quyết định."))


def _may_send_ballots(decision: Record, meeting: Record, law: LegalRules) -> bool:
    content_type = decision.text("content_type")
    if content_type in _PAID and decision.text("scope") == COMMUNE_WIDE:
        return True
    return decision.get("after_failed_meeting") is not None or could_not_reach(content_type, meeting, law)


def _refusal(decision: Record, broken: LegalRule) -> Message:
    if decision.text("method") == ONLINE:
        return _(
            "Nội dung này không được biểu quyết trực tuyến ({citation}). Hãy biểu quyết tại cuộc họp.",
            citation=broken.citation,
        )
    return _(
        "Chỉ phát phiếu từng hộ khi cuộc họp không đủ hộ dự để đạt tỷ lệ tán thành ({citation})."
        " Hãy biểu quyết tại cuộc họp, hoặc chọn cuộc họp trước đó đã không đủ hộ.",
        citation=broken.citation,
    )
