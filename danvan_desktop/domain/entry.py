"""Entries: the append-only facts that records are derived from.

An entry holds all fields that one save set in one record, of those that travel together. Each log, one per (replica,
stream), is gapless and chained by hashes: the hash of an entry covers its identity, what it knew of, the names of its
fields, a salted digest of each value, and the hash before it. A value can thus be redacted or held back without
breaking the chain, and cannot be guessed from its digest.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256, shake_256
from json.encoder import encode_basestring
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from danvan_desktop.domain.fields import Value

DELETED = "deleted"
"""The field that marks a record as deleted; every kind has it."""

SEEN = "seen"
"""The field that tells which entries of a record its author had seen when deleting or finishing it.

Its value is text (``domain.endings``): of each log that the record's heads are of, the newest entry with the beginning
of its hash. An edit beyond it was made without knowing of the deletion, and is shown to a person.
"""

SYSTEM_FIELDS = frozenset({DELETED, SEEN})
"""The fields that every kind has and none declares."""

NO_HASH = ""
"""What stands for the previous hash of a log's first entry."""

NO_ENTRY = "0" * 16
"""What stands for the beginning of the hash of an entry before the first."""

SALT_BYTES = 16

LAST_SEQ = 10**12 - 1
"""The greatest place in a log: no number that somebody invents reaches into the rows of another log (``numbering``)."""

_EMPTY = sha256()

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_CONSTANTS = {None: "null", True: "true", False: "false"}


LogKey = tuple[str, str]
"""Names one log everywhere: replica and stream."""


class EntryId(NamedTuple):
    """Names one entry everywhere: its replica, its stream, its place in that log from 1."""

    replica: str
    stream: str
    seq: int

    def __str__(self) -> str:
        """Write as ``replica:stream:seq``."""
        return f"{self.replica}:{self.stream}:{self.seq}"

    @property
    def log(self) -> LogKey:
        """The log that it is in."""
        return self.replica, self.stream

    @classmethod
    def parse(cls, text: str) -> EntryId:
        """Read the form that ``str`` writes; raises ValueError for any other."""
        replica, stream, seq = text.split(":")
        is_number = seq.isdecimal() and seq.isascii() and len(seq) <= len(str(LAST_SEQ))
        if not replica or not stream or not is_number:
            raise ValueError(f"not an entry's id: {text!r}")
        return cls(replica, stream, int(seq))


class Seen(NamedTuple):
    """The newest entry of a log that an author knew of, with the beginning of its hash.

    Nobody can name an entry that is not made yet: its hash holds a salt drawn by chance.
    """

    replica: str
    stream: str
    seq: int
    hash: str

    def __str__(self) -> str:
        """Write as ``replica:stream:seq:hash``."""
        return f"{self.replica}:{self.stream}:{self.seq}:{self.hash}"

    @property
    def log(self) -> LogKey:
        """The log that it is in."""
        return self.replica, self.stream

    @classmethod
    def of(cls, entry_id: EntryId, digest: str) -> Seen:
        """Name an entry by its id and its whole hash, which is empty for what is before the first."""
        return cls(*entry_id, (digest or NO_ENTRY)[: len(NO_ENTRY)])

    @classmethod
    def parse(cls, text: str) -> Seen:
        """Read the form that ``str`` writes; raises ValueError for any other."""
        entry, _colon, digest = text.rpartition(":")
        return cls(*EntryId.parse(entry), digest)


class MissingValue(NamedTuple):
    """A value that is not here: its digest, and whether it was held back (another bundle may bring it) or erased."""

    digest: str
    is_held_back: bool


