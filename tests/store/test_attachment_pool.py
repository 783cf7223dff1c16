"""Attached files of the copies that come each day are kept once, and come back with each of them."""

from __future__ import annotations

import datetime as dt
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Message, Translator
from danvan_desktop.store import Store
from danvan_desktop.store.attachment_pool import (
    drop_pools,
    missing_files,
    pool_beside,
    pools_of,
    thin,
    told_of_lacking,
)
from danvan_desktop.store.backup import folder_beside
from danvan_desktop.store.connection import connect_immutable
from danvan_desktop.store.conversion import decrypt_store, encrypt_store
from danvan_desktop.store.errors import StoreDamaged
from danvan_desktop.store.key_slots import Cost
from danvan_desktop.store.leftovers import BACKUPS
from danvan_desktop.store.locked import key_for
from danvan_desktop.store.restoring import rehearse, restore_backup
from danvan_desktop.store.vault import new_vault
from tests.clocks import StandingClock

PICTURE, CHEAP = b"anh" * 200_000, Cost(memory=64, passes=1, lanes=1)


def _copy(commune, number: int) -> Path:
    """Save something and copy as the window does when it closes."""
    commune.petition(number=f"{100 + number}/2026")
    made = commune.store.copy_keeper.keep_at_exit()
    assert made is not None
    return made


def _lacking(copy: Path, key: bytes | None) -> Message | None:
    """What the check of a copy says of files that no pool beside it has whole."""
    with closing(connect_immutable(copy, key_for(copy, key))) as opened:
        return told_of_lacking(opened, copy.parent, key)


@pytest.fixture
def owner(commune) -> str:
    uid = commune.petition()
    commune.store.attach_data(uid, "anh.bin", PICTURE)
    return uid


def _picture(path: Path, key: bytes | None = None) -> bytes:
    with Store.open(path, key=key) as store:
        assert store.check().ok
        return store.attached(store.list("attachment")[0])


def test_ten_copies_hold_an_attached_file_once_and_each_restores_it(commune, owner, tmp_path):
    copies = [_copy(commune, number) for number in range(10)]
    folder = tmp_path / BACKUPS
    assert sum(PICTURE[:1000] in file.read_bytes() for file in folder.iterdir() if file.is_file()) == 1
    assert sum(file.stat().st_size for file in copies) < 10 * copies[0].stat().st_size * 1.2
    assert all(_lacking(copy, None) is None for copy in copies)
    for copy in (copies[0], copies[-1]):
        restore_backup(copy, tmp_path / "elsewhere.db")
        assert _picture(tmp_path / "elsewhere.db") == PICTURE
    assert rehearse(copies[-1], tmp_path / "drill.db", None)["attachment"] == 1


def test_an_old_whole_copy_and_an_officers_backup_hold_their_own_files(commune, owner, tmp_path):
    commune.store.backup(tmp_path / "by_hand.db")
    risk = commune.store.keep_copy("truoc-thu", 3)
    for copy in (tmp_path / "by_hand.db", risk):
        alone = tmp_path / "alone"
        alone.mkdir(exist_ok=True)
        moved = Path(shutil.copy(copy, alone / "copy.db"))
        restore_backup(moved, alone / "back.db")
        assert _picture(alone / "back.db") == PICTURE
        (alone / "back.db").unlink()


def test_a_file_goes_when_no_copy_names_it_and_stays_while_one_does(commune, owner, tmp_path):
    copies = [_copy(commune, number) for number in range(2)]
    folder = folder_beside(commune.store.path)
    later = StandingClock(commune.store.today() + dt.timedelta(days=40))

    def held() -> int:
        with closing(connect_immutable(pool_beside(folder.path, folder.prefix))) as pool:
            return int(pool.execute("SELECT count(*) FROM blob").fetchone()[0])

    thin(folder.path, folder.prefix, copies, None, later)
    assert held() == 1
    (folder.path / copies[0].name).write_bytes(b"damaged")
    thin(folder.path, folder.prefix, copies, None, later)
    assert held() == 1, "a copy that cannot be read keeps all"
    thin(folder.path, folder.prefix, [], None, commune.store.clock)
    assert held() == 1, "another program may be making a copy just now"
    thin(folder.path, folder.prefix, [], None, later)
    assert held() == 0


