"""Names as they are typed: with marks or without, whole or in part."""

from __future__ import annotations

from collections.abc import Sequence

from danvan_desktop.domain.text import fold, has_marks, mark_form, normalise


def fits(typed: str, name: str) -> bool:
    """Tell whether a name has all words that were typed, each perhaps unfinished; a word with marks only as marked."""
    marked, folded = mark_form(normalise(name)), fold(normalise(name))
    return all(_form(word) in (marked if has_marks(word) else folded) for word in _words(typed))


def is_same(typed: str, name: str) -> bool:
    """Tell whether a name was typed whole; a word that was typed without marks stands for every marked one."""
    theirs, ours = _words(typed), _words(name)
    return len(theirs) == len(ours) and all(_is_word(word, of) for word, of in zip(theirs, ours, strict=True))


def _words(text: str) -> Sequence[str]:
    return normalise(text).split()


def _form(word: str) -> str:
    return mark_form(word) if has_marks(word) else fold(word)


def _is_word(typed: str, word: str) -> bool:
    return _form(typed) == (mark_form(word) if has_marks(typed) else fold(word))
