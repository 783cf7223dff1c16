"""What an upper level's database is given of a store, row by row: the entries as they stand, and what follows.

Nothing is decided here: entries were verified when they came, and what follows was derived by the same code as for the
window. What is of the device alone stays.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from typing import Any, NamedTuple

from danvan_desktop.domain.entry import DELETED, SEEN, LogKey, Seen, join_seen
from danvan_desktop.domain.guarded import Guarded
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.stream import Stream
from danvan_desktop.domain.written_year import day_of_order, year_of_clock, year_of_day
from danvan_desktop.store.closed_rows import ClosedRows
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.entry_rows import COLUMNS
from danvan_desktop.store.log import EntryLog, LogHead, Vector
from danvan_desktop.store.numbering import SEQ_BITS, SEQ_MASK
from danvan_desktop.store.read_columns import columns_written
from danvan_desktop.store.record_digests import (
    ContentDigest,
    RecordText,
    archived_digests,
    digest_of_lines,
    held_cells,
    record_digests,
    records_in_order,
    texts_of,
)
from danvan_desktop.store.schema import FINGERPRINT, table_of

_COLUMNS = COLUMNS.replace("e.body", "CAST(e.body AS BLOB)")


class EntryRow(NamedTuple):
    """An entry: hashes and salt are bytes, ``seen`` as ``join_seen`` writes it, ``gone`` and ``body`` JSON texts.

    Long texts stay the bytes that the store keeps: nobody reads them on their way.
    """

    unit: str
    year: int
    replica: str
    stream: str
    seq: int
    clock: int
    kind: str
    uid: str
    officer: str | None
    seen: str
    gone: str | None
    salt: bytes
    hash: bytes
    body: bytes


class RecordRow(NamedTuple):
    """A record as it is shown: ``fields`` is a JSON object of the shown values, what is secret masked.

    ``lines`` is what its digest goes over, both in UTF-8, ``archived`` that digest itself where its content is in an
    archive file, hidden, or not all known to this version: what readers are not shown stands in no column of the row.
    ``changed``, ``decided`` and ``secret`` are those of ``domain.record.Record``; ``shown`` is the uid of the record
    that is shown for it, ``parent`` that of the one that it belongs to.
    """

    unit: str
    year: int
    uid: str
    kind: str
    deleted: bool
    fields: bytes
    lines: bytes
    archived: str
    changed: str = ""
    decided: str | None = None
    secret: bool = False
    shown: str | None = None
    parent: str | None = None


class Written(NamedTuple):
    """What is shown of a record: ``fields`` as a JSON object, in UTF-8."""

    uid: str
    decided: str | None
    changed: str | None
    secret: int
    parent: str | None
    fields: bytes


class HeldRow(NamedTuple):
    """A field that is held; ``said`` is its JSON text, ``place`` where it comes in the order of the digest."""

    unit: str
    year: int
    uid: str
    kind: str
    field: str
    said: str | None
    place: int
    hidden: bool = False


class ConflictRow(NamedTuple):
    """A field on which heads differ that do not know of each other."""

    unit: str
    year: int
    uid: str
    kind: str
    field: str
    hidden: bool = False


class Place(NamedTuple):
    """Where a record lies, by its number, too, and whether it is deleted."""

    number: int
    unit: str
    kind: str
    year: int
    deleted: bool
    archived: str


class Outflow:
    """Reads an open store."""

    def __init__(
        self,
        connection: Connection,
        kinds: Kinds,
        signed_logs: Callable[[], Sequence[LogHead]],
        closed_groups: frozenset[Guarded],
    ) -> None:
        """Work on an open store; ``signed_logs`` gives the ends of its logs.

        Nobody can tell who reads what is handed on: what is of ``closed_groups`` is hidden from all.
        """
        self.closed_groups = closed_groups
        closed = frozenset(kind.name for kind in kinds if kind.guarded in closed_groups)
        self._closed = ClosedRows(kinds, lambda: closed)
        self._connection = connection
        self._kinds = kinds
        self._signed_logs = signed_logs
        self._log = EntryLog(connection)

    def hiding(self, groups: frozenset[Guarded]) -> Outflow:
        """Return one that hides these groups as well: offices that hand on to the same place closed them."""
        return Outflow(self._connection, self._kinds, self._signed_logs, self.closed_groups | groups)

    def mark(self) -> str:
        """Return a text that changes whenever anything of what flows out may have: logs, files taken in, archives."""
        told = [
            sorted(self._log.vector().items()),
            self._connection.execute("SELECT max(id), count(taken_back) FROM bundle").fetchone(),
            self._connection.execute("SELECT count(*), max(record) FROM archived_record").fetchone(),
            self._connection.execute("SELECT value FROM setting WHERE name = ?", [FINGERPRINT]).fetchone(),
        ]
        return sha256(json.dumps(told).encode()).hexdigest()

    def logs(self) -> Sequence[LogHead]:
        """Return the ends of the logs that may leave, those of this device signed."""
        return [head for head in self._signed_logs() if head.stream != Stream.DEVICE]

    def units(self) -> Iterator[tuple[str, str | None]]:
        """Yield every unit with the one above it by the tree in force, ``None`` for none."""
        yield from self._connection.execute(
            "SELECT u.uid, a.uid FROM unit u LEFT JOIN parent_in_force p ON p.unit = u.no"
            " LEFT JOIN unit a ON a.no = p.above ORDER BY u.uid"
        )

    def uids(self) -> Iterator[Sequence[str]]:
        """Yield the uids of all records in the order of the digest, some thousands at a time."""
        for chunk in records_in_order(self._connection):
            yield [uid for _kind, uid, _number in chunk]

    def entries_after(self, vector: Vector) -> Iterator[EntryRow]:
        """Yield the entries beyond ``vector``, log by log in ascending order."""
        for head in self._log.logs():
            if head.stream != Stream.DEVICE and head.seq > vector.get(head.key, 0):
                rows = self._connection.execute(
                    f"SELECT {_COLUMNS} WHERE e.id > (SELECT no FROM log WHERE replica = ?1 AND stream = ?2)"
                    f" << {SEQ_BITS} | ?3 AND e.id < ((SELECT no FROM log WHERE replica = ?1 AND stream = ?2) + 1)"
                    f" << {SEQ_BITS} ORDER BY e.id",
                    [*head.key, vector.get(head.key, 0)],
                )
                yield from map(self._entry_row, rows)

    def changed_entries(self, uids: Sequence[str]) -> Iterator[EntryRow]:
        """Yield the entries of records of which some content was erased, held back, or filled in since."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} WHERE r.uid IN (SELECT value FROM json_each(?)) AND l.stream != ?",
            [json.dumps(list(uids)), Stream.DEVICE.value],
        )
        yield from map(self._entry_row, rows)

    def records(self, uids: Sequence[str]) -> Iterator[RecordRow]:
        """Yield records of which something is shown, or was until it went into an archive."""
        places = self.places(uids)
        yield from self._rows(places, self._said([place.number for place in places.values()]))

    def all_records(self, total: ContentDigest) -> Iterator[tuple[Sequence[str], Sequence[RecordRow]]]:
        """Yield the uids of all records and the rows of those of which something is shown, some thousands at a time.

        ``total`` is told what the store holds by the list of its records and by their heads, not by the rows that are
        laid out: one that is lost, doubled or changed on its way makes another digest.
        """
        archived = archived_digests(self._connection)
        for chunk in records_in_order(self._connection):
            numbers, digests = [number for *_names, number in chunk], dict[str, str]()
            rows = list(self._rows(self._places("r.no", numbers), self._said(numbers, digests)))
            for kind, uid, _number in chunk:
                if digest := archived.get(uid) or digests.get(uid):
                    total.add(kind, uid, digest)
            yield [uid for _kind, uid, _number in chunk], rows

    def _said(self, numbers: Sequence[int], digests: dict[str, str] | None = None) -> Iterator[RecordText]:
        """Yield what records of these numbers say, of which something is shown, and note their ``digests``."""
        for text in texts_of(self._connection, numbers):
            if digests is not None:
                digests[text.uid] = digest_of_lines(text.lines)
            yield text

    def _rows(self, places: Mapping[str, Place], told: Iterable[RecordText]) -> Iterator[RecordRow]:
        here = {uid: place for uid, place in places.items() if not place.archived}
        written = self._written(here)
        for text in told:
            if place := here.get(text.uid):
                yield self._record_row(place, text, written.get(text.uid))
        for uid, place in places.items():
            if place.archived:
                yield RecordRow(
                    place.unit, place.year, uid, place.kind, place.deleted, b"{}", b"", place.archived
                )  # fmt: skip

    def _written(self, places: Mapping[str, Place]) -> dict[str, Written]:
        """Return what is shown of records of known kinds, by uid."""
        found: dict[str, Written] = {}
        by_kind: dict[str, list[str]] = {}
        for uid, place in places.items():
            by_kind.setdefault(place.kind, []).append(uid)
        for kind, uids in by_kind.items():
            if kind in self._kinds:
                rows = self._connection.execute(
                    f"SELECT {self._columns_of(kind)} FROM {table_of(kind)}"
                    " WHERE uid IN (SELECT value FROM json_each(?))",
                    [json.dumps(uids)],
                )
                found.update((row[0], Written._make(row)) for row in rows)
        return found

    def _columns_of(self, kind: str) -> str:
        return columns_written(self._kinds, kind, self._closed.condition(self._kinds[kind]))

    def _record_row(self, place: Place, text: RecordText, written: Written | None) -> RecordRow:
        """Lay a record out; of one of no known kind, which nobody can judge here, nothing but that there is one."""
        uid, said, lines = text
        if written is None:
            return RecordRow(
                place.unit, place.year, uid, place.kind, place.deleted, b"{}", b"", digest_of_lines(lines), secret=True
            )  # fmt: skip
        day = self._days[place.kind]
        said_of_day = said.get(day)
        year = place.year if said_of_day is None else year_of_day(bytes(said_of_day).decode(), place.year)
        is_judged = not written.secret and said.keys() <= self._fields[place.kind]
        told = (lines, "") if is_judged else (b"", digest_of_lines(lines))
        return RecordRow(
            place.unit, year, uid, place.kind, place.deleted, _without_nul(written.fields), *told,
            written.changed or "", written.decided, bool(written.secret), self._shown.get(uid), written.parent or None,
        )  # fmt: skip

    @cached_property
    def _fields(self) -> dict[str, frozenset[str]]:
        """The fields of each kind that this version knows: of others nobody can tell here whether they are secret."""
        return {kind.name: frozenset((DELETED, SEEN, *(field.name for field in kind.fields))) for kind in self._kinds}

    @cached_property
    def _days(self) -> dict[str, str]:
        """The field of the day by which each kind is ordered, empty for none."""
        return {kind.name: day_of_order(kind) for kind in self._kinds}

    def marked(self) -> dict[str, tuple[bool, str | None]]:
        """Return of the records that are hidden, or that another is shown for, both: by uid."""
        return {uid: (uid in self._hidden, self._shown.get(uid)) for uid in self._hidden | self._shown.keys()}

    @cached_property
    def _hidden(self) -> frozenset[str]:
        """The records that are secret or closed, or of no known kind: readers are shown their masks."""
        known = ", ".join(f"'{kind.name}'" for kind in self._kinds)
        queries = [
            "SELECT uid FROM secret",
            f"SELECT uid FROM record WHERE kind NOT IN ({known}) AND no NOT IN (SELECT record FROM archived_record)",
        ]
        for kind in self._kinds:
            if condition := self._closed.condition(kind):
                queries.append(f"SELECT uid FROM {table_of(kind.name)} WHERE {condition}")
        return frozenset(uid for (uid,) in self._connection.execute(" UNION ".join(queries)))

    @cached_property
    def _shown(self) -> dict[str, str]:
        return dict(self._connection.execute("SELECT uid, shown FROM shown_as").fetchall())

    def record_digests(self) -> Iterator[tuple[str, str, str]]:
        """Yield kind, uid and digest of all records in the order of the store's digest."""
        return record_digests(self._connection)

    def held_cells(self) -> Iterator[Sequence[str | None]]:
        """Yield all that is held as the digest goes over it."""
        return held_cells(self._connection)

    def held(self) -> Iterator[HeldRow]:
        """Yield all that is held, in the order of the digest."""
        rows = list(held_cells(self._connection))
        places = self.places(list({uid for _kind, uid, _field, _said in rows}))
        for number, (kind, uid, field, said) in enumerate(rows):
            place = places[uid]
            yield HeldRow(place.unit, place.year, uid, kind, field, said, number, uid in self._hidden)

    def conflicts(self) -> Iterator[ConflictRow]:
        """Yield all conflicts."""
        rows = self._connection.execute("SELECT uid, field FROM conflict ORDER BY uid, field").fetchall()
        places = self.places(list({uid for uid, _field in rows}))
        for uid, field in rows:
            place = places[uid]
            yield ConflictRow(place.unit, place.year, uid, place.kind, field, uid in self._hidden)

    def gapped(self) -> frozenset[LogKey]:
        """Return the logs of which some content is not here, but may be elsewhere."""
        rows = self._connection.execute(
            "SELECT DISTINCT l.replica, l.stream FROM entry e JOIN log l"
            f" ON l.no = e.id >> {SEQ_BITS} WHERE e.gone IS NOT NULL"
        )
        return frozenset((replica, stream) for replica, stream in rows)

    @cached_property
    def _names(self) -> dict[int, LogKey]:
        rows = self._connection.execute("SELECT no, replica, stream FROM log")
        return {no: (replica, stream) for no, replica, stream in rows}

    def _entry_row(self, row: Sequence[Any]) -> EntryRow:
        replica, stream, number, clock, kind, uid, place, officer, seen, gone, salt, digest, body = row
        told = json.loads(seen) if seen else {}
        seen_text = join_seen(Seen(*self._names[int(no)], *one) for no, one in told.items()) if told else ""
        return EntryRow(
            place, year_of_clock(clock), replica, stream, number & SEQ_MASK, clock, kind, uid, officer, seen_text, gone,
            bytes(salt), bytes(digest), body,
        )  # fmt: skip

    def places(self, uids: Sequence[str]) -> dict[str, Place]:
        """Return where records lie: the unit by the word that counts, the year of the first entry."""
        return self._places("r.uid", uids)

    def _places(self, key: str, asked: Sequence[str | int]) -> dict[str, Place]:
        rows = self._connection.execute(
            "SELECT r.uid, r.no, r.kind, coalesce(u.uid, w.uid), e.clock, r.deleted IS 1, coalesce(a.digest, '')"
            f" FROM json_each(?) j CROSS JOIN record r ON {key} = j.value"
            " JOIN entry e ON e.id = (SELECT f.id FROM entry f WHERE f.record = r.no ORDER BY f.clock, f.id LIMIT 1)"
            " JOIN unit w ON w.no = e.place LEFT JOIN unit u ON u.no = r.place"
            " LEFT JOIN archived_record a ON a.record = r.no",
            [json.dumps(list(asked))],
        )
        return {
            uid: Place(number, unit, kind, year_of_clock(clock), bool(deleted), archived)
            for uid, number, kind, unit, clock, deleted, archived in rows
        }


def _without_nul(text: bytes) -> bytes:
    """Leave NUL out: databases of the level above keep none inside texts."""
    return text.replace(b"\\u0000", b"")
