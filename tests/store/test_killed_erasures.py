"""Killed at any statement, an erasure is done or not, and what the file may still hold is swept at the next start."""

import subprocess
import sys
from pathlib import Path

import pytest

from danvan_desktop.store import Store

ERASER = Path(__file__).with_name("killed_eraser.py")
NAME = "Nguyễn Văn Quýt"
BEFORE = ("INSERT INTO entry ", "UPDATE entry SET gone", "INSERT OR REPLACE INTO word", "COMMIT")
"""From the redaction in the log to its commit."""
AFTER = ("INSERT INTO word (word)", "VACUUM", "PRAGMA wal_checkpoint", "DELETE FROM setting", "after")
"""From the commit on, while the file is swept."""


@pytest.fixture
def petition(commune):
    uid = commune.petition(citizen_name=NAME, content=f"{NAME} phản ánh")
    commune.store.close()
    return commune.store.path, uid


def erase_and_die(path: Path, uid: str, at: str) -> None:
    child = subprocess.run([sys.executable, ERASER, path, uid, at], capture_output=True, text=True)
    assert child.stdout == "dying\n", child.stderr


def holds(path: Path) -> bool:
    files = [path, path.with_name(f"{path.name}-wal")]
    return any(NAME.encode() in file.read_bytes() for file in files if file.exists())


@pytest.mark.parametrize("statement", BEFORE)
def test_killed_before_its_commit_everything_is_as_before(petition, statement):
    path, uid = petition
    with Store.open(path) as store:
        digest = store.digest()
    erase_and_die(path, uid, statement)
    with Store.open(path) as store:
        assert store.digest() == digest
        assert store.get(uid).text("citizen_name") == NAME
        assert not store.redactions()
        assert store.check().ok


@pytest.mark.parametrize("statement", AFTER)
def test_killed_after_its_commit_nothing_is_left_once_it_was_opened_again(petition, statement):
    path, uid = petition
    erase_and_die(path, uid, statement)
    with Store.open(path) as store:
        assert store.get(uid).get("citizen_name") is None
        assert not store.is_unswept
        assert store.check().ok
    assert not holds(path)
