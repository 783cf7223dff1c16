"""Full-text search with and without tone marks, over SQLite's FTS5.

Of each record the index holds its words with marks stripped, and beside them those with marks (tone placement made
canonical) where they differ: a word typed with marks finds that one alone, a word typed without finds all. The words
are folded before they reach FTS5, whose own folding does not know đ. The index keeps no text, which stands in the
records. Hits come newest first: ranking would look at every hit, which a key press cannot wait for.

The words of a saved record may wait (``word_due``) until those of some more are indexed with them, at a fraction of the
price. Until then a search looks at what such a record says itself, and not at what the index says of it
(docs/decisions/0040-the-words-of-a-save-may-wait.md).
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.secrecy import MASK
from danvan_desktop.domain.text import (
    coded_words,
    fold,
    mark_form,
    search_terms,
    telephone_numbers,
    word_of,
)
from danvan_desktop.store.connection import Connection, temporary_writes
from danvan_desktop.store.own_tables import INDEXED_BEGINNING
from danvan_desktop.store.reading import Reader
from danvan_desktop.store.search_query import LETTERS, Query
from danvan_desktop.store.telling import Tell, tell_nobody

_WORD = re.compile(LETTERS)
_SNIPPET_BEFORE = 40
_SNIPPET_LENGTH = 160

_BATCH = 1_000
"""Records indexed at a time: memory stays flat however many a bundle touches."""

_MOST_WORDS = 8_192
"""Words whose forms are remembered: Vietnamese has fewer syllables."""

_MOST_DUE = 8
"""Records whose words may wait: a search looks at each of them by itself."""

_MOST_FROM = 100
"""Words that are looked for each by itself in place of what they begin with; of three letters there are no more."""

_PUT = "INSERT OR REPLACE INTO word (rowid, words) VALUES (?, ?)"
"""Run for a record at a time: FTS5 gathers these until the commit, but writes what one statement brings at its end."""


@dataclass(frozen=True)
class SearchHit:
    """A record found: what people call it and a piece of its text around the first hit, or what it belongs to."""

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
        self._forms = _Forms()
        with temporary_writes(connection):
            connection.execute(
                "CREATE VIRTUAL TABLE IF NOT EXISTS temp.word_of_index USING fts5vocab('main', 'word', 'instance')"
            )
        self._searched = {kind.name: tuple(field.name for field in kind.fields if field.searched) for kind in kinds}

    def refresh(self, uids: Iterable[str]) -> None:
        """Index the words of these records anew, and of those that wait; deleted ones lose theirs."""
        left = itertools.chain(self._take_due(), uids)
        while wanted := self._with_those_shown(itertools.islice(left, _BATCH)):
            documents = list(self._documents(self._reader.texts(wanted)))
            gone = self._numbers(wanted).difference(number for number, _words in documents)
            self._connection.executemany("DELETE FROM word WHERE rowid = ?", [(number,) for number in gone])
            self._connection.executemany(_PUT, documents)

    def note(self, uids: Sequence[str]) -> None:
        """Let the words of these records wait, unless too many do."""
        if len(uids) > _MOST_DUE:
            self.refresh(uids)
            return
        self._connection.execute(_NOTE, [json.dumps(uids)])
        (waiting,) = self._connection.execute("SELECT count(*) FROM word_due").fetchone()
        if waiting > _MOST_DUE:
            self.refresh(())

    def note_numbers(self, numbers: Iterable[int], waiting: int) -> int:
        """Let the words of records wait, that nothing else is shown for, as ``note`` does; returns how many wait now.

        ``waiting`` is how many did.
        """
        for number in numbers:
            waiting += self._connection.execute("INSERT OR IGNORE INTO word_due VALUES (?)", [number]).rowcount
        if waiting > _MOST_DUE:
            self.refresh(())
            return 0
        return waiting

    def due(self) -> frozenset[int]:
        """Return the numbers of the records whose words wait."""
        return frozenset(number for (number,) in self._connection.execute("SELECT record FROM word_due"))

    def _take_due(self) -> Sequence[str]:
        rows = self._connection.execute(
            "SELECT r.uid FROM word_due d CROSS JOIN record r ON r.no = d.record"
        ).fetchall()
        if rows:
            self._connection.execute("DELETE FROM word_due")
        return [uid for (uid,) in rows]

    def _numbers(self, uids: Sequence[str]) -> set[int]:
        rows = self._connection.execute(
            "SELECT r.no FROM json_each(?) u CROSS JOIN record r ON r.uid = u.value", [json.dumps(uids)]
        )
        return {number for (number,) in rows}

    def rebuild(self, tell: Tell = tell_nobody) -> None:
        """Index all words anew; ``tell`` is told (done, total) kinds."""
        self._connection.execute("INSERT INTO word (word) VALUES ('delete-all')")
        self._connection.execute("DELETE FROM word_due")
        self._connection.executemany(_PUT, self.documents(tell))

    def documents(self, tell: Tell = tell_nobody) -> Iterator[tuple[int, str]]:
        """Yield what the index should hold: of each record its number and its words."""
        kinds = tuple(self._kinds)
        for done, kind in enumerate(kinds, 1):
            texts = self._reader.all_texts(kind.name)
            while some := list(itertools.islice(texts, _BATCH)):
                yield from self._documents(some)
            tell(done, len(kinds))

    def find(self, text: str, kind: str | None = None, limit: int = 50) -> list[SearchHit]:
        """Return the newest records that have all words of ``text``; the last word may be unfinished."""
        query = Query.of(text)
        if not query.terms:
            return []
        uids = self._found(query, kind, limit)
        words = search_terms(text)
        found = self._reader.get_many(uids).values()
        return [self._hit(record, words) for record in found if not self._reader.is_closed(record)]

    def _hit(self, record: Record, words: Iterable[str]) -> SearchHit:
        """Show where the words stand; of what says no more than its title, such as a file, what it belongs to."""
        kind = self._kinds[record.kind]
        title, text = kind.title_of(record), self._open_text(record)
        piece = snippet(text, words)
        if kind.parent and text in ("", title):
            owner = record.text(kind.parent)
            piece = self._reader.titles([owner]).get(owner, "")
        return SearchHit(record.kind, record.uid, title, piece)

    def _found(self, query: Query, kind: str | None, limit: int) -> Sequence[str]:
        expression = query.completed(self._words_from).expression
        rows = self._connection.execute(_FIND, [kind, expression, limit]).fetchall()
        found = {number: uid for number, uid, is_due in rows if not is_due}
        due = {number: uid for number, uid, is_due in rows if is_due}
        if due:
            documents = self._documents(self._reader.texts(due.values()))
            found |= {number: due[number] for number, words in documents if query.matches(words.split())}
        return [found[number] for number in sorted(found, reverse=True)[:limit]]

    def _words_from(self, letters: str) -> Sequence[str]:
        """Return the words of the index that begin with these letters; none where it knows such beginnings by itself.

        Nor where they are too many. FTS5 puts together which records have a longer beginning before it gives the first
        of them: 80 ms of a key press among 1,000,000 records. Of whole words it reads no more than it gives.
        """
        if len(letters) <= INDEXED_BEGINNING:
            return ()
        rows = self._connection.execute(_WORDS_FROM, [letters, _MOST_FROM + 1]).fetchall()
        return [word for (word,) in rows] if len(rows) <= _MOST_FROM else ()

    def _with_those_shown(self, uids: Iterable[str]) -> list[str]:
        """Return records with those that are shown for them: the words of the one are to find the other."""
        wanted = list(uids)
        rows = self._connection.execute(
            "SELECT s.shown FROM json_each(?) u CROSS JOIN shown_as s ON s.uid = u.value", [json.dumps(wanted)]
        )
        return list(dict.fromkeys([*wanted, *(shown for (shown,) in rows)]))

    def _documents(self, texts: Iterable[tuple[int, str, str]]) -> Iterator[tuple[int, str]]:
        """Yield of each of these records (number, uid, text) that is shown its number and the words that find it.

        With its own go those of the records that it is shown for.
        """
        found = {uid: (number, text) for number, uid, text in texts}
        joined = self._reader.joined_to(found)
        others = {uid: text for _no, uid, text in self._reader.texts(one for uids in joined.values() for one in uids)}
        for uid in self._not_shown(found):
            del found[uid]
        for uid, (number, text) in found.items():
            of_joined = (others[other] for other in joined.get(uid, ()) if other in others)
            yield number, self._words("\n".join([text, *of_joined]))

    def _not_shown(self, uids: Iterable[str]) -> Sequence[str]:
        """Return those of these records that another is shown for."""
        rows = self._connection.execute(
            "SELECT s.uid FROM json_each(?) u CROSS JOIN shown_as s ON s.uid = u.value", [json.dumps(list(uids))]
        )
        return [uid for (uid,) in rows]

    def _words(self, text: str) -> str:
        known = coded_words(text)
        # The index keeps neither order nor how often: each word is looked up once.
        forms = set(_forms_of_any(text)) if known is None else map(self._forms.__getitem__, set(known))
        return " ".join([*forms, *telephone_numbers(text)])

    def _open_text(self, record: Record) -> str:
        """Return what a piece is cut from: words, no codes or years; what is hidden does not say why it was found."""
        kind, values = self._kinds[record.kind], record.values
        shown = (field for field in map(kind.field, self._searched[kind.name]) if field.textual and not field.code_of)
        told = (values.get(field.name) for field in shown)
        return "\n".join(str(value) for value in told if value and value != MASK)


_NOTE = (
    "INSERT OR IGNORE INTO word_due SELECT r.no FROM json_each(?1) u CROSS JOIN record r ON r.uid = u.value"
    " UNION SELECT r.no FROM json_each(?1) u CROSS JOIN shown_as s ON s.uid = u.value"
    " CROSS JOIN record r ON r.uid = s.shown"
)
"""Notes records with those that are shown for them: the words of the one are to find the other."""
_WORDS_FROM = """
    WITH RECURSIVE begun (word) AS (
        SELECT (SELECT term FROM temp.word_of_index WHERE term >= ?1 ORDER BY term LIMIT 1)
        UNION ALL
        SELECT (SELECT term FROM temp.word_of_index WHERE term >= word || char(1) ORDER BY term LIMIT 1)
        FROM begun WHERE substr(word, 1, length(?1)) = ?1)
    SELECT word FROM begun WHERE substr(word, 1, length(?1)) = ?1 LIMIT ?2
