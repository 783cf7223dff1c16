"""Makes an encrypted store of a plain one, and the other way round: whole, compared, exchanged in one step.

A kill at any point leaves the store as it was or in its new form, never anything between: the key file is written
before the encrypted file takes the place of the plain one, and removed only after a plain file took that of the
encrypted.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from danvan_desktop.localization import Message, _
from danvan_desktop.store.attachment_pool import pools_of
from danvan_desktop.store.backup import copies_of, folder_beside
from danvan_desktop.store.connection import Connection, connect
from danvan_desktop.store.durable_files import fsync_file, fsync_folder, replace_with_retries
from danvan_desktop.store.errors import (
    NotAStore,
    StoreDamaged,
    StoreReplaced,
    not_written,
    require_room,
    told_in_words,
)
from danvan_desktop.store.exchanging import let_go, locked_exclusively, state_of
from danvan_desktop.store.interrupting import interruptible
from danvan_desktop.store.leftovers import partial_beside, sweep_beside
from danvan_desktop.store.locked import is_locked, remove_keys, require_key, write_keys
from danvan_desktop.store.private import make_private, remove_with_side_files
from danvan_desktop.store.process_lock import COPIES, process_lock
from danvan_desktop.store.telling import Tell
from danvan_desktop.store.version import check_file, require_version

_KEPT_NUMBERS = ("user_version", "application_id")


@dataclass(frozen=True)
class _Forms:
    """The key that files are under, the one they come under, ``None`` for none, and the key file of the latter."""

    key: bytes | None
    new_key: bytes | None
    key_file: bytes | None = None


def encrypt_store(path: Path, key: bytes, key_file: bytes, tell: Tell | None = None) -> Sequence[Path]:
    """Encrypt a plain store and the copies beside it; returns the copies that are damaged and so stayed as they were.

    No program may have it open. A store that is encrypted already is left alone, so that a call again after a kill
    goes on with its copies. Raises StoreError, and each file is as it was or encrypted.
    """
    forms = _Forms(None, key, key_file)
    with process_lock(COPIES):
        plain = [copy for copy in (*copies_of(path), *_pools(path)) if not is_locked(copy)]
        told = _Told(tell, [*([] if is_locked(path) else [path]), *plain])
        if not is_locked(path):
            _exchange(path, forms, told)
        return [copy for copy in plain if not _is_converted(copy, forms, told)]


def decrypt_store(path: Path, key: bytes, tell: Tell | None = None) -> Sequence[Path]:
    """Make an encrypted store and the copies beside it plain; returns and raises as ``encrypt_store``."""
    forms = _Forms(key, None)
    with process_lock(COPIES):
        if is_locked(path):
            _refuse_open(path, key)
        copies = [copy for copy in (*_pools(path), *copies_of(path)) if is_locked(copy)]
        told = _Told(tell, [*copies, path])
        left = [copy for copy in copies if not _is_converted(copy, forms, told)]
        if is_locked(path):
            _exchange(path, forms, told)
        remove_keys(path)
        return left


def _refuse_open(path: Path, key: bytes) -> None:
    """Raise StoreBusy while another program has the store open: its copies would be plain, and it would not."""
    with closing(connect(path, key)) as store, locked_exclusively(store):
        pass


def _pools(store: Path) -> Sequence[Path]:
    folder = folder_beside(store)
    return pools_of(folder.path, folder.prefix)


def still_plain(copies: Iterable[Path]) -> Sequence[Message]:
    """Tell of copies that ``encrypt_store`` could not read."""
    return [_("Bản sao lưu bị hỏng nên vẫn chưa mã hóa: {path}", path=str(copy)) for copy in copies]


def still_encrypted(copies: Iterable[Path]) -> Sequence[Message]:
    """Tell of copies that ``decrypt_store`` could not read."""
    return [_("Bản sao lưu bị hỏng nên vẫn còn mã hóa: {path}", path=str(copy)) for copy in copies]


class _Told:
    """Tells how far the conversion of several files is, by the bytes of what is written."""

    def __init__(self, tell: Tell | None, files: Sequence[Path]) -> None:
        self._tell, self._done = tell, 0
        self._total = sum(file.stat().st_size for file in files)

    def writing(self, out: Path) -> None:
        """Tell of a file under way; raises what stops the conversion."""
        if self._tell is not None:
            self._tell(min(self._total, self._done + out.stat().st_size), self._total)

    def written(self, file: Path) -> None:
        """Count a file that has its new form, or stayed as it was."""
        self._done += file.stat().st_size


def write_converted(
    path: Path,
    out: Path,
    key: bytes | None,
    new_key: bytes | None,
    beat: Callable[[], None] = lambda: None,
    put: Callable[[tuple[int, int]], None] = lambda _state: None,
) -> None:
    """Write the content of a store under another key, or none, to a file that is not there, and compare both.

    ``beat`` is called every few milliseconds meanwhile; what it raises ends the work. ``put`` may exchange the files
    then, before any other program can write into the former again; it gets what ``state_of`` tells of that.
    """
    check_file(path)
    require_key(path, key)
    require_room(out, path.stat().st_size)
    make_private(out)
    with closing(connect(path, key)) as source, told_in_words(path):
        require_version(source)
        with locked_exclusively(source):
            with interruptible(source, beat):
                _export(source, out, new_key)
            counts = _counts(source)
            with closing(connect(out, new_key)) as made:
                if _counts(made) != counts or not _is_sound(made):
                    raise StoreDamaged(_("Bản vừa chuyển không giống tệp dữ liệu nên chưa thay gì."))
                made.execute("PRAGMA journal_mode = DELETE")
            fsync_file(out)
            state = state_of(path)
            let_go(source)
            put(state)


def _exchange(path: Path, forms: _Forms, told: _Told) -> None:
    sweep_beside(path)
    partial = partial_beside(path)
    remove_with_side_files(partial)
    try:
        write_converted(
            path,
            partial,
            forms.key,
            forms.new_key,
            lambda: told.writing(partial),
            lambda state: _put(partial, path, forms, state),
        )
        told.written(path)
    except OSError as error:
        raise not_written(error, path) from error
    finally:
        remove_with_side_files(partial)


def _put(partial: Path, path: Path, forms: _Forms, state: tuple[int, int]) -> None:
    if forms.key_file is not None:
        write_keys(path, forms.key_file)
    if state_of(path) != state or Path(f"{path}-wal").exists():
        raise StoreReplaced(_("Tệp dữ liệu vừa được phần mềm khác mở nên chưa chuyển gì. Hãy đóng rồi làm lại."))
    replace_with_retries(partial, path)
    fsync_folder(path.parent)
    if forms.new_key is None:
        remove_keys(path)


def _is_converted(copy: Path, forms: _Forms, told: _Told) -> bool:
    """Convert one copy beside a store and keep its date; False for one that cannot be read as it should."""
    written = copy.stat()
    try:
        _exchange(copy, forms, told)
    except (StoreDamaged, NotAStore):
        return False
    os.utime(copy, ns=(written.st_atime_ns, written.st_mtime_ns))
    return True


def _export(source: Connection, out: Path, key: bytes | None) -> None:
    secret = "" if key is None else f"x'{key.hex()}'"
    source.execute("ATTACH DATABASE ? AS converted KEY ?", [str(out.absolute()), secret])
    try:
        # A file that is thrown away unless it becomes whole needs no journal; it is synced before it takes a name.
        source.execute("PRAGMA converted.synchronous = OFF")
        source.execute("PRAGMA converted.journal_mode = OFF")
        source.execute("SELECT sqlcipher_export('converted')").fetchone()
        for name in _KEPT_NUMBERS:
            number = int(source.execute(f"PRAGMA main.{name}").fetchone()[0])
            source.execute(f"PRAGMA converted.{name} = {number}")
    finally:
        source.execute("DETACH DATABASE converted")


def _is_sound(connection: Connection) -> bool:
    """Ask SQLite about pages and indexes; the content came row by row, whatever it means."""
    return str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0]) == "ok"


def _counts(connection: Connection) -> Mapping[str, int]:
    """Return how many rows each table has."""
    query = "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    names = [str(name) for (name,) in connection.execute(query).fetchall()]
    return {name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in names}
