"""Full-text search with and without tone marks, over SQLite's FTS5.

Of each record the index holds its words with marks stripped, and beside them those with marks (tone placement made
canonical) where they differ: a word typed with marks finds that one alone, a word typed without finds all. The words
are folded before they reach FTS5, whose own folding does not know đ. The index keeps no text, which stands in the
records. Hits come newest first: ranking would look at every hit, which a key press cannot wait for.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.secrecy import MASK
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
from danvan_desktop.store.temporary import clear

_LETTERS = r"[^\W_\u19B0-\u19C0\u19C8\u19C9\u1CF2\u1CF3]+"
"""What FTS5, too, takes for one word: to it the letters left out part words."""
_WORD = re.compile(_LETTERS)
_TERM = re.compile(rf"(?P<number>(?<!\w)\+?[0-9]+(?:[ .()–-]+[0-9]+)*(?!\w))|{_LETTERS}")
"""A number, whose groups of digits may be parted, or a word."""
_DIGITS = re.compile("[0-9]+")
_SHORTEST_NUMBER = 5
"""Digits from which on what is typed may be the beginning of a telephone number."""
_SNIPPET_BEFORE = 40
_SNIPPET_LENGTH = 160

_BATCH = 1_000
"""Records indexed at a time: memory stays flat however many a bundle touches."""

_PUT = "INSERT OR REPLACE INTO word (rowid, words) SELECT no, words FROM temp.document"


@dataclass(frozen=True)
class SearchHit:
    """A record found: what people call it and a piece of its text around the first hit."""

    kind: str
    uid: str
    title: str
    snippet: str


class Search:
    """Keeps the index of words and answers queries."""

    def __init__(self, connection: Connection, kinds: Kinds, reader: Reader) -> None:
        """Work on an open store."""
        self._connection = connection
        self._kinds = kinds
        self._reader = reader
        self._textual = {kind.name: tuple(field.name for field in kind.fields if field.textual) for kind in kinds}

    def refresh(self, uids: Iterable[str]) -> None:
        """Index the words of these records anew; deleted ones lose theirs."""
        left = iter(uids)
        while wanted := self._with_those_shown(itertools.islice(left, _BATCH)):
            numbers = self._numbers(wanted)
            found = self._shown(wanted)
            gone = [(number,) for uid, number in numbers.items() if uid not in found]
            self._connection.executemany("DELETE FROM word WHERE rowid = ?", gone)
            self._write([(numbers[uid], words) for uid, words in self._indexed(found)])

    def _numbers(self, uids: Sequence[str]) -> dict[str, int]:
        rows = self._connection.execute(
            "SELECT r.uid, r.no FROM json_each(?) u CROSS JOIN record r ON r.uid = u.value", [json.dumps(uids)]
        )
        return dict(rows.fetchall())

    def _write(self, words: Sequence[tuple[int, str]]) -> None:
        """Write by one statement: FTS5 sorts the words of each statement into its index by themselves."""
        if len(words) == 1:
            self._connection.execute("INSERT OR REPLACE INTO word (rowid, words) VALUES (?, ?)", words[0])
            return
        self._connection.executemany("INSERT INTO temp.document VALUES (?, ?)", words)
        self._connection.execute(_PUT)
        clear(self._connection, "document")

    def rebuild(self, tell: Tell = tell_nobody) -> None:
        """Index all words anew; ``tell`` is told (done, total) kinds."""
        self._connection.execute("INSERT INTO word (word) VALUES ('delete-all')")
        kinds = tuple(self._kinds)
        for done, kind in enumerate(kinds, 1):
            self.refresh(self._reader.uids(kind.name))
            tell(done, len(kinds))

    def documents(self) -> Iterator[tuple[int, str]]:
        """Yield what the index should hold: of each record its number and its words."""
        for kind in self._kinds:
            left = iter(self._reader.uids(kind.name))
            while wanted := list(itertools.islice(left, _BATCH)):
                numbers = self._numbers(wanted)
                yield from ((numbers[uid], words) for uid, words in self._indexed(self._reader.get_many(wanted)))

    def find(self, text: str, kind: str | None = None, limit: int = 50) -> list[SearchHit]:
        """Return the newest records that have all words of ``text``; the last word may be unfinished."""
        query = match_expression(text)
        if not query:
            return []
        rows = self._connection.execute(
            "SELECT r.uid FROM word w JOIN record r ON r.no = w.rowid"
            " WHERE word MATCH ? AND (? IS NULL OR r.kind = ?) ORDER BY w.rowid DESC LIMIT ?",
            [query, kind, kind, limit],
        ).fetchall()
        uids = [uid for (uid,) in rows]
        words = search_terms(text)
        return [
            SearchHit(
                record.kind, uid, self._kinds[record.kind].title_of(record), snippet(self._open_text(record), words)
            )
            for uid, record in self._reader.get_many(uids).items()
        ]

    def _with_those_shown(self, uids: Iterable[str]) -> list[str]:
        """Return records with those that are shown for them: the words of the one are to find the other."""
        wanted = list(uids)
        rows = self._connection.execute(
            "SELECT s.shown FROM json_each(?) u CROSS JOIN shown_as s ON s.uid = u.value", [json.dumps(wanted)]
        )
        return list(dict.fromkeys([*wanted, *(shown for (shown,) in rows)]))

    def _shown(self, uids: Sequence[str]) -> dict[str, Record]:
        found = self._reader.get_many(uids)
        hidden = self._connection.execute(
            "SELECT s.uid FROM json_each(?) u CROSS JOIN shown_as s ON s.uid = u.value", [json.dumps(list(uids))]
        )
        for (uid,) in hidden.fetchall():
            found.pop(uid, None)
        return found

    def _indexed(self, records: Mapping[str, Record]) -> Iterator[tuple[str, str]]:
        """Yield the words by which each of these is found, with those of the records that it is shown for."""
        joined = self._reader.joined_to(records)
        others = self._reader.get_many(uid for uids in joined.values() for uid in uids)
        for uid, record in records.items():
            several = [record, *(others[other] for other in joined.get(uid, ()) if other in others)]
            yield uid, self._words(several)

    def _words(self, records: Iterable[Record]) -> str:
        text = "\n".join(map(self._text, records))
        plain, marked = _WORD.findall(fold(text)), _WORD.findall(mark_form(text))
        differing = [word for word, folded in itertools.zip_longest(marked, plain) if word and word != folded]
        return " ".join(dict.fromkeys([*plain, *differing, *telephone_numbers(text)]))

    def _open_text(self, record: Record) -> str:
        """Return what a piece is cut from: words, no codes; what is hidden does not say why a record was found."""
        kind, values = self._kinds[record.kind], record.values
        told = (values.get(name) for name in self._textual[kind.name] if kind.field(name).code_of is None)
        return "\n".join(str(value) for value in told if value and value != MASK)

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
    return f'"{mark_form(word) if has_marks(word) else fold(word)}"'


def snippet(text: str, words: Iterable[str]) -> str:
    """Cut a piece of ``text`` around the first of the folded ``words``."""
    flat = " ".join(text.split())
    folded = fold(flat)
    places = [place for word in words if (place := folded.find(word)) >= 0]
    start = max(0, min(places, default=0) - _SNIPPET_BEFORE)
    piece = flat[start : start + _SNIPPET_LENGTH]
    return ("…" if start else "") + piece + ("…" if start + _SNIPPET_LENGTH < len(flat) else "")
