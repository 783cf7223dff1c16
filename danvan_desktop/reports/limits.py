"""How much the kinds of files hold, each limit in one place; what goes beyond is cut where it can be seen."""

from __future__ import annotations

import unicodedata

LONGEST_PROPERTY = 255
"""Characters of a title, author or subject that Word and Excel keep of a file (ECMA-376, Part 2; python-docx)."""
LONGEST_CELL = 32_767
"""Characters of a cell of Excel."""
LONGEST_SHEET_NAME = 31
"""Characters of the name of a sheet of Excel."""
LONGEST_SUBJECT = 500
"""Characters of a subject in the register of numbers."""

_MORE = "…"
_UNWRITABLE = frozenset({"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"})


def shortened(text: str, longest: int) -> str:
    """Cut a text to ``longest`` characters, at the end of a word where there is one, with an ellipsis for the rest."""
    if len(text) <= longest:
        return text
    kept = text[: longest - len(_MORE)]
    whole_words, blank, _rest = kept.rpartition(" ")
    return (whole_words.rstrip() if blank and len(whole_words) > longest // 2 else kept) + _MORE


def writable(text: str, *, line_ends: bool = True) -> str:
    """Compose letters; drop controls, marks of direction and lone surrogates, which XML cannot hold.

    What parts words still does: a tab becomes a blank.
    """
    composed = unicodedata.normalize("NFC", text).replace("\r", "")
    return "".join(_written(letter) for letter in composed if line_ends or letter != "\n")


def _written(letter: str) -> str:
    if letter == "\n" or unicodedata.category(letter) not in _UNWRITABLE:
        return letter
    return " " if letter.isspace() else ""


def property_text(text: str) -> str:
    """Give a text as a file says it of itself: one line of what XML holds, no longer than a property may be."""
    return shortened(writable(" ".join(text.split()), line_ends=False), LONGEST_PROPERTY)
