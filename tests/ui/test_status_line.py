"""The status line tells what runs, and that it ended, however it ended."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from danvan_desktop.localization import Translator, _
from danvan_desktop.store import KeptDraft, Store, StoreError
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.operations import Operation, Progress
from danvan_desktop.ui.status_line import StatusLine
from danvan_desktop.ui.widgets.questions import Answer

TITLE = _("Xem trước tệp nhập")


@pytest.fixture
def line(ui: UiContext, qtbot: QtBot) -> StatusLine:
    line = StatusLine(ui.operations, Translator("vi"), dt.datetime.now)
    qtbot.addWidget(line)
    line.show()
    return line


def refuse(_store: Store, _progress: Progress) -> None:
    raise StoreError(_("Tệp bị hỏng."))


@pytest.mark.parametrize("told_by_the_asker", [True, False])
def test_nothing_runs_any_more_after_a_fault(
    ui: UiContext, line: StatusLine, qtbot: QtBot, told_by_the_asker: bool
) -> None:
    with qtbot.waitSignals([ui.operations.started, ui.operations.idle]):
        ui.operations.run(Operation(TITLE, refuse, on_error=lambda _error: told_by_the_asker, owner=line))
    assert not line.progress.isVisible()
    assert not line.cancel.isVisible()
    assert line.state.text() == "Chưa xem trước tệp nhập"


def test_an_end_is_told_with_its_time(ui: UiContext, line: StatusLine, qtbot: QtBot) -> None:
    ui.operations.run(Operation(TITLE, lambda _store, _progress: None))
    qtbot.waitUntil(lambda: line.state.text().startswith("Đã xem trước tệp nhập lúc "))
    assert not line.progress.isVisible()


def test_all_is_said_to_be_saved_only_where_no_draft_waits(ui: UiContext, line: StatusLine, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: line.state.text() == "Mọi thay đổi đã được lưu")
    ui.store.drafts.keep(KeptDraft("u1", "petition", "2026-08-12T09:00:00", "{}"))
    again = StatusLine(ui.operations, ui.translator, ui.store.clock.local_time)
    qtbot.addWidget(again)
    qtbot.waitUntil(lambda: again.state.text() == "Còn 1 bản đang ghi dở, chưa lưu")


def test_typing_saving_and_giving_up_are_told_in_words(
    ui: UiContext, line: StatusLine, village: str, answers: list[Answer], qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: bool(line.state.text()))
    editor = open_editor(ui, "unit", village)
    qtbot.addWidget(editor)
    editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    editor.form.put("name", "Thôn Đông Hạ")
    assert line.state.text() == "Đang ghi dở, chưa lưu"
    editor.save()
    qtbot.waitUntil(lambda: not ui.operations.busy)
    assert line.state.text().startswith("Đã lưu “Thôn Đông Hạ” lúc ")
    editor.form.put("name", "Thôn Khác")
    assert line.state.text() == "Đang ghi dở, chưa lưu"
    answers.append(Answer.LOSE)
    editor.close()
    assert line.state.text() == "Đã bỏ phần ghi dở, không lưu"


def test_what_was_done_and_when_can_be_read_where_there_is_little_room(line: StatusLine, qtbot: QtBot) -> None:
    line.resize(360, line.height())
    words = "Đã khôi phục “286/2026 – Gia đình tôi và hộ liền kề ở xóm Trại tranh chấp lối đi chung” lúc 12:38"
    line.state.setText(words)
    qtbot.waitUntil(lambda: line.state.width() < 360)
    assert line.state.shown.startswith("Đã khôi phục “286")
    assert line.state.shown.endswith("lúc 12:38")
    assert "…" in line.state.shown
    assert line.state.fontMetrics().horizontalAdvance(line.state.shown) <= line.state.width()
    assert line.state.text() == words
    picture = line.state.grab().toImage()
    ground = picture.pixelColor(0, 0)
    places = range(picture.width() - 12, picture.width())
    inked = [x for x in places for y in range(picture.height()) if picture.pixelColor(x, y) != ground]
    assert inked, "the end is drawn at the right edge"
