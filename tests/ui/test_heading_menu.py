"""The menus of a list's headings: sort, filter, group, move and hide, by mouse and by keyboard; kept for next time."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.models.selection import UNFILLED
from danvan_desktop.ui.pages.record_page import RecordPage
from tests.ui.petitions import petition_saver
from tests.ui.settling import settle
from tests.ui.test_record_page import activate, numbers, texts

pytestmark = pytest.mark.usefixtures("no_term_is_moved", "earlier_petitions")
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def petition(ui: UiContext, village: str) -> Callable[..., str]:
    return petition_saver(ui.store, village)


@pytest.fixture
def page(ui: UiContext, qtbot: QtBot, petition: Callable[..., str]) -> RecordPage:
    petition("Mương tắc", field="environment", citizen_name="Lò Văn An")
    petition("Thiếu giáo viên", field="education", citizen_name="Giàng A Páo")
    petition("Đường hỏng")
    return shown_page(ui, qtbot)


def shown_page(ui: UiContext, qtbot: QtBot) -> RecordPage:
    made = RecordPage(ui, ui.views["petition"])
    qtbot.addWidget(made)
    made.resize(1160, 700)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    activate(qtbot, made)
    return made


def place_of(page: RecordPage, name: str) -> int:
    return [field.name for field in page.table.columns].index(name)


def by_keyboard(qtbot: QtBot, page: RecordPage, name: str) -> QMenu:
    """Open the menu of a column as the keyboard does."""
    page.view.setFocus()
    page.view.setCurrentIndex(page.table.index(0, place_of(page, name)))
    QTest.keyClick(page.view, Qt.Key.Key_Down, ALT)
    return opened(qtbot, page)


def opened(qtbot: QtBot, page: RecordPage) -> QMenu:
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    settle(qtbot, page)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def words(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.isVisible() and not action.isSeparator()]


def choose(qtbot: QtBot, page: RecordPage, menu: QMenu, text: str) -> None:
    """Walk to a line by the arrow keys and take it."""
    wanted = next(action for action in menu.actions() if action.text() == text)
    for _step in range(len(menu.actions())):
        if menu.activeAction() is wanted:
            break
        QTest.keyClick(menu, Qt.Key.Key_Down)
    assert menu.activeAction() is wanted
    QTest.keyClick(menu, Qt.Key.Key_Return)
    settle(qtbot, page)


def chips(page: RecordPage) -> list[str]:
    return [chip.text() for chip in page.filtering.chips.chips]


def test_a_column_is_filtered_by_what_it_holds_and_the_row_of_filters_shows_the_same(
    qtbot: QtBot, page: RecordPage
) -> None:
    choose(qtbot, page, by_keyboard(qtbot, page, "field"), "Môi trường")
    assert texts(page, "content") == ["Mương tắc"]
    assert chips(page) == ["Lĩnh vực: Môi trường"]
    assert page.filters.combo("field").currentData() == "environment"
    assert page.view.headings.filtered == {place_of(page, "field")}
    menu = by_keyboard(qtbot, page, "field")
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["Môi trường"]
    choose(qtbot, page, menu, "Tất cả")
    assert len(numbers(page)) == 3
    assert page.view.headings.filtered == frozenset()


def test_what_a_text_column_holds_is_read_and_what_is_not_written_is_found_too(qtbot: QtBot, page: RecordPage) -> None:
    menu = by_keyboard(qtbot, page, "citizen_name")
    shown = words(menu)
    assert shown[shown.index("Tất cả") + 1 :][:3] == ["Giàng A Páo", "Lò Văn An", "(chưa ghi)"]
    choose(qtbot, page, menu, "Lò Văn An")
    assert texts(page, "content") == ["Mương tắc"]
    assert chips(page) == ["Người kiến nghị: Lò Văn An"]
    choose(qtbot, page, by_keyboard(qtbot, page, "citizen_name"), "(chưa ghi)")
    assert texts(page, "content") == ["Đường hỏng"]
    assert page.filtering.chosen() == {"citizen_name": UNFILLED}
    assert chips(page) == ["Người kiến nghị: (chưa ghi)"]


def test_the_name_of_who_denounces_is_no_value_to_filter_by(
    qtbot: QtBot, ui: UiContext, page: RecordPage, petition: Callable[..., str]
) -> None:
    petition("Tố cáo", nature="denunciation", citizen_name="Người Bí Mật")
    assert "Người Bí Mật" not in words(by_keyboard(qtbot, page, "citizen_name"))


def test_the_term_of_a_column_and_the_period_of_its_day_are_offered_there(qtbot: QtBot, page: RecordPage) -> None:
    assert "Quá hạn" in words(by_keyboard(qtbot, page, "due_on"))
    QTest.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Escape)
    choose(qtbot, page, by_keyboard(qtbot, page, "received_on"), "Năm nay")
    assert chips(page) == ["Thời gian: Năm nay"]
    assert page.view.headings.filtered == {place_of(page, "received_on")}


def test_the_mark_of_a_heading_opens_its_menu_and_the_rest_of_it_sorts(qtbot: QtBot, page: RecordPage) -> None:
    headings, place = page.view.headings, place_of(page, "content")
    QTest.mouseClick(headings.viewport(), Qt.MouseButton.LeftButton, pos=headings.mark_of(place).center())
    menu = opened(qtbot, page)
    assert not headings.isSortIndicatorShown()
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    left = QPoint(headings.sectionViewportPosition(place) + 20, headings.height() // 2)
    QTest.mouseClick(headings.viewport(), Qt.MouseButton.LeftButton, pos=left)
    settle(qtbot, page)
    assert texts(page, "content") == ["Đường hỏng", "Mương tắc", "Thiếu giáo viên"]


def test_order_columns_and_their_places_are_found_again(qtbot: QtBot, ui: UiContext, page: RecordPage) -> None:
    choose(qtbot, page, by_keyboard(qtbot, page, "content"), "Xếp Y → A")
    choose(qtbot, page, by_keyboard(qtbot, page, "content"), "Dời sang trái")
    choose(qtbot, page, by_keyboard(qtbot, page, "assigned_to"), "Ẩn cột này")
    qtbot.waitUntil(lambda: not ui.operations.busy)
    later = shown_page(ui, qtbot)
    assert [field.name for field in later.table.columns][:4] == ["number", "received_on", "content", "citizen_name"]
    assert "assigned_to" not in [field.name for field in later.table.columns]
    assert texts(later, "content") == ["Thiếu giáo viên", "Mương tắc", "Đường hỏng"]
    assert later.view.headings.sortIndicatorSection() == place_of(later, "content")
    later.columns.reset()
    settle(qtbot, later)
    assert not later.view.headings.isSortIndicatorShown()
    assert numbers(later) == sorted(numbers(later), reverse=True)


def test_a_column_that_is_dragged_stays_where_it_was_dropped(qtbot: QtBot, page: RecordPage) -> None:
    page.view.headings.moveSection(place_of(page, "state"), 1)
    qtbot.waitUntil(lambda: page.columns.names[1] == "state")
    assert page.table.columns[1].name == "state"
    assert [page.view.headings.visualIndex(place) for place in range(3)] == [0, 1, 2]
    page.columns.show("nature", shown=True)
    assert page.columns.names[1] == "state"


def test_a_column_is_what_the_list_is_parted_by(qtbot: QtBot, page: RecordPage) -> None:
    choose(qtbot, page, by_keyboard(qtbot, page, "field"), "Nhóm theo cột này")
    assert page.filtering.group == "field"
    assert page.table.groups


def test_beside_a_record_the_key_opens_the_row_of_filters(qtbot: QtBot, page: RecordPage) -> None:
    page.set_beside(True)
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Down, ALT)
    assert page.filters.isVisible()
    assert QApplication.focusWidget() is page.filters.combo("state")


def test_what_a_reference_column_holds_is_what_its_records_refer_to(qtbot: QtBot, ui: UiContext, village: str) -> None:
    meeting = {"unit": village, "subject": "Bàn đường", "starts_at": "2026-03-01T19:30", "chair": "Lò Văn Yêu"}
    meeting |= {"place": "Nhà văn hóa", "households_total": 20, "state": "planned", "secretary": "Lý A Sử"}
    uid = ui.store.save(Draft("meeting", meeting)).uids[0]
    petition_saver(ui.store, village)("Đường", source_record=uid)
    page = shown_page(ui, qtbot)
    page.columns.show("source_record", shown=True)
    assert any("Bàn đường" in text for text in words(by_keyboard(qtbot, page, "source_record")))


def tick(qtbot: QtBot, page: RecordPage, menu: QMenu, text: str) -> None:
    """Tick a line with Ctrl held: the menu stays."""
    wanted = next(action for action in menu.actions() if action.text() == text)
    spot, held = menu.actionGeometry(wanted).center(), Qt.KeyboardModifier.ControlModifier
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, held, spot)
    settle(qtbot, page)


def test_several_values_of_a_column_are_ticked_one_after_another(qtbot: QtBot, page: RecordPage) -> None:
    everything = len(numbers(page))
    menu = by_keyboard(qtbot, page, "citizen_name")
    tick(qtbot, page, menu, "Lò Văn An")
    tick(qtbot, page, menu, "(chưa ghi)")
    assert menu.isVisible()
    assert sorted(texts(page, "content")) == ["Mương tắc", "Đường hỏng"]
    assert page.filtering.chosen() == {"citizen_name": ("Lò Văn An", UNFILLED)}
    assert chips(page) == ["Người kiến nghị: Lò Văn An, (chưa ghi)"]
    tick(qtbot, page, menu, "Lò Văn An")
    assert texts(page, "content") == ["Đường hỏng"]
    tick(qtbot, page, menu, "(chưa ghi)")
    assert len(numbers(page)) == everything
    QTest.keyClick(menu, Qt.Key.Key_Escape)


def test_several_values_are_told_in_the_row_of_filters_and_kept_under_a_name(
    qtbot: QtBot, ui: UiContext, page: RecordPage
) -> None:
    menu = by_keyboard(qtbot, page, "field")
    for words_of in ("Môi trường", "Giáo dục"):
        menu.setActiveAction(next(action for action in menu.actions() if action.text() == words_of))
        QTest.keyClick(menu, Qt.Key.Key_Space)
        settle(qtbot, page)
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert page.filtering.chosen() == {"field": ("environment", "education")}
    assert page.filters.combo("field").currentText() == "Lĩnh vực: 2 giá trị"
    page.filtering.saved.save_as("Hai lĩnh vực")
    page.filtering.choose({})
    assert page.filters.combo("field").currentText() == "Lĩnh vực: tất cả"
    settle(qtbot, page)
    qtbot.waitUntil(lambda: not ui.operations.busy)
    later = shown_page(ui, qtbot)
    later.filtering.saved.chosen.emit(later.filtering.saved.filters["Hai lĩnh vực"])
    settle(qtbot, later)
    assert later.filtering.chosen() == {"field": ("environment", "education")}
