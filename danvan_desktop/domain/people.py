"""Finds the people whom a store knows in texts that somebody wrote: by name, by the way they are addressed, by number.

It holds too much rather than too little: whoever is shown what was found can let a text go, while nobody can call back
one that left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum

from danvan_desktop.domain.text import fold, has_marks, mark_form, normalise, telephone_digits, telephone_numbers
from danvan_desktop.localization import Message, _

_WORD = re.compile(r"[^\W_]+")
_CITIZEN_NUMBER = re.compile(r"(?<!\d)0\d{11}(?!\d)")
"""Twelve digits, the first of a province (Luật Căn cước 26/2023/QH15, Điều 12)."""
_LONGEST_NAME = 7
_ADDRESSES = frozenset(
    ("ông", "bà", "anh", "chị", "cụ", "cô", "chú", "bác", "cậu", "dì", "thím", "em", "cháu", "mợ", "mế", "già", "hộ")
)
"""How people are addressed before their given name."""


class Telling(Enum):
    """What of a person a text tells."""

    NAME = "name"
    TELEPHONE = "telephone"
    CITIZEN_NUMBER = "citizen_number"

    @property
    def words(self) -> Message:
        """What it tells, as the reason why a text stays: “ở lại vì có tên người”."""
        return _TELLINGS[self]


_TELLINGS = {
    Telling.NAME: _("có tên người"),
    Telling.TELEPHONE: _("có số điện thoại"),
    Telling.CITIZEN_NUMBER: _("có số căn cước"),
}


class KnownPeople:
    """The people of a store."""

    def __init__(self, names: Iterable[str], telephones: Iterable[str] = ()) -> None:
        """Know them by their full names; of one word nobody can tell whether it is meant as a name."""
        words = {tuple(_WORD.findall(mark_form(normalise(name)))) for name in names}
        known = [name for name in words if 2 <= len(name) <= _LONGEST_NAME]
        self._names = frozenset(_folded(part) for name in known for part in (name, name[-2:]))
        addressed = {(address, name[-1]) for name in known for address in _ADDRESSES}
        self._addressed = frozenset(addressed)
        self._addressed_bare = frozenset(map(_folded, addressed))
        self._lengths = sorted({len(name) for name in self._names})
        self._telephones = frozenset(telephone_digits(number) for number in telephones)

    def told_in(self, text: str) -> Telling | None:
        """Return what a text tells of one of them, ``None`` for nothing that can be found.

        Any telephone and any citizen's number counts, known or not.
        """
        if telephone_numbers(text) or self._has_known_number(text):
            return Telling.TELEPHONE
        if _CITIZEN_NUMBER.search(text):
            return Telling.CITIZEN_NUMBER
        return Telling.NAME if self._names_somebody(text) else None

    def _has_known_number(self, text: str) -> bool:
        return any(telephone_digits(run) in self._telephones for run in re.findall(r"\d[\d .-]{5,}\d", text))

    def _names_somebody(self, text: str) -> bool:
        words = _WORD.findall(mark_form(normalise(text)))
        folded = _folded(words)
        if any(run in self._names for length in self._lengths for run in _runs(folded, length)):
            return True
        # “ảnh hưởng” is no “anh Hưởng”: marks count where the text has any.
        is_marked = any(map(has_marks, words))
        pairs = _runs(words if is_marked else folded, 2)
        known = self._addressed if is_marked else self._addressed_bare
        return any(pair in known for pair in pairs)


def _folded(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(fold, words))


def _runs(words: Sequence[str], length: int) -> Iterable[tuple[str, ...]]:
    return (tuple(words[at : at + length]) for at in range(len(words) - length + 1))
