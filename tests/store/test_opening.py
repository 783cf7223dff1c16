import sqlite3

import pytest
from sqlcipher3 import dbapi2

from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Translator
from danvan_desktop.store import NotAStore, Store, StoreError, StoreMissing, StoreTooNew
from danvan_desktop.store import connection as store_connection
from danvan_desktop.store.connection import connect
from danvan_desktop.store.errors import StoreReadOnly
from danvan_desktop.store.table_making import database


def test_store_survives_closing_and_opening(commune):
    uid = commune.meeting()
    digest, path = commune.store.digest(), commune.store.path
    with Store.open(path) as again:
        assert again.digest() == digest
        assert again.get(uid) is not None
        assert again.replica == commune.store.replica


def test_file_that_is_missing_is_said_to_be_missing(tmp_path):
    with pytest.raises(StoreMissing):
        Store.open(tmp_path / "none.db")


def test_text_file_is_no_store(tmp_path):
    path = tmp_path / "letter.db"
    path.write_text("Kính gửi Ủy ban nhân dân xã" * 200, "utf-8")
    with pytest.raises(NotAStore):
        Store.open(path)


def test_sqlite_file_of_another_program_is_left_as_it_is(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE t (x)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(NotAStore):
        Store.open(path)
    assert b"record_meeting" not in path.read_bytes()
    assert path.read_bytes()[100:] == before[100:]


def test_store_of_a_newer_version_is_refused_in_words(commune):
    path = commune.store.path
    commune.store.close()
    connection = connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StoreTooNew, match="phiên bản phần mềm mới hơn"):
        Store.open(path)


def test_existing_file_is_not_overwritten(commune):
    with pytest.raises(StoreError, match="Đã có tệp"):
        Store.create(commune.store.path, unit_name="Xã khác", unit_code="K")


def test_store_that_cannot_be_founded_leaves_no_file(tmp_path):
    with pytest.raises(InvalidRecord):
        Store.create(tmp_path / "a.db", unit_name="", unit_code="DS")
    assert list(tmp_path.iterdir()) == []


def test_keyed_store_opens_only_with_its_key(tmp_path):
    path, key = tmp_path / "kin.db", bytes(range(32))
    with Store.create(path, unit_name="Xã Kín", unit_code="K", key=key) as store:
        digest = store.digest()
    with Store.open(path, key=key) as store:
        assert store.digest() == digest
    with pytest.raises(NotAStore):
        Store.open(path)
    with pytest.raises(NotAStore):
        Store.open(path, key=bytes(32))


def test_fields_of_a_newer_version_come_to_life_after_the_upgrade(commune):
    from danvan_desktop.domain.kind import Kinds
    from danvan_desktop.domain.kinds import ALL_KINDS

    uid = commune.meeting()
    old = Kinds(kind for kind in ALL_KINDS if kind.name != "meeting")
    path, digest = commune.store.path, commune.store.digest()
    commune.store.close()
    with Store.open(path, kinds=old) as store:
        assert store.get(uid) is None
        assert store.digest() == digest
    with Store.open(path) as store:
        assert store.get(uid).text("chair") == "Nguyễn Văn An"
        assert store.search("nguyễn văn an")[0].uid == uid


def test_sqlite_in_use_is_free_of_the_wal_reset_bug():
    assert tuple(map(int, dbapi2.sqlite_version.split("."))) >= (3, 51, 3)


def test_sqlite_utils_catches_the_errors_of_the_sqlite_in_use(tmp_path):
    db = database(connect(tmp_path / "t.db", create=True))
    db.table("t").insert({"a": 1})
    db.table("t").insert({"a": 2, "b": 3}, alter=True)
    assert db.table("t").columns_dict.keys() == {"a", "b"}


def test_writes_are_durable_and_logged_ahead(commune):
    connection = connect(commune.store.path)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
    connection.close()


def test_a_file_that_may_only_be_read_is_opened_for_reading_and_said_to_be(commune, monkeypatch):
    """SQLite opens it without a word: every command, also those that only read, was refused at its first note."""
    uid = commune.petition()
    path = commune.store.path
    commune.store.close()
    monkeypatch.setattr(store_connection.os, "access", lambda _path, _mode: False)
    with Store.open(path) as store:
        assert store.is_read_only
        assert "Không được phép ghi" in Translator("vi")(store.notices[-1])
        assert store.get(uid) is not None
        assert store.check().ok
        with pytest.raises(StoreReadOnly):
            store.save(Draft("petition", {"content": "Khác"}, uid))
