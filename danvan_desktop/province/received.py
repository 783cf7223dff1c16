"""Keeps every file that was received, unchanged, by its SHA-256: before anything of it is taken in."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path
from typing import Any

_PART = 4 << 20
"""Bytes of one row: a file may be larger than what PostgreSQL keeps in one."""


class ReceivedFiles:
    """The files in the database."""

    def __init__(self, connection: Any) -> None:
        """Work on an open connection of psycopg."""
        self._connection = connection

    def keep(self, path: Path) -> str:
        """Keep a file, whole or not at all, and return its digest; one that is here already stays as it is."""
        with path.open("rb") as file, self._connection.transaction():
            digest = file_digest(file, "sha256").hexdigest()
            size = file.seek(0, 2)
            file.seek(0)
            made = self._connection.execute(
                "INSERT INTO danvan.received_file (sha256, name, size) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"
                " RETURNING sha256",
                [digest, path.name, size],
            ).fetchone()
            if made is not None:
                with self._connection.cursor().copy("COPY danvan.received_part FROM STDIN (FORMAT binary)") as copy:
                    copy.set_types(["text", "int4", "bytea"])
                    for place, data in enumerate(iter(lambda: file.read(_PART), b"")):
                        copy.write_row((digest, place, data))
        return digest

    def note_outcome(self, digest: str, outcome: str, told: str) -> None:
        """Note what became of a file; what a loader that was killed had begun has no outcome."""
        self._connection.execute(
            "UPDATE danvan.received_file SET outcome = %s, told = %s WHERE sha256 = %s", [outcome, told, digest]
        )

    def content(self, digest: str) -> Iterator[bytes]:
        """Yield the content of a file, part by part."""
        for (data,) in self._connection.execute(
            "SELECT data FROM danvan.received_part WHERE sha256 = %s ORDER BY place", [digest]
        ):
            yield bytes(data)
