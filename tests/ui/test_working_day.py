"""The working day of an officer, walked by keys alone in the real window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from count_keys import rows_told
from hands import CONTROL, Hands, Key
from nine_jobs import NINE_JOBS, walk
from PySide6.QtWidgets import QApplication
from working_day import WorkingDay
from working_office import furnish, neighbour_of, shown_window

from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.pages.reports_page import ReportsPage
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
def day(ui: UiContext, commune: Store) -> Iterator[WorkingDay]:
    with shown_window(ui) as window:
        yield WorkingDay(window, Hands())


def test_the_whole_day_is_walked_by_keys_alone(day, commune, province, tmp_path):
    walked = walk(day, province, tmp_path)
    assert [one.tally.clicks for one in walked] == [0] * len(NINE_JOBS)
    check_what_was_done(commune)
    told = [(row.words, row.keys, row.letters) for row in rows_told()]
    assert told == [(one.words, one.tally.leading, one.tally.letters) for one in walked], "count_keys.py --write"


def test_no_place_shows_a_window_of_its_own_or_lets_the_keyboard_go(day):
    window, strays = day.window, []
    for number, name in enumerate(list(window.choices.pins), 1):
        day.hands.press(getattr(Key, f"Key_{number}"), CONTROL)
        assert window._place == name
        assert QApplication.activeWindow() is window
        strays += [widget for widget in QApplication.topLevelWidgets() if widget.isVisible() and widget is not window]
    assert not strays
    assert isinstance(window.page("reports"), ReportsPage)
