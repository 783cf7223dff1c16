"""The one place where SQLite is opened, plain or with a key.

Stores use the SQLite inside ``sqlcipher3``: versions before 3.51.3 can corrupt a WAL file under concurrent resets, and
Python's own module is often older.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlcipher3 import dbapi2

from danvan_desktop.localization import Message, _
from danvan_desktop.store.binding import create_sort_keys, register_adapters
from danvan_desktop.store.errors import (
    BUSY,
    DAMAGED,
    LOCKED_FOR_WRITING,
    NotAStore,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreReadOnly,
    StoreReplaced,
    StoreUnreachable,
    already_there,
    fault_of,
    not_written,
    told_in_words,
)
from danvan_desktop.store.foreign_triggers import refuse_foreign_triggers
from danvan_desktop.store.locked import require_key
from danvan_desktop.store.peeking import note_closed, note_opening
from danvan_desktop.store.private import keep_private, make_private
from danvan_desktop.store.second_names import fault_of_second_name
from danvan_desktop.store.stray_log import continues, is_whole, log_beside, set_aside
from danvan_desktop.store.temporary import make_temporary_tables
from danvan_desktop.store.watch import FileWatch, place_of

_BUSY_MILLISECONDS = 5_000
_PREPARED_STATEMENTS = 1_024
"""How many statements stay prepared: all of them, for a full cache gives up the newest, not the oldest."""
_TRIES = 3
"""How often a file is opened whose place another one takes meanwhile."""

register_adapters()


class StoreConnection(dbapi2.Connection):  # type: ignore[misc]
    """A connection that knows its file, and why it may only be read, if so; the driver carries no types."""

    path: Path
    read_only: StoreError | None = None
    notices: tuple[Message, ...] = ()
    """What was noticed when it was opened."""
    place: tuple[int, int] | None = None
    """What tells the file that was opened from another one that takes its place."""
    watch: FileWatch | None = None
    shape: int | None = None
    """SQLite's counter of changes of the schema; ``None`` while this connection itself prepares the file."""
    tables: str = ""
    """The declarations of all tables and indexes at that count."""
    turn: object = None
    """Stands for the transaction that may write, in which nobody else does; ``None`` outside."""
    version: int = 0
    """SQLite's counter of what other connections committed, at the beginning of that."""
    shaped_at: int = -1
    """That counter when the shape was last held against the file."""
    undone: int = 0
    """How often what was written was undone: what was derived meanwhile holds no more."""

    def close(self) -> None:
        """Close the file."""
        super().close()
        place, self.place = self.place, None
        note_closed(place)


Connection = Any
"""A StoreConnection; ``Any`` because the driver's cursors and rows carry no types."""


def connect(path: Path, key: bytes | None = None, *, create: bool = False) -> Connection:
    """Open the SQLite file at ``path``; ``key`` is a raw 256-bit key, ``None`` for a plain file.

    ``create`` makes the file, which must not be there. Where the disk is full or read-only, the file is opened for
    reading alone. Raises a StoreError in words when it cannot be opened, NotAStore when it is no SQLite file or the key
    is wrong, StoreLocked when it is encrypted and no key is given.
    """
    if create:
        return _connected(path, key, create=True)
    for _time in range(_TRIES):
        # What another program restores or encrypts just now is another file, of which what was asked does not hold.
        before = place_of(path)
        try:
            connection = _connected(path, key)
        except StoreError:
            if place_of(path) == before:
                raise
            continue
        if place_of(path) == before:
            return connection
        connection.close()
    raise StoreBusy(BUSY)


def _connected(path: Path, key: bytes | None, *, create: bool = False) -> Connection:
    require_key(path, key)
    try:
        if create:
            make_private(path)
    except OSError as error:
        raise _not_made(path, error) from error
    notices = () if create else _set_stray_log_aside(path, key)
    second = None if create else fault_of_second_name(path)
    if second is not None:
        return _opened_to_read(path, key, second)
    try:
        connection = _opened(path, key, "mode=rw")
        connection.notices = notices
        keep_private(path)  # not before it is known to be a store: somebody may have named any file
        if not os.access(path, os.W_OK):  # SQLite opens it all the same, and refuses only what is written
            connection.execute("PRAGMA query_only = ON")
            connection.read_only = StoreReadOnly(LOCKED_FOR_WRITING)
        return connection
    except (StoreFull, StoreReadOnly, StoreUnreachable) as fault:
        if create:
            raise
        return _opened_to_read(path, key, fault)


