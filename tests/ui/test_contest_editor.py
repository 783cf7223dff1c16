"""A contest in the window: its ranks are told, and each team is opened to be marked."""

from decimal import Decimal

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.contest_editor import ContestEditor
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.editors.team_editor import TeamEditor


def made(ui: UiContext, kind: str, **values: object) -> str:
    return ui.store.save(Draft(kind, values)).uids[0]


def contest_of(ui: UiContext, *totals: object) -> tuple[str, list[str]]:
    part = made(ui, "criterion", set="Hội thi", version="2026", name="Chào hỏi", maximum=20)
    contest = made(ui, "contest", name="Hội thi", held_on="2026-03-01", state="held", set="Hội thi")
    teams = []
    for number, points in enumerate(totals, 1):
        teams.append(made(ui, "contest_entry", contest=contest, team=f"Đội {number}", draw=number))
        made(ui, "mark", subject=teams[-1], criterion=part, scorer="Giám khảo", points=points)
    return contest, teams


def test_ranks_are_told_and_teams_of_one_total_named(ui: UiContext, qtbot: QtBot) -> None:
    contest, _teams = contest_of(ui, 15, "17.5", 15)
    editor = open_editor(ui, "contest", contest)
    assert isinstance(editor, ContestEditor)
    text = editor.standing_line.text()
    assert "1. Đội 2: 17,5 điểm; 2. Đội 1: 15 điểm; 2. Đội 3: 15 điểm" in text
    assert "Đồng điểm: Đội 1, Đội 3" in text
    editor.leave()


def test_what_puts_teams_of_one_total_on_two_ranks_is_told(ui: UiContext, qtbot: QtBot) -> None:
    contest, teams = contest_of(ui, 15, 14, 12)
    play = made(ui, "criterion", set="Hội thi", version="2026", name="Tiểu phẩm", maximum=20, tie_order=1)
    for team, points in zip(teams, (10, 11, 12), strict=True):
        made(ui, "mark", subject=team, criterion=play, scorer="Giám khảo", points=points)
    editor = open_editor(ui, "contest", contest)
    assert isinstance(editor, ContestEditor)
    text = editor.standing_line.text()
    assert "1. Đội 2: 25 điểm; 2. Đội 1: 25 điểm; 3. Đội 3: 24 điểm" in text
    assert text.endswith("Bằng điểm thì xếp theo: Tiểu phẩm.")
    editor.leave()


def test_what_told_no_teams_apart_is_not_told(ui: UiContext, qtbot: QtBot) -> None:
    contest, teams = contest_of(ui, 15, 15)
    play = made(ui, "criterion", set="Hội thi", version="2026", name="Tiểu phẩm", maximum=20, tie_order=1)
    for team in teams:
        made(ui, "mark", subject=team, criterion=play, scorer="Giám khảo", points=10)
    editor = open_editor(ui, "contest", contest)
    assert isinstance(editor, ContestEditor)
    assert "Bằng điểm thì" not in editor.standing_line.text(), "they share a rank"
    editor.leave()


def test_the_chosen_team_is_opened_with_its_marks(ui: UiContext, qtbot: QtBot) -> None:
    contest, teams = contest_of(ui, 15, "17.5")
    editor = open_editor(ui, "contest", contest)
    assert isinstance(editor, ContestEditor)
    asked: list[tuple[str, str, str]] = []
    editor.parts_requested.connect(lambda kind, uid, part: asked.append((kind, uid, part)))
    panel = editor.parts.turn_to("contest_entry")
    assert panel is not None
    panel.select_uid(teams[1])
    editor.mark_button.click()
    qtbot.waitUntil(lambda: asked == [("contest_entry", teams[1], "mark")])
    team = next(one for one in QApplication.topLevelWidgets() if isinstance(one, RecordEditor) and one.uid == teams[1])
    marks = next(panel for panel in team.parts.panels if panel.rows.kind.name == "mark")
    assert team.tabs.currentWidget() is marks, "the marks are in sight"
    assert [row.values["points"] for row in marks.rows.rows] == ["17.5"]
    team.leave()
    editor.leave()


def test_the_next_team_is_marked_by_a_key_and_what_was_typed_is_saved(ui: UiContext, qtbot: QtBot) -> None:
    _contest, teams = contest_of(ui, 15, 16, 17)
    editor = open_editor(ui, "contest_entry", teams[0])
    assert isinstance(editor, TeamEditor)
    assert not editor.before_button.isEnabled()
    assert "“Đội 2”" in editor.after_button.toolTip()
    marks = editor.parts.turn_to("mark")
    assert isinstance(marks, ChildPanel)
    marks.rows.type_into(0, {"points": "18,5"}, {"points": "18.5"})
    asked: list[tuple[str, str, str]] = []
    editor.neighbour_requested.connect(lambda kind, uid, part: asked.append((kind, uid, part)))
    editor.after_button.click()
    qtbot.waitUntil(lambda: asked == [("contest_entry", teams[1], "mark")])
    assert [one.decimal("points") for one in ui.store.children(teams[0], "mark")] == [Decimal("18.5")]
    second = next(one for one in QApplication.topLevelWidgets() if isinstance(one, TeamEditor) and one.uid == teams[1])
    assert second.tabs.currentWidget() is next(panel for panel in second.parts.panels if panel.rows.kind.name == "mark")
    qtbot.waitUntil(lambda: not isValid(editor) or not editor.isVisible())
    second.go(1)
    third = next(one for one in QApplication.topLevelWidgets() if isinstance(one, TeamEditor) and one.uid == teams[2])
    assert (third.before_button.isEnabled(), third.after_button.isEnabled()) == (True, False)
    assert third.after_button.toolTip() == "Đây là đội thi cuối cùng"
    third.leave()


