"""Long figures in running text stay with what they count where the line above does not gape: 4.500.000 đồng.

Short ones always do (``Typesetter.bound``). A long one is tried: the paragraph is set with it kept whole, and is left
parted only where a line's spaces became so wide that a reader would see the hole before the broken sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from danvan_desktop.reports.binding import UNBROKEN_SPACE, figures_bound
from danvan_desktop.reports.document import Align
from danvan_desktop.reports.pdf import fonts
from danvan_desktop.reports.pdf.paragraph import LONG_SYMBOL, Paragraph, ParagraphStyle, Segment, set_paragraph

_WIDEST_ADDED, _WIDEST_FOR_A_SYMBOL = 2.2, 1.2
"""Widths of a space that each space of a filled line is given at most for a figure's sake: a sum; a paper's symbol.

Readers part “số” from 10/2022/QH15 more easily than 500.000 from đồng.
"""
_NUMBER = "số"


def with_figures_held(segments: Sequence[Segment], style: ParagraphStyle, width: float) -> list[Segment]:
    """Give the texts with a space that no line ends at wherever a long figure may stay whole."""
    held = list(segments)
    before: Paragraph | None = None
    for index, (face, text) in enumerate(segments):
        for place in _loose_places(text):
            before = before or set_paragraph(held, style, width)
            tried = list(held)
            tried[index] = (face, f"{held[index][1][:place]}{UNBROKEN_SPACE}{held[index][1][place + 1 :]}")
            after = set_paragraph(tried, style, width)
            if _gap(after) <= max(_gap(before), _widest(style, text[:place])):
                held, before = tried, after
    return held


def _loose_places(text: str) -> Iterator[int]:
    """Find the spaces of figures that are not kept yet."""
    whole = figures_bound(text, lambda whole: len(whole) <= LONG_SYMBOL)
    if whole == text:
        return
    yield from (place for place, letter in enumerate(whole) if letter == UNBROKEN_SPACE and text[place] == " ")


def _gap(paragraph: Paragraph) -> float:
    """By how much the spaces of its most stretched line are wider than they are in the typeface."""
    if paragraph.style.align is not Align.JUSTIFY:
        return 0.0
    return max((line.spare / max(line.spaces, 1) for line in paragraph.lines[:-1]), default=0.0)


def _widest(style: ParagraphStyle, before: str) -> float:
    added = _WIDEST_FOR_A_SYMBOL if before.lower().endswith(_NUMBER) else _WIDEST_ADDED
    return added * fonts.width_of(" ", fonts.face(bold=False, italic=False), style.size)
