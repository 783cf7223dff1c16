"""What the villages of the sample decide together, and what households are asked by ballots."""

import datetime as dt
from pathlib import Path

import pytest

from danvan_desktop.domain.rules.commune_wide import CommuneVerdict, is_closed, result_of
from danvan_desktop.domain.rules.validity import could_not_reach
from danvan_desktop.store import Store
from tests.sample.making import made_on


def _verdicts(store: Store) -> list[tuple[CommuneVerdict, bool]]:
    matters = store.list("commune_vote")
    return [(result_of(one, store, store.law).verdict, is_closed(one, store.today())) for one in matters]


def test_one_matter_is_decided_and_another_waits_for_the_villages(sample: Store) -> None:
    assert _verdicts(sample) == [(CommuneVerdict.OPEN, False), (CommuneVerdict.PASSED, True)]


@pytest.mark.parametrize("day", [dt.date(2026, 1, 1), dt.date(2026, 7, 2)])
def test_at_the_beginning_of_a_quarter_too(tmp_path: Path, day: dt.date) -> None:
    with made_on(tmp_path / "commune.db", day) as store:
        assert (CommuneVerdict.PASSED, True) in _verdicts(store)


def test_ballots_go_round_for_a_contribution_only_where_too_few_met(sample: Store) -> None:
    sent_out = [one for one in sample.list("decision") if one.text("method") == "household_ballot"]
    paid = [one for one in sent_out if one.text("content_type") == "contribution"]
    assert paid
    for decision in paid:
        meeting = sample.get(decision.text("meeting"))
        assert meeting is not None
        assert could_not_reach("contribution", meeting, sample.law)
        assert not [other for other in sample.children(meeting.uid, "decision") if other.uid != decision.uid]
