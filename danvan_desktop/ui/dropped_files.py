"""Files dropped on the window: bundles of the exchange, and lists of Excel and CSV."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from PySide6.QtGui import QDropEvent

_BUNDLES = (".danvan",)
_LISTS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv")


def bundles_in(event: QDropEvent) -> list[Path]:
    """Return the bundles that are dropped."""
    return _files_in(event, _BUNDLES)


def lists_in(event: QDropEvent) -> list[Path]:
    """Return the lists that are dropped."""
    return _files_in(event, _LISTS)


def _files_in(event: QDropEvent, endings: Collection[str]) -> list[Path]:
    urls = event.mimeData().urls()
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in endings]
