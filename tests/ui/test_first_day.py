"""What a new officer met on the first day, with the keys and the mouse: each fault with what is right."""

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QCalendarWidget, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Translator
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs import drives
from danvan_desktop.ui.dialogs.welcome_dialog import WelcomeDialog
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.meeting_clock import MeetingClock
from danvan_desktop.ui.editors.meeting_editor import MeetingEditor
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.editors.unit_editor import UnitEditor
from danvan_desktop.ui.editors.vote_counter import Count, VoteCounter
from danvan_desktop.ui.forms.date_input import CalendarPopup, MomentInput
from danvan_desktop.ui.forms.phrases import PhraseButton
from danvan_desktop.ui.preview.preview_dialog import PreviewDialog
from danvan_desktop.ui.preview.report_file import ReportWish
from danvan_desktop.ui.search.commands import commands_of
from danvan_desktop.ui.search.palette import SearchPalette
from danvan_desktop.ui.theme import apply_look, colour, current_look
from danvan_desktop.ui.widgets.cards import Card
from danvan_desktop.ui.widgets.questions import Answer
from danvan_desktop.ui.widgets.steady import ChoiceBox
from tests.ui.everything import seen_in
from tests.ui.opened_editors import settle
from tests.ui.windows import window_over

SAY = Translator("vi")
PADDING = 8
"""Pixels beside the text of a cell, by the style sheet."""


def active(qtbot: QtBot, window: QWidget) -> None:
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def opened(qtbot: QtBot, ui: UiContext, kind: str, uid: str | None = None) -> RecordEditor:
    editor = open_editor(ui, kind, uid)
    active(qtbot, editor)
    settle(qtbot, ui)
    return editor


@pytest.mark.parametrize("count", [2, 3, 5, 12, 16])
def test_a_list_of_choices_shows_all_of_them_whole(qtbot, count):
    box = ChoiceBox()
    box.addItems([f"Mục {number}" for number in range(count)])
    active(qtbot, box)
    box.showPopup()
    view = box.view()
    rows = sum(view.visualRect(view.model().index(row, 0)).height() for row in range(count))
    assert (view.viewport().height(), view.verticalScrollBar().maximum()) == (rows, 0)
    box.hidePopup()


@pytest.mark.parametrize("kind", ["meeting", "dialogue", "petition"])
def test_tab_stops_neither_at_calendars_nor_at_ready_made_texts(qtbot, ui, village, kind):
    editor = opened(qtbot, ui, kind)
    editor.form._fields.make_all_open()
    passed = [
        one.button for one in editor.form.findChildren(MomentInput) if not one.button.isHidden()
    ] + editor.form.findChildren(PhraseButton)
    assert passed
    assert not [one for one in passed if one.focusPolicy() & Qt.FocusPolicy.TabFocus]


