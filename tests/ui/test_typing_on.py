"""Who saves in the middle of a sentence types on where the sentence was: nothing is lost, nothing gets elsewhere."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.meeting_editor import MeetingEditor
from danvan_desktop.ui.editors.opening import open_editor

MEETING = {"subject": "Bàn", "starts_at": "19h30 ngày 12/8/2026", "place": "NVH", "state": "held"} | {
    "households_total": 9,
    "households_present": 8,
    "chair": "An",
    "secretary": "Bình",
}


@pytest.fixture
def meeting(qtbot: QtBot, ui: UiContext, village: str, monkeypatch: pytest.MonkeyPatch) -> MeetingEditor:
    """A meeting with two opinions, as it is edited."""
    monkeypatch.setattr(RecordEditor, "_may_lose", lambda _self: True)
    uid = ui.store.save(Draft("meeting", {"unit": village, **MEETING})).uids[0]
    for order, content in enumerate(("Đường hỏng", "Mương tắc"), 1):
        ui.store.save(Draft("opinion", {"gathering": uid, "order": order, "content": content}))
    editor = open_editor(ui, "meeting", uid)
    assert isinstance(editor, MeetingEditor)
    qtbot.addWidget(editor)
    editor.show()
    qtbot.waitExposed(editor)
    editor.activateWindow()
    return editor


def saved(qtbot: QtBot, ui: UiContext, editor: RecordEditor) -> None:
    """Press Ctrl+S and wait until it is done."""
    with qtbot.waitSignal(ui.operations.idle):
        press_save(editor)


def press_save(editor: RecordEditor) -> None:
    QTest.keyClick(at(editor), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def at(editor: RecordEditor) -> QWidget:
    """Return what has the keyboard."""
    focused = QApplication.focusWidget()
    return focused if focused is not None and editor.isAncestorOf(focused) else editor


def contents(ui: UiContext, editor: RecordEditor) -> list[str]:
    return [opinion.text("content") for opinion in ui.store.children(editor.uid, "opinion")]


@pytest.mark.parametrize("field", ["subject", "conclusion"])
def test_the_cursor_stays_where_it_was_over_a_save(qtbot, ui, meeting, field):
    meeting.form.focus_field(field)
    QTest.keyClick(at(meeting), Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(at(meeting), "Nhat tri lam ")
    saved(qtbot, ui, meeting)
    QTest.keyClicks(at(meeting), "duong")
    saved(qtbot, ui, meeting)
    assert ui.store.get(meeting.uid).text(field).endswith("Nhat tri lam duong")


def test_a_number_is_set_as_people_write_it_and_typed_on_at_its_end(qtbot, ui, meeting):
    meeting.form.focus_field("households_total")
    QTest.keyClicks(at(meeting), "12")
    saved(qtbot, ui, meeting)
    QTest.keyClicks(at(meeting), "0")
    saved(qtbot, ui, meeting)
    assert ui.store.get(meeting.uid).get("households_total") == 120


def test_what_is_typed_while_a_save_runs_stands_there_when_it_is_done(qtbot, ui, meeting):
    meeting.form.focus_field("conclusion")
    QTest.keyClicks(at(meeting), "Nhat tri")
    with qtbot.waitSignal(ui.operations.idle):
        press_save(meeting)
        QTest.keyClicks(at(meeting), " lam")
        meeting.form.focus_field("place")
        QTest.keyClicks(at(meeting), "San dinh")
    assert ui.store.get(meeting.uid).text("conclusion") == "Nhat tri"
    assert meeting.is_touched
    assert "*" in meeting.windowTitle()
    saved(qtbot, ui, meeting)
    assert ui.store.get(meeting.uid).text("conclusion") == "Nhat tri lam"
    assert ui.store.get(meeting.uid).text("place") == "San dinh"
    assert not meeting.is_touched


def test_what_is_typed_on_after_a_save_goes_into_the_same_part(qtbot, ui, meeting):
    meeting.tabs.setCurrentWidget(meeting.opinions)
    meeting.opinions.table.selectRow(1)
    meeting.opinions.form.focus_field("content")
    QTest.keyClicks(at(meeting), " ba")
    saved(qtbot, ui, meeting)
    QTest.keyClicks(at(meeting), " nam")
    saved(qtbot, ui, meeting)
    assert contents(ui, meeting) == ["Đường hỏng", "Mương tắc ba nam"]


def test_parts_that_are_typed_added_and_removed_while_a_save_runs_are_saved_by_the_next(qtbot, ui, meeting):
    meeting.tabs.setCurrentWidget(meeting.opinions)
    meeting.opinions.table.selectRow(1)
    meeting.opinions.form.focus_field("content")
    QTest.keyClicks(at(meeting), " ba")
    with qtbot.waitSignal(ui.operations.idle):
        press_save(meeting)
        QTest.keyClicks(at(meeting), " nam")
        meeting.opinions.table.selectRow(0)
        meeting.opinions._remove_current()
        QTest.keyClick(meeting.opinions.table, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
        meeting.opinions.form.focus_field("content")
        QTest.keyClicks(at(meeting), "Them den")
    assert contents(ui, meeting) == ["Đường hỏng", "Mương tắc ba"]
    QTest.keyClicks(at(meeting), " duong")
    saved(qtbot, ui, meeting)
    assert contents(ui, meeting) == ["Mương tắc ba nam", "Them den duong"]
    assert not meeting.is_touched


def test_a_part_that_was_just_added_waits_for_its_text_over_a_save(qtbot, ui, meeting):
    meeting.form.put("place", "Sân đình")
    meeting.tabs.setCurrentWidget(meeting.opinions)
    meeting.opinions.table.setFocus()
    QTest.keyClick(meeting.opinions.table, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    meeting.opinions.form.focus_field("content")
    saved(qtbot, ui, meeting)
    QTest.keyClicks(at(meeting), "Them den")
    saved(qtbot, ui, meeting)
    assert contents(ui, meeting) == ["Đường hỏng", "Mương tắc", "Them den"]


def test_what_is_typed_gets_into_no_other_part_when_its_own_was_deleted_elsewhere(qtbot, ui, meeting):
    meeting.tabs.setCurrentWidget(meeting.opinions)
    meeting.opinions.table.selectRow(1)
    meeting.opinions.form.focus_field("content")
    ui.store.delete(meeting.opinions.rows.rows[1].uid)
    meeting.reload()
    QTest.keyClicks(at(meeting), "xyz")
    saved(qtbot, ui, meeting)
    assert contents(ui, meeting) == ["Đường hỏng"]


def test_a_household_ticked_while_a_save_runs_stays_ticked(qtbot, ui, village, meeting):
    heads = ("An", "Bình", "Chi")
    ui.store.save(*(Draft("household", {"unit": village, "head": head, "order": n}) for n, head in enumerate(heads, 1)))
    meeting.roll.reload()
    qtbot.waitUntil(lambda: meeting.roll.rows.total == len(heads))
    meeting.tabs.setCurrentWidget(meeting.roll)
    for number in "12":
        QTest.keyClicks(meeting.roll.line, number)
        QTest.keyClick(meeting.roll.line, Qt.Key.Key_Return)
    with qtbot.waitSignal(ui.operations.idle):
        meeting.save()
        QTest.keyClicks(meeting.roll.line, "3")
        QTest.keyClick(meeting.roll.line, Qt.Key.Key_Return)
        meeting.roll.rows.toggle(0)
    assert len(ui.store.children(meeting.uid, "attendance")) == 2
    assert [meeting.roll.rows.is_present(place) for place in range(3)] == [False, True, True]
    saved(qtbot, ui, meeting)
    present = {record.text("household") for record in ui.store.children(meeting.uid, "attendance")}
    named = {one.uid: one.text("head") for one in ui.store.children(village, "household")}
    assert {named[uid] for uid in present} == {"Bình", "Chi"}
