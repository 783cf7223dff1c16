"""Copies of the whole store by SQLite's backup API, opened and checked before they count."""

from __future__ import annotations

from contextlib import closing, suppress
from pathlib import Path

from danvan_desktop.localization import _
from danvan_desktop.store.connection import Connection, connect
from danvan_desktop.store.errors import StoreError, told_in_words
from danvan_desktop.store.identity import FORGET_HOME

LAST_BACKUP = "backup.last"
"""The setting that holds the moment of the last backup, ISO 8601 local time."""


def back_up(connection: Connection, out: Path, key: bytes | None = None) -> None:
    """Write a verified copy to ``out``, attachments included; nothing stands there until it is whole.

    Raises StoreError when the copy cannot be written or does not open.
    """
    partial = out.with_name(out.name + ".tmp")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        _copy(connection, partial, key)
        partial.replace(out)
    except OSError as error:
        raise StoreError(
            _("Không ghi được bản sao lưu vào “{path}”: {reason}.", path=str(out), reason=error.strerror)
        ) from error
    finally:
        for leftover in (partial, Path(f"{partial}-wal"), Path(f"{partial}-shm")):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)


def _copy(connection: Connection, path: Path, key: bytes | None) -> None:
    with closing(connect(path, key)) as copy, told_in_words():
        connection.backup(copy)
        copy.execute(FORGET_HOME)
        copy.execute("PRAGMA journal_mode = DELETE")
        verdict = copy.execute("PRAGMA quick_check").fetchone()[0]
    if verdict != "ok":
        raise StoreError(_("Bản sao lưu vừa tạo không đọc lại được. Hãy thử lưu ở ổ đĩa khác."))
