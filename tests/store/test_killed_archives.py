"""Killed at any statement of archiving or taking back, a store is as before or as after, and nothing is lost."""

import subprocess
import sys
from pathlib import Path

import pytest

from danvan_desktop.store import Store
from tests.store.test_archiving import settled

ARCHIVIST = Path(__file__).with_name("killed_archivist.py")
ARCHIVING = (
    *("INSERT INTO archived_record", "UPDATE entry SET gone", "2:COMMIT", "VACUUM", "INSERT INTO archive "),
    *("9:INSERT INTO archived_record", "UPDATE record SET deleted", "4:COMMIT", "2:VACUUM", "2:PRAGMA wal_checkpoint"),
    *("3:DELETE FROM setting", "after"),
)
"""In the archive's file, then in the store, then while its file is swept."""
TAKING_BACK = (
    *("UPDATE entry SET gone", "DELETE FROM archived_record", "INSERT INTO record_petition"),
    *("INSERT OR REPLACE INTO word", "DELETE FROM archive ", "COMMIT", "after"),
)


@pytest.fixture
def closed(commune, tmp_path):
    """A closed store with a petition of 2024 and one of 2025; its digest."""
    uid = settled(commune, "001")
    commune.store.attach_data(uid, "anh.txt", b"anh" * 1000)
    settled(commune, "001", "2025-03-01")
    digest = commune.store.digest()
    commune.store.close()
    return commune.store.path, uid, digest, tmp_path / "nam-2024.db"


def die_at(path: Path, deed: str, file: Path, statement: str) -> None:
    child = subprocess.run([sys.executable, ARCHIVIST, path, deed, file, statement], capture_output=True, text=True)
    assert child.stdout == "dying\n", child.stderr


def is_whole(path: Path, uid: str, digest: str, file: Path) -> None:
    with Store.open(path) as store:
        assert store.digest() == digest
        assert store.check().ok
        assert not store.is_unswept
        if store.archives.notes():
            assert store.get(uid) is None
            store.take_back(file)
        assert store.get(uid).text("reply") == "Đã nạo vét"
        (attached,) = store.children(uid, "attachment")
        assert store.attached(attached) == b"anh" * 1000
        assert store.digest() == digest
        assert store.check().ok


@pytest.mark.parametrize("statement", ARCHIVING)
def test_killed_while_archiving(closed, statement):
    path, uid, digest, file = closed
    die_at(path, "archive", file, statement)
    is_whole(path, uid, digest, file)


@pytest.mark.parametrize("statement", TAKING_BACK)
def test_killed_while_taking_back(closed, statement):
    path, uid, digest, file = closed
    with Store.open(path) as store:
        store.archive(2024, file)
    die_at(path, "take_back", file, statement)
    is_whole(path, uid, digest, file)
