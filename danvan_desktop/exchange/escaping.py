"""Keeps text of a table from being taken for a formula by the program that opens it.

Excel cuts a CSV file at the separator of the system, which may be a semicolon, whatever the file was written with, and
then heeds no quotes that do not stand first. So what follows a semicolon, a tab or the end of a line inside a text may
become a cell of its own.
"""

from __future__ import annotations

import re

_CELL_OF_FORMULA = r"[' \"]*[=+\-@＝＋－＠]"
"""A cell that is computed; with the wide forms, which programs set up for Chinese or Japanese compute as well."""
_FORMULA = rf"(?={_CELL_OF_FORMULA})"
_BLANK_START = r"(?='*[\t\r\n])"
_TO_ESCAPE = re.compile(rf"(?<=[;\t\r\n]){_FORMULA}|\A(?:{_FORMULA}|{_BLANK_START})")
_ESCAPES = re.compile(rf"(?<=[;\t\r\n])'{_FORMULA}|\A'(?:{_FORMULA}|{_BLANK_START})")


def escaped(text: str) -> str:
    """Put an apostrophe before all that a spreadsheet would compute, or that looks like such an escape already."""
    return _TO_ESCAPE.sub("'", text)


def unescaped(text: str) -> str:
    """Take the apostrophes off again."""
    return _ESCAPES.sub("", text)
