"""Files that survive a power cut: content and name are on the disk before anything that builds on them.

Without that a power cut may keep a later change of names and lose an earlier one: an encrypted store without its keys.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from danvan_desktop.store.private import make_private

WAITS: Sequence[float] = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6) if os.name == "nt" else ()
"""Seconds between tries to rename: scanners for viruses and OneDrive hold a file of Windows for moments after it was
written. Elsewhere what is refused stays refused."""


def replace_with_retries(partial: Path, target: Path, waits: Sequence[float] = WAITS) -> None:
    """Give a finished file its name in place of any other, again while Windows refuses; raises OSError in the end."""
    for wait in waits:
        try:
            partial.replace(target)
        except PermissionError:
            time.sleep(wait)
        else:
            return
    partial.replace(target)


def replace_durably(partial: Path, target: Path) -> None:
    """Give a finished file its name in place of any other, and see both onto the disk; raises OSError."""
    fsync_file(partial)
    replace_with_retries(partial, target)
    fsync_folder(target.parent)


def link_or_copy(path: Path, name: Path) -> None:
    """Keep a file under a second name as well, as a copy where the disk knows no second names; raises OSError."""
    try:
        os.link(path, name)
    except FileExistsError:
        raise
    except OSError:
        make_private(name)
        shutil.copyfile(path, name)
        fsync_file(name)
    fsync_folder(name.parent)


def fsync_file(path: Path) -> None:
    """Wait until the content of a file is on the disk; raises OSError."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def fsync_folder(folder: Path) -> None:
    """Make names last where the file system can be told to; elsewhere they last by themselves."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
