"""What each record comes to, as one digest: those of all records give that of the store."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from danvan_desktop.domain.entry import SEEN
from danvan_desktop.domain.stream import Stream
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.entry_rows import ARCHIVED, heads_said, said_in
from danvan_desktop.store.schema import HELD

Heads = Mapping[str, Sequence[bytes | None]]
"""Of each field of a record the JSON texts of its heads in UTF-8, the shown one first; ``None`` for what is gone.

They stay the bytes that the store keeps: of some millions of texts none is decoded only to be encoded again.
"""

Row = tuple[str, bytes, str | None, str | None]
"""An entry that says something of a record: its uid, the body, what is gone of it, which fields stand no more."""


class RecordText(NamedTuple):
    """What a record says: of each field the JSON text that is shown, for ``bytes``, and the lines of its digest."""

    uid: str
    said: Mapping[str, Any]
    lines: bytes


_EMPTY, _QUOTED_EMPTY = b"null", b'"null"'
"""What is said of a field that is empty; in quotes, as a line has it, only an empty field reads so."""
_BETWEEN = b"\0"
"""What no JSON text has within it."""
_PARTS = 3
"""What a line is put together from: how it begins, what is said, how it ends."""
_SAID = "CASE WHEN gone IS NULL THEN value END"
_SHARED = f"stream != '{Stream.DEVICE.value}'"
"""What may leave the store: the rest is nowhere else, and two stores are equal without it."""
_HEAD_BESIDE = 1
_CHUNK = 2_000
"""How many records are read at a time: memory stays flat whatever the store's size."""


def digest_of(connection: Connection, kind: str | None = None) -> str:
    """Return one SHA-256 over the derived state: equal digests mean equal content, of what may leave a store at all.

    It goes over the records in the order of kinds and uids, each with its digest, archived ones with the one that they
    had when they left, then over what is held.
    """
    return digest_of_rows(record_digests(connection, kind), held_cells(connection, kind))


def record_digests(connection: Connection, kind: str | None = None) -> Iterator[tuple[str, str, str]]:
    """Yield kind, uid and digest of all records of which something is shown, in the order of the digest."""
    return merge(_of_records(connection, kind), sorted(_of_archived(connection, kind)))


def digest_of_rows(records: Iterable[tuple[str, str, str]], held: Iterable[Sequence[str | None]]) -> str:
    """Return the digest of a store of these rows, in their order: kind, uid, digest; kind, uid, field, what was said.

    Whatever keeps them so has the same digest as the store that they are of.
    """
    total = ContentDigest()
    for row in records:
        total.add(*row)
    return total.with_held(held)


class ContentDigest:
    """The digest of a store of which the records come one after the other, in the order of kinds and uids."""

    def __init__(self) -> None:
        """Begin with no records."""
        self._total = sha256()

    def add(self, kind: str, uid: str, digest: str) -> None:
        """Take in the next record, with its own digest."""
        self._total.update(f"{kind}\n{uid}\n{digest}\n".encode())

    def add_lines(self, lines: bytes) -> None:
        """Take in the next records as they are digested: kind, uid and digest, a line each."""
        self._total.update(lines)

    def with_held(self, held: Iterable[Sequence[str | None]]) -> str:
        """Return the digest of all records and of what is held."""
        for row in held:
            self._total.update(json.dumps([*row, "held"], ensure_ascii=False).encode() + b"\n")
        return self._total.hexdigest()


def held_cells(connection: Connection, kind: str | None = None) -> Iterator[tuple[str, str, str, str | None]]:
    """Yield what is held, in the order of the digest: kind, uid, field, JSON text, which is ``None`` for what is gone.

    What is about archived records is not among it.
    """
    yield from connection.execute(
        f"SELECT kind, uid, field, {_SAID} AS said FROM cell"
        f" WHERE entry IN (SELECT entry FROM shadow WHERE state = {HELD}) AND state = {HELD}"
        " AND entry NOT IN (SELECT e.id FROM archived_record a JOIN entry e ON e.record = a.record)"
        f" AND (? IS NULL OR kind = ?) AND field != ? AND {_SHARED}"
        " ORDER BY kind, uid, field, said, replica, stream, seq",
        [kind, kind, SEEN],
    )