"""
"""Goes from each word to the next: to list them as they stand would look at every record that has them."""
_FIND = """
    SELECT r.no, r.uid, 1 FROM word_due d CROSS JOIN record r ON r.no = d.record WHERE ?1 IS NULL OR r.kind = ?1
    UNION ALL SELECT * FROM (
        SELECT r.no, r.uid, 0 FROM word w JOIN record r ON r.no = w.rowid
        WHERE word MATCH ?2 AND (?1 IS NULL OR r.kind = ?1) AND w.rowid NOT IN (SELECT record FROM word_due)
        ORDER BY w.rowid DESC LIMIT ?3)
"""
"""Both in one statement, which sees one state of the file: what is no longer due is in the index."""


class _Forms(dict[bytes, str]):
    """How words stand in the index: without their marks, and with them where that differs; most come again."""

    def __missing__(self, coded: bytes) -> str:
        """Find it for a word that ``coded_words`` gave."""
        if len(self) >= _MOST_WORDS:
            self.clear()
        word = word_of(coded)
        folded, marked = fold(word), mark_form(word)
        self[coded] = folded if marked == folded else f"{folded} {marked}"
        return self[coded]


def _forms_of_any(text: str) -> Iterator[str]:
    """Yield the forms of the words of any text, taken apart as FTS5 does."""
    plain, marked = _WORD.findall(fold(text)), _WORD.findall(mark_form(text))
    yield from plain
    yield from (word for word, folded in itertools.zip_longest(marked, plain) if word and word != folded)


def snippet(text: str, words: Iterable[str]) -> str:
    """Cut a piece of ``text`` around the first of the folded ``words``."""
    flat = " ".join(text.split())
    folded = fold(flat)
    places = [place for word in words if (place := folded.find(word)) >= 0]
    start = max(0, min(places, default=0) - _SNIPPET_BEFORE)
    piece = flat[start : start + _SNIPPET_LENGTH]
    return ("…" if start else "") + piece + ("…" if start + _SNIPPET_LENGTH < len(flat) else "")
