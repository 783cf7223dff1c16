"""Dates as other programs and people write them into lists, brought to the form that a date field reads."""

from __future__ import annotations

import datetime as dt
import re

from danvan_desktop.domain.clock import VIETNAM
from danvan_desktop.domain.text import fold

_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORDS = {
    "gieng": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi mot": 11, "muoi hai": 12, "muoi": 10, "chap": 12,
}  # fmt: skip
_TIME = re.compile(
    r"[T ,]+[0-9]{1,2}(?::[0-9]{2}){1,2}(?:\.[0-9]+)?\s*(?:Z|[+-][0-9]{2}:?[0-9]{2}|SA|CH|AM|PM)?$", re.I
)
_LED = re.compile(
    r"^'|^(?:ngày\s+)?(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật|t[2-7]|cn)\s*[,:]?\s+(?:ngày\s+)?(?=\d)", re.I
)
"""What is written before a date: the sign by which Excel keeps a text, the day of the week."""
_ZONED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+(?:Z|[+-][0-9]{2}:?[0-9]{2})")
_ZERO = re.compile(r"0{1,4}([-/.])0{1,2}\1(?:0{1,4}|1900)|0{1,2}/01/1900|30/12/1899|1899-12-30")
_DAY_MONTH = re.compile(r"([0-9]{1,2})[ ./-]*([a-z]{3,9})\.?[ ,./-]*([0-9]{4}|[0-9]{2})")
_MONTH_DAY = re.compile(r"([a-z]{3,9})\.? *([0-9]{1,2})(?:st|nd|rd|th)?,? *([0-9]{4})")
_SHORT_MONTH = re.compile(r"([0-9]{1,2})[ ./-]*thg\.?[ -]*([0-9]{1,2})[ ,./-]*(?:nam )?([0-9]{4}|[0-9]{2})")
_MONTH_IN_WORDS = re.compile(rf"thang ({'|'.join(_WORDS)})\b(?=[ ,/]*(?:nam )?[0-9])")
FIGURES = re.compile(
    r"\s*(?P<first>[0-9]{1,2})(?P<apart>[-/.])(?P<second>[0-9]{1,2})(?P=apart)(?P<rest>(?:[0-9]{4}|[0-9]{2})\b.*)"
)
"""A date in figures whose year comes last; which of the two numbers is the day, its column tells."""


def plain_date(text: str) -> str:
    """Return a date without its time of day and with its month in figures; empty for the zero of databases."""
    text = _LED.sub("", text.strip())
    if _ZONED.fullmatch(text):
        text = _here(text)
    bare = _TIME.sub("", text).strip()
    if _ZERO.fullmatch(bare):
        return ""
    words = " ".join(fold(bare).split())
    for form, order in ((_SHORT_MONTH, (1, 2, 3)), (_DAY_MONTH, (1, 2, 3)), (_MONTH_DAY, (2, 1, 3))):
        match = form.fullmatch(words)
        if match is None:
            continue
        day, month, year = (match[place] for place in order)
        figure = month if month.isdecimal() else _english(month)
        if figure:
            return f"{day}/{figure}/{year}"
    in_figures = _MONTH_IN_WORDS.sub(lambda match: f"thang {_WORDS[match[1]]}", words)
    return bare if in_figures == words else in_figures


def with_order(text: str, *, month_first: bool) -> dt.date | None:
    """Read a date in figures in one order; ``None`` where that gives no day."""
    match = FIGURES.fullmatch(plain_date(text) or text)
    if match is None:
        return None
    first, second = int(match["first"]), int(match["second"])
    day, month = (second, first) if month_first else (first, second)
    year = int(match["rest"].strip()) if match["rest"].strip().isdecimal() else 0
    year += 0 if year > 99 else 2000 if year < 50 else 1900
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _english(word: str) -> str:
    return str(_ENGLISH.index(word[:3]) + 1) if word[:3] in _ENGLISH else ""


def _here(text: str) -> str:
    """Give a moment of another zone its day here."""
    try:
        moment = dt.datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return text
    return moment.astimezone(VIETNAM).date().isoformat()
