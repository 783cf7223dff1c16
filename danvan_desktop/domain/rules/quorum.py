"""Quorum of a community meeting on village rules: household representatives present against all households.

Only that meeting has one (Nghị định 61/2023/NĐ-CP, Điều 10); the threshold is the rule ``meeting.quorum``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.domain.rules.legal import LegalRule, LegalRules
from danvan_desktop.domain.rules.validity import METHODS_IN_THE_ROOM
from danvan_desktop.localization import _

QUORUM_RULE = "meeting.quorum"
VILLAGE_RULES = "village_rules"


class Quorum(Struct, frozen=True):
    """How a meeting stands against its quorum; counts are households."""

    rule: LegalRule
    present: int
    total: int
    needed: int
    reached: bool


def quorum_of(meeting: Record, law: LegalRules) -> Quorum:
    """Hold a meeting's households present against all its households."""
    rule = law[QUORUM_RULE]
    present, total = meeting.number("households_present"), meeting.number("households_total")
    return Quorum(rule, present, total, rule.needed(total), rule.is_met(present, total))


def has_quorum(meeting: Record, decisions: Iterable[Record]) -> bool:
    """Tell whether the law asks for a number of households at this meeting: only where village rules are decided."""
    return meeting.text("purpose") == VILLAGE_RULES or any(map(needs_quorum, decisions))


def needs_quorum(decision: Record) -> bool:
    """Tell whether a vote has no effect in a meeting of too few households."""
    return decision.text("content_type") == VILLAGE_RULES and decision.text("method") in METHODS_IN_THE_ROOM


def quorum_is_reached(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn when too few households came to a meeting on village rules: it may be recorded, but decides nothing."""
    if record.text("state") == "planned" or record.get("households_total") is None:
        return
    if not has_quorum(record, context.reader.children(record.uid, "decision")):
        return
    quorum = quorum_of(record, context.law)
    if not quorum.reached:
        yield Problem(
            "households_present",
            _(
                "Chưa đủ điều kiện họp: cần ít nhất {needed} trên {total} hộ có đại diện ({citation}).",
                needed=quorum.needed,
                total=quorum.total,
                citation=quorum.rule.citation,
            ),
            Severity.WARNING,
        )
