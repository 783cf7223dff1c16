"""The status line tells what runs, and that it ended, however it ended."""

import datetime as dt

import pytest
from pytestqt.qtbot import QtBot

from danvan_desktop.localization import Translator, _
from danvan_desktop.store import Store, StoreError
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import Operation, Progress
from danvan_desktop.ui.status_line import StatusLine

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
    assert line.state.text() == "Xem trước tệp nhập: không thực hiện được"


def test_an_end_is_told_with_its_time(ui: UiContext, line: StatusLine, qtbot: QtBot) -> None:
    ui.operations.run(Operation(TITLE, lambda _store, _progress: None))
    qtbot.waitUntil(lambda: "xong lúc" in line.state.text())
    assert not line.progress.isVisible()
