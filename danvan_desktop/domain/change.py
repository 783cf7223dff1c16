"""Changes: the append-only facts that records are derived from.

Each log, one per (replica, stream), is gapless and chained by hashes: the hash of a change covers its identity, its
parents, a salted digest of its value and the hash before it. A value can thus be redacted without breaking the chain,
and cannot be guessed from its digest.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from danvan_desktop.domain.fields import Value

DELETED = "deleted"
"""The field that marks a record as deleted; every kind has it."""

SEEN = "seen"
"""The field that tells which changes of a record its author had seen when deleting or finishing it.

Its value is text: of each log that the record's heads are of, the highest change, as ids joined by spaces. An edit
beyond it was made without knowing of the deletion, and is shown to a person.
"""

SYSTEM_FIELDS = frozenset({DELETED, SEEN})
"""The fields that every kind has and none declares."""

NO_HASH = ""
"""What stands for the previous hash of a log's first change."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class ChangeId(NamedTuple):
    """Names one change everywhere: its replica, its stream, its place in that log from 1."""

    replica: str
    stream: str
    seq: int

    def __str__(self) -> str:
        """Write as ``replica:stream:seq``."""
        return f"{self.replica}:{self.stream}:{self.seq}"

    @classmethod
    def parse(cls, text: str) -> ChangeId:
        """Read the form that ``str`` writes; raises ValueError for any other."""
        replica, stream, seq = text.split(":")
        if not replica or not stream or not seq.isdecimal() or not seq.isascii():
            raise ValueError(f"not a change id: {text!r}")
        return cls(replica, stream, int(seq))


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one record set to one value by one officer.

    ``value`` is JSON text, or ``None`` when the payload was redacted or, with ``held_back``, stayed with its sender;
    ``parents`` are the heads that its author saw and superseded; ``timestamp`` is a hybrid clock's; ``salt`` and the
    hashes are hexadecimal.
    """

    id: ChangeId
    timestamp: str
    kind: str
    uid: str
    field: str
    value: str | None
    salt: str
    value_digest: str
    parents: tuple[ChangeId, ...]
    officer: str
    previous: str
    hash: str
    held_back: bool = False


def encode_value(value: Value) -> str:
    """Write a value as the compact JSON that logs keep."""
    return _ENCODER.encode(value)


def digest_value(value: str, salt: str) -> str:
    """Digest a value's JSON text with its salt."""
    return sha256(f"{salt}\n{value}".encode()).hexdigest()


def digest_change(
    change_id: ChangeId,
    timestamp: str,
    kind: str,
    uid: str,
    field: str,
    value_digest: str,
    parents: str,
    officer: str,
    previous: str,
) -> str:
    """Digest a change: its parts joined by line feeds, none of which may hold one.

    ``parents`` is the ids joined by spaces in ascending order.
    """
    replica, stream, seq = change_id
    joined = (
        f"{replica}\n{stream}\n{seq}\n{timestamp}\n{kind}\n{uid}\n{field}\n"
        f"{value_digest}\n{parents}\n{officer}\n{previous}"
    )
    return sha256(joined.encode()).hexdigest()


def join_parents(parents: tuple[ChangeId, ...]) -> str:
    """Write parents as logs and hashes keep them."""
    if not parents:
        return ""
    return " ".join(str(parent) for parent in sorted(parents))


def split_parents(text: str) -> tuple[ChangeId, ...]:
    """Read what ``join_parents`` wrote."""
    return tuple(ChangeId.parse(part) for part in text.split())


def seal(
    change_id: ChangeId,
    *,
    timestamp: str,
    kind: str,
    uid: str,
    field: str,
    value: str,
    salt: str,
    parents: tuple[ChangeId, ...],
    officer: str,
    previous: str,
) -> Change:
    """Make a change with its digests."""
    value_digest = digest_value(value, salt)
    digest = digest_change(
        change_id, timestamp, kind, uid, field, value_digest, join_parents(parents), officer, previous
    )
    return Change(change_id, timestamp, kind, uid, field, value, salt, value_digest, parents, officer, previous, digest)


def is_intact(change: Change) -> bool:
    """Tell whether a change's digests are those of its parts."""
    if change.value is not None and digest_value(change.value, change.salt) != change.value_digest:
        return False
    expected = digest_change(
        change.id,
        change.timestamp,
        change.kind,
        change.uid,
        change.field,
        change.value_digest,
        join_parents(change.parents),
        change.officer,
        change.previous,
    )
    return expected == change.hash
