"""The stores that were opened on this machine, the newest first: which of them, an officer asks for by name."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from danvan_desktop.places import state_folder

_MOST = 8


class RecentStores:
    """Kept in a small file of the machine; one that cannot be read or written is as good as none."""

    def __init__(self, folder: Path | None = None) -> None:
        """Keep them in a folder, by default that of the machine's state."""
        self._file = (folder or state_folder()) / "recent.json"

    def paths(self, but: Path | None = None) -> Sequence[Path]:
        """Return those that are still there, without the one that is open."""
        return [path for path in self._read() if _is_there(path) and (but is None or path != but.absolute())]

    def add(self, path: Path) -> None:
        """Put a store first."""
        kept = [path.absolute(), *(one for one in self._read() if one != path.absolute())][:_MOST]
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(json.dumps([str(one) for one in kept]), "utf-8")
        except OSError:
            return

    @property
    def is_damaged(self) -> bool:
        """Whether there is a list that cannot be read: it counts as empty, and the next store begins it anew."""
        return self._file.is_file() and self._listed() is None

    def _read(self) -> list[Path]:
        return self._listed() or []

    def _listed(self) -> list[Path] | None:
        try:
            return [Path(name) for name in json.loads(self._file.read_text("utf-8"))]
        except (OSError, ValueError, TypeError, RecursionError):
            return None


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False  # no file has so long a name, or its network does not answer
