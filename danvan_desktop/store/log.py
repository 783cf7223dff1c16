"""The append-only log of entries: one gapless, hash-chained log per (replica, stream)."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from danvan_desktop.domain.causality import entries_in_order
from danvan_desktop.domain.clock import clock_number, clock_text
from danvan_desktop.domain.entry import NO_HASH, Entry, EntryId, LogKey
from danvan_desktop.domain.uid import may_have_made
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.entry_rows import ARCHIVED, COLUMNS, content_of, entry_of, plain_row, row_of_entry
from danvan_desktop.store.numbering import SEQ_BITS, SEQ_MASK
from danvan_desktop.store.stray_log import note_rewritten
from danvan_desktop.store.temporary import clear

Vector = Mapping[tuple[str, str], int]
"""The highest sequence number known of each (replica, stream)."""

_FEW = 20
"""New records that one statement numbers: those of a save."""
_PUT_PLAIN = "INSERT INTO entry (id, record, place, clock, officer, salt, hash, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
NEW_ENTRY = (
    "INSERT INTO entry (id, record, place, clock, officer, seen, gone, salt, hash, body)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
"""Writes an entry, laid out by ``row_of_entry``."""


class LogHead(Struct, frozen=True):
    """Where one log stands: its newest entry's number and hash, the device that owns it, that device's signature.

    ``device`` is the Ed25519 public key in hexadecimal; ``signature`` covers ``signed_text`` and is ``None`` for a log
    of this device that grew since it was last signed.
    """

    replica: str
    stream: str
    seq: int
    hash: str
    device: str
    signature: bytes | None

    @property
    def key(self) -> LogKey:
        """The log's name."""
        return self.replica, self.stream

    @property
    def signed_text(self) -> bytes:
        """What the owning device signs."""
        return f"danvan-log\n{self.replica}\n{self.stream}\n{self.seq}\n{self.hash}\n{self.device}".encode()


