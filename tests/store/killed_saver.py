"""Edits a petition and kills its own process at a statement: ``killed_saver.py STORE UID STATEMENT FIELD…``."""

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from tests.clocks import live_on_the_day_of_tests


def die() -> None:
    """End the process at once, as a power cut does: nothing is closed or rolled back."""
    sys.stdout.write("dying\n")
    sys.stdout.flush()
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def main(path: Path, uid: str, statement: str, more: Sequence[str]) -> None:
    live_on_the_day_of_tests()
    store = Store.open(path)
    connection = store._connection
    # With so small a cache the pages of the open transaction reach the file before its commit.
    connection.execute("PRAGMA cache_size = 2")
    connection.execute("PRAGMA cache_spill = 1")
    connection.set_trace_callback(lambda text: die() if text.startswith(statement) else None)
    values = {"content": "Đường hỏng, " + "xe không đi được. " * 2_500, **dict.fromkeys(more, "Nguyễn Văn An")}
    store.save(Draft("petition", values, uid))
    die()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4:])
