"""Takes out what has just come in, and holds what a store derives then against what it had derived before."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from unittest.mock import patch

from danvan_desktop.domain.entry import Entry
from danvan_desktop.store import LogHead, Store

_LIKE = "name LIKE 'record\\_%' ESCAPE '\\' AND type = 'table'"
_DERIVED = (
    *("shadow", "conflict", "secret", "joined", "shown_as", "standing", "moved", "knew_move", "parent_in_force"),
    *("former_word", "officer_rule", "officer_fact"),
)
_RECORDS = (
    "SELECT r.no, r.kind, r.uid, r.place, r.deleted, r.changed FROM record r"
    " WHERE EXISTS (SELECT 1 FROM entry e WHERE e.record = r.no)"
)


def derived(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return all that is derived, table by table, but the numbers that logs and records have."""
    execute = store._connection.execute
    tables = [name for (name,) in execute(f"SELECT name FROM sqlite_schema WHERE {_LIKE}")]
    queries = {name: f"SELECT * FROM {name}" for name in (*tables, *_DERIVED)}
    queries |= {"record": _RECORDS, "entry": "SELECT id, spent, gone, hex(hash) FROM entry"}
    return {name: sorted(map(tuple, execute(query)), key=repr) for name, query in queries.items()}


def receive_twice(store: Store, device: str, entries: list[Entry]) -> None:
    """Take a piece of a log in, out, and in again; what was there before is there after."""
    last, known = entries[-1], {head.key: head for head in store.log.logs()}
    key, head = last.id.log, LogHead(*last.id.log, last.id.seq, last.hash, device, None)
    before, digest, found = derived(store), store.digest(), _found(store)
    store.merge(entries, [head])
    with patch("danvan_desktop.store.cutting._MOST", 1):
        store.cut_back({key: known.get(key)}, ())
    assert derived(store) == before
    assert store.digest() == digest
    assert _found(store) == found
    assert store.check().problems == ()
    store.merge(entries, [head])


def receive_some_twice(
    store: Store, pieces: Iterable[tuple[str, list[Entry]]], random: Random, part: float = 0.3
) -> None:
    """Take pieces of logs in, some of them twice; what asks for values to be erased is not gone back behind."""
    for device, entries in pieces:
        erases = any(entry.kind == "redaction" for entry in entries)
        if not erases and random.random() < part:
            receive_twice(store, device, entries)
        else:
            last = entries[-1]
            store.merge(entries, [LogHead(*last.id.log, last.id.seq, last.hash, device, None)])


def _found(store: Store) -> list[str]:
    return sorted(hit.uid for word in ("kien", "thon", "xa", "nguyen") for hit in store.search(word, limit=500))
