"""Copies of the store made before others' changes come in."""

from __future__ import annotations

import secrets
from pathlib import Path

from danvan_desktop.store import Store

_KEPT = 5
_MARK = "truoc-khi-nhap"
SMALL = 2_000
"""Entries of an import before which no copy is made: it costs more than to take them out again (``taking_back.py``)."""


class BackupBeforehand:
    """Backs the store up before the first file of a round that brings much, into the folder beside it.

    The oldest beyond five such copies go. ``round`` names the round: its files are taken back together.
    """

    def __init__(self) -> None:
        """Make no copy yet."""
        self._copy: Path | None = None
        self.round = secrets.token_hex(8)

    def prepare(self, store: Store) -> Path:
        """Return the copy of the round; raises StoreError when there is no room: then nothing is to be taken in."""
        if self._copy is None:
            self._copy = store.keep_copy(_MARK, _KEPT)
        return self._copy
