"""Records open in the window: beside their list where there is room, alone where there is not, and nothing is lost."""

from collections.abc import Callable, Iterator, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.settings_dialog import SettingsDialog
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.main_window import MainWindow
from danvan_desktop.ui.pages.record_page import RecordPage
from danvan_desktop.ui.widgets.questions import Answer
from tests.ui.windows import window_over

WIDE, NARROW = (1366, 768), (1024, 768)


@pytest.fixture
def petitions(ui: UiContext, village: str) -> Sequence[str]:
    """The uids of four petitions, as their list has them."""
    for number in range(1, 5):
        values = {"number": f"{number}/2026", "received_on": "2026-07-02", "unit": village, "content": f"Việc {number}"}
        ui.store.save(Draft("petition", values))
    return [record.uid for record in ui.store.list("petition", order="-received_on")]


@pytest.fixture
def shown(ui: UiContext, qtbot: QtBot, petitions: Sequence[str]) -> Iterator[Callable[[tuple[int, int]], MainWindow]]:
    made: list[MainWindow] = []

    def show(size: tuple[int, int]) -> MainWindow:
        window = window_over(ui)
        made.append(window)
        window.resize(*size)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.show_place("petition")
        qtbot.waitUntil(lambda: page_of(window).table.rowCount() == len(petitions))
        return window

    yield show
    for window in made:
        window.hide()
        window.deleteLater()


def page_of(window: MainWindow) -> RecordPage:
    page = window.page("petition")
    assert isinstance(page, RecordPage)
    return page


def current(window: MainWindow) -> RecordEditor:
    editor = window.desk.current
    assert editor is not None
    return editor


