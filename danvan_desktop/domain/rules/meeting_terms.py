"""What must be done by which day before and after a meeting of a community: notices, postings, sending, recognition.

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 20 and 21; Nghị định 59/2023/NĐ-CP, Điều 3, 6, 11; Nghị định
61/2023/NĐ-CP, Điều 9. Late steps are warned of beside their field; those still to be done stand in the work list.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from danvan_desktop.domain.deadlines import Terms
from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.localization import _

_ANNUAL, _ELECTION, _VILLAGE_RULES = "annual", "election", "village_rules"
RECOGNISED = frozenset({"village_rules", "election", "supervision_board"})
"""What takes effect only when it is recognised (Luật 10/2022/QH15, Điều 21, khoản 2)."""
_SENT = "sent"


@dataclass(frozen=True, kw_only=True)
class Step:
    """Something to be done by the day that ``rule`` sets, before or after the day in ``start``; ``done`` holds when.

    It is asked of meetings for ``purposes`` (``None``: of all); ``content_types`` tells the decisions without which it
    is not (``None``: none are needed, empty: any decision will do).
    """

    done: str
    rule: str
    start: str = "starts_at"
    purposes: frozenset[str] | None = None
    content_types: frozenset[str] | None = None

    def is_asked(self, meeting: Record, decisions: Iterable[Record]) -> bool:
        """Tell whether a meeting with these decisions needs it."""
        if self.purposes is not None and meeting.text("purpose") not in self.purposes:
            return False
        if self.content_types is None:
            return True
        types = {decision.text("content_type") for decision in decisions} - {"consultation"}
        return bool(types & self.content_types if self.content_types else types)

    def last_day(self, meeting: Record, terms: Terms) -> dt.date | None:
        """Return the last day for it, ``None`` when its start is not known or no term is set."""
        start = meeting.date(self.start)
        return None if start is None else terms.last_day(self.rule, start)


_OTHER_PURPOSES = frozenset({"", "periodic", "topic", "vote", "village_rules", "other"})
STEPS = (
    Step(done="draft_posted_on", rule="village_rules.posting", purposes=frozenset({_VILLAGE_RULES})),
    Step(done="election_plan_on", rule="election.plan", purposes=frozenset({_ELECTION})),
    Step(done="candidates_on", rule="election.candidates", purposes=frozenset({_ELECTION})),
    Step(done="election_team_on", rule="election.team", purposes=frozenset({_ELECTION})),
    Step(done="notified_on", rule="election.notice", purposes=frozenset({_ELECTION})),
    Step(done="notified_on", rule="meeting.annual_notice", purposes=frozenset({_ANNUAL})),
    Step(done="notified_on", rule="meeting.notice", purposes=_OTHER_PURPOSES),
    Step(done="sent_on", rule="decision.send", content_types=frozenset()),
    Step(done="recognised_on", rule="decision.recognise", start="received_on", content_types=RECOGNISED),
)
"""In the order in which they are done."""


@dataclass(frozen=True)
class StepDue:
    """A step that is still to be done, and its last day."""

    step: Step
    day: dt.date


def next_step(meeting: Record, decisions: Iterable[Record], terms: Terms) -> StepDue | None:
    """Return what is to be done next for a meeting: preparations while it is planned, the rest once it was held."""
    known = tuple(decisions)
    is_planned = meeting.text("state") == "planned"
    for step in STEPS:
        is_preparation = step.content_types is None
        if is_preparation is not is_planned or meeting.get(step.done) is not None:
            continue
        if step.done == "sent_on" and meeting.text("state") == _SENT:
            continue
        day = step.last_day(meeting, terms) if step.is_asked(meeting, known) else None
        if day is not None:
            return StepDue(step, day)
    return None


def steps_are_in_time(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn of each step that was done later than the law asks for."""
    decisions = tuple(context.reader.children(record.uid, "decision"))
    for step in STEPS:
        done = record.date(step.done)
        last = step.last_day(record, context.terms) if done and step.is_asked(record, decisions) else None
        if done is not None and last is not None and done > last:
            yield Problem(
                step.done,
                _(
                    "{field}: chậm nhất là ngày {day} ({citation}).",
                    field=context.label(step.done),
                    day=last,
                    citation=context.law[step.rule].citation,
                ),
                Severity.WARNING,
            )
