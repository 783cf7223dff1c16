"""The working day of an officer, walked by keys alone in the real window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from count_keys import law_told, rows_told
from hands import CONTROL, Hands, Key
from law_jobs import HOUSEHOLDS, LAW_JOBS, LawDay, furnish_road, walk_law
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


def test_receptions_letters_postings_and_contributions_are_recorded_by_keys_alone(ui):
    furnish_road(ui.store)
    with shown_window(ui) as window:
        walked = walk_law(LawDay(window, Hands()))
    assert [one.tally.clicks for one in walked] == [0] * len(LAW_JOBS)
    (reception,) = ui.store.find("reception", receiver="Le Van Son")
    assert reception.text("state") == "held"
    assert len(ui.store.children(reception.uid, "reception_visit")) == 5
    (case,) = ui.store.find("case", title="Boi thuong dat")
    assert (case.text("state"), case.text("decision_number")) == ("settled", "12/QD-UBND")
    (item,) = ui.store.find("publicity_item", title="Du toan thu chi")
    assert item.text("published_on") == ui.store.children(item.uid, "publicity_posting")[0].text("from_on")
    (work,) = ui.store.find("community_work", name="Duong ngo 3")
    given = ui.store.children(work.uid, "contribution")
    assert len({one.text("household") for one in given}) == HOUSEHOLDS
    assert {one.number("money") for one in given} == {400_000}
    told = [(one.words, one.tally.leading, one.tally.letters) for one in walked]
    assert told == law_told(), "count_keys.py --write"


def test_no_place_shows_a_window_of_its_own_or_lets_the_keyboard_go(day):
    window, strays = day.window, []
    for number, name in enumerate(list(window.choices.pins), 1):
        day.hands.press(getattr(Key, f"Key_{number}"), CONTROL)
        assert window._place == name
        assert QApplication.activeWindow() is window
        strays += [widget for widget in QApplication.topLevelWidgets() if widget.isVisible() and widget is not window]
    assert not strays
    assert isinstance(window.page("reports"), ReportsPage)
