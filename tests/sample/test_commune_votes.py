"""The sample has matters of the whole commune: one decided by all villages, one on which most have still to decide."""

import datetime as dt
from pathlib import Path

import pytest

from danvan_desktop.domain.rules.commune_wide import CommuneVerdict, is_closed, result_of
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
