"""Makes any text drawable: composed letters, no controls, a visible mark for what the typeface lacks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

MARK = "[?]"
"""Stands for characters that the typeface lacks; the typeface has no U+FFFD."""

_SILENT = frozenset({"Cc", "Cf"})


class TextCleaner:
    """Cleans texts against the characters that can be drawn, and remembers what had to be replaced."""

    def __init__(self, printable: frozenset[str]) -> None:
        """Take the drawable characters."""
        self._printable = printable
        self._replaced: dict[str, None] = {}

    @property
    def replaced(self) -> tuple[str, ...]:
        """The characters replaced so far, each once; a lone surrogate is given by its number."""
        return tuple(self._replaced)

    def clean(self, text: str) -> str:
        """Give ``text`` in NFC without controls and direction marks; neighbours that cannot be drawn share a mark."""
        text = unicodedata.normalize("NFC", text)
        if self._printable.issuperset(text):
            return text
        return "".join(self._drawable(text))

    def _drawable(self, text: str) -> Iterator[str]:
        marked = False
        for character in text:
            if character in self._printable:
                marked = False
                yield character
            elif character.isspace():
                marked = False
                yield " "
            elif not _is_silent(character):
                self._remember(character)
                if not marked:
                    yield MARK
                marked = True

    def _remember(self, character: str) -> None:
        surrogate = unicodedata.category(character) == "Cs"
        self._replaced[f"U+{ord(character):04X}" if surrogate else character] = None


def _is_silent(character: str) -> bool:
    """Controls, direction marks, joiners and variation selectors show nothing of their own."""
    return unicodedata.category(character) in _SILENT or "\ufe00" <= character <= "\ufe0f"
