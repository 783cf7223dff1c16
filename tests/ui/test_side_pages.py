"""Files and history of a record stand beside its form where the window has room, and behind it where it has none."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.petition_editor import PetitionEditor
from danvan_desktop.ui.widgets.keys import has_keyboard
from tests.ui.settling import settle

WIDE, NARROW = 1224, 786
"""Pixels: an editor beside its list on a screen of 1920 and of 1366."""


@pytest.fixture
def editor(ui: UiContext, village: str, qtbot: QtBot) -> PetitionEditor:
    values = {"number": "001/2026", "received_on": "2026-08-01", "unit": village, "content": "Mương tắc"}
    uid = ui.store.save(Draft("petition", values)).uids[0]
    ui.store.save(Draft("petition", {"content": "Mương tắc, ruộng ngập"}, uid))
    made = PetitionEditor(ui, "petition", ui.store.get(uid))
    qtbot.addWidget(made)
    made.resize(NARROW, 700)
    made.show()
    settle(qtbot, ui)
    return made


def titles(editor: RecordEditor) -> list[str]:
    return [editor.tabs.tabText(place) for place in range(editor.tabs.count())]


def test_a_wide_editor_shows_the_history_beside_the_form(editor: PetitionEditor, ui: UiContext, qtbot: QtBot) -> None:
    assert titles(editor) == ["Kiến nghị, phản ánh", "Tệp đính kèm", "Lịch sử"]
    editor.resize(WIDE, 700)
    settle(qtbot, ui)
    assert titles(editor) == ["Kiến nghị, phản ánh"]
    assert editor.history.isVisible()
    assert editor.form.isVisible()
    tree = editor.history.tree
    assert tree.topLevelItem(0).child(0).text(0) == "Nội dung (hiện tại): Mương tắc → Mương tắc, ruộng ngập"


def test_a_narrow_editor_has_them_behind_the_form_again(editor: PetitionEditor, ui: UiContext, qtbot: QtBot) -> None:
    editor.resize(WIDE, 700)
    settle(qtbot, ui)
    editor.resize(NARROW, 700)
    assert titles(editor) == ["Kiến nghị, phản ánh", "Tệp đính kèm", "Lịch sử"]
    assert editor.form.isVisible()
    assert not editor.history.isVisible()
    editor.show_history()
    qtbot.waitUntil(lambda: editor.history.width() > NARROW - 50)
    settle(qtbot, ui)
    row = editor.history.tree.topLevelItem(0).child(0)
    assert [row.text(column) for column in range(3)] == [
        "Nội dung (hiện tại)",
        "Mương tắc",
        "Mương tắc, ruộng ngập",
    ]


def test_keys_go_round_through_the_pages_beside_the_form(editor: PetitionEditor, ui: UiContext, qtbot: QtBot) -> None:
    editor.resize(WIDE, 700)
    settle(qtbot, ui)
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    editor.begin()
    QTest.keyClick(editor, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert has_keyboard(editor.history)
    reached = []
    for _press in range(3):
        QTest.keyClick(editor.focusWidget(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        pages = (("form", editor.tabs), ("files", editor.attachments), ("history", editor.history))
        reached += [name for name, page in pages if has_keyboard(page)]
    assert reached == ["form", "files", "history"]


def test_a_page_in_front_stays_there_when_the_window_grows(editor: PetitionEditor, ui: UiContext, qtbot: QtBot) -> None:
    editor.side_pages.turn_to(editor.attachments_page)
    editor.resize(WIDE, 700)
    settle(qtbot, ui)
    assert editor.attachments.isVisible()
    assert editor.form.isVisible()


def test_a_new_record_without_files_leaves_all_the_room_to_its_form(ui: UiContext, qtbot: QtBot) -> None:
    editor = RecordEditor(ui, "officer")
    qtbot.addWidget(editor)
    editor.resize(WIDE, 700)
    editor.show()
    assert not editor.attachments.isVisible()
    assert not editor.history.isVisible()
    assert editor.tabs.width() > NARROW + 340
