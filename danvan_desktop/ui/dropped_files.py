"""Files dropped on the window: bundles of the exchange, lists of Excel and CSV, updates of the program."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from PySide6.QtGui import QDropEvent

_BUNDLES = (".danvan",)
_UPDATES = (".danvan-update",)
_LISTS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv")


def bundles_in(event: QDropEvent) -> list[Path]:
    """Return the bundles that are dropped."""
    return _files_in(event, _BUNDLES)


def updates_in(event: QDropEvent) -> list[Path]:
    """Return the updates of the program that are dropped."""
    return _files_in(event, _UPDATES)


def is_update(path: Path) -> bool:
    """Tell an update of the program by its name."""
    return path.suffix.lower() in _UPDATES


def lists_in(event: QDropEvent) -> list[Path]:
    """Return the lists that are dropped."""
    return _files_in(event, _LISTS)


def _files_in(event: QDropEvent, endings: Collection[str]) -> list[Path]:
    urls = event.mimeData().urls()
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in endings]
