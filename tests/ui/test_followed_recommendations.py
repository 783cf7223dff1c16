"""What an inspection asked for is followed to the end in its own window, after the conclusion is locked."""

import pytest
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.opening import open_editor

INSPECTED = {
    "type": "democracy",
    "subject": "Việc niêm yết công khai",
    "target": "Thôn Đoài",
    "started_on": "2026-02-02",
}


@pytest.fixture
def concluded(ui: UiContext) -> tuple[str, str]:
    """A concluded inspection with one recommendation that is open."""
    inspection = ui.store.save(Draft("inspection", {**INSPECTED, "state": "done"})).uids[0]
    asked = {"source": inspection, "content": "Chuyển bảng niêm yết", "addressee": "Trưởng thôn"}
    wanted = ui.store.save(Draft("recommendation", {**asked, "sent_on": "2026-02-10"})).uids[0]
    ui.store.save(Draft("inspection", {"state": "concluded", "concluded_on": "2026-02-10"}, inspection))
    return inspection, wanted


def test_a_recommendation_is_carried_out_and_the_inspection_ended_in_one_window(
    ui: UiContext, qtbot: QtBot, concluded: tuple[str, str]
) -> None:
    inspection, wanted = concluded
    editor = open_editor(ui, "inspection", inspection)
    assert editor.is_locked
    panel = editor.parts.turn_to("recommendation")
    assert isinstance(panel, ChildPanel)
    assert panel.inside.add_button.isEnabled(), "what is asked for may still be added"
    panel.select_uid(wanted)
    panel.rows.type_into(0, {"done_on": "20/02/2026"}, {"done_on": "2026-02-20"})
    editor.form.put("state", "followed")
    editor.save()
    qtbot.waitUntil(lambda: not ui.operations.busy and not ui.operations.reading)
    stored, ended = ui.store.get(wanted), ui.store.get(inspection)
    assert stored is not None
    assert stored.text("done_on") == "2026-02-20"
    assert stored.text("state") == "done"
    assert ended is not None
    assert ended.text("state") == "followed"
    editor.close_for_good()
