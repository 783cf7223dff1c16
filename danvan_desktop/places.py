"""Where the program keeps its files on this machine."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_dir, user_state_dir

_APP = "danvan"


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


def _data_folder() -> Path:
    return Path(user_data_dir(_APP, appauthor=False))
