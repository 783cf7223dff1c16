"""The window as a whole: places, keyboard, dropped files, undo and redo, closing."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.crash_dialog import CrashDialog
from danvan_desktop.ui.dialogs.settings_dialog import SettingsDialog
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.main_window import MainWindow
from danvan_desktop.ui.operations import Operation
from danvan_desktop.ui.pages.overview_page import OverviewPage
from danvan_desktop.ui.pages.page import Page
from danvan_desktop.ui.pages.record_page import RecordPage
from tests.ui.settling import settle
from tests.ui.windows import shown_window, window_over

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(ui: UiContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setattr(RecordEditor, "_may_lose", lambda _self: True)
    with shown_window(ui, qtbot) as made:
        yield made


def kind_listed(page: Page) -> str:
    assert isinstance(page, RecordPage)
    return page.kind.name


def shown(window: MainWindow) -> object:
    return window._stack.currentWidget()


def test_first_start_shows_the_overview_and_the_unit(window: MainWindow) -> None:
    assert isinstance(shown(window), OverviewPage)
    assert window.windowTitle() == "Tổng quan – Xã Đông Sơn – Sổ tay dân vận"


def test_control_and_a_figure_turn_to_each_pinned_place(window: MainWindow, qtbot: QtBot) -> None:
    names = ["overview", "meeting", "dialogue", "petition", "model", "situation_entry", "reports", "sync", "conflicts"]
    assert list(window.choices.pins) == names
    for number, name in enumerate(names, 1):
        QTest.keyClick(window, Qt.Key(Qt.Key.Key_0.value + number), CONTROL)
        assert window.navigation.places.currentRow() == window.navigation.row_of(name)
        assert window.windowTitle().startswith(str(window.places[name].title))


def test_arrow_keys_walk_the_places(window: MainWindow, qtbot: QtBot) -> None:
    window.navigation.places.setCurrentRow(window.navigation.row_of("dialogue"))
    window.navigation.places.setFocus()
    QTest.keyClick(window.navigation.places, Qt.Key.Key_Down)
    assert kind_listed(shown(window)) == "petition"
    for _step in range(3):
        QTest.keyClick(window.navigation.places, Qt.Key.Key_Down)
    assert isinstance(shown(window), OverviewPage)


def test_an_unknown_place_is_the_overview(window: MainWindow) -> None:
    window.show_place("petition")
    window.show_place("không có")
    assert isinstance(shown(window), OverviewPage)


def test_side_lists_mark_no_main_place(window: MainWindow) -> None:
    window.show_place("unit")
    assert kind_listed(shown(window)) == "unit"
    assert window.navigation.places.selectedItems() == []


def test_the_bin_is_marked_while_it_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    for _time in range(2):
        window.navigation.bin.click()
        assert window.navigation.bin.isChecked()
    window.show_place("petition")
    assert not window.navigation.bin.isChecked()


def test_control_n_begins_a_record_of_the_page(window: MainWindow, qtbot: QtBot) -> None:
    window.show_place("petition")
    QTest.keyClick(window, Qt.Key.Key_N, CONTROL)
    qtbot.waitUntil(lambda: len(window.findChildren(RecordEditor)) == 1)
    assert window.findChildren(RecordEditor)[0].kind.name == "petition"


def test_a_record_is_opened_in_its_editor(window: MainWindow, ui: UiContext, village: str) -> None:
    window.open_record(village)
    (editor,) = window.findChildren(RecordEditor)
    assert editor.uid == village
    assert editor.form.input("name").raw() == "Thôn Đông"


def test_opening_a_deleted_record_is_told_in_words(window: MainWindow, ui: UiContext, village: str) -> None:
    ui.store.delete(village)
    window.open_record(village)
    assert window.bar.text() == "Hồ sơ này đã bị xóa."
    assert window.findChildren(RecordEditor) == []


def test_a_list_is_shown_with_the_filters_asked_for(window: MainWindow, qtbot: QtBot) -> None:
    window.show_list("petition", {"state": "replied"})
    page = shown(window)
    assert isinstance(page, RecordPage)
    assert page.filters.chosen() == {"state": "replied"}


def test_a_new_name_of_the_unit_is_shown_everywhere(window: MainWindow, ui: UiContext, qtbot: QtBot) -> None:
    draft = Draft("unit", {"name": "Xã Đông Sơn mới"}, ui.store.unit.uid)
    with qtbot.waitSignal(ui.operations.changed):
        ui.operations.run(Operation(draft.kind, lambda store, _progress: store.save(draft)))
    assert "Xã Đông Sơn mới" in window.windowTitle()
    assert window.navigation._unit.text() == "Xã Đông Sơn mới"


def test_a_bundle_dropped_on_the_window_is_imported_and_other_files_are_not(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported: list[str] = []
    monkeypatch.setattr(window, "import_bundle", lambda path: imported.append(path.name))
    for name in ("anh.jpg", "tuan-32.danvan"):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(f"/tmp/{name}")])
        event = QDropEvent(
            QPointF(QPoint(400, 300)), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, CONTROL
        )
        window.dropEvent(event)
    assert imported == ["tuan-32.danvan"]


def test_a_bug_is_shown_with_its_traceback(window: MainWindow, ui: UiContext, qtbot: QtBot) -> None:
    def work(_store: object, _progress: object) -> None:
        raise ZeroDivisionError("by nought")

    ui.operations.run(Operation("Lưu", work))
    qtbot.waitUntil(lambda: len(window.findChildren(CrashDialog)) == 1)
    (dialog,) = window.findChildren(CrashDialog)
    assert "by nought" in dialog.details.toPlainText()
    dialog.close()


def test_the_place_and_the_size_are_found_again(window: MainWindow, ui: UiContext, qtbot: QtBot) -> None:
    window.resize(900, 666)
    window.show_place("petition")
    settle(qtbot, ui)
    window.close()
    again = window_over(ui)
    qtbot.addWidget(again)
    assert kind_listed(shown(again)) == "petition"
    assert (again.width(), again.height()) == (900, 666)


def test_closing_waits_for_a_save_that_is_under_way(window: MainWindow, ui: UiContext, qtbot: QtBot) -> None:
    import threading

    gate = threading.Event()
    ui.operations.run(Operation("Lưu", lambda _store, _progress: gate.wait(10)))
    window.close()
    assert window.isVisible()
    assert "sẽ tự đóng" in window.bar.text()
    with qtbot.waitSignal(window.closed):
        gate.set()
    assert not window.isVisible()


def test_a_window_with_unsaved_text_stays_when_the_officer_says_so(
    window: MainWindow, ui: UiContext, village: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.open_record(village)
    (editor,) = window.findChildren(RecordEditor)
    editor.form.put("name", "Thôn Đông mới")
    monkeypatch.setattr(RecordEditor, "_may_lose", lambda _self: False)
    window.close()
    assert window.isVisible()
    monkeypatch.setattr(RecordEditor, "_may_lose", lambda _self: True)


def test_the_settings_open_from_the_navigation_by_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    window.navigation.settings.setFocus()
    QTest.keyClick(window.navigation.settings, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(window.findChildren(SettingsDialog)) == 1)
    window.findChildren(SettingsDialog)[0].close()
    QApplication.processEvents()


def test_what_is_chosen_in_the_settings_begins_at_one_line_in_all_cards(window: MainWindow, qtbot: QtBot) -> None:
    dialog = window.open_settings()
    qtbot.waitExposed(dialog)
    general = dialog.general
    boxes = (general.language, general.theme, general.officer, general.paper_style)
    assert len({box.mapTo(general, QPoint()).x() for box in boxes}) == 1
    dialog.reject()
