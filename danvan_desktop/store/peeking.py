"""Looks at the first bytes of a file without letting go of what SQLite holds of it.

On POSIX systems a process that closes any file loses all of its locks on that, those of SQLite's connections among them
(https://www.sqlite.org/howtocorrupt.html, section 2.2): another program could then write into a store that is being
exchanged for another. So a file that a connection here has open is opened once to be looked at, and closed with that.
"""

from __future__ import annotations

import os
import threading
from collections import Counter
from pathlib import Path

from danvan_desktop.store.watch import place_of

Place = tuple[int, int]
_turn = threading.Lock()
_connections: Counter[Place] = Counter()
_kept: dict[Place, int] = {}
"""The descriptors by which files were looked at that connections have open."""


def first_bytes(path: Path, count: int) -> bytes:
    """Return how a file begins; raises OSError."""
    with _turn:
        place = place_of(path)
        if place in _kept:
            return os.pread(_kept[place], count, 0)
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        if os.name == "posix" and place is not None and _connections[place]:
            _kept[place] = descriptor
            return os.pread(descriptor, count, 0)
        try:
            return os.read(descriptor, count)
        finally:
            os.close(descriptor)


def note_opening(place: Place | None) -> None:
    """Note that a connection is about to open a file."""
    if place is not None:
        with _turn:
            _connections[place] += 1


def note_closed(place: Place | None) -> None:
    """Note that a connection has closed it."""
    if place is None:
        return
    with _turn:
        _connections[place] -= 1
        if _connections[place] <= 0:
            del _connections[place]
            if place in _kept:
                os.close(_kept.pop(place))
