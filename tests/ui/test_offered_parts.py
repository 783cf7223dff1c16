"""Models are scored in a grid that has a row for each criterion; those without points are not saved."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.offered_parts import OfferedParts
from danvan_desktop.ui.editors.opening import open_editor


@pytest.fixture
def criteria(ui: UiContext) -> list[str]:
    shared = {"set": "Dân vận khéo", "version": "2026"}
    drafts = [
        Draft("criterion", {**shared, "name": f"Tiêu chí {number}", "maximum": 10, "order": number})
        for number in (2, 1, 3)
    ]
    uids = ui.store.save(*drafts).uids
    return [uids[1], uids[0], uids[2]]


@pytest.fixture
def editor(ui: UiContext, qtbot: QtBot) -> Iterator[RecordEditor]:
    unit = ui.store.unit.uid
    me = ui.store.save(Draft("officer", {"full_name": "Lê Văn Phẩm", "position": "Trưởng ban", "unit": unit})).uids[0]
    ui.store.set_officer(me)
    values = {"name": "Đường hoa", "registrant": "Thôn Đông", "unit": unit, "period": "năm 2026", "aim": "Đẹp"}
    made = open_editor(ui, "model", ui.store.save(Draft("model", values)).uids[0])
    yield made
    qtbot.waitUntil(lambda: not ui.operations.busy and not ui.operations.reading)
    made.close_for_good()


def scoring(editor: RecordEditor) -> tuple[ChildPanel, OfferedParts]:
    panel = editor.turn_to_parts("score")
    assert isinstance(panel, ChildPanel)
    (offered,) = panel.findChildren(OfferedParts)
    return panel, offered


def test_a_press_puts_every_criterion_in_and_points_are_typed_down_the_grid(
    qtbot: QtBot, ui: UiContext, criteria: list[str], editor: RecordEditor
) -> None:
    panel, offered = scoring(editor)
    QTest.mouseClick(offered.button, Qt.MouseButton.LeftButton)
    assert [row.values["criterion"] for row in panel.rows.rows] == criteria
    assert {row.values["scorer"] for row in panel.rows.rows} == {"Lê Văn Phẩm"}
    assert not editor.is_touched, "nobody wrote anything yet"
    panel.rows.fill(0, 1, [["8"], ["7,5"]], ui.today())
    editor.save()
    qtbot.waitUntil(lambda: not ui.operations.busy)
    stored = {record.text("criterion"): str(record.decimal("points")) for record in ui.store.list("score")}
    assert stored == {criteria[0]: "8", criteria[1]: "7.5"}, "the one without points is not saved"
    offered.offer()
    assert [row.values["criterion"] for row in panel.rows.rows].count(criteria[0]) == 1


def test_points_are_typed_in_the_cell_that_the_press_leads_to(
    qtbot: QtBot, ui: UiContext, criteria: list[str], editor: RecordEditor
) -> None:
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    panel, offered = scoring(editor)
    offered.offer()
    qtbot.waitUntil(lambda: panel.table.isAncestorOf(QApplication.focusWidget()))
    QTest.keyClicks(QApplication.focusWidget(), "9")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: str(panel.rows.rows[0].values["points"]) == "9")


def test_without_criteria_it_is_said_where_a_ready_set_is(qtbot: QtBot, editor: RecordEditor) -> None:
    panel, offered = scoring(editor)
    offered.offer()
    assert not panel.rows.rows
    assert "bộ tham khảo" in editor.trouble.text()


def test_of_several_sets_one_is_asked_for(
    qtbot: QtBot, ui: UiContext, criteria: list[str], editor: RecordEditor
) -> None:
    ui.store.save(Draft("criterion", {"set": "Dân vận khéo", "version": "2027", "name": "Mới", "maximum": 10}))
    panel, offered = scoring(editor)
    offered.offer()
    (menu,) = offered.button.findChildren(QMenu)
    assert [action.text() for action in menu.actions()] == ["Dân vận khéo – 2027", "Dân vận khéo – 2026"]
    menu.actions()[1].trigger()
    assert [row.values["criterion"] for row in panel.rows.rows] == criteria
    menu.close()
