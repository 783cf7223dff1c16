"""Copies of the store made before others' changes come in."""

from __future__ import annotations

from pathlib import Path

from danvan_desktop.store import Store

_KEPT = 5
_MARK = "truoc-khi-nhap"


def back_up_before_import(store: Store) -> Path:
    """Back the store up into the folder beside it and return the copy; the oldest beyond five such copies go.

    Raises StoreError when there is no room: then nothing should be taken in either.
    """
    return store.keep_copy(_MARK, _KEPT)
