"""Two files never use the same numbers: whose log is behind its home, or who has none here, takes a new replica."""

import os
import shutil
from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.places import default_store_path, state_folder
from danvan_desktop.store import Store, restoring
from danvan_desktop.store.homes import HomeFile
from danvan_desktop.store.restoring import restore_backup


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def founded(tmp_path: Path, state: Path) -> Path:
    """A closed store whose home is in ``state``."""
    path = tmp_path / "commune.db"
    Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS", state=state).close()
    return path


def save(path: Path, state: Path, number: str) -> str:
    """Save a petition as a command does, and return the replica that wrote it."""
    with Store.open(path, state=state) as store:
        made = {"number": number, "received_on": "2026-08-13", "unit": store.unit.uid, "content": number}
        store.save(Draft("petition", made))
        return store.replica


def numbers(path: Path, state: Path) -> dict[object, str]:
    with Store.open(path, state=state) as store:
        return {change.id: change.hash for change in store.log.entries_after({})}


def test_every_start_goes_on_under_the_same_replica(founded, state):
    assert len({save(founded, state, str(turn)) for turn in range(4)}) == 1
    with Store.open(founded, state=state) as store:
        assert store.notices == ()


def test_file_copied_back_goes_on_under_another_replica_and_it_is_told_once(founded, state, tmp_path):
    first = save(founded, state, "1")
    shutil.copyfile(founded, tmp_path / "usb.db")
    save(founded, state, "2")
    lost = numbers(founded, state)
    shutil.copyfile(tmp_path / "usb.db", founded)
    with Store.open(founded, state=state) as store:
        (notice,) = store.notices
        assert f"thiếu {len(lost.keys() - numbers(tmp_path / 'usb.db', tmp_path / 'aside').keys())} thay đổi" in str(
            notice
        )
    with Store.open(founded, state=state) as store:
        assert store.notices == ()
    assert save(founded, state, "3") != first
    again = numbers(founded, state)
    assert all(lost[id_] == again[id_] for id_ in lost.keys() & again.keys())


def test_log_ahead_that_is_lost_is_noticed(founded, state):
    save(founded, state, "1")
    with Store.open(founded, state=state) as store:
        kept = founded.read_bytes()
        made = {"number": "2", "received_on": "2026-08-13", "unit": store.unit.uid, "content": "mất"}
        store.save(Draft("petition", made))
    founded.write_bytes(kept)
    Path(f"{founded}-wal").unlink(missing_ok=True)
    with Store.open(founded, state=state) as store:
        assert "-wal" in str(store.notices[0])
        assert store.check().ok


def test_two_copies_on_one_machine_share_no_replica(founded, state, tmp_path):
    save(founded, state, "1")
    copy = Path(shutil.copy(founded, tmp_path / "copy.db"))
    replicas = [save(copy, state, "2"), save(founded, state, "2"), save(copy, state, "3"), save(founded, state, "3")]
    assert replicas[0] == replicas[2] != replicas[1] == replicas[3]
    ours, theirs = numbers(founded, state), numbers(copy, state)
    assert all(ours[id_] == theirs[id_] for id_ in ours.keys() & theirs.keys())


def test_store_from_another_machine_takes_a_replica_of_its_own_and_says_so(founded, state, tmp_path):
    first = save(founded, state, "1")
    with Store.open(founded, state=tmp_path / "other machine") as store:
        (notice,) = store.notices
        assert "từ nơi khác tới" in str(notice)
        assert store.replica != first


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff" * 1024, b'abc {"replica": "0", "numbers": {}}'])
def test_garbled_home_costs_a_replica_and_nothing_else(founded, state, content):
    first = save(founded, state, "1")
    (home,) = state.iterdir()
    home.write_bytes(content)
    assert save(founded, state, "2") != first
    assert len({save(founded, state, number) for number in "34"}) == 1


