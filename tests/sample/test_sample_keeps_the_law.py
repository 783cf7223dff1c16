"""The whole sample commune is walked through all rules: what it shows an officer must not contradict the law."""

from collections.abc import Iterable, Iterator

import pytest

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.problems import Problem
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.domain.rules.validity import Vote, broken_rule
from danvan_desktop.domain.rules.voting import Verdict, outcome_of
from danvan_desktop.domain.validation import validate
from danvan_desktop.store import Store

OF_THE_LAW = frozenset({"meeting", "decision", "dialogue", "commune_vote", "petition"})


class NothingStored:
    """A store as it was before anything was saved: no minutes are signed yet."""

    def get(self, uid: str) -> Record | None:
        return None

    def children(self, parent_uid: str, kind: str) -> Iterable[Record]:
        return ()

    def find(self, kind: str, **equals: Value) -> Iterable[Record]:
        return ()


def problems_of(store: Store, record: Record) -> tuple[Problem, ...]:
    """What a save of the record as new would be told."""
    kind = store.kinds[record.kind]
    context = RuleContext(kind.by_name, store, NothingStored(), store.terms, store.today(), None)
    return validate(store.kinds, record, context)


def all_problems(store: Store) -> Iterator[tuple[Record, Problem]]:
    for kind in store.kinds:
        for record in store.list(kind.name):
            yield from ((record, problem) for problem in problems_of(store, record))


def votes(store: Store) -> Iterator[Vote]:
    for decision in store.list("decision"):
        meeting = store.get(decision.text("meeting"))
        assert meeting is not None
        yield Vote.of(decision, meeting, store)


def test_every_record_of_the_sample_keeps_every_rule(sample: Store) -> None:
    broken = [
        f"{record.kind} {problem.field}: {problem.message}"
        for record, problem in all_problems(sample)
        if problem.is_error
    ]
    assert not broken


@pytest.mark.parametrize(
    "field",
    [
        *("notified_on", "draft_posted_on", "election_plan_on", "candidates_on", "election_team_on", "sent_on"),
        *("recognised_on", "households_present", "due_on", "commune_vote", "convened_by"),
    ],
)
def test_nothing_in_the_sample_is_warned_of_as_late_or_lacking(sample: Store, field: str) -> None:
    warned = [
        f"{record.kind}: {problem.message}"
        for record, problem in all_problems(sample)
        if problem.field == field and record.kind in OF_THE_LAW
    ]
    assert not warned


def test_every_vote_of_the_sample_is_held_as_the_law_has_it(sample: Store) -> None:
    found = list(votes(sample))
    assert {vote.content_type for vote in found} >= {"contribution", "finance", "election", "supervision_board"}
    assert not [vote.decision.text("title") for vote in found if broken_rule(vote, sample.law) is not None]
    assert not {Verdict.VOID, Verdict.NO_QUORUM} & {outcome_of(vote, sample.law).verdict for vote in found}


def test_every_election_of_the_sample_has_its_chair_and_its_days(sample: Store) -> None:
    elections = sample.list("meeting", filters={"purpose": "election"})
    assert elections
    for meeting in elections:
        assert meeting.text("convened_by") == "election_team"
        if meeting.text("state") != "planned":
            assert all(meeting.get(name) for name in ("election_plan_on", "candidates_on", "election_team_on"))
