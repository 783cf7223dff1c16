"""Petitions: narrowed, parted, saved filters, chosen columns, many assigned at once, the board."""

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.assign_dialog import AssignDialog
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.models.selection import ListQuery
from danvan_desktop.ui.pages.record_page import RecordPage
from danvan_desktop.ui.widgets.questions import Answer
from tests.clocks import TODAY
from tests.ui.petitions import ago, petition_saver
from tests.ui.settling import settle

pytestmark = pytest.mark.usefixtures("no_term_is_moved", "earlier_petitions")


@pytest.fixture
def petition(ui: UiContext, village: str) -> Callable[..., str]:
    return petition_saver(ui.store, village, received=40)


@pytest.fixture
def page(ui: UiContext, qtbot: QtBot) -> RecordPage:
    return shown(ui, qtbot)


def shown(ui: UiContext, qtbot: QtBot) -> RecordPage:
    made = RecordPage(ui, ui.views["petition"])
    qtbot.addWidget(made)
    made.resize(1160, 700)
    made.show()
    return made


def activate(qtbot: QtBot, page: RecordPage) -> None:
    page.activate()
    settle(qtbot, page)


def listed(page: RecordPage) -> set[str]:
    return {page.table.uid(row) for row in range(page.table.rowCount())} - {""}


def pick(qtbot: QtBot, page: RecordPage, name: str, value: object) -> None:
    combo = page.filters.combo(name)
    for _step in range(combo.findData(value) - combo.currentIndex()):
        QTest.keyClick(combo, Qt.Key.Key_Down)
    settle(qtbot, page)


def test_overdue_petitions_are_those_without_reply_or_not_told(qtbot, page, petition):
    unanswered = petition(due_on=ago(1))
    petition(due_on=TODAY.isoformat())
    untold = petition(due_on=ago(30), state="replied", replied_on=ago(20), result="solved")
    told = {"state": "people_told", "people_told_on": ago(27), "told_how": "meeting"}
    petition(due_on=ago(30), replied_on=ago(28), result="solved", **told)
    activate(qtbot, page)
    pick(qtbot, page, "term", "overdue")
    assert listed(page) == {unanswered, untold}


def test_due_today_and_this_week_name_what_is_still_to_be_done(qtbot, page, petition):
    today = petition(due_on=TODAY.isoformat())
    soon = petition(due_on=(TODAY + dt.timedelta(days=7)).isoformat())
    petition(due_on=(TODAY + dt.timedelta(days=8)).isoformat())
    told = {"people_told_on": ago(1), "told_how": "letter"}
    petition(due_on=TODAY.isoformat(), state="people_told", replied_on=ago(1), result="solved", **told)
    untold = petition(due_on=ago(30), state="replied", replied_on=ago(1), result="solved")
    activate(qtbot, page)
    pick(qtbot, page, "term", "today")
    assert listed(page) == {today}
    pick(qtbot, page, "term", "week")
    assert listed(page) == {today, soon, untold}


def test_agency_source_and_complicated_narrow_together(qtbot, page, petition):
    wanted = petition(assigned_to="Công an xã", source="letter", complicated=True)
    petition(assigned_to="Công an xã", source="letter")
    petition(assigned_to="Công an xã", complicated=True)
    petition(assigned_to="Trạm y tế", source="letter", complicated=True)
    activate(qtbot, page)
    page.filtering.show_bar()
    settle(qtbot, page)
    pick(qtbot, page, "assigned_to", "Công an xã")
    pick(qtbot, page, "source", "letter")
    pick(qtbot, page, "complicated", True)
    assert listed(page) == {wanted}


def test_search_and_term_narrow_together(qtbot, page, petition):
    wanted = petition(content="Mương tắc", due_on=ago(2))
    petition(content="Mương tắc", due_on=None)
    petition(content="Đường hỏng", due_on=ago(2))
    activate(qtbot, page)
    pick(qtbot, page, "term", "overdue")
    page.search.setText("muong")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    settle(qtbot, page)
    assert listed(page) == {wanted}


