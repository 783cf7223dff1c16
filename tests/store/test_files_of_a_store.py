"""The files of a store: private, made whole or not at all, watched while open, swept after a kill."""

import datetime as dt
import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import NotAStore, Store, StoreError, restore_backup, store_preview
from danvan_desktop.store.backups import find_backups
from danvan_desktop.store.errors import StoreReplaced
from danvan_desktop.store.overwriting import refuse_store
from tests.clocks import StandingClock

posix_only = pytest.mark.skipif(os.name != "posix", reason="Windows keeps the folders of users private by itself")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@posix_only
@pytest.mark.parametrize("mask", [0o000, 0o022])
def test_nobody_else_reads_a_store_or_a_copy_of_it_whatever_the_mask(tmp_path, mask):
    before = os.umask(mask)
    try:
        path = tmp_path / "commune.db"
        with Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS") as store:
            store.backup(tmp_path / "copy.db")
            store.keep_copy("thu", 1)
            files = [path, Path(f"{path}-wal"), Path(f"{path}-shm"), *tmp_path.rglob("*.db")]
            assert {mode(file) for file in files} == {0o600}
        restore_backup(tmp_path / "copy.db", path)
        assert {mode(file) for file in tmp_path.rglob("*.db")} == {0o600}
    finally:
        os.umask(before)


@posix_only
def test_store_of_an_earlier_version_is_made_private_when_it_is_opened(commune):
    path = commune.store.path
    commune.store.close()
    path.chmod(0o644)
    with Store.open(path) as store:
        store.set_officer("")
        assert mode(path) == mode(Path(f"{path}-wal")) == 0o600


def test_empty_file_is_no_store(tmp_path):
    path = tmp_path / "empty.db"
    path.touch()
    for opening in (Store.open, store_preview.preview_of):
        with pytest.raises(NotAStore, match="trống"):
            opening(path)
    with pytest.raises(StoreError, match="Đã có tệp"):
        Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS")
    assert path.stat().st_size == 0


def test_file_with_another_beginning_of_a_store_is_no_store(tmp_path):
    from danvan_desktop.store.connection import connect

    connect(tmp_path / "bare.db", create=True).close()
    with pytest.raises(NotAStore):
        Store.open(tmp_path / "bare.db")


def test_file_that_comes_while_a_store_is_made_is_not_overwritten(tmp_path, monkeypatch):
    path = tmp_path / "commune.db"

    def refused(*_names: object) -> None:
        path.write_text("khác")
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refused)
    with pytest.raises(StoreError, match="Đã có tệp"):
        Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS")
    assert path.read_text() == "khác"
    assert list(tmp_path.iterdir()) == [path]


def test_store_is_made_on_a_stick_that_knows_no_links(tmp_path, monkeypatch):
    def refused(*_names: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refused)
    with Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS") as store:
        assert store.unit.text("name") == "Xã Đông Sơn"


@posix_only
def test_saving_into_a_file_that_was_deleted_is_refused_and_the_content_can_be_kept(commune, tmp_path):
    uid = commune.petition()
    commune.store.path.unlink()
    with pytest.raises(StoreReplaced, match="đã bị xóa"):
        commune.petition("002/2026")
    with pytest.raises(StoreReplaced):
        commune.store.settings.set("language", "en")
    commune.store.backup(tmp_path / "kept.db")
    with Store.open(tmp_path / "kept.db") as kept:
        assert kept.get(uid) is not None


@posix_only
def test_saving_into_a_file_that_was_replaced_is_refused_until_it_is_back(commune, tmp_path):
    path = commune.store.path
    aside = path.rename(tmp_path / "aside.db")
    path.write_bytes(aside.read_bytes())
    with pytest.raises(StoreReplaced, match="tệp khác thay"):
        commune.petition()
    aside.replace(path)
    assert commune.petition()


def test_saving_into_a_file_that_was_cut_short_is_refused(commune):
    commune.store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    commune.petition()
    os.truncate(commune.store.path, 4096)
    with pytest.raises(StoreReplaced):
        commune.petition("002/2026")


def dead_process() -> int:
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        child.wait()
        return child.pid


