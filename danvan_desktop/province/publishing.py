"""Writes what a store holds into the database of the level above, set by set, in one transaction."""

from __future__ import annotations

import gc
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from danvan_desktop.domain.entry import LogKey
from danvan_desktop.localization import _
from danvan_desktop.province.comparing import OWN_DIGEST, differing_content, told_of
from danvan_desktop.province.errors import DifferentDigest
from danvan_desktop.province.home import Home, closed_in
from danvan_desktop.province.schema import DIVIDED, Schema
from danvan_desktop.store import Store
from danvan_desktop.store.outflow import ConflictRow, EntryRow, HeldRow, Outflow, RecordRow
from danvan_desktop.store.record_digests import ContentDigest

_CHUNK = 2_000
_SENT_AT_ONCE = 500
"""Rows that are laid out before they are sent: the server takes those before them in meanwhile."""
_LAID_OUT_MEANWHILE = 5
"""So many times some thousands of records are laid out while the server sorts the entries."""
_TYPES = {
    "entry": (
        "text", "int2", "text", "text", "int8", "int8", "text", "text", "text", "text", "text", "bytea", "bytea",
        "bytea",
    ),
    "record": (
        "text", "int2", "text", "text", "bool", "bytea", "bytea", "text", "text", "text", "bool", "text", "text",
    ),
    "held": ("text", "int2", "text", "text", "text", "text", "int8", "bool"),
    "conflict": ("text", "int2", "text", "text", "text", "bool"),
}  # fmt: skip
"""The types by which rows are copied in binary form, in the order of the columns of ``store.outflow``.

Texts that the store hands over as bytes go out as they are: in binary form a text is its UTF-8.
"""
_JSONB_VERSION = b"\x01"
"""The version of the binary form of a JSON text, which comes before it."""

Row = EntryRow | RecordRow | HeldRow | ConflictRow


@dataclass(frozen=True)
class Published:
    """How much was written, how the whole stands now, and which publication of the database that was."""

    entries: int
    records: int
    digest: str
    number: int


