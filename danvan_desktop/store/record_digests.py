"""What each record comes to, as one digest: those of all records give that of the store."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from itertools import groupby

from danvan_desktop.domain.entry import SEEN
from danvan_desktop.domain.stream import Stream
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.schema import HELD

_quoted: Callable[[str], str] = json.encoder.encode_basestring
"""Writes a text as ``json.dumps`` does; an encoder for each of some millions of fields takes four times as long."""
_quoted_name: Callable[[str], str] = lru_cache(maxsize=4_096)(_quoted)
_EMPTY: str | None = "null"
"""What is said of a field that is empty; in quotes, as a line has it, only an empty field reads so."""
_QUOTED_EMPTY = _quoted("null")
_SAID = "CASE WHEN gone IS NULL THEN value END"
_SHARED = f"stream != '{Stream.DEVICE.value}'"
"""What may leave the store: the rest is nowhere else, and two stores are equal without it."""
_RANKED = "clock DESC, replica DESC, stream DESC, seq DESC"


def digest_of(connection: Connection, kind: str | None = None) -> str:
    """Return one SHA-256 over the derived state: equal digests mean equal content, of what may leave a store at all.

    It goes over the records in the order of kinds and uids, each with its digest, archived ones with the one that they
    had when they left, then over what is held.
    """
    return digest_of_rows(
        sorted([*_of_records(connection, kind), *_of_archived(connection, kind)]), held_cells(connection, kind)
    )


def digest_of_rows(records: Iterable[tuple[str, str, str]], held: Iterable[Sequence[str | None]]) -> str:
    """Return the digest of a store of these rows, in their order: kind, uid, digest; kind, uid, field, what was said.

    Whatever keeps them so has the same digest as the store that they are of.
    """
    total = sha256()
    for name, uid, digest in records:
        total.update(f"{name}\n{uid}\n{digest}\n".encode())
    for row in held:
        total.update(json.dumps([*row, "held"], ensure_ascii=False).encode() + b"\n")
    return total.hexdigest()


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


def cells_of(connection: Connection, uids: Sequence[str]) -> Iterator[tuple[str, Sequence[tuple[str, str | None]]]]:
    """Yield of records the fields with what their heads say, the shown one first, as their digests go over them."""
    rows = connection.execute(
        f"SELECT uid, field, {_SAID} FROM head WHERE record IN (SELECT r.no FROM json_each(?) j CROSS JOIN record r"
        f" ON r.uid = j.value) AND field != ? AND {_SHARED} ORDER BY uid, field, {_RANKED}",
        [json.dumps(list(uids)), SEEN],
    )
    for uid, members in groupby(rows, key=lambda row: str(row[0])):
        yield uid, [(field, said) for _uid, field, said in members]


def digest_of_record(connection: Connection, record: int) -> str:
    """Return the digest of one record, empty when nothing of it is shown.

    It goes over its fields in order, each with the distinct values of its heads, the shown one first; empty fields do
    not count, so that content entered twice by different ways is equal, nor what the author of a deletion had seen.
    """
    rows = connection.execute(
        f"SELECT field, {_SAID} FROM head WHERE record = ? AND field != ? AND {_SHARED} ORDER BY field, {_RANKED}",
        [record, SEEN],
    )
    return _digest(rows)


def _of_records(connection: Connection, kind: str | None) -> Iterator[tuple[str, str, str]]:
    rows = connection.execute(
        f"SELECT kind, uid, field, {_SAID} FROM head WHERE (? IS NULL OR kind = ?) AND field != ? AND {_SHARED}"
        f" ORDER BY kind, uid, field, {_RANKED}",
        [kind, kind, SEEN],
    )
    for (name, uid), members in groupby(rows, key=lambda row: row[:2]):
        digest = _digest(row[2:] for row in members)
        if digest:
            yield name, uid, digest


def _of_archived(connection: Connection, kind: str | None) -> list[tuple[str, str, str]]:
    rows = connection.execute(
        "SELECT r.kind, r.uid, a.digest FROM archived_record a JOIN record r ON r.no = a.record"
        " WHERE a.digest != '' AND (? IS NULL OR r.kind = ?)",
        [kind, kind],
    )
    return [(str(name), str(uid), str(digest)) for name, uid, digest in rows]


def _digest(cells: Iterable[tuple[str, str | None]]) -> str:
    lines = digested_lines(cells)
    return sha256(lines.encode()).hexdigest() if lines else ""


def digested_lines(cells: Iterable[tuple[str, str | None]]) -> str:
    """Write what the digest of a record goes over, a line a field; empty when nothing of it is shown."""
    lines: list[str] = []
    last, values = "", [_EMPTY]
    for field, said in cells:
        if field == last:
            values.append(said)
            continue
        if values != [_EMPTY]:
            lines.append(_line(last, values))
        last, values = field, [said]
    if values != [_EMPTY]:
        lines.append(_line(last, values))
    return "".join(lines)


def _line(field: str, values: Sequence[str | None]) -> str:
    distinct = dict.fromkeys(values) if len(values) > 1 else values
    said = ", ".join(["null" if value is None else _quoted(value) for value in distinct])
    return "" if said == _QUOTED_EMPTY else f"[{_quoted_name(field)}, [{said}]]\n"
