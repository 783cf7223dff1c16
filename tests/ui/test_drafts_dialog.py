"""Drafts can be reached at any time, not only from the line that a start shows."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs import drafts_dialog
from danvan_desktop.ui.dialogs.drafts_dialog import DraftsDialog
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.main_window import MainWindow
from danvan_desktop.ui.pages.record_page import RecordPage
from danvan_desktop.ui.widgets.brief_rows import BRIEF_ROLE
from danvan_desktop.ui.widgets.questions import Answer
from tests.ui.settling import settle
from tests.ui.windows import window_over


@pytest.fixture
def window(ui: UiContext, qtbot: QtBot) -> Iterator[MainWindow]:
    made = window_over(ui)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    settle(qtbot, ui)


def keep_a_draft(ui: UiContext, window: MainWindow, village: str, answers: list[Answer], qtbot: QtBot) -> None:
    window.open_record(village)
    (editor,) = window.findChildren(RecordEditor)
    editor.form.put("name", "Thôn Đông Hạ")
    answers.append(Answer.KEEP_DRAFT)
    editor.close()
    qtbot.waitUntil(lambda: not shiboken6.isValid(editor))
    settle(qtbot, ui)


def test_kept_draft_is_counted_in_the_status_line_and_opened_from_there(
    ui: UiContext, window: MainWindow, village: str, answers: list[Answer], qtbot: QtBot
) -> None:
    assert not window.status.drafts.isVisible()
    keep_a_draft(ui, window, village, answers, qtbot)
    qtbot.waitUntil(lambda: window.status.drafts.text() == "1 bản nháp chưa lưu…")
    assert window.status.drafts.isVisible()
    window.bar.hide()
    QTest.mouseClick(window.status.drafts, Qt.MouseButton.LeftButton)
    (dialog,) = window.findChildren(DraftsDialog)
    qtbot.waitUntil(lambda: len(dialog.list.items) == 1)
    assert "Thôn Đông" in dialog.list.items[0].title
    dialog.open_button.click()
    (editor,) = window.findChildren(RecordEditor)
    assert editor.form.input("name").raw() == "Thôn Đông Hạ"
    assert editor.trouble.property("severity") != "error"
    editor.save()
    settle(qtbot, ui)
    assert not window.status.drafts.isVisible()
    editor.close()


def test_list_marks_a_record_that_has_a_draft(
    ui: UiContext, window: MainWindow, village: str, answers: list[Answer], qtbot: QtBot
) -> None:
    window.show_place("unit")
    settle(qtbot, ui)
    page = window.page("unit")
    assert isinstance(page, RecordPage)

    def marked() -> bool:
        row = page.table.row_of(village)
        assert row is not None
        cell = page.table.index(row, 0)
        told = "có bản nháp chưa lưu" in cell.data(Qt.ItemDataRole.ToolTipRole)
        assert told == str(cell.data()).startswith("* ") == str(cell.data(BRIEF_ROLE).lead).startswith("* ")
        return told

    assert not marked()
    keep_a_draft(ui, window, village, answers, qtbot)
    assert marked()
    ui.store.drafts.drop(village)
    ui.operations.drafts_changed.emit()
    assert not marked()
    settle(qtbot, ui)


@pytest.mark.parametrize("goes", [True, False])
def test_draft_is_given_up_only_when_it_was_meant(
    ui: UiContext,
    window: MainWindow,
    village: str,
    answers: list[Answer],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    goes: bool,
) -> None:
    monkeypatch.setattr(drafts_dialog, "may_go", lambda *_asked, **_options: goes)
    keep_a_draft(ui, window, village, answers, qtbot)
    dialog = window.open_drafts()
    qtbot.waitUntil(lambda: len(dialog.list.items) == 1)
    dialog.drop_button.click()
    settle(qtbot, ui)
    assert len(ui.store.drafts.all()) == (0 if goes else 1)
    assert window.status.drafts.isVisible() is not goes
    dialog.close()


def test_the_mark_of_a_draft_cuts_no_number(ui: UiContext, window: MainWindow, qtbot: QtBot) -> None:
    window.show_place("petition")
    settle(qtbot, ui)
    page = window.page("petition")
    assert isinstance(page, RecordPage)
    assert page.table.columns[0].name == "number"
    assert page.table._column_of_words.name == "citizen_name"
