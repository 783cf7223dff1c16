"""Where the pages of a PDF stand, one below another: plain geometry in logical pixels."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from danvan_desktop.ui.preview.pdf_pages import PageSize

GAP = 14
"""Room around each page, in pixels."""

PIXELS_PER_POINT = 96 / 72
"""At 100 % a page has its paper size on a screen of 96 dots an inch."""

MOST_FITTED = 1.25
"""A page that is fitted into a wide window grows no larger: of one twice its size a third is seen."""

ZOOM_STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)


@dataclass(frozen=True)
class Place:
    """The rectangle of a page within the whole roll of pages."""

    left: int
    top: int
    width: int
    height: int

    @property
    def bottom(self) -> int:
        """The first line below it."""
        return self.top + self.height


class PageLayout:
    """The places of all pages at one zoom, centred in a roll at least ``room`` pixels wide."""

    def __init__(self, sizes: Sequence[PageSize], zoom: float, room: int) -> None:
        """Lay all pages out; sizes are rounded as pdfium rounds, so that images need no scaling."""
        self.zoom = zoom
        scale = zoom * PIXELS_PER_POINT
        widths = [math.ceil(size.width * scale) for size in sizes]
        self.width = max([room, *(width + 2 * GAP for width in widths)])
        self.places: list[Place] = []
        top = GAP
        for size, width in zip(sizes, widths, strict=True):
            height = math.ceil(size.height * scale)
            self.places.append(Place((self.width - width) // 2, top, width, height))
            top += height + GAP
        self.height = top if sizes else 0
        self._tops = [place.top for place in self.places]

    def visible(self, top: int, bottom: int) -> range:
        """Return the pages that lie between two lines of the roll, at least partly."""
        first = max(0, bisect_right(self._tops, top) - 1)
        if first < len(self.places) and self.places[first].bottom <= top:
            first += 1
        return range(first, max(first, bisect_right(self._tops, bottom - 1)))

    def current(self, top: int, height: int) -> int:
        """Return the page that a reader of these lines would say that he is on: the one across their middle."""
        if not self.places:
            return 0
        return max(0, bisect_right(self._tops, top + height // 2) - 1)


def fitting_zoom(sizes: Sequence[PageSize], room: int) -> float:
    """Return the zoom at which the widest page fills ``room`` pixels."""
    widest = max((size.width for size in sizes), default=0)
    if not widest:
        return 1.0
    # Half a pixel less, as the page's width is rounded up.
    zoom = (room - 2 * GAP - 0.5) / (widest * PIXELS_PER_POINT)
    return min(max(zoom, ZOOM_STEPS[0]), MOST_FITTED)


def next_zoom(zoom: float, larger: bool) -> float:
    """Return the next step up or down from any zoom."""
    if larger:
        return next((step for step in ZOOM_STEPS if step > zoom * 1.01), ZOOM_STEPS[-1])
    return next((step for step in reversed(ZOOM_STEPS) if step < zoom * 0.99), ZOOM_STEPS[0])
