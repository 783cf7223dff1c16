"""What was typed into a search: which words must be there, told to FTS5 or held against the words of one record."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from danvan_desktop.domain.text import fold, has_marks, mark_form, normalise, telephone_digits

LETTERS = r"[^\W_\u19B0-\u19C0\u19C8\u19C9\u1CF2\u1CF3]+"
"""What FTS5, too, takes for one word: to it the letters left out part words."""
_TERM = re.compile(rf"(?P<number>(?<!\w)\+?[0-9]+(?:[ .()–-]+[0-9]+)*(?!\w))|{LETTERS}")
"""A number, whose groups of digits may be parted, or a word."""
_DIGITS = re.compile("[0-9]+")
_SHORTEST_NUMBER = 5
"""Digits from which on what is typed may be the beginning of a telephone number."""


class Way(NamedTuple):
    """Words that must all be there; the last may be the beginning of one where it ``goes_on``."""

    words: tuple[str, ...]
    goes_on: bool = False

    @property
    def expression(self) -> str:
        """The same to FTS5."""
        words = " AND ".join(f'"{word}"' for word in self.words)
        return f"{words}*" if self.goes_on else words

    def completed(self, words_from: Callable[[str], Sequence[str]]) -> Sequence[Way]:
        """Return one way for each word that ``words_from`` gives for the beginning of the last."""
        *whole, last = self.words
        found = words_from(last) if self.goes_on else ()
        return [Way((*whole, word)) for word in found] or [self]

    def is_met(self, words: Collection[str]) -> bool:
        """Tell whether a record with these words has them."""
        *whole, last = self.words
        if not all(word in words for word in whole):
            return False
        return any(word.startswith(last) for word in words) if self.goes_on else last in words


@dataclass(frozen=True)
class Query:
    """Terms that must all be there, each in one of several ways."""

    terms: tuple[tuple[Way, ...], ...]

    @classmethod
    def of(cls, text: str) -> Query:
        """Read what was typed: every word must be there, the last one as a beginning.

        Telephone numbers are indexed a second time as bare digits, and digits are looked for in that form too: a number
        is found however it was written and however it is typed.
        """
        terms = [
            _ways_of_number(match["number"]) if match["number"] else (Way((_word(match[0]),)),)
            for match in _TERM.finditer(normalise(text))
        ]
        if terms:
            terms[-1] = tuple(way._replace(goes_on=True) for way in terms[-1])
        return cls(tuple(terms))

    @property
    def expression(self) -> str:
        """The query to FTS5, empty for none."""
        ways = [[way.expression for way in term] for term in self.terms]
        return " AND ".join(f"({' OR '.join(several)})" if len(several) > 1 else several[0] for several in ways)

    def completed(self, words_from: Callable[[str], Sequence[str]]) -> Query:
        """Return it looking for whole words alone, which ``words_from`` gives for the beginning of one.

        Where it gives none, the beginning stays.
        """
        return Query(tuple(tuple(one for way in term for one in way.completed(words_from)) for term in self.terms))

    def matches(self, words: Collection[str]) -> bool:
        """Tell whether FTS5 would find a record with these words."""
        return all(any(way.is_met(words) for way in term) for term in self.terms)


def _ways_of_number(typed: str) -> tuple[Way, ...]:
    """Return the ways in which a number may stand in the index: by its groups of digits, and as a telephone number."""
    groups = _DIGITS.findall(typed)
    number = telephone_digits(typed)
    way = Way(tuple(map(_word, groups)))
    return (
        (way,) if len(number) < _SHORTEST_NUMBER or [number] == groups else (way, Way((_word(number),), goes_on=True))
    )


def _word(word: str) -> str:
    return mark_form(word) if has_marks(word) else fold(word)
