"""Attached files, kept inside the store by the SHA-256 of their content: a backup holds them, a key covers them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import _
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.errors import StoreError
from danvan_desktop.store.inputs import read_input, refuse_special
from danvan_desktop.store.unswept import note_unswept

_NAMED = """
    SELECT e.body ->> '$.sha256' FROM record r CROSS JOIN entry e ON e.record = r.no
    WHERE r.kind = 'attachment' AND e.body ->> '$.sha256' IS NOT NULL
"""
_DROP_UNNAMED = f"""
    DELETE FROM blob WHERE sha256 IN (SELECT value FROM json_each(?)) AND sha256 NOT IN ({_NAMED})
    AND NOT EXISTS (SELECT 1 FROM parked p WHERE instr(p.entry, sha256))
    AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE instr(q.entry, sha256))
"""
_NAMED_ASIDE = """
    SELECT EXISTS (SELECT 1 FROM parked p WHERE instr(p.entry, ?1))
    OR EXISTS (SELECT 1 FROM quarantine q WHERE instr(q.entry, ?1))
"""
LARGEST_BLOB = 64 * 1024 * 1024
"""Bytes; a bundle takes no larger member."""


def read_attachable(path: Path) -> bytes:
    """Read a file that is to be attached; raises StoreError when it cannot be read or is too large."""
    try:
        refuse_special(path)
        if path.stat().st_size > LARGEST_BLOB:
            raise StoreError(_("Tệp “{name}” lớn quá 64 MB. Hãy thu nhỏ rồi đính kèm lại.", name=path.name))
        return read_input(path, LARGEST_BLOB)
    except OSError as error:
        raise StoreError(_("Không đọc được tệp “{name}”.", name=path.name)) from error


def digest_of_blob(data: bytes) -> str:
    """Return the name under which content is kept."""
    return sha256(data).hexdigest()


def attachment_draft(owner_uid: str, name: str, digest: str, size: int) -> Draft:
    """Draft the record of a file of ``size`` bytes that is kept with another record."""
    import mimetypes  # a start attaches nothing

    values = {
        "owner": owner_uid,
        "name": name,
        "sha256": digest,
        "size": size,
        "media_type": mimetypes.guess_type(name)[0],
    }
    return Draft("attachment", values)


class Blobs:
    """Content by digest."""

    def __init__(self, connection: Connection) -> None:
        """Work on an open store."""
        self._connection = connection

    def add(self, data: bytes) -> str:
        """Keep content and return its digest in hexadecimal; content already there is kept once."""
        digest = digest_of_blob(data)
        self._connection.execute("INSERT OR IGNORE INTO blob VALUES (?, ?, ?)", [digest, len(data), data])
        return digest

    def has(self, digest: str) -> bool:
        """Tell whether content is here."""
        return self._connection.execute("SELECT 1 FROM blob WHERE sha256 = ?", [digest]).fetchone() is not None

    def size(self, digest: str) -> int:
        """Return the bytes of a content, 0 when it is not here."""
        row = self._connection.execute("SELECT size FROM blob WHERE sha256 = ?", [digest]).fetchone()
        return 0 if row is None else int(row[0])

    def total(self) -> tuple[int, int]:
        """Return how many contents there are, and their bytes."""
        count, size = self._connection.execute("SELECT count(*), coalesce(sum(size), 0) FROM blob").fetchone()
        return int(count), int(size)

    def lacks(self) -> bool:
        """Tell whether content is not here that an attachment names which is not deleted."""
        row = self._connection.execute(
            "SELECT EXISTS (SELECT 1 FROM record_attachment a WHERE a.deleted IS NOT 1 AND a.sha256 IS NOT NULL"
            " AND a.sha256 NOT IN (SELECT sha256 FROM blob))"
        ).fetchone()
        return bool(row[0])

    def read(self, digest: str) -> bytes:
        """Return content; raises KeyError when it is not here."""
        row = self._connection.execute("SELECT data FROM blob WHERE sha256 = ?", [digest]).fetchone()
        if row is None:
            raise KeyError(digest)
        return bytes(row[0])

    def drop_unnamed(self, digests: Iterable[str]) -> None:
        """Let those of these contents go that no entry names, not even one that was set aside, and note the sweep."""
        if self._connection.execute(_DROP_UNNAMED, [json.dumps(sorted(digests))]).rowcount:
            note_unswept(self._connection)

    def named(self) -> frozenset[str]:
        """Return the contents that entries name."""
        return frozenset(digest for (digest,) in self._connection.execute(_NAMED))

    def is_named_aside(self, digest: str) -> bool:
        """Tell whether an entry that was set aside names a content."""
        return bool(self._connection.execute(_NAMED_ASIDE, [digest]).fetchone()[0])

    def damaged(self) -> list[str]:
        """Return the digests whose content is no longer what they say."""
        names = [name for (name,) in self._connection.execute("SELECT sha256 FROM blob").fetchall()]
        return [name for name in names if sha256(self.read(name)).hexdigest() != name]
