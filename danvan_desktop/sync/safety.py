"""Copies of the store made before others' changes come in."""

from __future__ import annotations

from pathlib import Path

from danvan_desktop.store import Store

FOLDER = "backups"
_KEPT = 5
_MARK = "truoc-khi-nhap"


def back_up_before_import(store: Store) -> Path:
    """Back the store up into the folder beside it and return the copy; the oldest beyond five such copies go.

    Raises StoreError when there is no room: then nothing should be taken in either.
    """
    folder = store.path.parent / FOLDER
    stem = store.path.stem
    moment = store.clock.local_time().strftime("%Y%m%d-%H%M%S-%f")
    copy = folder / f"{stem}-{moment}-{_MARK}.db"
    store.backup(copy)
    for old in sorted(folder.glob(f"{stem}-*-{_MARK}.db"))[:-_KEPT]:
        old.unlink(missing_ok=True)
    return copy
