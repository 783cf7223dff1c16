"""Whole numbers that a spreadsheet wrote short, such as 9.12346E+08, which often loses their last digits."""

from __future__ import annotations

import re

_SHORTENED = re.compile(r"\s*([0-9])(?:[.,]([0-9]+))?[Ee]\+([0-9]{1,2})\s*")


def expanded_number(text: str) -> str | None:
    """Return a whole number that was written short, such as 9,12345678E+08, if all of its digits are there."""
    match = _SHORTENED.fullmatch(text)
    if match is None:
        return None
    decimals, exponent = match[2] or "", int(match[3])
    return f"{match[1]}{decimals}" if len(decimals) == exponent else None


def is_shortened(text: str) -> bool:
    """Tell whether a text is a number that was written short, its last digits perhaps lost."""
    return _SHORTENED.fullmatch(text) is not None
