"""Puts a backup in the place of a store, whatever lies there: a whole store, a damaged one, something else, nothing.

What lies there is kept, with what SQLite left beside it: a log that stayed behind would be read into the restored file.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2

from danvan_desktop.domain.clock import Clock
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.localization import Message, _
from danvan_desktop.places import state_folder
from danvan_desktop.store.attachment_pool import fill_in, missing_files
from danvan_desktop.store.backup import beside, refuse_damaged
from danvan_desktop.store.check import CheckReport, examine
from danvan_desktop.store.connection import connect, connect_immutable
from danvan_desktop.store.durable_files import (
    fsync_file,
    fsync_folder,
    link_or_copy,
    replace_durably,
    replace_with_retries,
)
from danvan_desktop.store.errors import (
    StoreBusy,
    StoreDamaged,
    StoreError,
    not_written,
    require_room,
    told_in_words,
)
from danvan_desktop.store.exchanging import let_go, locked_exclusively
from danvan_desktop.store.foreign_keys import told_of_other_keys
from danvan_desktop.store.homes import HomeFile, mark_of
from danvan_desktop.store.identity import FORGET_REPLICA
from danvan_desktop.store.inputs import refuse_device
from danvan_desktop.store.leftovers import BACKUPS, partial_beside, sweep_beside
from danvan_desktop.store.locked import give_keys, is_locked, key_for, read_keys, remove_keys, require_key, write_keys
from danvan_desktop.store.private import SIDE_FILES, make_private, make_private_folder, remove_with_side_files
from danvan_desktop.store.process_lock import COPIES, process_lock
from danvan_desktop.store.salvage import write_whole
from danvan_desktop.store.settings import LAST_BACKUP, RESTORED_OVER, Settings
from danvan_desktop.store.version import check_file, require_version
from danvan_desktop.store.watch import place_of

MARK = "truoc-khi-khoi-phuc"
"""In the name under which the former store is kept."""
_OFFICE = (
    "SELECT uid, name FROM record_unit"
    " WHERE uid = (SELECT value FROM setting WHERE name = 'unit.uid') AND name IS NOT NULL"
)


@dataclass(frozen=True)
class Restored:
    """Where the former store is kept, if there was one, and how many attached files were not to be had any more.

    ``odd`` tells whose it is, if that of another laptop.
    """

    former: Path | None
    missing: int
    odd: tuple[Message, ...] = ()


def restore_backup(
    backup: Path,
    target: Path,
    key: bytes | None = None,
    *,
    state: Path | None = None,
) -> Restored:
    """Put a backup in the place of the store at ``target``, with the attached files that lie beside it.

    A backup whose log is whole is made whole from it. No program may have the store open. Raises StoreDamaged for a
    backup with a loss, or another StoreError in words; then ``target`` is as it was. ``key`` is that of an encrypted
    backup, or else of the encrypted store, which a backup of before then becomes, too. ``state`` holds the homes of
    replicas: opening the store then tells nobody that it is an older one.
    """
    refuse_device(target)
    _require(backup)
    if target.exists() and backup.samefile(target):
        raise StoreError(_("“{path}” chính là tệp dữ liệu đang dùng. Hãy chọn một bản sao lưu.", path=str(backup)))
    check_file(backup)
    require_key(target, key)
    require_key(backup, key)
    _refuse_another_office(target, backup, key)
    sweep_beside(target)
    partial = partial_beside(target)
    try:
        make_private_folder(target.parent)
        with process_lock(COPIES):  # another window's copies would take attached files away meanwhile
            _require(backup)  # another window may have let it go meanwhile
            _take_copy(backup, partial)
            backup_key = key_for(backup, key)
            missing = _fill_in(partial, backup, backup_key, key)
            made = backup.stat().st_mtime
            kept = read_keys(backup) if is_locked(backup) else None
            odd = told_of_other_keys(target, backup, key) if target.is_file() else ()
        _prepare_restored(partial, backup_key, ALL_KINDS)
        over = mark_of(HomeFile(state or state_folder(), target).read())
        _note_origin(partial, backup_key, None if backup.parent == target.parent / BACKUPS else made, over)
        keys = _keys_of_restored(target, kept)
        if keys is not None and backup_key is None:
            _encrypt(partial, key)
        former = _exchange(partial, target, key, keys, Clock())
    except OSError as error:
        raise not_written(error, target) from error
    finally:
        remove_with_side_files(partial)
    return Restored(former, missing, odd)


def _require(backup: Path) -> None:
    if not backup.is_file():
        raise StoreError(_("Không thấy bản sao lưu “{path}”.", path=str(backup)))


def _refuse_another_office(target: Path, backup: Path, key: bytes | None) -> None:
    """Raise StoreError for a backup of an office that the store is none of; what cannot be read tells nothing."""
    own, other = (_office_of(path, key) for path in (target, backup))
    if own is not None and other is not None and own[0] != other[0] and own[1] != other[1]:
        raise StoreError(
            _(
                "Bản sao lưu này là của “{other}”, tệp dữ liệu đang dùng là của “{own}” nên không thay. Muốn mở sổ ấy"
                " thì khôi phục ra một tệp khác.",
                other=other[1],
                own=own[1],
            )
        )


def _office_of(path: Path, key: bytes | None) -> tuple[str, str] | None:
    """Return uid and name of the unit whose store lies there."""
    try:
        with closing(connect_immutable(path, key_for(path, key))) as looked, told_in_words(path):
            row = looked.execute(_OFFICE).fetchone()
    except (StoreError, dbapi2.Error):
        return None
    return None if row is None else (str(row[0]), str(row[1]))


def rehearse(backup: Path, at: Path, key: bytes | None, kinds: Kinds = ALL_KINDS) -> Mapping[str, int]:
    """Restore a backup to a file that is thrown away, and return how many records of each kind came back.

    All is done and checked that ``restore_backup`` does and checks, but nothing takes another file's place. Raises
    StoreDamaged for a backup with a loss, or another StoreError in words.
    """
    _require(backup)
    check_file(backup)
    require_key(backup, key)
    remove_with_side_files(at)
    try:
        require_room(at, backup.stat().st_size)
        _take_copy(backup, at)
        backup_key = key_for(backup, key)
        if missing := _fill_in(at, backup, backup_key, key):
            raise StoreDamaged(missing_files(missing))
        _prepare_restored(at, backup_key, kinds)
        with closing(connect(at, backup_key)) as restored, told_in_words(at):
            rows = restored.execute("SELECT kind, count(*) FROM record WHERE deleted IS NOT 1 GROUP BY kind")
            return {str(kind): int(count) for kind, count in rows.fetchall()}
    except OSError as error:
        raise not_written(error, at) from error
    finally:
        remove_with_side_files(at)


def _keys_of_restored(target: Path, kept: bytes | None) -> bytes | None:
    """Return the content of the key file for what is restored, ``None`` where that is plain; ``kept`` is the backup's.

    That of the store itself where it fits: the passphrase may have changed since the backup.
    """
    own = read_keys(target) if is_locked(target) else None
    if own is None or kept is None:
        return own or kept
    from danvan_desktop.store.key_slots import KeySlots  # loads a library that a start does without

    return own if KeySlots.read(own).key_id == KeySlots.read(kept).key_id else kept


def _encrypt(path: Path, key: bytes | None) -> None:
    from danvan_desktop.store.conversion import write_converted

    encrypted = path.with_name(f"{path.name}{_WHOLE}")
    try:
        write_converted(path, encrypted, None, key)
        replace_durably(encrypted, path)
    finally:
        remove_with_side_files(encrypted)


def _take_copy(backup: Path, partial: Path) -> None:
    """Copy a backup with what is written ahead of it, as of a store that was killed."""
    _copy_file(backup, partial)
    log = Path(f"{backup}{SIDE_FILES[0]}")
    if log.is_file():
        _copy_file(log, Path(f"{partial}{SIDE_FILES[0]}"))


def _copy_file(source: Path, target: Path) -> None:
    make_private(target)
    shutil.copyfile(source, target)


def _fill_in(path: Path, backup: Path, backup_key: bytes | None, key: bytes | None) -> int:
    """Put the attached files that lie beside a backup into the copy of it; returns how many are not there any more."""
    with closing(connect(path, backup_key)) as copy, told_in_words(path):
        missing = fill_in(copy, backup.parent, key)
        copy.execute("PRAGMA journal_mode = DELETE")
    return len(missing)


def _prepare_restored(path: Path, key: bytes | None, kinds: Kinds) -> None:
    report = _examined(path, key, kinds)
    if report.damage and not report.loss:
        whole = path.with_name(f"{path.name}{_WHOLE}")
        try:
            write_whole(path, whole, key, kinds)
            replace_durably(whole, path)
        finally:
            remove_with_side_files(whole)
    elif report.loss:
        refuse_damaged(report, _("Bản sao lưu bị hỏng nên không khôi phục; dữ liệu hiện tại vẫn như cũ. Lỗi:"))
    with closing(connect(path, key)) as copy, told_in_words(path):
        copy.execute(FORGET_REPLICA)
        copy.execute("PRAGMA journal_mode = DELETE")


def _note_origin(path: Path, key: bytes | None, made: float | None, over: str) -> None:
    """Let the restored store know what it was put over on purpose.

    And of the officer's backup that it is from, if any: it was saved before that was ``made``.
    """
    with closing(connect(path, key)) as copy, told_in_words(path):
        settings = Settings(copy)
        settings.set(RESTORED_OVER, over)
        known = settings.moment(LAST_BACKUP)
        if made is not None and (known is None or known.timestamp() < made):
            moment = dt.datetime.fromtimestamp(made).astimezone().replace(tzinfo=None)
            settings.set(LAST_BACKUP, moment.isoformat(timespec="seconds"))
        copy.execute("PRAGMA journal_mode = DELETE")


_WHOLE = ".whole"


def _examined(path: Path, key: bytes | None, kinds: Kinds) -> CheckReport:
    with closing(connect(path, key)) as copy, told_in_words(path):
        require_version(copy)
        return examine(copy, kinds)


def _exchange(partial: Path, target: Path, key: bytes | None, keys: bytes | None, clock: Clock) -> Path | None:
    """Put the file in the place of the store and return where that is kept; raises StoreBusy while a program has it."""
    fsync_file(partial)
    former = beside(target, MARK, clock)
    if any(file.is_file() for file in _with_side_files(target)):
        make_private_folder(former.parent)
        give_keys(target, former)
    # Looked at before the store is held: to read its file and close it lets go of what SQLite holds.
    is_anew = keys is not None and is_locked(target) and read_keys(target) != keys
    with _former_held(target, key_for(target, key)):
        kept = _keep_former(target, former)
        if is_anew:
            target.unlink()  # a key file must never lie beside a store that it does not open
        if keys is not None:
            write_keys(target, keys)
        replace_with_retries(partial, target)
        fsync_folder(target.parent)
        for file, place in kept.items():
            # A kill before that leaves a log that opening sets aside; who opened the restored file has one of its own.
            if file != target and place_of(file) == place:
                file.unlink(missing_ok=True)
        if keys is None:
            remove_keys(target)
    return former if former.is_file() else None


def _keep_former(target: Path, former: Path) -> dict[Path, tuple[int, int] | None]:
    """Keep what lies at ``target`` and beside it under second names; returns what that was."""
    kept = {file: place_of(file) for file in _with_side_files(target) if file.is_file()}
    for file in kept:
        link_or_copy(file, Path(f"{former}{str(file).removeprefix(str(target))}"))
    return kept


def _with_side_files(target: Path) -> list[Path]:
    return [Path(f"{target}{ending}") for ending in ("", *SIDE_FILES)]


@contextmanager
def _former_held(target: Path, key: bytes | None) -> Iterator[None]:
    """Hold the former store alone, all that is written ahead in its file; one that SQLite cannot read as it lies.

    Raises StoreBusy when a program has it open.
    """
    with ExitStack() as held:
        try:
            if target.is_file():
                check_file(target)
                connection = held.enter_context(closing(connect(target, key)))
                held.enter_context(locked_exclusively(connection))
                let_go(connection)
        except StoreBusy:
            raise
        except StoreError:
            held.close()
        yield
