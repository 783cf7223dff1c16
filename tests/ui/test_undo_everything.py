"""Every action on records is taken back by one undo and done again by one redo."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.fields import Values
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.assign_dialog import AssignDialog
from danvan_desktop.ui.dialogs.bulk_dialog import BulkDialog
from danvan_desktop.ui.dialogs.rule_overrides import RuleOverrides, Wish
from danvan_desktop.ui.editors.attachments_panel import AttachmentsPanel
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.forms.inputs import ChoiceInput
from danvan_desktop.ui.forms.phrases import PhraseButton
from danvan_desktop.ui.operations import Operation, short_work
from danvan_desktop.ui.pages import deleting_action
from danvan_desktop.ui.pages.bin_page import BinPage
from danvan_desktop.ui.pages.record_page import RecordPage
from tests.ui.settling import settle
from tests.ui.windows import shown_window

Action = Callable[[], object]


@pytest.fixture
def petitions(ui: UiContext, village: str) -> list[str]:
    common = {"received_on": "2026-08-01", "unit": village, "content": "Mương tắc"}
    drafts = [Draft("petition", {**common, "number": f"{number:03d}/2026"}) for number in (1, 2, 3)]
    return list(ui.store.save(*drafts).uids)


def content(ui: UiContext) -> Mapping[str, Values]:
    """Return all records that are not deleted, with their values."""
    records = [record for kind in ui.store.kinds for record in ui.store.list(kind.name)]
    return {
        record.uid: {name: value for name, value in record.values.items() if value is not None} for record in records
    }


def is_taken_back_and_done_again(qtbot: QtBot, ui: UiContext, action: Action) -> bool:
    settle(qtbot, ui)
    before = content(ui)
    action()
    settle(qtbot, ui)
    after = content(ui)
    assert after != before
    ui.operations.undo()
    settle(qtbot, ui)
    assert content(ui) == before
    ui.operations.redo()
    settle(qtbot, ui)
    return content(ui) == after


def test_files_are_attached_and_taken_away(qtbot: QtBot, ui: UiContext, petitions: list[str], tmp_path: Path) -> None:
    paths = [tmp_path / "don.txt", tmp_path / "bien-ban.txt"]
    for path in paths:
        path.write_text(path.name, "utf-8")
    panel = AttachmentsPanel(ui)
    qtbot.addWidget(panel)
    panel.show_owner(petitions[0])
    assert is_taken_back_and_done_again(qtbot, ui, lambda: panel.add_files(paths))
    panel.show_owner(petitions[0])
    panel.list.setCurrentRow(0)
    assert is_taken_back_and_done_again(qtbot, ui, panel.remove_button.click)


def test_many_are_deleted_and_one_restored(
    qtbot: QtBot, ui: UiContext, petitions: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deleting_action, "may_delete", lambda *_asked: True)
    page = RecordPage(ui, ui.views["petition"])
    qtbot.addWidget(page)
    page.show()
    page.activate()
    settle(qtbot, ui)
    page.view.selectAll()
    assert len(page.chosen_records()) == 3
    assert is_taken_back_and_done_again(qtbot, ui, page.deleting.delete_chosen)
    bin_page = BinPage(ui)
    qtbot.addWidget(bin_page)
    bin_page.show()
    bin_page.activate()
    settle(qtbot, ui)
    assert is_taken_back_and_done_again(qtbot, ui, bin_page.restore_button.click)


def test_many_are_assigned(qtbot: QtBot, ui: UiContext, petitions: list[str]) -> None:
    dialog = AssignDialog(ui, [record for uid in petitions if (record := ui.store.get(uid)) is not None])
    dialog.show()
    dialog.agency.line.setText("Công an xã")
    assert is_taken_back_and_done_again(qtbot, ui, dialog.assign_button.click)


def test_a_field_of_many_is_changed(qtbot: QtBot, ui: UiContext, petitions: list[str]) -> None:
    dialog = BulkDialog(ui, ui.store.kinds["petition"], petitions)
    dialog.show()
    dialog.choose_field("field")
    assert isinstance(dialog.input, ChoiceInput)
    dialog.input.show_value("education")
    dialog.input.edited.emit()
    qtbot.waitUntil(dialog.change_button.isEnabled)
    assert is_taken_back_and_done_again(qtbot, ui, dialog.change_button.click)


def test_texts_are_kept_as_phrases(qtbot: QtBot, ui: UiContext) -> None:
    button = PhraseButton(ui, "meeting.conclusion", lambda _text: None, lambda: "Giao Trưởng thôn niêm yết.")
    qtbot.addWidget(button)
    assert is_taken_back_and_done_again(qtbot, ui, lambda: button.keep("Niêm yết", "Giao Trưởng thôn niêm yết."))


def test_the_office_s_own_rule_is_set_and_given_up(qtbot: QtBot, ui: UiContext) -> None:
    overrides = RuleOverrides(ui, ui.operations)
    code = "petition.tell_people_days"
    set_it = partial(overrides.set, code, Wish("3", "Quy chế của xã", False), lambda: None, lambda _error: False)
    assert is_taken_back_and_done_again(qtbot, ui, set_it)
    assert is_taken_back_and_done_again(qtbot, ui, lambda: overrides.remove(code, lambda: None))


def save_as_cleared(qtbot: QtBot, ui: UiContext, petition: str) -> None:
    draft = Draft("petition", {"content": "Mương đã thông"}, petition)
    ui.operations.run(Operation(_("Lưu"), short_work(lambda store: store.save(draft)), undoable=True))
    settle(qtbot, ui)


def press_undo() -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize("field", ["number", "received_on", "unit", "content"])
def test_ctrl_z_in_a_field_in_which_nothing_was_typed_takes_the_last_save_back(
    qtbot: QtBot, ui: UiContext, petitions: list[str], field: str
) -> None:
    with shown_window(ui, qtbot) as window:
        window.open_record(petitions[0])
        settle(qtbot, ui)
        save_as_cleared(qtbot, ui, petitions[0])
        editor = window.desk.current
        assert editor is not None
        editor.form.focus_field(field)
        press_undo()
        settle(qtbot, ui)
        assert ui.store.get(petitions[0]).text("content") == "Mương tắc"


def test_ctrl_z_takes_what_is_typed_back_first_and_no_save_beside_what_is_not_saved_yet(
    qtbot: QtBot, ui: UiContext, petitions: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RecordEditor, "_may_lose", lambda _self: True)
    with shown_window(ui, qtbot) as window:
        window.open_record(petitions[0])
        settle(qtbot, ui)
        save_as_cleared(qtbot, ui, petitions[0])
        editor = window.desk.current
        assert editor is not None
        editor.form.focus_field("content")
        QTest.keyClicks(QApplication.focusWidget(), " a")
        assert editor.is_touched
        editor.form.focus_field("number")
        press_undo()
        settle(qtbot, ui)
        assert ui.store.get(petitions[0]).text("content") == "Mương đã thông"
        assert "Đang ghi dở" in window.status.state.text()
        editor.form.focus_field("content")
        press_undo()
        press_undo()
        settle(qtbot, ui)
        assert ui.store.get(petitions[0]).text("content") == "Mương đã thông"


def test_a_record_in_a_window_of_its_own_takes_the_last_save_back_too(
    qtbot: QtBot, ui: UiContext, petitions: list[str]
) -> None:
    editor = open_editor(ui, "petition", petitions[0])
    assert editor is not None
    qtbot.waitUntil(editor.isActiveWindow)
    settle(qtbot, ui)
    save_as_cleared(qtbot, ui, petitions[0])
    editor.form.focus_field("number")
    press_undo()
    settle(qtbot, ui)
    assert ui.store.get(petitions[0]).text("content") == "Mương tắc"
    editor.leave()