def test_home_that_cannot_be_kept_lets_each_start_write_under_another_replica(founded, tmp_path):
    blocked = tmp_path / "blocked"
    blocked.write_text("no folder")
    replicas = [save(founded, blocked / "state", number) for number in "123"]
    assert len(set(replicas)) == 3
    with Store.open(founded, state=blocked / "state") as store:
        assert "mỗi lần mở" in str(store.notices[0])
        for number in "45":
            made = {"number": number, "received_on": "2026-08-13", "unit": store.unit.uid, "content": number}
            store.save(Draft("petition", made))
        assert len({replica for replica, _stream in store.log.vector()}) == 5
        assert store.check().ok


def test_who_restored_on_purpose_is_not_told_that_the_file_is_an_older_one(founded, state, tmp_path):
    save(founded, state, "1")
    with Store.open(founded, state=state) as store:
        store.backup(tmp_path / "copy.db")
    first = save(founded, state, "2")
    restore_backup(tmp_path / "copy.db", founded, state=state)
    restored = founded.read_bytes()
    with Store.open(founded, state=state) as store:
        assert store.notices == ()
        assert store.count("petition") == 1
    assert save(founded, state, "3") != first
    founded.write_bytes(restored)
    with Store.open(founded, state=state) as store:
        (notice,) = store.notices
        assert "cũ hơn lần lưu cuối" in str(notice)


def test_what_was_saved_after_the_restored_file_was_made_ready_is_told(founded, state, tmp_path, monkeypatch):
    """Another window saves while the backup is checked: nobody showed that it would go."""
    save(founded, state, "1")
    with Store.open(founded, state=state) as store:
        store.backup(tmp_path / "copy.db")
    exchange = restoring._exchange

    def after_a_save(*arguments):
        save(founded, state, "2")
        return exchange(*arguments)

    monkeypatch.setattr(restoring, "_exchange", after_a_save)
    restore_backup(tmp_path / "copy.db", founded, state=state)
    with Store.open(founded, state=state) as store:
        assert "cũ hơn lần lưu cuối" in str(store.notices[0])


def test_kill_between_the_home_and_the_commit_costs_a_replica_and_tells_nothing(founded, state):
    first = save(founded, state, "1")
    home = HomeFile(state, founded)
    kept = home.read()
    home.reserve(kept.replica, {stream: number + 3 for stream, number in kept.reserved.items()})
    with Store.open(founded, state=state) as store:
        assert store.notices == ()
    assert save(founded, state, "2") != first


def test_kill_after_the_commit_keeps_the_replica(founded, state):
    first = save(founded, state, "1")
    home = HomeFile(state, founded)
    kept = home.read()
    home.note_saved(kept.replica, {})
    assert save(founded, state, "2") == first


def test_window_and_command_write_under_one_replica(founded, state):
    with Store.open(founded, state=state) as window:
        command = save(founded, state, "1")
        made = {"number": "2", "received_on": "2026-08-13", "unit": window.unit.uid, "content": "2"}
        window.save(Draft("petition", made))
        assert window.replica == command == save(founded, state, "3")
        assert window.check().ok


def test_what_was_lost_comes_back_from_others(founded, state, tmp_path, province, carry):
    save(founded, state, "1")
    shutil.copyfile(founded, tmp_path / "usb.db")
    save(founded, state, "2")
    with Store.open(founded, state=state) as store:
        carry(store, province)
    shutil.copyfile(tmp_path / "usb.db", founded)
    save(founded, state, "3")
    with Store.open(founded, state=state) as store:
        carry(store, province)
        carry(province, store)
        assert store.digest() == province.digest()
        assert store.count("petition") == 3
        assert province._connection.execute("SELECT count(*) FROM quarantine").fetchone() == (0,)


def test_state_lies_apart_from_the_data_where_the_platform_has_one_folder_for_both(monkeypatch, tmp_path):
    for folder in ("XDG_DATA_HOME", "XDG_STATE_HOME", "WIN_PD_OVERRIDE_LOCAL_APPDATA"):
        monkeypatch.setenv(folder, str(tmp_path))
    assert default_store_path() == tmp_path / "danvan" / "commune.db"
    assert state_folder() == tmp_path / "danvan-state"


@pytest.mark.skipif(os.name == "nt", reason="Windows has one folder for both")
def test_state_lies_in_the_folder_that_the_platform_has_for_it(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert state_folder() == tmp_path / "state" / "danvan"
