"""A store under two names of one file, and what lies beside a store: neither may cost a record."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store, StoreError, restore_backup
from danvan_desktop.store.errors import StoreReadOnly
from danvan_desktop.store.overwriting import refuse_open_store, refuse_store
from danvan_desktop.store.rescue import rescue

NEEDS_LINKS = pytest.mark.skipif(os.name == "nt", reason="Windows lets administrators alone make links by name")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "xa.db"
    Store.create(made, unit_name="Xã", unit_code="X").close()
    return made


def petition(store: Store) -> str:
    values = {"number": "001/2026", "received_on": "2026-08-12", "unit": store.unit.uid, "content": "Mương tắc"}
    return store.save(Draft("petition", values)).uids[0]


def test_a_store_with_a_second_name_is_read_and_not_written(path: Path) -> None:
    os.link(path, path.with_name("ten-khac.db"))
    for name in (path, path.with_name("ten-khac.db")):
        with Store.open(name) as store:
            assert store.unit.text("name") == "Xã"
            with pytest.raises(StoreReadOnly, match="liên kết cứng"):
                petition(store)
    path.with_name("ten-khac.db").unlink()
    with Store.open(path) as store:
        assert petition(store)


def test_a_name_that_a_killed_restoration_left_keeps_nobody_from_writing(path: Path) -> None:
    backups = path.parent / "backups"
    backups.mkdir()
    os.link(path, backups / "xa-20261130-truoc-khi-khoi-phuc.db")
    os.link(path, path.with_name("xa.db.123.tmp"))
    with Store.open(path) as store:
        assert petition(store)


@NEEDS_LINKS
def test_a_link_by_name_is_the_same_store(path: Path) -> None:
    link = path.with_name("loi-tat.db")
    link.symlink_to(path)
    with Store.open(path) as one, Store.open(link) as other:
        uid = petition(one)
        assert other.get(uid) is not None


@pytest.mark.parametrize("ending", ["-wal", "-shm", "-journal", ".keys"])
@pytest.mark.parametrize("refuse", [refuse_store, refuse_open_store])
def test_nothing_is_written_over_what_lies_beside_a_store(path: Path, ending: str, refuse) -> None:
    beside = Path(f"{path}{ending}")
    if ending == ".keys":
        beside.write_text("{}", "utf-8")
    with pytest.raises(StoreError, match="thuộc về một tệp dữ liệu"):
        refuse(beside)
    with pytest.raises(StoreError, match="thuộc về một tệp dữ liệu"):
        rescue(path, beside)


@NEEDS_LINKS
@pytest.mark.parametrize("ending", ["-wal", "-shm", "-journal", ".keys"])
@pytest.mark.parametrize("refuse", [refuse_store, refuse_open_store])
def test_a_link_to_what_lies_beside_a_store_is_refused_too(path: Path, ending: str, refuse) -> None:
    beside = Path(f"{path}{ending}")
    if ending == ".keys":
        beside.write_text("{}", "utf-8")
    link = path.with_name("bao-cao.pdf")
    link.symlink_to(beside)
    with pytest.raises(StoreError, match="thuộc về một tệp dữ liệu"):
        refuse(link)


def test_a_name_that_only_looks_so_is_free(tmp_path: Path) -> None:
    for name in ("so-lieu-wal", "danh-sach.keys", ".keys", "-wal"):
        refuse_store(tmp_path / name)


def test_a_backup_of_another_office_takes_no_stores_place(path: Path, tmp_path: Path) -> None:
    with Store.create(tmp_path / "other.db", unit_name="Xã Khác", unit_code="K") as other:
        other.backup(tmp_path / "sao-luu.db")
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"“Xã Khác”.*“Xã”"):
        restore_backup(tmp_path / "sao-luu.db", path)
    assert path.read_bytes() == before
    assert not list(path.parent.glob("backups/*"))
    restored = restore_backup(tmp_path / "sao-luu.db", tmp_path / "xem.db")
    assert restored.former is None


@pytest.mark.skipif(os.name != "posix", reason="rights of files as POSIX has them")
def test_the_rights_of_no_file_change_but_of_a_store_and_what_sqlite_keeps_beside_it(path: Path) -> None:
    other = path.with_name("thu.txt")
    other.write_text("Kính gửi", "utf-8")
    other.chmod(0o644)
    with pytest.raises(StoreError):
        Store.open(other)
    for ending in ("-shm", "-journal", "-wal"):
        beside = Path(f"{path}{ending}")
        beside.unlink(missing_ok=True)
        beside.symlink_to(other)
        with contextlib.suppress(StoreError):
            Store.open(path).close()
        assert other.stat().st_mode & 0o777 == 0o644, ending
        assert other.read_text("utf-8") == "Kính gửi"
        beside.unlink(missing_ok=True)
    path.chmod(0o644)
    Store.open(path).close()
    assert path.stat().st_mode & 0o777 == 0o600
