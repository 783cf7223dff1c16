"""The officer's work in any editor, with real widgets on a real store."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from danvan_desktop.localization import _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import Operation
from tests.ui.editors.editing import fill, new_meeting, opened, other_save, saved


def test_missing_fields_are_told_beside_them_and_nothing_is_saved(qtbot, ui, village):
    editor = opened(qtbot, ui, "meeting", unit=village)
    saved(qtbot, ui, editor.save)
    note = editor.form._notes["subject"]
    assert note.isVisibleTo(editor.form)
    assert note.text() == "Chưa ghi Về việc."
    assert editor.trouble.isVisibleTo(editor)
    assert ui.store.count("meeting") == 0


def test_bad_part_is_shown_in_its_tab(qtbot, ui, meeting):
    meeting.decisions.add()
    fill(meeting.decisions.form, title="Góp tiền", votes_for=100, votes_against=20)
    saved(qtbot, ui, meeting.save)
    assert meeting.tabs.currentWidget() is meeting.decisions
    assert "nhiều hơn 95" in meeting.decisions.form._notes["votes_for"].text()
    assert ui.store.children(meeting.uid, "decision") == []


def test_impossible_date_is_told_while_it_is_typed(qtbot, ui, meeting):
    line = meeting.form.input("ends_at").focusProxy()
    qtbot.keyClicks(line, "30/2/2026 8h")
    note = meeting.form._notes["ends_at"]
    qtbot.waitUntil(lambda: "chỉ có 28 ngày" in note.text())


def test_date_is_tidied_when_the_field_is_left(qtbot, ui, meeting):
    line = meeting.form.input("ends_at").focusProxy()
    line.clear()
    qtbot.keyClicks(line, "21h15 12/8/2026")
    line.editingFinished.emit()
    assert line.text() == "12/08/2026 21:15"


def test_removed_part_is_deleted_with_the_next_save(qtbot, ui, meeting):
    meeting.opinions.add()
    fill(meeting.opinions.form, content="Ý kiến 1")
    saved(qtbot, ui, meeting.save)
    meeting.opinions._remove_current()
    assert meeting.is_touched
    saved(qtbot, ui, meeting.save)
    assert ui.store.children(meeting.uid, "opinion") == []


def test_parts_keep_the_order_they_are_moved_into(qtbot, ui, meeting):
    for title in ("một", "hai"):
        meeting.agenda.add()
        fill(meeting.agenda.form, title=title)
    meeting.agenda._move(-1)
    saved(qtbot, ui, meeting.save)
    assert [item.text("title") for item in ui.store.children(meeting.uid, "agenda_item")] == ["hai", "một"]


def test_closing_asks_before_typed_text_is_lost(qtbot, ui, meeting, monkeypatch):
    answers = [False, True]
    monkeypatch.setattr(meeting, "_may_lose", lambda: answers.pop(0))
    meeting.form.put("place", "Đình làng")
    assert not meeting.close()
    assert meeting.close()
    assert ui.store.get(meeting.uid).text("place") == "Nhà văn hóa"


def test_undo_elsewhere_is_shown_in_an_open_editor(qtbot, ui, meeting):
    meeting.form.put("place", "Đình làng")
    saved(qtbot, ui, meeting.save)
    saved(qtbot, ui, ui.operations.undo)
    qtbot.waitUntil(lambda: meeting.form.input("place").raw() == "Nhà văn hóa")


def test_what_is_being_typed_stays_when_somebody_else_changes_the_record(qtbot, ui, meeting):
    line = meeting.form.input("place").focusProxy()
    line.setFocus()
    line.end(False)
    QTest.keyClicks(line, " xa")
    saved(qtbot, ui, lambda: ui.operations.run(other_save(meeting.uid, subject="Bàn làm cầu")))
    qtbot.wait(50)
    assert meeting.form.input("place").raw() == "Nhà văn hóa xa"


def test_a_second_press_of_save_while_the_first_is_under_way_saves_once(qtbot, ui, village):
    editor = new_meeting(qtbot, ui, village)
    gate = threading.Event()
    ui.operations.run(Operation(_("Chờ"), lambda _store, _progress: gate.wait(5)))
    editor.save()
    editor.save()
    saved(qtbot, ui, gate.set)
    assert ui.store.count("meeting") == 1


@pytest.mark.parametrize("kind", ["unit", "officer", "rule_override", "dialogue", "model"])
def test_every_kind_opens_in_an_editor_with_all_its_fields(qtbot, ui, kind):
    editor = opened(qtbot, ui, kind)
    names = {field.name for field in ui.store.kinds[kind].fields} - {"reopen_reason"}
    assert set(editor.form.raw_values()) == names


def test_tabs_are_turned_by_keys_and_take_the_focus(qtbot: QtBot, ui: UiContext, village: str) -> None:
    editor = new_meeting(qtbot, ui, village)
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    editor.form.input("subject").focusProxy().setFocus()
    count = editor.tabs.count() - 1
    assert not editor.tabs.isTabEnabled(count), "the history of a record that is not stored"
    for place in (*range(1, count), 0):
        QTest.keyClick(editor, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        assert editor.tabs.currentIndex() == place
        assert editor.tabs.currentWidget().isAncestorOf(editor.focusWidget())
    QTest.keyClick(editor, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert editor.tabs.currentIndex() == count - 1


def test_field_that_is_wrong_is_framed_and_told_to_screen_readers(qtbot: QtBot, ui: UiContext, village: str) -> None:
    editor = new_meeting(qtbot, ui, village)
    target = editor.form.input("starts_at").focusProxy()
    fill(editor.form, starts_at="30/2/2026 8h")
    qtbot.waitUntil(lambda: bool(target.property("wrong")))
    assert "Tháng 2 năm 2026 chỉ có" in target.accessibleDescription()
    fill(editor.form, starts_at="28/2/2026 8h")
    qtbot.waitUntil(lambda: not target.property("wrong"))
    assert target.accessibleDescription() == ""


def test_an_editor_opens_as_large_as_the_last_one_of_its_kind_was_left(qtbot: QtBot, ui: UiContext) -> None:
    editor = opened(qtbot, ui, "unit")
    first = editor.size()
    editor.resize(first.width() - 120, first.height() - 60)
    left = editor.size()
    saved(qtbot, ui, editor.close)
    assert opened(qtbot, ui, "unit").size() == left
    assert opened(qtbot, ui, "officer").size() == first
    ui.store.settings.set("editor.size.unit", "0x-5")
    assert opened(qtbot, ui, "unit").size() == first
