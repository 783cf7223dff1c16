"""What tests of editors do in them, over a real store."""

from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import _
from danvan_desktop.store import SaveResult
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.meeting_editor import MeetingEditor
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.operations import Operation

OPEN: list[RecordEditor] = []
"""Those that a test opened."""


def opened(qtbot: QtBot, ui: UiContext, kind: str, uid: str | None = None, **preset: object) -> RecordEditor:
    editor = open_editor(ui, kind, uid, preset=preset)
    OPEN.append(editor)
    qtbot.waitExposed(editor)
    return editor


def fill(form, **values: object) -> None:
    for name, value in values.items():
        form.put(name, value)


def other_save(uid: str, **values: object) -> Operation[SaveResult]:
    """A save of the same record that does not come from its editor."""
    return Operation(_("Lưu"), lambda store, _progress: store.save(Draft("meeting", values, uid)))


def saved(qtbot: QtBot, ui: UiContext, action) -> None:
    with qtbot.waitSignal(ui.operations.idle):
        action()


def new_meeting(qtbot: QtBot, ui: UiContext, village: str) -> MeetingEditor:
    editor = opened(qtbot, ui, "meeting", unit=village)
    fill(
        editor.form,
        subject="Bàn làm đường",
        starts_at="2026-08-12T19:30",
        place="Nhà văn hóa",
        chair="Nguyễn Văn An",
        secretary="Trần Thị Bình",
        households_total=120,
        households_present=95,
    )
    return editor
