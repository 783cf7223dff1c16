"""Rows are found in the pages of a file that nothing leads to, and in what is written ahead of it."""

import sqlite3
from pathlib import Path

import pytest

from danvan_desktop.store.carving import carve

LARGE = 2**62 + 5
"""A number that SQLite writes in nine bytes."""


def test_numbers_of_every_length_are_read(tmp_path: Path) -> None:
    path, numbers = (
        tmp_path / "a.db",
        [1, *(2**bits - 1 for bits in range(7, 63, 7)), *(2**bits for bits in range(7, 63, 7))],
    )
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA page_size = 4096")
    connection.execute("CREATE TABLE t (n INTEGER PRIMARY KEY, x TEXT, y INTEGER)")
    wanted = sorted({*numbers, 2**62, LARGE})
    connection.executemany("INSERT INTO t VALUES (?, ?, ?)", [(n, f"số {n}", n) for n in wanted])
    connection.commit()
    connection.close()
    found = {row.number: row.cells for row in carve(path) if row.cells[0] is None}
    assert found == {n: (None, f"số {n}", n) for n in wanted}


@pytest.fixture
def ahead(tmp_path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    for statement in ("page_size = 4096", "journal_mode = WAL", "wal_autocheckpoint = 0"):
        connection.execute(f"PRAGMA {statement}")
    connection.execute("CREATE TABLE t (x TEXT)")
    connection.execute("CREATE TABLE u (x TEXT)")
    return connection


def _texts(path: Path) -> set[object]:
    return {row.cells[0] for row in carve(path) if len(row.cells) == 1}


def test_what_is_written_ahead_is_found(ahead: sqlite3.Connection, tmp_path: Path) -> None:
    ahead.execute("INSERT INTO t VALUES ('mới')")
    assert _texts(tmp_path / "a.db") == {"mới"}
    ahead.close()


def test_pages_of_an_earlier_round_of_the_log_are_not_believed(ahead: sqlite3.Connection, tmp_path: Path) -> None:
    """They stay behind the new ones, under other salts."""
    for value in ("cũ", "cũ hơn", "vẫn cũ"):
        ahead.execute("DELETE FROM t")
        ahead.execute("INSERT INTO t VALUES (?)", [value])
    ahead.execute("UPDATE t SET x = 'mới'")
    ahead.execute("PRAGMA wal_checkpoint(RESTART)")
    ahead.execute("INSERT INTO u VALUES ('khác')")
    assert (tmp_path / "a.db-wal").read_bytes().count("cũ".encode()) > 0
    assert _texts(tmp_path / "a.db") == {"mới", "khác"}
    ahead.close()
