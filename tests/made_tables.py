"""The tables of a new store, made once a process by the program itself and copied from then on."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2

from danvan_desktop.domain.kind import Kinds
from danvan_desktop.store.connection import Connection, connect
from danvan_desktop.store.preparing import make_tables


class MadeTables:
    """Fills a new store from a file that ``make_tables`` filled; what is encrypted or of other kinds is made anew."""

    def __init__(self, path: Path, kinds: Kinds) -> None:
        self._path = path
        self._kinds = tuple(kinds)
        with closing(connect(path, create=True)) as connection:
            make_tables(connection, kinds)

    def fill(self, connection: Connection, kinds: Kinds) -> None:
        """Do what ``make_tables`` does."""
        (is_encrypted,) = connection.execute("PRAGMA cipher_status").fetchone()
        if tuple(kinds) != self._kinds or is_encrypted == "1":
            make_tables(connection, kinds)
            return
        with closing(dbapi2.connect(self._path)) as source:
            source.backup(connection)
