"""Keeps text of a table from being taken for a formula by the program that opens it."""

from __future__ import annotations

import re

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""With the wide forms, which programs set up for Chinese or Japanese compute as well."""
_ESCAPED = re.compile("'+[=+\\-@\t\r\n＝＋－＠]")


def escaped(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would compute, or that looks like such an escape already."""
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) or _ESCAPED.match(text) else text


def unescaped(text: str) -> str:
    """Take the apostrophe off again."""
    return text[1:] if _ESCAPED.match(text) else text
