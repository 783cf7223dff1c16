"""Takes records out of a store's tables and leaves their entries in the log, without content, for a file that has it.

An archived entry keeps id, hash, time, author and the digest of each value, so that the chain is whole and can be
proved, and peers see no gap; what it set is in the archive file alone. In ``entry`` its digests stand in the place of
the salts (``gone`` is ``ARCHIVED``), and nothing looks at it: it is ``spent``. ``archived_record`` keeps what a record
came to as one digest, so that the digest of the whole store stays what it was.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator

from danvan_desktop.domain.entry import Entry, digests_of
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.store.blobs import Blobs
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.entry_rows import ARCHIVED, filled
from danvan_desktop.store.heads import Heads
from danvan_desktop.store.log import EntryLog
from danvan_desktop.store.record_digests import digest_of_record
from danvan_desktop.store.schema import table_of
from danvan_desktop.store.search import Search
from danvan_desktop.store.unswept import note_unswept


class Archiving:
    """Works in a transaction that the caller holds."""

    def __init__(self, connection: Connection, kinds: Kinds, log: EntryLog, heads: Heads, search: Search) -> None:
        """Work on an open store."""
        self._connection = connection
        self._kinds = kinds
        self._log = log
        self._heads = heads
        self._search = search
        self._blobs = Blobs(connection)

    def take_out(self, records: Collection[int], archive: int) -> None:
        """Take these records out, into the archive of that number; the caller has their content elsewhere."""
        execute = self._connection.execute
        files = self._files_of(records)
        for record in sorted(records):
            execute(
                "INSERT INTO archived_record VALUES (?, ?, ?)",
                [record, archive, digest_of_record(self._connection, record)],
            )
            rows = execute("SELECT id FROM entry WHERE record = ?", [record]).fetchall()
            for (row,) in rows:
                self._empty(row)
            execute("DELETE FROM shadow WHERE entry IN (SELECT id FROM entry WHERE record = ?)", [record])
            uid, kind = execute("SELECT uid, kind FROM record WHERE no = ?", [record]).fetchone()
            if kind in self._kinds:
                execute(f"DELETE FROM {table_of(kind)} WHERE no = ?", [record])
            execute("DELETE FROM secret WHERE uid = ?", [uid])
            execute("DELETE FROM word WHERE rowid = ?", [record])
            execute("UPDATE record SET deleted = NULL, changed = NULL WHERE no = ?", [record])
        self._blobs.drop_unnamed(files)
        note_unswept(self._connection)

    def put_back(self, entries: Iterable[tuple[Entry, Entry]], archive: int) -> None:
        """Give archived entries, each as it is here and as the archive has it, their content back and derive anew."""
        execute = self._connection.execute
        for _here, whole in entries:
            self._log.replace(whole)
        of_archive = "(SELECT record FROM archived_record WHERE archive = ?)"
        self._log.begin()
        execute(f"UPDATE entry SET spent = NULL WHERE record IN {of_archive}", [archive])
        execute(f"DELETE FROM shadow WHERE entry IN (SELECT id FROM entry WHERE record IN {of_archive})", [archive])
        execute(f"UPDATE record SET place = NULL WHERE no IN {of_archive}", [archive])
        execute(f"INSERT INTO temp.arrived SELECT id FROM entry WHERE record IN {of_archive}", [archive])
        execute("DELETE FROM archived_record WHERE archive = ?", [archive])
        self._heads.absorb()
        self._search.refresh(self._heads.touched())

    def fill(self, entries: Iterable[tuple[Entry, Entry]]) -> frozenset[str]:
        """Give entries, each as it is here and elsewhere, what was held back of them; returns their records."""
        self._log.begin()
        found: set[str] = set()
        for here, there in list(entries):
            whole = filled(here, there)
            if whole is not None:
                self._log.replace(whole)
                found.add(here.uid)
        self._heads.absorb(found)
        self._search.refresh(self._heads.touched())
        return frozenset(found)

    def archived(self, archive: int) -> Iterator[Entry]:
        """Yield the entries that are in an archive, as they are here."""
        rows = self._connection.execute(
            "SELECT l.replica, l.stream, e.id FROM archived_record a JOIN entry e ON e.record = a.record"
            f" JOIN log l ON l.no = e.id >> 40 WHERE a.archive = ? AND e.gone = '{ARCHIVED}' ORDER BY e.id",
            [archive],
        ).fetchall()
        for _replica, _stream, row in rows:
            entry = self._log.at(row)
            if entry is not None:
                yield entry

    def _empty(self, row: int) -> None:
        entry = self._log.at(row)
        if entry is None:
            return
        digests = digests_of(entry)
        body = json.dumps(dict.fromkeys(entry.fields), separators=(",", ":"))
        self._connection.execute(
            "UPDATE entry SET gone = ?, salt = ?, body = ?, spent = 1 WHERE id = ?",
            [ARCHIVED, bytes.fromhex("".join(digests.values())), body, row],
        )

    def _files_of(self, records: Collection[int]) -> set[str]:
        rows = self._connection.execute(
            "SELECT e.record, e.body ->> '$.sha256' FROM record r CROSS JOIN entry e ON e.record = r.no"
            " WHERE r.kind = 'attachment'"
        ).fetchall()
        return {str(digest) for record, digest in rows if record in records and digest}