def test_the_calendar_of_a_day_opens_by_key_and_speaks_vietnamese(qtbot, ui, village):
    editor = opened(qtbot, ui, "petition")
    day = editor.form.input("received_on")
    day.line.setFocus()
    QTest.keyClick(day.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    (popup,) = day.findChildren(CalendarPopup)
    assert popup.calendar.locale().language() == QLocale.Language.Vietnamese
    assert popup.calendar.verticalHeaderFormat() == QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
    heads = popup.calendar.findChildren(QAbstractItemView)[0]
    cells = [heads.model().index(0, column) for column in range(heads.model().columnCount())]
    for cell in cells:
        name = str(cell.data())
        assert heads.fontMetrics().horizontalAdvance(name) + 2 * PADDING <= heads.visualRect(cell).width(), name
    assert [str(cell.data()) for cell in cells][-1] == "CN"
    last = heads.model().index(heads.model().rowCount() - 1, 0)
    assert heads.viewport().rect().contains(heads.visualRect(last))
    QTest.keyClick(popup.calendar, Qt.Key.Key_Return)
    assert day.raw() == SAY.date(ui.today())


def test_ready_made_texts_open_from_their_box_by_key(qtbot, ui, village):
    editor = opened(qtbot, ui, "meeting")
    box = editor.form.input("conclusion").focusProxy()
    button = next(one for one in editor.form.findChildren(PhraseButton) if one._target == "meeting.conclusion")
    box.setFocus()
    shown: list[bool] = []

    def put_away() -> None:
        shown.append(True)
        QTimer.singleShot(0, button.menu().close)

    button.menu().aboutToShow.connect(put_away)
    QTest.keyClick(box, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: not button.menu().isVisible())
    assert shown == [True]


def composed(line: QWidget, word: str) -> None:
    """Compose a word as Telex does, and leave it standing."""
    QApplication.sendEvent(line, QInputMethodEvent(word, []))


def committed(line: QWidget, word: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(word)
    QApplication.sendEvent(line, event)


def test_what_an_arrow_chose_stays_chosen_though_it_ended_a_composed_word(qtbot, ui, village):
    window = window_over(ui)
    qtbot.addWidget(window)
    commands = commands_of(window, ui.operations)
    palette = SearchPalette(ui, commands)
    active(qtbot, palette)
    palette.line.setText("thôn đơn")
    settle(qtbot, ui)
    assert len(palette.found) > 1
    composed(palette.line, " vị")
    committed(palette.line, " vị")
    QTest.keyClick(palette.line, Qt.Key.Key_Down)
    wanted = palette.list.current
    settle(qtbot, ui)
    assert palette.list.current is not None
    assert wanted is not None
    assert palette.list.current.is_same(wanted)


def test_a_page_stands_above_what_is_begun_on_it(qtbot, ui):
    window = window_over(ui)
    qtbot.addWidget(window)
    palette = SearchPalette(ui, commands_of(window, ui.operations))
    qtbot.addWidget(palette)
    palette.line.setText("họp thôn")
    settle(qtbot, ui)
    assert [one.title for one in palette.found[:2]] == ["Mở trang Họp thôn", "Cuộc họp thôn mới"]


def test_help_opens_from_an_editor_too(qtbot, ui, village):
    window = window_over(ui)
    qtbot.addWidget(window)
    window.show()
    (key,) = [one for one in window.findChildren(QShortcut) if one.key().toString() == "F1"]
    assert key.context() == Qt.ShortcutContext.ApplicationShortcut


def test_a_list_is_pasted_into_the_table_of_households_itself(qtbot, ui, village):
    editor = opened(qtbot, ui, "unit", village)
    assert isinstance(editor, UnitEditor)
    QGuiApplication.clipboard().setText("1\tNguyễn Văn An\t4\n2\tLê Thị Bình\t3")
    editor.tabs.setCurrentWidget(editor.households)
    QTest.keyClick(editor.households.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [row.values["head"] for row in editor.households.rows.rows] == ["Nguyễn Văn An", "Lê Thị Bình"]
    assert editor.trouble.property("severity") == "warning", "what went well is no fault"


def test_a_meeting_ahead_was_not_held_and_can_be_begun(qtbot):
    now = dt.datetime(2026, 8, 12, 19, 30)
    clock = MeetingClock(SAY, lambda: now)
    qtbot.addWidget(clock)
    told: list[tuple[str, str]] = []
    clock.began.connect(lambda moment: told.append(("began", moment)))
    clock.ended.connect(lambda moment: told.append(("ended", moment)))
    clock.show_times(now + dt.timedelta(days=1), now + dt.timedelta(days=1, minutes=90))
    assert clock.words.text() == "Dự kiến họp 1 giờ 30 phút"
    assert not clock.begin_button.isHidden()
    clock.begin_button.click()
    assert told == [("ended", ""), ("began", "2026-08-12T19:30")]
    clock.show_times(now - dt.timedelta(days=1), now - dt.timedelta(days=1, minutes=-90))
    assert clock.words.text() == "Đã họp 1 giờ 30 phút"
    assert clock.begin_button.isHidden()


def test_no_result_is_told_of_votes_that_cannot_be_read(qtbot, ui, village):
    editor = opened(qtbot, ui, "meeting")
    assert isinstance(editor, MeetingEditor)
    for name, value in {"unit": village, "households_total": "120", "households_present": "100"}.items():
        editor.form.put(name, value)
    editor.tabs.setCurrentWidget(editor.decisions)
    editor.decisions.add()
    form = editor.decisions.form
    form.put("votes_for", "90")
    form.put("votes_against", "10")
    assert not editor.outcome.isHidden()
    line = form.input("votes_for").focusProxy()
    line.selectAll()
    QTest.keyClicks(line, "chin muoi")
    assert editor.outcome.isHidden()
    assert editor.outcome_of(editor.decisions.rows.rows[0]) is None


def test_no_verdict_stands_before_the_first_vote(qtbot):
    counter = VoteCounter(Count({}), lambda _counts: ("Không được thông qua", False), SAY)
    qtbot.addWidget(counter)
    assert counter.result_line.isHidden()
    counter.count("votes_for")
    assert not counter.result_line.isHidden()


def test_a_new_dialogue_begins_in_a_field_that_wants_filling_in(qtbot, ui, village):
    editor = opened(qtbot, ui, "dialogue")
    qtbot.waitUntil(lambda: bool(editor.form.input("unit").raw()))
    settle(qtbot, ui)
    QTest.keyClicks(QApplication.focusWidget(), "Dinh ky")
    assert editor.form.touched_values().keys() == {"topic"}


def test_files_go_into_a_folder_that_there_is(monkeypatch, tmp_path):
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setattr(drives.QStandardPaths, "writableLocation", lambda _where: str(tmp_path / "Documents"))
    assert drives.documents_folder() == tmp_path
    (tmp_path / "Documents").mkdir()
    assert drives.documents_folder() == tmp_path / "Documents"


def test_an_old_small_screen_is_used_whole_at_the_first_opening(qtbot, ui, monkeypatch):
    from danvan_desktop.ui import window_frame

    for roomy, is_whole in ((100, False), (100_000, True)):
        monkeypatch.setattr(window_frame, "_ROOMY", roomy)
        window = window_over(ui)
        qtbot.addWidget(window)
        window.appear()
        assert window.isMaximized() is is_whole


def test_what_the_welcome_tells_squeezes_nothing(qtbot, tmp_path):
    dialog = WelcomeDialog(SAY, tmp_path / "commune.db")
    active(qtbot, dialog)
    before = {one: one.height() for one in (dialog.name, dialog.code, dialog.level)}
    QTest.keyClicks(dialog.name, "Xa Dong Bac")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert dialog.banner.text() == "Hãy ghi mã đơn vị."
    assert {one: one.height() for one in before} == before
    for label in seen_in(dialog, QLabel):
        if label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width()), label.text()


def test_papers_are_saved_by_key_wherever_the_keyboard_is_in_their_window(qtbot, ui, village):
    petition = {"received_on": "2026-08-12", "content": "Mương tắc", "source": "village_meeting", "unit": village}
    uid = ui.store.save(Draft("petition", petition)).uids[0]
    dialog = PreviewDialog(ui, ReportWish("petition-slip", uid))
    asked: list[object] = []
    dialog.preview._toolbar.save.disconnect()
    dialog.preview._toolbar.save.connect(asked.append)
    active(qtbot, dialog)
    settle(qtbot, ui)
    qtbot.waitUntil(lambda: dialog.preview.page_count > 0)
    dialog.setFocus()
    QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert len(asked) == 1


def test_a_stage_that_was_reached_leads_to_its_own_day(qtbot, ui, village):
    values = {
        "received_on": "2026-08-01",
        "content": "Mương tắc",
        "unit": village,
        "assigned_to": "Phòng Kinh tế",
        "replied_on": "2026-08-05",
        "result": "explained",
        "people_told_on": "2026-08-06",
    }
    kind = ui.store.kinds["petition"]
    values["told_how"] = kind.field("told_how").choices[0].code
    uid = ui.store.save(Draft("petition", values)).uids[0]
    editor = opened(qtbot, ui, "petition", uid)
    assert kind.states is not None
    told = next(state for state in kind.states if state.day == "people_told_on")
    editor.stages.lead_to(told.code)
    assert editor.form.input("people_told_on").isAncestorOf(QApplication.focusWidget())


def test_a_dialog_that_is_opened_from_a_card_has_a_ground_of_its_own(qtbot, qapp):
    """In a card all is transparent; a dialog over nothing was black, its letters too."""
    apply_look(qapp, current_look())
    card = Card("Dữ liệu trên máy này")
    row = QWidget()
    card.column().addWidget(row)
    dialog = QFileDialog(row)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    active(qtbot, dialog)
    picture = dialog.grab().toImage()
    assert picture.pixelColor(3, 3) == colour("ground")
    assert picture.pixelColor(picture.width() // 2, picture.height() // 2) == colour("surface")


def test_closing_over_a_row_that_is_still_empty_tells_of_no_loss(qtbot, ui, village):
    editor = opened(qtbot, ui, "meeting")
    noted: list[str] = []
    ui.operations.noted.connect(lambda words: noted.append(ui.translator(words)))
    QTest.keyClick(editor, Qt.Key.Key_F2)
    QApplication.processEvents()
    assert not editor.is_touched
    editor.close()
    assert "Đã bỏ phần ghi dở, không lưu" not in noted


def test_only_a_person_says_what_was_lost(qtbot, ui, village, answers):
    editor = opened(qtbot, ui, "meeting")
    noted: list[str] = []
    ui.operations.noted.connect(lambda words: noted.append(ui.translator(words)))
    QTest.keyClicks(editor.form.input("subject").focusProxy(), "Hop")
    answers.append(Answer.LOSE)
    editor.close()
    assert noted[-1] == "Đã bỏ phần ghi dở, không lưu"
