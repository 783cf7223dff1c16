"""What is being typed and is not saved yet: kept on this laptop alone, so that a power cut loses next to nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from danvan_desktop.store.connection import Connection, transaction


@dataclass(frozen=True)
class KeptDraft:
    """The state of one form: whose record it is, since when it is kept (ISO 8601, local), and JSON of its content."""

    uid: str
    kind: str
    moment: str
    content: str


class Drafts:
    """One draft a record; it never leaves this laptop, since it is no record yet."""

    def __init__(self, connection: Connection) -> None:
        """Work on an open store."""
        self._connection = connection

    def keep(self, draft: KeptDraft) -> None:
        """Keep a draft in place of an earlier one of the same record."""
        with transaction(self._connection):
            self._connection.execute(
                "INSERT OR REPLACE INTO draft (uid, kind, moment, content) VALUES (?, ?, ?, ?)",
                [draft.uid, draft.kind, draft.moment, draft.content],
            )

    def drop(self, uid: str) -> None:
        """Forget the draft of a record."""
        with transaction(self._connection):
            self._connection.execute("DELETE FROM draft WHERE uid = ?", [uid])

    def all(self) -> Sequence[KeptDraft]:
        """Return all drafts, the newest first."""
        rows = self._connection.execute("SELECT uid, kind, moment, content FROM draft ORDER BY moment DESC, uid")
        return [KeptDraft(*row) for row in rows]
