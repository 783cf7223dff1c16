"""Unfinished copies: those that nobody makes any more go, those that a running program is making stay."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from danvan_desktop.store.leftovers import sweep

SQLITE = b"SQLite format 3\0"


def gone_process() -> int:
    """Return the number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


@pytest.mark.parametrize("folder", ["", "backups"])
def test_a_copy_that_a_running_program_makes_is_left_to_it(tmp_path: Path, folder: str) -> None:
    store, place = tmp_path / "commune.db", tmp_path / folder
    place.mkdir(exist_ok=True)
    stem = "commune-20261128-192520-210270-truoc-khi-bo-goi.db" if folder else "commune.db"
    running, gone = (place / f"{stem}.{process}.tmp" for process in (os.getpid(), gone_process()))
    for file in (running, gone):
        file.write_bytes(SQLITE)
    sweep(store)
    assert running.exists()
    assert not gone.exists()


def test_copies_of_earlier_versions_which_named_no_process_go(tmp_path: Path) -> None:
    place = tmp_path / "backups"
    place.mkdir()
    copy, paper = place / "commune-20261128.db.tmp", place / "commune-other.tmp"
    copy.write_bytes(SQLITE)
    paper.write_bytes(b"none of ours")
    sweep(tmp_path / "commune.db")
    assert (copy.exists(), paper.exists()) == (False, True)
