"""A disk without room: what is saved stays, what is not saved is said, and once there is room work goes on."""

import errno
import os
import subprocess
import sys

import pytest
from sqlcipher3 import dbapi2

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store, StoreError
from danvan_desktop.store.errors import StoreReadOnly, StoreUnreachable, fault_of, reason_of
from tests.full_disk import fill_up, make_room

LONG = "Đường hỏng, " + "xe không đi được. " * 2_500


def test_save_on_a_full_disk_changes_nothing_and_says_why(commune):
    uid = commune.petition()
    digest, vector = commune.store.digest(), commune.store.log.vector()
    fill_up(commune.store)
    with pytest.raises(StoreError, match="Ổ đĩa đã đầy"):
        commune.store.save(Draft("petition", {"content": LONG}, uid))
    assert (commune.store.digest(), commune.store.log.vector()) == (digest, vector)
    assert commune.store.check().ok
    make_room(commune.store)
    commune.store.save(Draft("petition", {"content": LONG}, uid))
    assert commune.store.get(uid).text("content") == LONG.strip()


def test_merge_on_a_full_disk_changes_nothing(commune, province, carry):
    commune.petition(content=LONG)
    digest = province.digest()
    fill_up(province)
    with pytest.raises(StoreError, match="Ổ đĩa đã đầy"):
        carry(commune.store, province)
    assert province.digest() == digest
    assert province.log.vector() != commune.store.log.vector()
    make_room(province)
    carry(commune.store, province)
    assert province.check().ok


SAVER = """
import resource, sys
from pathlib import Path
from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store

path, uid, limit = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
with Store.open(path) as store:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        store.save(Draft("petition", {"content": "Cầu hỏng " * 5_000}, uid))
    except DanvanError as error:
        sys.exit(str(error))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of a file")
def test_save_that_the_system_cuts_off_is_refused_and_leaves_the_store_as_it_was(commune):
    uid, path = commune.petition(), commune.store.path
    digest = commune.store.digest()
    commune.store.close()
    child = subprocess.run([sys.executable, "-c", SAVER, path, uid, "40000"], capture_output=True, text=True)
    assert child.returncode == 1
    assert "Ổ đĩa" in child.stderr
    assert "Traceback" not in child.stderr
    with Store.open(path) as store:
        assert store.digest() == digest
        assert store.check().ok


def test_file_beside_which_nothing_can_be_made_is_told_as_read_only(commune, monkeypatch):
    """SQLite says of a stick that is locked against writing that the file cannot be opened."""
    fault = dbapi2.OperationalError("unable to open database file")
    assert isinstance(fault_of(fault, commune.store.path), StoreUnreachable)
    monkeypatch.setattr("os.access", lambda _path, _mode: False)
    assert isinstance(fault_of(fault, commune.store.path), StoreReadOnly)
    assert isinstance(fault_of(fault, commune.store.path.with_name("none.db")), StoreUnreachable)


def test_words_are_found_and_the_store_is_checked_where_nothing_can_be_written(commune):
    """A disk without room, a stick that is locked: the file is then opened for reading alone."""
    uid = commune.petition(content="Mương bị tắc")
    commune.store.close()
    with Store.open(commune.store.path) as store:
        store._connection.execute("PRAGMA query_only = ON")
        assert [hit.uid for hit in store.search("muong tac")] == [uid]
        assert store.check().ok


@pytest.mark.parametrize(
    "code", [errno.ENOENT, errno.EROFS, errno.EACCES, errno.EIO, errno.ENOTDIR, errno.ENAMETOOLONG]
)
def test_reasons_of_the_system_are_told_in_vietnamese(code):
    told = str(reason_of(OSError(code, os.strerror(code))))
    assert told
    assert not told.isascii()
