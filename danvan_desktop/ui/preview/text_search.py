"""Words found on the pages of an open PDF, with or without their tone marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from danvan_desktop.domain.text import fold, normalise
from danvan_desktop.ui.preview.pdf_pages import Box, PdfPages

MOST_FINDS = 2000
"""More are not counted: nobody walks through them."""


@dataclass(frozen=True)
class Find:
    """One place: its page (from 0) and where on it, a box for each line."""

    page: int
    boxes: tuple[Box, ...]


def find_in_pages(pages: PdfPages, query: str) -> tuple[Find, ...]:
    """Find every place where the words of ``query`` follow one another, also over the end of a line."""
    words = [re.escape(word) for word in fold(normalise(query)).split()]
    if not words:
        return ()
    pattern = re.compile(r"\s+".join(words))
    finds: list[Find] = []
    for index in range(len(pages)):
        finds += [Find(index, boxes) for boxes in pages.find(index, pattern) if boxes]
        if len(finds) >= MOST_FINDS:
            break
    return tuple(finds[:MOST_FINDS])
