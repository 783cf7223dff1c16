"""The copies that a window makes when it closes and when a stick is plugged in."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Message, _
from danvan_desktop.store import Store
from danvan_desktop.store.copy_keeper import CopyKeeper
from danvan_desktop.store.errors import StoreUnreachable
from danvan_desktop.store.second_place import FOLDER
from danvan_desktop.ui.app import make_window
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.daily_copy import SecondCopy
from danvan_desktop.ui.dialogs.second_place_row import SecondPlaceRow
from danvan_desktop.ui.session import Session
from tests.clocks import StandingClock


def save_village(store: Store, code: str) -> None:
    store.save(Draft("unit", {"name": f"Thôn {code}", "kind": "village", "code": code, "parent": store.unit.uid}))


def close(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.window.closed):
        session.window.close()


def test_window_that_closes_copies_what_is_new_beside_the_store_and_to_the_stick(
    qtbot: QtBot, tmp_path: Path, clock: StandingClock
) -> None:
    path, stick = tmp_path / "commune.db", tmp_path / "stick"
    stick.mkdir()
    with Store.create(path, unit_name="Xã", unit_code="X", clock=clock) as store:
        save_village(store, "X-1")
        store.choose_second_place(stick)
    session = Session(path, make_window(path), clock)
    close(qtbot, session)
    beside, there = list((tmp_path / "backups").glob("*khi-dong.db")), list((stick / FOLDER).glob("*.db"))
    assert len(beside) == len(there) == 1
    with Store.open(beside[0]) as copy:
        assert copy.count("unit") == 2
    again = Session(path, make_window(path), clock)
    again.window.close()  # nothing changed: it closes at once
    assert not again.window.isVisible()
    assert list((tmp_path / "backups").glob("*khi-dong.db")) == beside


def test_copy_that_cannot_be_made_does_not_keep_the_window_open(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "commune.db"
    with Store.create(path, unit_name="Xã", unit_code="X") as store:
        save_village(store, "X-1")
    (tmp_path / "backups").write_text("a file where the folder should be", encoding="utf-8")
    session = Session(path, make_window(path))
    close(qtbot, session)


def test_stick_that_is_plugged_in_is_copied_to_and_one_pulled_out_is_told_in_words(
    qtbot: QtBot, ui: UiContext, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    ui.store.choose_second_place(stick)
    second, told = SecondCopy(ui.operations), list[Message]()
    second.not_made.connect(told.append)
    second.look()
    qtbot.waitUntil(lambda: bool(list((stick / FOLDER).glob("*.db"))) and not ui.operations.busy)
    (stick / FOLDER).rename(tmp_path / "pulled-out")
    second.look()
    qtbot.waitUntil(lambda: not ui.operations.reading and not ui.operations.busy)
    assert told == []  # a stick that is not there is nothing to tell of
    (tmp_path / "pulled-out").rename(stick / FOLDER)
    save_village(ui.store, "X-7")
    with patch.object(CopyKeeper, "keep_second", side_effect=StoreUnreachable(_("“USB” bị rút ra."))):
        second.look()
        qtbot.waitUntil(lambda: told == [_("“USB” bị rút ra.")])
    second.look()
    qtbot.waitUntil(lambda: not ui.operations.reading and not ui.operations.busy)
    assert len(told) == 1  # once, not each minute
    second.stop()


def test_settings_choose_the_place_copy_there_at_once_and_say_when(
    qtbot: QtBot, ui: UiContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "USB"
    stick.mkdir()
    row = SecondPlaceRow(ui)
    qtbot.addWidget(row)
    assert row.words.text().startswith("Chưa chọn")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_arguments: str(stick))
    with qtbot.waitSignal(ui.operations.idle):
        row.button.click()
    assert len(list((stick / FOLDER).glob("*.db"))) == 1
    assert str(stick) in row.words.text()
    assert "gần nhất" in row.words.text()
    ui.store.settings.set("backup.second.let_go", "2")
    row._show()
    assert "đã bỏ 2 bản sao lưu cũ nhất" in row.words.text()
    with qtbot.waitSignal(ui.operations.idle):
        row.forget_button.click()
    assert row.words.text().startswith("Chưa chọn")