def test_what_was_saved_is_told_not_what_is_shown_since_in_its_place(ui: UiContext, qtbot: QtBot) -> None:
    _contest, teams = contest_of(ui, 15, 16)
    editor = open_editor(ui, "contest_entry", teams[0])
    marks = editor.parts.turn_to("mark")
    assert isinstance(marks, ChildPanel)
    marks.rows.type_into(0, {"points": "18,5"}, {"points": "18.5"})
    other = ui.store.get(teams[1])
    assert other is not None
    with qtbot.waitSignal(ui.operations.finished) as done:
        editor.save(lambda _result: editor.show_other(other))
    assert str(done.args[1]) == "Đã lưu “Đội 1”"
    assert editor.uid == teams[1]
    editor.leave()


def test_what_counts_as_bonus_stands_out_among_the_marks(ui: UiContext, qtbot: QtBot) -> None:
    _contest, teams = contest_of(ui, 15)
    bonus = made(ui, "criterion", set="Hội thi", version="2026", name="Cổ động", maximum=2, counts_as="bonus")
    made(ui, "mark", subject=teams[0], criterion=bonus, scorer="Giám khảo", points=1)
    editor = open_editor(ui, "contest_entry", teams[0])
    marks = editor.parts.turn_to("mark")
    assert isinstance(marks, ChildPanel)
    rows = [[marks.rows.index(row, column).data() for column in range(4)] for row in range(2)]
    assert sorted(rows) == [["Chào hỏi", "20", "", "15"], ["Cổ động", "2", "Điểm thưởng", "1"]]
    editor.leave()


def test_a_team_of_a_closed_contest_is_shown_locked_until_the_contest_is_opened_again(
    ui: UiContext, qtbot: QtBot
) -> None:
    contest, teams = contest_of(ui, 15, "17.5")
    ui.store.save(Draft("contest", {"state": "closed"}, contest))
    team = open_editor(ui, "contest_entry", teams[0])
    assert team.is_locked
    assert "Hội thi đã khóa" in team.banner.text()
    with qtbot.waitSignal(team.open_requested) as asked:
        team.banner.action_button.click()
    assert asked.args == ["contest", contest], "it is opened again where it was closed"
    marks = team.parts.turn_to("mark")
    assert isinstance(marks, ChildPanel)
    assert not marks.inside.add_button.isEnabled()
    whole = open_editor(ui, "contest", contest)
    with qtbot.waitSignal(ui.operations.idle):
        whole.lock.open("Chấm lại phần chào hỏi")
    qtbot.waitUntil(lambda: not team.is_locked and team.banner.isHidden())
    assert marks.inside.add_button.isEnabled()
    team.leave()
    whole.leave()


def test_a_half_is_rounded_up_as_on_the_table_of_totals(ui: UiContext, qtbot: QtBot) -> None:
    contest, teams = contest_of(ui, 18)
    part = ui.store.list("criterion")[0].uid
    for number, points in enumerate((18, 18, "18.5"), 2):
        made(ui, "mark", subject=teams[0], criterion=part, scorer=f"Giám khảo {number}", points=points)
    editor = open_editor(ui, "contest", contest)
    assert isinstance(editor, ContestEditor)
    assert "18,13 điểm" in editor.standing_line.text()
    editor.leave()


def test_what_is_not_marked_yet_is_told_with_its_judges(ui: UiContext, qtbot: QtBot) -> None:
    contest, teams = contest_of(ui, 15, 16)
    second = made(ui, "criterion", set="Hội thi", version="2026", name="Kiến thức", maximum=20)
    made(ui, "mark", subject=teams[0], criterion=second, scorer="Giám khảo", points=10)
    made(ui, "contest_entry", contest=contest, team="Đội 3", draw=3)
    editor = open_editor(ui, "contest", contest)
    assert isinstance(editor, ContestEditor)
    text = editor.standing_line.text()
    lacks = "Đội 2: chưa ai chấm Kiến thức, tính 0 điểm, thiếu điểm của Giám khảo (Kiến thức); Đội 3 chưa ai chấm."
    assert f"Chưa đủ điểm: {lacks}" in text
    editor.leave()


def test_marks_of_a_team_that_are_saved_beside_it_change_the_ranks(ui: UiContext, qtbot: QtBot) -> None:
    contest, teams = contest_of(ui, 15, "17.5")
    editor, team = open_editor(ui, "contest", contest), open_editor(ui, "contest_entry", teams[0])
    assert isinstance(editor, ContestEditor)
    assert "1. Đội 2: 17,5 điểm" in editor.standing_line.text()
    marks = team.parts.turn_to("mark")
    assert isinstance(marks, ChildPanel)
    marks.rows.type_into(0, {"points": "19"}, {"points": "19"})
    with qtbot.waitSignal(ui.operations.changed):
        team.save()
    assert "1. Đội 1: 19 điểm" in editor.standing_line.text()
    team.leave()
    editor.leave()
