"""What was written ahead of another file is never read into a store."""

import shutil
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store, StoreError, store_preview, stray_log
from danvan_desktop.store.rescue import rescue
from danvan_desktop.store.salvage import harm_of
from tests.damaging import root_page, zero_page


def copy(source: Path, target: Path, *endings: str) -> None:
    for ending in endings:
        shutil.copyfile(f"{source}{ending}", f"{target}{ending}")


def kept_logs(path: Path) -> list[Path]:
    return list((path.parent / "backups").glob("*wal-la*"))


def test_log_of_another_store_is_put_aside_and_told(commune, tmp_path):
    path = tmp_path / "other" / "commune.db"
    with Store.create(path, unit_name="Xã Tây Sơn", unit_code="TS") as other:
        digest = other.digest()
    commune.petition()
    copy(commune.store.path, path, "-wal")
    foreign = Path(f"{path}-wal").read_bytes()
    with Store.open(path) as store:
        assert store.digest() == digest
        assert store.unit.text("name") == "Xã Tây Sơn"
        assert "là của tệp khác" in str(store.notices[0])
        assert store.check().ok
    (kept,) = kept_logs(path)
    assert kept.read_bytes() == foreign
    with Store.open(path) as again:
        assert again.notices == ()


def test_log_that_a_lost_store_left_is_not_read_into_a_new_one_of_its_name(commune, tmp_path):
    path = commune.store.path
    commune.petition()
    commune.store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    commune.store.settings.set("language", "vi")  # of no record: nothing in the log tells whose it is
    left = tmp_path / "elsewhere" / path.name
    left.parent.mkdir()
    copy(path, left, "-wal")
    with Store.create(left, unit_name="Xã Tây Sơn", unit_code="TS") as store:
        assert store.unit.text("name") == "Xã Tây Sơn"
        assert "là của tệp khác" in str(store.notices[0])
        assert store.check().ok
    assert len(kept_logs(left)) == 1


def test_glance_of_the_window_does_not_read_it_in_either(commune, tmp_path):
    path = tmp_path / "other" / "commune.db"
    Store.create(path, unit_name="Xã Tây Sơn", unit_code="TS").close()
    copy(commune.store.path, path, "-wal")
    seen = store_preview.preview_of(path)
    assert seen.unit_name == "Xã Tây Sơn"
    assert "là của tệp khác" in str(seen.notices[0])
    assert harm_of(path) == ()


def test_log_of_a_killed_save_is_read(commune, tmp_path):
    commune.store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    uid = commune.petition()
    path = tmp_path / "killed.db"
    copy(commune.store.path, path, "", "-wal")
    with Store.open(path) as store:
        assert store.get(uid) is not None
        assert store.check().ok
    assert kept_logs(path) == []


@pytest.mark.parametrize("with_index", [True, False])
def test_log_of_an_earlier_day_is_not_read_over_newer_changes(commune, tmp_path, with_index):
    store = commune.store
    uid = commune.petition()
    path = tmp_path / "old" / "commune.db"
    path.parent.mkdir()
    copy(store.path, path, "-wal", *(("-shm",) if with_index else ()))
    store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.save(Draft("petition", {"content": "Mương đã thông"}, uid))
    digest = store.digest()
    store.close()
    copy(store.path, path, "")
    with Store.open(path) as opened:
        assert opened.digest() == digest
        assert opened.check().ok
    assert len(kept_logs(path)) == 1


def test_older_file_under_a_newer_log_is_not_mixed_with_it(commune, tmp_path):
    store = commune.store
    store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    old = store.path.read_bytes()
    for number in range(30):
        commune.petition(f"{number:03d}/2026")
    store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    commune.petition("900/2026")
    path = tmp_path / "mixed.db"
    path.write_bytes(old)
    copy(store.path, path, "-wal")
    with Store.open(path) as opened:
        assert opened.check().ok
        assert opened.count("petition") == 0
    assert len(kept_logs(path)) == 1


def test_store_that_others_write_is_opened_as_ever(commune):
    for number in range(5):
        commune.petition(f"{number:03d}/2026")
        with Store.open(commune.store.path) as second:
            assert second.count("petition") == number + 1
            assert second.notices == ()
    assert kept_logs(commune.store.path) == []


