"""Finds files of ours on sticks and in folders."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from danvan_desktop.sync.errors import SyncError
from danvan_desktop.sync.opening import FileKind, what_is

ENDING = ".danvan"


@dataclass(frozen=True)
class FoundFile:
    """A file of ours that lies on a stick; ``changed`` is seconds since the epoch, ``size`` bytes."""

    path: Path
    kind: FileKind
    size: int
    changed: float


def files_on(folders: Sequence[Path]) -> list[FoundFile]:
    """Find files of ours in folders and the folders right below, newest first; what cannot be read is passed over."""
    found = [file for folder in folders for place in (folder, *_folders_in(folder)) for file in _files_in(place)]
    return sorted(found, key=lambda file: -file.changed)


def _folders_in(folder: Path) -> list[Path]:
    return [Path(entry.path) for entry in _entries(folder) if entry.is_dir(follow_symlinks=False)]


def _files_in(folder: Path) -> list[FoundFile]:
    named = [entry for entry in _entries(folder) if entry.name.lower().endswith(ENDING)]
    found = [_found(entry) for entry in named if not entry.name.startswith(".")]
    return [file for file in found if file is not None]


def _found(entry: os.DirEntry[str]) -> FoundFile | None:
    try:
        if not entry.is_file():
            return None
        status = entry.stat()
        return FoundFile(Path(entry.path), what_is(Path(entry.path)), status.st_size, status.st_mtime)
    except (OSError, SyncError):
        return None


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []
