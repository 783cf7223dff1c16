"""Sửa nhiều: one field of many records, told beforehand, by the rules of each, and taken back at once."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.bulk_dialog import BulkDialog
from danvan_desktop.ui.forms.inputs import ChoiceInput, LineInput
from danvan_desktop.ui.pages.record_page import RecordPage
from danvan_desktop.ui.widgets.questions import Answer
from tests.ui.petitions import ago, petition_saver
from tests.ui.settling import settle
from tests.ui.test_record_page import activate

pytestmark = pytest.mark.usefixtures("no_term_is_moved")


@pytest.fixture
def petition(ui: UiContext, village: str) -> Callable[..., str]:
    return petition_saver(ui.store, village)


def page_of(ui: UiContext, qtbot: QtBot, kind: str) -> RecordPage:
    page = RecordPage(ui, ui.views[kind])
    qtbot.addWidget(page)
    page.resize(1160, 700)
    page.show()
    qtbot.waitExposed(page)
    activate(qtbot, page)
    page.view.selectAll()
    return page


def dialog_of(page: RecordPage) -> BulkDialog:
    assert page.bulk.change_action.isEnabled()
    page.bulk.change_action.trigger()
    (dialog,) = page.findChildren(BulkDialog)
    return dialog


def write(dialog: BulkDialog, text: str) -> None:
    assert isinstance(dialog.input, LineInput)
    dialog.input.line.setText(text)
    dialog.input.line.textEdited.emit(text)


def planned(qtbot: QtBot, dialog: BulkDialog, page: RecordPage) -> str:
    qtbot.waitUntil(lambda: not dialog._timer.isActive())
    settle(qtbot, page)
    return dialog.told.text()


def test_many_get_one_value_by_its_own_input_and_one_undo_takes_it_back(
    qtbot: QtBot, ui: UiContext, petition: Callable[..., str]
) -> None:
    first, second = petition(), petition(assigned_to="Trạm y tế")
    petition(assigned_to="Công an xã")
    page = page_of(ui, qtbot, "petition")
    dialog = dialog_of(page)
    dialog.choose_field("assigned_to")
    write(dialog, "Công an xã")
    told = planned(qtbot, dialog, page).splitlines()
    assert told[0] == "Sửa mục này ở 2 kiến nghị, phản ánh."
    assert told[1].startswith("Trong đó 1 đang ghi khác")
    assert told[2] == "1 đã ghi đúng như vậy."
    assert dialog.change_button.text() == "Sửa 2 kiến nghị, phản ánh"
    QTest.keyClick(dialog.change_button, Qt.Key.Key_Return)
    settle(qtbot, page)
    qtbot.waitUntil(lambda: not page.findChildren(BulkDialog))
    assert [ui.store.get(uid).text("assigned_to") for uid in (first, second)] == ["Công an xã"] * 2
    assert str(ui.operations.undo_title) == "Sửa “Giao cho” của 2 kiến nghị, phản ánh"
    ui.operations.undo()
    settle(qtbot, page)
    assert [ui.store.get(uid).text("assigned_to") for uid in (first, second)] == ["", "Trạm y tế"]


def test_tab_goes_from_the_field_to_what_is_written_in_it(
    qtbot: QtBot, ui: UiContext, petition: Callable[..., str]
) -> None:
    petition()
    petition()
    dialog = dialog_of(page_of(ui, qtbot, "petition"))
    assert dialog._value_label.isHidden(), "nothing is to be written yet"
    dialog.field_box.setFocus()
    for name in ("field", "assigned_to", "assigned_on"):
        dialog.choose_field(name)
        assert not dialog._value_label.isHidden()
        assert dialog.input is not None
        assert dialog.field_box.nextInFocusChain() in (dialog.input, dialog.input.focusProxy())


def test_states_follow_the_rules_of_each_record(qtbot: QtBot, ui: UiContext, petition: Callable[..., str]) -> None:
    ready = petition(assigned_to="UBND tỉnh")
    fresh = petition("Đường hỏng")
    page = page_of(ui, qtbot, "petition")
    dialog = dialog_of(page)
    dialog.choose_field("state")
    settle(qtbot, page)
    assert isinstance(dialog.input, ChoiceInput)
    box = dialog.input.box
    box.setCurrentIndex(box.findData("transferred"))
    box.activated.emit(box.currentIndex())
    text = planned(qtbot, dialog, page)
    assert "1 không sửa được nên giữ nguyên:" in text, text
    assert "Đường hỏng" in text
    dialog.change()
    settle(qtbot, page)
    assert ui.store.get(ready).text("state") == "transferred"
    assert ui.store.get(fresh).text("state") == "received"


def test_signed_minutes_are_named_and_left_as_they_are(
    qtbot: QtBot, ui: UiContext, signed_meeting: str, open_meeting: str
) -> None:
    page = page_of(ui, qtbot, "meeting")
    before = ui.store.get(signed_meeting).text("place")
    dialog = dialog_of(page)
    dialog.choose_field("place")
    write(dialog, "Nhà văn hóa mới")
    text = planned(qtbot, dialog, page)
    assert "1 không sửa được nên giữ nguyên:" in text, text
    dialog.change()
    settle(qtbot, page)
    assert ui.store.get(signed_meeting).text("place") == before
    assert ui.store.get(open_meeting).text("place") == "Nhà văn hóa mới"


def test_what_cannot_be_read_is_told_and_nothing_can_be_pressed(
    qtbot: QtBot, ui: UiContext, petition: Callable[..., str], answers: list[Answer]
) -> None:
    petition()
    petition()
    page = page_of(ui, qtbot, "petition")
    dialog = dialog_of(page)
    assert not dialog.change_button.isEnabled()
    dialog.choose_field("due_on")
    QTest.keyClicks(dialog.input.line, "30/2/2026")
    assert "chỉ có 28 ngày" in planned(qtbot, dialog, page)
    assert not dialog.change_button.isEnabled()
    answers.append(Answer.LOSE)
    dialog.close()


def test_a_required_field_is_not_emptied(
    qtbot: QtBot, ui: UiContext, petition: Callable[..., str], answers: list[Answer]
) -> None:
    petition()
    petition()
    page = page_of(ui, qtbot, "petition")
    dialog = dialog_of(page)
    dialog.choose_field("received_on")
    QTest.keyClicks(dialog.input.line, "1")
    QTest.keyClick(dialog.input.line, Qt.Key.Key_Backspace)
    assert "2 không sửa được" in planned(qtbot, dialog, page)
    answers.append(Answer.LOSE)
    dialog.close()


def test_one_record_alone_is_changed_where_it_is_opened(
    qtbot: QtBot, ui: UiContext, petition: Callable[..., str]
) -> None:
    petition()
    page = page_of(ui, qtbot, "petition")
    assert not page.bulk.change_action.isEnabled()


@pytest.fixture
def open_meeting(ui: UiContext, village: str) -> str:
    return _meeting(ui, village, "held")


@pytest.fixture
def signed_meeting(ui: UiContext, village: str) -> str:
    return _meeting(ui, village, "signed")


def _meeting(ui: UiContext, village: str, state: str) -> str:
    values = {
        "unit": village,
        "subject": "Bàn làm đường",
        "starts_at": f"{ago(3)}T19:30",
        "ends_at": f"{ago(3)}T21:30",
        "place": "Nhà văn hóa",
        "chair": "Trần Văn An",
        "secretary": "Lê Thị Bình",
        "households_total": 100,
        "households_present": 80,
        "state": state,
    }
    return ui.store.save(Draft("meeting", values)).uids[0]


def test_chosen_records_are_given_to_a_person_in_one_step(qtbot: QtBot, ui: UiContext, village: str) -> None:
    values = {"title": "Thu chi quỹ", "item": "p02", "unit": ui.store.unit.uid}
    uids = [ui.store.save(Draft("publicity_item", values)).uids[0] for _number in range(2)]
    page = RecordPage(ui, ui.views["publicity_item"])
    qtbot.addWidget(page)
    page.show()
    activate(qtbot, page)
    page.view.selectAll()
    assert page.bulk.assign_action is not None
    page.bulk.assign_action.trigger()
    (dialog,) = page.findChildren(BulkDialog)
    assert dialog.field_box.currentData() == "responsible"
    write(dialog, "Hà Thị Nhài")
    planned(qtbot, dialog, page)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    settle(qtbot, page)
    assert {ui.store.get(uid).text("responsible") for uid in uids} == {"Hà Thị Nhài"}


def test_petitions_are_given_by_their_own_action_with_its_terms(ui: UiContext, qtbot: QtBot) -> None:
    page = RecordPage(ui, ui.views["petition"])
    qtbot.addWidget(page)
    assert page.bulk.assign_action is None
    assert "assign" in page.actions_of_kind.buttons
