"""Copying the store to a safe place from the settings."""

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from danvan_desktop.store import LAST_BACKUP, Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.backup_row import BackupRow
from danvan_desktop.ui.dialogs.drives import backup_name
from danvan_desktop.ui.pages.overview_reading import gather
from tests.clocks import StandingClock


@pytest.fixture
def row(ui: UiContext, qtbot: QtBot) -> BackupRow:
    made = BackupRow(ui)
    qtbot.addWidget(made)
    return made


def test_store_that_was_never_copied_says_so(row: BackupRow) -> None:
    assert row.words.text() == "Chưa sao lưu ra USB"


def test_copy_is_made_opened_and_noted(
    row: BackupRow,
    ui: UiContext,
    clock: StandingClock,
    village: str,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "usb" / "sao-luu.db"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(out), ""))
    with qtbot.waitSignal(ui.operations.idle):
        row.button.click()
    with Store.open(out) as copy:
        assert copy.get(village) == ui.store.get(village)
    assert str(out) in row.words.text()
    assert row.button.isEnabled()
    noted = dt.datetime.fromisoformat(ui.store.settings.get(LAST_BACKUP))
    assert noted == clock.local_time()


def test_copy_that_cannot_be_written_is_told_and_not_noted(
    row: BackupRow, ui: UiContext, qtbot: QtBot, tmp_path: Path
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be", encoding="utf-8")
    with qtbot.waitSignal(ui.operations.failed) as failed:
        row.back_up(blocked / "sao-luu.db")
    assert "Không ghi được bản sao lưu" in str(failed.args[0])
    assert not ui.store.settings.get(LAST_BACKUP)
    assert row.button.isEnabled()


def test_name_of_a_copy_tells_unit_and_moment() -> None:
    assert backup_name("ĐS/01", dt.datetime(2026, 8, 12, 14, 30)) == "sao-luu_DS-01_2026-08-12_1430.db"


def test_drill_from_the_settings_says_what_came_back_and_the_first_page_reminds_until_then(
    row: BackupRow, ui: UiContext, qtbot: QtBot, village: str, tmp_path: Path
) -> None:
    def reminded() -> bool:
        return any("chưa thử khôi phục" in ui.translator(one.words) for one in gather(ui.store, ui.views).figures)

    row.back_up(tmp_path / "usb.db")
    qtbot.waitUntil(lambda: not ui.operations.busy)
    assert reminded()
    ui.store.copy_keeper.keep_daily()
    with qtbot.waitSignal(ui.operations.idle):
        row.drill_button.click()
    assert "mở được, nguyên vẹn" in row.words.text()
    assert not reminded()
