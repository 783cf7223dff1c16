"""What a paper may say of laws and other papers: what was in force on its day, neither itself nor a later one.

A number is written by hand in many ways: ``45/TB-UBND`` by the state, ``03-TB/ĐU`` by the Party, ``45/2026/TB-UBND``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import DocumentNumber, Header
from danvan_desktop.reports.wording import date_words

_FIGURES = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]+")
_NOT_OF_THE_SYMBOL = "số"
_KINDS: Mapping[str, str] = {
    "bc": "Báo cáo",
    "kh": "Kế hoạch",
    "nq": "Nghị quyết",
    "qđ": "Quyết định",
    "tb": "Thông báo",
    "ttr": "Tờ trình",
}
"""Kinds of papers that their symbols tell (Nghị định 30/2020/NĐ-CP, Phụ lục III)."""


@dataclass(frozen=True)
class Law:
    """A law that decisions rest on, with each of its versions: in force from a day, cited by the day it was passed."""

    name: str
    versions: tuple[tuple[dt.date, dt.date], ...]

    def basis(self, day: dt.date) -> str:
        """Cite the version of a day as a line of the bases; the first one for the days before any."""
        passed = [passed_on for in_force, passed_on in self.versions if in_force <= day]
        return f"Căn cứ {self.name} {date_words(passed[-1] if passed else self.versions[0][1])};"


LOCAL_GOVERNMENT = Law(
    "Luật Tổ chức chính quyền địa phương",
    (
        (dt.date(2016, 1, 1), dt.date(2015, 6, 19)),
        (dt.date(2025, 3, 1), dt.date(2025, 2, 19)),
        (dt.date(2025, 6, 16), dt.date(2025, 6, 16)),
    ),
)
"""The first basis of what a committee of the people decides."""
COMMENDATION = Law(
    "Luật Thi đua, khen thưởng",
    ((dt.date(2004, 7, 1), dt.date(2003, 11, 26)), (dt.date(2024, 1, 1), dt.date(2022, 6, 15))),
)


def citation_of(context: ReportContext, rule: str, day: dt.date) -> str:
    """Cite a rule of the law as it was in force on a paper's day; empty where it was not yet, or was not read."""
    found = context.store.law.in_force(rule, day)
    return found.citation if found is not None and found.confirmed else ""


@dataclass(frozen=True)
class WrittenNumber:
    """A number as somebody wrote it: its figure, and the words of its symbol in small letters."""

    figure: int
    symbol: tuple[str, ...]

    @classmethod
    def read(cls, text: str) -> WrittenNumber | None:
        """Read what was written; ``None`` for what begins with no figure, or with one that no register reaches."""
        figures = _FIGURES.findall(text)
        if not figures or len(figures[0]) > 6:
            return None
        letters = tuple(word.lower() for word in _LETTERS.findall(text))
        return cls(int(figures[0]), tuple(word for word in letters if word != _NOT_OF_THE_SYMBOL))

    def is_of(self, header: Header) -> bool:
        """Tell whether it is the number of the paper with this header, or the one that this paper still lacks."""
        own = header.number
        if own is None:
            return False
        symbol = tuple(word.lower() for word in _LETTERS.findall(own.symbol))
        return own.number in (None, self.figure) and self.symbol in ((), symbol)


def paper_of_number(number: str) -> str:
    """Name a paper by its number: a plan, a notice where the symbol tells it, else a paper of any kind."""
    written = WrittenNumber.read(number)
    kind = next((_KINDS[word] for word in (written.symbol if written else ()) if word in _KINDS), "văn bản")
    return f"{kind} số {number}"


def with_noted_number(header: Header, noted: str, *, bare_too: bool = False) -> Header:
    """Print the number that the record has for this paper, told by its symbol, where the register gave none.

    With ``bare_too`` one without symbol is this paper's as well.
    """
    written = WrittenNumber.read(noted)
    if header.number is None or header.number.number is not None or written is None:
        return header
    if not written.is_of(header) or not (written.symbol or bare_too):
        return header
    return replace(header, number=DocumentNumber(written.figure, header.number.symbol))


def may_cite(header: Header, own_day: dt.date, number: str, day: dt.date | None) -> bool:
    """Tell whether a paper of ``own_day`` may name the paper ``number`` of ``day``: neither itself nor a later one."""
    written = WrittenNumber.read(number)
    is_itself = written is not None and written.is_of(header)
    return bool(number) and not is_itself and (day is None or day <= own_day)