def _set_stray_log_aside(path: Path, key: bytes | None) -> tuple[Message, ...]:
    """Put a log that was written ahead of another file out of SQLite's reach; returns what to tell of it."""
    log = log_beside(path)
    # Asked twice: what others write into a store in use, its file may show sooner than its log while one is asked.
    if log is None or not (_is_stray(path, key) and _is_stray(path, key)):
        return ()
    try:
        return (set_aside(path, log),)
    except OSError:
        return ()  # it is in use


def _is_stray(path: Path, key: bytes | None) -> bool:
    """Tell whether the log beside a file is surely not its own; what cannot be read tells nothing."""
    try:
        with closing(_opened(path, key, "mode=ro&immutable=1")) as file, told_in_words(path):
            if not continues(file, file) or _continues(path, key, file):
                return False  # a file that is damaged itself tells nothing of its log
            return is_whole(file)  # else the log was being brought into the file: it is needed, and its own
    except (StoreError, dbapi2.Error):
        return False  # the file alone cannot be read either, or it is in use: opening it tells why


def _continues(path: Path, key: bytes | None, file: Connection) -> bool:
    """Tell whether a file goes on in the log beside it; what makes the whole unreadable is no log of it."""
    try:
        # Whoever only reads takes nothing out of the log into the file when it closes.
        with closing(_opened(path, key, "mode=ro")) as ahead, told_in_words(path):
            ahead.execute("BEGIN")  # the store may be in use: all answers are to be of one moment
            return continues(file, ahead)
    except (StoreDamaged, NotAStore, dbapi2.OperationalError):
        return False
    except StoreError:
        return True  # cannot be told now


def connect_immutable(path: Path, key: bytes | None = None) -> Connection:
    """Open a file that no program writes, such as a backup, as it lies there: nothing is made or changed beside it."""
    require_key(path, key)
    return _opened(path, key, "mode=ro&immutable=1")


def _not_made(path: Path, error: OSError) -> StoreError:
    if isinstance(error, FileExistsError):
        return already_there(path)
    return not_written(error, path)


def _opened(path: Path, key: bytes | None, options: str, *, exclusive: bool = False) -> Connection:
    place = place_of(path)
    note_opening(place)
    try:
        with told_in_words(path):
            connection = dbapi2.connect(
                f"{_uri(path)}?{options}",
                uri=True,
                isolation_level=None,
                check_same_thread=True,
                cached_statements=_PREPARED_STATEMENTS,
                factory=StoreConnection,
            )
    except BaseException:
        note_closed(place)
        raise
    connection.path, connection.place = path, place
    try:
        with told_in_words(path), _told_in_letters():
            if key is not None:
                connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            if exclusive:
                connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            _configure(connection)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def _told_in_letters() -> Iterator[None]:
    """Take SQLite's complaint about a declaration whose bytes are no text, which the driver cannot even pass on."""
    try:
        yield
    except UnicodeDecodeError as error:
        raise StoreDamaged(DAMAGED) from error


def _opened_to_read(path: Path, key: bytes | None, fault: StoreError) -> Connection:
    """Open a file beside which nothing can be made.

    Without a log beside it, it is read as it lies there; else memory takes the place of the side file. Neither is for a
    file that others write, but that has its side files, with which the usual way needs no room.
    """
    with suppress(StoreFull, StoreReadOnly, StoreUnreachable):
        if _has_log(path):
            connection = _opened(path, key, "mode=rw", exclusive=True)
        else:
            connection = _opened(path, key, "mode=ro&immutable=1")
        connection.execute("PRAGMA query_only = ON")
        connection.read_only = fault
        return connection
    raise fault


def _has_log(path: Path) -> bool:
    try:
        return Path(f"{path}-wal").stat().st_size > 0
    except OSError:
        return False


def _uri(path: Path) -> str:
    """Name a file for SQLite; a path of Windows begins with its drive, one of a server with two slashes."""
    name = path.absolute().as_posix()
    return f"file://{'' if name.startswith('/') else '/'}{quote(name, safe='/:')}"


def _configure(connection: Connection) -> None:
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        _turn_wal_on(connection)
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # finds out whether the side files can be made
    refuse_foreign_triggers(connection)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    create_sort_keys(connection)
    make_temporary_tables(connection)


