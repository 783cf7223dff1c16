"""A record made after an earlier one: a copy, one like the last of the same village, a series planned ahead."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.repeating import Rhythm
from danvan_desktop.store.repeating import copied
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.repeat_dialog import RepeatDialog
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.meeting_editor import MeetingEditor
from danvan_desktop.ui.pages.record_page import RecordPage
from tests.ui.settling import settle
from tests.ui.test_record_page import activate


@pytest.fixture
def meeting(ui: UiContext, village: str) -> str:
    values = {
        "unit": village,
        "subject": "Họp định kỳ",
        "place": "Nhà văn hóa thôn Đông",
        "starts_at": (ui.today() - dt.timedelta(days=40)).isoformat() + "T19:30",
        "chair": "Nguyễn Văn An, Trưởng thôn",
        "secretary": "Trần Thị Bình",
        "households_present": 88,
        "conclusion": "Nhất trí",
    }
    uid = ui.store.save(Draft("meeting", values)).uids[0]
    ui.store.save(Draft("agenda_item", {"meeting": uid, "title": "Tình hình tháng", "order": 1}))
    return uid


@pytest.fixture
def page(ui: UiContext, qtbot: QtBot, meeting: str) -> RecordPage:
    made = RecordPage(ui, ui.views["meeting"])
    qtbot.addWidget(made)
    made.resize(1160, 700)
    made.show()
    qtbot.waitExposed(made)
    activate(qtbot, made)
    made.view.choose_uid(meeting)
    return made


def test_ctrl_d_opens_a_new_record_with_what_can_be_taken_over(
    qtbot: QtBot, ui: UiContext, page: RecordPage, meeting: str
) -> None:
    QTest.keyClick(page.view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    (editor,) = page.findChildren(MeetingEditor)
    assert editor.record is None
    assert editor.uid != meeting
    values = editor.live_record().values
    assert (values["place"], values["subject"]) == ("Nhà văn hóa thôn Đông", "Họp định kỳ")
    assert values.get("starts_at") is None
    assert values.get("conclusion") is None
    assert [row.values["title"] for row in editor.agenda.rows.rows] == ["Tình hình tháng"]
    editor.form.put("starts_at", (ui.today() + dt.timedelta(days=3)).isoformat() + "T19:30")
    editor.save()
    settle(qtbot, page)
    assert ui.store.count("meeting") == 2
    assert ui.store.count("agenda_item") == 2
    editor.close_for_good()


def test_a_new_meeting_takes_over_what_the_last_one_of_the_village_had(
    qtbot: QtBot, ui: UiContext, meeting: str, village: str
) -> None:
    editor = MeetingEditor(ui, "meeting")
    editor.show()
    assert editor.like_last is not None
    assert editor.like_last.button.isHidden()
    editor.form.put("subject", "Bàn đường ngõ")
    editor.form.put("unit", village)
    qtbot.waitUntil(lambda: not editor.like_last.button.isHidden())
    editor.like_last.button.click()
    values = editor.live_record().values
    assert values["subject"] == "Bàn đường ngõ", "what was typed stays"
    assert (values["place"], values["secretary"]) == ("Nhà văn hóa thôn Đông", "Trần Thị Bình")
    assert values.get("households_present") is None
    assert [row.values["title"] for row in editor.agenda.rows.rows] == ["Tình hình tháng"]
    assert editor.like_last.button.isHidden()
    editor.close_for_good()


def test_the_last_one_is_not_offered_again_once_it_was_taken_over(
    qtbot: QtBot, ui: UiContext, meeting: str, village: str
) -> None:
    editor = MeetingEditor(ui, "meeting", preset={"unit": village})
    editor.show()
    assert editor.like_last is not None
    qtbot.waitUntil(lambda: not editor.like_last.button.isHidden())
    editor.like_last.button.click()
    editor.form.put("starts_at", f"{ui.today().isoformat()}T08:00")
    editor.form.edited.emit("starts_at")
    settle(qtbot, editor)
    assert editor.like_last.button.isHidden()
    editor.close_for_good()


def test_a_series_is_told_saved_in_one_press_and_taken_back_by_one_undo(
    qtbot: QtBot, ui: UiContext, page: RecordPage, meeting: str
) -> None:
    page.copying.repeat_action.trigger()
    (dialog,) = page.findChildren(RepeatDialog)
    qtbot.waitUntil(lambda: dialog.days.count() == 6)
    dialog.times.setCurrentIndex(dialog.times.findData(3))
    qtbot.waitUntil(lambda: dialog.days.count() == 3)
    assert dialog.save_button.text() == "Lập lịch 3 lần"
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(dialog.save_button, Qt.Key.Key_Return)
    made = [record for record in ui.store.list("meeting") if record.uid != meeting]
    assert len(made) == 3
    assert {record.text("state") for record in made} == {"planned"}
    assert all(record.date("starts_at") >= ui.today() for record in made)
    assert ui.store.count("agenda_item") == 4
    ui.operations.undo()
    settle(qtbot, page)
    assert ui.store.count("meeting") == 1
    assert ui.store.count("agenda_item") == 1


def test_days_that_are_taken_are_told_and_left_out(qtbot: QtBot, ui: UiContext, page: RecordPage, meeting: str) -> None:
    dialog = RepeatDialog(ui, ui.store.get(meeting), page)
    qtbot.waitUntil(lambda: dialog.days.count() == 6)
    dialog.save()
    settle(qtbot, page)
    again = RepeatDialog(ui, ui.store.get(meeting), page)
    qtbot.waitUntil(lambda: again.days.count() == 6)
    assert all("đã có lịch" in again.days.item(place).text() for place in range(6))
    assert not again.save_button.isEnabled()
    again.close()


def test_a_day_of_reception_on_a_day_off_is_told_with_the_day_it_is_moved_to(qtbot: QtBot, ui: UiContext) -> None:
    values = {"held_on": "2026-07-06", "receiver": "Lê Quang Hưng", "place": "Trụ sở xã"}
    session = ui.store.get(ui.store.save(Draft("reception", values)).uids[0])
    dialog = RepeatDialog(ui, session)
    qtbot.addWidget(dialog)
    dialog.rhythm.setCurrentIndex(dialog.rhythm.findData(Rhythm.WEEKLY))
    dialog.times.setCurrentIndex(dialog.times.findData(1))
    dialog.first.show_value("2027-01-02")
    dialog.first.edited.emit()
    qtbot.waitUntil(lambda: dialog.days.count() == 1 and "04/01/2027" in dialog.days.item(0).text())
    assert "dời từ ngày nghỉ 02/01/2027" in dialog.days.item(0).text()
    dialog.save()
    qtbot.waitUntil(lambda: not ui.operations.busy)
    assert {one.text("held_on") for one in ui.store.list("reception")} == {"2026-07-06", "2027-01-04"}


def test_a_kind_that_does_not_come_round_offers_a_copy_alone(qtbot: QtBot, ui: UiContext) -> None:
    page = RecordPage(ui, ui.views["petition"])
    qtbot.addWidget(page)
    assert page.copying.copy_action.isVisible()
    assert not page.copying.repeat_action.isVisible()


def test_a_copy_of_a_petition_names_no_citizen_and_gets_its_own_number(
    qtbot: QtBot, ui: UiContext, village: str
) -> None:
    values = {"unit": village, "content": "Mương tắc", "citizen_name": "Lê Văn Mẫu", "field": "other"}
    record = ui.store.get(ui.store.save(Draft("petition", values)).uids[0])
    editor = RecordEditor(ui, "petition", preset=copied(ui.store, record).values)
    qtbot.addWidget(editor)
    editor.save()
    qtbot.waitUntil(lambda: not ui.operations.busy)
    (copy,) = [one for one in ui.store.list("petition") if one.uid != record.uid]
    assert copy.text("content") == "Mương tắc"
    assert copy.get("citizen_name") is None
    assert copy.text("number") != record.text("number")
