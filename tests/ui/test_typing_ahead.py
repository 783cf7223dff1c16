"""Keys that are typed before a window has the keyboard go into it, and Enter never does what nobody meant."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.settings_dialog import SettingsDialog
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.meeting_editor import MeetingEditor
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.editors.unit_editor import UnitEditor
from danvan_desktop.ui.main_window import MainWindow
from danvan_desktop.ui.search.palette import SearchPalette
from danvan_desktop.ui.widgets.questions import Answer
from danvan_desktop.ui.widgets.text_dialog import TextDialog
from tests.ui.settling import settle
from tests.ui.windows import shown_window

NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def window(ui: UiContext, village: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setattr(RecordEditor, "_may_lose", lambda _self: True)
    with shown_window(ui, qtbot) as made:
        yield made


def type_at_once(window: MainWindow, text: str) -> None:
    """Let keys come to the window that had the keyboard when they were pressed, before anything else happens."""
    for letter in text:
        code = Qt.Key.Key_Return if letter == "\r" else Qt.Key(ord(letter.upper()))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(window.windowHandle(), QKeyEvent(kind, code, NONE, letter))


def test_what_follows_ctrl_k_at_once_is_looked_for(window: MainWindow, qtbot: QtBot) -> None:
    window.open_search()
    (palette,) = window.findChildren(SearchPalette)
    type_at_once(window, "cai dat")
    assert palette.line.text() == "cai dat"
    type_at_once(window, "\r")
    qtbot.waitUntil(lambda: len(window.findChildren(SettingsDialog)) == 1)
    settle(qtbot, window)
    window.findChildren(SettingsDialog)[0].close()


def test_what_follows_ctrl_n_at_once_stands_in_the_first_field(window: MainWindow, qtbot: QtBot) -> None:
    window.begin_record("petition")
    (editor,) = window.findChildren(RecordEditor)
    type_at_once(window, "777")
    assert [editor.form.raw_values()[name] for name in editor.form.touched] == ["777"]


def test_keys_stay_with_the_window_below_once_it_is_clicked(window: MainWindow, qtbot: QtBot) -> None:
    window.open_search()
    (palette,) = window.findChildren(SearchPalette)
    spot = QPointF(1, 1)
    button = Qt.MouseButton.LeftButton
    press = QMouseEvent(QEvent.Type.MouseButtonPress, spot, spot, button, button, NONE)
    QApplication.sendEvent(window.windowHandle(), press)
    type_at_once(window, "a")
    assert palette.line.text() == ""
    palette.close()


def test_enter_in_an_untouched_search_opens_nothing(window: MainWindow, qtbot: QtBot) -> None:
    window.open_search()
    (palette,) = window.findChildren(SearchPalette)
    assert palette.found
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert palette.isVisible()
    place = window._place
    assert (window.findChildren(RecordEditor), place) == ([], "overview")
    QTest.keyClick(palette.line, Qt.Key.Key_Down)
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert window._place != place


def test_search_goes_when_the_window_below_is_turned_to(window: MainWindow, qtbot: QtBot) -> None:
    window.open_search()
    (palette,) = window.findChildren(SearchPalette)
    qtbot.waitUntil(palette.isActiveWindow)
    window.activateWindow()
    qtbot.waitUntil(lambda: not shiboken6.isValid(palette))


@pytest.mark.parametrize(("kind", "field", "typed"), [("unit", "name", "Moi"), ("petition", "content", "!")])
def test_what_is_typed_into_an_editor_that_opens_never_stands_before_what_is_there(
    ui: UiContext, village: str, window: MainWindow, qtbot: QtBot, kind: str, field: str, typed: str
) -> None:
    values = {"received_on": "2026-08-12", "unit": village, "content": "Mương tắc"}
    uid = village if kind == "unit" else ui.store.save(Draft("petition", values)).uids[0]
    window.open_record(uid)
    (editor,) = window.findChildren(RecordEditor)
    qtbot.waitUntil(editor.isActiveWindow)
    editor.form.focus_field(field)
    QTest.keyClicks(editor.focusWidget(), typed)
    assert editor.form.raw_values()[field] == {"unit": "Moi", "petition": "Mương tắc!"}[kind]


def editor_over(window: MainWindow, qtbot: QtBot, kind: str, uid: str | None = None) -> RecordEditor:
    editor = open_editor(window.context, kind, uid)
    editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(editor)
    qtbot.waitUntil(editor.isActiveWindow)
    settle(qtbot, window)
    return editor


def test_votes_called_out_while_the_counter_opens_are_counted(window: MainWindow, qtbot: QtBot, village: str) -> None:
    editor = editor_over(window, qtbot, "meeting")
    assert isinstance(editor, MeetingEditor)
    for name, value in {"unit": village, "households_total": "120", "households_present": "100"}.items():
        editor.form.put(name, value)
    editor.tabs.setCurrentWidget(editor.decisions)
    editor.decisions.add()
    counter = editor.count_votes()
    assert counter is not None
    for letter in "112":
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(editor.windowHandle(), QKeyEvent(kind, Qt.Key(ord(letter)), NONE, letter))
    assert dict(counter.counts) == {"votes_for": 2, "votes_against": 1, "votes_abstain": 0}
    assert editor.count_votes() is counter, "one count at a time"
    counter.accept()


def test_what_is_typed_while_a_reason_is_asked_for_stands_in_it(window: MainWindow, qtbot: QtBot, village: str) -> None:
    editor = editor_over(window, qtbot, "unit", village)
    assert isinstance(editor, UnitEditor)
    editor.tabs.setCurrentWidget(editor.households)
    editor.paste_button.click()
    (dialog,) = editor.findChildren(TextDialog)
    for letter in "an":
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(editor.windowHandle(), QKeyEvent(kind, Qt.Key(ord(letter.upper())), NONE, letter))
    assert dialog.text.toPlainText() == "an"
    dialog.text.clear()
    dialog.close()


def test_an_editor_does_not_close_over_what_was_typed_into_a_dialog_of_it(
    window: MainWindow, qtbot: QtBot, village: str, answers: list[Answer]
) -> None:
    editor = editor_over(window, qtbot, "unit", village)
    assert isinstance(editor, UnitEditor)
    editor.tabs.setCurrentWidget(editor.households)
    editor.paste_button.click()
    (dialog,) = editor.findChildren(TextDialog)
    dialog.text.setPlainText("Nguyễn Văn An")
    answers.append(Answer.STAY)
    editor.close()
    assert (editor.isVisible(), dialog.isVisible()) == (True, True)
    answers.append(Answer.LOSE)
    editor.close()
    assert not editor.isVisible()
