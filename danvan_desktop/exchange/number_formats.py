"""What a spreadsheet's number format shows of a number: leading zeros, groups of digits, the hour of a day."""

from __future__ import annotations

import re

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_TOKEN = re.compile(r'"(?P<words>[^"]*)"|\\(?P<letter>.)|[_*].|(?P<digit>[0#?])|(?P<sign>[ ()/:+–-])')
_NO_NUMBER = re.compile(r"[dmyhse@%.,]|General", re.IGNORECASE)
_DATE = re.compile(r"[dmyhs]", re.IGNORECASE)


def is_date(number_format: str) -> bool:
    """Tell whether a format shows days or hours."""
    return number_format != "General" and _DATE.search(_bare(number_format)) is not None


def shows_hours(number_format: str) -> bool:
    """Tell whether a format shows hours: a day without them has no time, whatever its number says."""
    return "h" in _bare(number_format).lower()


def masked(number: float, number_format: str) -> str | None:
    """Return a whole number as a format of mere digits shows it: 7 under 000 is 007; ``None`` for other formats."""
    section = number_format.partition(";")[0]
    if number < 0 or not float(number).is_integer() or _NO_NUMBER.search(_bare(section)):
        return None
    tokens = list(_TOKEN.finditer(re.sub(r"\[[^\]]*\]", "", section)))
    places = [token["digit"] for token in tokens if token["digit"]]
    if len(places) < 2 or "0" not in places:
        return None
    digits = str(int(number)).zfill(len(places) - places.index("0"))
    return _filled(tokens, digits, len(places)).strip()


def _filled(tokens: list[re.Match[str]], digits: str, places: int) -> str:
    """Put digits into the places from the right; the first place takes what is left over."""
    shown, place = "", 0
    over = max(0, len(digits) - places)
    padded = digits.rjust(places + over, "\0")
    for token in tokens:
        if token["digit"]:
            start = place + over if place else 0
            shown += padded[start : place + over + 1]
            place += 1
        elif "\0" not in padded[: place + over] or place == 0:
            shown += token["words"] or token["letter"] or token["sign"] or ""
    return shown.replace("\0", "")


def _bare(number_format: str) -> str:
    """Take out quoted words, escaped letters and what stands in brackets, such as [$-vi-VN]."""
    return _QUOTED.sub("", number_format)
