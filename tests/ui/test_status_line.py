"""The foot of the window: saved, kept as a draft, being done and for how long still, what can be undone."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import _
from danvan_desktop.store import SaveResult, Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import Operation, Progress
from danvan_desktop.ui.status_line import StatusLine


class Clock:
    def __init__(self) -> None:
        self.moment = dt.datetime(2026, 8, 12, 14, 30)

    def __call__(self) -> dt.datetime:
        return self.moment

    def pass_seconds(self, seconds: float) -> None:
        self.moment += dt.timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def line(ui: UiContext, qtbot: QtBot, clock: Clock) -> StatusLine:
    made = StatusLine(ui.operations, ui.translator, clock)
    qtbot.addWidget(made)
    made.show()
    return made


def saving(ui: UiContext) -> Operation[SaveResult]:
    def work(store: Store, _progress: Progress) -> SaveResult:
        return store.save(Draft("unit", {"name": "Thôn Tây", "kind": "village", "code": "T"}))

    return Operation(_("Lưu đơn vị"), work, undoable=True)


def test_a_save_is_told_with_its_time_and_can_be_taken_back_and_done_again_by_keyboard(
    line: StatusLine, ui: UiContext, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(ui.operations.idle):
        ui.operations.run(saving(ui))
    assert line.state.text() == "Lưu đơn vị: xong lúc 14:30"
    assert line.undo.text() == "Hoàn tác: Lưu đơn vị"
    with qtbot.waitSignal(ui.operations.idle):
        QTest.keyClick(line.undo, Qt.Key.Key_Space)
    assert ui.store.count("unit") == 1
    assert line.redo.isVisible()
    assert not line.undo.isVisible()
    assert line.redo.toolTip() == "Làm lại: Lưu đơn vị (Ctrl+Y)"
    with qtbot.waitSignal(ui.operations.idle):
        QTest.keyClick(line.redo, Qt.Key.Key_Space)
    assert ui.store.count("unit") == 2


def test_long_work_tells_how_long_it_still_takes(line: StatusLine, clock: Clock) -> None:
    line._started(_("Xuất tệp"))
    line._progressed(10, 100, None)
    assert line.state.text() == "Xuất tệp…"
    clock.pass_seconds(4)
    line._progressed(20, 100, None)
    assert line.state.text() == "Xuất tệp, còn khoảng 16 giây"
    clock.pass_seconds(36)
    line._progressed(20, 100, _("Đang nén"))
    assert line.state.text() == "Đang nén, còn khoảng 3 phút"
    line._progressed(100, 100, None)
    assert line.state.text() == "Xuất tệp…"


def test_work_can_be_stopped_by_keyboard(line: StatusLine, ui: UiContext, qtbot: QtBot) -> None:
    def work(_store: Store, progress: Progress) -> None:
        while not progress.cancelled:
            pass
        progress.raise_if_cancelled()

    with qtbot.waitSignal(ui.operations.started):
        ui.operations.run(Operation(_("Xuất tệp"), work))
    with qtbot.waitSignal(ui.operations.cancelled):
        QTest.keyClick(line.cancel, Qt.Key.Key_Space)
    assert line.state.text() == "Xuất tệp: đã hủy"
    assert not line.cancel.isVisible()


def test_a_kept_draft_is_told(line: StatusLine, ui: UiContext, village: str, qtbot: QtBot) -> None:
    from danvan_desktop.ui.editors.opening import open_editor

    editor = open_editor(ui, "unit", village)
    editor.form.put("name", "Thôn Đông mới")
    with qtbot.waitSignal(ui.operations.idle):
        editor._keeper.keep()
    assert line.state.text().startswith("Đã giữ bản nháp lúc ")
    with qtbot.waitSignal(ui.operations.idle):
        editor.save()
    assert "xong lúc" in line.state.text()
    editor.close()
