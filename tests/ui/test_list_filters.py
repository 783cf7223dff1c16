"""The filters of a list: one button opens them, chips tell them, a press or a key takes one off, however narrow."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import ChangeSummary
from danvan_desktop.ui.pages.record_page import RecordPage
from danvan_desktop.ui.widgets import filter_bar
from tests.ui.petitions import petition_saver
from tests.ui.settling import settle
from tests.ui.test_record_page import activate, numbers

pytestmark = pytest.mark.usefixtures("no_term_is_moved")


@pytest.fixture
def petition(ui: UiContext, village: str) -> Callable[..., str]:
    return petition_saver(ui.store, village)


@pytest.fixture
def page(ui: UiContext, qtbot: QtBot, petition: Callable[..., str]) -> RecordPage:
    petition(field="environment", complicated=True)
    petition(field="education")
    made = RecordPage(ui, ui.views["petition"])
    qtbot.addWidget(made)
    made.resize(1160, 700)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    activate(qtbot, made)
    return made


def pick(qtbot: QtBot, page: RecordPage, name: str, value: object) -> None:
    box = page.filters.combo(name)
    for _step in range(box.findData(value) - box.currentIndex()):
        QTest.keyClick(box, Qt.Key.Key_Down)
    settle(qtbot, page)


def chips(page: RecordPage) -> list[str]:
    return [chip.text() for chip in page.filtering.chips.chips]


@pytest.mark.parametrize("beside", [False, True])
def test_the_button_opens_the_filters_and_the_chosen_stay_as_chips(
    qtbot: QtBot, page: RecordPage, beside: bool
) -> None:
    page.set_beside(beside)
    assert not page.filters.isVisible()
    QTest.keyClick(page.filtering.button, Qt.Key.Key_Space)
    assert page.filters.isVisible()
    assert QApplication.focusWidget() is page.filters.combo("state")
    pick(qtbot, page, "field", "environment")
    pick(qtbot, page, "complicated", True)
    QTest.keyClick(page.filtering.button, Qt.Key.Key_Space)
    assert not page.filters.isVisible()
    assert chips(page) == ["Lĩnh vực: Môi trường", "Phức tạp: có"]
    assert page.filtering.button.text() == "Lọc (2)"
    assert all(chip.isVisible() for chip in page.filtering.chips.chips)


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_chip_is_taken_off_by_a_key_and_the_keyboard_goes_on_to_the_next(
    qtbot: QtBot, page: RecordPage, key: Qt.Key
) -> None:
    pick(qtbot, page, "field", "environment")
    pick(qtbot, page, "complicated", True)
    page.filtering.chips.chips[0].setFocus()
    QTest.keyClick(page.filtering.chips.chips[0], key)
    settle(qtbot, page)
    assert chips(page) == ["Phức tạp: có"]
    assert QApplication.focusWidget() is page.filtering.chips.chips[0]
    QTest.keyClick(page.filtering.chips.chips[0], key)
    settle(qtbot, page)
    assert chips(page) == []
    assert QApplication.focusWidget() is page.filtering.button
    assert page.filtering.button.text() == "Lọc"
    assert len(numbers(page)) == 2


def test_what_the_overview_filtered_by_is_told_though_no_box_offers_it(
    qtbot: QtBot, page: RecordPage, village: str
) -> None:
    page.show_filtered({"nature": "petition", "unit": village})
    settle(qtbot, page)
    assert chips(page)[0].startswith("Tính chất") or chips(page)[1].startswith("Tính chất"), chips(page)
    pick(qtbot, page, "field", "environment")
    assert len(chips(page)) == 3
    page.filtering.chips._all.click()
    settle(qtbot, page)
    assert page.filters.chosen() == {}
    assert len(numbers(page)) == 2


def test_a_grouping_is_a_chip_too(qtbot: QtBot, page: RecordPage) -> None:
    box = page.filtering.grouping
    for _step in range(box.findData("field")):
        QTest.keyClick(box, Qt.Key.Key_Down)
    settle(qtbot, page)
    assert chips(page) == ["Nhóm theo: Lĩnh vực"]
    assert page.filtering.button.text() == "Lọc"
    QTest.mouseClick(page.filtering.chips.chips[0], Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    assert page.table.groups == {}


def test_long_texts_take_a_second_line_when_wished_and_stay_so(qtbot: QtBot, ui: UiContext, page: RecordPage) -> None:
    one = page.view.rowHeight(0)
    page.two_lines_action.trigger()
    settle(qtbot, page)
    assert page.view.rowHeight(0) >= one + page.view.fontMetrics().height()
    again = RecordPage(ui, ui.views["petition"])
    qtbot.addWidget(again)
    activate(qtbot, again)
    assert again.two_lines_action.isChecked()
    assert again.view.rowHeight(0) == page.view.rowHeight(0)


def test_what_folded_filters_offer_is_read_when_they_are_opened_and_again_after_a_change(
    qtbot: QtBot, page: RecordPage, petition: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """To look through all records for what can be chosen costs more than the first rows of a long list."""
    read: list[str] = []
    values_of = filter_bar.values_of
    monkeypatch.setattr(filter_bar, "values_of", lambda *asked: read.append(asked[2].name) or values_of(*asked))
    petition(assigned_to="Công an xã")
    activate(qtbot, page)
    assert read == []
    page.filtering.show_bar()
    settle(qtbot, page)
    assert page.filters.combo("assigned_to").findData("Công an xã") > 0
    page.filtering.button.setChecked(False)
    read.clear()
    page.filtering.show_bar()
    settle(qtbot, page)
    assert read == []
    page.filtering.button.setChecked(False)
    petition(assigned_to="Trạm y tế")
    page.on_changed(ChangeSummary(frozenset({"petition"})))
    settle(qtbot, page)
    assert read == []
    page.filtering.show_bar()
    settle(qtbot, page)
    assert page.filters.combo("assigned_to").findData("Trạm y tế") > 0


def test_a_filter_is_as_wide_as_what_is_read_for_it_after_it_was_opened(
    qtbot: QtBot, page: RecordPage, petition: Callable[..., str]
) -> None:
    petition(assigned_to="Phòng Văn hóa – Xã hội, bộ phận tiếp công dân")
    page.filtering.show_bar()
    settle(qtbot, page)
    box = page.filters.combo("assigned_to")
    qtbot.waitUntil(lambda: box.width() == box.maximumWidth())
