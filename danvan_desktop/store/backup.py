"""Copies of the whole store by SQLite's backup API, opened and checked before they count."""

from __future__ import annotations

import shutil
from contextlib import closing, suppress
from pathlib import Path

from danvan_desktop.domain.clock import Clock
from danvan_desktop.localization import _
from danvan_desktop.store.connection import Connection, connect
from danvan_desktop.store.errors import NotAStore, StoreError, told_in_words
from danvan_desktop.store.identity import FORGET_HOME
from danvan_desktop.store.overwriting import refuse_open_store
from danvan_desktop.store.version import check_version

LAST_BACKUP = "backup.last"
"""The setting that holds the moment of the last backup, ISO 8601 local time."""


def back_up(connection: Connection, out: Path, key: bytes | None = None) -> None:
    """Write a verified copy to ``out``, attachments included; nothing stands there until it is whole.

    Raises StoreError when the copy cannot be written or does not open, or ``out`` is the store itself.
    """
    refuse_open_store(out)
    partial = out.with_name(out.name + ".tmp")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        partial.touch()  # a place that cannot be written is told as such, not as a store that does not open
        _copy(connection, partial, key)
        partial.replace(out)
    except OSError as error:
        raise StoreError(
            _("Không ghi được bản sao lưu vào “{path}”: {reason}.", path=str(out), reason=error.strerror)
        ) from error
    finally:
        _remove(partial)


def restore_backup(backup: Path, target: Path, key: bytes | None = None, clock: Clock | None = None) -> Path | None:
    """Put a backup in the place of the store at ``target``; returns where the former store is kept, if there was one.

    The restored store takes a new replica. No program may have the store open. Raises StoreError in words; then
    ``target`` is as it was.
    """
    if not backup.is_file():
        raise StoreError(_("Không thấy bản sao lưu “{path}”.", path=str(backup)))
    if target.exists() and backup.samefile(target):
        raise StoreError(_("“{path}” chính là kho dữ liệu đang dùng. Hãy chọn một bản sao lưu.", path=str(backup)))
    partial = target.with_name(f"{target.name}.restored")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        shutil.copyfile(backup, partial)
        _prepare_restored(partial, key)
        former = _keep_former(target, key, clock or Clock())
        partial.replace(target)
    except OSError as error:
        raise StoreError(
            _("Không ghi được vào “{path}”: {reason}.", path=str(target), reason=error.strerror)
        ) from error
    finally:
        _remove(partial)
    return former


def _prepare_restored(path: Path, key: bytes | None) -> None:
    with closing(connect(path, key)) as copy, told_in_words():
        if check_version(copy) == 0:
            raise NotAStore(_("Tệp này không phải kho dữ liệu dân vận."))
        if copy.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise StoreError(_("Bản sao lưu bị hỏng nên không khôi phục. Hãy chọn bản khác."))
        copy.execute(FORGET_HOME)
        copy.execute("PRAGMA journal_mode = DELETE")


def _keep_former(target: Path, key: bytes | None, clock: Clock) -> Path | None:
    """Copy the store that is there, or move it with its side files when it is too damaged to be opened.

    Raises StoreError when a program has it open.
    """
    if not target.exists():
        return None
    moment = clock.local_time().strftime("%Y%m%d-%H%M%S-%f")
    former = target.parent / "backups" / f"{target.stem}-{moment}-truoc-khi-khoi-phuc.db"
    former.parent.mkdir(exist_ok=True)
    try:
        with closing(connect(target, key)) as connection, told_in_words():
            connection.execute("PRAGMA journal_mode = DELETE")
    except NotAStore:
        for ending in ("-wal", "-shm", ""):
            with suppress(FileNotFoundError):
                Path(f"{target}{ending}").replace(f"{former}{ending}")
        return former
    shutil.copyfile(target, former)
    return former


def _remove(path: Path) -> None:
    for leftover in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
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