def test_what_a_killed_process_left_is_swept_at_the_next_start(commune):
    path = commune.store.path
    commune.store.keep_copy("thu", 1)
    commune.store.close()
    (copy,) = (path.parent / "backups").iterdir()
    pid = dead_process()
    stale = [f"{path}.{pid}.tmp", f"{path}.{pid}.tmp-wal", f"{path}.tmp", f"{path}.restored", f"{path}.restored-wal"]
    stale.append(f"{copy}.{pid}.tmp")
    for name in stale:
        Path(name).write_bytes(b"SQLite format 3\0" * 4)
    other = [path.with_name("thu.tmp"), path.with_name("other.db.1.tmp"), Path(f"{path}.{os.getpid()}.tmp")]
    letter = Path(f"{path}.part")
    for file in (*other, letter):
        file.write_text("Kính gửi")
    Store.open(path).close()
    assert [name for name in stale if Path(name).exists()] == []
    assert all(file.exists() for file in (*other, letter, copy))


def test_log_left_by_a_killed_save_is_no_leftover(commune):
    path = commune.store.path
    uid = commune.petition()
    assert Path(f"{path}-wal").exists()
    with Store.open(path) as second:
        assert second.get(uid) is not None
    commune.store.save(Draft("petition", {"content": "Mương thông"}, uid))
    assert commune.store.check().ok


def test_opening_a_file_that_is_not_there_makes_none(tmp_path):
    from danvan_desktop.store.connection import connect

    with pytest.raises(StoreError):
        connect(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


def kept_copies(path):
    return sorted(file.name for file in (path.parent / "backups").iterdir())


@pytest.mark.parametrize("day", [dt.date(1970, 1, 2), dt.date(2026, 8, 12), dt.date(2036, 8, 12)])
def test_copy_just_made_stays_whatever_the_clock_says(tmp_path, day):
    """A dead battery sets the clock back; a day of 2036 must not keep the copies of 2026 from staying."""
    clock = StandingClock(dt.date(2026, 8, 1))
    with Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS", clock=clock) as store:
        for year in (2036, 2026):
            clock.set_day(dt.date(year, 8, 11))
            store.keep_copy("thu", 2)
        clock.set_day(day)
        made = [store.keep_copy("thu", 2)]
        clock.pass_days(1)
        made.append(store.keep_copy("thu", 2))
        assert kept_copies(store.path) == sorted(copy.name for copy in made)


def test_copies_of_another_store_with_a_like_name_are_neither_removed_nor_offered(tmp_path):
    names = ("so.db", "so-2025.db", "so-2025 [cũ].db")
    for name in names:
        with Store.create(tmp_path / name, unit_name="Xã Đông Sơn", unit_code="DS") as store:
            for _turn in range(3):
                store.keep_copy("thu", 2)
    assert len(kept_copies(tmp_path / "so.db")) == 6
    for name in names:
        offered = {backup.path.name for backup in find_backups(tmp_path / name)}
        assert len(offered) == 2
        assert {copy.rsplit("-", 4)[0] for copy in offered} == {name.removesuffix(".db")}


def test_system_s_reason_is_told_where_a_new_store_takes_its_name(tmp_path, monkeypatch):
    def refused(*_names: object) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr("danvan_desktop.store.founding._name", refused)
    with pytest.raises(StoreError, match=r"Không ghi được vào “.*commune\.db”: .+") as refusal:
        Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS")
    assert "{" not in str(refusal.value)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("ending", [".tmp", ".restored", ".part"])
@pytest.mark.parametrize(("content", "is_swept"), [(b"", True), (b"SQLite format 3\0...", True), (b"notes", False)])
def test_what_an_earlier_version_left_is_swept_even_empty_and_nothing_of_others(commune, ending, content, is_swept):
    left = commune.store.path.with_name(f"{commune.store.path.name}{ending}")
    left.write_bytes(content)
    commune.store.close()
    Store.open(commune.store.path).close()
    assert left.exists() is not is_swept


@posix_only
def test_link_that_leads_to_itself_is_neither_copy_nor_store(tmp_path: Path) -> None:
    with Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS") as store:
        store.backup(tmp_path / "sao-luu_1.db")
    for name in ("sao-luu_2.db", "loop.db"):
        (tmp_path / name).symlink_to(name)
    assert [found.path.name for found in find_backups(tmp_path / "commune.db", (tmp_path,))] == ["sao-luu_1.db"]
    refuse_store(tmp_path / "loop.db")
