"""Copies at a second place: found again by the volume's name, thinned, encrypted, and told when it is pulled out."""

from __future__ import annotations

import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import LAST_BACKUP, Store, StoreError, daily_copies
from danvan_desktop.store.backups import find_backups
from danvan_desktop.store.errors import StoreDamaged, StoreFull, StoreUnreachable
from danvan_desktop.store.restoring import restore_backup
from danvan_desktop.store.second_place import FOLDER
from danvan_desktop.store.space import ROOM_FOR_A_SAVE
from tests.clocks import StandingClock

KEY = bytes(range(32))


@pytest.fixture
def store(tmp_path: Path, clock: StandingClock):
    with Store.create(tmp_path / "commune.db", unit_name="Xã", unit_code="ĐS/1", clock=clock) as opened:
        yield opened


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "media" / "USB-XA"
    folder.mkdir(parents=True)
    return folder


def save_village(store: Store, code: str) -> None:
    store.save(Draft("unit", {"name": f"Thôn {code}", "kind": "village", "code": code, "parent": store.unit.uid}))


def copies(stick: Path) -> list[Path]:
    return sorted((stick / FOLDER).glob("*.db"))


def test_a_copy_there_counts_as_a_backup_and_brings_the_store_back(store: Store, stick: Path, tmp_path: Path) -> None:
    store.choose_second_place(stick)
    save_village(store, "X-1")
    keeper = store.copy_keeper
    assert keeper.lacks_second()
    made = keeper.keep_second()
    assert copies(stick) == [made]
    assert made.name.startswith("sao-luu_DS-1-")
    assert not keeper.lacks_second()
    assert store.settings.get(LAST_BACKUP)
    assert [found.path for found in find_backups(tmp_path / "elsewhere" / "none.db", [stick])] == [made.resolve()]
    restore_backup(made, tmp_path / "new.db")
    with Store.open(tmp_path / "new.db") as restored:
        assert restored.count("unit") == 2


def test_a_stick_is_found_again_wherever_it_is_mounted(store: Store, stick: Path, tmp_path: Path) -> None:
    keeper = store.copy_keeper
    keeper.choose_second_place(stick, "sao-luu_X-1", {"USB-XA": stick})
    assert keeper.second_place is not None
    assert keeper.second_place.name == "USB-XA"
    moved = tmp_path / "run" / "USB-XA"
    shutil.move(stick, moved)
    assert keeper.second_folder({}) is None
    assert keeper.keep_second(volumes={"USB-XA": moved}).parent == moved / FOLDER


def test_another_stick_of_the_same_name_gets_nothing(store: Store, stick: Path, tmp_path: Path) -> None:
    keeper = store.copy_keeper
    keeper.choose_second_place(stick, "sao-luu_X-1", {"USB-XA": stick})
    other = tmp_path / "other" / "USB-XA"
    other.mkdir(parents=True)
    assert not keeper.lacks_second({"USB-XA": other})
    with pytest.raises(StoreUnreachable, match="USB-XA"):
        keeper.keep_second(volumes={"USB-XA": other})
    assert list(other.iterdir()) == []


def test_a_stick_pulled_out_meanwhile_is_told_in_words_and_copied_to_when_it_is_back(store: Store, stick: Path) -> None:
    store.choose_second_place(stick)
    aside = stick.with_name("aside")

    def pull_out(_done: int, _total: int) -> None:
        if stick.exists():
            stick.rename(aside)

    with pytest.raises(StoreError, match="bị rút ra khi đang sao lưu"):
        store.copy_keeper.keep_second(pull_out)
    assert not store.settings.get(LAST_BACKUP)
    aside.rename(stick)
    assert store.copy_keeper.lacks_second()
    made = store.copy_keeper.keep_second()
    assert [file.name for file in (stick / FOLDER).iterdir()] == [made.name]


def test_what_an_encrypted_office_copies_there_is_encrypted(tmp_path: Path, stick: Path) -> None:
    path = tmp_path / "locked.db"
    with Store.create(path, unit_name="Xã Bí Mật", unit_code="X", key=KEY, key_file=b"keys") as store:
        store.choose_second_place(stick)
        made = store.copy_keeper.keep_second()
    data = b"".join(file.read_bytes() for file in stick.rglob("*") if file.is_file())
    assert "Xã Bí Mật".encode() not in data
    assert not made.read_bytes().startswith(b"SQLite format 3")
    assert made.with_name(f"{made.name}.keys").read_bytes() == b"keys"


