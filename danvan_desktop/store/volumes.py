"""The sticks and cards that are plugged in, by the names that people gave them; no window is needed to ask."""

from __future__ import annotations

import ctypes
import string
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

_LINUX_MOUNTS = ("/run/media", "/media")
_REMOVABLE = 2
"""DRIVE_REMOVABLE of GetDriveTypeW."""
_LONGEST_NAME = 261


def removable_volumes() -> Mapping[str, Path]:
    """Return the folder of each removable volume by its name; what cannot be asked is not there."""
    found = _of_windows() if sys.platform == "win32" else _of_linux()
    return dict(found)


def _of_linux() -> Iterator[tuple[str, Path]]:
    """Return what is mounted as desktops do: ``/media/user/NAME``, ``/run/media/user/NAME``, ``/media/NAME``."""
    for parent in _LINUX_MOUNTS:
        for pattern in ("*/*", "*"):
            with suppress(OSError):
                yield from ((folder.name, folder) for folder in Path(parent).glob(pattern) if folder.is_mount())


def _of_windows() -> Iterator[tuple[str, Path]]:
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    for number, letter in enumerate(string.ascii_uppercase):
        root = f"{letter}:\\"
        if not kernel.GetLogicalDrives() >> number & 1 or kernel.GetDriveTypeW(root) != _REMOVABLE:
            continue
        name = ctypes.create_unicode_buffer(_LONGEST_NAME)
        if kernel.GetVolumeInformationW(root, name, _LONGEST_NAME, None, None, None, None, 0):
            yield name.value, Path(root)
