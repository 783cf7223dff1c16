"""Places in groups: tabs, pins, what is folded away, the column as a rail; all of it is there after a restart."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Translator, _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.destinations import Destinations
from danvan_desktop.ui.kinds import ALL_VIEWS
from danvan_desktop.ui.kinds.view import Group, KindView, ListView, Views
from danvan_desktop.ui.main_window import MainWindow
from danvan_desktop.ui.operations import Operation
from danvan_desktop.ui.place_choices import MOST_PINS, PINS, USED, PlaceChoices, last_tab
from danvan_desktop.ui.place_tabs import PlaceTabs
from danvan_desktop.ui.theme import Look, apply_look, scaled
from danvan_desktop.ui.widgets.count_badge import COUNT_ROLE
from danvan_desktop.ui.widgets.tabs import TabBar
from tests.ui.petitions import ago, petition_saver
from tests.ui.settling import settle
from tests.ui.windows import window_over

CONTROL = Qt.KeyboardModifier.ControlModifier
PLACES = Destinations(ALL_VIEWS)


@pytest.fixture
def window(ui: UiContext, qtbot: QtBot) -> MainWindow:
    made = window_over(ui)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    settle(qtbot, ui)
    return made


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
    again.resize(1000, 700)
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


def grouped_under(count: int) -> Views:
    """The views with so many more lists in one group, named as long as those of an office."""
    views = ALL_VIEWS
    for number, listed in enumerate(("unit", "officer", "household", "phrase", "criterion", "recognition")[:count]):
        made = ListView(
            title=_("Sổ theo dõi loại {number}", number=number),
            group=Group.GATHERINGS,
            purpose=_("Việc gì"),
            begin=_("Mới"),
            begin_from_search=_("Mới"),
            empty=_("Chưa có"),
        )
        views = Views((*views, KindView(kind=listed, listing=made)))
    return views


@pytest.mark.parametrize(("width", "size"), [(1024, 100), (1024, 150), (1366, 100)])
def test_tabs_without_room_are_offered_by_a_button_and_that_of_the_page_stays(
    qtbot: QtBot, qapp: QApplication, width: int, size: int
) -> None:
    apply_look(qapp, Look("light", size))
    places = Destinations(grouped_under(5))
    choices = PlaceChoices(places, {USED: ",".join(place.name for place in places)})
    row = PlaceTabs(Translator(), places, choices)
    qtbot.addWidget(row)
    row.resize(width - scaled(216), 48)
    row.show_place("household")
    row.show()
    seen = [place for place in range(row.tabs.count()) if row.tabs.isTabVisible(place)]
    offered = [action.text() for action in row.more_menu.actions()]
    assert len(seen) + len(offered) == row.tabs.count() == 8
    assert row.tabs.currentIndex() in seen
    assert row.more.text() == f"Sổ khác ({len(offered)})"
    assert row.more.geometry().right() <= row.width()
    assert row.tabs.width() >= sum(row.tabs.tabSizeHint(place).width() for place in seen)
    with qtbot.waitSignal(row.place_wanted) as wanted:
        row.more_menu.actions()[0].trigger()
    row.show_place(wanted.args[0])
    assert row.tabs.isTabVisible(row.tabs.currentIndex())
    assert row.tabs.tabText(row.tabs.currentIndex()) == offered[0]


def test_the_first_tab_is_whole_after_those_without_room_are_gone(qtbot: QtBot) -> None:
    bar = TabBar()
    qtbot.addWidget(bar)
    bar.setExpanding(False)
    for number in range(8):
        bar.addTab(f"Sổ theo dõi số {number}")
    bar.resize(sum(bar.tabSizeHint(place).width() for place in range(4)) + 2, 40)
    bar.show()
    bar.setCurrentIndex(4)
    bar.setCurrentIndex(3)
    assert bar.tabRect(0).left() < 0, "scrolled to the tab in sight"
    for place in range(4, 8):
        bar.setTabVisible(place, False)
    bar.begin_with_first()
    assert (bar.tabRect(0).left(), bar.currentIndex()) == (0, 3)


def group_row(window: MainWindow, group: Group) -> int:
    return next(row for row, line in enumerate(window.navigation._lines) if line.group is group)


def opened_menu(qtbot: QtBot) -> QMenu:
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_the_rail_opens_the_lists_of_a_group_by_a_press_and_by_a_key(
    window: MainWindow, ui: UiContext, qtbot: QtBot
) -> None:
    window._keeper.toggle_fold()
    places = window.navigation.places
    row = group_row(window, Group.GATHERINGS)
    spot = places.visualItemRect(places.item(row)).center()
    QTest.mouseClick(places.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    menu = opened_menu(qtbot)
    assert [action.text().split("\t")[0] for action in menu.actions() if action.isEnabled()][:2] == [
        "Họp thôn",
        "Đối thoại",
    ]
    assert any(action.text().startswith("Bàn, quyết định toàn xã: ") for action in menu.actions())
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert window.windowTitle().startswith("Đối thoại")
    places.setFocus()
    QTest.keyClick(places, Qt.Key.Key_Right)
    menu = opened_menu(qtbot)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert window.windowTitle().startswith("Họp thôn")


def test_groups_tell_how_much_is_late_and_follow_a_save(
    window: MainWindow, ui: UiContext, village: str, qtbot: QtBot
) -> None:
    late = petition_saver(ui.store, village)(due_on=ago(5))
    window._late_count.refresh()
    item = window.navigation.places.item(group_row(window, Group.RECEPTION))
    qtbot.waitUntil(lambda: item.data(COUNT_ROLE) == 1)
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) == "Tiếp dân, đơn thư: 1 việc quá hạn"
    window._keeper.toggle_fold()
    item = window.navigation.places.item(group_row(window, Group.RECEPTION))
    assert item.data(COUNT_ROLE) == 1
    given = {"replied_on": ago(0), "result": "solved", "reply": "Đã sửa"}
    ui.operations.run(Operation(_("Trả lời"), lambda store, _progress: store.save(Draft("petition", given, late))))
    qtbot.waitUntil(lambda: not item.data(COUNT_ROLE))
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) == "Tiếp dân, đơn thư"


def test_a_low_window_leaves_out_pins_that_have_no_room_and_their_keys_stay(window: MainWindow) -> None:
    window.resize(1000, 520)
    kept = window.choices.pins
    left_out = [name for name in kept if all(line.place != name for line in window.navigation._lines)]
    lists = [name for name in left_out if window.places[name].lists_a_kind]
    assert lists
    assert window.navigation.places.verticalScrollBar().maximum() == 0
    window.show_place(lists[0])
    group = window.places[lists[0]].group
    assert window.navigation._lines[window.navigation.places.currentRow()].group is group
    window.resize(1000, 800)
    assert any(line.place == lists[0] for line in window.navigation._lines)
