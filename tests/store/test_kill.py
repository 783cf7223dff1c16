"""A process killed at any statement of a save leaves all of it or nothing: never the log without the tables.

The killed process watches its own statements by SQLite's trace callback; the program has no hook for this.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from danvan_desktop.store import Store
from danvan_desktop.store.connection import connect

SAVER = Path(__file__).with_name("killed_saver.py")

PLAIN = (
    "INSERT INTO entry ",
    "UPDATE log SET",
    "UPDATE record SET",
    "WITH live",
    "INSERT OR IGNORE INTO word_due",
    "COMMIT",
)
"""From the log, over the tables, to the search index, of an edit that nothing else follows from."""
WHOLE = (
    "INSERT INTO entry ",
    "INSERT OR IGNORE INTO temp.touched",
    "INSERT OR REPLACE INTO shadow",
    "UPDATE record SET",
    "INSERT INTO record_petition",
    "INSERT OR IGNORE INTO word_due",
    "COMMIT",
)
"""The same, with the heads, of one with which another log begins."""
SAVES = [*((False, one) for one in PLAIN), *((True, one) for one in WHOLE)]


@pytest.fixture
def saved(commune):
    """A closed store with a petition and the uid of that petition."""
    uid = commune.petition()
    commune.store.close()
    return commune.store.path, uid


def save_and_die(path: Path, uid: str, at: str, *more: str) -> None:
    """Let another process edit the petition and die when it comes to a statement; it sets ``more`` fields, too."""
    child = subprocess.run([sys.executable, SAVER, path, uid, at, *more], capture_output=True, text=True)
    assert child.stdout == "dying\n", child.stderr
    assert child.returncode != 0


def rows_of_log(path: Path) -> int:
    connection = connect(path)
    (count,) = connection.execute("SELECT count(*) FROM entry").fetchone()
    connection.close()
    return count


@pytest.mark.parametrize(("begins_a_log", "statement"), SAVES)
def test_save_killed_before_its_commit_leaves_nothing(saved, begins_a_log, statement):
    path, uid = saved
    with Store.open(path) as store:
        digest = store.digest()
    rows = rows_of_log(path)
    save_and_die(path, uid, statement, *(["citizen_name"] if begins_a_log else []))
    written_ahead = path.with_name(path.name + "-wal").stat().st_size
    assert statement in PLAIN[:2] or written_ahead > 50_000
    with Store.open(path) as store:
        assert store.digest() == digest
        assert store.get(uid).text("content") == "Mương bị tắc"
        assert [hit.uid for hit in store.search("mương tắc")] == [uid]
        assert store.check().ok
    assert rows_of_log(path) == rows


def test_save_killed_after_its_commit_leaves_all_of_it(saved):
    path, uid = saved
    save_and_die(path, uid, "after")
    with Store.open(path) as store:
        assert store.get(uid).text("content").startswith("Đường hỏng")
        assert [hit.uid for hit in store.search("đường hỏng")] == [uid]
        assert len(store.history(uid)) > 1
        assert store.check().ok


def test_store_goes_on_where_it_stood_after_a_kill(saved):
    path, uid = saved
    save_and_die(path, uid, "INSERT INTO record_petition")
    with Store.open(path) as store:
        replica = store.replica
        store.delete(uid)
        assert store.replica == replica
        assert store.get(uid) is None
        assert store.check().ok
