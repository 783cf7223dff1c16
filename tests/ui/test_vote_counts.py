"""Votes that are being counted belong to the meeting's draft: none is lost, and none is a result too early."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.meeting_editor import MeetingEditor
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.editors.vote_counter import VoteCounter
from danvan_desktop.ui.widgets.questions import Answer
from tests.ui.settling import settle
from tests.ui.windows import window_over
from tests.uids import new_uid

COUNTER = Path(__file__).with_name("killed_counter.py")


@pytest.fixture
def meeting(ui: UiContext, village: str) -> str:
    """The uid of a meeting with one decision on which no vote is counted yet."""
    uid = new_uid()
    values = {
        "unit": village,
        "starts_at": "2026-08-01T19:00",
        "subject": "Làm đường",
        "place": "Nhà văn hóa",
        "chair": "Nguyễn Văn An",
        "secretary": "Trần Thị Bình",
        "households_total": 120,
        "households_present": 95,
    }
    decision = {"meeting": uid, "title": "Góp tiền làm đường", "votes_for": 0, "votes_against": 0}
    ui.store.save(Draft("meeting", values, uid), Draft("decision", decision))
    return uid


@pytest.fixture
def editor(ui: UiContext, meeting: str, qtbot: QtBot) -> Iterator[MeetingEditor]:
    opened = open_editor(ui, "meeting", meeting)
    assert isinstance(opened, MeetingEditor)
    opened.parts.turn_to("decision")
    yield opened
    if shiboken6.isValid(opened):
        opened.close_for_good()
    settle(qtbot, ui)


def counted(editor: MeetingEditor, keys: str) -> VoteCounter:
    counter = editor.count_votes()
    assert counter is not None
    QTest.keyClicks(counter, keys)
    return counter


def votes(editor: MeetingEditor) -> list[object]:
    names = ("votes_for", "votes_against", "votes_abstain")
    return [editor.decisions.form.input(name).value() for name in names]


def test_count_is_gone_on_with_after_a_kill(ui: UiContext, meeting: str, qtbot: QtBot) -> None:
    command = [sys.executable, str(COUNTER), str(ui.store_path), meeting]
    killed = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert killed.stdout is not None
    assert killed.stdout.readline().strip() == meeting
    killed.kill()
    killed.communicate()

    window = window_over(ui)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: "1 bản đang ghi dở" in window.bar.text())
    QTest.keyClick(window.bar.action_button, Qt.Key.Key_Space)
    (editor,) = window.findChildren(RecordEditor)
    assert isinstance(editor, MeetingEditor)
    assert "3 tán thành, 1 không tán thành, 0 ý kiến khác" in editor.trouble.text()
    assert editor.tabs.currentWidget() is editor.decisions
    assert editor.count_button.text() == "Đếm tiếp… (F4)"
    counter = counted(editor, "1")
    QTest.keyClick(counter, Qt.Key.Key_Return)
    assert votes(editor) == [4, 1, 0]
    editor.save()
    settle(qtbot, ui)
    assert ui.store.drafts.all() == []
    assert ui.store.children(meeting, "decision")[0].get("votes_for") == 4
    editor.close()


def test_count_that_is_kept_is_left_where_it_was(
    ui: UiContext, editor: MeetingEditor, answers: list[Answer], qtbot: QtBot
) -> None:
    answers.append(Answer.KEEP_DRAFT)
    QTest.keyClick(counted(editor, "1123"), Qt.Key.Key_Escape)
    assert votes(editor) == [0, 0, None]
    counter = counted(editor, "")
    assert list(counter.counts.values()) == [2, 1, 1]
    QTest.keyClick(counter, Qt.Key.Key_Backspace)
    assert list(counter.counts.values()) == [2, 1, 0]
    answers.append(Answer.LOSE)
    QTest.keyClick(counter, Qt.Key.Key_Escape)
    assert not editor.is_touched
    editor.keeper.keep()
    settle(qtbot, ui)
    assert ui.store.drafts.all() == []


def test_meeting_is_saved_without_a_count_that_is_under_way(
    ui: UiContext, editor: MeetingEditor, meeting: str, answers: list[Answer], qtbot: QtBot
) -> None:
    editor.form.put("subject", "Làm đường và cống")
    answers += [Answer.KEEP_DRAFT, Answer.SAVE]
    QTest.keyClick(counted(editor, "11"), Qt.Key.Key_Escape)
    editor.close()
    settle(qtbot, ui)
    assert ui.store.get(meeting).text("subject") == "Làm đường và cống"
    assert ui.store.children(meeting, "decision")[0].get("votes_for") == 0
    again = open_editor(ui, "meeting", meeting)
    assert isinstance(again, MeetingEditor)
    assert "2 tán thành" in again.trouble.text()
    again.close_for_good()
    settle(qtbot, ui)