def _turn_wal_on(connection: Connection) -> None:
    """Let a file log ahead; one on a disk without room or rights, such as a backup, is read as it is."""
    if place_of(connection.path) != connection.place:
        # Whoever exchanged it held it until now: its log would lie beside the other file, and be taken for that one's.
        raise StoreBusy(BUSY)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except dbapi2.Error as error:
        fault = fault_of(error, connection.path)
        if not isinstance(fault, StoreFull | StoreReadOnly | StoreUnreachable):
            raise
        connection.read_only = fault


def guard_writes(connection: Connection) -> None:
    """From now on refuse to write once the file is another than the one that was opened, or of another shape."""
    connection.watch = FileWatch(connection.path, connection.place)
    connection.shape, connection.tables = _shape(connection), _tables(connection)


def _tables(connection: Connection) -> str:
    """Return the declarations of all tables and indexes; a file that is written anew counts on, and has the same."""
    rows = connection.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()
    return "\n".join(f"{name} {sql}" for name, sql in rows)


def database_size(connection: Connection) -> int:
    """Return the bytes of all pages that a store has now, what is written ahead included."""
    pages, size = (int(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("page_count", "page_size"))
    return pages * size


def _is_of_another_shape(connection: Connection) -> bool:
    """Tell whether the declarations are others, and not only the count, as when the file was written anew."""
    if _tables(connection) != connection.tables:
        return True
    connection.shape = _shape(connection)
    return False


def _shape(connection: Connection) -> int:
    """Return SQLite's counter of changes of the schema."""
    return int(connection.execute("PRAGMA main.schema_version").fetchone()[0])


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """Run the block as one immediate transaction: all of it is kept, or nothing.

    Raises the StoreError for which the store may only be read, or because its file was replaced.
    """
    if connection.read_only is not None:
        raise type(connection.read_only)(connection.read_only.message)
    with told_in_words(connection.path):
        connection.execute("BEGIN IMMEDIATE")
    try:
        with told_in_words(connection.path):
            connection.version = data_version(connection)
            connection.turn = object()
            _refuse_another_file(connection)
            yield
            connection.execute("COMMIT")
    except BaseException:
        connection.undone += 1
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    finally:
        connection.turn = None


@contextmanager
def temporary_writes(connection: Connection) -> Iterator[None]:
    """Let the block write temporary tables, which memory holds, even where the file itself may only be read.

    Blocks may stand in one another.
    """
    (is_kept,) = connection.execute("PRAGMA query_only").fetchone()
    connection.execute("PRAGMA query_only = OFF")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA query_only = {is_kept}")


def data_version(connection: Connection) -> int:
    """Return SQLite's counter of what other connections committed, as far as this one can see it."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def _refuse_another_file(connection: Connection) -> None:
    # Only who commits changes the shape, so that it is asked for only where another connection did.
    is_asked = connection.shape is not None and connection.shaped_at != connection.version
    is_counted_on = is_asked and connection.shape != _shape(connection)
    if connection.watch is not None:
        connection.watch.check(database_size(connection) if is_counted_on else None)
    if is_counted_on and _is_of_another_shape(connection):
        raise StoreReplaced(
            _("Tệp dữ liệu vừa được một phiên bản khác của phần mềm nâng cấp nên chưa lưu. Hãy đóng rồi mở lại.")
        )
    connection.shaped_at = connection.version


@contextmanager
def snapshot_of(connection: Connection) -> Iterator[None]:
    """Run the block on one state of the file, whatever others write meanwhile; it may write temporary tables alone.

    They go with it, and may be made in a store, too, that is only read.
    """
    if connection.in_transaction:
        yield
        return
    with temporary_writes(connection):
        connection.execute("BEGIN")
        try:
            yield
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


@contextmanager
def joined_transaction(connection: Connection) -> Iterator[None]:
    """Run the block in the transaction that is open, or else in one of its own."""
    if connection.in_transaction:
        yield
        return
    with transaction(connection):
        yield


@contextmanager
def savepoint(connection: Connection) -> Iterator[None]:
    """Run the block as a transaction, or as a part of the one that is open, which is undone alone when it raises."""
    if not connection.in_transaction:
        with transaction(connection):
            yield
        return
    connection.execute("SAVEPOINT part")
    try:
        yield
    except BaseException:
        connection.undone += 1
        if connection.in_transaction:  # SQLite undoes all of it when the disk is full
            connection.execute("ROLLBACK TO part")
            connection.execute("RELEASE part")
        raise
    connection.execute("RELEASE part")
