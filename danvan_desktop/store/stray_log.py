"""Keeps SQLite from reading into a store what was written ahead of another one.

Nothing in a store or in the log that SQLite keeps beside it says that they belong together: a log that was left behind
when the store was replaced, or copied there from elsewhere, is read into it page by page, and for good once the file is
closed. The program's own log of changes tells: it only ever grows, change by change. Where an end of it is taken out
again or written anew, that is noted in the same transaction (``note_rewritten``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from sqlcipher3 import dbapi2

from danvan_desktop.localization import Message, _
from danvan_desktop.store.durable_files import replace_with_retries
from danvan_desktop.store.leftovers import BACKUPS
from danvan_desktop.store.numbering import SEQ_BITS
from danvan_desktop.store.private import make_private_folder

Connection = Any
"""A connection of the driver, which carries no types."""
MARK = "wal-la"
"""In the name under which such a log is kept."""


_REWRITTEN = "log.rewritten"
"""The setting that tells of logs that do not only grow."""
_SEPARATOR = " "


class _Head(Struct, frozen=True):
    seq: int
    hash: bytes
    device: bytes | str


class _Form(Struct, frozen=True):
    """How a store keeps its logs: the queries for where they stand, what lies beyond a place, what stands there."""

    table: str
    logs: str
    grown: str
    reached: str


_PLACE = f"(SELECT no FROM log WHERE replica = ? AND stream = ?) << {SEQ_BITS} | ?"
_FORMS = (
    _Form(
        "log",
        "SELECT replica, stream, seq, hash, device FROM log WHERE seq > 0",
        f"SELECT count(*) FROM entry e WHERE e.id > {_PLACE}"
        f" AND e.id < ((SELECT no FROM log WHERE replica = ? AND stream = ?) + 1) << {SEQ_BITS}",
        f"SELECT hash FROM entry WHERE id = {_PLACE}",
    ),
    _Form(
        "log_head",
        "SELECT replica, stream, seq, hash, device FROM log_head",
        "SELECT count(*) FROM change WHERE replica = ? AND stream = ? AND seq > ?",
        "SELECT hash FROM change WHERE replica = ? AND stream = ? AND seq = ?",
    ),
)
"""The present form, then that of stores made before."""


def log_beside(path: Path) -> Path | None:
    """Return what is written ahead of a store, ``None`` when there is nothing."""
    log = Path(f"{path}-wal")
    try:
        return log if log.stat().st_size else None
    except OSError:
        return None


def continues(file: Connection, ahead: Connection) -> bool:
    """Tell whether what is read with the log (``ahead``) goes on from what the file alone holds.

    Raises SQLite's errors for a file or a log that is no store's.
    """
    form = _form_of(file)
    if form is not _form_of(ahead):
        return True  # the store was brought to another form, which only the program does
    before, after, rewritten = _heads(file, form), _heads(ahead, form), _rewritten(ahead)
    return all(
        head.seq <= rewritten.get(_SEPARATOR.join(key), 0)
        or (key in after and _grows(ahead, form, key, head, after[key]))
        for key, head in before.items()
    )


def is_whole(file: Connection) -> bool:
    """Tell whether a file is sound without its log: one that is not was being written over when a program ended."""
    return [row[0] for row in file.execute("PRAGMA quick_check(1)")] == ["ok"]


def note_rewritten(connection: Connection, keys: Iterable[tuple[str, str]]) -> None:
    """Note that logs are shortened or written anew from where they stand now; in the transaction that does it.

    Who is killed while SQLite brings that into the file leaves there, without the log ahead, more than comes after.
    """
    noted = dict(_rewritten(connection))
    for key in keys:
        row = connection.execute("SELECT seq FROM log WHERE replica = ? AND stream = ?", [*key]).fetchone()
        name = _SEPARATOR.join(key)
        noted[name] = max(noted.get(name, 0), 0 if row is None else int(row[0]))
    connection.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", [_REWRITTEN, json.dumps(noted)])


def _rewritten(connection: Connection) -> Mapping[str, int]:
    """Return up to which number each of these logs had been written before, ``{}`` where that cannot be read."""
    try:
        row = connection.execute("SELECT value FROM setting WHERE name = ?", [_REWRITTEN]).fetchone()
        return {str(name): int(seq) for name, seq in json.loads(row[0]).items()} if row else {}
    except (dbapi2.OperationalError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def _form_of(connection: Connection) -> _Form:
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    return next((form for form in _FORMS if form.table in names), _FORMS[0])


def set_aside(path: Path, log: Path) -> Message:
    """Put a log that is not the store's among the backups, and say so; raises OSError."""
    kept = path.parent / BACKUPS / f"{path.stem}-{log.stat().st_mtime_ns}-{MARK}.db-wal"
    make_private_folder(kept.parent)
    replace_with_retries(log, kept)
    Path(f"{path}-shm").unlink(missing_ok=True)
    return _(
        "Tệp “{name}” bên cạnh tệp dữ liệu là của tệp khác nên không được đọc vào; nó được giữ ở “{kept}”.",
        name=log.name,
        kept=str(kept),
    )


def _heads(connection: Connection, form: _Form) -> Mapping[tuple[str, str], _Head]:
    rows = connection.execute(form.logs).fetchall()
    return {
        (str(replica), str(stream)): _Head(seq, bytes(newest), device) for replica, stream, seq, newest, device in rows
    }


def _grows(ahead: Connection, form: _Form, key: tuple[str, str], before: _Head, after: _Head) -> bool:
    if before.device != after.device or before.seq > after.seq:
        return False
    reached = ahead.execute(form.reached, [*key, before.seq]).fetchone()
    grown = ahead.execute(form.grown, ([*key, before.seq] * 2)[: form.grown.count("?")]).fetchone()
    return reached is not None and bytes(reached[0]) == before.hash and int(grown[0]) == after.seq - before.seq
