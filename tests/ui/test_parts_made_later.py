"""Tables of parts are made when their tab is turned to or they are asked for, and nobody notices when that was."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.meeting_editor import MeetingEditor
from danvan_desktop.ui.editors.opening import open_editor

AGENDA = ("Tuyên bố lý do", "Bàn việc làm đường", "Kết luận")

MEETING = {
    "subject": "Họp",
    "starts_at": "2026-07-02T19:30",
    "place": "Nhà văn hóa",
    "chair": "Lê Văn Sơn",
    "secretary": "Vũ Thị Hiền",
    "households_total": 120,
}


@pytest.fixture
def meeting(ui: UiContext, qtbot: QtBot, village: str) -> MeetingEditor:
    uid = ui.store.save(Draft("meeting", {"unit": village, **MEETING})).uids[0]
    ui.store.save(*(Draft("agenda_item", {"meeting": uid, "order": n, "title": t}) for n, t in enumerate(AGENDA, 1)))
    editor = open_editor(ui, "meeting", uid)
    assert isinstance(editor, MeetingEditor)
    editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(editor)
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    return editor


def made(editor: MeetingEditor) -> list[str]:
    return [panel.rows.kind.name for panel in editor.parts.panels if isinstance(panel, ChildPanel) and panel.is_made]


def test_only_the_tab_that_is_turned_to_is_made(meeting: MeetingEditor) -> None:
    assert made(meeting) == []
    meeting.tabs.setCurrentWidget(meeting.agenda)
    assert made(meeting) == ["agenda_item"]
    assert meeting.agenda.table.isVisible()
    assert [meeting.agenda.rows.index(row, 0).data() for row in range(3)] == list(AGENDA)
    assert meeting.agenda.form.raw_values()["title"] == AGENDA[0]


def test_what_was_selected_before_is_selected_once_it_is_made(meeting: MeetingEditor) -> None:
    chosen = meeting.agenda.rows.rows[1]
    meeting.agenda.select_uid(chosen.uid)
    meeting.reload()
    assert made(meeting) == []
    assert meeting.agenda.current is not None
    assert meeting.agenda.current.uid == chosen.uid
    meeting.tabs.setCurrentWidget(meeting.agenda)
    assert meeting.agenda.table.currentIndex().row() == 1
    assert meeting.agenda.form.raw_values()["title"] == AGENDA[1]
    meeting.reload()
    assert meeting.agenda.table.currentIndex().row() == 1


def test_parts_are_typed_kept_and_saved_of_tabs_that_were_never_seen(
    meeting: MeetingEditor, ui: UiContext, qtbot: QtBot
) -> None:
    meeting.agenda.rows.type_into(2, {"title": "Bế mạc"}, {"title": "Bế mạc"})
    assert meeting.is_touched
    assert meeting.snapshot()["parts"]["agenda_item"]["rows"][2]["typed"] == {"title": "Bế mạc"}
    meeting.save()
    qtbot.waitUntil(lambda: not ui.operations.busy and not meeting.is_touched)
    assert made(meeting) == []
    assert "Bế mạc" in [one.text("title") for one in ui.store.children(meeting.uid, "agenda_item")]


def test_a_tab_that_was_locked_is_so_once_it_is_made(meeting: MeetingEditor) -> None:
    meeting.agenda.set_read_only(True)
    meeting.agenda.add()
    assert len(meeting.agenda.rows.rows) == 3
    meeting.tabs.setCurrentWidget(meeting.agenda)
    inside = meeting.agenda.inside
    buttons = (inside.add_button, inside.remove_button, inside.up_button, inside.down_button)
    assert not any(button.isEnabled() for button in buttons)
    assert meeting.agenda.form.input("title").focusProxy().isReadOnly()


def test_keys_reach_a_tab_that_is_made_by_them(meeting: MeetingEditor) -> None:
    modifiers = Qt.KeyboardModifier.ControlModifier
    while meeting.tabs.currentWidget() is not meeting.agenda:
        QTest.keyClick(meeting, Qt.Key.Key_PageDown, modifiers)
    assert meeting.agenda.isAncestorOf(QApplication.focusWidget())
    QTest.keyClick(meeting, Qt.Key.Key_T, modifiers)
    assert meeting.agenda.form.has_keyboard
    assert len(meeting.agenda.rows.rows) == 4


def test_tab_comes_to_what_was_made_later_before_what_stands_below(meeting: MeetingEditor) -> None:
    meeting.tabs.setCurrentWidget(meeting.agenda)
    meeting.agenda.table.setFocus()
    walked = []
    for _step in range(4):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        walked.append(QApplication.focusWidget())
    inside = meeting.agenda.inside
    assert walked == [inside.add_button, inside.remove_button, inside.down_button, meeting.agenda_phrases]
