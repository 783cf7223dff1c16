"""Models are scored in a grid that has a row for each criterion; those without points are not saved."""

import json
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.exchange.pasted_table import PastedTable
from danvan_desktop.store import KeptDraft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.checking import AFTER_MILLISECONDS
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.draft_content import content_of
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.model_editor import ModelEditor
from danvan_desktop.ui.editors.offered_parts import OfferedParts
from danvan_desktop.ui.editors.opening import open_editor

Marking = Callable[[str], tuple[ChildPanel, OfferedParts]]


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
    panel = editor.parts.turn_to("score")
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
    panel.rows.fill(0, PastedTable([["8"], ["7,5"]], ("points",)), ui.today())
    editor.save()
    qtbot.waitUntil(lambda: not ui.operations.busy)
    stored = {record.text("criterion"): str(record.decimal("points")) for record in ui.store.list("score")}
    assert stored == {criteria[0]: "8", criteria[1]: "7.5"}, "the one without points is not saved"
    offered.offer()
    assert [row.values["criterion"] for row in panel.rows.rows].count(criteria[0]) == 1


def test_the_points_of_a_model_are_added_up_while_they_are_typed(
    criteria: list[str], editor: RecordEditor, qtbot: QtBot
) -> None:
    assert isinstance(editor, ModelEditor)
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    panel, offered = scoring(editor)
    offered.offer()
    assert editor.scored.isHidden()
    for points, told in (
        ("8", "! Tổng điểm: 8/30. Chưa chấm: Tiêu chí 2; Tiêu chí 3."),
        ("7,5", "! Tổng điểm: 15,5/30. Chưa chấm: Tiêu chí 3."),
        ("10", "✓ Tổng điểm: 25,5/30."),
    ):
        qtbot.waitUntil(lambda: panel.table.isAncestorOf(QApplication.focusWidget()))
        for figure in points:  # the first one opens the cell
            QTest.keyClicks(QApplication.focusWidget(), figure)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda told=told: editor.scored.text() == told)


def test_nothing_is_put_in_while_the_parts_are_only_seen(criteria: list[str], editor: RecordEditor) -> None:
    panel, offered = scoring(editor)
    assert offered.button.isEnabled()
    panel.set_read_only(True)
    assert not offered.button.isEnabled()
    panel.set_read_only(False)
    assert offered.button.isEnabled()


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


def test_refused_points_are_marked_until_they_are_right_not_until_the_next_save(
    qtbot: QtBot, ui: UiContext, criteria: list[str], editor: RecordEditor
) -> None:
    panel, offered = scoring(editor)
    offered.offer()
    panel.rows.fill(0, PastedTable([["12"], ["7"]], ("points",)), ui.today())
    panel.table.selectRow(1)
    editor.save()
    qtbot.waitUntil(lambda: "points" in panel.form.told)
    assert panel.current is panel.rows.rows[0]
    assert "đánh dấu" in editor.trouble.text()
    panel.form.put("points", 11)
    panel.form.edited.emit("points")
    qtbot.wait(2 * AFTER_MILLISECONDS)
    qtbot.waitUntil(lambda: not ui.operations.reading)
    assert panel.form.told == {"points"}, "eleven of ten is as wrong as twelve"
    assert "đánh dấu" in editor.trouble.text()
    panel.form.put("points", 9)
    panel.form.edited.emit("points")
    qtbot.waitUntil(lambda: not panel.form.told)
    qtbot.waitUntil(lambda: not editor.trouble.text())
    assert not ui.store.list("score"), "nothing was saved meanwhile"


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


def test_sets_of_other_work_are_offered_last_and_that_by_which_models_were_scored_first(
    ui: UiContext, criteria: list[str], editor: RecordEditor
) -> None:
    unit, new = ui.store.unit.uid, {"version": "2027", "maximum": 10}
    for name in ("Hội thi", "Xếp loại", "Chưa dùng"):
        ui.store.save(Draft("criterion", {"set": name, "name": f"Phần của {name}", **new}))
    ui.store.save(Draft("contest", {"name": "Hội thi xã", "held_on": "2026-03-01", "unit": unit, "set": "Hội thi"}))
    rated = {"unit": unit, "year": 2025, "target": "Ban Chỉ huy Quân sự", "set": "Xếp loại"}
    ui.store.save(Draft("rating", rated))
    assert _offered(editor) == ["Chưa dùng – 2027", "Dân vận khéo – 2026", "Xếp loại – 2027", "Hội thi – 2027"]
    other = {"name": "Cổng xanh", "registrant": "Thôn Tây", "unit": unit, "period": "2026", "aim": "Đẹp"}
    model = ui.store.save(Draft("model", other)).uids[0]
    ui.store.save(Draft("score", {"model": model, "criterion": criteria[0], "points": 9, "scorer": "Lê Văn Phẩm"}))
    assert _offered(editor)[0] == "Dân vận khéo – 2026"


