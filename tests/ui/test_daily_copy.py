"""The copy of each day, made by the window itself on a real store."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from danvan_desktop.error_log import ErrorLog
from danvan_desktop.localization import Message, _
from danvan_desktop.store import StoreError
from danvan_desktop.store.copy_keeper import CopyKeeper
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.daily_copy import DailyCopy, ExitCopy
from danvan_desktop.ui.first_notices import FirstNotices
from danvan_desktop.ui.widgets.banner import Banner
from tests.clocks import StandingClock


def copies(ui: UiContext) -> list[Path]:
    return [path for path in ui.store.copies() if "hang-ngay" in path.name]


def test_a_window_that_is_open_for_a_while_makes_one_copy_a_day(
    qtbot: QtBot, ui: UiContext, clock: StandingClock
) -> None:
    daily = DailyCopy(ui.operations)
    timer = daily.findChild(QTimer)
    assert timer is not None
    assert timer.isActive()
    assert timer.interval() >= 60_000  # the start belongs to the officer
    timer.timeout.emit()
    qtbot.waitUntil(lambda: len(copies(ui)) == 1)
    timer.timeout.emit()
    qtbot.waitUntil(lambda: not ui.operations.reading and not ui.operations.busy)
    assert len(copies(ui)) == 1
    clock.pass_days(1)
    timer.timeout.emit()
    qtbot.waitUntil(lambda: len(copies(ui)) == 2)
    daily.stop()
    assert not timer.isActive()


def test_a_copy_that_fails_does_not_disturb_who_works(qtbot: QtBot, ui: UiContext) -> None:
    told: list[object] = []
    ui.operations.failed.connect(lambda error, _title: told.append(error))
    daily = DailyCopy(ui.operations)
    with patch.object(CopyKeeper, "keep_daily", side_effect=StoreError(_("Hết chỗ."))) as made:
        daily.look()
        qtbot.waitUntil(lambda: made.called and not ui.operations.busy)
    assert told == []
    assert copies(ui) == []


def test_copies_that_went_for_want_of_room_are_told_in_the_window_once_and_noted(
    qtbot: QtBot, ui: UiContext, clock: StandingClock
) -> None:
    daily = DailyCopy(ui.operations)
    told: list[Message] = []
    daily.let_go.connect(told.append)
    with (
        patch("danvan_desktop.store.daily_copies._let_go"),
        patch("danvan_desktop.store.daily_copies._beyond_room", lambda _folder: {Path("old.db"), Path("older.db")}),
    ):
        daily.look()
        qtbot.waitUntil(lambda: bool(told))
    assert "đã bỏ 2 bản sao lưu cũ nhất" in ui.translator(told[0])
    assert "đã bỏ 2 bản sao lưu cũ nhất" in ErrorLog().tail()
    assert ui.store.copy_keeper.untold is None
    daily.stop()


def test_the_next_window_tells_what_the_last_one_let_go_when_it_closed(qtbot: QtBot, ui: UiContext) -> None:
    with (
        patch("danvan_desktop.store.daily_copies._let_go"),
        patch("danvan_desktop.store.daily_copies._beyond_room", lambda _folder: {Path("old.db")}),
    ):
        ExitCopy(ui.store, ui.operations).finish()
    bar = Banner()
    qtbot.addWidget(bar)
    notices = FirstNotices(ui, bar, (), ui.operations)
    notices.begin()
    qtbot.waitUntil(lambda: "đã bỏ 1 bản sao lưu cũ nhất" in bar.text())
    assert ui.store.copy_keeper.untold is None
