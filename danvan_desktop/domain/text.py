"""Vietnamese text: one form on the way in, two forms to search by.

Unicode knows two spellings of every marked letter (composed, decomposed) and people know two places for the tone of
``oa``, ``oe``, ``uy`` (hòa, hoà). What was typed is kept, in NFC; only search treats both placements as equal.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from danvan_desktop.patterns import pattern

_TONED_VOWELS = (
    "aàảãáạ",
    "ăằẳẵắặ",
    "âầẩẫấậ",
    "eèẻẽéẹ",
    "êềểễếệ",
    "iìỉĩíị",
    "oòỏõóọ",
    "ôồổỗốộ",
    "ơờởỡớợ",
    "uùủũúụ",
    "ưừửữứự",
    "yỳỷỹýỵ",
)
_MARKED_LETTERS = "".join(_TONED_VOWELS) + "đ"

# A line break of Word (vertical tab) and a page break part words: they become line ends instead of vanishing.
_LINE_ENDS = pattern("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS = pattern("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_UNSEEN = pattern(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"  # C0 and C1 controls
    "|[\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufeff]"  # soft hyphen, zero width
    "|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f]"  # direction
    "|[\ud800-\udfff]"  # half a surrogate pair: no text, and no UTF-8
)
_TRAILING = pattern("[ \t]+$", re.MULTILINE)
_SIGNS = "\u00b7\u2022\u2023\u25aa-\u25cf\u25e6\u2219\u2713\u2714\u27a2\u2756\uf020-\uf0ff"
_LETTERED_SIGNS = "§Øüvqoàènulw"
"""Letters by which Word copies the bullets of its fonts of signs: Wingdings, Courier; a tab or a gap follows."""
_LIST_SIGN = pattern(f"^\\s*(?:[{_SIGNS}–—+*]|[{_LETTERED_SIGNS}](?=\t| {{2}})|o(?= ))\\s*")
_EMPTY_LINES = pattern("\n{3,}")
_ORDINARY = pattern("[\n -~À-ɏẠ-ỿ]*")
"""Characters of which none is taken out or comes together with another: all that most texts hold."""
_MARKS = pattern("[\u0300-\u036f]+")
_WORD = pattern(r"[^\W_]+")
_TELEPHONE = pattern(
    r"[+80](?<![\w+].)(?:(?<=\+)84|(?<=8)4|(?<=0))(?:[ .()–-]{0,2}[0-9]){8,10}(?![0-9])",
)
"""Its first character stands first, and what must not stand before that behind it: so most of a text is passed over."""
_LOST_ZERO = pattern("[35789][0-9]{8}|2[0-9]{9}")
"""A mobile number, or one of a landline, whose zero a spreadsheet took off (plan of numbers of 2018)."""
_WHOLE_NUMBER = pattern("0[35789][0-9]{8}|02[0-9]{8,9}")
_WITH_COUNTRY = 11

# Letters of Vietnam's other Latin alphabets (Ba Na, Ê Đê, Gia Rai) have a bar too, which Unicode does not take apart.
_BARRED = str.maketrans("đƀðɖ", "dbdd")

_LOOK_LIKE_D = str.maketrans("ÐðƉɖ", "ĐđĐđ")
"""Letters of other languages that look like Đ and come from fonts and programs that took the one for the other."""


def normalise(text: str) -> str:
    """Bring typed, pasted or imported text into the form that is stored.

    NFC; line ends as line feeds; no control characters but line feeds and tabs; no zero-width, direction or lone
    surrogate characters; plain spaces only, none at line ends. Words, marks and tone places stay as they were typed.
    Applying it twice changes nothing more.
    """
    if _ORDINARY.fullmatch(text) and " \n" not in text and not text.endswith(" "):
        return text
    text = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
    text = _TRAILING.sub("", _BLANKS.sub(" ", text))
    # Last, since taking a character out can bring a letter and its mark together.
    return unicodedata.normalize("NFC", text)


def untaken(wanted: str, taken: set[str], longest: int | None = None) -> str:
    """Return a name that none has yet, whatever its capitals, and add it to ``taken``, which holds folded names.

    A name that another has gets a number behind it: ``Thôn (2)``; of one that is ``longest`` letters its end goes.
    """
    name, number = wanted, 1
    while name.casefold() in taken:
        number += 1
        ending = f" ({number})"
        name = (wanted if longest is None else wanted[: longest - len(ending)]) + ending
    taken.add(name.casefold())
    return name


def is_text(text: str) -> bool:
    """Tell whether a text can be kept at all: it has no half of a character, as bytes leave that are no UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def clean_pasted(text: str) -> str:
    """Bring text pasted from a word processor into plain paragraphs.

    Signs of lists become hyphens, tabs become spaces, runs of spaces and of empty lines become one.
    """
    lines = (" ".join(_LIST_SIGN.sub("- ", line).split()) for line in normalise(text).split("\n"))
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def listed_lines(text: str) -> list[str]:
    """Read a list that was typed a line each, without the marks before and behind its items."""
    return [line for line in (raw.strip(" -+•;,.") for raw in text.splitlines()) if line]


