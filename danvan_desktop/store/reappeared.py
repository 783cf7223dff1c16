"""What was erased at somebody's request and stands there again, since another laptop wrote it without knowing.

A redaction names values, and what somebody types is another value: it stays until a person erases it, too
(docs/decisions/0037-erased-wherever-it-went.md). So that nobody believes it gone, it is told when it meets.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from danvan_desktop.domain.kind import Kinds
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.numbering import SEQ_BITS
from danvan_desktop.store.reading import Reader
from danvan_desktop.store.settings import Settings

_LET_BE = "reappeared.kept"
"""The setting that holds which values a person looked at and let be, by their marks."""

_AGAIN = f"""
    FROM erasure x CROSS JOIN log l ON l.replica = x.replica AND l.stream = x.stream
    CROSS JOIN entry n ON n.id = l.no << {SEQ_BITS} | x.seq AND n.gone ->> ('$."' || x.field || '"[0]') = 'x'
    CROSS JOIN entry b ON b.id = x.by CROSS JOIN record told ON told.no = b.record
    CROSS JOIN log author ON author.no = x.by >> {SEQ_BITS}
    CROSS JOIN head h ON h.record = n.record AND h.field = x.field AND h.gone IS NULL AND h.value != 'null'
    WHERE NOT (h.replica = author.replica AND h.clock >= b.clock)
"""
"""Heads of a field of which some value is erased; whoever erased one knows of it in what he writes later."""
_MET = f"""
    SELECT DISTINCT h.uid {_AGAIN} AND n.record IN (SELECT record FROM temp.touched)
    AND (h.entry IN (SELECT entry FROM temp.arrived) OR x.by IN (SELECT entry FROM temp.arrived))
"""
_STANDING = f"""
    SELECT DISTINCT h.uid, h.kind, x.field, h.replica || ':' || h.stream || ':' || h.seq || ':' || x.field {_AGAIN}
    ORDER BY 1, 3, 4
"""


class Reappeared(NamedTuple):
    """A record in which what was erased stands again: in which fields, and the marks of the values that do."""

    uid: str
    kind: str
    title: str
    fields: tuple[str, ...]
    marks: tuple[str, ...]


def titles_of_met(connection: Connection, kinds: Kinds) -> Collection[str]:
    """Return the titles of the records in which what arrived met a redaction, and one does not know of the other."""
    if connection.execute("SELECT 1 FROM erasure LIMIT 1").fetchone() is None:
        return ()
    uids = [uid for (uid,) in connection.execute(_MET)]
    return Reader(connection, kinds).titles(uids).values() if uids else ()


def fields_again(connection: Connection) -> Mapping[str, tuple[str, ...]]:
    """Return of each redaction the fields that it names which stand there again."""
    found: dict[str, list[str]] = {}
    for uid, name in connection.execute(f"SELECT DISTINCT told.uid, x.field {_AGAIN} ORDER BY 1, 2"):
        found.setdefault(uid, []).append(name)
    return {uid: tuple(names) for uid, names in found.items()}


def reappeared(connection: Connection, kinds: Kinds, settings: Settings) -> Sequence[Reappeared]:
    """Return the records in which something stands again that no person looked at and let be."""
    let_be = frozenset(json.loads(settings.get(_LET_BE, "[]")))
    found: dict[tuple[str, str], dict[str, str]] = {}
    for uid, kind, name, mark in connection.execute(_STANDING).fetchall():
        if mark not in let_be:
            found.setdefault((uid, kind), {})[mark] = name
    titles = Reader(connection, kinds).titles([uid for uid, _kind in found]) if found else {}
    return [
        Reappeared(uid, kind, titles.get(uid, ""), tuple(dict.fromkeys(marked.values())), tuple(marked))
        for (uid, kind), marked in found.items()
    ]


def let_be(connection: Connection, settings: Settings, uid: str) -> None:
    """Ask no more about what stands again in a record now; what comes later is another value."""
    rows = connection.execute(_STANDING).fetchall()
    known = set(json.loads(settings.get(_LET_BE, "[]")))
    settings.set(_LET_BE, json.dumps([row[3] for row in rows if row[0] == uid or row[3] in known]))
