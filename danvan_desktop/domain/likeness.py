"""What makes two records of a kind look like one: declared by the kind, compared by folded words, numbers and days."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.secrecy import MASK
from danvan_desktop.domain.text import search_terms, telephone_digits, telephone_numbers
from danvan_desktop.localization import Message

Reading = Callable[[str], str]

_FORMS_OF_ADDRESS = frozenset({"ong", "ba", "anh", "chi", "co", "chu", "bac", "cu"})
"""Words beside a name that are none of it, when at least two others remain."""
_FEWEST_OF_A_NAME = 2
_FEWEST_DIGITS = 9
_BEGINNING = 8
"""Words by which the beginnings of long texts are compared."""
_ZEROS = re.compile("(?:^|(?<= ))0+(?=[0-9])")


@dataclass(frozen=True)
class Trait:
    """A field as it is compared; ``is_exact`` when it is compared as it is recorded."""

    field: str
    read: Reading
    is_exact: bool = False

    def of(self, value: Value) -> str:
        """Return what is compared, empty when there is nothing to compare, as in what is hidden."""
        return "" if value is None or value == MASK else self.read(str(value))


@dataclass(frozen=True)
class Alike:
    """Two records with the same ``traits``, none of them empty, may be one: ``why`` says so to people.

    When both have one of the fields ``against`` and these differ, they are two.
    """

    why: Message
    traits: tuple[Trait, ...]
    against: tuple[Trait, ...] = ()


@dataclass(frozen=True)
class Numbered:
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
    return Trait(field, lambda text: " ".join(_words(text).split()[:_BEGINNING]))


def person(field: str) -> Trait:
    """Compare a name without forms of address."""
    return Trait(field, _name)


def telephone(field: str) -> Trait:
    """Compare the digits of a telephone number."""
    return Trait(field, _digits)


def year(field: str) -> Trait:
    """Compare the year of a day."""
    return Trait(field, lambda text: text[:4])


def day(field: str) -> Trait:
    """Compare the day of a moment."""
    return Trait(field, lambda text: text[:10])


def _words(text: str) -> str:
    folded = " ".join(search_terms(text))
    return _ZEROS.sub("", folded) if "0" in folded else folded


def _name(text: str) -> str:
    found = _words(text).split()
    bare = [word for word in found if word not in _FORMS_OF_ADDRESS]
    return " ".join(bare if len(bare) >= _FEWEST_OF_A_NAME else found)


def _digits(text: str) -> str:
    found = telephone_numbers(text)
    digits = found[0] if found else telephone_digits(text)
    return digits if len(digits) >= _FEWEST_DIGITS else ""