class Publisher:
    """Brings the database to where a store stands; the caller holds other loaders off."""

    def __init__(self, connection: Any, store: Store) -> None:
        """Work on an open connection of psycopg and an open store that has taken in all that the database holds."""
        from psycopg.types.string import BytesBinaryDumper

        # The driver's own for any kind of bytes is in Python, and takes most of the time in which rows are sent.
        connection.adapters.register_dumper(bytes, BytesBinaryDumper)
        self._connection = connection
        self._store = store
        self._closed_before = closed_in(connection)
        self._outflow: Outflow = store.outflow.hiding(closed_in(connection, without=store.unit.uid))
        self._schema = Schema(connection)
        self._years: set[int] = set()
        self._written: ContentDigest | None = None
        """What the store holds, told while all of it was read to be written."""

    def publish(self, touched: Collection[str] | None) -> Published:
        """Write new entries and what follows; of records only those ``touched``, or of all where that is ``None``.

        Raises DifferentDigest, and writes nothing, when the database would then say something else than the store.
        """
        with _nothing_searched_again(), self._connection.transaction():
            self._schema.begin_writing()
            indexing = self._schema.unindexed("entry")
            entries = self._add_entries()
            records = self._renew_records(self._with_flipped(touched), indexing)
            self._renew_small()
            self._set_logs()
            self._set_home()
            digest = self._checked_digest()
            (number,) = self._connection.execute(
                "UPDATE danvan.state SET publication = publication + 1, digest = %s, published_at = now()"
                " RETURNING publication",
                [digest],
            ).fetchone()
        return Published(entries, records, digest, number)

    def _add_entries(self) -> int:
        """Copy the entries that are new straight into their table: nobody else writes, so none can be there."""
        known = known_vector(self._connection)
        for key in logs_that_differ(self._connection, self._store):
            self._connection.execute("DELETE FROM danvan.entry WHERE replica = %s AND stream = %s", key)
            del known[key]
        return self._copy("danvan.entry", "entry", self._outflow.entries_after(known))

    def _with_flipped(self, touched: Collection[str] | None) -> Collection[str] | None:
        """Add the records that were hidden or shown since; all, where others are joined: references lead elsewhere.

        Also all where another group is closed or opened: who had hidden a record otherwise hides more of it now.
        """
        if touched is None or self._closed_before != self._outflow.closed_groups:
            return None
        rows = self._connection.execute(
            "SELECT uid, secret, shown FROM danvan.record WHERE secret OR shown IS NOT NULL"
        )
        there, here = {uid: (secret, shown) for uid, secret, shown in rows}, self._outflow.marked()
        flipped = {uid for uid in there.keys() | here.keys() if there.get(uid) != here.get(uid)}
        if any(there.get(uid, (False, None))[1] != here.get(uid, (False, None))[1] for uid in flipped):
            return None
        return {*touched, *flipped}

    def _renew_records(self, touched: Collection[str] | None, indexing: Sequence[str]) -> int:
        """Write the records anew, and carry out what gives the entries their indexes."""
        (is_empty,) = self._connection.execute("SELECT NOT EXISTS (SELECT 1 FROM danvan.record)").fetchone()
        if is_empty:
            of_records = self._schema.unindexed("record")
            all_rows = self._begun_while(indexing, (rows for _uids, rows in self._all_records()))
            count = self._copy("danvan.record", "record", all_rows)
            self._carry_out(of_records)
            return count
        self._carry_out(indexing)
        of_records, of_entries = self._schema.staged("record"), self._schema.staged("entry")
        count = 0
        for uids, rows in self._all_records() if touched is None else self._records_of(touched):
            count += self._copy(of_records, "record", rows)
            self._copy(of_entries, "entry", self._outflow.changed_entries(uids))
        self._replace_records(of_records, touched)
        self._replace_content(of_entries)
        for stage in (of_records, of_entries):
            self._connection.execute(f"DROP TABLE {stage}")
        return count

    def _begun_while(self, statements: Sequence[str], rows: Iterator[Sequence[RecordRow]]) -> Iterator[RecordRow]:
        """Give rows of which the first are laid out while the server carries out statements."""
        with self._connection.pipeline():
            self._carry_out(statements)
            first = list(islice(rows, _LAID_OUT_MEANWHILE))
        return chain.from_iterable(chain(first, rows))

    def _carry_out(self, statements: Sequence[str]) -> None:
        for statement in statements:
            self._connection.execute(statement)

    def _all_records(self) -> Iterator[tuple[Sequence[str], Sequence[RecordRow]]]:
        self._written = ContentDigest()
        return self._outflow.all_records(self._written)

    def _records_of(self, touched: Collection[str]) -> Iterator[tuple[Sequence[str], Sequence[RecordRow]]]:
        for uids in _chunks(touched):
            yield uids, list(self._outflow.records(uids))

    def _replace_records(self, stage: str, touched: Collection[str] | None) -> None:
        """Put the staged rows in the place of those of their records; with all, what is not among them goes too."""
        same = (
            f"EXISTS (SELECT 1 FROM {stage} s WHERE s.uid = r.uid AND (s.unit, s.year, s.kind, s.deleted, s.lines,"
            " s.archived) = (r.unit, r.year, r.kind, r.deleted, r.lines, r.archived) AND s.fields = r.fields"
            " AND (s.changed, s.secret) = (r.changed, r.secret) AND s.decided IS NOT DISTINCT FROM r.decided"
            " AND s.shown IS NOT DISTINCT FROM r.shown AND s.parent IS NOT DISTINCT FROM r.parent)"
        )
        among = "%s::text[] IS NULL OR r.uid = ANY(%s)"
        uids = None if touched is None else list(touched)
        self._connection.execute(f"ANALYZE {stage}")
        self._connection.execute(f"DELETE FROM danvan.record r WHERE ({among}) AND NOT {same}", [uids, uids])
        self._connection.execute(f"INSERT INTO danvan.record SELECT * FROM {stage} ON CONFLICT DO NOTHING")

    def _replace_content(self, stage: str) -> None:
        """Follow what was erased of known entries, or filled in; what went into an archive file stays here.

        What was erased never comes back, whoever still has it.
        """
        self._connection.execute(
            f"UPDATE danvan.entry e SET gone = s.gone, salt = s.salt, body = s.body FROM {stage} s"
            " WHERE (e.unit, e.year, e.replica, e.stream, e.seq) = (s.unit, s.year, s.replica, s.stream, s.seq)"
            " AND e.gone IS DISTINCT FROM s.gone AND (strpos(s.gone, '[\"x\"') > 0"
            " OR (coalesce(strpos(e.gone, '[\"x\"'), 0) = 0 AND length(coalesce(s.gone, '')) < length(e.gone)"
            " AND s.gone IS DISTINCT FROM '\"a\"'))"
        )

    def _renew_small(self) -> None:
        execute = self._connection.execute
        execute("DELETE FROM danvan.held")
        self._copy("danvan.held", "held", self._outflow.held())
        execute("DELETE FROM danvan.conflict")
        self._copy("danvan.conflict", "conflict", self._outflow.conflicts())
        execute("DELETE FROM danvan.unit_above")
        with self._connection.cursor().copy("COPY danvan.unit_above FROM STDIN") as copy:
            for row in self._outflow.units():
                copy.write_row(row)

    def _set_home(self) -> None:
        """Say what readers have to know beside the records, as the office of this store knows it."""
        told = json.dumps(Home.of(self._store).to_data(), ensure_ascii=False)
        self._connection.execute(
            "INSERT INTO danvan.home (unit, told, told_at) VALUES (%s, %s, now()) ON CONFLICT (unit) DO UPDATE"
            " SET told = excluded.told, told_at = excluded.told_at",
            [self._store.unit.uid, told],
        )

    def _set_logs(self) -> None:
        self._connection.cursor().executemany(
            "INSERT INTO danvan.log VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (replica, stream) DO UPDATE SET"
            " seq = excluded.seq, hash = excluded.hash, device = excluded.device, signature = excluded.signature",
            [
                (one.replica, one.stream, one.seq, bytes.fromhex(one.hash), one.device, one.signature)
                for one in self._outflow.logs()
            ],
        )

    def _checked_digest(self) -> str:
        digest = digest_of_database(self._connection)
        if digest != (self._written.with_held(self._outflow.held_cells()) if self._written else self._store.digest()):
            raise DifferentDigest(
                _("Cơ sở dữ liệu cấp trên sẽ khác tệp dữ liệu này nên chưa ghi gì ({differing}). Lần sau phần mềm ghi"
                  " lại tất cả; nếu vẫn khác, hãy chạy danvan check.",
                  differing=told_of(differing_content(self._connection, self._store)))
            )  # fmt: skip
        return digest

    def _copy(self, target: str, table: str, rows: Iterable[Row]) -> int:
        """Copy rows; partitions of years that were not there are made before their rows come."""
        count, copy = 0, None
        with ExitStack() as open_copy:
            for batch in _batches(rows):
                if table in DIVIDED and (new := {row.year for row in batch} - self._years):
                    open_copy.close()
                    copy = None
                    self._schema.ensure_years(new)
                    self._years |= new
                if copy is None:
                    started = self._connection.cursor().copy(f"COPY {target} FROM STDIN (FORMAT binary)")
                    copy = open_copy.enter_context(started)
                    copy.set_types(_TYPES[table])
                for row in map(_sent, batch) if table == "record" else batch:
                    copy.write_row(row)
                count += len(batch)
        return count


