"""Counts work, which is the same on every machine however busy that is, as seconds are not."""

import sys
from collections.abc import Callable
from types import FrameType

from danvan_desktop.store import Store

STEPS_AT_A_TIME = 100


def steps_of(store: Store, work: Callable[[], object]) -> int:
    """Count the steps of SQLite's machine that some work takes, in hundreds."""
    count = 0

    def tick() -> int:
        nonlocal count
        count += 1
        return 0

    store._connection.set_progress_handler(tick, STEPS_AT_A_TIME)
    try:
        work()
    finally:
        store._connection.set_progress_handler(None, 0)
    return count


def calls_of(work: Callable[[], object]) -> int:
    """Count the calls of functions, of Python's and of C's, that some work takes."""
    count = 0

    def note(_frame: FrameType, event: str, _what: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count
