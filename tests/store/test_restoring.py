"""A backup is only what a check finds whole; it is restored over whatever lies in the store's place."""

from pathlib import Path

import pytest

from danvan_desktop.store import LAST_BACKUP, Store, StoreError, restore_backup
from danvan_desktop.store.connection import transaction
from danvan_desktop.store.errors import NotAStore, StoreBusy, StoreDamaged
from danvan_desktop.store.foreign_keys import told_of_other_keys
from danvan_desktop.store.judging import Assignment
from danvan_desktop.store.salvage import harm_of
from tests.damaging import zero, zero_page
from tests.uids import new_uid

UNREADABLE = {"rule": "petition.reply", "value": "mười ngày", "source": "Quyết định"}


@pytest.fixture
def kept(commune, tmp_path):
    """A backup of a commune that is closed, and that commune's digest."""
    commune.petition(content="Mương bị tắc ở đầu làng")
    backup = tmp_path / "usb" / "sao-luu.db"
    commune.store.backup(backup)
    digest = commune.store.digest()
    commune.store.close()
    return backup, digest


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 5 * 4096 + 100])


def lay_garbage(path: Path) -> None:
    path.write_bytes(b"Kinh gui\n" * 5_000)


def lay_another_header(path: Path) -> None:
    zero_page(path, 1)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def remove(path: Path) -> None:
    path.unlink()


def zero_the_log(path: Path) -> None:
    zero(path, "entry")


@pytest.mark.parametrize("harm", [truncate, lay_garbage, lay_another_header, empty, remove, zero_the_log])
def test_backup_is_restored_over_whatever_is_there_and_that_is_kept(kept, tmp_path, harm):
    backup, digest = kept
    path = tmp_path / "commune.db"
    harm(path)
    before = path.read_bytes() if path.exists() else None
    former = restore_backup(backup, path).former
    kept_pages = None if former is None else former.read_bytes()[4096:]
    assert kept_pages == (None if before is None else before[4096:])
    with Store.open(path) as store:
        assert store.digest() == digest
        assert store.check().ok


@pytest.mark.parametrize("there", [True, False])
def test_log_of_the_former_store_is_not_read_into_the_restored_one(commune, tmp_path, there):
    backup = tmp_path / "sao-luu.db"
    commune.store.backup(backup)
    digest = commune.store.digest()
    commune.petition()
    path = tmp_path / "other" / "commune.db"
    path.parent.mkdir()
    for ending in ("-wal", "-shm"):
        Path(f"{path}{ending}").write_bytes(Path(f"{commune.store.path}{ending}").read_bytes())
    if there:
        lay_garbage(path)
    restore_backup(backup, path)
    with Store.open(path) as store:
        assert store.digest() == digest
        assert store.check().ok


def test_backup_with_what_was_written_ahead_of_it_is_restored_with_that(commune, tmp_path):
    """The folder of a store that was killed, copied to a stick as it lay there."""
    uid = commune.petition()
    for ending in ("", "-wal"):
        Path(f"{tmp_path / 'copy.db'}{ending}").write_bytes(Path(f"{commune.store.path}{ending}").read_bytes())
    restore_backup(tmp_path / "copy.db", tmp_path / "new.db")
    with Store.open(tmp_path / "new.db") as store:
        assert store.get(uid) is not None


def test_store_that_is_open_is_not_exchanged(commune, tmp_path):
    backup = tmp_path / "sao-luu.db"
    commune.store.backup(backup)
    with pytest.raises(StoreBusy):
        restore_backup(backup, commune.store.path)
    assert commune.petition()


def test_backup_whose_tables_are_damaged_is_made_whole_when_it_is_restored(kept, tmp_path):
    backup, digest = kept
    zero(backup, "record_petition")
    restore_backup(backup, tmp_path / "new.db")
    assert harm_of(tmp_path / "new.db") == ()
    with Store.open(tmp_path / "new.db") as store:
        assert store.digest() == digest
    assert [file.name for file in tmp_path.iterdir() if ".tmp" in file.name] == []


def test_backup_whose_log_is_damaged_is_refused_and_the_store_stays(kept, tmp_path):
    backup, digest = kept
    zero(backup, "entry")
    with pytest.raises(StoreDamaged, match="cứu phần còn đọc được"):
        restore_backup(backup, tmp_path / "commune.db")
    with Store.open(tmp_path / "commune.db") as store:
        assert store.digest() == digest


