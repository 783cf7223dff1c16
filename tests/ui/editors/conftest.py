"""A meeting in its editor; what a test left open is closed."""

from collections.abc import Iterator

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.meeting_editor import MeetingEditor
from tests.ui.editors.editing import OPEN, new_meeting, saved


@pytest.fixture(autouse=True)
def _no_questions_at_the_end(ui: UiContext, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close what a test left open without asking; editors delete themselves when they are closed."""
    monkeypatch.setattr(RecordEditor, "_may_lose", lambda _self: True)
    yield
    while OPEN:
        editor = OPEN.pop()
        if shiboken6.isValid(editor):
            editor.close()


@pytest.fixture
def meeting(qtbot: QtBot, ui: UiContext, village: str) -> MeetingEditor:
    editor = new_meeting(qtbot, ui, village)
    saved(qtbot, ui, editor.save)
    return editor
