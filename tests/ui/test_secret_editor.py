"""The editor of a denunciation hides it until the press that is noted, and its preview prints it only then."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.secrecy import MASK
from danvan_desktop.localization import Translator, _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.crash_details import crash_details
from danvan_desktop.ui.editors.child_rows import ChildRows
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.models.record_history import history_of
from danvan_desktop.ui.preview.preview_dialog import show_report
from danvan_desktop.ui.widgets.text_dialog import TextDialog
from tests.denunciations import MARK, fill_with_secrets, tells
from tests.ui.watching import pages_of

pytestmark = pytest.mark.usefixtures("earlier_petitions")


def _texts(editor) -> list[object]:
    return [editor.windowTitle(), editor.form.raw_values()]


def test_the_editor_shows_a_denouncer_only_on_a_press_that_is_noted(ui: UiContext, qtbot: QtBot) -> None:
    uid = fill_with_secrets(ui.store)["petition"]
    editor = open_editor(ui, "petition", uid)
    qtbot.addWidget(editor)
    assert not tells(_texts(editor))
    assert editor.form.raw_values()["citizen_name"] == MASK
    editor.form.put("assigned_to", "Công an xã")
    editor.save()
    qtbot.waitUntil(lambda: ui.store.get(uid).text("assigned_to") == "Công an xã" and not editor.is_touched)
    assert not tells(_texts(editor))
    assert ui.store.count("disclosure") == 0
    editor.secrecy.button.click()
    qtbot.waitUntil(lambda: tells(editor.form.raw_values()))
    assert not tells(editor.windowTitle())
    assert editor.secrecy.button.isHidden()
    assert ui.store.count("disclosure") == 1
    editor.form.put("content", f"{MARK} viết thêm")
    editor.save()
    qtbot.waitUntil(lambda: not editor.is_touched)
    assert not tells(_texts(editor))


def test_a_nature_that_is_changed_shows_nothing_until_the_secrecy_is_lifted_for_a_reason(
    ui: UiContext, qtbot: QtBot
) -> None:
    uid = fill_with_secrets(ui.store)["petition"]
    editor = open_editor(ui, "petition", uid)
    qtbot.addWidget(editor)
    editor.show()
    assert not editor.secrecy.lift_button.isVisible()
    editor.form.put("nature", "petition")
    editor.save()
    qtbot.waitUntil(lambda: ui.store.get(uid).text("nature") == "petition" and not editor.is_touched)
    assert not tells(_texts(editor))
    assert "Thôi giữ bí mật" in editor.form._notes["nature"].text()
    assert editor.secrecy.lift_button.isVisible()
    editor.secrecy.lift_button.click()
    dialog = editor.findChild(TextDialog)
    dialog.text.setPlainText("Chọn nhầm khi vào sổ")
    dialog.take_button.click()
    qtbot.waitUntil(lambda: tells(editor.form.raw_values()))
    assert not editor.secrecy.lift_button.isVisible()
    assert not editor.form._notes["nature"].text()
    newest = history_of(ui.store, uid, ui.translator)[0]
    assert ui.translator(newest.title) == "Thôi giữ bí mật: Chọn nhầm khi vào sổ"


def test_the_preview_of_a_paper_of_the_file_prints_it_on_a_press(ui: UiContext, qtbot: QtBot) -> None:
    uid = fill_with_secrets(ui.store)["petition"]
    dialog = show_report(ui, "petition-slip", uid)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: "In cả nội dung bí mật" in dialog.preview.hint)
    assert dialog.preview.page_count == 0
    assert dialog.reveal_button.isVisible()
    dialog.reveal_button.click()
    qtbot.waitUntil(lambda: dialog.preview.page_count > 0 and tells(pages_of(dialog.preview)[0]))
    assert [note.text("paper") for note in ui.store.list("disclosure")] == ["petition-slip"]


def test_what_was_typed_of_an_opinion_before_it_became_secret_waits_for_the_press(ui: UiContext, qtbot: QtBot) -> None:
    made = fill_with_secrets(ui.store)
    ui.store.save(Draft("petition", {"nature": "petition"}, made["petition"]))
    ui.store.lift(made["petition"], "Chọn nhầm")
    meeting = ui.store.get(made["opinion"]).text("gathering")
    editor = open_editor(ui, "meeting", meeting)
    editor.opinions.select_uid(made["opinion"])
    editor.opinions.form.put("content", f"{MARK} viết thêm")
    editor.keeper.leave()
    editor.reload()
    editor.close()
    ui.store.save(Draft("petition", {"nature": "denunciation"}, made["petition"]))
    again = open_editor(ui, "meeting", meeting)
    qtbot.addWidget(again)
    again.opinions.select_uid(made["opinion"])
    assert not tells(again.opinions.form.raw_values())
    assert not again.secrecy.button.isHidden()
    again.keeper.drop()


@pytest.mark.parametrize("error", [KeyError(MARK), ValueError(f"no day: {MARK!r}"), ValueError(f'bad "{MARK}"')])
def test_a_crash_tells_where_but_not_of_whom(error: Exception) -> None:
    with pytest.raises(type(error)) as raised:
        raise error
    details = crash_details(raised.value)
    assert type(error).__name__ in details
    assert "test_secret_editor.py" in details
    assert MARK not in details


def test_a_column_of_references_names_a_secret_record_in_the_words_of_the_window(ui: UiContext) -> None:
    columns = (("petition", _("Kiến nghị")),)
    rows = ChildRows(ui.store.kinds["opinion"], columns, Translator("en"), ui.store.new_uid, lambda _uid: MASK)
    rows.add({"petition": ui.store.new_uid()})
    assert rows.index(0, 0).data() == "(kept secret)"
