"""The one place where SQLite is opened, plain or with a key, and where sqlite-utils is imported.

Stores use the SQLite inside ``sqlcipher3``: versions before 3.51.3 can corrupt a WAL file under concurrent resets, and
Python's own module is often older.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlcipher3
from sqlcipher3 import dbapi2

from danvan_desktop.domain.order import dictionary_key, name_key
from danvan_desktop.localization import _
from danvan_desktop.store.errors import NotAStore, told_in_words

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

Connection = Any
"""A sqlcipher3 connection; the driver carries no types."""

_BUSY_MILLISECONDS = 5_000
_PREPARED_STATEMENTS = 1_024
"""How many statements stay prepared: all of them, for a full cache gives up the newest, not the oldest."""


def connect(path: Path, key: bytes | None = None) -> Connection:
    """Open or make the SQLite file at ``path``; ``key`` is a raw 256-bit key, ``None`` for a plain file.

    Raises StoreError in words when the file cannot be opened, NotAStore when it is no SQLite file or the key is wrong.
    """
    with told_in_words():
        connection = dbapi2.connect(
            str(path), isolation_level=None, check_same_thread=True, cached_statements=_PREPARED_STATEMENTS
        )
        if key is not None:
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    try:
        _configure(connection)
    except dbapi2.DatabaseError as error:
        connection.close()
        if "not a database" in str(error):
            raise NotAStore(_("Tệp này không phải kho dữ liệu dân vận, hoặc khóa không đúng.")) from error
        with told_in_words():
            raise
    return connection


def _configure(connection: Connection) -> None:
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.create_function("vietnamese_key", 1, _key_by(dictionary_key), deterministic=True)
    connection.create_function("person_key", 1, _key_by(name_key), deterministic=True)


def _key_by(key: Callable[[str], str]) -> Callable[[object], str | None]:
    return lambda text: None if text is None else key(str(text))


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """Run the block as one immediate transaction: all of it is kept, or nothing."""
    with told_in_words():
        connection.execute("BEGIN IMMEDIATE")
    try:
        with told_in_words():
            yield
            connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def joined_transaction(connection: Connection) -> Iterator[None]:
    """Run the block in the transaction that is open, or else in one of its own."""
    if connection.in_transaction:
        yield
        return
    with transaction(connection):
        yield


def database(connection: Connection) -> Database:
    """Wrap a connection with sqlite-utils."""
    _show_sqlite_to_sqlite_utils()
    from sqlite_utils import Database

    return Database(connection, execute_plugins=False)


def new_migrations(name: str) -> Migrations:
    """Start a set of migrations."""
    _show_sqlite_to_sqlite_utils()
    from sqlite_utils import Migrations

    return Migrations(name)


def _show_sqlite_to_sqlite_utils() -> None:
    """Name the SQLite in use to sqlite-utils before its first import, when it picks the module whose errors it catches.

    It is imported late because it takes longer to load than the window.
    """
    sys.modules.setdefault("pysqlite3", sqlcipher3)
    sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)