def texts_of(connection: Connection, records: Sequence[int]) -> Iterator[RecordText]:
    """Yield what records say, told by their numbers, in the order of the numbers.

    A record of which nothing may leave the store, or nothing stands, is not among them. Bodies are taken apart here:
    SQLite would read each once more for every field.
    """
    rows = connection.execute(
        "SELECT r.uid, CAST(e.body AS BLOB), e.gone,"
        " CASE WHEN e.id IN (SELECT entry FROM shadow)"
        " THEN (SELECT json_group_object(s.field, s.state) FROM shadow s WHERE s.entry = e.id) END"
        " FROM json_each(?) j CROSS JOIN record r ON r.no = j.value"
        " CROSS JOIN entry e ON e.record = r.no AND e.spent IS NULL CROSS JOIN log l ON l.no = e.id >> 40"
        f" WHERE {_SHARED} ORDER BY j.id, e.clock DESC, l.replica DESC, l.stream DESC, e.id DESC",
        [json.dumps(records)],
    )
    for uid, found in groupby(rows, key=itemgetter(0)):
        entries = list(found)
        text = _text_of_sole_heads(uid, entries) or _text_of_heads(uid, _heads(entries))
        if text.lines:
            yield text


def _text_of_heads(uid: str, heads: Heads) -> RecordText:
    return RecordText(uid, {field: values[0] for field, values in heads.items()}, digested_lines(heads))


def _text_of_sole_heads(uid: str, entries: Sequence[Row]) -> RecordText | None:
    """Return what a record says of which each field was said once, by what nothing is gone of; ``None`` for others.

    That is nearly every record. All its values are escaped as one text, and put into lines that are made once.
    """
    said: dict[str, Any] = {}
    count = 0
    for _uid, body, gone, shadow in entries:
        if gone is not None or shadow is not None:
            return None
        one = said_in(body)
        count += len(one)
        said.update(one)
    if len(said) != count:
        return None
    said.pop(SEEN, None)
    fields = sorted(said)
    text = _BETWEEN.join([said[field] for field in fields])
    values = text.replace(b"\\", b"\\\\").replace(b'"', b'\\"').split(_BETWEEN)
    if b"\n" in text or b"\t" in text or b"\r" in text or len(values) != len(fields):
        return None
    if _EMPTY in values:
        filled = [(field, value) for field, value in zip(fields, values, strict=True) if value != _EMPTY]
        fields, values = [field for field, _value in filled], [value for _field, value in filled]
    return RecordText(uid, said, _lines_for(tuple(fields)) % tuple(values))


def _heads(entries: Iterable[Row]) -> Heads:
    heads: dict[str, tuple[bytes | None, ...]] = {}
    for _uid, body, gone, shadow in entries:
        said = heads_said(body) if gone is None and shadow is None else _heads_left(body, gone, shadow)
        if said.keys().isdisjoint(heads):
            heads.update(said)
        else:
            heads.update({field: heads.get(field, ()) + value for field, value in said.items()})
    heads.pop(SEEN, None)
    return heads


def _heads_left(body: bytes, gone: str | None, shadow: str | None) -> Mapping[str, tuple[bytes | None]]:
    """Return what those fields of an entry say that are heads, where some of them are not, or are gone."""
    said: Mapping[str, tuple[bytes | None]] = heads_said(body)
    if gone is not None:
        lost: Iterable[str] = said if gone == ARCHIVED else json.loads(gone)
        said = {**said, **dict.fromkeys(lost, (None,))}
    if shadow is None:
        return said
    states = json.loads(shadow)
    return {field: value for field, value in said.items() if states.get(field, _HEAD_BESIDE) == _HEAD_BESIDE}


