"""Files that nobody but the officer's own account may read: stores, their copies, keys.

On POSIX systems that is mode 0600 whatever the umask says; on Windows a user's folder is private by itself.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

SIDE_FILES = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file; it gives them the mode of the file itself."""
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_ONLY_OWNER = stat.S_IRUSR | stat.S_IWUSR


def make_private(path: Path) -> None:
    """Make an empty file; raises FileExistsError when there is one, or another OSError."""
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _ONLY_OWNER)
    try:
        if hasattr(os, "fchmod"):
            os.fchmod(descriptor, _ONLY_OWNER)
    finally:
        os.close(descriptor)


def make_private_folder(path: Path) -> None:
    """Make a folder and those above it; only what is made here is made private. Raises OSError."""
    path.mkdir(mode=stat.S_IRWXU, parents=True, exist_ok=True)


def keep_private(path: Path) -> None:
    """Take the rights of others away from a store and its side files, where this account may.

    Beside a store that was brought on a stick such a name may lead to any file of this account: links are let be.
    """
    for file in (Path(os.path.realpath(path)), *(Path(f"{path}{ending}") for ending in SIDE_FILES)):
        with suppress(OSError):
            mode = file.lstat().st_mode
            if os.name == "posix" and mode & _OTHERS and stat.S_ISREG(mode):
                file.chmod(stat.S_IMODE(mode) & ~_OTHERS)


def remove_with_side_files(path: Path) -> None:
    """Remove a file with what SQLite keeps beside it, as far as it lets itself be removed."""
    for file in (path, *(Path(f"{path}{ending}") for ending in SIDE_FILES)):
        with suppress(OSError):
            file.unlink(missing_ok=True)