def test_a_filter_is_saved_under_a_name_and_found_by_the_next_window(qtbot, ui, page, petition):
    wanted = petition(due_on=ago(2), content="Mương tắc")
    petition(content="Mương tắc", due_on=None)
    activate(qtbot, page)
    pick(qtbot, page, "term", "overdue")
    page.filtering.saved.save_as("Quá hạn")
    settle(qtbot, page)
    again = shown(ui, qtbot)
    activate(qtbot, again)
    assert len(listed(again)) == 2
    again.filtering.saved._fill()
    again.filtering.saved._menu.actions()[0].trigger()
    settle(qtbot, again)
    assert listed(again) == {wanted}
    assert again.filters.combo("term").currentText() == "Quá hạn"
    again.filtering.saved.forget("Quá hạn")
    settle(qtbot, again)
    assert shown(ui, qtbot).filtering.saved.filters == {}


@pytest.mark.parametrize("broken", ["{", "[]", '{"Tên": 3}'])
def test_broken_kept_filters_and_columns_count_as_none(qtbot, ui, broken):
    ui.store.settings.set("filters.petition", broken)
    ui.store.settings.set("columns.petition", broken)
    page = shown(ui, qtbot)
    assert page.filtering.saved.filters == {}
    assert page.columns.names == list(page.kind.listed)


def test_columns_are_chosen_and_kept(qtbot, ui, page, petition):
    petition(source="letter")
    activate(qtbot, page)
    page.columns.show("source", shown=True)
    page.columns.show("citizen_name", shown=False)
    page.view.horizontalHeader().resizeSection(0, 177)
    settle(qtbot, page)
    again = shown(ui, qtbot)
    activate(qtbot, again)
    names = [field.name for field in again.table.columns]
    assert "source" in names
    assert "citizen_name" not in names
    assert again.table.index(0, names.index("source")).data() == "Đơn thư"
    assert again.view.columnWidth(0) == 177
    again.columns.reset()
    assert [field.name for field in again.table.columns] == list(again.kind.listed)


def test_the_last_column_stays(qtbot, page):
    for name in page.kind.listed:
        page.columns.show(name, shown=False)
    assert len(page.columns.names) == 1


def test_groups_have_headings_with_counts_that_cannot_be_chosen(qtbot, page, petition):
    petition(field="environment")
    petition(field="education")
    petition(field="education")
    activate(qtbot, page)
    page.filtering.grouping.setFocus()
    place = page.filtering.grouping.findData("field")
    for _step in range(place):
        QTest.keyClick(page.filtering.grouping, Qt.Key.Key_Down)
    settle(qtbot, page)
    assert list(page.table.groups.values()) == ["Môi trường (1)", "Giáo dục (2)"]
    assert page.foot.text() == "3 kiến nghị, phản ánh"
    page.view.selectAll()
    assert len(page.chosen_records()) == 3


def test_many_are_assigned_in_one_step_with_terms_by_rule_and_undone_in_one(qtbot, ui, page, petition):
    plain = petition(received_on=ago(3))
    dated = petition(received_on=ago(3), due_on=ago(-30))
    activate(qtbot, page)
    page.view.selectAll()
    page.actions_of_kind.run("assign")
    (dialog,) = page.findChildren(AssignDialog)
    QTest.keyClicks(dialog.agency.line, "Cong an xa")
    QTest.keyClick(dialog.agency.line, Qt.Key.Key_Return)
    settle(qtbot, page)
    first, second = ui.store.get(plain), ui.store.get(dated)
    assert {first.text("assigned_to"), second.text("assigned_to")} == {"Cong an xa"}
    assert {first.text("state"), second.text("state")} == {"assigned"}
    assert first.date("due_on") is not None
    assert second.text("due_on") == ago(-30)
    assert str(ui.operations.undo_title) == "Giao 2 kiến nghị"
    ui.operations.undo()
    settle(qtbot, page)
    assert ui.store.get(plain).get("assigned_to") is None
    assert ui.store.get(plain).text("state") == "received"


