"""Where the program keeps its files on this machine."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TextIO

from platformdirs import user_data_dir, user_state_dir

_APP = "danvan"
_LARGEST_LOG = 1_000_000
"""Bytes after which a new log of errors is begun; the one before is kept."""


def default_store_path() -> Path:
    """Return where the store lies unless another place is named: the platform's folder for a user's data."""
    return _data_folder() / "commune.db"


def state_folder() -> Path:
    """Return where the machine keeps what must not be copied along with a store.

    Where the platform has one folder for data and state (Windows, macOS), it is one beside that: who copies the folder
    of the data back does not copy this one.
    """
    folder = Path(user_state_dir(_APP, appauthor=False))
    return folder.with_name(f"{_APP}-state") if folder == _data_folder() else folder


def open_error_log() -> TextIO:
    """Open what takes the place of stderr where there is none: a file of the machine's state, or nothing at all."""
    path = state_folder() / "errors.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file() and path.stat().st_size > _LARGEST_LOG:
            path.replace(path.with_suffix(".1.log"))
        return path.open("a", encoding="utf-8", errors="replace", buffering=1)
    except OSError:
        return Path(os.devnull).open("w", encoding="utf-8")


def _data_folder() -> Path:
    return Path(user_data_dir(_APP, appauthor=False))
