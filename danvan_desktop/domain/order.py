"""Vietnamese dictionary order, as text keys that sort bytewise.

A key has three parts, each apart by U+0001: the letters (a ă â b c d đ e ê … with f j w z in their Latin places), the
tones (ngang, huyền, hỏi, ngã, sắc, nặng), and the case. So letters decide first, tones second, capitals last, over
the whole text, as in the collation of the Unicode locale data. Runs of digits count as numbers: Thôn 2 comes before
Thôn 10.
"""

from __future__ import annotations

import re
import unicodedata

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_FIRST_LETTER = 0x61
_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}
_NO_TONE = "1"
_RANKS = {letter: chr(_FIRST_LETTER + place) for place, letter in enumerate(_LETTERS)}
_PIECES = re.compile(r"\d+|.", re.DOTALL)
_APART = "\x01"
_LONGEST_NUMBER = 40


def dictionary_key(text: str) -> str:
    """Return the key by which ``text`` sorts in Vietnamese order."""
    ranks: list[str] = []
    tones: list[str] = []
    cases: list[str] = []
    for piece in _PIECES.findall(unicodedata.normalize("NFC", text)):
        letter, tone = _split_tone(piece.lower())
        ranks.append(_rank(letter))
        tones.append(tone)
        cases.append("2" if piece != piece.lower() else "1")
    return _APART.join(("".join(ranks), "".join(tones), "".join(cases)))


def name_key(full_name: str) -> str:
    """Return the key by which a person's name sorts: given name, then middle names, then family name."""
    words = full_name.split()
    if not words:
        return dictionary_key("")
    return dictionary_key(" ".join([words[-1], *words[1:-1], *words[:1]] if len(words) > 1 else words))


def _split_tone(letter: str) -> tuple[str, str]:
    """Take the tone off a letter; the marks that make another letter (ă, ơ) stay on it."""
    parts = unicodedata.normalize("NFD", letter)
    tone = next((_TONES[mark] for mark in parts if mark in _TONES), _NO_TONE)
    if tone == _NO_TONE:
        return letter, tone
    return unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES)), tone


def _rank(piece: str) -> str:
    if piece in _RANKS:
        return _RANKS[piece]
    if piece.isdecimal():
        number = str(int(piece[:_LONGEST_NUMBER]))
        return chr(0x30 + min(len(number), 9)) + number
    if piece.isspace():
        return " "
    base = unicodedata.normalize("NFD", piece)[0]
    if base in _RANKS:
        return _RANKS[base]
    return piece if piece.isalpha() else "!"
