"""That free pages of the file may still hold what was erased, until it is swept (``sweeping.py``)."""

from __future__ import annotations

from danvan_desktop.store.connection import Connection

UNSWEPT = "erasure.unswept"
"""The setting that tells it."""


def note_unswept(connection: Connection) -> None:
    """Note it in the transaction that erases."""
    connection.execute("INSERT OR REPLACE INTO setting VALUES (?, '1')", [UNSWEPT])


def note_swept(connection: Connection) -> None:
    """Take it back."""
    connection.execute("DELETE FROM setting WHERE name = ?", [UNSWEPT])
