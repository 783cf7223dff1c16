"""The sample has two pairs to try the page of duplicates on, and no more: each pair that is told costs a look."""

import datetime as dt
from pathlib import Path

import pytest

from danvan_desktop.store import Store
from tests.sample.making import made_on


def _kinds(store: Store) -> list[str]:
    return [pair.kind for pair in store.duplicates()]


def test_one_household_and_one_petition_were_written_twice(sample: Store) -> None:
    assert _kinds(sample) == ["household", "petition"]


@pytest.mark.parametrize("day", [dt.date(2026, 1, 1), dt.date(2027, 4, 5)])
def test_so_they_were_on_any_day(tmp_path: Path, day: dt.date) -> None:
    with made_on(tmp_path / "commune.db", day) as store:
        assert _kinds(store) == ["household", "petition"]
