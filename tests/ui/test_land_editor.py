"""A land project in the window: what comes next leads to its steps, which the project's days follow from."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.kinds.land import open_tasks


@pytest.fixture
def editor(ui: UiContext, qtbot: QtBot) -> Iterator[RecordEditor]:
    uid = ui.store.save(Draft("land_project", {"name": "Mở đường", "started_on": "2026-03-02"})).uids[0]
    made = open_editor(ui, "land_project", uid)
    qtbot.waitExposed(made)
    yield made
    made.leave()


def test_the_next_step_leads_to_a_new_row_of_the_steps_though_there_are_households_too(editor: RecordEditor) -> None:
    editor.stages.lead_to("notice")
    panel = editor.tabs.currentWidget()
    assert isinstance(panel, ChildPanel)
    assert panel is editor.parts.turn_to("land_step")
    assert "các bước" in editor.trouble.text().lower()


def test_an_end_that_a_person_says_leads_to_the_form(editor: RecordEditor) -> None:
    editor.stages.lead_to("done")
    assert editor.tabs.currentIndex() == 0


def test_a_save_tells_what_it_warns_of_in_rows_and_in_a_tab_that_is_not_in_sight(
    editor: RecordEditor, qtbot: QtBot
) -> None:
    steps, households = editor.parts.turn_to("land_step"), editor.parts.turn_to("land_household")
    assert isinstance(steps, ChildPanel)
    assert isinstance(households, ChildPanel)
    steps.add_all([{"code": "s02", "done_on": "2026-03-10"}, {"code": "s16", "done_on": "2026-07-01"}])
    households.add_all([{"owner": "Nguyễn Văn An", "opinion": "agree"}])
    with qtbot.waitSignal(editor.context.operations.changed):
        editor.save()
    told = editor.trouble.text()
    assert told.startswith("Đã lưu. Nên xem lại: “Thu hồi đất, bồi thường, tái định cư”: Số hộ có đất thu hồi theo")
    assert told.endswith("Còn 1 điều nữa.")
    households.rows.remove(0)
    with qtbot.waitSignal(editor.context.operations.changed):
        editor.save()
    assert editor.trouble.text() == ""
    steps.rows.type_into(1, {"by": "Ủy ban nhân dân xã"}, {"by": "Ủy ban nhân dân xã"})
    with qtbot.waitSignal(editor.context.operations.changed):
        editor.save()
    words = "“Các bước”, dòng 2: Mới ghi 0 lần vận động bàn giao đất trước khi cưỡng chế."
    assert editor.trouble.text() == f"Đã lưu. Nên xem lại: {words}"


def test_what_a_save_warns_of_in_the_form_in_sight_is_told_beside_its_field_alone(
    editor: RecordEditor, qtbot: QtBot
) -> None:
    households = editor.parts.turn_to("land_household")
    assert isinstance(households, ChildPanel)
    households.add_all([{"owner": "Nguyễn Văn An"}])
    editor.tabs.setCurrentIndex(0)
    with qtbot.waitSignal(editor.context.operations.changed):
        editor.save()
    assert editor.trouble.text() == ""


def test_on_a_low_screen_five_of_many_rows_are_seen_above_the_form_of_one(editor: RecordEditor, qtbot: QtBot) -> None:
    households = editor.parts.turn_to("land_household")
    assert isinstance(households, ChildPanel)
    households.add_all([{"owner": f"Nguyễn Văn {number}"} for number in range(1, 13)])
    editor.resize(780, 660)
    qtbot.waitUntil(lambda: editor.height() == 660)
    table = households.inside.table
    assert table.viewport().height() >= 5 * table.verticalHeader().defaultSectionSize()
    assert households.form.parentWidget().height() >= 4 * table.verticalHeader().defaultSectionSize()


def test_the_tasks_of_the_plan_are_opened_from_a_step(editor: RecordEditor, qtbot: QtBot) -> None:
    steps, store = editor.parts.turn_to("land_step"), editor.context.store
    assert isinstance(steps, ChildPanel)
    steps.add_all([{"code": "s02", "done_on": "2026-03-10"}])
    with qtbot.waitSignal(editor.context.operations.changed):
        editor.save()
    step = store.children(editor.uid, "land_step")[0]
    open_tasks(editor, step)
    assert "Kế hoạch, bộ bước" in editor.trouble.text()
    plan = store.save(Draft("plan", {"title": "Các bước", "issued_on": "2026-03-02"})).uids[0]
    store.save(Draft("land_project", {"plan": plan}, editor.uid))
    editor.reload()
    with qtbot.waitSignal(editor.parts_requested) as asked:
        open_tasks(editor, step)
    assert asked.args == ["plan", plan, "task"]


def test_the_way_of_a_project_ends_with_its_completion_and_tells_since_when_it_is_where_it_is(
    editor: RecordEditor,
) -> None:
    store = editor.context.store
    for code, day in (("s02", "2026-03-10"), ("s07", "2026-05-04")):
        store.save(Draft("land_step", {"project": editor.uid, "code": code, "done_on": day}))
    shown = open_editor(editor.context, "land_project", editor.uid)
    told = [button.accessibleName() for button in shown.stages.buttons.values() if not button.isHidden()]
    assert told[-1].startswith("Hoàn thành")
    assert "Đang lấy ý kiến phương án: từ 04/05/2026" in told
    store.save(Draft("land_step", {"project": editor.uid, "code": "s11", "done_on": "2026-07-06"}))
    later = open_editor(editor.context, "land_project", editor.uid)
    assert "Đang lấy ý kiến phương án: đã qua" in [one.accessibleName() for one in later.stages.buttons.values()]
    for one in (shown, later):
        one.leave()


def test_a_project_that_was_stopped_says_so_at_its_end(editor: RecordEditor) -> None:
    store = editor.context.store
    store.save(Draft("land_project", {"state": "stopped", "ended_on": "2026-04-01"}, editor.uid))
    shown = open_editor(editor.context, "land_project", editor.uid)
    told = [button.accessibleName() for button in shown.stages.buttons.values() if not button.isHidden()]
    assert told[-1].startswith("Dừng: xong")
    shown.leave()