class EntryLog:
    """Reads and appends entries; knows of records only that they are named."""

    def __init__(self, connection: Connection) -> None:
        """Work on an open store."""
        self._connection = connection

    def vector(self) -> dict[LogKey, int]:
        """Return the highest sequence number of each log."""
        rows = self._connection.execute("SELECT replica, stream, seq FROM log WHERE seq > 0")
        return {(replica, stream): seq for replica, stream, seq in rows}

    def owners(self) -> dict[LogKey, str]:
        """Return the device that each log is of."""
        rows = self._connection.execute("SELECT replica, stream, lower(hex(device)) FROM log WHERE seq > 0")
        return {(replica, stream): device for replica, stream, device in rows}

    def contradicted(self) -> frozenset[LogKey]:
        """Return the logs of which other entries came under numbers that stand here, or that stood."""
        rows = self._connection.execute("SELECT DISTINCT replica, stream FROM quarantine")
        return frozenset((replica, stream) for replica, stream in rows)

    def logs(self) -> list[LogHead]:
        """Return where every log stands, in order."""
        rows = self._connection.execute(
            "SELECT replica, stream, seq, hash, device, signature FROM log WHERE seq > 0 ORDER BY replica, stream"
        )
        return [LogHead(r, s, seq, bytes(h).hex(), bytes(d).hex(), sig) for r, s, seq, h, d, sig in rows]

    def logs_of(self, replica: str) -> list[LogHead]:
        """Return where the logs of one replica stand, in order."""
        rows = self._connection.execute(
            "SELECT stream, seq, hash, device, signature FROM log WHERE replica = ? AND seq > 0 ORDER BY stream",
            [replica],
        )
        return [LogHead(replica, s, seq, bytes(h).hex(), bytes(d).hex(), sig) for s, seq, h, d, sig in rows]

    def set_heads(self, heads: Iterable[LogHead]) -> None:
        """Keep where logs stand."""
        self._connection.executemany(
            "INSERT INTO log (replica, stream, seq, hash, device, signature) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (replica, stream) DO UPDATE SET seq = excluded.seq, hash = excluded.hash,"
            " device = excluded.device, signature = excluded.signature,"
            " migrated = CASE WHEN excluded.signature IS NULL THEN migrated END,"
            " judged = CASE WHEN excluded.signature IS NULL OR migrated IS NULL THEN judged END",
            (
                (one.replica, one.stream, one.seq, bytes.fromhex(one.hash), bytes.fromhex(one.device), one.signature)
                for one in heads
            ),
        )

    # Appending

    def begin(self) -> None:
        """Forget what arrived before: what is appended from now on counts as arrived."""
        clear(self._connection, "arrived")

    def append(
        self,
        entries: Sequence[Entry],
        places: Mapping[str, str] = MappingProxyType({}),
        *,
        devices: Mapping[LogKey, str] = MappingProxyType({}),
    ) -> int:
        """Add entries; the caller has seen to it that each follows its log's newest. Returns how many records are new.

        ``places`` are the units of records by uid, where the caller knows already what would be found of new ones;
        where the ``devices`` of logs are told, a new record whose first entry is its maker's is of the unit named.
        """
        if not entries:
            return 0
        execute = self._connection.executemany
        units = self._numbered("unit", {one.place for one in entries})
        officers = self._numbered("officer", {one.officer for one in entries if one.officer})
        logs = {one.id[:2] for one in entries} | {seen.log for one in entries for seen in one.seen}
        numbers = self._numbers(logs)
        first: dict[str, Entry] = {}
        for one in entries:
            first.setdefault(one.uid, one)
        known = self._records(first)
        new = [
            (uid, one.kind, units.get(places[uid] if uid in places else _place_by_maker(one, devices)))
            for uid, one in first.items()
            if uid not in known
        ]
        known |= self._new_records(new)
        plain, rest, rows = [], [], []
        for one in entries:
            record, place, officer = known[one.uid][0], units[one.place], officers.get(one.officer)
            if one.seen or not one.salt:
                row = row_of_entry(one, numbers, record, place, officer)
                rest.append(row)
            else:
                row = plain_row(one, numbers[one.id[:2]], record, place, officer)
                plain.append(row)
            rows.append(row)
        for statement, some in ((_PUT_PLAIN, plain), (NEW_ENTRY, rest)):
            if some:
                execute(statement, some)
        execute("INSERT OR IGNORE INTO temp.arrived VALUES (?)", [row[:1] for row in rows])
        others = [(row[0], one.kind) for row, one in zip(rows, entries, strict=True) if one.kind != known[one.uid][1]]
        if others:
            execute("INSERT OR REPLACE INTO other_kind VALUES (?, ?)", others)
        return len(new)

    def _numbered(self, table: str, uids: Collection[str]) -> dict[str, int]:
        """Return the numbers of units or officers by uid; one that is not known yet gets its number, too."""
        if not uids:
            return {}
        rows = self._connection.execute(
            f"SELECT t.uid, t.no FROM json_each(?) j CROSS JOIN {table} t ON t.uid = j.value", [json.dumps(list(uids))]
        )
        known: dict[str, int] = dict(rows.fetchall())
        if len(known) < len(uids):
            new = json.dumps([uid for uid in uids if uid not in known])
            rows = self._connection.execute(
                f"INSERT INTO {table} (uid) SELECT value FROM json_each(?) RETURNING uid, no", [new]
            )
            known |= dict(rows.fetchall())
        return known

    def _records(self, uids: Iterable[str]) -> dict[str, tuple[int, str]]:
        """Return number and kind of records by uid."""
        rows = self._connection.execute(
            "SELECT r.uid, r.no, r.kind FROM json_each(?) j CROSS JOIN record r ON r.uid = j.value",
            [json.dumps(list(uids))],
        )
        return {uid: (number, kind) for uid, number, kind in rows}

    def _new_records(self, told: Sequence[tuple[str, str, int | None]]) -> dict[str, tuple[int, str]]:
        """Number new records (uid, kind, place if known) in their order; return number and kind of each by uid."""
        if not told:
            return {}
        if len(told) > _FEW:
            return self._many_new_records(told)
        rows = self._connection.execute(
            "INSERT INTO record (uid, kind, place) SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)"
            " RETURNING uid, no, kind",
            [json.dumps(told)],
        )
        return {uid: (number, kind) for uid, number, kind in rows}

    def _many_new_records(self, told: Sequence[tuple[str, str, int | None]]) -> dict[str, tuple[int, str]]:
        """Give out the numbers here: to write many as JSON and to read what they became takes twice as long."""
        (last,) = self._connection.execute("SELECT coalesce(max(no), 0) FROM record").fetchone()
        rows = [(number, *one) for number, one in enumerate(told, last + 1)]
        self._connection.executemany("INSERT INTO record (no, uid, kind, place) VALUES (?, ?, ?, ?)", rows)
        return {uid: (number, kind) for number, uid, kind, _place in rows}

    def _numbers(self, keys: Iterable[LogKey]) -> dict[LogKey, int]:
        """Return the numbers of logs; one that is only named so far gets its number, too."""
        wanted = set(keys)
        known = self._numbers_among(wanted)
        if len(known) < len(wanted):
            new = wanted - known.keys()
            self._connection.executemany("INSERT INTO log (replica, stream) VALUES (?, ?)", new)
            known |= self._numbers_among(new)
        return known

    def _numbers_among(self, keys: Collection[LogKey]) -> dict[LogKey, int]:
        rows = self._connection.execute("SELECT no, replica, stream FROM log")
        return {(replica, stream): no for no, replica, stream in rows if (replica, stream) in keys}

    def replace(self, entry: Entry) -> None:
        """Keep a known entry with other content: what was held back and came, or what was erased."""
        gone, salt, _hash, body = content_of(entry)
        self._connection.execute(
            "UPDATE entry SET gone = ?, salt = ?, body = ? WHERE id = ?", [gone, salt, body, self.row_of(entry.id)]
        )

    def adopt(self, head: LogHead, device: str) -> None:
        """Let a log be of another device from now on, which signs it."""
        self.set_heads([replace(head, device=device, signature=None)])
        self._connection.execute(
            "UPDATE log SET migrated = NULL WHERE replica = ? AND stream = ?", [head.replica, head.stream]
        )

    def migrated(self) -> frozenset[LogKey]:
        """Return the logs of others that an earlier version of the store kept, until their owners sign what is here."""
        rows = self._connection.execute("SELECT replica, stream FROM log WHERE migrated = 1")
        return frozenset((row[0], row[1]) for row in rows)

    def note_migrated(self, keys: Iterable[LogKey]) -> None:
        """Note logs whose entries this store made of what an earlier version kept."""
        self._connection.executemany("UPDATE log SET migrated = 1 WHERE replica = ? AND stream = ?", list(keys))

    def forget(self, key: LogKey, seq: int) -> None:
        """Take a log's entries from ``seq`` on out; the caller sets its head and derives everything anew."""
        note_rewritten(self._connection, [key])
        self._connection.execute(
            f"DELETE FROM entry WHERE id >= (SELECT no FROM log WHERE replica = ? AND stream = ?) << {SEQ_BITS} | ?"
            f" AND id < ((SELECT no FROM log WHERE replica = ? AND stream = ?) + 1) << {SEQ_BITS}",
            [*key, seq, *key],
        )
        self._connection.execute("DELETE FROM other_kind WHERE entry NOT IN (SELECT id FROM entry)")
        self._connection.execute(
            "UPDATE log SET seq = 0, hash = x'', signature = NULL, migrated = NULL WHERE replica = ? AND stream = ?",
            [*key],
        )

    def first_of(self, uids: Collection[str]) -> dict[LogKey, int]:
        """Return of each log that tells of any of these records the number of the first entry that does."""
        rows = self._connection.execute(
            f"SELECT l.replica, l.stream, min(e.id & {SEQ_MASK}) FROM json_each(?) u JOIN record r ON r.uid = u.value"
            f" JOIN entry e ON e.record = r.no JOIN log l ON l.no = e.id >> {SEQ_BITS} GROUP BY l.no",
            [json.dumps(list(uids))],
        )
        return {(replica, stream): seq for replica, stream, seq in rows}

    def records_of(self, units: Collection[str]) -> Sequence[str]:
        """Return the uids of all records of some units by the word of who made them, of which all may be held, too."""
        rows = self._connection.execute(
            "SELECT r.uid FROM json_each(?) v JOIN unit u ON u.uid = v.value JOIN record r ON r.place = u.no",
            [json.dumps(list(units))],
        )
        return [uid for (uid,) in rows]

    # Reading

    def entries_after(self, vector: Vector, streams: Iterable[str] | None = None) -> Iterator[Entry]:
        """Yield the entries beyond ``vector``, log by log in ascending order."""
        wanted = None if streams is None else set(streams)
        names = self._names()
        for head in self.logs():
            if wanted is None or head.stream in wanted:
                yield from self._of_log(head.key, vector.get(head.key, 0), names)

    def entries_of(self, ranges: Iterable[tuple[LogKey, int, int]]) -> Iterator[Entry]:
        """Yield the entries of logs, each beyond the first and up to the second number that is told with it."""
        names = self._names()
        for key, after, last in ranges:
            yield from islice(self._of_log(key, after, names), last - after)

    def find(self, entry_id: EntryId) -> Entry | None:
        """Return one entry."""
        row = self._connection.execute(f"SELECT {COLUMNS} WHERE e.id = ?", [self.row_of(entry_id)]).fetchone()
        return None if row is None else entry_of(row, self._names(), self.hash_at(entry_id.log, entry_id.seq - 1))

    def at(self, row: int) -> Entry | None:
        """Return the entry of a row number."""
        found = self._connection.execute(f"SELECT {COLUMNS} WHERE e.id = ?", [row]).fetchone()
        if found is None:
            return None
        return entry_of(found, self._names(), self.hash_at((found[0], found[1]), (row & SEQ_MASK) - 1))

    def is_archived(self, entry_id: EntryId) -> bool:
        """Tell whether the content of an entry is in an archive file."""
        row = self._connection.execute("SELECT gone FROM entry WHERE id = ?", [self.row_of(entry_id)]).fetchone()
        return row is not None and row[0] == ARCHIVED

    def of_save(self, timestamp: str, replica: str) -> list[Entry]:
        """Return the entries of one save."""
        rows = self._connection.execute(
            f"SELECT {COLUMNS} WHERE e.clock = ? AND l.replica = ? ORDER BY e.id", [clock_number(timestamp), replica]
        ).fetchall()
        names = self._names()
        return [entry_of(row, names, "") for row in rows]

    def of_record(self, uid: str) -> list[Entry]:
        """Return all entries of a record, each after what it knew; their previous hashes are left out."""
        rows = self._connection.execute(
            f"SELECT {COLUMNS} WHERE r.uid = ? ORDER BY e.clock, l.replica, l.stream, e.id", [uid]
        ).fetchall()
        names = self._names()
        return entries_in_order(entry_of(row, names, "") for row in rows)

    def hash_at(self, key: tuple[str, str], seq: int) -> str:
        """Return the hash of the entry ``seq`` of a log, which the next one chains to; empty when unknown."""
        row = self._connection.execute(
            f"SELECT hash FROM entry WHERE id = (SELECT no FROM log WHERE replica = ? AND stream = ?)"
            f" << {SEQ_BITS} | ?",
            [*key, seq],
        ).fetchone()
        return NO_HASH if row is None else bytes(row[0]).hex()

    def row_of(self, entry_id: EntryId) -> int | None:
        """Return the row number of an entry, which may not be there."""
        row = self._connection.execute(
            "SELECT no FROM log WHERE replica = ? AND stream = ?", [entry_id.replica, entry_id.stream]
        ).fetchone()
        return None if row is None else (int(row[0]) << SEQ_BITS) | entry_id.seq

    def newest_timestamp(self, replica: str) -> str | None:
        """Return the greatest timestamp at the ends of the logs of one replica, ``None`` for none."""
        newest: int | None = self._connection.execute(
            f"SELECT max((SELECT clock FROM entry WHERE id = no << {SEQ_BITS} | seq)) FROM log WHERE replica = ?",
            [replica],
        ).fetchone()[0]
        return None if newest is None else clock_text(newest)

    def newest_and_latest(self, limit: str) -> tuple[str | None, str | None]:
        """Return the greatest timestamp at the ends of all logs that is not beyond ``limit``, and that of all."""
        found: tuple[int | None, int | None] = self._connection.execute(
            "SELECT max(clock) FILTER (WHERE clock <= ?1), max(clock) FROM (SELECT"
            f" (SELECT clock FROM entry WHERE id = no << {SEQ_BITS} | seq) AS clock FROM log)",
            [clock_number(limit)],
        ).fetchone()
        newest, latest = (None if one is None else clock_text(one) for one in found)
        return newest, latest

    def _of_log(self, key: LogKey, after: int, names: Mapping[int, LogKey]) -> Iterator[Entry]:
        previous = self.hash_at(key, after)
        rows = self._connection.execute(
            f"SELECT {COLUMNS} WHERE e.id > (SELECT no FROM log WHERE replica = ? AND stream = ?) << {SEQ_BITS} | ?"
            f" AND e.id < ((SELECT no FROM log WHERE replica = ? AND stream = ?) + 1) << {SEQ_BITS} ORDER BY e.id",
            [*key, after, *key],
        )
        for row in rows:
            entry = entry_of(row, names, previous)
            previous = entry.hash
            yield entry

    def _names(self) -> dict[int, LogKey]:
        rows = self._connection.execute("SELECT no, replica, stream FROM log")
        return {no: (replica, stream) for no, replica, stream in rows}


def _place_by_maker(entry: Entry, devices: Mapping[LogKey, str]) -> str:
    """Return the unit that a record's maker named in an entry; nothing of another's, or where nobody knows who wrote.

    A unit is of itself, whatever was named.
    """
    device = devices.get(entry.id.log)
    is_makers = device is not None and entry.kind != "unit" and may_have_made(entry.uid, device, entry.place)
    return entry.place if is_makers else ""
