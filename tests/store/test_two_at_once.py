"""What several windows, threads and commands do to one store at the same moment: each decision holds when it is acted
on, nothing that was told to be saved goes, and nobody is told of a fault that does not exist."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import (
    Store,
    StoreError,
    archives,
    connection,
    conversion,
    daily_copies,
    homes,
    identity,
    peeking,
    preparing,
    renewed_copies,
    restoring,
    salvage,
    spare_drafts,
)
from danvan_desktop.store.backup import CopyFolder
from danvan_desktop.store.connection import connect
from danvan_desktop.store.conversion import decrypt_store, encrypt_store
from danvan_desktop.store.errors import StoreBusy, TooManyTries, WrongPassphrase
from danvan_desktop.store.exchanging import locked_exclusively
from danvan_desktop.store.homes import HomeFile
from danvan_desktop.store.key_slots import Cost, KeySlots
from danvan_desktop.store.leftovers import partial_beside, sweep
from danvan_desktop.store.locked import is_locked, is_plain, keys_beside
from danvan_desktop.store.restoring import restore_backup
from danvan_desktop.store.spare_drafts import KeptDraft, SpareDrafts
from danvan_desktop.store.vault import NewVault, Vault, new_vault

CHEAP = Cost(memory=64, passes=1, lanes=1)
EXCHANGES_OPEN_FILES = pytest.mark.skipif(os.name == "nt", reason="Windows exchanges no file that anybody has open")
PASSPHRASE = "mùa gặt đồng sâu 1975"


def save(path: Path, number: str, key: bytes | None = None) -> str:
    """Save a petition as another program does, which opens the store, saves and ends."""
    with Store.open(path, key=key) as store:
        values = {"number": number, "received_on": "2026-08-13", "unit": store.unit.uid, "content": "Mương bị tắc"}
        return store.save(Draft("petition", values)).uids[0]


def numbers(path: Path, key: bytes | None = None) -> set[str]:
    with Store.open(path, key=key) as store:
        assert store.check().ok
        return {record.text("number") for record in store.list("petition")}


@contextmanager
def another_program() -> Iterator[None]:
    """What is done here has the unfinished files of another process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "getpid", os.getppid)
        yield


@pytest.fixture
def impatient(monkeypatch):
    """Whoever meets a store that is held waits no five seconds."""
    monkeypatch.setattr(connection, "_BUSY_MILLISECONDS", 20)