def test_a_save_while_it_is_asked_whose_the_log_is_leaves_that_where_it_is(commune, monkeypatch):
    """Each question saw another moment: a log that grew between two of them was taken for another store's."""
    commune.store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    saved = [commune.petition()]
    between = stray_log._rewritten

    def after_a_save(connection: stray_log.Connection) -> Mapping[str, int]:
        saved.append(commune.petition(f"{len(saved) + 1:03d}/2026"))
        return between(connection)

    monkeypatch.setattr(stray_log, "_rewritten", after_a_save)
    with Store.open(commune.store.path) as beside:
        assert len(saved) > 2
        assert beside.notices == ()
        assert all(beside.get(uid) for uid in saved)
    assert kept_logs(commune.store.path) == []


def test_a_store_that_saves_without_end_loses_nothing_to_those_who_open_it(commune):
    saved: list[str] = []
    enough = threading.Event()

    def save() -> None:
        with Store.open(commune.store.path) as own:
            while not enough.is_set():
                values = {"number": f"{len(saved) + 1:03d}/2026", "received_on": "2026-08-13", "unit": own.unit.uid}
                saved.extend(own.save(Draft("petition", {**values, "content": "Mương bị tắc"})).uids)

    with ThreadPoolExecutor(1) as pool:
        work = pool.submit(save)
        try:
            for _time in range(100):
                Store.open(commune.store.path).close()
        finally:
            enough.set()
        work.result()
    with Store.open(commune.store.path) as store:
        assert {record.uid for record in store.list("petition")} == set(saved)
    assert kept_logs(commune.store.path) == []


def test_lost_log_is_told_with_what_is_missing(commune):
    store = commune.store
    store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    main = store.path.read_bytes()
    commune.petition()
    store.close()
    store.path.write_bytes(main)
    with Store.open(store.path) as opened:
        assert any("-wal" in str(notice) for notice in opened.notices)
        assert opened.check().ok


def test_log_of_a_damaged_file_is_not_taken_for_another_ones(commune, tmp_path):
    for number in range(60):
        commune.petition(f"{number:03d}/2026", content=f"Mương số {number} bị tắc")
    commune.store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    uid = commune.petition("900/2026")
    path = tmp_path / "killed.db"
    copy(commune.store.path, path, "", "-wal")
    root = root_page(commune.store.path, "entry")
    zero_page(path, root)
    with pytest.raises(StoreError), Store.open(path) as store:
        store.check(repair=True)
    assert kept_logs(path) == []
    with Store.open(rescue(path, tmp_path / "out.db").out) as rescued:
        assert rescued.get(uid) is not None
        assert rescued.count("petition") == 61


@pytest.mark.parametrize("part", [0, 0.2, 0.4, 0.6, 0.8, 1])
def test_a_log_in_which_an_import_is_taken_out_again_is_the_stores_own(commune, tmp_path, part):
    """Killed before, amid and after what is brought from the log into the file, which had more of the logs before."""
    store, path, checkpoint = commune.store, tmp_path / "killed.db", "PRAGMA wal_checkpoint(TRUNCATE)"
    with Store.create(tmp_path / "other.db", unit_name="Thôn Tây", unit_code="T1", level="village") as other:
        for number in range(40):
            values = {"number": f"{number:03}/2026", "received_on": "2026-08-12", "content": "Mương tắc" * 40}
            other.save(Draft("petition", {**values, "unit": other.unit.uid}))
        known = {head.key for head in store.log.logs()}
        store.merge(other.log.entries_after({}), other.signed_logs())
    store._connection.execute(checkpoint)
    before = store.path.read_bytes()
    store.cut_back({head.key: None for head in store.log.logs() if head.key not in known}, ())
    digest, log = store.digest(), Path(f"{store.path}-wal").read_bytes()
    store._connection.execute(checkpoint)
    after = store.path.read_bytes()
    border = int(len(after) / 4096 * part) * 4096
    path.write_bytes(after[:border] + before[border:])
    Path(f"{path}-wal").write_bytes(log)
    with Store.open(path) as killed:
        assert killed.digest() == digest
        assert killed.check().ok
        assert not killed.list("petition")
    assert kept_logs(path) == []
