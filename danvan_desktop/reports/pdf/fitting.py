"""Sets a text tighter, as its page format allows, where that saves a last page of little more than a signature.

A văn thư does the same by hand: a page that carries one sentence and the seal is set anew with less room between lines.
Where that saves no page, and one before the last ends well above its foot, the text is set wider to fill it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from danvan_desktop.reports.document import Document
from danvan_desktop.reports.page_format import PageFormat
from danvan_desktop.reports.pdf.builder import Section, build_sections
from danvan_desktop.reports.pdf.paging import Page, pages_of
from danvan_desktop.reports.pdf.pieces import NewPage, Together
from danvan_desktop.reports.pdf.typesetter import Typesetter

MOST_PAGES = 15
"""Of longer texts nobody minds the last page, and measuring them anew would take its time."""
SHORT = 365.0
"""A last page filled to this height or less, in points, is worth saving: half of one upright, most of one across."""
LEFT_EMPTY = 0.7
"""A page before the last that is filled less: what the signatures took along would nearly have stood on it."""
WELL_FILLED = 0.85
"""A page before the last that is filled less is worth setting wider."""
_LITTLE_MORE = 0.04
"""What a page must gain by it, or nobody sees why its lines are wider."""
MOST_WIDENED = 8
"""Pages of texts that are set wider: on longer ones one page that ends early is one of many."""
FULL = 0.978
"""A page filled further has no line to spare: a word processor, which breaks lines otherwise, begins one more."""


@dataclass(frozen=True)
class Fitted:
    """A section's pages and the format in which they are set; ``typesetter`` knows what it could not draw."""

    page_format: PageFormat
    typesetter: Typesetter
    pages: Iterable[Page]
    numbered_apart: bool


def fitted_sections(document: Document, page_format: PageFormat) -> Iterator[Fitted]:
    """Set the document's own section and each annex, each as tight as it takes to save its last page."""
    typesetter = Typesetter(page_format)
    for index, section in enumerate(build_sections(document, page_format, typesetter)):
        pages = pages_of(section)
        first = list(islice(pages, MOST_PAGES + 1))
        fitted = _tighter(document, page_format, index, first) if _ends_badly(first) else None
        if fitted is None and _ends_early(section, first):
            fitted = _wider(document, page_format, index, first)
        yield fitted or Fitted(page_format, typesetter, chain(first, pages), section.numbered_apart)


def fitted_formats(document: Document, page_format: PageFormat) -> tuple[PageFormat, ...]:
    """Give the format of each section, for a renderer that breaks pages itself."""
    return tuple(section.page_format for section in fitted_sections(document, page_format))


def _ends_badly(pages: list[Page]) -> bool:
    """Tell whether a last page has little on it, leaves the one before half empty, or has no line to spare."""
    return len(pages) <= MOST_PAGES and (_ends_short(pages) or not _leaves_room(pages))


def _ends_early(section: Section, pages: list[Page]) -> bool:
    """Tell whether a page of a short upright text ends well above its foot, for what is kept whole overleaf."""
    upright = section.sheet.width < section.sheet.height
    if not upright or any(isinstance(piece, NewPage) for piece in section.pieces):
        return False
    return 2 <= len(pages) <= MOST_WIDENED and _least_filled(pages) < WELL_FILLED


def _least_filled(pages: list[Page]) -> float:
    return min(page.share for page in pages[:-1])


def _cut_rows(pages: list[Page]) -> int:
    return sum(piece.ends_within_row for page in pages for piece, _top in page.placed)


def _wider(document: Document, page_format: PageFormat, index: int, pages: list[Page]) -> Fitted | None:
    """Give the wider format that fills its pages best, on as many, and cuts no row that was whole."""
    found, best, cut = None, _least_filled(pages) + _LITTLE_MORE, _cut_rows(pages)
    for wider in page_format.wider():
        typesetter = Typesetter(wider)
        section = build_sections(document, wider, typesetter)[index]
        spread = list(islice(pages_of(section), len(pages) + 1))
        is_as_good = len(spread) == len(pages) and _cut_rows(spread) <= cut and _leaves_room(spread)
        if is_as_good and _least_filled(spread) > best:
            found, best = Fitted(wider, typesetter, spread, section.numbered_apart), _least_filled(spread)
    return found


def _leaves_room(pages: list[Page]) -> bool:
    """Tell whether a word processor needs no more pages: it takes what is kept whole overleaf for want of a line."""
    return pages[-1].share <= FULL and not any(page.share > FULL and _ends_in_a_whole(page) for page in pages)


def _ends_in_a_whole(page: Page) -> bool:
    last = page.placed[-1][0]
    return isinstance(last, Together) and len(last.pieces) > 2 and all(one.keep_with_next for one in last.pieces[:-1])


def _ends_short(pages: list[Page]) -> bool:
    return len(pages) >= 2 and (pages[-1].used <= SHORT or pages[-2].share < LEFT_EMPTY)


def _tighter(document: Document, page_format: PageFormat, index: int, pages: list[Page]) -> Fitted | None:
    """Give the first of the tighter formats that takes a page less and leaves room, else the last that takes less.

    For a last page that is full one that leaves room on it is enough.
    """
    most = len(pages) - 1 if _ends_short(pages) else len(pages)
    found: Fitted | None = None
    for tighter in page_format.tighter():
        typesetter = Typesetter(tighter)
        section = build_sections(document, tighter, typesetter)[index]
        fewer = list(islice(pages_of(section), most + 1))
        leaves_room = len(fewer) <= most and _leaves_room(fewer)
        if leaves_room or len(fewer) < len(pages):
            found = Fitted(tighter, typesetter, fewer, section.numbered_apart)
        if leaves_room:
            break
    return found