def _offered(editor: RecordEditor) -> list[str]:
    _panel, offered = scoring(editor)
    offered.offer()
    menu = offered.button.findChildren(QMenu)[-1]
    menu.close()
    return [action.text() for action in menu.actions()]


@pytest.fixture
def marking(ui: UiContext, qtbot: QtBot) -> Iterator[Marking]:
    """Open a team to be marked."""
    made: list[RecordEditor] = []

    def open_it(team: str) -> tuple[ChildPanel, OfferedParts]:
        made.append(open_editor(ui, "contest_entry", team))
        panel = made[-1].parts.turn_to("mark")
        assert isinstance(panel, ChildPanel)
        (offered,) = panel.findChildren(OfferedParts)
        return panel, offered

    yield open_it
    qtbot.waitUntil(lambda: not ui.operations.busy and not ui.operations.reading)
    for one in made:
        one.close_for_good()


@pytest.fixture
def contest(ui: UiContext, criteria: list[str]) -> str:
    other = {"set": "Bộ khác", "version": "2027", "name": "Khác", "maximum": 10}
    ui.store.save(Draft("criterion", other))
    values = {"name": "Hội thi", "held_on": "2026-03-01", "state": "held", "set": "Dân vận khéo"}
    return ui.store.save(Draft("contest", values)).uids[0]


def team_of(ui: UiContext, contest: str, name: str) -> str:
    return ui.store.save(Draft("contest_entry", {"contest": contest, "team": name})).uids[0]


def test_the_parts_of_the_set_that_the_contest_names_are_put_in_without_asking(
    ui: UiContext, criteria: list[str], contest: str, marking: Marking
) -> None:
    panel, offered = marking(team_of(ui, contest, "Đội 1"))
    offered.offer()
    assert not offered.button.findChildren(QMenu)
    assert [row.values["criterion"] for row in panel.rows.rows] == criteria


def test_each_press_puts_in_the_parts_of_the_next_judge_who_marked_another_team(
    ui: UiContext, criteria: list[str], contest: str, marking: Marking
) -> None:
    first, second = team_of(ui, contest, "Đội 1"), team_of(ui, contest, "Đội 2")
    for judge in ("Trần Văn An", "Lý Thị Bình"):
        mark = {"subject": first, "criterion": criteria[0], "scorer": judge, "points": 8}
        ui.store.save(Draft("mark", mark))
    panel, offered = marking(second)
    offered.offer()
    offered.offer()
    offered.offer()
    told = [row.values["scorer"] for row in panel.rows.rows]
    assert sorted(told) == sorted(["Trần Văn An"] * 3 + ["Lý Thị Bình"] * 3), "nobody is offered twice"


def test_once_a_judge_has_marked_a_press_puts_in_parts_for_a_judge_to_be_named(
    ui: UiContext, criteria: list[str], contest: str, marking: Marking
) -> None:
    me = Draft("officer", {"full_name": "Lê Văn Phẩm", "position": "Thư ký", "unit": ui.store.unit.uid})
    ui.store.set_officer(ui.store.save(me).uids[0])
    panel, offered = marking(team_of(ui, contest, "Đội 1"))
    offered.offer()
    panel.rows.fill(0, PastedTable([["8"], ["7"], ["9"]], ("points",)), ui.today())
    offered.offer()
    assert [row.values["criterion"] for row in panel.rows.rows] == criteria * 2
    assert [row.values.get("scorer") for row in panel.rows.rows][3:] == [None] * 3


