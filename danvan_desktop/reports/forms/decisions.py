"""What decisions have in common: who decides on what ground, then articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from danvan_desktop.reports.document import Align, Block, Paragraph, Run


def decided_by(authority: str, grounds: Iterable[str]) -> Iterator[Block]:
    """Begin a decision: the authority, the grounds line by line, and that it decides."""
    yield _heading(authority.upper())
    yield from (Paragraph((Run(line, italic=True),)) for line in grounds)
    yield _heading("QUYẾT ĐỊNH:")


def article(number: int, words: str) -> Paragraph:
    """Write an article."""
    return Paragraph((Run(f"Điều {number}. ", bold=True), Run(words)))


def last_article(number: int, bodies: str, named: str) -> Paragraph:
    """Write from when a decision holds and who carries it out: bodies, and those whom its first article names."""
    return article(
        number,
        f"Quyết định này có hiệu lực kể từ ngày ký. {bodies}, các đơn vị liên quan và {named} có tên tại"
        " Điều 1 chịu trách nhiệm thi hành Quyết định này./.",
    )


def _heading(words: str) -> Paragraph:
    return Paragraph((Run(words, bold=True),), Align.CENTER, indent=False)