class Entry(Struct, frozen=True):
    """What one officer set in one record by one save.

    ``place`` is the uid of the unit that the record is of, by its author's word. ``values`` are JSON texts by field,
    ``gone`` the fields whose content is not here. ``seen`` is, of other logs, the newest entry that its author knew of
    for these fields; of its own log it knew all before, unless ``seen`` names less. ``salt`` is hexadecimal and gives
    each field's salt; once anything is gone, ``salts`` keeps those of the rest in its place. ``timestamp`` is a hybrid
    clock's, hashes are hexadecimal.
    """

    id: EntryId
    timestamp: str
    kind: str
    uid: str
    place: str
    officer: str
    seen: tuple[Seen, ...]
    values: Mapping[str, str]
    salt: str
    previous: str
    hash: str
    gone: Mapping[str, MissingValue] = field(default_factory=dict)
    salts: Mapping[str, str] = field(default_factory=dict)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that it sets, in order."""
        return tuple(sorted([*self.values, *self.gone]))

    def knows(self, other: EntryId) -> bool:
        """Tell whether it supersedes another entry in the fields that both set."""
        told = next((one.seq for one in self.seen if one.log == other.log), None)
        if told is None:
            return other.log == self.id.log and other.seq < self.id.seq
        return other.seq <= told


def encode_value(value: Value) -> str:
    """Write a value as the compact JSON that logs keep."""
    # Python's encoder asks much before it writes a text, and goes the long way of nested values for what is none.
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None or isinstance(value, bool):
        return _CONSTANTS[value]
    return _ENCODER.encode(value)


def salts_of(salt: str, names: Iterable[str]) -> dict[str, str]:
    """Return the salts of the fields of an entry, hexadecimal, from its own; ``names`` in ascending order."""
    fields = list(names)
    drawn = shake_256(bytes.fromhex(salt)).hexdigest(SALT_BYTES * len(fields))
    return {name: drawn[2 * SALT_BYTES * at : 2 * SALT_BYTES * (at + 1)] for at, name in enumerate(fields)}


def digest_value(value: str, salt: str) -> str:
    """Digest a value's JSON text with its salt."""
    return _sha256(bytes.fromhex(salt) + value.encode())


def _sha256(data: bytes) -> str:
    """Digest from a copy of an empty digest, which takes a third less than to begin one."""
    digest = _EMPTY.copy()
    digest.update(data)
    return digest.hexdigest()


def digest_entry(
    entry_id: EntryId,
    timestamp: str,
    kind: str,
    uid: str,
    place: str,
    officer: str,
    seen: str,
    names: str,
    digests: str,
    previous: str,
) -> str:
    """Digest an entry: its parts joined by line feeds, none of which may hold one.

    ``seen`` is as ``join_seen`` writes it; ``names`` are its fields, ascending, with a blank between, ``digests`` those
    of its values in the same order.
    """
    replica, stream, seq = entry_id
    joined = (
        f"{previous}\n{replica}\n{stream}\n{seq}\n{timestamp}\n{kind}\n{uid}\n{place}\n{officer}\n{seen}\n"
        f"{names}\n{digests}"
    )
    digest = _EMPTY.copy()
    digest.update(joined.encode())
    return digest.hexdigest()


def join_ids(ids: Iterable[EntryId]) -> str:
    """Write ids as logs and hashes keep them."""
    return " ".join(map(str, sorted(ids)))


def newest_by_log(ids: Iterable[EntryId]) -> dict[LogKey, int]:
    """Return of each log the highest number among these entries."""
    newest: dict[LogKey, int] = {}
    for one in ids:
        newest[one.log] = max(one.seq, newest.get(one.log, 0))
    return newest


def split_ids(text: str) -> tuple[EntryId, ...]:
    """Read what ``join_ids`` wrote."""
    return tuple(EntryId.parse(part) for part in text.split())


def join_seen(seen: Iterable[Seen]) -> str:
    """Write what an author knew as lines and hashes keep it: in ascending order, joined by blanks."""
    return " ".join(map(str, sorted(seen)))


def split_seen(text: str) -> tuple[Seen, ...]:
    """Read what ``join_seen`` wrote."""
    return tuple(Seen.parse(part) for part in text.split())


def digests_of(entry: Entry) -> dict[str, str]:
    """Return the digests of an entry's values, by field, ascending."""
    if entry.salt and not entry.gone:
        fields = sorted(entry.values)
        return dict(zip(fields, _digests(_encoded(entry.values, fields), entry.salt), strict=True))
    salts = salts_of(entry.salt, entry.fields) if entry.salt else entry.salts
    return {
        name: entry.gone[name].digest if name in entry.gone else digest_value(entry.values[name], salts[name])
        for name in entry.fields
    }


