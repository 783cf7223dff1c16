"""Whether the index of words holds of each record what the record says: a word that is lost finds nothing.

The index keeps no text, only which words stand in which records. All of it is read once, and of each record the words
are summed up in one number, so that memory stays flat; what differs is asked again of FTS5 itself, whose own folding
has the last word.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from functools import reduce
from operator import xor

from danvan_desktop.store.connection import Connection, snapshot_of
from danvan_desktop.store.search import Search

_BATCH = 1_000
_MADE = (
    "CREATE VIRTUAL TABLE temp.held_word USING fts5vocab('main', 'word', 'instance')",
    "CREATE VIRTUAL TABLE temp.reread USING fts5(words, content='', contentless_delete=1, detail=none,"
    " tokenize='unicode61 remove_diacritics 0')",
    "CREATE VIRTUAL TABLE temp.reread_word USING fts5vocab('temp', 'reread', 'instance')",
)


def misindexed(connection: Connection, search: Search) -> int:
    """Count the records of which the index holds other words than they have; nothing is changed."""
    with snapshot_of(connection):
        for statement in _MADE:
            connection.execute(statement)
        try:
            held = _sums(connection, "held_word")
            return _differing(connection, search, held)
        finally:
            _forget(connection)


def _differing(connection: Connection, search: Search, held: Mapping[int, int]) -> int:
    due = search.due()
    doubtful = (
        (no, words) for no, words in search.documents() if no not in due and _sum(words.split()) != held.get(no, 0)
    )
    count = 0
    while batch := list(itertools.islice(doubtful, _BATCH)):
        read = _reread(connection, batch)
        count += sum(read.get(no, 0) != held.get(no, 0) for no, _words in batch)
    return count


def _reread(connection: Connection, documents: Iterable[tuple[int, str]]) -> Mapping[int, int]:
    """Let FTS5 itself read these documents."""
    connection.execute("INSERT INTO temp.reread (reread) VALUES ('delete-all')")
    connection.executemany("INSERT INTO temp.reread (rowid, words) VALUES (?, ?)", documents)
    return _sums(connection, "reread_word")


def _sums(connection: Connection, table: str) -> Mapping[int, int]:
    """Sum up the words of each document of a table of words, which come in order."""
    sums: dict[int, int] = {}
    for term, document in connection.execute(f"SELECT term, doc FROM temp.{table}"):
        sums[document] = sums.get(document, 0) ^ hash(term)
    return sums


def _sum(words: Iterable[str]) -> int:
    return reduce(xor, map(hash, frozenset(words)), 0)


def _forget(connection: Connection) -> None:
    for name in ("reread_word", "reread", "held_word"):
        connection.execute(f"DROP TABLE IF EXISTS temp.{name}")