def test_when_one_cannot_be_assigned_none_is_and_the_reason_names_it(qtbot, ui, page, petition, answers):
    fine = petition(received_on=ago(30))
    petition(received_on=ago(1))
    activate(qtbot, page)
    page.view.selectAll()
    page.actions_of_kind.run("assign")
    (dialog,) = page.findChildren(AssignDialog)
    dialog.agency.line.setText("Công an xã")
    dialog.assigned_on.show_value(ago(10))
    dialog.assign()
    settle(qtbot, page)
    assert f"kiến nghị 002/{TODAY.year}" in dialog.trouble.text()
    assert ui.store.get(fine).get("assigned_to") is None
    answers.append(Answer.LOSE)
    dialog.close()


def test_an_assignment_without_agency_or_with_an_impossible_day_is_told(qtbot, ui, page, petition, answers):
    petition()
    activate(qtbot, page)
    page.view.selectAll()
    page.actions_of_kind.run("assign")
    (dialog,) = page.findChildren(AssignDialog)
    dialog.assign()
    assert "cơ quan" in dialog.trouble.text()
    dialog.agency.line.setText("Công an xã")
    dialog.assigned_on.line.setText("30/2/2026")
    dialog.assign()
    assert "chỉ có 28 ngày" in dialog.trouble.text()
    answers.append(Answer.LOSE)
    dialog.close()


def test_the_board_shows_a_column_for_each_state_and_opens_by_enter(qtbot, ui, page, petition):
    petition()
    replied = petition(state="replied", replied_on=ago(1), result="solved")
    activate(qtbot, page)
    QTest.keyClick(page.board_switch.button, Qt.Key.Key_Space)
    settle(qtbot, page)
    counts = {state: len(column.items) for state, column in page.board_switch.board.columns.items()}
    assert counts == {"received": 1, "assigned": 0, "transferred": 0, "replied": 1, "people_told": 0, "closed": 0}
    assert page.board_switch.board._heads["replied"].text() == "Đã trả lời (1)"
    tops = {column.mapTo(page, QPoint()).y() for column in page.board_switch.board.columns.values()}
    assert len(tops) == 1, "cards begin on one height where a heading needs two lines"
    column = page.board_switch.board.columns["replied"]
    column.choose(replied)
    with qtbot.waitSignal(page.record_wanted) as wanted:
        QTest.keyClick(column, Qt.Key.Key_Return)
    assert wanted.args == [replied]
    again = shown(ui, qtbot)
    activate(qtbot, again)
    assert again.board_switch.button.isChecked()


def test_nothing_is_done_to_records_that_were_chosen_behind_the_board(qtbot, ui, page, petition):
    uids = [petition(), petition()]
    activate(qtbot, page)
    page.view.selectAll()
    assert set(page.chosen_uids()) == set(uids)
    page.board_switch.button.click()
    settle(qtbot, page)
    assert not page.chosen_uids()
    assert "đã chọn" not in page.foot.text()
    QTest.keyClick(page, Qt.Key.Key_Delete)
    settle(qtbot, page)
    assert all(ui.store.get(uid) is not None for uid in uids)


def test_history_of_the_chosen_petition_opens_by_keyboard(qtbot, ui, page, petition):
    uid = petition()
    activate(qtbot, page)
    with qtbot.waitSignal(page.history_wanted) as wanted:
        page.history_action.trigger()
    assert wanted.args == [uid]


