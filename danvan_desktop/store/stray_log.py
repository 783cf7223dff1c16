"""Keeps SQLite from reading into a store what was written ahead of another one.

Nothing in a store or in the log that SQLite keeps beside it says that they belong together: a log that was left behind
when the store was replaced, or copied there from elsewhere, is read into it page by page, and for good once the file is
closed. The program's own log of changes tells: it only ever grows, change by change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from danvan_desktop.localization import Message, _
from danvan_desktop.store.leftovers import BACKUPS
from danvan_desktop.store.private import make_private_folder

Connection = Any
"""A connection of the driver, which carries no types."""
MARK = "wal-la"
"""In the name under which such a log is kept."""
_LOGS = "SELECT replica, stream, seq, hash, device FROM log_head"
_GROWN = "SELECT count(*) FROM change WHERE replica = ? AND stream = ? AND seq > ?"
_REACHED = "SELECT hash FROM change WHERE replica = ? AND stream = ? AND seq = ?"


@dataclass(frozen=True)
class _Head:
    seq: int
    hash: bytes
    device: str


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
    before, after = _heads(file), _heads(ahead)
    return all(key in after and _grows(ahead, key, head, after[key]) for key, head in before.items())


def set_aside(path: Path, log: Path) -> Message:
    """Put a log that is not the store's among the backups, and say so; raises OSError."""
    kept = path.parent / BACKUPS / f"{path.stem}-{log.stat().st_mtime_ns}-{MARK}.db-wal"
    make_private_folder(kept.parent)
    log.replace(kept)
    Path(f"{path}-shm").unlink(missing_ok=True)
    return _(
        "Tệp “{name}” bên cạnh kho dữ liệu là của tệp khác nên không được đọc vào; nó được giữ ở “{kept}”.",
        name=log.name,
        kept=str(kept),
    )


def _heads(connection: Connection) -> Mapping[tuple[str, str], _Head]:
    rows = connection.execute(_LOGS).fetchall()
    return {
        (str(replica), str(stream)): _Head(seq, bytes(newest), device) for replica, stream, seq, newest, device in rows
    }


def _grows(ahead: Connection, key: tuple[str, str], before: _Head, after: _Head) -> bool:
    if before.device != after.device or before.seq > after.seq:
        return False
    reached = ahead.execute(_REACHED, [*key, before.seq]).fetchone()
    grown = ahead.execute(_GROWN, [*key, before.seq]).fetchone()
    return reached is not None and bytes(reached[0]) == before.hash and int(grown[0]) == after.seq - before.seq
