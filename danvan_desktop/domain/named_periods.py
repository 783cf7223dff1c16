"""Months and quarters that words name: what is held anew in another one is called by that."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from danvan_desktop.patterns import pattern

_ROMAN = ("I", "II", "III", "IV")
_YEAR = r"(?:(\s*/\s*|\s+năm\s+)(\d{4}))?(?![\d/])"
_QUARTER = pattern(rf"\b((?i:quý)\s+)(IV|I{{1,3}}|0?[1-4])\b{_YEAR}")
_MONTH = pattern(rf"(?<!\d )\b((?i:tháng)\s+)(1[0-2]|0?[1-9])\b{_YEAR}")
"""After a figure and a space it is a part of a day: “ngày 5 tháng 8”."""
_LAST_PADDED = 2
"""Official papers write tháng 01, tháng 02, then tháng 3 (Nghị định 30/2020/NĐ-CP)."""


def renamed(text: str, was: dt.date, now: dt.date) -> str:
    """Return words that name the month or quarter of the day ``was`` by that of ``now``; other times stay as they are.

    “Họp định kỳ quý IV năm 2026” is “Họp định kỳ quý I năm 2027” in January; “nghị quyết quý III” is what it was.
    """
    text = _QUARTER.sub(_renaming(was, now, _quarter, _quarter_like), text)
    return _MONTH.sub(_renaming(was, now, lambda day: day.month, _month_like), text)


def _renaming(
    was: dt.date, now: dt.date, number_of: Callable[[dt.date], int], like: Callable[[int, str], str]
) -> Callable[[re.Match[str]], str]:
    def rename(found: re.Match[str]) -> str:
        name, number, between, year = found.groups()
        if _read(number) != number_of(was) or (year is not None and int(year) != was.year):
            return found[0]
        return f"{name}{like(number_of(now), number)}{'' if year is None else f'{between}{now.year}'}"

    return rename


def _read(number: str) -> int:
    return _ROMAN.index(number) + 1 if number in _ROMAN else int(number)


def _quarter(day: dt.date) -> int:
    return (day.month + 2) // 3


def _quarter_like(number: int, written: str) -> str:
    return _ROMAN[number - 1] if written in _ROMAN else str(number)


def _month_like(number: int, written: str) -> str:
    return f"{number:02d}" if number <= _LAST_PADDED and len(written) > 1 else str(number)
