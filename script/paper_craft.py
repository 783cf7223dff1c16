"""The rules of page craft: how full pages are, how headings and dates of papers stand (docs/sources.md, 4).

As in ``paper_rules``, a rule gives what is wrong with a paper, nothing when all is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import dropwhile, islice, pairwise

from paper_reading import MILLIMETRE, Piece
from paper_rules import Printed, Rule

from danvan_desktop.reports.pdf import fonts

HALF = 0.25
"""The part of a sheet that may be left empty at a page's foot: what is kept whole is no higher."""
_SIGNED = "(Ký, ghi rõ họ tên)"
"""A sheet that is signed ends with it; another begins overleaf."""
_NEAR = 1.0
"""Points by which the edges of a line's letters differ from its own."""
_DECREE = re.compile(r"Nghị định số \d+/(\d{4})/NĐ-CP|Luật số \d+/(\d{4})/QH")
_YEAR_OF_A_DAY = re.compile(r"năm (\d{4})$")


def half_pages(printed: Printed) -> Iterator[str]:
    """No page of running text is left a quarter empty for what could stand on it (docs/sources.md, 5).

    A row that no page parts takes along what leads to its table, a chart its title.
    """
    for pages in printed.sections:
        for page, following in pairwise(pages):
            led_to = dropwhile(lambda block: block.is_heading or block.text.endswith(":"), following.blocks)
            is_signed = any(block.text.endswith(_SIGNED) for block in page.blocks[-2:])
            is_drawn = any("Figure" in block.tags for block in following.blocks[:2])
            if is_signed or is_drawn or not all(block.is_prose for block in (*islice(led_to, 1), *page.blocks[-2:])):
                continue
            foot = min(piece.bottom for piece in page.pieces if piece.line > 0)
            free = foot - printed.page_format.paper.bottom.value * MILLIMETRE
            if free > HALF * page.height:
                yield f"page {page.number} ends {free / page.height:.0%} of a page above its foot"


def stretched_heads(printed: Printed) -> Iterator[str]:
    """A heading of several lines stands at the left: its spaces are as wide as in the typeface (docs/sources.md, 5)."""
    for page in printed.paper.pages:
        for block in page.blocks:
            for line in block.lines[:-1] if block.level > 1 else ():
                spaces = sum(piece.text.strip().count(" ") for piece in line)
                if line[-1].right - line[0].left - sum(map(natural_width, line)) > _NEAR * max(spaces, 1):
                    yield f"page {page.number}: {block.text[:40]!r} is stretched"


def later_laws(printed: Printed) -> Iterator[str]:
    """No paper cites a law or a decree of a year after its own (docs/sources.md, 5)."""
    own = [found for block in printed.opening if (found := _YEAR_OF_A_DAY.search(block.text))]
    for block in printed.paper.blocks[len(printed.opening) :] if own else ():
        for found in _DECREE.finditer(block.text):
            if int(found[1] or found[2]) > int(own[0][1]):
                yield f"{found[0]} is of a later year"


def natural_width(piece: Piece) -> float:
    """Measure words with spaces as wide as the typeface has them."""
    return fonts.width_of(piece.text.strip(), fonts.face(piece.is_bold, piece.is_italic), piece.size)


CRAFT_RULES: tuple[Rule, ...] = (half_pages, stretched_heads, later_laws)
