"""Brings a store up to this version of the program and its declarations: all of it in one transaction, or nothing.

The log stays as it is; what is derived from it is made anew. A verified copy is kept beforehand. Whoever is killed,
starved of room or stopped on the way leaves the store as it was
(docs/decisions/0013-one-transaction-for-a-changed-declaration.md).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from danvan_desktop.domain.clock import Clock
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.store.backup import keep_copy
from danvan_desktop.store.connection import Connection, transaction
from danvan_desktop.store.errors import require_room
from danvan_desktop.store.interrupting import interruptible
from danvan_desktop.store.schema import create_record_tables, is_prepared, note_prepared
from danvan_desktop.store.space import ROOM_FOR_A_SAVE
from danvan_desktop.store.telling import Tell

MARK = "truoc-khi-nang-cap"
"""In the names of the copies made before."""
_KEPT = 3
_COPIES = 2
"""How often the store's size is needed: for the copy, and for what is written ahead."""


def make_tables(connection: Connection, kinds: Kinds) -> None:
    """Make the tables of a new, empty store."""
    with transaction(connection):
        _make_whole_schema(connection, kinds)
        note_prepared(connection, kinds)


def bring_up(
    connection: Connection, key: bytes | None, kinds: Kinds, clock: Clock, derive: Callable[[Tell], None], tell: Tell
) -> None:
    """Keep a copy, then bring the tables up to date and let ``derive`` fill them.

    ``tell`` is told (done, total) and may raise to stop. Raises StoreFull before anything is written when there is too
    little room, or another StoreError.
    """
    path: Path = connection.path
    require_room(path, _COPIES * path.stat().st_size + ROOM_FOR_A_SAVE)
    steps = _Steps(tell)
    keep_copy(connection, key, kinds, clock, MARK, _KEPT, steps.copying)
    with interruptible(connection, steps.beat), transaction(connection):
        if is_prepared(connection, kinds):
            return  # another process did it meanwhile
        _make_whole_schema(connection, kinds)
        derive(steps.deriving)
        note_prepared(connection, kinds)


def _make_whole_schema(connection: Connection, kinds: Kinds) -> None:
    from danvan_desktop.store.migrations import migrate  # loads sqlite-utils, which most commands never need

    migrate(connection)
    create_record_tables(connection, kinds)


class _Steps:
    """Puts the copying and the deriving on one scale, and repeats what it told while SQLite is busy."""

    _COPYING, _WHOLE = 200, 1_000

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._done = 0

    def copying(self, done: int, total: int) -> None:
        self._show(self._COPYING * done // max(total, 1))

    def deriving(self, done: int, total: int) -> None:
        self._show(self._COPYING + (self._WHOLE - self._COPYING) * done // max(total, 1))

    def beat(self) -> None:
        self._tell(self._done, self._WHOLE)

    def _show(self, done: int) -> None:
        self._done = done
        self.beat()