def _encoded(values: Mapping[str, str], fields: Iterable[str]) -> list[bytes]:
    return [values[name].encode() for name in fields]


def _digests(values: Sequence[bytes], salt: str) -> list[str]:
    """Digest values in the order of their fields, which ascend, each with its part of what is drawn from the salt."""
    drawn, start = shake_256(bytes.fromhex(salt)).digest(SALT_BYTES * len(values)), 0
    digests, copy = [], _EMPTY.copy
    for value in values:
        digest = copy()
        digest.update(drawn[start : start + SALT_BYTES] + value)
        digests.append(digest.hexdigest())
        start += SALT_BYTES
    return digests


def hash_of(entry: Entry) -> str:
    """Return the hash that follows from an entry's parts."""
    if entry.salt and not entry.gone:
        names = sorted(entry.values)
        digests = _digests(_encoded(entry.values, names), entry.salt)
    else:
        told = digests_of(entry)
        names, digests = list(told), list(told.values())
    return digest_entry(
        entry.id,
        entry.timestamp,
        entry.kind,
        entry.uid,
        entry.place,
        entry.officer,
        join_seen(entry.seen) if entry.seen else "",
        " ".join(names),
        "".join(digests),
        entry.previous,
    )


def seal(
    entry_id: EntryId,
    *,
    timestamp: str,
    kind: str,
    uid: str,
    place: str,
    officer: str,
    seen: Iterable[Seen],
    values: Mapping[str, str],
    salt: str,
    previous: str,
) -> Entry:
    """Make an entry with its hash."""
    ordered = dict(sorted(values.items()))
    known = tuple(sorted(seen))
    digests = "".join(_digests(_encoded(ordered, ordered), salt))
    digest = digest_entry(
        entry_id, timestamp, kind, uid, place, officer, join_seen(known), " ".join(ordered), digests, previous
    )
    return Entry(entry_id, timestamp, kind, uid, place, officer, known, ordered, salt, previous, digest)


def seal_read(
    entry_id: EntryId,
    timestamp: str,
    kind: str,
    uid: str,
    place: str,
    officer: str,
    seen: tuple[str, tuple[Seen, ...]],
    values: Mapping[str, bytes],
    salt: str,
    previous: str,
) -> Entry:
    """Make an entry of what was read, as ``seal`` does: fields and ``seen``, in text and taken apart, ascend already.

    Raises UnicodeDecodeError.
    """
    written, known = seen
    digests = "".join(_digests(tuple(values.values()), salt))
    digest = digest_entry(entry_id, timestamp, kind, uid, place, officer, written, " ".join(values), digests, previous)
    texts = {name: value.decode() for name, value in values.items()}
    return Entry(entry_id, timestamp, kind, uid, place, officer, known, texts, salt, previous, digest)


def is_intact(entry: Entry) -> bool:
    """Tell whether an entry's hash is that of its parts."""
    return hash_of(entry) == entry.hash


def marked(entry: Entry, erased: Collection[str]) -> Entry:
    """Return an entry without the content of the ``erased`` fields; what else is gone of it counts as held back."""
    bare = without(entry, erased, is_held_back=False)
    gone = {name: one._replace(is_held_back=name not in erased) for name, one in bare.gone.items()}
    return replace(bare, gone=gone)


def without(entry: Entry, names: Iterable[str], *, is_held_back: bool) -> Entry:
    """Return an entry without the content of some fields, which it has; the rest keeps its salts and the hash stays.

    The salt of the whole must go with them: it would tell those of the fields that are gone.
    """
    leaving = set(names) & set(entry.values)
    if not leaving:
        return entry
    digests = digests_of(entry)
    salts = salts_of(entry.salt, entry.fields) if entry.salt else entry.salts
    gone = {**entry.gone, **{name: MissingValue(digests[name], is_held_back) for name in leaving}}
    values = {name: value for name, value in entry.values.items() if name not in leaving}
    return Entry(
        entry.id,
        entry.timestamp,
        entry.kind,
        entry.uid,
        entry.place,
        entry.officer,
        entry.seen,
        values,
        "",
        entry.previous,
        entry.hash,
        dict(sorted(gone.items())),
        {name: salts[name] for name in values},
    )
