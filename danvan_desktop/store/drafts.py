"""What is being typed and is not saved yet: kept on this laptop alone, so that a power cut loses next to nothing."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from danvan_desktop.store.connection import Connection, transaction
from danvan_desktop.store.errors import StoreDamaged
from danvan_desktop.store.spare_drafts import KeptDraft, SpareDrafts

__all__ = ["Drafts", "KeptDraft"]


class Drafts:
    """One draft a record; it never leaves this laptop, since it is no record yet."""

    def __init__(self, connection: Connection, spare: SpareDrafts) -> None:
        """Work on an open store; what a damaged one cannot take goes into ``spare``."""
        self._connection = connection
        self._spare = spare

    def keep(self, draft: KeptDraft) -> None:
        """Keep a draft in place of an earlier one of the same record."""
        try:
            self._put([draft])
        except StoreDamaged:
            self._spare.keep(draft)

    def drop(self, uid: str) -> None:
        """Forget the draft of a record."""
        self._spare.drop(uid)
        with suppress(StoreDamaged), transaction(self._connection):
            self._connection.execute("DELETE FROM draft WHERE uid = ?", [uid])

    def all(self) -> Sequence[KeptDraft]:
        """Return all drafts, the newest first."""
        rows = self._connection.execute("SELECT uid, kind, moment, content FROM draft ORDER BY moment DESC, uid")
        return [KeptDraft(*row) for row in rows]

    def take_spare(self) -> None:
        """Bring what was kept beside the store, while it was damaged, into it."""
        if not self._spare.all():
            return
        with self._spare.locked():
            if kept := self._spare.all():
                self._put(kept)
                self._spare.clear()

    def _put(self, drafts: Sequence[KeptDraft]) -> None:
        with transaction(self._connection):
            self._connection.executemany(
                "INSERT OR REPLACE INTO draft (uid, kind, moment, content) VALUES (?, ?, ?, ?)",
                [[draft.uid, draft.kind, draft.moment, draft.content] for draft in drafts],
            )
