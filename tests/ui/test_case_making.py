"""One press makes a case or a petition of what was noted elsewhere, or parts a letter; what follows is opened."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.secrecy import MASK
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.split_dialog import SplitDialog
from danvan_desktop.ui.editors.case_editor import CaseEditor
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.opening import open_editor


def test_closing_without_a_day_says_which_one_counts_and_takes_another(ui: UiContext, qtbot: QtBot) -> None:
    uid = add(ui, "petition", received_on="2026-01-05", content="Mương tắc", unit=ui.store.unit.uid)
    editor = open_editor(ui, "petition", uid)
    editor.stages.lead_to("closed")
    assert editor.form.input("state").value() == "closed"
    editor.save()
    qtbot.waitUntil(lambda: ui.store.get(uid).text("state") == "closed")
    qtbot.waitUntil(lambda: "tính theo ngày ghi sổ" in _labels(editor))
    editor.form.put("closed_on", "2026-01-20")
    editor.show_edited()
    editor.save()
    qtbot.waitUntil(lambda: ui.store.get(uid).text("closed_on") == "2026-01-20")


def _labels(editor: RecordEditor) -> str:
    return " ".join(label.text() for label in editor.form.findChildren(QLabel))


@pytest.fixture
def entry(ui: UiContext) -> str:
    values = {"noted_on": "2026-01-05", "content": "Tập trung đông người", "unit": ui.store.unit.uid}
    return ui.store.save(Draft("situation_entry", values)).uids[0]


def test_a_press_saves_the_case_with_its_link_and_asks_to_open_it(ui: UiContext, entry: str, qtbot) -> None:
    editor = open_editor(ui, "situation_entry", entry)
    assert not editor.case.button.isHidden()
    with qtbot.waitSignal(editor.open_requested) as asked:
        editor.case.make("hot_spot")
    kind, uid = asked.args
    assert (kind, ui.store.get(uid).text("state")) == ("case", "open")
    assert ui.store.get(entry).text("case") == uid


@pytest.mark.parametrize("marked", [{"long": True}, {"beyond": True}, {"mass": True, "people": 12}])
def test_the_dialogue_is_offered_once_nobody_is_left_to_settle(ui: UiContext, qtbot, marked: dict[str, object]) -> None:
    values = marked | {
        "received_on": "2026-01-05",
        "nature": "complaint",
        "title": "Khiếu nại kéo dài",
        "unit": ui.store.unit.uid,
    }
    uid = ui.store.save(Draft("case", values)).uids[0]
    editor = open_editor(ui, "case", uid)
    assert editor.dialogue_button.isHidden()
    editor.form.put("finished_procedure", True)
    editor.refresh_live()
    assert not editor.dialogue_button.isHidden()


def add(ui: UiContext, kind: str, /, **values: object) -> str:
    return ui.store.save(Draft(kind, values)).uids[0]


def press(editor: RecordEditor, words: str) -> None:
    button = next(one for one in editor.findChildren(QPushButton) if one.text() == words and not one.isHidden())
    assert button.isEnabled(), words
    button.click()


@pytest.fixture
def session(ui: UiContext) -> str:
    return add(ui, "reception", held_on="2026-01-05", receiver="Lê Quang Hưng", place="Trụ sở")


@pytest.mark.parametrize(
    ("nature", "words", "made"),
    [
        ("complaint", "Chuyển thành vụ việc", "case"),
        ("reflection", "Vào sổ kiến nghị", "petition"),
    ],
)
def test_a_press_makes_of_a_visit_that_was_just_typed_what_it_is(
    ui: UiContext, session: str, qtbot: QtBot, nature: str, words: str, made: str
) -> None:
    editor = open_editor(ui, "reception", session)
    panel = editor.parts.turn_to("reception_visit")
    assert isinstance(panel, ChildPanel)
    panel.add()
    for name, value in {"citizen_name": "Trần Thị Bưởi", "content": "Mương bị tắc", "nature": nature}.items():
        panel.form.put(name, value)
        panel.form.edited.emit(name)
    with qtbot.waitSignal(editor.open_requested) as asked:
        press(editor, words)
    kind, uid = asked.args
    record = ui.store.get(uid)
    assert (kind, record.text("nature"), record.text("content")) == (made, nature, "Mương bị tắc")
    visit = ui.store.children(session, "reception_visit")[0]
    assert visit.text(made) == uid
    with qtbot.waitSignal(editor.open_requested) as asked:
        press(editor, "Mở hồ sơ đã lập")
    assert asked.args == [made, uid]


def test_a_letter_that_is_no_complaint_becomes_a_petition_at_a_press(ui: UiContext, qtbot: QtBot) -> None:
    values = {"received_on": "2026-01-05", "nature": "complaint", "title": "Đơn về mương", "citizen_name": "Bưởi"}
    uid = add(ui, "case", unit=ui.store.unit.uid, content="Mương bị tắc", **values)
    editor = open_editor(ui, "case", uid)
    with qtbot.waitSignal(editor.open_requested) as asked:
        press(editor, "Chuyển thành kiến nghị")
    assert ui.store.get(asked.args[1]).text("split_from") == uid
    assert ui.store.get(uid).text("state") == "filed"
    qtbot.waitUntil(lambda: editor.petition.button.isHidden() and not editor.petition.open_button.isHidden())


def test_a_chosen_part_of_a_letter_becomes_a_petition_of_its_own(ui: UiContext, qtbot: QtBot) -> None:
    values = {"received_on": "2026-01-05", "nature": "complaint", "title": "Đơn", "citizen_name": "Bưởi"}
    uid = add(ui, "case", unit=ui.store.unit.uid, content="Đền bù thấp. Mương tắc.", **values)
    editor = open_editor(ui, "case", uid)
    press(editor, "Tách đơn…")
    dialog = editor.findChild(SplitDialog)
    assert dialog is not None
    dialog.split()
    assert dialog.isVisible(), "nothing was chosen to be split off"
    cursor = dialog.rest.textCursor()
    cursor.setPosition(len("Đền bù thấp. "))
    cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
    dialog.rest.setTextCursor(cursor)
    dialog.move_down()
    dialog.becomes.setCurrentIndex(dialog.becomes.findText("Kiến nghị, phản ánh: Phản ánh"))
    with qtbot.waitSignal(editor.open_requested) as asked:
        dialog.split_button.click()
    kind, part = asked.args
    record = ui.store.get(part)
    assert (kind, record.text("content"), record.text("nature")) == ("petition", "Mương tắc.", "reflection")
    assert record.text("split_from") == uid
    assert ui.store.get(uid).text("content") == "Đền bù thấp."
    qtbot.waitUntil(lambda: editor.form.input("content").value() == "Đền bù thấp.")


def test_a_denunciation_chosen_out_of_a_letter_leaves_the_rest_with_its_term_and_covered(
    ui: UiContext, qtbot: QtBot
) -> None:
    values = {"received_on": "2026-01-05", "citizen_name": "Bưởi", "content": "Mương tắc. Ông Zờkín nhận tiền."}
    uid = add(ui, "petition", unit=ui.store.unit.uid, **values)
    editor = open_editor(ui, "petition", uid)
    press(editor, "Tách đơn…")
    dialog = editor.findChild(SplitDialog)
    assert dialog is not None
    assert dialog.secrecy.isHidden()
    dialog.rest.setPlainText("Mương tắc.")
    dialog.part.setPlainText("Ông Zờkín nhận tiền.")
    dialog.becomes.setCurrentIndex(dialog.becomes.findText("Vụ việc, đơn: Tố cáo"))
    assert not dialog.secrecy.isHidden()
    with qtbot.waitSignal(editor.open_requested) as asked:
        dialog.split_button.click()
    kind, part = asked.args
    rest = ui.store.get(uid)
    assert (kind, ui.store.get(part).secret) == ("case", True)
    assert (rest.text("denunciation"), rest.text("case"), rest.text("content")) == (part, "", MASK)
    assert ui.store.late_term(rest) is not None
    qtbot.waitUntil(lambda: editor.form.input("content").value() == MASK)


def test_an_opinion_about_two_matters_is_split_in_its_table(ui: UiContext, qtbot: QtBot) -> None:
    held = {"held_on": "2026-01-05", "topic": "Đất đai", "place": "Hội trường", "led_by": "Lê Quang Hưng"}
    dialogue = add(ui, "dialogue", unit=ui.store.unit.uid, **held)
    add(ui, "opinion", gathering=dialogue, content="Điện yếu. Đường hỏng.", speaker_name="Bưởi")
    editor = open_editor(ui, "dialogue", dialogue)
    editor.parts.turn_to("opinion")
    editor.opinions.table.selectRow(0)
    press(editor, "Tách ý kiến…")
    dialog = editor.findChild(SplitDialog)
    assert dialog is not None
    dialog.rest.setPlainText("Điện yếu.")
    dialog.part.setPlainText("Đường hỏng.")
    dialog.split_button.click()
    qtbot.waitUntil(lambda: len(editor.opinions.rows.rows) == 2)
    said = {one.text("content"): one.text("speaker_name") for one in ui.store.children(dialogue, "opinion")}
    assert said == {"Điện yếu.": "Bưởi", "Đường hỏng.": "Bưởi"}


def test_a_denunciation_offers_nothing_that_would_tell_of_it(ui: UiContext, qtbot: QtBot) -> None:
    values = {"received_on": "2026-01-05", "nature": "denunciation", "title": "Tố cáo", "citizen_name": "Bưởi"}
    uid = add(ui, "case", unit=ui.store.unit.uid, content="Việc một", **values)
    editor = open_editor(ui, "case", uid)
    assert editor.petition.button.isHidden()
    assert editor.split.button.isHidden(), "its words are covered until somebody opens them"


def test_a_complaint_that_was_begun_as_a_petition_goes_on_as_a_case(ui: UiContext, qtbot: QtBot) -> None:
    editor = open_editor(ui, "petition")
    qtbot.waitUntil(lambda: editor.form.input("number").value() is not None)
    for name, value in {"content": "Đền bù thấp", "citizen_name": "Bưởi", "nature": "complaint"}.items():
        editor.form.put(name, value)
    editor.show_edited()
    editor.save()
    qtbot.waitUntil(lambda: editor.refusals.was_refused)
    assert ui.store.count("petition") == 0
    assert not editor.case.button.isHidden()
    editor.case.make("complaint")
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, CaseEditor) and one.record is None]
    (case,) = found
    qtbot.waitUntil(lambda: case.form.input("number").value() is not None)
    case.save()
    qtbot.waitUntil(lambda: ui.store.count("case") == 1)
    stored = ui.store.list("case")
    assert [one.text("content") for one in stored] == ["Đền bù thấp"]
    assert (stored[0].text("citizen_name"), stored[0].text("nature")) == ("Bưởi", "complaint")
    assert ui.store.count("petition") == 0
    case.close_for_good()


def test_a_petition_that_turns_out_to_be_a_complaint_becomes_a_case_at_a_press(ui: UiContext, qtbot: QtBot) -> None:
    uid = add(ui, "petition", received_on="2026-01-05", content="Đền bù thấp", unit=ui.store.unit.uid)
    editor = open_editor(ui, "petition", uid)
    editor.form.put("nature", "complaint")
    editor.show_edited()
    with qtbot.waitSignal(editor.open_requested) as asked:
        editor.case.make("complaint")
    petition, case = ui.store.get(uid), ui.store.get(asked.args[1])
    assert (petition.text("nature"), petition.text("case")) == ("petition", case.uid)
    assert case.text("nature") == "complaint"


def test_a_petition_that_became_a_case_leads_there_and_waits_for_nothing_itself(ui, village, qtbot):
    petition = {"number": "001/2026", "received_on": "2026-08-01", "unit": village, "content": "Mương tắc"}
    uid = ui.store.save(Draft("petition", petition)).uids[0]
    case = {"number": "002/2026", "received_on": "2026-08-01", "nature": "complaint", "title": "Mương tắc"}
    made = ui.store.save(Draft("case", case)).uids[0]
    ui.store.save(Draft("petition", {"case": made}, uid))
    editor = open_editor(ui, "petition", uid)
    qtbot.waitExposed(editor)
    assert "002/2026" in editor.next_step.words.text()
    assert editor.next_step.button.isHidden()
    editor.leave()
