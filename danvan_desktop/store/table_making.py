"""sqlite-utils over the SQLite in use. Whoever makes tables loads this late: it takes longer than the window."""

from __future__ import annotations

import sys

import sqlcipher3
from sqlcipher3 import dbapi2

from danvan_desktop.store.connection import Connection

# Named to sqlite-utils before its first import, when it picks the module whose errors it catches.
sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)

from sqlite_utils import Database, Migrations  # noqa: E402

__all__ = ["Database", "Migrations", "database"]


def database(connection: Connection) -> Database:
    """Wrap a connection with sqlite-utils."""
    return Database(connection, execute_plugins=False)
