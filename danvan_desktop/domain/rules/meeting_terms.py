"""What must be done by which day before and after a meeting of a community: notices, postings, sending, recognition.

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 20 and 21; Nghị định 59/2023/NĐ-CP, Điều 3, 4, 6, 11; Nghị định
61/2023/NĐ-CP, Điều 9. Late steps are warned of beside their field; those still to be done stand in the work list.
"""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.deadlines import Asked, Deadline, Parts
from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.context import Rule, RuleContext
from danvan_desktop.domain.rules.validity import HOUSEHOLD_BALLOT
from danvan_desktop.localization import Message, _

RECOGNISED = frozenset({"village_rules", "election", "removal", "supervision_board"})
"""What takes effect only when it is recognised (Luật 10/2022/QH15, Điều 21, khoản 2)."""
_HELD = frozenset({"held", "signed", "sent"})
_NOT_HELD = frozenset({"planned"})
_CLOSED = frozenset({"signed", "sent"})
_DROPPED_AFTER = 30


def _for_purposes(*purposes: str) -> Asked:
    return lambda meeting, _parts: meeting.text("purpose") in purposes


def _having_decided(*content_types: str) -> Asked:
    """Ask it of meetings that decided on something of these types, on anything when none is named."""

    def asked(meeting: Record, parts: Parts) -> bool:
        types = {decision.text("content_type") for decision in parts.children(meeting.uid, "decision")}
        types -= {"consultation"}
        return bool(types.intersection(content_types) if content_types else types)

    return asked


def _by_ballots_alone(meeting: Record, parts: Parts) -> bool:
    """Tell whether all was decided by ballots that went round, and when they were counted: that day it was decided."""
    methods = {decision.text("method") for decision in parts.children(meeting.uid, "decision")}
    return methods == {HOUSEHOLD_BALLOT} and meeting.get("ballots_counted_on") is not None


def _decided_at_the_meeting(meeting: Record, parts: Parts) -> bool:
    return _having_decided()(meeting, parts) and not _by_ballots_alone(meeting, parts)


def _decided_by_ballots(meeting: Record, parts: Parts) -> bool:
    return _having_decided()(meeting, parts) and _by_ballots_alone(meeting, parts)


def _before(done: str, rule: str, asked: Asked, work: Message, undone: Message, step: Message) -> Deadline:
    return Deadline(
        name=rule,
        work=work,
        undone=undone,
        start="starts_at",
        rule=rule,
        done=done,
        asked=asked,
        waived_in=_HELD,
        dropped_after=_DROPPED_AFTER,
        step=step,
        by="chair",
    )


def _sent(name: str, start: str, asked: Asked) -> Deadline:
    return Deadline(
        name=name,
        work=_("Gửi quyết định của cuộc họp đến UBND xã"),
        undone=_("Chưa gửi UBND xã"),
        start=start,
        rule="decision.send",
        done="sent_on",
        asked=asked,
        waived_in=_NOT_HELD | {"sent"},
        dropped_after=_DROPPED_AFTER,
        step=_("Ghi ngày gửi"),
        by="chair",
    )


_NOTICE = (_("Thông báo cuộc họp"), _("Chưa thông báo cuộc họp"), _("Ghi thông báo"))
DEADLINES = (
    _before(
        "draft_posted_on",
        "village_rules.posting",
        _for_purposes("village_rules"),
        _("Niêm yết dự thảo hương ước, quy ước"),
        _("Chưa niêm yết dự thảo"),
        _("Ghi niêm yết"),
    ),
    _before(
        "election_plan_on",
        "election.plan",
        _for_purposes("election"),
        _("Ban hành kế hoạch bầu cử"),
        _("Chưa ban hành kế hoạch bầu cử"),
        _("Ghi kế hoạch"),
    ),
    _before(
        "candidates_on",
        "election.candidates",
        _for_purposes("election"),
        _("Lập danh sách người ứng cử"),
        _("Chưa lập danh sách người ứng cử"),
        _("Ghi danh sách"),
    ),
    _before(
        "election_team_on",
        "election.team",
        _for_purposes("election"),
        _("Thành lập Tổ bầu cử"),
        _("Chưa thành lập Tổ bầu cử"),
        _("Ghi Tổ bầu cử"),
    ),
    _before("notified_on", "election.notice", _for_purposes("election"), *_NOTICE),
    _before("notified_on", "meeting.annual_notice", _for_purposes("annual"), *_NOTICE),
    _before(
        "notified_on",
        "meeting.notice",
        _for_purposes("", "periodic", "topic", "vote", "removal", "village_rules", "other"),
        *_NOTICE,
    ),
    Deadline(
        name="ballot.notice",
        work=_("Gửi kế hoạch phát phiếu đến UBND xã"),
        undone=_("Chưa gửi kế hoạch phát phiếu"),
        start="ballot_plan_on",
        rule="ballot.notice",
        done="ballot_plan_sent_on",
        waived_in=_CLOSED,
        dropped_after=_DROPPED_AFTER,
        step=_("Ghi gửi kế hoạch"),
        by="chair",
    ),
    _sent("decision.send", "starts_at", _decided_at_the_meeting),
    _sent("decision.send.ballots", "ballots_counted_on", _decided_by_ballots),
    Deadline(
        name="decision.recognise",
        work=_("Công nhận quyết định của cuộc họp"),
        undone=_("Chưa công nhận"),
        start="received_on",
        rule="decision.recognise",
        done="recognised_on",
        asked=_having_decided(*RECOGNISED),
        waived_in=_NOT_HELD,
        dropped_after=_DROPPED_AFTER,
        step=_("Ghi công nhận"),
    ),
)
"""In the order in which it is done: preparations while a meeting is planned, the rest once it was held."""


def done_in_time(*deadlines: Deadline) -> Rule:
    """Make the rule that warns of each step that was done later than the law asks for."""

    def check(record: Record, context: RuleContext) -> Iterator[Problem]:
        for deadline in deadlines:
            term = deadline.term(record, context.terms)
            if not (term and deadline.done_late(record, context.terms) and deadline.asked(record, context.reader)):
                continue
            words = _("{field}: chậm nhất là ngày {day}.", field=context.label(deadline.done), day=term.words)
            citation = deadline.citation(record, context.terms)
            if citation is not None:
                words = _(
                    "{field}: chậm nhất là ngày {day} ({citation}).",
                    field=context.label(deadline.done),
                    day=term.words,
                    citation=citation,
                )
            yield Problem(deadline.done, words, Severity.WARNING)

    return check
