"""Erases what a petition says and kills its own process at a statement: ``killed_eraser.py STORE UID STATEMENT``."""

import sys
from pathlib import Path

from killed_saver import die

from danvan_desktop.store import Store, sweeping
from danvan_desktop.store.connection import Connection, connect
from tests.clocks import live_on_the_day_of_tests


def main(path: Path, uid: str, statement: str) -> None:
    live_on_the_day_of_tests()
    store = Store.open(path)

    def watched(connection: Connection) -> Connection:
        connection.set_trace_callback(lambda text: die() if text.startswith(statement) else None)
        return connection

    sweeping.connect = lambda path, key: watched(connect(path, key))
    watched(store._connection)
    store.redact(uid, ["citizen_name", "content"], "Đơn của công dân")
    die()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
