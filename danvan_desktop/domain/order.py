"""Vietnamese dictionary order, as text keys that sort by code point.

The rule is that of the Vietnam Lexicography Centre (Vũ Xuân Lương, "Quy tắc sắp xếp đơn vị từ vựng trong từ điển
tiếng Việt"): texts are compared word by word; of two words first the letters count (a ă â b c d đ e ê …, with f j w z
in their Latin places), then the tone (ngang, huyền, hỏi, ngã, sắc, nặng); small letters come before capitals when all
else is equal. Blanks and punctuation only part words. Numbers count by their value: Thôn 2 comes before Thôn 10.

The collation of the Unicode locale data (ICU, Qt) differs in three ways, in which the dictionary is followed here:
it compares the letters of the whole text before any tone (bá chủ before bà con; a dictionary has all of bà before
bá), it compares tones letter by letter (hoá before hòa, since the a is reached later), and it lets punctuation count.

A key is made of printable ASCII for Vietnamese text; Python strings and the BINARY collation of SQLite (UTF-8) sort
it alike. Its grammar::

    key    = part {"!" part} "!" [cases]  names have three parts: given, middle, family; other texts one
    part   = {word}
    word   = letters " " tones " "
    letters                               one character a letter: "A" for a to "a" for z, itself for other scripts
           | length digits                of a number: "0" for no digit to "@" for 16 and more, zeros in front left out
    tones                                 the digits of the marks in the word, "2" huyền to "6" nặng, "7" any other;
                                          of a number: a "0" for each zero in front
    cases                                 "1" for a small letter, "2" for a capital, up to the last capital

Each separator sorts before whatever may follow in its place, so a shorter word or text comes first.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from danvan_desktop.patterns import pattern

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANKS = {letter: chr(ord("A") + place) for place, letter in enumerate(_LETTERS)}
_LETTER_MARKS = "\u0302\u0306\u031b"  # circumflex, breve, horn: where they fit they make another letter
_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}
_OTHER_MARK = "7"
_BARRED_B = "ƀ"  # of Ba Na, Ê Đê and Gia Rai; Unicode does not take it apart

_LONGEST_NUMBER = 16
_WORDS_KEPT = 8_192
"""More than Vietnamese has syllables, so that nearly every word of a text is taken apart once."""
_WORD = pattern(r"\d+|[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")
_END, _END_PART = " ", "!"


def dictionary_key(text: str) -> str:
    """Return the key by which ``text`` sorts in Vietnamese dictionary order; see the module for its grammar."""
    return _key(text)


def name_key(full_name: str) -> str:
    """Return the key by which a person's name sorts: given name (the last word), then middle, then family name."""
    family, _, rest = " ".join(full_name.split()).partition(" ")
    middle, _, given = rest.rpartition(" ")
    return _key(given, middle, family) if given else _key(family, "", "")


def _key(*parts: str) -> str:
    composed = [unicodedata.normalize("NFC", part) for part in parts]
    return "".join(_part(part) + _END_PART for part in composed) + _cases("".join(composed))


def _part(text: str) -> str:
    return "".join([_between_blanks(words) for words in text.split()])


@lru_cache(maxsize=_WORDS_KEPT)
def _between_blanks(words: str) -> str:
    return "".join(_number(word) if word[0].isdecimal() else _word(word) for word in _WORD.findall(words))


def _word(word: str) -> str:
    letters = [_KNOWN.get(letter) or _take_apart(letter) for letter in word]
    ranks = "".join([rank for rank, _ in letters])
    tones = "".join([tone for _, tone in letters])
    return ranks + _END + tones + _END


def _number(digits: str) -> str:
    figures = "".join(str(unicodedata.decimal(digit)) for digit in digits)
    value = figures.lstrip("0")
    length = chr(ord("0") + min(len(value), _LONGEST_NUMBER))
    return length + value + _END + "0" * (len(figures) - len(value)) + _END


def _cases(text: str) -> str:
    return "".join([_cases_of(word) for word in text.split()]).rstrip("1")


@lru_cache(maxsize=_WORDS_KEPT)
def _cases_of(word: str) -> str:
    return "".join(["1" if letter == letter.lower() else "2" for letter in word if letter.isalpha()])


def _take_apart(letter: str) -> tuple[str, str]:
    """Return rank and tones of a letter in NFC, or of a mark that has no composed letter."""
    small = letter.lower()
    if small == _BARRED_B:
        return _RANKS["b"], _OTHER_MARK
    decomposed = unicodedata.normalize("NFD", small)
    base, marks = decomposed[0], decomposed[1:]
    if unicodedata.combining(base):
        return "", _TONES.get(base, _OTHER_MARK)
    if base not in _RANKS:
        return small, ""
    tones = ""
    for mark in marks:
        composed = unicodedata.normalize("NFC", base + mark)
        if mark in _LETTER_MARKS and composed in _RANKS:
            base = composed
        else:
            tones += _TONES.get(mark, _OTHER_MARK)
    return _RANKS[base], tones


def _known_letters() -> dict[str, tuple[str, str]]:
    """Take apart once what nearly all text is made of."""
    toned = {unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in _TONES}
    small = toned | set(_LETTERS)
    return {letter: _take_apart(letter) for letter in small | {letter.upper() for letter in small}}


_KNOWN = _known_letters()
