"""One program of this machine after the other: a lock for whoever reads a small file, changes it and writes it back."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from danvan_desktop.places import state_folder
from danvan_desktop.store.private import make_private_folder

if sys.platform == "win32":
    import msvcrt

    _HELD_BY_ANOTHER = (errno.EACCES, errno.EDEADLK, 0)
    """What Windows tells of a lock that another program has; wine tells nothing."""
    _BETWEEN_TRIES = 0.02
    """Seconds."""

    def _hold(descriptor: int) -> None:
        while True:
            try:
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            except OSError as error:
                if error.errno not in _HELD_BY_ANOTHER:
                    raise
                time.sleep(_BETWEEN_TRIES)  # the system's own wait gives up after ten seconds
            else:
                return

else:
    import fcntl

    def _hold(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)


COPIES = "copies"
"""The name by which copies are made that share their attached files, or let go."""


@contextmanager
def process_lock(name: str, folder: Path | None = None) -> Iterator[None]:
    """Wait until no other program does what goes by this name, and let none begin it meanwhile.

    The system ends the hold of a program that is killed. Where no file can be made for it nobody waits.
    """
    kept = folder or state_folder()
    descriptor = -1
    try:
        with suppress(OSError):
            make_private_folder(kept)
            descriptor = os.open(kept / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
            _hold(descriptor)
        yield
    finally:
        if descriptor >= 0:
            os.close(descriptor)
