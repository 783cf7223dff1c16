"""reportlab's canvas with an outline that takes headings as they come."""

from __future__ import annotations

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

rl_config.useA85 = 0
"""Streams stay binary: ASCII, reportlab's default of old days, makes files a quarter larger and slower to write."""


class ReportCanvas(Canvas):
    """A canvas that numbers its bookmarks."""

    _bookmarks = 0
    _last_level = -1
    _base_level = 0

    def begin_chapter(self, title: str) -> None:
        """Enter the top of the page that comes next; bookmarks from now on stand below it."""
        self._base_level = 0
        self.enter_bookmark(title, 0, self._pagesize[1])
        self._base_level = 1

    def enter_bookmark(self, title: str, level: int, y: float) -> None:
        """Enter the place ``y`` of this page into the outline; a level that skips others is drawn in to fit."""
        self._bookmarks += 1
        self._last_level = min(level + self._base_level, self._last_level + 1)
        key = f"heading-{self._bookmarks}"
        self.bookmarkHorizontal(key, 0, y)
        self.addOutlineEntry(title, key, self._last_level, closed=False)
