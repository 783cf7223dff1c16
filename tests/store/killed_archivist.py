"""Archives a year, or takes it back, and kills itself at a statement: ``STORE DEED FILE STATEMENT``.

A statement with a number before it (``2:VACUUM``) is the one at which it comes to it for that time.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from killed_saver import die

from danvan_desktop.store import Store, archives, connection, sweeping
from danvan_desktop.store.connection import Connection
from tests.clocks import live_on_the_day_of_tests


def main(path: Path, deed: str, file: Path, statement: str) -> None:
    times, _colon, wanted = statement.rpartition(":")
    left = [int(times or 1)]

    def look(text: str) -> None:
        if text.startswith(wanted):
            left[0] -= 1
            if left[0] == 0:
                die()

    def watched(connect: Callable[..., Connection]) -> Callable[..., Connection]:
        def connected(*arguments: object, **options: object) -> Connection:
            made = connect(*arguments, **options)
            made.set_trace_callback(look)
            return made

        return connected

    live_on_the_day_of_tests()
    store = Store.open(path)
    store._connection.set_trace_callback(look)
    archives.connect = watched(connection.connect)
    sweeping.connect = watched(connection.connect)
    if deed == "archive":
        store.archive(2024, file)
    else:
        store.take_back(file)
    die()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), sys.argv[4])