def test_copies_there_are_thinned_and_those_of_another_laptop_are_left_alone(
    store: Store, stick: Path, clock: StandingClock
) -> None:
    store.choose_second_place(stick)
    other = stick / FOLDER / "sao-luu_X-9-ffffffff-20200101-080000-000000-noi-thu-hai.db"
    other.write_bytes(b"another laptop's")
    for _day in range(30):
        store.copy_keeper.keep_second()
        clock.pass_days(1)
    left = copies(stick)
    assert other in left
    assert 14 < len(left) < 26


def test_a_place_that_is_not_there_cannot_be_chosen(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="Không thấy thư mục"):
        store.choose_second_place(tmp_path / "nowhere")
    with pytest.raises(StoreError, match="Chưa chọn"):
        store.copy_keeper.keep_second()


def test_a_copy_at_exit_is_made_when_something_changed_and_thinned_with_the_daily_ones(
    store: Store, clock: StandingClock
) -> None:
    keeper = store.copy_keeper
    first = keeper.keep_at_exit()
    assert first is not None
    assert keeper.keep_at_exit() is None
    save_village(store, "X-1")
    clock.pass_days(1)
    assert keeper.keep_daily() is not None
    assert keeper.keep_at_exit() is None
    save_village(store, "X-2")
    second = keeper.keep_at_exit()
    assert second is not None
    with Store.open(second) as copy:
        assert copy.count("unit") == 3
    assert set(daily_copies.dispensable({first: clock.local_time()}, clock.local_time())) == set()


def test_a_copy_that_is_stopped_leaves_nothing_and_is_made_the_next_time(store: Store, tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        store.copy_keeper.keep_at_exit(stop)
    assert list((tmp_path / "backups").iterdir()) == []
    assert store.copy_keeper.is_changed()


def let_be_of_size(stick: Path, room: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a stick have so much room for what lies on it."""
    usage = namedtuple("usage", "total used free")

    def told(_path: Path) -> object:
        used = sum(file.stat().st_size for file in stick.rglob("*") if file.is_file())
        return usage(room, used, max(0, room - used))

    monkeypatch.setattr(shutil, "disk_usage", told)


def test_oldest_copies_make_room_on_a_stick_that_others_filled_and_that_is_told(
    store: Store, stick: Path, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.choose_second_place(stick)
    keeper = store.copy_keeper
    made = []
    for _day in range(5):
        made.append(keeper.keep_second())
        clock.pass_days(1)
    assert keeper.let_go_at_second is None
    theirs = stick / "phim.mp4"
    theirs.write_bytes(b"film")
    size = made[-1].stat().st_size
    let_be_of_size(stick, 4 + 5 * size + size // 2 + ROOM_FOR_A_SAVE, monkeypatch)
    newest = keeper.keep_second()
    left = copies(stick)
    assert left == [*made, newest][-len(left) :]
    assert 2 <= len(left) < 6
    assert theirs.is_file()
    assert f"đã bỏ {6 - len(left)} bản sao lưu cũ nhất" in str(keeper.let_go_at_second)
    monkeypatch.undo()
    clock.pass_days(1)
    keeper.keep_second()
    assert keeper.let_go_at_second is None


def test_no_copy_goes_where_that_would_not_make_room_enough(
    store: Store, stick: Path, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.choose_second_place(stick)
    made = []
    for _day in range(3):
        made.append(store.copy_keeper.keep_second())
        clock.pass_days(1)
    let_be_of_size(stick, sum(copy.stat().st_size for copy in made), monkeypatch)
    with pytest.raises(StoreFull, match="Ổ đĩa đã đầy"):
        store.copy_keeper.keep_second()
    assert copies(stick) == made


def test_no_copy_goes_for_one_of_a_damaged_store(
    store: Store, stick: Path, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.choose_second_place(stick)
    made = []
    for _day in range(5):
        made.append(store.copy_keeper.keep_second())
        clock.pass_days(1)
    store._connection.execute("UPDATE entry SET clock = clock - 1000000")
    size = made[-1].stat().st_size
    let_be_of_size(stick, 5 * size + size // 2 + ROOM_FOR_A_SAVE, monkeypatch)
    with pytest.raises(StoreDamaged):
        store.copy_keeper.keep_second()
    assert copies(stick) == made
