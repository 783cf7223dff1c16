"""What another program does to copies and their attached files just while they are read: nothing is told as missing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from danvan_desktop.store import Store, restoring
from danvan_desktop.store.attachment_pool import pool_beside, told_of_lacking
from danvan_desktop.store.backup import folder_beside
from danvan_desktop.store.connection import connect, connect_immutable
from danvan_desktop.store.errors import StoreBusy, StoreError
from danvan_desktop.store.restoring import restore_backup

PICTURE = b"anh" * 50_000
_LONG_ENOUGH = 1.0
"""Seconds for what another window would do in between, where nothing holds it back."""


@pytest.fixture
def copy(commune) -> Path:
    commune.store.attach_data(commune.petition(), "anh.bin", PICTURE)
    return commune.store.copy_keeper.keep_at_exit()


@pytest.fixture
def between(monkeypatch: pytest.MonkeyPatch):
    """Let another window do something when a copy was taken, and its attached files not yet."""
    others: list[threading.Thread] = []

    def do(deed: Callable[[], object]) -> None:
        taken = restoring._take_copy

        def take(backup: Path, partial: Path) -> None:
            taken(backup, partial)
            others.append(threading.Thread(target=deed))
            others[-1].start()
            others[-1].join(_LONG_ENOUGH)

        monkeypatch.setattr(restoring, "_take_copy", take)

    yield do
    for other in others:
        other.join()


def _renew(path: Path) -> Callable[[], object]:
    def renew() -> None:
        with Store.open(path) as other:
            other.renew_copies()

    return renew


def test_a_drill_finds_the_files_of_its_copy_though_another_window_renews_all_copies(commune, copy, between):
    between(_renew(commune.store.path))
    assert commune.store.try_restoring().counts["attachment"] == 1


def test_what_is_restored_has_its_files_though_another_window_renews_all_copies(commune, copy, between, tmp_path):
    between(_renew(commune.store.path))
    assert restore_backup(copy, tmp_path / "back.db").missing == 0
    with Store.open(tmp_path / "back.db") as back:
        assert back.attached(back.list("attachment")[0]) == PICTURE


def test_a_copy_that_went_while_a_restore_waited_for_its_turn_is_told_as_that(commune, copy, monkeypatch, tmp_path):
    require_key = restoring.require_key

    def let_go(path: Path, key: bytes | None) -> None:
        require_key(path, key)
        copy.unlink(missing_ok=True)

    monkeypatch.setattr(restoring, "require_key", let_go)
    with pytest.raises(StoreError, match="Không thấy bản sao lưu"):
        restore_backup(copy, tmp_path / "back.db")
    assert not (tmp_path / "back.db").exists()


def test_files_that_another_program_writes_just_now_are_busy_and_not_missing(commune, copy, monkeypatch, tmp_path):
    monkeypatch.setattr("danvan_desktop.store.connection._BUSY_MILLISECONDS", 10)
    folder = folder_beside(commune.store.path)
    with closing(connect(pool_beside(folder.path, folder.prefix))) as pool:
        pool.execute("PRAGMA journal_mode = DELETE")
        pool.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreBusy):
            commune.store.try_restoring()
        with pytest.raises(StoreBusy):
            restore_backup(copy, tmp_path / "back.db")
        with closing(connect_immutable(copy)) as looked, pytest.raises(StoreBusy):
            told_of_lacking(looked, copy.parent, None)
    assert not (tmp_path / "back.db").exists()
    assert commune.store.try_restoring().counts["attachment"] == 1
