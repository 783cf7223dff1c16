"""The working day of an officer who clicks: keys write letters and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from count_keys import rows_told
from hands import Hands
from mouse_day import MouseDay
from nine_jobs import walk
from working_office import furnish, neighbour_of, shown_window

from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from tests.ui.day_done import check_what_was_done


@pytest.fixture(autouse=True)
def _every_dialog_is_answered() -> None:
    """Let questions wait here: they are answered by hand."""


@pytest.fixture
def commune(ui: UiContext) -> Store:
    furnish(ui.store)
    return ui.store


@pytest.fixture
def province(commune: Store, tmp_path: Path) -> Iterator[Store]:
    with neighbour_of(commune, tmp_path) as store:
        yield store


@pytest.fixture
def day(ui: UiContext, commune: Store) -> Iterator[MouseDay]:
    with shown_window(ui) as window:
        yield MouseDay(window, Hands())


def test_the_whole_day_is_walked_by_the_mouse_alone(day, commune, province, tmp_path):
    walked = walk(day, province, tmp_path)
    assert {one.words: one.tally.leading for one in walked if one.tally.leading} == {}
    check_what_was_done(commune)
    told = [(row.words, row.clicks) for row in rows_told()]
    assert told == [(one.words, one.tally.clicks) for one in walked], "count_keys.py --write"
