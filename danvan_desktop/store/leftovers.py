"""Unfinished copies that a killed program left behind: whole stores with personal data, swept at the next start."""

from __future__ import annotations

import os
import re
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from danvan_desktop.patterns import pattern
from danvan_desktop.store.private import SIDE_FILES, remove_with_side_files

BACKUPS = "backups"
"""The folder beside a store for the copies that the program makes by itself."""
_UNFINISHED = pattern(r"\.(?P<process>\d+)\.tmp$")
_OF_EARLIER_VERSIONS = (".tmp", ".restored", ".part")
_PAPER = pattern(r"\.(.*\.)?danvan-(?P<process>\d{1,10})-[a-z0-9_]{8}(\.tmp)?", re.DOTALL)
_HELD = ".dang-ghi"
_STILL_MADE = 600
"""Seconds: what is younger may be another machine's, in a folder that both use."""
PLAIN_HEADER = b"SQLite format 3\0"
"""How every plain SQLite file begins: https://www.sqlite.org/fileformat.html, section 1.3.1."""


def partial_beside(path: Path) -> Path:
    """Return the name under which this process makes a file that is to become ``path``; each of its threads another."""
    own = "" if threading.current_thread() is threading.main_thread() else f".{threading.get_native_id()}"
    return path.with_name(f"{path.name}{own}.{os.getpid()}.tmp")


def mark_of_process() -> str:
    """Return what the names of unfinished papers and folders of this process hold."""
    return f"danvan-{os.getpid()}-"


def hold(folder: Path) -> BinaryIO:
    """Open a file in a folder of this process: Windows keeps it, and so the folder, from being swept by another."""
    return (folder / _HELD).open("wb")


def sweep_papers(newest: Path) -> None:
    """Remove unfinished papers beside one just begun that no process makes any more: they may be of a secret file."""
    with suppress(OSError), os.scandir(newest.parent) as entries:
        now = newest.stat().st_mtime
        for entry in entries:
            match = _PAPER.fullmatch(entry.name)
            if match is None or is_running(int(match["process"])):
                continue
            if now - entry.stat().st_mtime > _STILL_MADE:
                _remove_paper(Path(entry.path))


def _remove_paper(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            (path / _HELD).unlink(missing_ok=True)
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()


def sweep(store: Path) -> None:
    """Remove what is left of copies of a store, beside it and among its backups, that no process makes any more."""
    for file in _beside(store):
        remove_with_side_files(file)
    sweep_copies(store.parent / BACKUPS, store.stem)


def sweep_copies(folder: Path, prefix: str) -> None:
    """Remove unfinished copies from a folder; the names of all copies of a store begin with ``prefix``."""
    for file in _among_copies(folder, prefix):
        remove_with_side_files(file)


def sweep_beside(out: Path) -> None:
    """Remove unfinished files that were to become ``out``."""
    for file in _beside(out):
        remove_with_side_files(file)


def _beside(path: Path) -> Iterator[Path]:
    for file in _files(path.parent):
        ending = file.name.removeprefix(path.name)
        if file.name.startswith(path.name) and (_is_abandoned(ending) or _is_earlier(file, ending)):
            yield file


def _among_copies(folder: Path, prefix: str) -> Iterator[Path]:
    for file in _files(folder):
        is_ours = file.name.startswith(f"{prefix}-")
        names_process = _UNFINISHED.search(file.name) is not None
        if is_ours and (_is_abandoned(file.name) if names_process else _is_earlier(file, file.suffix)):
            yield file


def _files(folder: Path) -> list[Path]:
    with suppress(OSError), os.scandir(folder) as entries:
        return [Path(_without_side(entry.path)) for entry in entries if entry.is_file(follow_symlinks=False)]
    return []


def _without_side(name: str) -> str:
    """Name the file itself: its side files may be all that is left of it."""
    return next((name.removesuffix(ending) for ending in SIDE_FILES if name.endswith(ending)), name)


def _is_abandoned(ending: str) -> bool:
    match = _UNFINISHED.search(ending)
    return match is not None and not is_running(int(match["process"]))


def _is_earlier(file: Path, ending: str) -> bool:
    """Tell whether an earlier version made a file, which named no process; other programs' files are left alone."""
    if ending not in _OF_EARLIER_VERSIONS:
        return False
    try:
        with file.open("rb") as content:
            return content.read(len(PLAIN_HEADER)) in (PLAIN_HEADER, b"")
    except FileNotFoundError:
        return True  # its side files alone
    except OSError:
        return False


def is_running(process: int) -> bool:
    """Tell whether a process lives; one that this account may not look at does."""
    return process == os.getpid() or _lives(process)


if sys.platform == "win32":
    import ctypes

    _SYNCHRONIZE, _ERROR_ACCESS_DENIED, _WAIT_TIMEOUT = 0x0010_0000, 5, 0x102

    def _lives(process: int) -> bool:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        handle = kernel.OpenProcess(_SYNCHRONIZE, False, process)
        if not handle:
            return ctypes.get_last_error() == _ERROR_ACCESS_DENIED
        try:
            return bool(kernel.WaitForSingleObject(handle, 0) == _WAIT_TIMEOUT)
        finally:
            kernel.CloseHandle(handle)

else:

    def _lives(process: int) -> bool:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        except (OSError, OverflowError):
            return True
        return True