@contextmanager
def _nothing_searched_again() -> Iterator[None]:
    """Spare what is in memory the search for garbage, which so many rows would set off again and again.

    A program that has spared what it loaded, as the window has, keeps it so.
    """
    if gc.get_freeze_count():
        yield
        return
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _sent(row: RecordRow) -> Sequence[Any]:
    """Give a row as it is sent in binary form, its ``fields`` as PostgreSQL takes a JSON text."""
    unit, year, uid, kind, deleted, fields, *others = row
    return unit, year, uid, kind, deleted, _JSONB_VERSION + fields, *others


def known_vector(connection: Any) -> dict[LogKey, int]:
    """Return up to which number the database holds each log."""
    return {(r, s): seq for r, s, seq in connection.execute("SELECT replica, stream, seq FROM danvan.log")}


def logs_that_differ(connection: Any, store: Store) -> Sequence[LogKey]:
    """Return the logs that go another way there than here: their device signed two histories (``store/histories.py``).

    In the database stands what stands in the store that wrote last; stores keep all of it.
    """
    own = store.log.vector()
    rows = connection.execute("SELECT replica, stream, seq, hash FROM danvan.log ORDER BY replica, stream").fetchall()
    found = []
    for replica, stream, seq, digest in rows:
        key, last = (replica, stream), min(seq, own.get((replica, stream), 0))
        if not last:
            continue
        if last < seq:
            (digest,) = connection.execute(
                "SELECT hash FROM danvan.entry WHERE replica = %s AND stream = %s AND seq = %s", [*key, last]
            ).fetchone()
        if bytes(digest).hex() != store.log.hash_at(key, last):
            found.append(key)
    return found


def digest_of_database(connection: Any) -> str:
    """Return the digest of what the database shows, computed from its own rows: that of a store of equal content."""
    total = ContentDigest()
    with (
        connection.transaction(),
        connection.cursor().copy(
            f"COPY (SELECT convert_to(concat(kind, chr(10), uid, chr(10), {OWN_DIGEST}, chr(10)), 'UTF8')"
            " FROM danvan.record ORDER BY kind, uid) TO STDOUT (FORMAT binary)"
        ) as copy,
    ):
        copy.set_types(["bytea"])
        for (lines,) in copy.rows():
            total.add_lines(lines)
    return total.with_held(_held(connection))


def _held(connection: Any) -> Iterator[Sequence[str | None]]:
    yield from connection.execute("SELECT kind, uid, field, said FROM danvan.held ORDER BY place")


def _chunks(uids: Collection[str]) -> Iterator[Sequence[str]]:
    waiting = iter(sorted(set(uids)))
    while chunk := list(islice(waiting, _CHUNK)):
        yield chunk


def _batches(rows: Iterable[Row]) -> Iterator[Sequence[Any]]:
    waiting = iter(rows)
    for first in waiting:
        yield list(chain([first], islice(waiting, _SENT_AT_ONCE - 1)))
