"""What is typed outlives a kill, is offered again, and is forgotten once saved or given up."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from danvan_desktop.store import KeptDraft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.meeting_editor import MeetingEditor
from danvan_desktop.ui.editors.opening import open_draft, open_editor
from tests.ui.settling import settle
from tests.ui.windows import window_over
from tests.uids import new_uid

TYPIST = Path(__file__).with_name("killed_typist.py")
LIVE: list[RecordEditor] = []


@pytest.fixture(autouse=True)
def _loses(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(RecordEditor, "_may_lose", lambda _self: True)
    yield
    LIVE.clear()


def opened(ui: UiContext, kind: str, uid: str | None = None) -> RecordEditor:
    editor = open_editor(ui, kind, uid)
    LIVE.append(editor)
    return editor


def test_what_was_typed_before_a_kill_is_offered_and_stands_as_it_was(ui: UiContext, qtbot: QtBot) -> None:
    typist = subprocess.Popen([sys.executable, str(TYPIST), str(ui.store_path)], stdout=subprocess.PIPE, text=True)
    uid = typist.stdout.readline().strip()
    typist.kill()
    typist.communicate()

    window = window_over(ui)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: "1 bản đang ghi dở" in window.bar.text())
    QTest.keyClick(window.bar.action_button, Qt.Key.Key_Space)
    (editor,) = window.findChildren(RecordEditor)
    assert isinstance(editor, MeetingEditor)
    assert editor.uid == uid
    assert editor.form.input("subject").raw() == "Bàn làm đường"
    assert editor.form.input("starts_at").raw() == "30/2/2026 8h"
    assert [row.values["content"] for row in editor.opinions.rows.rows] == ["Đề nghị công khai thu chi"]
    assert "bản nháp lúc" in editor.trouble.text()
    editor.close()
    settle(qtbot, ui)
    assert ui.store.drafts.all() == []


def test_steady_typing_is_kept_off_the_windows_thread(ui: UiContext, village: str, qtbot: QtBot) -> None:
    editor = opened(ui, "unit", village)
    editor.form.put("name", "Thôn Đông mới")
    qtbot.waitUntil(lambda: len(ui.store.drafts.all()) == 1)
    qtbot.waitUntil(lambda: "Đã giữ bản nháp lúc" in editor.kept_note.text())
    editor.close()
    settle(qtbot, ui)


def test_a_saved_record_leaves_no_draft(ui: UiContext, village: str, qtbot: QtBot) -> None:
    editor = opened(ui, "unit", village)
    editor.form.put("name", "Thôn Đông mới")
    editor.keeper.keep()
    editor.save()
    settle(qtbot, ui)
    assert ui.store.drafts.all() == []
    assert ui.store.get(village).text("name") == "Thôn Đông mới"
    editor.close()


def test_a_draft_of_a_stored_record_shows_only_what_was_typed_over_what_is_stored(
    ui: UiContext, village: str, qtbot: QtBot
) -> None:
    editor = opened(ui, "unit", village)
    editor.form.put("households", "nhiều")
    editor.keeper.keep()
    settle(qtbot, ui)
    (draft,) = ui.store.drafts.all()
    again = open_draft(ui, draft)
    LIVE.append(again)
    assert again.form.input("households").raw() == "nhiều"
    assert again.form.touched_values() == {"households": "nhiều"}
    assert again.form.input("name").raw() == "Thôn Đông"
    for open_window in (editor, again):
        open_window.close()
    settle(qtbot, ui)


def test_nothing_typed_is_nothing_kept(ui: UiContext, village: str, qtbot: QtBot) -> None:
    editor = opened(ui, "unit", village)
    editor.keeper.keep()
    settle(qtbot, ui)
    assert ui.store.drafts.all() == []
    editor.close()


def test_a_draft_that_was_opened_by_another_way_or_given_up_is_offered_no_more(ui: UiContext, qtbot: QtBot) -> None:
    drafts = [KeptDraft(new_uid(), "publicity_item", "2026-11-26T08:00:00", "{}") for _draft in range(2)]
    for draft in drafts:
        ui.store.drafts.keep(draft)
    window = window_over(ui)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: "2 bản đang ghi dở" in window.bar.text())
    open_draft(ui, drafts[0], window)
    assert "1 bản đang ghi dở" in window.bar.text()
    ui.store.drafts.drop(drafts[1].uid)
    ui.operations.drafts_changed.emit()
    qtbot.waitUntil(window.bar.isHidden)
    for editor in window.findChildren(RecordEditor):
        editor.close()
    settle(qtbot, ui)