class Intruder:
    """Does something else once, just before or after what a function of the program does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, module: object, name: str, deed: Callable[[], object]) -> None:
        self.came = False
        original = getattr(module, name)

        def called(*arguments: object, **named: object) -> object:
            self._come(deed)
            return original(*arguments, **named)

        monkeypatch.setattr(module, name, called)

    def _come(self, deed: Callable[[], object]) -> None:
        if not self.came:
            self.came = True
            deed()


@EXCHANGES_OPEN_FILES
def test_who_opens_a_store_whose_place_another_takes_saves_into_the_one_that_is_there(commune, tmp_path, monkeypatch):
    """The file was open already and had no name any more: all that was saved was gone at the end."""
    path = commune.store.path
    commune.petition("001/2026")
    commune.store.backup(tmp_path / "copy.db")
    for number in range(100, 130):
        commune.petition(f"{number}/2026")
    commune.store.close()
    intruder = Intruder(monkeypatch, connection, "keep_private", lambda: (tmp_path / "copy.db").replace(path))
    save(path, "002/2026")
    assert intruder.came
    assert numbers(path) == {"001/2026", "002/2026"}


def test_who_opens_a_store_that_is_encrypted_at_that_moment_is_asked_for_the_passphrase(commune, monkeypatch):
    """It was plain when it was looked at: SQLite then told of a file that is no store."""
    path, vault = commune.store.path, new_vault(PASSPHRASE, CHEAP)
    commune.store.close()
    Intruder(monkeypatch, connection, "_set_stray_log_aside", lambda: encrypt_store(path, vault.key, vault.key_file))
    with pytest.raises(StoreError, match="cần mật khẩu"):
        Store.open(path)


@EXCHANGES_OPEN_FILES
def test_nobody_saves_into_a_store_between_its_encryption_and_the_exchange(commune, monkeypatch, impatient):
    path, vault, busy = commune.store.path, new_vault(PASSPHRASE, CHEAP), []
    commune.petition("001/2026")
    commune.store.close()

    def intrude() -> None:
        with pytest.raises(StoreBusy):
            save(path, "002/2026")
        busy.append(True)

    Intruder(monkeypatch, conversion, "replace_with_retries", intrude)
    encrypt_store(path, vault.key, vault.key_file)
    assert busy
    save(path, "003/2026", vault.key)
    assert numbers(path, vault.key) == {"001/2026", "003/2026"}


@EXCHANGES_OPEN_FILES
def test_nobody_saves_into_a_store_between_its_keeping_and_the_restored_one(commune, tmp_path, monkeypatch, impatient):
    path, busy = commune.store.path, []
    commune.petition("001/2026")
    commune.store.backup(tmp_path / "copy.db")
    commune.store.close()

    def intrude() -> None:
        with pytest.raises(StoreBusy):
            save(path, "002/2026")
        busy.append(True)

    Intruder(monkeypatch, restoring, "replace_with_retries", intrude)
    restore_backup(tmp_path / "copy.db", path)
    assert busy
    assert numbers(path) == {"001/2026"}


def test_what_is_written_ahead_of_a_restored_store_is_no_side_file_of_the_former(commune, tmp_path, monkeypatch):
    """Who opened the restored store at once had its log taken away, and saved into a file without a name."""
    path, opened = commune.store.path, []
    commune.store.backup(tmp_path / "copy.db")
    commune.petition("001/2026")
    shutil.copy(f"{path}-wal", tmp_path / "kept-wal")
    commune.store.close()
    path.write_bytes(b"garbage" * 1000)
    shutil.copy(tmp_path / "kept-wal", f"{path}-wal")

    def intrude() -> None:
        Path(f"{path}-wal").unlink()
        opened.append(Store.open(path))
        values = {"number": "002/2026", "received_on": "2026-08-13", "unit": opened[0].unit.uid, "content": "Mương"}
        opened[0].save(Draft("petition", values))

    Intruder(monkeypatch, restoring, "fsync_folder", intrude)
    restore_backup(tmp_path / "copy.db", path)
    assert Path(f"{path}-wal").exists()
    save(path, "003/2026")
    opened[0].close()
    assert numbers(path) == {"002/2026", "003/2026"}


def test_what_was_saved_while_a_damaged_store_was_derived_anew_stays(commune, monkeypatch):
    path = commune.store.path
    commune.store.close()
    whole = salvage.write_whole

    def slowly(*arguments: object) -> tuple[int, int]:
        state = whole(*arguments)
        save(path, "001/2026")
        return state

    monkeypatch.setattr(salvage, "write_whole", slowly)
    with pytest.raises(StoreBusy):
        Store.salvage(path)
    assert numbers(path) == {"001/2026"}


def test_who_archives_a_year_at_the_same_moment_leaves_the_first_archive_alone(commune, tmp_path, monkeypatch):
    """The second wrote over the only file that held the records, found the store changed, and removed the file."""
    done = {"assigned_to": "Tổ thủy lợi", "assigned_on": "2024-03-01", "due_on": "2024-04-01", "result": "solved"}
    done |= {"replied_on": "2024-03-20", "reply": "Đã nạo vét", "people_told_on": "2024-03-25", "told_how": "meeting"}
    uid = commune.petition("001/2024", received_on="2024-03-01", **done)
    path, out = commune.store.path, tmp_path / "2024.db"

    def archive() -> None:
        with another_program(), Store.open(path) as other:
            other.archive(2024, out)

    Intruder(monkeypatch, archives, "give_keys", archive)
    with pytest.raises(StoreError):
        commune.store.archive(2024, out)
    with Store.open(path) as store:
        store.take_back(out)
        assert store.get(uid).text("reply") == "Đã nạo vét"
        assert store.check().ok


def test_of_two_who_make_an_encrypted_store_at_once_the_first_keeps_its_keys(tmp_path, monkeypatch):
    path, first, second = tmp_path / "a.db", new_vault(PASSPHRASE, CHEAP), new_vault(PASSPHRASE, CHEAP)

    def make(vault: NewVault) -> None:
        Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS", key=vault.key, key_file=vault.key_file).close()

    def make_first() -> None:
        with another_program():
            make(first)

    Intruder(monkeypatch, preparing, "make_tables", make_first)
    with pytest.raises(StoreError, match="Đã có tệp"):
        make(second)
    assert keys_beside(path).read_bytes() == first.key_file
    Store.open(path, key=first.key).close()


def test_a_home_that_another_window_makes_at_this_moment_can_be_written(tmp_path, monkeypatch):
    """The officer was told that the folder cannot be written."""
    file = HomeFile(tmp_path, tmp_path / "a.db")
    make = homes.make_private
    Intruder(monkeypatch, homes, "make_private", lambda: make(file.path))
    assert file.can_be_written()


def test_a_store_opened_within_a_save_of_another_window_is_at_home(commune, monkeypatch):
    """The save was noted in the home and not yet in the log: that looked like an older file, put back."""
    path, replica = commune.store.path, commune.store.replica
    asked, opened = threading.Event(), []
    alone = identity.Settings.alone

    @contextmanager
    def asking(settings: identity.Settings) -> Iterator[None]:
        asked.set()
        with alone(settings):
            yield

    def open_it() -> str:
        with Store.open(path) as other:
            return other.replica

    with ThreadPoolExecutor(1) as pool:
        reserve = identity.Identity.reserve

        def reserved(own: identity.Identity, taken: object) -> None:
            reserve(own, taken)
            monkeypatch.setattr(identity.Identity, "reserve", reserve)
            opened.append(pool.submit(open_it))
            assert asked.wait(20)

        monkeypatch.setattr(identity.Settings, "alone", asking)
        monkeypatch.setattr(identity.Identity, "reserve", reserved)
        commune.petition("001/2026")
        assert opened[0].result() == replica
    commune.petition("002/2026")
    assert commune.store.replica == replica


def test_copies_that_share_their_attached_files_are_made_and_let_go_one_after_the_other(commune, monkeypatch):
    """Two began one pool at once: a copy was refused, or the pool set aside that the other was filling."""
    held: list[str] = []

    @contextmanager
    def turn(name: str) -> Iterator[None]:
        held.append(name)
        yield
        held.pop()

    for module in (daily_copies, renewed_copies, conversion):
        monkeypatch.setattr(module, "process_lock", turn)
    met: list[str] = []
    Intruder(monkeypatch, daily_copies, "back_up", lambda: met.extend(held))
    Intruder(monkeypatch, renewed_copies, "drop_pools", lambda: met.extend(held))
    Intruder(monkeypatch, conversion, "copies_of", lambda: met.extend(held))
    commune.store.copy_keeper.keep_daily()
    commune.store.renew_copies()
    commune.store.close()
    vault = new_vault(PASSPHRASE, CHEAP)
    encrypt_store(commune.store.path, vault.key, vault.key_file)
    assert met == ["copies"] * 3


def test_a_copy_that_goes_while_copies_are_thinned_stops_nothing(tmp_path, monkeypatch, clock):
    monkeypatch.setattr(daily_copies, "_moments", lambda _folder: {tmp_path / "gone.db": clock.local_time()})
    assert daily_copies._beyond_room(CopyFolder(tmp_path, "a")) == set()


def test_a_hundred_programs_at_once_have_no_more_tries_than_one(commune, monkeypatch):
    path, vault = commune.store.path, new_vault(PASSPHRASE, CHEAP)
    commune.store.close()
    encrypt_store(path, vault.key, vault.key_file)
    together = threading.Barrier(8)

    def wrong(_slots: KeySlots, _passphrase: str) -> bytes:
        with suppress(threading.BrokenBarrierError):
            together.wait(1)
        raise WrongPassphrase(path.name)

    def attempt(_number: int) -> type[StoreError]:
        try:
            Vault(path).unlock("sai")
        except StoreError as error:
            return type(error)
        raise AssertionError

    monkeypatch.setattr(KeySlots, "unlock", wrong)
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(attempt, range(8)))
    assert told.count(WrongPassphrase) == 3
    assert told.count(TooManyTries) == 5


def test_two_windows_that_keep_drafts_beside_a_damaged_store_keep_both(tmp_path, monkeypatch):
    waits = threading.Event()
    first, second = (SpareDrafts(tmp_path / "a.db") for _window in range(2))
    drafts = [KeptDraft(uid, "petition", "2026-08-13T09:00:00", "{}") for uid in "ab"]
    turn, read = spare_drafts.process_lock, first.all
    threads: list[threading.Thread] = []

    @contextmanager
    def waiting(name: str) -> Iterator[None]:
        if threads:
            waits.set()
        with turn(name):
            yield

    def overtaken() -> list[KeptDraft]:
        kept = read()
        threads.append(threading.Thread(target=second.keep, args=[drafts[1]]))
        threads[0].start()
        assert waits.wait(20)
        return kept

    monkeypatch.setattr(spare_drafts, "process_lock", waiting)
    monkeypatch.setattr(first, "all", overtaken)
    first.keep(drafts[0])
    threads[0].join()
    assert {draft.uid for draft in second.all()} == {"a", "b"}


def test_two_threads_of_a_window_make_one_file_under_two_names(tmp_path):
    """Each removed what the other was writing: a copy or a restoration was refused for a disk that is well."""
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(partial_beside, tmp_path / "a.db").result()
    assert other != partial_beside(tmp_path / "a.db")
    for name in (other, partial_beside(tmp_path / "a.db")):
        name.write_bytes(b"")
    sweep(tmp_path / "a.db")
    assert len(list(tmp_path.iterdir())) == 2


def test_copies_of_a_store_that_another_window_has_open_stay_encrypted(commune, impatient):
    """They were made plain, and then the store was refused: copies of a secret office that anybody could read."""
    path, vault = commune.store.path, new_vault(PASSPHRASE, CHEAP)
    copy = commune.store.keep_copy("thu", 1)
    commune.store.close()
    encrypt_store(path, vault.key, vault.key_file)
    with Store.open(path, key=vault.key), pytest.raises(StoreBusy), ThreadPoolExecutor(1) as pool:
        pool.submit(decrypt_store, path, vault.key).result()
    assert is_locked(copy)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps locks by handle")
def test_looking_whether_a_store_is_plain_lets_go_of_nothing_that_is_held(commune, impatient):
    """A window asks that at many places: another program then saved into a file that was being exchanged."""
    path = commune.store.path
    commune.store.close()
    with closing(connect(path)) as held, locked_exclusively(held):
        assert is_plain(path)
        program = [sys.executable, "-c", "import sys; from danvan_desktop.store.connection import connect;"]
        program[-1] += "from pathlib import Path; connect(Path(sys.argv[1]))"
        opened = subprocess.run([*program, path], capture_output=True, text=True, check=False)
        assert "StoreBusy" in opened.stderr
    Store.open(path).close()
    assert peeking._kept == {}
