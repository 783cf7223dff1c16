"""A plan with its tasks in the window: typed, pasted, closed and undone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.opening import open_editor


@pytest.fixture
def plan(ui: UiContext) -> str:
    values = {"type": "yearly", "title": "Kế hoạch năm 2026", "issued_on": "2026-01-15"}
    return ui.store.save(Draft("plan", values)).uids[0]


def opened(ui: UiContext, qtbot: QtBot, plan: str) -> tuple[RecordEditor, ChildPanel]:
    editor = open_editor(ui, "plan", plan)
    qtbot.waitUntil(editor.isActiveWindow)
    panel = editor.parts.turn_to("task")
    assert isinstance(panel, ChildPanel)
    return editor, panel


def focused() -> QWidget:
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


def test_tasks_are_pasted_from_excel_with_their_days_and_saved_together(ui: UiContext, qtbot: QtBot, plan: str) -> None:
    editor, panel = opened(ui, qtbot, plan)
    rows = "Phổ biến nghị quyết\tBan Xây dựng Đảng\t31/8/2026\nBáo cáo quý\tVăn phòng\t30/9/2026\tHằng quý\n"
    QGuiApplication.clipboard().setText(rows)
    panel.table.setFocus()
    QTest.keySequence(panel.table, QKeySequence(QKeySequence.StandardKey.Paste))
    with qtbot.waitSignal(ui.operations.idle):
        editor.save()
    stored = {one.text("title"): one for one in ui.store.children(plan, "task")}
    assert stored["Phổ biến nghị quyết"].text("due_on") == "2026-08-31"
    assert stored["Báo cáo quý"].text("repeat") == "quarterly"
    editor.leave()


def test_a_day_typed_into_the_grid_closes_a_task_shows_the_next_one_and_one_undo_takes_both_back(
    ui: UiContext, qtbot: QtBot, plan: str
) -> None:
    made = {"plan": plan, "title": "Báo cáo", "lead": "Văn phòng", "due_on": "2026-06-30", "repeat": "quarterly"}
    ui.store.save(Draft("task", made))
    editor, panel = opened(ui, qtbot, plan)
    panel.table.setFocus()
    panel.table.setCurrentIndex(panel.rows.index(0, 5))
    qtbot.waitUntil(panel.table.hasFocus)
    for letter in "30/6/2026":
        QTest.keyClicks(focused(), letter)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    with qtbot.waitSignal(ui.operations.idle):
        editor.save()
    assert panel.rows.rowCount() == 2
    assert sorted(one.text("due_on") for one in ui.store.children(plan, "task")) == ["2026-06-30", "2026-09-30"]
    with qtbot.waitSignal(ui.operations.idle):
        ui.operations.undo()
    assert [one.text("state") for one in ui.store.children(plan, "task")] == ["open"]
    editor.leave()
