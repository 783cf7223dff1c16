"""Lets somebody stop what SQLite is at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlcipher3 import dbapi2

from danvan_desktop.store.connection import Connection

_STEPS_BETWEEN_BEATS = 50_000
"""Steps of SQLite's machine, some milliseconds."""


@contextmanager
def interruptible(connection: Connection, beat: Callable[[], None]) -> Iterator[None]:
    """Call ``beat`` every few milliseconds while SQLite works; what it raises ends the work and comes out here."""
    raised: list[BaseException] = []

    def called() -> int:
        try:
            beat()
        except BaseException as stop:  # noqa: BLE001 - it must not pass through SQLite
            raised.append(stop)
        return len(raised)

    connection.set_progress_handler(called, _STEPS_BETWEEN_BEATS)
    try:
        yield
    except dbapi2.Error:
        if raised:
            raise raised[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)
