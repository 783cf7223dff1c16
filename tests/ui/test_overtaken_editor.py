"""What somebody else wrote while an editor was open stands beside the field, to be chosen from; nothing is lost."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.kinds.disclosure import Purpose
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.opening import open_draft, open_editor
from tests.ui.settling import settle

pytestmark = pytest.mark.usefixtures("earlier_petitions")

LIVE: list[RecordEditor] = []


@pytest.fixture(autouse=True)
def _loses(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(RecordEditor, "_may_lose", lambda _self: True)
    yield
    LIVE.clear()


@pytest.fixture
def editor(ui: UiContext, village: str, qtbot: QtBot) -> RecordEditor:
    """An editor in which a name was typed while somebody else saved another."""
    editor = open_editor(ui, "unit", village)
    LIVE.append(editor)
    editor.form.put("name", "Thôn Đoài")
    elsewhere(ui, village, "Thôn Thượng")
    return editor


def elsewhere(ui: UiContext, uid: str, name: str) -> None:
    with Store.open(ui.store_path) as other:
        other.save(Draft("unit", {"name": name}, uid))


def stored(ui: UiContext, uid: str) -> str:
    record = ui.store.get(uid)
    assert record is not None
    return record.text("name")


def told(editor: RecordEditor) -> str:
    return editor.form._notes["name"].text()


def saved(editor: RecordEditor, qtbot: QtBot) -> None:
    editor.save()
    settle(qtbot, editor.context)


def test_both_values_stand_beside_the_field_and_nothing_is_saved(
    ui: UiContext, editor: RecordEditor, village: str, qtbot: QtBot
) -> None:
    for _again in range(2):
        saved(editor, qtbot)
        assert stored(ui, village) == "Thôn Thượng"
        assert "Thôn Thượng" in told(editor)
        assert "Thôn Đoài" in told(editor)
        assert editor.form.input("name").raw() == "Thôn Đoài"
        assert "Chưa lưu" in editor.trouble.text()
    assert ui.store.conflict_count() == 0


@pytest.mark.parametrize(("link", "kept"), [("mine", "Thôn Đoài"), ("theirs", "Thôn Thượng")])
def test_the_value_that_the_officer_chooses_is_saved(
    ui: UiContext, editor: RecordEditor, village: str, qtbot: QtBot, link: str, kept: str
) -> None:
    saved(editor, qtbot)
    editor.form._notes["name"].linkActivated.emit(link)
    assert editor.form.input("name").raw() == kept
    saved(editor, qtbot)
    assert stored(ui, village) == kept
    assert not editor.is_touched
    assert editor.form._notes["name"].isHidden()


def test_a_third_value_that_came_meanwhile_is_told_again(
    ui: UiContext, editor: RecordEditor, village: str, qtbot: QtBot
) -> None:
    saved(editor, qtbot)
    editor.form._notes["name"].linkActivated.emit("mine")
    elsewhere(ui, village, "Thôn Hạ")
    saved(editor, qtbot)
    assert stored(ui, village) == "Thôn Hạ"
    assert "Thôn Hạ" in told(editor)


def test_a_kept_draft_remembers_what_it_was_shown(ui: UiContext, village: str, qtbot: QtBot) -> None:
    editor = open_editor(ui, "unit", village)
    LIVE.append(editor)
    editor.form.put("name", "Thôn Đoài")
    editor.keeper.keep()
    settle(qtbot, ui)
    (draft,) = ui.store.drafts.all()
    elsewhere(ui, village, "Thôn Thượng")
    again = open_draft(ui, draft)
    LIVE.append(again)
    saved(again, qtbot)
    assert stored(ui, village) == "Thôn Thượng"
    assert "Thôn Thượng" in told(again)


def test_a_field_that_became_secret_is_written_over_only_once_it_was_seen(
    ui: UiContext, village: str, qtbot: QtBot
) -> None:
    values = {"number": "091/2026", "received_on": "2026-08-12", "unit": village, "content": "Mương tắc"}
    uid = ui.store.save(Draft("petition", values)).uids[0]
    editor = open_editor(ui, "petition", uid)
    LIVE.append(editor)
    editor.form.put("content", "Mương tắc lâu")
    with Store.open(ui.store_path) as other:
        other.save(Draft("petition", {"nature": "denunciation", "content": "Zokin"}, uid))
    saved(editor, qtbot)
    box = editor.findChild(QMessageBox)
    assert box is not None
    assert "giữ bí mật" in box.text()
    assert "Zokin" not in editor.form._notes["content"].text()
    box.escapeButton().click()
    saved(editor, qtbot)
    assert ui.store.reveal(uid, Purpose.READ).text("content") == "Zokin"
    box = next(box for box in editor.findChildren(QMessageBox) if box.isVisible())
    next(button for button in box.buttons() if button is not box.escapeButton()).click()
    settle(qtbot, ui)
    assert "Zokin" in editor.form._notes["content"].text()
    editor.form._notes["content"].linkActivated.emit("mine")
    saved(editor, qtbot)
    assert not editor.is_touched
    assert ui.store.reveal(uid, Purpose.READ).text("content") == "Mương tắc lâu"
    assert "Zokin" not in str(editor.form.raw_values())
