"""Where the program keeps its files on this machine."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_dir


def default_store_path() -> Path:
    """Return where the store lies unless another place is named: the platform's folder for a user's data."""
    return Path(user_data_dir("danvan", appauthor=False)) / "commune.db"