def test_a_copy_without_its_pool_is_told_by_the_check_and_brings_the_records_back(commune, owner, tmp_path):
    copy = _copy(commune, 1)
    with Store.open(copy) as store:
        assert store.check().ok
    drop_pools(tmp_path / BACKUPS, commune.store.path.stem)
    with Store.open(copy) as store:
        (problem,) = store.check().problems
        assert "thiếu 1 tệp đính kèm" in Translator()(problem)
    restore_backup(copy, tmp_path / "new.db")
    with Store.open(tmp_path / "new.db") as store:
        assert store.check().ok
        assert len(store.list("petition")) == len(commune.store.list("petition"))


def test_a_damaged_pool_is_told_by_the_drill_and_begun_anew_by_the_next_copy(commune, owner, tmp_path):
    first = _copy(commune, 1)
    pool = pool_beside(tmp_path / BACKUPS, commune.store.path.stem)
    content = bytearray(pool.read_bytes())
    place = content.index(PICTURE[:64])
    content[place + 300_000 : place + 300_010] = bytes(10)
    pool.write_bytes(content)
    assert _lacking(first, None) == missing_files(1)
    with pytest.raises(StoreDamaged, match="thiếu 1 tệp đính kèm"):
        rehearse(first, tmp_path / "drill.db", None)
    second = _copy(commune, 2)
    assert _lacking(second, None) is None
    assert _lacking(first, None) is None, "what the new pool has serves the older copies, too"
    assert len(pools_of(tmp_path / BACKUPS)) == 2


def test_the_pool_is_encrypted_and_made_plain_with_the_store_and_its_copies(commune, owner, tmp_path):
    copy, path = _copy(commune, 1), commune.store.path
    commune.store.close()
    vault = new_vault("bốn con trâu cày ruộng", CHEAP)
    encrypt_store(path, vault.key, vault.key_file)
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert not [file.name for file in files if PICTURE[:64] in file.read_bytes()]
    assert _lacking(copy, vault.key) is None
    restore_backup(copy, tmp_path / "back.db", vault.key)
    assert _picture(tmp_path / "back.db", vault.key) == PICTURE
    decrypt_store(path, vault.key)
    assert _lacking(copy, None) is None
    restore_backup(copy, tmp_path / "plain.db")
    assert _picture(tmp_path / "plain.db") == PICTURE


def test_a_plain_pool_on_a_stick_takes_nothing_of_a_store_that_was_encrypted_since(commune, owner, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    store, path = commune.store, commune.store.path
    store.choose_second_place(stick)
    plain_copy = store.copy_keeper.keep_second()
    store.close()
    vault = new_vault("bốn con trâu cày ruộng", CHEAP)
    encrypt_store(path, vault.key, vault.key_file)
    with Store.open(path, key=vault.key) as locked:
        locked.attach_data(owner, "moi.bin", b"moi" * 50_000)
        copy = locked.copy_keeper.keep_second()
    assert _lacking(copy, vault.key) is None
    assert _lacking(plain_copy, vault.key) is None
    assert not [file.name for file in stick.rglob("*") if file.is_file() and b"moi" * 100 in file.read_bytes()]


def test_what_was_erased_leaves_no_file_in_the_pool_once_the_copies_are_renewed(commune, owner, tmp_path):
    _copy(commune, 1)
    attachment = commune.store.list("attachment")[0]
    commune.store.redact(attachment.uid, ["sha256"], "Đơn của công dân")
    commune.store.renew_copies()
    assert not [file.name for file in (tmp_path / BACKUPS).iterdir() if PICTURE[:64] in file.read_bytes()]
    drop_pools(tmp_path / BACKUPS, "none")


def test_no_planted_name_can_be_read_in_copies_and_pools_of_an_encrypted_office(tmp_path):
    names = [f"Nguyễn Thị Mười{number:03}" for number in range(200)]
    vault = new_vault("bốn con trâu cày ruộng", CHEAP)
    path, stick = tmp_path / "kin.db", tmp_path / "stick"
    stick.mkdir()
    with Store.create(path, unit_name="Xã Kín", unit_code="K", key=vault.key, key_file=vault.key_file) as store:
        values = {"received_on": "2026-08-13", "unit": store.unit.uid, "content": names[0]}
        (petition,) = store.save(Draft("petition", values)).uids
        store.attach_data(petition, "don.txt", "\n".join(names).encode())
        store.choose_second_place(stick)
        keeper = store.copy_keeper
        for copy in (keeper.keep_daily(), keeper.keep_at_exit(), keeper.keep_second()):
            assert copy is None or _lacking(copy, vault.key) is None
        assert len(pools_of(tmp_path / BACKUPS)) == 1
        content = {file.name: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    words = [name.encode(encoding) for name in names for encoding in ("utf-8", "utf-16-le")]
    assert not [name for name, data in content.items() if any(word in data for word in words)]
