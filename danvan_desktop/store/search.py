"""Full-text search with and without tone marks, over SQLite's FTS5.

Each record has one document with two texts: ``marked`` keeps tones and letters (with tone placement made canonical),
``folded`` has them stripped. A word typed with marks is looked for in the first, one without in the second. The words
are folded before they reach FTS5, whose own folding does not know đ. Hits come newest first: ranking would look at
every hit, which a key press cannot wait for.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.text import (
    fold,
    has_marks,
    mark_form,
    normalise,
    search_terms,
    telephone_digits,
    telephone_numbers,
)
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.reading import Reader
from danvan_desktop.store.telling import Tell, tell_nobody

_TERM = re.compile(r"(?P<number>(?<!\w)\+?[0-9]+(?:[ .()–-]+[0-9]+)*(?!\w))|\w+")
"""A number, whose groups of digits may be parted, or a word."""
_DIGITS = re.compile("[0-9]+")
_SHORTEST_NUMBER = 5
"""Digits from which on what is typed may be the beginning of a telephone number."""
_SNIPPET_BEFORE = 40
_SNIPPET_LENGTH = 160

_BATCH = 1_000
"""Documents written at a time: memory stays flat however many records a bundle touches."""

_UPSERT = (
    "INSERT INTO search_document (uid, kind, marked, folded)"
    " SELECT uid, kind, marked, folded FROM temp.document WHERE 1"
    " ON CONFLICT (uid) DO UPDATE SET marked = excluded.marked, folded = excluded.folded"
)


@dataclass(frozen=True)
class SearchHit:
    """A record found: what people call it and a piece of its text around the first hit."""

    kind: str
    uid: str
    title: str
    snippet: str


class Search:
    """Keeps the search documents and answers queries."""

    def __init__(self, connection: Connection, kinds: Kinds, reader: Reader) -> None:
        """Work on an open store."""
        self._connection = connection
        self._kinds = kinds
        self._reader = reader
        self._textual = {kind.name: tuple(field.name for field in kind.fields if field.textual) for kind in kinds}

    def refresh(self, uids: Iterable[str]) -> None:
        """Write the documents of these records anew; deleted ones lose theirs."""
        left = iter(uids)
        while wanted := list(itertools.islice(left, _BATCH)):
            found = self._reader.get_many(wanted)
            gone = [(uid,) for uid in wanted if uid not in found]
            self._connection.executemany("DELETE FROM search_document WHERE uid = ?", gone)
            self._write(map(self._document, found.values()))

    def _write(self, documents: Iterable[tuple[str, str, str, str]]) -> None:
        """Write documents by one statement: FTS5 sorts the words of each statement into its index by themselves."""
        self._connection.execute("CREATE TEMP TABLE IF NOT EXISTS document (uid, kind, marked, folded)")
        self._connection.executemany("INSERT INTO temp.document VALUES (?, ?, ?, ?)", documents)
        self._connection.execute(_UPSERT)
        self._connection.execute("DELETE FROM temp.document")

    def rebuild(self, tell: Tell = tell_nobody) -> None:
        """Write all documents anew; ``tell`` is told (done, total) kinds."""
        self._connection.execute("DELETE FROM search_document")
        kinds = tuple(self._kinds)
        for done, kind in enumerate(kinds, 1):
            self.refresh(self._reader.uids(kind.name))
            tell(done, len(kinds))

    def find(self, text: str, kind: str | None = None, limit: int = 50) -> list[SearchHit]:
        """Return the newest records that have all words of ``text``; the last word may be unfinished."""
        query = match_expression(text)
        if not query:
            return []
        rows = self._connection.execute(
            "SELECT d.uid FROM search_document_fts f JOIN search_document d ON d.id = f.rowid"
            " WHERE search_document_fts MATCH ? AND (? IS NULL OR d.kind = ?) ORDER BY f.rowid DESC LIMIT ?",
            [query, kind, kind, limit],
        ).fetchall()
        uids = [uid for (uid,) in rows]
        words = search_terms(text)
        return [
            SearchHit(record.kind, uid, self._kinds[record.kind].title_of(record), snippet(self._text(record), words))
            for uid, record in self._reader.get_many(uids).items()
        ]

    def _document(self, record: Record) -> tuple[str, str, str, str]:
        text = self._text(record)
        numbers = " ".join(telephone_numbers(text))
        return record.uid, record.kind, mark_form(text), f"{fold(text)}\n{numbers}" if numbers else fold(text)

    def _text(self, record: Record) -> str:
        values = record.values
        return "\n".join([str(values[name]) for name in self._textual[record.kind] if values.get(name)])


def match_expression(text: str) -> str:
    """Turn what was typed into an FTS5 query: every word must be there, the last one as a beginning.

    Telephone numbers are indexed a second time as bare digits, and digits are looked for in that form too: a number is
    found however it was written and however it is typed.
    """
    terms = [
        _number_term(match["number"]) if match["number"] else [_word(match[0])]
        for match in _TERM.finditer(normalise(text))
    ]
    if not terms:
        return ""
    *whole, last = terms
    unfinished = [f"{way.removesuffix('*')}*" for way in last]
    return " AND ".join(f"({' OR '.join(ways)})" if len(ways) > 1 else ways[0] for ways in (*whole, unfinished))


def _number_term(typed: str) -> list[str]:
    """Return the ways in which a number may stand in the index: by its groups of digits, and as a telephone number."""
    groups = _DIGITS.findall(typed)
    ways = [" AND ".join(map(_word, groups))]
    number = telephone_digits(typed)
    return ways if len(number) < _SHORTEST_NUMBER or [number] == groups else [*ways, f"{_word(number)}*"]


def _word(word: str) -> str:
    if has_marks(word):
        return f'marked : "{mark_form(word)}"'
    return f'folded : "{fold(word)}"'


def snippet(text: str, words: Iterable[str]) -> str:
    """Cut a piece of ``text`` around the first of the folded ``words``."""
    flat = " ".join(text.split())
    folded = fold(flat)
    places = [place for word in words if (place := folded.find(word)) >= 0]
    start = max(0, min(places, default=0) - _SNIPPET_BEFORE)
    piece = flat[start : start + _SNIPPET_LENGTH]
    return ("…" if start else "") + piece + ("…" if start + _SNIPPET_LENGTH < len(flat) else "")