def fold(text: str) -> str:
    """Reduce text to lower-case letters without marks, đ to d, for search without tone marks.

    Text in NFC keeps its length, so that a place found in the folded text is a place in the text.
    """
    coded = _coded(text)
    return _fold_any(text) if coded is None else codecs.charmap_decode(coded, "strict", _FOLDED_SET)[0]


def mark_form(text: str) -> str:
    """Reduce text to lower-case letters with their marks, the tone of oa, oe and uy in one place.

    It is applied to index and query alike, so it moves tones inside longer syllables (hoàn) too: the beginning of a
    word then still matches the word.
    """
    marked = with_vietnamese_d(unicodedata.normalize("NFC", text.lower()))
    for typed, canonical in _TONE_PLACES:
        marked = marked.replace(typed, canonical)
    return marked


def with_vietnamese_d(text: str) -> str:
    """Put Đ and đ in the place of the letters of other languages that look like them."""
    return text.translate(_LOOK_LIKE_D)


def telephone_numbers(text: str) -> tuple[str, ...]:
    """Return the telephone numbers in a text as digits that begin with 0, however they are parted; +84 becomes 0."""
    return tuple(map(telephone_digits, _TELEPHONE.findall(text)))


def can_be_called(text: str) -> bool:
    """Tell whether a text holds a telephone number that has all its digits: of a mobile 10, of a landline 10 or 11.

    Plan of telecommunication numbers, Thông tư 22/2014/TT-BTTTT as of 2018: mobile numbers begin with 03, 05, 07, 08
    or 09, landlines with 02.
    """
    return any(_WHOLE_NUMBER.fullmatch(number) for number in telephone_numbers(text))


def telephone_digits(written: str) -> str:
    """Reduce one number to its digits; the sign of the country becomes 0, and a mobile number gets a 0 that it lost."""
    digits = "".join(letter for letter in written if letter.isdecimal())
    if digits.startswith("84") and (len(digits) >= _WITH_COUNTRY or written.startswith("+")):
        return f"0{digits[2:]}"
    return f"0{digits}" if _LOST_ZERO.fullmatch(digits) else digits


def has_marks(word: str) -> bool:
    """Tell whether a word was typed with any tone or letter mark; đ counts as marked."""
    return fold(word) != unicodedata.normalize("NFC", word.lower())


def search_terms(query: str) -> tuple[str, ...]:
    """Split what was typed into its words (runs of letters and digits), folded, in their order."""
    joined = joined_terms(query)
    return tuple(_WORD.findall(fold(normalise(query))) if joined is None else joined.split())


def joined_terms(text: str) -> str | None:
    """Return what ``search_terms`` does with a blank between the words; ``None`` for text of any other character."""
    coded = _coded(text)
    return None if coded is None else b" ".join(coded.translate(_FOLDED_WORDS).split()).decode(_OF_FOLDED)


def coded_words(text: str) -> list[bytes] | None:
    """Split ordinary Vietnamese text into its words in small letters with their marks, as they were typed.

    They are in bytes, a letter each (``word_of``), which takes half as long. ``None`` for text with any other
    character, which takes more care.
    """
    coded = _coded(text)
    return None if coded is None else coded.translate(_MARKED_WORDS).split()


def word_of(coded: bytes) -> str:
    """Return one of the words that ``coded_words`` gave."""
    return codecs.charmap_decode(coded, "strict", _LETTERS)[0]


def _coded(text: str) -> bytes | None:
    try:
        return codecs.charmap_encode(text, "strict", _CHARACTER_SET)[0]
    except UnicodeEncodeError:
        return None


def _fold_any(text: str) -> str:
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text.lower()))
    return unicodedata.normalize("NFC", bare.translate(_BARRED))


def _tone_places() -> tuple[tuple[str, str], ...]:
    """Pair each toned second vowel of oa, oe, uy with the spelling that has the tone on the first."""
    toned = {vowels[0]: vowels for vowels in _TONED_VOWELS}
    return tuple(
        (first + toned[second][tone], toned[first][tone] + second)
        for first, second in ("oa", "oe", "uy")
        for tone in range(1, 6)
    )


def _character_set() -> str:
    """List the characters of ordinary Vietnamese text, small and capital: few enough to be numbered by a byte."""
    plain = "".join(map(chr, range(0x20, 0x7F)))
    signs = "“”‘’–—…•₫°²×"
    marked = "".join(letter for letter in _MARKED_LETTERS if not letter.isascii())
    used = "\x00\t\n" + plain + signs + marked + marked.upper()
    return used.ljust(256, "\ufffe")


# Folding runs over whole stores when they are rebuilt. As a character set of its own, like those of the encodings
# package, ordinary text is folded about ten times as fast as by str.translate.
_LETTERS = _character_set()
_CHARACTER_SET = codecs.charmap_build(_LETTERS)
_FOLDED_SET = "".join(map(_fold_any, _LETTERS))
_OF_FOLDED = "latin-1"
"""Holds all folded letters and the small two of m²."""
_FOLDED_WORDS = "".join(_fold_any(one) if one.isalnum() else " " for one in _LETTERS).encode(_OF_FOLDED)
_MARKED_WORDS = bytes(_LETTERS.index(one.lower()) if one.isalnum() else ord(" ") for one in _LETTERS)
"""Of the numbers that bytes.split takes for blanks none is a letter's."""
_TONE_PLACES = _tone_places()
