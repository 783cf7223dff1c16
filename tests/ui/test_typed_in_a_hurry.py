"""What is typed in a hurry is read as it was meant; where the next key falls, and what is copied, is as one expects."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.pages.record_page import RecordPage
from danvan_desktop.ui.widgets.questions import Answer
from tests.ui.opened_editors import PETITION, opened

OPENED_ALONE = ("meeting", "dialogue", "petition", "model", "situation_entry", "unit", "officer")


@pytest.fixture
def petition(ui: UiContext, village: str) -> str:
    return ui.store.save(Draft("petition", {**PETITION, "number": "1", "unit": village})).uids[0]


def test_end_without_a_day_is_on_the_day_of_the_start(ui, village):
    meeting = {"unit": village, "subject": "Bàn", "starts_at": "19h30 ngày 12/8/2026", "ends_at": "21h", "place": "NVH"}
    meeting |= {"households_total": 9, "households_present": 8}
    uid = ui.store.save(Draft("meeting", {**meeting, "chair": "An", "secretary": "Bình", "state": "planned"})).uids[0]
    assert ui.store.get(uid).text("ends_at") == "2026-08-12T21:00"
    ui.store.save(Draft("meeting", {"ends_at": "22 giờ"}, uid))
    assert ui.store.get(uid).text("ends_at") == "2026-08-12T22:00"


def test_day_without_a_year_is_of_this_year(qtbot, ui, petition, answers):
    editor = opened(qtbot, ui, "petition", petition)
    line = editor.form.input("due_on").line
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "31/12")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert line.text().startswith(f"31/12/{ui.today().year}")
    answers.append(Answer.LOSE)
    editor.close()


def test_dates_typed_in_a_hurry_are_read(ui, village):
    for number, typed in enumerate(("12082026", "12 8 2026", "12,8,2026", "12.8.26", "12/8/2026"), 1):
        uid = ui.store.save(
            Draft("petition", {**PETITION, "number": str(number), "unit": village, "received_on": typed})
        ).uids[0]
        assert ui.store.get(uid).date("received_on") == dt.date(2026, 8, 12)


def test_chosen_rows_are_copied_a_line_each_with_headings_for_spreadsheets(qtbot, ui, village, petition):
    ui.store.save(Draft("petition", {**PETITION, "number": "7/2026", "unit": village, "citizen_name": "Lê Văn Thử"}))
    page = RecordPage(ui, ui.views["petition"])
    page.resize(1200, 600)
    qtbot.addWidget(page)
    page.show()
    page.activate()
    qtbot.waitUntil(lambda: page.table.rowCount() == 2)
    page.view.selectAll()
    QTest.keyClick(page.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 2
    assert any("Lê Văn Thử" in line.split("\t") for line in lines)
    table = QGuiApplication.clipboard().mimeData().html()
    assert "<th>" in table
    assert "mso-number-format" in table


def test_petition_made_of_an_opinion_is_opened_from_the_meeting(qtbot, ui, village, petition):
    meeting = {"unit": village, "subject": "Bàn", "starts_at": "19h30 ngày 12/8/2026", "place": "NVH", "state": "held"}
    meeting |= {"households_total": 9, "households_present": 8, "chair": "An", "secretary": "Bình"}
    uid = ui.store.save(Draft("meeting", meeting)).uids[0]
    ui.store.save(Draft("opinion", {"gathering": uid, "content": "Mương tắc", "petition": petition}))
    ui.store.save(Draft("opinion", {"gathering": uid, "content": "Đường hỏng"}))
    editor = opened(qtbot, ui, "meeting", uid)
    editor.tabs.setCurrentWidget(editor.opinions)
    shown_numbers = [editor.opinions.rows.index(row, 3).data() for row in range(2)]
    assert sorted(shown_numbers) == ["", "số 1"]
    editor.opinions.table.selectRow(shown_numbers.index(""))
    assert not editor.opinions.open_button.isEnabled()
    editor.opinions.table.selectRow(shown_numbers.index("số 1"))
    with qtbot.waitSignal(editor.open_requested) as wanted:
        editor.opinions.open_button.click()
    assert wanted.args == ["petition", petition]
    editor.opinions.table.setFocus()
    with qtbot.waitSignal(editor.open_requested) as wanted:
        QTest.keyClick(editor.opinions.table, Qt.Key.Key_Return)
    assert wanted.args == ["petition", petition]
    assert editor.isVisible()
    editor.close()


def test_editor_begins_in_the_first_field_that_wants_filling_in(qtbot, ui, village, answers):
    for kind in OPENED_ALONE:
        editor = opened(qtbot, ui, kind)
        focus = editor.focusWidget()
        inside = [name for name, one in editor.form._inputs.items() if one is focus or one.isAncestorOf(focus)]
        assert inside, kind
        assert ui.store.kinds[kind].field(inside[0]).required, kind
        editor.close()


def test_unit_is_found_by_typing_without_marks(qtbot, ui, village, answers):
    editor = opened(qtbot, ui, "meeting")
    reference = editor.form.input("unit")
    qtbot.waitUntil(lambda: reference.box.count() == 1)
    line = reference.box.lineEdit()
    qtbot.keyClicks(line, "thon do")
    completer = reference.box.completer()
    assert completer.completionModel().index(0, 0).data() == "Thôn Đông"
    qtbot.waitUntil(lambda: completer.popup().isVisible())
    qtbot.keyClick(completer.popup(), Qt.Key.Key_Down)
    qtbot.keyClick(completer.popup(), Qt.Key.Key_Return)
    assert reference.raw() == village
    answers.append(Answer.LOSE)
    editor.close()
