"""How an entry is kept as a row of its table, and read from it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from danvan_desktop.domain.clock import clock_number, clock_text
from danvan_desktop.domain.entry import SALT_BYTES, Entry, EntryId, LogKey, MissingValue, Seen, digest_value, salts_of
from danvan_desktop.store.numbering import SEQ_BITS, SEQ_MASK

COLUMNS = (
    "l.replica, l.stream, e.id, e.clock, coalesce((SELECT k.kind FROM other_kind k WHERE k.entry = e.id), r.kind),"
    " r.uid, p.uid, o.uid, e.seen, e.gone, e.salt, e.hash, e.body"
    " FROM entry e JOIN log l ON l.no = e.id >> 40 JOIN record r ON r.no = e.record"
    " JOIN unit p ON p.no = e.place LEFT JOIN officer o ON o.no = e.officer"
)

_HELD, _ERASED = "h", "x"
ARCHIVED = '"a"'
"""What ``entry.gone`` says of an entry whose content is in an archive file; its digests stand in place of the salts."""

HOLDS_BACK = f"""e.gone IS NOT NULL AND instr(e.gone, '["{_HELD}"')"""
"""The condition that some content of an entry ``e`` was held back."""


def plain_row(entry: Entry, log: int, record: int, place: int, officer: int | None) -> tuple[Any, ...]:
    """Lay out an entry that names no other log and lacks nothing, as nearly all do, without what is then empty.

    The arrays of bytes are what the driver takes as it is (``binding``).
    """
    return (
        log << SEQ_BITS | entry.id.seq,
        record,
        place,
        clock_number(entry.timestamp),
        officer,
        bytearray.fromhex(entry.salt),
        bytearray.fromhex(entry.hash),
        body_of(entry.values),
    )


def row_of_entry(
    entry: Entry, numbers: Mapping[LogKey, int], record: int, place: int, officer: int | None
) -> tuple[Any, ...]:
    """Lay an entry out as the columns of its table; the numbers are those of logs, record, unit and officer."""
    seen = {str(numbers[one.log]): [one.seq, one.hash] for one in entry.seen} if entry.seen else None
    replica, stream, seq = entry.id
    return (
        (numbers[replica, stream] << SEQ_BITS) | seq,
        record,
        place,
        clock_number(entry.timestamp),
        officer,
        json.dumps(seen, separators=(",", ":")) if seen else None,
        *content_of(entry),
    )


def content_of(entry: Entry) -> tuple[str | None, bytes, bytes, str]:
    """Lay out what an entry says: what is gone of it, salts, hash and values."""
    values = {name: entry.values.get(name, "null") for name in entry.fields} if entry.gone else entry.values
    return (
        None if entry.salt else _gone_text(entry.gone),
        bytes.fromhex(entry.salt or "".join(entry.salts[name] for name in sorted(entry.salts))),
        bytes.fromhex(entry.hash),
        body_of(values),
    )


def body_of(values: Mapping[str, str]) -> str:
    """Put fields with their JSON texts together as a body."""
    body = ",".join([f'"{name}":{value}' for name, value in values.items()])
    return f"{{{body}}}"


def _gone_text(gone: Mapping[str, MissingValue]) -> str:
    told = {name: [_HELD if one.is_held_back else _ERASED, one.digest] for name, one in gone.items()}
    return json.dumps(told, separators=(",", ":"))


def entry_of(row: Sequence[Any], names: Mapping[int, LogKey], previous: str) -> Entry:
    """Read an entry from its columns; raises ValueError, TypeError or KeyError for what nobody wrote."""
    replica, stream, number, clock, kind, uid, place, officer, seen, gone_text, salt, digest, body = row
    values = raw_values(body)
    gone = _gone(gone_text) if gone_text != ARCHIVED else _archived(list(values), bytes(salt))
    for name in gone:
        values.pop(name, None)
    salts = bytes(salt).hex()
    width = 2 * SALT_BYTES
    return Entry(
        EntryId(replica, stream, number & SEQ_MASK),
        clock_text(clock),
        kind,
        uid,
        place,
        officer or "",
        tuple(sorted(Seen(*names[int(no)], *told) for no, told in json.loads(seen or "{}").items())),
        values,
        salts if gone_text is None else "",
        previous,
        bytes(digest).hex(),
        gone,
        {} if gone_text is None else {name: salts[at * width : (at + 1) * width] for at, name in enumerate(values)},
    )


def _archived(names: Sequence[str], digests: bytes) -> dict[str, MissingValue]:
    width = len(digests) // max(len(names), 1)
    return {
        name: MissingValue(digests[at * width : (at + 1) * width].hex(), is_held_back=True)
        for at, name in enumerate(names)
    }


def _gone(text: str | None) -> dict[str, MissingValue]:
    told = {} if text is None else json.loads(text)
    return {name: MissingValue(digest, mark == _HELD) for name, (mark, digest) in told.items()}


def raw_values(body: str) -> dict[str, str]:
    """Take an entry's body apart into its fields and their JSON texts, to the character as their author wrote them."""
    return {name: str(value, "utf-8") for name, value in _body_decoder()(body).items()}


def heads_said(body: bytes) -> dict[str, tuple[bytes]]:
    """Take an entry's body apart as ``raw_values`` does, in UTF-8; each text stands alone, as that of a sole head."""
    return {name: (bytes(value),) for name, value in said_in(body).items()}


def said_in(body: bytes) -> Mapping[str, Any]:
    """Take an entry's body apart without a copy of what it says: each text is a view of the body, for ``bytes``."""
    return _body_decoder()(body)


@cache
def _body_decoder() -> Callable[[str | bytes], Mapping[str, Any]]:
    """Make the decoder once: to make it takes longer than to read a body."""
    import msgspec  # loaded here: the window opens without it

    return msgspec.json.Decoder(dict[str, msgspec.Raw]).decode


def filled(entry: Entry, other: Entry) -> Entry | None:
    """Return a known entry with the content that another copy of it has and it lacks, ``None`` when that is nothing.

    Each value that is taken has the digest that the known entry tells.
    """
    salts = salts_of(other.salt, other.fields) if other.salt else other.salts
    found = {
        name: other.values[name]
        for name, one in entry.gone.items()
        if one.is_held_back and name in other.values and digest_value(other.values[name], salts[name]) == one.digest
    }
    if not found:
        return None
    gone = {name: one for name, one in entry.gone.items() if name not in found}
    values = dict(sorted({**entry.values, **found}.items()))
    kept = {**entry.salts, **{name: salts[name] for name in found}}
    whole = other.salt if not gone else ""
    return Entry(
        entry.id, entry.timestamp, entry.kind, entry.uid, entry.place, entry.officer, entry.seen, values, whole,
        entry.previous, entry.hash, gone, {} if whole else {name: kept[name] for name in values},
    )  # fmt: skip