def digest_of_record(connection: Connection, record: int) -> str:
    """Return the digest of one record, empty when nothing of it is shown.

    It goes over its fields in order, each with the distinct values of its heads, the shown one first; empty fields do
    not count, so that content entered twice by different ways is equal, nor what the author of a deletion had seen.
    """
    return next((digest_of_lines(text.lines) for text in texts_of(connection, [record])), "")


def records_in_order(connection: Connection, kind: str | None = None) -> Iterator[Sequence[tuple[str, str, int]]]:
    """Yield kind, uid and number of all records in the order of the digest, some thousands at a time."""
    rows = connection.execute(
        "SELECT kind, uid, no FROM record WHERE ?1 IS NULL OR kind = ?1 ORDER BY kind, uid", [kind]
    )
    while chunk := rows.fetchmany(_CHUNK):
        yield chunk


def _of_records(connection: Connection, kind: str | None) -> Iterator[tuple[str, str, str]]:
    for chunk in records_in_order(connection, kind):
        kinds = {uid: name for name, uid, _number in chunk}
        for text in texts_of(connection, [number for _name, _uid, number in chunk]):
            yield kinds[text.uid], text.uid, digest_of_lines(text.lines)


def archived_digests(connection: Connection) -> Mapping[str, str]:
    """Return of the records that are in an archive file the digest that they had when they left, by uid."""
    return {uid: digest for _kind, uid, digest in _of_archived(connection, None)}


def _of_archived(connection: Connection, kind: str | None) -> list[tuple[str, str, str]]:
    rows = connection.execute(
        "SELECT r.kind, r.uid, a.digest FROM archived_record a JOIN record r ON r.no = a.record"
        " WHERE a.digest != '' AND (? IS NULL OR r.kind = ?)",
        [kind, kind],
    )
    return [(str(name), str(uid), str(digest)) for name, uid, digest in rows]


def digest_of_lines(lines: bytes) -> str:
    """Return the digest of a record of these lines."""
    return sha256(lines).hexdigest()


def digested_lines(heads: Heads) -> bytes:
    """Write what the digest of a record goes over, a line a field; empty when nothing of it is shown.

    A line is what ``json.dumps`` writes of the field and its distinct JSON texts, in UTF-8.
    """
    parts: list[bytes] = []
    for field in sorted(heads):
        values = heads[field]
        if len(values) == 1 and (value := values[0]) is not None:
            if value != _EMPTY:
                parts += (_beginning(field), value.replace(b"\\", b"\\\\").replace(b'"', b'\\"'), b'"]]\n')
        elif (said := _said_of_all(values)) != _QUOTED_EMPTY:
            parts += (_beginning(field)[:-1], said, b"]]\n")
    lines = b"".join(parts)
    is_plain = lines.count(b"\n") * _PARTS == len(parts) and b"\t" not in lines and b"\r" not in lines
    return lines if is_plain else _with_blanks_escaped(parts)


def _with_blanks_escaped(parts: Sequence[bytes]) -> bytes:
    """Join the parts of lines: a list may have been written with blanks between its members, which a line escapes."""
    escaped = [part.replace(b"\n", b"\\n").replace(b"\r", b"\\r").replace(b"\t", b"\\t") for part in parts]
    return b"".join(part if at % _PARTS == _PARTS - 1 else escaped[at] for at, part in enumerate(parts))


@lru_cache(maxsize=4_096)
def _lines_for(fields: tuple[str, ...]) -> bytes:
    """Return the lines of these fields, each with room for its one value."""
    return b"".join([_beginning(field).replace(b"%", b"%%") + b'%b"]]\n' for field in fields])


@lru_cache(maxsize=4_096)
def _beginning(field: str) -> bytes:
    return f'[{json.dumps(field, ensure_ascii=False)}, ["'.encode()


def _said_of_all(values: Sequence[bytes | None]) -> bytes:
    return b", ".join([b"null" if value is None else _quoted(value) for value in dict.fromkeys(values)])


def _quoted(value: bytes) -> bytes:
    return b'"' + value.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'
