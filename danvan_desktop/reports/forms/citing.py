"""What a paper may say of other papers: none that it is itself, none of a later day.

A number is written by hand in many ways: ``45/TB-UBND`` by the state, ``03-TB/ĐU`` by the Party, ``45/2026/TB-UBND``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from danvan_desktop.reports.document import DocumentNumber, Header

LOCAL_GOVERNMENT_LAW = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;"
"""The first basis of what a committee of the people decides; the day of its publication was not read."""
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