def test_a_complicated_case_is_raised_to_an_urgent_report_without_names(qtbot, ui, page, petition, monkeypatch):
    from danvan_desktop.ui.editors.editor import RecordEditor

    monkeypatch.setattr(RecordEditor, "_may_lose", lambda _self: True)
    uid = petition(complicated=True, citizen_name="Phạm Văn Dũng", group_size=40, assigned_to="Công an xã")
    activate(qtbot, page)
    page.actions_of_kind.entries["escalate"].trigger()
    (editor,) = page.findChildren(RecordEditor)
    assert editor.kind.name == "situation_entry"
    assert "Phạm Văn Dũng" not in str(editor.form.raw_values())
    editor.save()
    settle(qtbot, page)
    (entry,) = ui.store.find("situation_entry", petition=uid)
    assert entry.get("urgent") is True
    assert entry.number("people_count") == 40
    editor.close()
    page.actions_of_kind.entries["escalate"].trigger()
    assert [found.uid for found in page.findChildren(RecordEditor) if found.isVisible()] == [entry.uid]
    for found in page.findChildren(RecordEditor):
        found.close()


def test_each_step_shows_the_day_on_which_it_was_reached(qtbot, ui, petition):
    from danvan_desktop.ui.editors.opening import open_editor

    uid = petition(received_on="2026-08-01", state="replied", replied_on="2026-08-09", result="solved")
    editor = open_editor(ui, "petition", uid)
    steps = editor.stages.buttons
    assert steps["received"].accessibleName() == "Đã tiếp nhận: xong 01/08/2026"
    assert steps["replied"].accessibleName() == "Đã trả lời: xong 09/08/2026"
    told = "tiếp theo; còn thiếu: ngày thông báo cho dân, hình thức thông báo"
    assert steps["people_told"].accessibleName() == f"Đã thông báo cho dân: {told}"
    editor.close()


def test_a_new_petition_starts_today_with_the_next_number_and_a_term(qtbot, ui, petition):
    petition()
    editor = open_editor(ui, "petition")
    number = editor.form.input("number")
    qtbot.waitUntil(lambda: number.raw() == f"002/{TODAY.year}")
    assert editor.form.input("received_on").value() == TODAY.isoformat()
    first_term = editor.form.input("due_on").value()
    assert first_term is not None
    assert not editor.is_touched
    editor.form.put("nature", "complaint")
    qtbot.waitUntil(lambda: editor.form.input("due_on").value() != first_term)
    editor.form.put("received_on", f"{TODAY.year - 1}-03-02")
    qtbot.waitUntil(lambda: number.raw() == f"001/{TODAY.year - 1}")
    editor.form.put("number", "15a")
    editor.form.put("due_on", f"{TODAY.year - 1}-03-20")
    editor.form.put("received_on", f"{TODAY.year - 1}-03-03")
    qtbot.waitUntil(lambda: not ui.operations._reads)
    assert number.raw() == "15a"
    assert editor.form.input("due_on").value() == f"{TODAY.year - 1}-03-20"
    editor.form.put("unit", ui.store.unit.uid)
    editor.form.put("content", "Mương tắc")
    editor.save()
    qtbot.waitUntil(lambda: editor.record is not None)
    assert editor.record.text("number") == "15a"
    editor.close()


def test_moving_a_card_asks_for_what_the_state_needs(qtbot, ui, page, petition):
    uid = petition(assigned_to="Công chức địa chính")
    page.board_switch.board.move_wanted.emit(uid, "replied")
    (editor,) = [editor for editor in page.window().findChildren(RecordEditor) if editor.isVisible()]
    assert "ngày trả lời, kết quả" in editor.trouble.text()
    assert not editor.is_touched
    assert ui.store.get(uid).text("state") == "assigned"
    editor.close()


def test_a_card_is_moved_by_the_keyboard(qtbot, ui, page, petition):
    uid = petition(assigned_to="Công chức địa chính")
    board = page.board_switch.board
    board.show_fitting(ListQuery("petition"))
    cards = board.columns["assigned"]
    qtbot.waitUntil(lambda: len(cards.items) == 1)
    cards.choose(uid)
    with qtbot.waitSignal(board.move_wanted) as wanted:
        board._move("assigned", 1)
    assert wanted.args == [uid, "transferred"]
