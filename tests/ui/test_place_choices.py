"""Places in groups: tabs, pins, what is folded away, the column as a rail; all of it is there after a restart."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.destinations import Destinations
from danvan_desktop.ui.kinds import ALL_VIEWS
from danvan_desktop.ui.kinds.view import Group
from danvan_desktop.ui.main_window import MainWindow
from danvan_desktop.ui.place_choices import MOST_PINS, PINS, PlaceChoices, last_tab
from tests.ui.windows import window_over

CONTROL = Qt.KeyboardModifier.ControlModifier
PLACES = Destinations(ALL_VIEWS)


@pytest.fixture
def window(ui: UiContext, qtbot: QtBot) -> MainWindow:
    made = window_over(ui)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    settle(qtbot, ui)
    return made


def settle(qtbot: QtBot, ui: UiContext) -> None:
    qtbot.waitUntil(lambda: not ui.operations.busy and not ui.operations._reads)


def tabs(window: MainWindow) -> list[str]:
    return [window.tabs.tabs.tabText(place) for place in range(window.tabs.tabs.count())]


def test_every_place_is_in_a_group_in_the_exchange_or_reached_otherwise() -> None:
    grouped = [place.name for group in Group for place in PLACES.tabs(group)]
    assert len(set(grouped)) == len(grouped)
    assert {place.name for place in PLACES} - set(grouped) >= {"sync", "conflicts", "unit", "officer", "bin"}


def test_tabs_of_a_group_stand_above_its_pages(window: MainWindow) -> None:
    window.show_place("meeting")
    assert tabs(window) == ["Họp thôn", "Đối thoại"]
    window.tabs.tabs.setCurrentIndex(1)
    assert window.windowTitle().startswith("Đối thoại")


def test_a_group_leads_to_the_tab_that_was_shown_last(window: MainWindow, ui: UiContext, qtbot: QtBot) -> None:
    window.show_place("dialogue")
    window.show_place("petition")
    row = next(n for n, line in enumerate(window.navigation._lines) if line.group is Group.GATHERINGS)
    window.navigation.places.setCurrentRow(row)
    assert window.windowTitle().startswith("Đối thoại")
    settle(qtbot, ui)
    with qtbot.waitSignal(window.closed):
        window.close()
    assert ui.store.settings.get(last_tab(Group.GATHERINGS)) == "dialogue"


def test_a_list_without_records_is_folded_away_until_its_first(window: MainWindow, ui: UiContext, qtbot: QtBot) -> None:
    window.show_place("meeting")
    (offered,) = window.tabs.more_menu.actions()
    assert offered.text().startswith("Bàn, quyết định toàn xã: ")
    offered.trigger()
    assert tabs(window) == ["Họp thôn", "Đối thoại", "Bàn, quyết định toàn xã"]
    window.show_place("meeting")
    assert "Bàn, quyết định toàn xã" not in tabs(window)
    values = {"title": "Thu quỹ", "content_type": "contribution", "opens_on": "2026-11-01", "unit": ui.store.unit.uid}
    summary = ui.store.save(Draft("commune_vote", values))
    assert summary.uids
    window._keeper.look()
    qtbot.waitUntil(lambda: "Bàn, quyết định toàn xã" in tabs(window))
    assert window.tabs.more.isHidden()


def test_a_pin_is_taken_away_and_given_to_another_place(window: MainWindow, ui: UiContext, qtbot: QtBot) -> None:
    window.show_place("calendar")
    window.tabs.pin.click()
    assert "calendar" not in window.choices.pins
    assert window.bar.text() == f"Đã ghim {MOST_PINS} trang. Hãy bỏ ghim một trang trước."
    window.show_place("dialogue")
    window.tabs.pin.click()
    window.show_place("calendar")
    window.tabs.pin.click()
    window.show_place("meeting")
    QTest.keyClick(window, Qt.Key.Key_9, CONTROL)
    assert window.windowTitle().startswith("Lịch tháng")
    settle(qtbot, ui)
    again = PlaceChoices(PLACES, {PINS: str(ui.store.settings.get(PINS))})
    assert again.pins[-1] == "calendar"
    assert "dialogue" not in again.pins


def test_the_column_folds_to_pictures_and_is_found_so_again(window: MainWindow, ui: UiContext, qtbot: QtBot) -> None:
    wide = window.navigation.width()
    QTest.keyClick(window, Qt.Key.Key_B, CONTROL)
    assert window.navigation.width() < wide / 3
    assert {window.navigation.places.item(row).text() for row in range(window.navigation.places.count())} == {""}
    settle(qtbot, ui)
    again = window_over(ui)
    qtbot.addWidget(again)
    assert again.navigation.width() == window.navigation.width()
    QTest.keyClick(window, Qt.Key.Key_B, CONTROL)
    assert window.navigation.width() == wide


@pytest.mark.parametrize("kept", ["", "nowhere,petition", ",".join(["petition"] * 30)])
def test_pins_that_cannot_be_read_are_passed_over(kept: str) -> None:
    choices = PlaceChoices(PLACES, {PINS: kept})
    assert set(choices.pins) <= {"petition"}
    assert len(choices.pins) <= MOST_PINS


def test_a_group_always_leads_somewhere() -> None:
    choices = PlaceChoices(PLACES, {PINS: ""})
    for group in PLACES.groups:
        assert choices.place_of(group) in PLACES
