"""The drill: the newest copy is really restored, checked and counted, and that it was done is kept."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store, StoreError
from danvan_desktop.store.errors import StoreDamaged
from danvan_desktop.store.second_place import FOLDER
from tests.clocks import StandingClock

KEY = bytes(range(32))


@pytest.fixture(params=[None, KEY], ids=["plain", "encrypted"])
def store(request: pytest.FixtureRequest, tmp_path: Path):
    keys = None if request.param is None else b"keys"
    clock = StandingClock(dt.date(2026, 11, 29))
    path = tmp_path / "commune.db"
    with Store.create(path, unit_name="Xã", unit_code="X", clock=clock, key=request.param, key_file=keys) as opened:
        yield opened


def test_newest_copy_is_restored_counted_and_thrown_away(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="Chưa có bản sao lưu"):
        store.try_restoring()
    store.save(Draft("unit", {"name": "Thôn", "kind": "village", "code": "X-1", "parent": store.unit.uid}))
    store.copy_keeper.keep_daily()
    assert store.drills.is_due(store.today())
    drill = store.try_restoring()
    assert drill.counts["unit"] == 2
    assert drill == store.drills.last
    assert not store.drills.is_due(store.today())
    assert store.drills.is_due(dt.date(2027, 1, 2))
    assert [file for file in (tmp_path / "backups").iterdir() if ".tmp" in file.name] == []


def test_copy_on_the_stick_is_tried_before_those_beside_the_store(store: Store, tmp_path: Path) -> None:
    store.copy_keeper.keep_daily()
    stick = tmp_path / "stick"
    stick.mkdir()
    store.choose_second_place(stick)
    made = store.copy_keeper.keep_second()
    assert store.try_restoring().copy == made
    (stick / FOLDER).rename(stick / "pulled-out")
    assert store.try_restoring().copy.parent == tmp_path / "backups"


def test_copy_that_is_damaged_fails_the_drill_and_the_store_is_as_it_was(store: Store, tmp_path: Path) -> None:
    copy = store.copy_keeper.keep_daily()
    assert copy is not None
    data = bytearray(copy.read_bytes())
    for place in range(4096, len(data), 1024):
        data[place : place + 64] = b"\xff" * 64
    copy.write_bytes(data)
    digest = store.digest()
    with pytest.raises(StoreError):
        store.try_restoring()
    assert store.drills.last is None
    assert store.digest() == digest
    assert [file for file in (tmp_path / "backups").iterdir() if ".tmp" in file.name] == []
    assert issubclass(StoreDamaged, StoreError)
