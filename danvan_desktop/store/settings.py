"""What belongs to this laptop alone and never leaves it: language, window, keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from danvan_desktop.store.connection import Connection, joined_transaction
from danvan_desktop.store.known_facts import REMEMBERED, Known

UNIT = "unit.uid"
"""The setting that holds the uid of the unit whose store it is."""

OFFICER = "officer.uid"
"""The setting that holds the uid of whoever works here."""

ARCHIVE_YEAR = "archive.year"
"""The setting of an archive file: the year that it holds."""

UNDECIDED = "forks.undecided"
"""Of how many logs others were set aside that their device signed as well, and nobody said which are meant."""

LAST_BACKUP = "backup.last"
"""The setting that holds the moment of the last backup, ISO 8601 local time."""

RESTORED_OVER = "restore.over"
"""The setting of a store that somebody restored on purpose: what its home knew of the former one (``mark_of``)."""

PEERS_ENROLLED = "enrolment.known"
"""The setting that tells that the devices confirmed by earlier versions of the program have their place."""


class Settings:
    """Named texts, kept in the store."""

    def __init__(self, connection: Connection, known: Known | None = None) -> None:
        """Work on an open store; what is ``known`` of it need not be looked up."""
        self._connection = connection
        self._known = known

    def get(self, name: str, default: str = "") -> str:
        """Return a setting."""
        if self._known is not None and name in REMEMBERED and (facts := self._known.remembered()) is not None:
            return facts.settings.get(name, default)
        row = self._connection.execute("SELECT value FROM setting WHERE name = ?", [name]).fetchone()
        return default if row is None else str(row[0])

    def moment(self, name: str) -> dt.datetime | None:
        """Return a setting that is a moment (ISO 8601, local), ``None`` for none and for one that cannot be read."""
        return moment_of(self.get(name))

    def set(self, name: str, value: str) -> None:
        """Keep a setting; inside a transaction it is kept or lost with it."""
        with joined_transaction(self._connection):
            self._connection.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", [name, value])

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let nobody else write into the store while the block looks at it and at what lies beside it."""
        with joined_transaction(self._connection):
            yield

    def set_first(self, name: str, value: str) -> None:
        """Keep a setting, unless it has a value by now: two that open a store at once must not undo each other."""
        with joined_transaction(self._connection):
            self._connection.execute(
                "INSERT INTO setting VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value WHERE value = ''",
                [name, value],
            )


def moment_of(text: str) -> dt.datetime | None:
    """Read a moment that was kept, ``None`` for none and for one that cannot be read."""
    try:
        return dt.datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
