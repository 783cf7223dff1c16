"""Folders for what lies readable for a while: of this account alone, gone with the process, swept after a kill."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from danvan_desktop.places import state_folder
from danvan_desktop.store.leftovers import is_running
from danvan_desktop.store.private import make_private_folder

_LOCK = ".dang-mo"


class SweptFolder:
    """A folder of this process that goes with it."""

    def __init__(self, root: Path | None = None) -> None:
        """Make it below ``root`` when it is asked for, by default where the machine keeps what is not copied."""
        self._root = root or swept_root()
        self._folder: Path | None = None

    def made(self) -> Path:
        """Return the folder, made when there is none yet; raises OSError."""
        if self._folder is None:
            make_private_folder(self._root)
            sweep(self._root)
            self._folder = Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=self._root))
            # Held open: Windows keeps it, and so the folder, from being swept by another window.
            lock = (self._folder / _LOCK).open("wb")
            self.remove = weakref.finalize(self, _remove, self._folder, lock)
        return self._folder


def _remove(folder: Path, lock: BinaryIO) -> None:
    """Remove what can be; what a program still shows on Windows goes at the next start."""
    lock.close()
    shutil.rmtree(folder, ignore_errors=True)


def swept_root() -> Path:
    """Return where all of them lie on this machine."""
    return state_folder() / "opened"


def sweep(root: Path) -> None:
    """Remove the folders below ``root`` that no process uses any more."""
    with suppress(OSError):
        for folder in list(root.iterdir()):
            process = folder.name.partition("-")[0]
            if not process.isdecimal() or is_running(int(process)):
                continue
            with suppress(OSError):
                (folder / _LOCK).unlink(missing_ok=True)
                shutil.rmtree(folder, ignore_errors=True)


class _Temporary:
    """Where libraries lay their temporary files meanwhile; of several threads that write the first and last say it."""

    def __init__(self) -> None:
        self._lock, self._users = Lock(), 0
        self._folder: SweptFolder | None = None
        self._before: str | None = None

    def enter(self) -> None:
        with self._lock:
            self._users += 1
            if self._users > 1:
                return
            folder = SweptFolder()
            with suppress(OSError):  # without room or right there they lie where they always did
                made = str(folder.made())
                self._folder, self._before, tempfile.tempdir = folder, tempfile.tempdir, made

    def leave(self) -> None:
        with self._lock:
            self._users -= 1
            if self._users or self._folder is None:
                return
            tempfile.tempdir = self._before
            self._folder.remove()
            self._folder = None


_TEMPORARY = _Temporary()


@contextmanager
def temporary_files_swept() -> Iterator[None]:
    """Let what a library lays among temporary files in clear lie in such a folder.

    Workbooks are written so: a kill amid that left every row of them for anybody to read. A disk that is full or
    fails meanwhile is told as OSError, which the library of XML names in an exception of its own.
    """
    _TEMPORARY.enter()
    try:
        yield
    except Exception as error:
        code = getattr(errno, str(error).removeprefix("IO_"), None) if str(error).startswith("IO_") else None
        if code is None:
            raise
        raise OSError(code, os.strerror(code)) from error
    finally:
        _TEMPORARY.leave()