def has_keyboard(widget: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and (focus is widget or widget.isAncestorOf(focus))


def press(widget: QWidget, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    QTest.keyClick(widget, key, held)


def focused() -> QWidget:
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


def row_of(window: MainWindow, row: int) -> str:
    return page_of(window).table.uid(row)


def test_a_record_opens_beside_its_list_and_is_typed_in_at_once(shown, qtbot):
    window = shown(WIDE)
    page_of(window).view.choose_uid(row_of(window, 1))
    press(page_of(window).view, Qt.Key.Key_Return)
    editor = current(window)
    assert editor.uid == row_of(window, 1)
    assert not editor.isWindow()
    assert page_of(window).isVisible()
    assert page_of(window).view.is_brief
    assert has_keyboard(editor.form)
    assert window.desk.records.position.text() == "2/4"


def test_where_room_lacks_the_record_stands_alone_and_escape_leads_back_to_its_row(shown, qtbot):
    window = shown(NARROW)
    page = page_of(window)
    page.view.choose_uid(row_of(window, 2))
    press(page.view, Qt.Key.Key_Return)
    assert not page.isVisible()
    assert window.desk.records.back_button.isVisible()
    press(focused(), Qt.Key.Key_Escape)
    assert window.desk.current is None
    assert page.isVisible()
    assert has_keyboard(page.view)
    assert page.view.chosen_rows() == [2]
    qtbot.waitUntil(lambda: not page.view.is_brief)


def test_the_list_leads_and_keeps_the_keyboard(shown, qtbot):
    window = shown(WIDE)
    page = page_of(window)
    window.open_record(row_of(window, 0))
    editor = current(window)
    page.view.setFocus()
    press(page.view, Qt.Key.Key_Down)
    assert current(window).uid == row_of(window, 1)
    assert current(window) is editor
    assert has_keyboard(page.view)
    press(page.view, Qt.Key.Key_Return)
    assert has_keyboard(current(window).form)


def test_the_list_leads_nothing_while_no_record_is_open(shown, qtbot):
    window = shown(WIDE)
    page_of(window).view.setFocus()
    press(page_of(window).view, Qt.Key.Key_Down)
    assert window.desk.current is None


def test_next_and_previous_are_one_key_and_end_with_the_list(shown, qtbot):
    window = shown(WIDE)
    window.open_record(row_of(window, 0))
    for expected in (1, 2, 3, 3):
        press(focused(), Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
        assert current(window).uid == row_of(window, expected)
        assert page_of(window).view.chosen_rows() == [expected]
    press(focused(), Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert current(window).uid == row_of(window, 2)
    assert has_keyboard(current(window).form)


def test_what_is_typed_stays_open_behind_the_next_record(shown, qtbot, ui, answers):
    window = shown(WIDE)
    first, second = row_of(window, 0), row_of(window, 1)
    window.open_record(first)
    typed = current(window)
    typed.form.put("content", "Đang viết dở")
    window.open_record(second)
    assert current(window).uid == second
    records = window.desk.records
    assert records.tabs.isVisible()
    assert [records.tabs.tabText(place).startswith("* ") for place in range(2)] == [True, False]
    press(focused(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert current(window) is typed
    assert typed.form.raw_values()["content"] == "Đang viết dở"
    assert ui.store.get(first).text("content") != "Đang viết dở"
    answers.append(Answer.LOSE)
    typed.close()
    assert current(window).uid == second
    assert not records.tabs.isVisible()


def test_a_record_that_is_open_is_not_opened_twice(shown, qtbot, answers):
    window = shown(WIDE)
    window.open_record(row_of(window, 0))
    typed = current(window)
    typed.form.put("content", "Đang viết dở")
    window.open_record(row_of(window, 1))
    window.open_record(row_of(window, 0))
    assert current(window) is typed
    answers.append(Answer.LOSE)
    typed.close()


def test_escape_keeps_a_draft_that_is_there_when_the_record_comes_back(shown, qtbot, ui, answers):
    window = shown(WIDE)
    uid = row_of(window, 0)
    window.open_record(uid)
    current(window).form.put("content", "Đang viết dở")
    QApplication.processEvents()
    buttons = [button.geometry() for button in current(window).findChildren(QPushButton)]
    current(window).keeper.keep()
    qtbot.waitUntil(lambda: [draft.uid for draft in ui.store.drafts.all()] == [uid] and not ui.operations.busy)
    QApplication.processEvents()
    assert [button.geometry() for button in current(window).findChildren(QPushButton)] == buttons
    press(focused(), Qt.Key.Key_Escape)
    assert window.desk.current is None
    qtbot.waitUntil(lambda: [draft.uid for draft in ui.store.drafts.all()] == [uid])
    window.open_record(row_of(window, 1))
    assert not current(window).is_touched
    window.open_record(uid)
    assert current(window).form.raw_values()["content"] == "Đang viết dở"
    answers.append(Answer.LOSE)
    current(window).close()


def test_a_record_opened_again_at_once_after_escape_has_what_was_typed(shown, qtbot, ui, answers):
    window = shown(WIDE)
    uid = row_of(window, 0)
    for more in ("một", "một hai", "một hai ba"):
        window.open_record(uid)
        current(window).form.put("content", more)
        press(focused(), Qt.Key.Key_Escape)
    window.open_record(uid)
    assert current(window).form.raw_values()["content"] == "một hai ba"
    answers.append(Answer.LOSE)
    current(window).close()
    window.open_record(uid)
    assert not current(window).is_touched
    qtbot.waitUntil(lambda: not ui.store.drafts.all())


def test_another_record_in_the_same_editor_shows_nothing_of_the_one_before(shown, qtbot, ui, village):
    window = shown(WIDE)
    one, other = row_of(window, 0), row_of(window, 1)
    ui.store.save(Draft("petition", {"assigned_to": "Phòng Kinh tế", "citizen_name": "Lê Văn Sơn"}, one))
    window.open_record(one)
    editor = current(window)
    editor.tabs.setCurrentIndex(1)
    assert editor.form.raw_values()["assigned_to"] == "Phòng Kinh tế"
    window.open_record(other)
    assert current(window) is editor
    stored = ui.store.get(other)
    assert editor.form.raw_values()["assigned_to"] == ""
    assert editor.form.raw_values()["content"] == stored.text("content")
    assert not editor.is_touched
    editor.form.put("content", "Sửa ở hồ sơ thứ hai")
    with qtbot.waitSignal(ui.operations.idle):
        editor.save()
    assert ui.store.get(other).text("content") == "Sửa ở hồ sơ thứ hai"
    assert ui.store.get(one).text("assigned_to") == "Phòng Kinh tế"


def test_another_place_leaves_the_record_open_at_its_own(shown, qtbot, answers):
    window = shown(WIDE)
    window.open_record(row_of(window, 0))
    typed = current(window)
    typed.form.put("content", "Đang viết dở")
    window.show_place("overview")
    assert window.desk.current is None
    assert window.page("overview").isVisible()
    window.show_place("petition")
    assert current(window) is typed
    answers.append(Answer.LOSE)
    typed.close()


def test_the_same_place_again_leads_back_to_the_list_that_a_record_hides(shown, qtbot):
    window = shown(NARROW)
    window.open_record(row_of(window, 0))
    window.show_place("petition")
    assert window.desk.current is None
    assert page_of(window).isVisible()


def test_a_record_opened_from_the_overview_leads_back_to_it(shown, qtbot):
    window = shown(WIDE)
    window.show_place("overview")
    window.open_record(row_of(window, 0))
    assert not window.page("overview").isVisible()
    press(focused(), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.page("overview").isVisible()


def test_a_new_record_stands_beside_the_list_and_is_chosen_in_it_once_saved(shown, qtbot, ui, village):
    window = shown(WIDE)
    press(page_of(window).view, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    editor = current(window)
    assert editor.record is None
    editor.form.put("unit", village)
    editor.form.put("content", "Việc mới")
    with qtbot.waitSignal(ui.operations.idle):
        press(focused(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page_of(window).table.rowCount() == 5)
    qtbot.waitUntil(lambda: window.desk.records.position.text().endswith("/5"))
    (row,) = page_of(window).view.chosen_rows()
    assert row_of(window, row) == editor.uid


def test_the_window_asks_about_every_record_before_it_closes(shown, qtbot, answers):
    window = shown(WIDE)
    for row in (0, 1):
        window.open_record(row_of(window, row))
        current(window).form.put("content", "Đang viết dở")
    answers.append(Answer.STAY)
    window.close()
    assert window.isVisible()
    assert current(window).form.raw_values()["content"] == "Đang viết dở"
    answers += [Answer.LOSE, Answer.LOSE]
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())


@pytest.mark.parametrize("by_key", [False, True])
def test_a_record_can_have_a_window_of_its_own_with_what_was_typed(shown, qtbot, ui, answers, by_key):
    window = shown(WIDE)
    uid = row_of(window, 0)
    window.open_record(uid)
    current(window).form.put("content", "Đang viết dở")
    if by_key:
        QTest.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    else:
        window.desk.records.window_button.click()
    assert window.desk.current is None
    alone = next(editor for editor in window.findChildren(RecordEditor) if editor.isWindow())
    qtbot.waitUntil(lambda: alone.form.raw_values()["content"] == "Đang viết dở")
    assert alone.uid == uid
    answers.append(Answer.LOSE)
    alone.close()


def test_a_record_that_a_dialog_asks_for_stands_over_that_dialog(shown, qtbot, ui):
    window = shown(WIDE)
    dialog = window.open_settings()
    assert isinstance(dialog, SettingsDialog)
    dialog.record_wanted.emit(ui.store.unit.uid)
    editor = next(editor for editor in window.findChildren(RecordEditor) if editor.uid == ui.store.unit.uid)
    assert editor.isWindow()
    editor.close()
    dialog.close()


def test_a_list_read_while_ctrl_is_held_down_chooses_one_record(shown, qtbot, ui):
    window = shown(WIDE)
    page = page_of(window)
    page.view.choose_uid(row_of(window, 0))
    saved = row_of(window, 2)
    QTest.keyPress(page.view, Qt.Key.Key_Control)
    page.view.show_uids([page.table.uid(row) for row in range(4)], prefer=saved)
    QTest.keyRelease(page.view, Qt.Key.Key_Control)
    assert page.chosen_uids() == [saved]


def test_the_history_of_a_listed_record_is_a_part_of_it(shown, qtbot, ui):
    window = shown(WIDE)
    uid = row_of(window, 2)
    ui.store.save(Draft("petition", {"content": "Việc khác hẳn"}, uid))
    page_of(window).view.setFocus()
    page_of(window).view.choose_uid(uid)
    press(page_of(window).view, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    editor = current(window)
    assert editor.tabs.currentWidget() is editor.history_page
    qtbot.waitUntil(lambda: editor.history.tree.topLevelItemCount() == 2)
    press(focused(), Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: editor.history.tree.topLevelItemCount() == 1)
    assert current(window) is editor
    window.begin_record("petition")
    assert not current(window).tabs.isTabEnabled(current(window).tabs.indexOf(current(window).history_page))


def test_a_record_deleted_elsewhere_goes_and_the_list_is_there_again(shown, qtbot, ui):
    window = shown(NARROW)
    window.open_record(row_of(window, 0))
    editor = current(window)
    with qtbot.waitSignal(editor.closed):
        ui.store.delete(editor.uid)
        ui.operations.changed.emit(_summary_of(editor.uid))
    assert page_of(window).isVisible()


def test_list_and_record_share_the_room_as_the_window_is_made_wider(shown, qtbot):
    window = shown(NARROW)
    window.open_record(row_of(window, 0))
    assert not window.desk.is_beside
    window.resize(*WIDE)
    qtbot.waitUntil(lambda: window.desk.is_beside)
    window.resize(*NARROW)
    qtbot.waitUntil(lambda: not window.desk.is_beside)
    assert current(window).isVisible()


def _summary_of(uid: str):
    from danvan_desktop.ui.operations import ChangeSummary

    return ChangeSummary(kinds=frozenset({"petition"}), uids=(uid,))


def test_a_record_with_a_window_of_its_own_is_turned_to_there(shown, qtbot):
    window = shown(WIDE)
    page_of(window).view.choose_uid(row_of(window, 1))
    press(page_of(window).view, Qt.Key.Key_Return)
    press(focused(), Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)
    (alone,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, RecordEditor) and one.isVisible()]
    alone.form.put("assigned_to", "Phòng Kinh tế xã")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    press(page_of(window).view, Qt.Key.Key_Return)
    assert window.desk.current is None, "what is typed stands in one place"
    qtbot.waitUntil(alone.isActiveWindow)
    window.open_record(row_of(window, 2))
    page_of(window).view.choose_uid(row_of(window, 1))
    assert current(window).uid == row_of(window, 2)
    alone.close_for_good()


def test_escape_from_a_first_record_leads_back_to_what_an_empty_list_offers(shown, qtbot, ui):
    window = shown(WIDE)
    window.show_place("meeting")
    page = window.page("meeting")
    qtbot.waitUntil(page.empty.button.isVisible)
    page.empty.button.click()
    qtbot.waitUntil(lambda: has_keyboard(current(window).form))
    press(focused(), Qt.Key.Key_Escape)
    assert window.desk.current is None
    assert focused() is page.empty.button
    for arrow in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Right):
        QTest.keyClick(focused(), arrow)
    assert focused() is page.empty.button
