"""Puts one file in the place of another while no program writes into the former: what is saved in between is lost.

A program that opens the former file just before it goes would save into a file that has no name any more.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from danvan_desktop.store.connection import Connection
from danvan_desktop.store.errors import BUSY, StoreBusy, told_in_words
from danvan_desktop.store.private import SIDE_FILES


@contextmanager
def locked_exclusively(connection: Connection) -> Iterator[None]:
    """Let no other program read or write a file while the block reads it or puts another one in its place.

    Whoever opens it meanwhile waits, and then finds the other one. Raises StoreBusy while another has it open. Windows
    exchanges no file that is open, by anybody: there ``let_go`` closes the connection first.
    """
    with told_in_words(connection.path):
        connection.execute("PRAGMA journal_mode = DELETE")  # fails while another program has the file open
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")  # in that mode what is held stays held
    yield


def let_go(connection: Connection) -> None:
    """Close a file that is held alone, where the system would not exchange it otherwise."""
    if os.name == "nt":
        connection.close()


def state_of(path: Path) -> tuple[int, int]:
    """Return the size of a file and when it was last written (ns)."""
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def refuse_changed(path: Path, state: tuple[int, int]) -> None:
    """Raise StoreBusy when a file was written since, or another program has it open; raises OSError."""
    if state_of(path) != state or any(Path(f"{path}{ending}").exists() for ending in SIDE_FILES):
        raise StoreBusy(BUSY)
