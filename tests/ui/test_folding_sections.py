"""Stages of a record as sections: what is done is a few lines, what is due has its fields, a key opens each."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.forms.folding_section import StageState
from tests.ui.petitions import ago, petition_saver
from tests.ui.settling import settle

pytestmark = pytest.mark.usefixtures("no_term_is_moved", "earlier_petitions")
ALT = Qt.KeyboardModifier.AltModifier
RECEIVED, ASSIGNED, REPLIED, TOLD, CLOSED = range(5)


@pytest.fixture
def petition(ui: UiContext, village: str) -> Callable[..., str]:
    return petition_saver(ui.store, village, received=9)


@pytest.fixture
def opened(ui: UiContext, qtbot: QtBot) -> Callable[..., RecordEditor]:
    def opened(kind: str, uid: str | None = None) -> RecordEditor:
        editor = open_editor(ui, kind, uid)
        qtbot.addWidget(editor)
        qtbot.waitExposed(editor)
        editor.activateWindow()
        qtbot.waitUntil(editor.isActiveWindow)
        return editor

    return opened


def folded(editor: RecordEditor) -> list[bool]:
    return [section.is_folded for section in editor.form.sections]


def marks(editor: RecordEditor) -> list[StageState]:
    return [section.mark for section in editor.form.sections]


def test_what_is_due_has_its_fields_and_the_rest_is_told_in_lines(
    petition: Callable[..., str], opened: Callable[..., RecordEditor]
) -> None:
    given = {"assigned_to": "Phòng Kinh tế", "assigned_on": ago(5), "citizen_name": "Lò Văn An"}
    editor = opened("petition", petition("Mương tắc", **given))
    assert folded(editor) == [True, True, False, True, True]
    assert marks(editor) == [StageState.DONE, StageState.DONE, StageState.DUE, StageState.LATER, StageState.LATER]
    received, assigned, *_rest = editor.form.sections
    assert "Người kiến nghị: Lò Văn An" in received.told.text()
    assert "Nội dung: Mương tắc" in received.told.text().splitlines()
    assert "Giao cho: Phòng Kinh tế" in assigned.told.text()
    assert editor.form.sections[TOLD].told.isHidden(), "nothing was written there"
    assert not editor.form.input("content").isVisible()
    assert editor.form.input("reply").isVisible()
    assert editor.form.input("reply").isAncestorOf(QApplication.focusWidget())


def test_what_is_due_again_after_an_undo_is_open(
    qtbot: QtBot, ui: UiContext, petition: Callable[..., str], opened: Callable[..., RecordEditor]
) -> None:
    editor = opened("petition", petition("Mương tắc"))
    assert folded(editor)[ASSIGNED] is False
    for name, value in (("assigned_to", "Phòng Kinh tế"), ("assigned_on", ago(5))):
        editor.form.put(name, value)
        editor.form.edited.emit(name)
    with qtbot.waitSignal(ui.operations.idle):
        editor.save()
    settle(qtbot, ui)
    assert marks(editor)[ASSIGNED] is StageState.DONE
    ui.operations.undo()
    settle(qtbot, ui)
    assert marks(editor)[ASSIGNED] is StageState.DUE
    assert folded(editor)[ASSIGNED] is False


def test_a_new_record_shows_all_fields(opened: Callable[..., RecordEditor]) -> None:
    editor = opened("petition")
    assert folded(editor) == [False] * 5
    assert marks(editor)[:2] == [StageState.DUE, StageState.LATER], "nothing is done of what nobody wrote yet"


def test_what_a_save_finished_folds_where_one_is_not(
    qtbot: QtBot, ui: UiContext, petition: Callable[..., str], opened: Callable[..., RecordEditor]
) -> None:
    editor = opened("petition", petition())
    editor.form.put("assigned_to", "Phòng Kinh tế")
    editor.save_button.setFocus()
    editor.save()
    settle(qtbot, ui)
    assert folded(editor) == [True, True, False, True, True]
    editor.form.put("reply", "Đã sửa")
    editor.form.put("replied_on", ago(0))
    editor.form.put("result", "solved")
    editor.form.focus_field("reply")
    editor.save()
    settle(qtbot, ui)
    assert folded(editor) == [True, True, False, False, True]


def test_a_finished_record_is_read_and_its_first_heading_has_the_keyboard(
    petition: Callable[..., str], opened: Callable[..., RecordEditor]
) -> None:
    told = {"people_told_on": ago(1), "told_how": "meeting", "state": "closed"}
    editor = opened("petition", petition(assigned_to="X", replied_on=ago(2), result="solved", reply="Đã sửa", **told))
    assert folded(editor) == [True] * 5
    assert marks(editor) == [StageState.DONE] * 5
    assert QApplication.focusWidget() is editor.form.sections[RECEIVED].head


def test_keys_open_a_section_at_its_first_field_and_fold_it_again(
    petition: Callable[..., str], opened: Callable[..., RecordEditor]
) -> None:
    editor = opened("petition", petition())
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_4, ALT)
    assert not editor.form.sections[TOLD].is_folded
    assert editor.form.input("people_told_on").isAncestorOf(QApplication.focusWidget())
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_4, ALT)
    assert editor.form.sections[TOLD].is_folded
    assert QApplication.focusWidget() is editor.form.sections[TOLD].head
    QTest.keyClick(editor.form.sections[TOLD].head, Qt.Key.Key_Space)
    assert not editor.form.sections[TOLD].is_folded


def test_a_press_anywhere_on_the_heading_opens_and_folds(
    petition: Callable[..., str], opened: Callable[..., RecordEditor]
) -> None:
    editor = opened("petition", petition())
    section = editor.form.sections[RECEIVED]
    spot = QPoint(section.width() - 8, section.head.geometry().center().y())
    QTest.mouseClick(section, Qt.MouseButton.LeftButton, pos=spot)
    assert not section.is_folded
    assert editor.form.input("number").isVisible()
    QTest.mouseClick(section, Qt.MouseButton.LeftButton, pos=spot)
    assert section.is_folded


def test_tab_stops_at_the_headings_of_folded_sections_alone(
    petition: Callable[..., str], opened: Callable[..., RecordEditor]
) -> None:
    editor = opened("petition", petition())
    stops = [bool(section.head.focusPolicy() & Qt.FocusPolicy.TabFocus) for section in editor.form.sections]
    assert stops == folded(editor)


def test_to_open_a_stage_tells_what_it_lacks_and_decides_nothing(
    petition: Callable[..., str], opened: Callable[..., RecordEditor]
) -> None:
    editor = opened("petition", petition())
    editor.form.sections[CLOSED].head.click()
    assert not editor.is_touched
    assert editor.form.input("state").value() == "received"
    editor.form.sections[REPLIED].head.click()
    assert "ngày trả lời, kết quả" in editor.trouble.text()
    assert not editor.is_touched


def test_marks_follow_what_is_typed_and_what_is_wrong_opens_its_section(
    qtbot: QtBot, ui: UiContext, petition: Callable[..., str], opened: Callable[..., RecordEditor]
) -> None:
    editor = opened("petition", petition())
    editor.form.put("assigned_to", "Phòng Kinh tế")
    assert marks(editor)[:3] == [StageState.DONE, StageState.DONE, StageState.DUE]
    editor.form.sections[RECEIVED].fold(folded=True)
    editor.form.put("people_told_on", ago(-3))
    editor.form.sections[TOLD].fold(folded=True)
    editor.save()
    settle(qtbot, ui)
    assert not editor.form.sections[TOLD].is_folded
    assert editor.form.input("people_told_on").isVisible()


def test_the_next_record_of_the_list_shows_what_is_due_in_it(
    ui: UiContext, petition: Callable[..., str], opened: Callable[..., RecordEditor]
) -> None:
    editor = opened("petition", petition())
    assert folded(editor)[ASSIGNED] is False
    editor.show_other(ui.store.get(petition("Khác", assigned_to="Phòng Kinh tế")))
    assert folded(editor) == [True, True, False, True, True]
    assert "Khác" in editor.form.sections[RECEIVED].told.text()


def test_what_is_secret_is_not_told_by_a_folded_section(
    petition: Callable[..., str], opened: Callable[..., RecordEditor]
) -> None:
    uid = petition("Tố cáo việc thu tiền", nature="denunciation", citizen_name="Người Bí Mật", assigned_to="X")
    editor = opened("petition", uid)
    assert editor.form.sections[RECEIVED].is_folded
    assert "Người Bí Mật" not in editor.form.sections[RECEIVED].told.text()


@pytest.mark.parametrize("kind", ["meeting", "dialogue"])
def test_gatherings_have_their_stages_too(
    ui: UiContext, village: str, opened: Callable[..., RecordEditor], kind: str
) -> None:
    common = {"unit": village, "place": "Nhà văn hóa", "secretary": "Lý A Sử"}
    values = {
        "meeting": {"subject": "Bàn đường", "starts_at": f"{ago(-5)}T19:30", "chair": "An", "households_total": 20},
        "dialogue": {"topic": "Đất đai", "held_on": ago(-5), "led_by": "An", "led_by_position": "Chủ tịch"},
    }[kind]
    editor = opened(kind, ui.store.save(Draft(kind, {**common, **values})).uids[0])
    assert marks(editor)[:3] == [StageState.DONE, StageState.DUE, StageState.LATER]
    assert folded(editor)[:3] == [True, False, True]
    assert editor.stages.line is None


def test_stages_without_sections_stand_upright_with_all_their_names_where_there_is_room(
    ui: UiContext, village: str, qtbot: QtBot
) -> None:
    editor = open_editor(ui, "land_project", None)
    assert editor is not None
    line = editor.stages.line
    assert line is not None
    editor.resize(780, 640)
    qtbot.waitExposed(editor)
    qtbot.waitUntil(lambda: line.y() < editor.tabs.y())
    editor.resize(1100, 640)
    qtbot.waitUntil(lambda: line.x() + line.width() <= editor.tabs.x())
    assert all("\n" in button.text() for button in line.buttons.values() if not button.isHidden())
    tops = [button.y() for button in line.buttons.values() if not button.isHidden()]
    assert tops == sorted(tops)
    assert len(set(tops)) == len(tops)
    editor.resize(780, 640)
    qtbot.waitUntil(lambda: line.width() > 700)
    editor.leave()


def test_one_key_leads_a_letter_from_step_to_step(
    ui: UiContext, village: str, opened: Callable[..., RecordEditor]
) -> None:
    letter = {"nature": "complaint", "received_on": ago(9), "title": "Mức bồi thường", "unit": village}
    editor = opened("case", ui.store.save(Draft("case", letter)).uids[0])
    assert folded(editor) == [True, False, True, True]
    QTest.keyClick(editor, Qt.Key.Key_F6)
    assert editor.form.input("handling").isAncestorOf(editor.focusWidget())
    editor.form.put("handling", "accepted")
    editor.form.put("accepted_on", ago(5))
    QTest.keyClick(editor, Qt.Key.Key_F6)
    assert editor.form.input("decided_on").isAncestorOf(editor.focusWidget())


def test_a_hot_spot_has_its_own_sections(ui: UiContext, village: str, opened: Callable[..., RecordEditor]) -> None:
    spot = {"nature": "hot_spot", "received_on": ago(9), "title": "Ngăn thi công", "unit": village}
    editor = opened("case", ui.store.save(Draft("case", {**spot, "handled_on": ago(8)})).uids[0])
    assert folded(editor) == [True, True, True, False]
    QTest.keyClick(editor, Qt.Key.Key_F6)
    assert editor.form.input("danger").isAncestorOf(editor.focusWidget())


def test_a_locked_record_has_the_keyboard_where_a_text_can_be_copied(
    ui: UiContext, opened: Callable[..., RecordEditor]
) -> None:
    rated = {"target": "Công an xã", "year": 2025, "set": "Bộ tiêu chí", "self_total": 95, "rank": "excellent"}
    editor = opened("rating", ui.store.save(Draft("rating", {**rated, "decided_on": ago(9)})).uids[0])
    assert editor.is_locked
    assert editor.form.input("ineligible_reason").isAncestorOf(QApplication.focusWidget())


def test_lines_of_a_folded_text_are_still_told_apart(
    petition: Callable[..., str], opened: Callable[..., RecordEditor]
) -> None:
    editor = opened("petition", petition("Mương tắc.\nĐường hỏng;\nCống vỡ.", assigned_to="Phòng Kinh tế"))
    assert "Nội dung: Mương tắc; Đường hỏng; Cống vỡ." in editor.form.sections[RECEIVED].told.text()


def test_of_a_new_record_nothing_is_told_to_be_done(opened: Callable[..., RecordEditor]) -> None:
    editor = opened("petition")
    assert [section.standing.text() for section in editor.form.sections][:2] == ["đang ghi", "tiếp theo"]
