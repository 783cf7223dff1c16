"""Two histories signed by one laptop, loaded by two loaders: in the end the database says what both stores say."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.store import Store
from danvan_desktop.store.homes import HomeFile
from tests.province.offices import asked, load, new_store, petition
from tests.rights import grant, withdraw
from tests.sync.exchange import import_bundle, write


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[tuple[Store, Store, Store]]:
    """A commune's laptop, and two copies of the disk of its second one, which wrote under the same numbers."""
    names = ("first", "one", "other")
    for name in names:
        (tmp_path / name).mkdir()
    paths = [tmp_path / name / "xa.db" for name in names]
    with new_store(paths[0], "Xã Đông Sơn") as first:
        with new_store(paths[1], "Xã Đông Sơn") as one:
            grant(first, one.device_key)
            import_bundle(one, write(first))
        shutil.copyfile(paths[1], paths[2])
        shutil.copyfile(HomeFile(paths[1].parent, paths[1]).path, HomeFile(paths[2].parent, paths[2]).path)
        with (
            Store.open(paths[1], state=paths[1].parent) as one,
            Store.open(paths[2], state=paths[2].parent) as other,
        ):
            for store, number in ((one, 801), (one, 802), (other, 901)):
                petition(store, number)
            yield first, one, other


def test_two_loaders_who_met_another_history_first_end_with_one_database(laptops, tmp_path, database):
    first, one, other = laptops
    files = {store: write(store) for store in (one, other)}
    (tmp_path / "t1").mkdir()
    (tmp_path / "t2").mkdir()
    with (
        new_store(tmp_path / "t1" / "tinh.db", "Tỉnh Bắc Ninh", "province") as here,
        new_store(tmp_path / "t2" / "tinh.db", "Tỉnh Bắc Ninh", "province") as there,
    ):
        load(here, [files[one]], database)
        load(there, [files[other]], database)
        load(here, [files[other]], database)
        import_bundle(first, files[other])
        withdraw(first, one.device_key)
        decided = write(first)
        digests = {load(store, [decided], database) for store in (here, there, here)}
        assert len(digests) == 1
        assert here.digest() == there.digest()
        rows = asked(database, "SELECT replica, stream, seq, encode(hash, 'hex') FROM danvan.entry")
        own = {(*entry.id, entry.hash) for entry in here.log.entries_after({}) if entry.id.stream != "device"}
        assert {tuple(row) for row in rows} == own
        numbers = asked(database, "SELECT fields ->> 'number' FROM danvan.record WHERE kind = 'petition'")
        assert numbers == [("901/2026",)]
