"""Which files are encrypted, and the key file that lies beside each: a store, a backup, an archive.

A file is encrypted when it does not begin as SQLite's plain files do and a key file lies beside it. So the exchange of
the one file for its other form is the one moment at which a store becomes encrypted or plain.
"""

from __future__ import annotations

from pathlib import Path

from danvan_desktop.localization import _
from danvan_desktop.store.durable_files import replace_durably, replace_with_retries
from danvan_desktop.store.errors import StoreError, StoreLocked
from danvan_desktop.store.inputs import read_input
from danvan_desktop.store.leftovers import PLAIN_HEADER, partial_beside
from danvan_desktop.store.peeking import first_bytes
from danvan_desktop.store.private import make_private

_LARGEST_KEY_FILE = 64 * 1024
KEYS = ".keys"
"""How the name of a key file ends, after that of its store."""


def keys_beside(path: Path) -> Path:
    """Name the key file of a store or of a copy of one."""
    return path.with_name(f"{path.name}{KEYS}")


def read_keys(path: Path) -> bytes:
    """Return the key file of a store or of a copy; raises OSError, StoreError for what is no such file."""
    return read_input(keys_beside(path), _LARGEST_KEY_FILE)


def is_locked(path: Path) -> bool:
    """Tell whether a file is encrypted; what is not there or cannot be read is not."""
    try:
        return keys_beside(path).is_file() and path.is_file() and not is_plain(path)
    except OSError:
        return False  # no file has so long a name


def require_key(path: Path, key: bytes | None) -> None:
    """Raise StoreLocked for an encrypted file that is to be opened without its key."""
    if key is None and is_locked(path):
        raise StoreLocked(_("Tệp dữ liệu “{path}” được mã hóa: cần mật khẩu để mở.", path=str(path)))


def key_for(path: Path, key: bytes | None) -> bytes | None:
    """Return the key for a copy that may have been made before the store was encrypted, and so be plain."""
    return None if key is not None and is_plain(path) else key


def have_same_key(path: Path, other: Path) -> bool:
    """Tell whether the key files of two encrypted files are of one data key; damaged ones are not."""
    from danvan_desktop.store.key_slots import KeySlots  # loads a library that a start does without

    try:
        one, another = (KeySlots.read(read_keys(at)) for at in (path, other))
    except (OSError, StoreError):
        return False
    return one.key_id == another.key_id


def write_keys(path: Path, content: bytes) -> None:
    """Write the key file of a store or a copy, whole or not at all, and on the disk before anything else; OSError."""
    target = keys_beside(path)
    partial = partial_beside(target)
    try:
        partial.unlink(missing_ok=True)
        make_private(partial)
        with partial.open("r+b") as file:
            file.write(content)
        replace_durably(partial, target)
    finally:
        partial.unlink(missing_ok=True)


def give_keys(store: Path, copy: Path) -> None:
    """Put the key file of a store beside an encrypted copy of it, none beside a plain one; raises OSError."""
    source = keys_beside(store)
    if source.is_file() and not is_plain(store):
        write_keys(copy, read_keys(store))
    else:
        keys_beside(copy).unlink(missing_ok=True)


def remove_keys(path: Path) -> None:
    """Remove the key file of a copy that is gone; raises OSError."""
    keys_beside(path).unlink(missing_ok=True)


def move_keys(path: Path, to: Path) -> None:
    """Let the key file go with its file to another name in its folder; raises OSError."""
    if keys_beside(path).is_file():
        replace_with_retries(keys_beside(path), keys_beside(to))


def is_plain(path: Path) -> bool:
    """Look at the beginning of a file for SQLite's mark; a pipe or a device would never end to be looked at."""
    try:
        if not path.is_file():
            return False
        return first_bytes(path, len(PLAIN_HEADER)) == PLAIN_HEADER
    except OSError:
        return False
