"""Who changed what and when, taking an earlier value back, and the bin, by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Translator
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.history_panel import HistoryPanel
from danvan_desktop.ui.models.record_history import history_of
from danvan_desktop.ui.pages.bin_page import BinPage
from tests.ui.settling import settle


@pytest.fixture
def petition(ui: UiContext, village: str) -> str:
    values = {"number": "001/2026", "received_on": "2026-08-01", "unit": village, "content": "Mương tắc"}
    return ui.store.save(Draft("petition", values)).uids[0]


def edit(ui: UiContext, uid: str, **values: object) -> None:
    ui.store.save(Draft("petition", values, uid))


@pytest.fixture
def panel(ui: UiContext, qtbot: QtBot, petition: str) -> HistoryPanel:
    edit(ui, petition, content="Mương tắc, ruộng ngập")
    edit(ui, petition, state="assigned", assigned_to="Công an xã")
    made = HistoryPanel(ui)
    made.show_record("petition", petition)
    made.resize(700, 400)
    qtbot.addWidget(made)
    made.show()
    settle(qtbot, ui)
    return made


def test_history_tells_each_save_with_before_and_after(ui: UiContext, petition: str) -> None:
    edit(ui, petition, content="Mương tắc, ruộng ngập")
    edit(ui, petition, state="assigned", assigned_to="Công an xã")
    newest, middle, first = history_of(ui.store, petition, Translator("vi"))
    assert str(newest.title) == "Giao giải quyết kiến nghị"
    assert [(str(step.field.label), step.before, step.after) for step in middle.fields] == [
        ("Nội dung", "Mương tắc", "Mương tắc, ruộng ngập")
    ]
    assert str(first.title) == "Tiếp nhận kiến nghị"
    assert ("Thôn, tổ dân phố", "Thôn Đông") in [(str(step.field.label), step.after) for step in first.fields]


def test_deleting_and_taking_back_stand_in_the_history(ui: UiContext, petition: str) -> None:
    ui.store.delete(petition)
    ui.store.restore(petition)
    titles = [str(save.title) for save in history_of(ui.store, petition, Translator("vi"))]
    assert titles == ["Khôi phục hồ sơ", "Xóa hồ sơ", "Tiếp nhận kiến nghị"]


def test_an_earlier_value_is_taken_back_by_keyboard_and_undone(
    panel: HistoryPanel, ui: UiContext, petition: str, qtbot: QtBot
) -> None:
    panel.tree.setFocus()
    first = panel.tree.topLevelItem(2)
    panel.tree.setCurrentItem(first)
    QTest.keyClick(panel.tree, Qt.Key.Key_Right)
    while panel.tree.currentItem().text(0) != "Nội dung":
        QTest.keyClick(panel.tree, Qt.Key.Key_Down)
    QTest.keyClick(panel.restore_button, Qt.Key.Key_Space)
    settle(qtbot, ui)
    assert ui.store.get(petition).text("content") == "Mương tắc"
    assert str(ui.operations.undo_title) == "Khôi phục “Nội dung”"
    ui.operations.undo()
    settle(qtbot, ui)
    assert ui.store.get(petition).text("content") == "Mương tắc, ruộng ngập"


def test_beside_a_record_the_words_of_a_change_are_whole_and_columns_come_back_with_the_room(
    panel: HistoryPanel, ui: UiContext, petition: str, qtbot: QtBot
) -> None:
    edit(ui, petition, content="Mương tắc từ cầu Ngò đến trạm bơm, nước tràn vào mười hai hộ ở xóm Trại")
    panel.refresh()
    settle(qtbot, ui)
    one_line = panel.tree.visualItemRect(panel.tree.topLevelItem(0)).height()
    panel.resize(240, 500)
    settle(qtbot, ui)
    newest = panel.tree.topLevelItem(0)
    told = newest.child(0)
    assert "xóm Trại" in told.text(0)
    lines = panel.tree.fontMetrics().horizontalAdvance(told.text(0)) // 240
    assert lines >= 2
    assert panel.tree.visualItemRect(told).height() >= lines * panel.tree.fontMetrics().lineSpacing()
    panel.resize(700, 400)
    settle(qtbot, ui)
    assert panel.tree.visualItemRect(panel.tree.topLevelItem(0)).height() == one_line
    assert not panel.tree.isColumnHidden(2)


def test_a_value_in_use_has_nothing_to_be_taken_back(panel: HistoryPanel) -> None:
    item = panel.tree.topLevelItem(1).child(0)
    panel.tree.setCurrentItem(item)
    assert item.text(0) == "Nội dung (hiện tại)"
    assert not panel.restore_button.isEnabled()


def test_the_bin_lists_what_was_deleted_and_gives_it_back(ui: UiContext, petition: str, qtbot: QtBot) -> None:
    page = BinPage(ui)
    qtbot.addWidget(page)
    ui.operations.changed.connect(page.on_changed)
    page.show()
    page.activate()
    settle(qtbot, ui)
    assert page.empty.isVisible()

    ui.store.delete(petition)
    page.refresh()
    settle(qtbot, ui)
    assert [item.title for item in page.list.items] == ["001/2026 – Mương tắc"]
    assert page.list.items[0].detail.startswith("Kiến nghị, phản ánh · xóa lúc ")

    QTest.keyClick(page.list, Qt.Key.Key_Return)
    settle(qtbot, ui)
    assert ui.store.get(petition) is not None
    assert page.empty.isVisible()


def test_the_bin_is_searched_without_tone_marks(ui: UiContext, petition: str, village: str, qtbot: QtBot) -> None:
    other = {"number": "002/2026", "received_on": "2026-08-01", "unit": village, "content": "Đường hỏng"}
    ui.store.delete(petition, *ui.store.save(Draft("petition", other)).uids)
    page = BinPage(ui)
    qtbot.addWidget(page)
    page.show()
    page.activate()
    settle(qtbot, ui)
    page.search.setText("duong")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert [item.title for item in page.list.items] == ["002/2026 – Đường hỏng"]


def test_history_says_what_each_save_did_to_a_petition(ui, village):
    values = {"number": "009/2026", "received_on": "2026-08-01", "unit": village, "content": "Mương tắc"}
    uid = ui.store.save(Draft("petition", values)).uids[0]
    ui.store.save(Draft("petition", {"reply": "Đã nạo vét", "replied_on": "2026-08-09", "result": "solved"}, uid))
    ui.store.save(Draft("petition", {"people_told_on": "2026-08-10", "told_how": "meeting"}, uid))
    ui.store.save(Draft("petition", {"state": "closed", "closed_on": "2026-08-11"}, uid))
    ui.store.save(Draft("petition", {"state": "people_told"}, uid))
    titles = [ui.translator(step.title) for step in history_of(ui.store, uid, ui.translator)]
    assert titles == [
        "Trở lại trạng thái: Đã thông báo cho dân",
        "Kết thúc kiến nghị",
        "Thông báo kết quả cho dân",
        "Trả lời kiến nghị",
        "Tiếp nhận kiến nghị",
    ]