def test_what_is_no_backup_is_refused_in_words(kept, tmp_path):
    letter = tmp_path / "thu.txt"
    lay_garbage(letter)
    with pytest.raises(NotAStore):
        restore_backup(letter, tmp_path / "commune.db")
    with pytest.raises(StoreError, match="Không thấy"):
        restore_backup(tmp_path / "none.db", tmp_path / "commune.db")
    blank = tmp_path / "blank.db"
    blank.touch()
    with pytest.raises(NotAStore, match="trống"):
        restore_backup(blank, tmp_path / "commune.db")
    assert harm_of(tmp_path / "commune.db") == ()


@pytest.mark.parametrize("in_the_log", [True, False])
def test_store_with_flipped_bits_is_not_called_a_good_backup(commune, tmp_path, in_the_log):
    commune.petition(content="Mương bị tắc ở đầu làng")
    commune.store.close()
    path = commune.store.path
    plain, flipped = "Mương bị tắc ở đầu làng".encode(), "Mương bị tắc ở đầu lang!".encode()
    in_json = b'"' + plain + b'"'
    whole = path.read_bytes()
    parts = whole.split(in_json)
    if in_the_log:
        path.write_bytes((b'"' + flipped + b'"').join(parts))
    else:
        path.write_bytes(in_json.join(part.replace(plain, flipped) for part in parts))
    assert path.read_bytes() != whole
    with Store.open(path) as store, pytest.raises(StoreDamaged, match="hỏng"):
        store.backup(tmp_path / "copy.db")
    assert not list(tmp_path.glob("copy*"))


@pytest.mark.parametrize("in_the_log", [True, False])
def test_copy_that_the_program_keeps_proves_the_log_and_what_is_derived_is_made_right_when_it_is_restored(
    commune, in_the_log
):
    content = "Mương bị tắc ở đầu làng"
    uid = commune.petition(content=content)
    commune.store.close()
    path = commune.store.path
    in_json = f'"{content}"'.encode()
    wrong = content.replace("làng", "lang!").encode()
    parts = path.read_bytes().split(in_json)
    if in_the_log:
        path.write_bytes((b'"' + wrong + b'"').join(parts))
    else:
        path.write_bytes(in_json.join(part.replace(content.encode(), wrong) for part in parts))
    with Store.open(path) as store:
        if in_the_log:
            with pytest.raises(StoreDamaged, match="hỏng"):
                store.keep_copy("thu", 1)
            return
        assert store.get(uid).text("content") != content
        copy = store.keep_copy("thu", 1)
    restore_backup(copy, path)
    with Store.open(path) as store:
        assert store.get(uid).text("content") == content
        assert store.check().ok


def test_copy_that_the_program_keeps_proves_the_attached_files(commune):
    data = b"Bien ban tai cho. " * 300
    commune.store.attach_data(commune.petition(), "bien-ban.txt", data)
    commune.store.close()
    path = commune.store.path
    path.write_bytes(path.read_bytes().replace(b"Bien ban tai cho", b"Bien ban tai xa!", 3))
    with Store.open(path) as store, pytest.raises(StoreDamaged, match="hỏng"):
        store.keep_copy("thu", 1)
    assert not list((path.parent / "backups").glob("*.db"))


def test_rule_that_nobody_can_read_is_no_damage(commune, tmp_path):
    """It was written in good order elsewhere; the store that got it can still be backed up."""
    store, uid = commune.store, new_uid()
    with transaction(store._connection):
        store._writer._append(
            [Assignment("rule_override", uid, name, value, ()) for name, value in UNREADABLE.items()], [], []
        )
    assert not store.check().ok
    store.backup(tmp_path / "copy.db")
    assert (tmp_path / "copy.db").exists()


def test_a_restored_store_knows_of_the_backup_that_it_is_from(kept, tmp_path):
    backup, _digest = kept
    target = tmp_path / "restored.db"
    restore_backup(backup, target)
    with Store.open(target) as store:
        made = store.settings.moment(LAST_BACKUP)
    assert made is not None
    assert abs(made.timestamp() - backup.stat().st_mtime) < 2


def test_a_backup_of_another_laptop_is_told_before_it_is_restored_and_when_it_was(kept, tmp_path):
    backup, _digest = kept
    path = tmp_path / "may-hai.db"
    Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS").close()
    (told,) = told_of_other_keys(path, backup)
    assert "máy khác" in str(told)
    assert restore_backup(backup, path).odd == (told,)
    assert restore_backup(backup, path).odd == () == told_of_other_keys(path, backup)


def test_a_backup_of_the_same_laptop_is_nothing_odd_whatever_lies_there(kept, tmp_path):
    backup, _digest = kept
    path = tmp_path / "commune.db"
    assert restore_backup(backup, path).odd == ()
    lay_garbage(path)
    assert restore_backup(backup, path).odd == ()