def test_a_new_judge_is_named_once_for_all_the_parts(
    qtbot: QtBot, ui: UiContext, criteria: list[str], contest: str, marking: Marking
) -> None:
    panel, offered = marking(team_of(ui, contest, "Đội 1"))
    offered.offer()
    rows = panel.rows
    for typed in ("T", "Trần Văn An"):
        rows.type_into(0, {"scorer": typed}, {"scorer": typed})
    assert [row.values["scorer"] for row in rows.rows] == ["Trần Văn An"] * 3
    assert [rows.is_blank(row) for row in rows.rows] == [False, True, True], "a part with nothing but its judge waits"
    rows.type_into(2, {"scorer": "Lý Thị Bình"}, {"scorer": "Lý Thị Bình"})
    assert [row.values["scorer"] for row in rows.rows] == ["Trần Văn An"] * 2 + ["Lý Thị Bình"]
    rows.undo()
    rows.undo()
    assert [row.values["scorer"] for row in rows.rows] == [None] * 3, "the name is taken back where it was given"
    kept = json.dumps({"preset": {}, "typed": {}, "parts": {"mark": rows.snapshot()}})
    content = content_of(KeptDraft("d", "contest_entry", "", kept))
    rows.take_back(content.part("mark") or {})
    assert all(rows.is_blank(row) for row in rows.rows), "what waits is no more than that in a draft either"
    rows.type_into(1, {"scorer": "Phạm Thị Cúc"}, {"scorer": "Phạm Thị Cúc"})
    assert [row.values["scorer"] for row in rows.rows] == ["Phạm Thị Cúc"] * 3, "so it is in a draft opened again"


def test_the_next_judge_is_named_beside_the_one_before(
    qtbot: QtBot, ui: UiContext, criteria: list[str], contest: str, marking: Marking
) -> None:
    panel, offered = marking(team_of(ui, contest, "Đội 1"))
    offered.offer()
    panel.rows.fill(0, PastedTable([["8", "Trần Văn An"]], ("points", "scorer")), ui.today())
    panel.rows.fill(1, PastedTable([["7"], ["9"]], ("points",)), ui.today())
    offered.offer()
    panel.rows.type_into(3, {"scorer": "Lý Thị Bình"}, {"scorer": "Lý Thị Bình"})
    assert [row.values["scorer"] for row in panel.rows.rows] == ["Trần Văn An"] * 3 + ["Lý Thị Bình"] * 3


def test_a_name_typed_in_another_row_is_offered_before_it_is_saved(
    qtbot: QtBot, ui: UiContext, criteria: list[str], contest: str, marking: Marking
) -> None:
    panel, _offered = marking(team_of(ui, contest, "Đội 1"))
    panel.add_all([{"criterion": criteria[0], "scorer": "Trần Văn An"}, {"criterion": criteria[1]}])
    scorer = list(panel.rows.headings).index("scorer")
    panel.table.write_in(1, scorer)
    line = panel.table.findChildren(QLineEdit)[-1]
    qtbot.waitUntil(lambda: line.completer() is not None and not ui.operations.reading)
    model = line.completer().model()
    assert "Trần Văn An" in [model.index(place, 0).data() for place in range(model.rowCount())]


@pytest.mark.parametrize(("key", "goes_to"), [(Qt.Key.Key_Return, (1, 0)), (Qt.Key.Key_Tab, (0, 1))])
def test_a_key_that_ends_a_cell_goes_on_in_one_press_over_open_suggestions(
    qtbot: QtBot,
    ui: UiContext,
    criteria: list[str],
    contest: str,
    marking: Marking,
    key: Qt.Key,
    goes_to: tuple[int, int],
) -> None:
    panel, _offered = marking(team_of(ui, contest, "Đội 1"))
    names = [{"criterion": one, "scorer": "Trần Văn An"} for one in criteria[:2]]
    panel.add_all(names)
    scorer = list(panel.rows.headings).index("scorer")
    panel.table.write_in(0, scorer)
    line = panel.table.findChildren(QLineEdit)[-1]
    qtbot.waitUntil(lambda: line.completer() is not None and not ui.operations.reading)
    line.selectAll()
    QTest.keyClicks(line, "tran v")
    popup = line.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, key)
    assert panel.rows.rows[0].values["scorer"] == "tran v"
    current = panel.table.currentIndex()
    assert (current.row(), current.column() - scorer) == goes_to


def test_a_column_that_tells_of_the_criteria_is_shown_once_it_tells_something(
    ui: UiContext, criteria: list[str], contest: str, marking: Marking
) -> None:
    panel, _offered = marking(team_of(ui, contest, "Đội 1"))
    names = list(panel.rows.headings)
    told = names.index("criterion.counts_as")
    assert not panel.table.isColumnHidden(told), "an empty table shows what it will have"
    panel.add_all([{"criterion": one} for one in criteria[:2]])
    assert panel.table.isColumnHidden(told)
    assert not panel.table.isColumnHidden(names.index("criterion.maximum"))
    panel.table.setCurrentIndex(panel.rows.index(0, names.index("criterion.maximum")))
    panel.table.pasted.emit([["10", "9,5"]])
    assert panel.rows.rows[0].values["points"] == "9.5", "pasted where one sees it"
