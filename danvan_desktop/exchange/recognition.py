"""Recognises the encoding of old text: by its font when that tells, by what its words would be else.

Text that is Unicode already is never touched: a letter that only Unicode has settles it, and so do words that are
Vietnamese as they stand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from danvan_desktop.exchange.encodings import LEGACY, Encoding, font_rule, to_unicode
from danvan_desktop.exchange.syllables import is_syllable, marked_words

_ONLY_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9\u0300\u0301\u0303\u0309\u0323]")
_CELL_ENDS = re.compile("([\t\r\n]+)")
_GOOD_SHARE = 0.75
"""Share of marked words that must be syllables for text to be taken as an encoding: names of machines stay apart."""
_SHORTEST_WORD = 2
"""Letters of a word that can tell anything: nearly every sign alone is a letter in some old encoding."""
_WORDS_FOR_A_VERDICT = 5
"""Marked words of one encoding after which a sheet is said to be written in it throughout."""


@dataclass(frozen=True)
class Reading:
    """What a text is in one encoding: its Unicode, and the share of its marked words that are syllables (0 to 1)."""

    encoding: Encoding
    text: str
    share: float
    words: int


def read_as(text: str, encoding: Encoding) -> Reading | None:
    """Read a text in one encoding, ``None`` when it cannot be of it or has no marked word then."""
    converted = to_unicode(text, encoding)
    if converted is None:
        return None
    words = marked_words(converted)
    if not words:
        return None
    return Reading(encoding, converted, sum(map(is_syllable, words)) / len(words), len(words))


def best_legacy(text: str) -> Reading | None:
    """Return the old encoding in which a text is most Vietnamese, ``None`` when it is so in none."""
    readings = [reading for encoding in LEGACY if (reading := read_as(text, encoding)) is not None]
    best = max(readings, key=lambda reading: (reading.share, reading.words), default=None)
    if best is None or best.share < _GOOD_SHARE or max(map(len, marked_words(best.text))) < _SHORTEST_WORD:
        return None
    return best


def is_surely_unicode(text: str) -> bool:
    """Tell whether a text needs no reading: it is ASCII, or has a letter that no old encoding shows."""
    return text.isascii() or _ONLY_UNICODE.search(text) is not None


def by_font(text: str, font: str) -> str | None:
    """Convert a run of text by its font's name; ``None`` when the font says nothing or the text contradicts it.

    People retype cells in Unicode and leave the old font on them, so such text stays as it is.
    """
    rule = font_rule(font)
    if rule is None:
        return None
    if text.isascii():
        return text.upper() if rule.capitals else text
    if is_surely_unicode(text):
        return text
    told, as_is = read_as(text, rule.encoding), read_as(text, Encoding.UNICODE)
    if told is None or (as_is is not None and as_is.share > told.share):
        return text
    return told.text.upper() if rule.capitals else told.text


def verdict(texts: Iterable[str]) -> Encoding:
    """Tell in what the texts of a sheet are written on the whole, of those that no font explains."""
    votes: Counter[Encoding] = Counter()
    for text in texts:
        if text.isascii():
            continue
        if is_surely_unicode(text):
            votes[Encoding.UNICODE] += len(marked_words(text))
            continue
        reading = best_legacy(text)
        as_is = read_as(text, Encoding.UNICODE)
        if reading is not None and (as_is is None or as_is.share < reading.share):
            votes[reading.encoding] += reading.words
    winner, words = max(votes.items(), key=lambda vote: vote[1], default=(Encoding.UNICODE, 0))
    sure = words >= _WORDS_FOR_A_VERDICT and not votes[Encoding.UNICODE]
    return winner if sure else Encoding.UNICODE


def settle(text: str, whole: Encoding) -> str:
    """Convert a text that no font explains, on a sheet that is written in ``whole``.

    Text that is Vietnamese as it stands is converted only where the whole sheet is of an old encoding and the text is
    as good in it: “Hôt” of a TCVN3 sheet is “Hụt”.
    """
    if is_surely_unicode(text):
        return text
    as_is = read_as(text, Encoding.UNICODE)
    share = 0.0 if as_is is None else as_is.share
    if whole is not Encoding.UNICODE:
        reading = read_as(text, whole)
        if reading is not None and reading.share >= max(share, _GOOD_SHARE):
            return reading.text
    best = best_legacy(text)
    return best.text if best is not None and best.share > share else text


def pasted_to_unicode(text: str) -> str:
    """Convert a list pasted from a spreadsheet or an old document, cell by cell; Unicode stays as it is."""
    cells = _CELL_ENDS.split(text)
    whole = verdict(cells)
    return "".join(cell if _CELL_ENDS.fullmatch(cell) else settle(cell, whole) for cell in cells)
