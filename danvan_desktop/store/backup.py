"""Copies of the whole store by SQLite's backup API, opened and checked before they count."""

from __future__ import annotations

import shutil
from contextlib import closing, suppress
from pathlib import Path

from danvan_desktop.domain.clock import Clock
from danvan_desktop.localization import _
from danvan_desktop.store.connection import Connection, connect
from danvan_desktop.store.errors import NotAStore, StoreError, fault_of_system, require_room, told_in_words
from danvan_desktop.store.identity import FORGET_REPLICA
from danvan_desktop.store.leftovers import BACKUPS, partial_beside, sweep_beside
from danvan_desktop.store.overwriting import refuse_open_store
from danvan_desktop.store.private import SIDE_FILES, make_private, make_private_folder, remove_with_side_files
from danvan_desktop.store.telling import Tell, tell_nobody
from danvan_desktop.store.version import check_version

LAST_BACKUP = "backup.last"
"""The setting that holds the moment of the last backup, ISO 8601 local time."""
_PAGES = 500
"""Pages copied at a time, 2 MB."""


def back_up(connection: Connection, out: Path, key: bytes | None = None, tell: Tell = tell_nobody) -> None:
    """Write a verified copy to ``out``, attachments included; nothing stands there until it is whole.

    Raises StoreError when the copy cannot be written or does not open, or ``out`` is the store itself.
    """
    refuse_open_store(out)
    sweep_beside(out)
    partial = partial_beside(out)
    try:
        make_private_folder(out.parent)
        require_room(out, _size_of(connection))
        make_private(partial)
        partial.unlink()  # a place that cannot be written is told as such, not as a store that does not open
        _copy(connection, partial, key, tell)
        partial.replace(out)
    except OSError as error:
        raise fault_of_system(error, out) or StoreError(
            _("Không ghi được bản sao lưu vào “{path}”: {reason}.", path=str(out), reason=error.strerror)
        ) from error
    finally:
        remove_with_side_files(partial)


def keep_copy(
    connection: Connection,
    key: bytes | None,
    clock: Clock,
    mark: str,
    kept: int,
    tell: Tell = tell_nobody,
) -> Path:
    """Back a store up into the folder beside it and return the copy; of those with this mark the ``kept`` newest stay.

    Raises StoreError when there is no room.
    """
    store: Path = connection.path
    copy = beside(store, mark, clock)
    back_up(connection, copy, key, tell)
    for old in sorted(copy.parent.glob(f"{store.stem}-*-{mark}.db"))[:-kept]:
        old.unlink(missing_ok=True)
    return copy


def beside(store: Path, mark: str, clock: Clock) -> Path:
    """Name a copy of a store in the folder beside it, by the moment and what it is made for."""
    moment = clock.local_time().strftime("%Y%m%d-%H%M%S-%f")
    return store.parent / BACKUPS / f"{store.stem}-{moment}-{mark}.db"


def restore_backup(backup: Path, target: Path, key: bytes | None = None, clock: Clock | None = None) -> Path | None:
    """Put a backup in the place of the store at ``target``; returns where the former store is kept, if there was one.

    No program may have the store open. Raises StoreError in words; then ``target`` is as it was.
    """
    if not backup.is_file():
        raise StoreError(_("Không thấy bản sao lưu “{path}”.", path=str(backup)))
    if target.exists() and backup.samefile(target):
        raise StoreError(_("“{path}” chính là kho dữ liệu đang dùng. Hãy chọn một bản sao lưu.", path=str(backup)))
    sweep_beside(target)
    partial = partial_beside(target)
    try:
        make_private_folder(target.parent)
        _copy_file(backup, partial)
        _prepare_restored(partial, key)
        former = _keep_former(target, key, clock or Clock())
        partial.replace(target)
    except OSError as error:
        raise fault_of_system(error, target) or StoreError(
            _("Không ghi được vào “{path}”: {reason}.", path=str(target), reason=error.strerror)
        ) from error
    finally:
        remove_with_side_files(partial)
    return former


def _copy_file(source: Path, target: Path) -> None:
    make_private(target)
    shutil.copyfile(source, target)


def _prepare_restored(path: Path, key: bytes | None) -> None:
    with closing(connect(path, key)) as copy, told_in_words(path):
        if check_version(copy) == 0:
            raise NotAStore(_("Tệp này không phải kho dữ liệu dân vận."))
        if copy.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise StoreError(_("Bản sao lưu bị hỏng nên không khôi phục. Hãy chọn bản khác."))
        copy.execute(FORGET_REPLICA)
        copy.execute("PRAGMA journal_mode = DELETE")


def _keep_former(target: Path, key: bytes | None, clock: Clock) -> Path | None:
    """Copy the store that is there, or move it with its side files when it is too damaged to be opened.

    Raises StoreError when a program has it open.
    """
    if not target.exists():
        return None
    former = beside(target, "truoc-khi-khoi-phuc", clock)
    make_private_folder(former.parent)
    try:
        with closing(connect(target, key)) as connection, told_in_words(target):
            connection.execute("PRAGMA journal_mode = DELETE")
    except NotAStore:
        for ending in (*SIDE_FILES, ""):
            with suppress(FileNotFoundError):
                Path(f"{target}{ending}").replace(f"{former}{ending}")
        return former
    _copy_file(target, former)
    return former


def _size_of(connection: Connection) -> int:
    """Return the bytes of a store, what is written ahead included."""
    pages, size = (int(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("page_count", "page_size"))
    return pages * size


def _copy(connection: Connection, path: Path, key: bytes | None, tell: Tell) -> None:
    with closing(connect(path, key, create=True)) as copy, told_in_words(path):
        connection.backup(copy, pages=_PAGES, progress=lambda _state, left, total: tell(total - left, total), sleep=0)
        copy.execute(FORGET_REPLICA)
        copy.execute("PRAGMA journal_mode = DELETE")
        verdict = copy.execute("PRAGMA quick_check").fetchone()[0]
    if verdict != "ok":
        raise StoreError(_("Bản sao lưu vừa tạo không đọc lại được. Hãy thử lưu ở ổ đĩa khác."))
