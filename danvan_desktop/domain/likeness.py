"""What makes two records of a kind look like one: declared by the kind, compared by folded words, numbers and days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import lru_cache

from msgspec import Struct

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.secrecy import MASK
from danvan_desktop.domain.text import joined_terms, search_terms, telephone_digits, telephone_numbers
from danvan_desktop.localization import Message
from danvan_desktop.patterns import pattern

Reading = Callable[[str], str]

_FORMS_OF_ADDRESS = frozenset({"ong", "ba", "anh", "chi", "co", "chu", "bac", "cu"})
"""Words beside a name that are none of it, when at least two others remain."""
_FEWEST_OF_A_NAME = 2
_FEWEST_DIGITS = 9
_BEGINNING = 8
"""Words by which the beginnings of long texts are compared."""
_ENOUGH_LETTERS = 120
"""Letters in which more words than these are nearly always."""
_MOST_SETS = 64
"""Texts of which the words are remembered as a set: those that a record is held against."""
_SHARED_WORDS = 0.5
"""The part of the words of the shorter text that the longer one has when both may tell of one thing."""
_ZEROS = pattern("(?:^|(?<= ))0+(?=[0-9])")


class Trait(Struct, frozen=True):
    """A field as it is compared; ``is_exact`` when it is compared as it is recorded.

    ``beginning`` counts the characters from the first on that are all that is compared, 0 where it is otherwise.
    """

    field: str
    read: Reading
    is_exact: bool = False
    beginning: int = 0

    def of(self, value: Value) -> str:
        """Return what is compared, empty when there is nothing to compare, as in what is hidden."""
        return "" if value is None or value == MASK else self.read(str(value))


class Objection(Struct, frozen=True):
    """What speaks against two records being one: two values that, as they are read, ``parts`` tells to be of two."""

    trait: Trait
    parts: Callable[[str, str], bool]

    @property
    def field(self) -> str:
        """The field that it looks at."""
        return self.trait.field

    def speaks(self, one: str, other: str) -> bool:
        """Tell whether it speaks against two records in which this was read; nothing read speaks against nothing."""
        return bool(one and other) and one != other and self.parts(one, other)


class Alike(Struct, frozen=True):
    """Two records with the same ``traits``, none of them empty, may be one: ``why`` says so to people.

    They are two when anything speaks ``against`` it: each pair that is told costs a person a look at two records.
    """

    why: Message
    traits: tuple[Trait, ...]
    against: tuple[Objection, ...] = ()


class Numbered(Struct, frozen=True):
    """A number that an office gives once ``within`` these traits; the office is the authority of the field ``unit``."""

    number: Trait
    unit: str
    within: tuple[Trait, ...]
    is_of_office: bool = True
    """Whether units of one authority share the series, such as a commune and its villages."""


def same(field: str) -> Trait:
    """Compare a field as it is: references, choices, days, moments."""
    return Trait(field, str, is_exact=True)


def words(field: str) -> Trait:
    """Compare the words of a text, without their marks, numbers by their value."""
    return Trait(field, _words)


def beginning(field: str) -> Trait:
    """Compare the first words of a text."""
    return Trait(field, _first_words)


def person(field: str) -> Trait:
    """Compare a name without forms of address."""
    return Trait(field, _name)


def telephone(field: str) -> Trait:
    """Compare the digits of a telephone number."""
    return Trait(field, _digits)


def year(field: str) -> Trait:
    """Compare the year of a day."""
    return _first(field, 4)


def day(field: str) -> Trait:
    """Compare the day of a moment."""
    return _first(field, 10)


def differing(trait: Trait) -> Objection:
    """Two that are told to differ in a trait are two."""
    return Objection(trait, lambda _one, _other: True)


def days_apart(field: str, days: int) -> Objection:
    """Two with more than so many days between them are two: things come again."""

    def parts(one: str, other: str) -> bool:
        return abs((dt.date.fromisoformat(one) - dt.date.fromisoformat(other)).days) > days

    return Objection(day(field), parts)


def other_words(field: str) -> Objection:
    """Two texts that have less than half of the words of the shorter one in common tell of two things."""

    def parts(one: str, other: str) -> bool:
        first, second = _set_of(one), _set_of(other)
        return len(first & second) < _SHARED_WORDS * min(len(first), len(second))

    return Objection(words(field), parts)


def _first(field: str, characters: int) -> Trait:
    return Trait(field, lambda text: text[:characters], beginning=characters)


@lru_cache(_MOST_SETS)
def _set_of(folded: str) -> frozenset[str]:
    """Return the words of a text that is compared with many, one after another."""
    return frozenset(folded.split())


def _first_words(text: str) -> str:
    """Read no more of a long text than holds one word more, which may be cut off, than are compared."""
    first = _words(text[:_ENOUGH_LETTERS]).split(" ")
    if len(text) > _ENOUGH_LETTERS and len(first) <= _BEGINNING:
        first = _words(text).split(" ")
    return " ".join(first[:_BEGINNING])


def _words(text: str) -> str:
    folded = joined_terms(text)
    folded = " ".join(search_terms(text)) if folded is None else folded
    return _ZEROS.sub("", folded) if folded[:1] == "0" or " 0" in folded else folded


def _name(text: str) -> str:
    found = _words(text).split()
    bare = [word for word in found if word not in _FORMS_OF_ADDRESS]
    return " ".join(bare if len(bare) >= _FEWEST_OF_A_NAME else found)


def _digits(text: str) -> str:
    found = telephone_numbers(text)
    digits = found[0] if found else telephone_digits(text)
    return digits if len(digits) >= _FEWEST_DIGITS else ""
