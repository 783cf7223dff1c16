"""reportlab's canvas with an outline that takes headings as they come."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas


class ReportCanvas(Canvas):
    """A canvas that numbers its bookmarks."""

    _bookmarks = 0
    _last_level = -1

    def enter_bookmark(self, title: str, level: int, y: float) -> None:
        """Enter the place ``y`` of this page into the outline; a level that skips others is drawn in to fit."""
        self._bookmarks += 1
        self._last_level = min(level, self._last_level + 1)
        key = f"heading-{self._bookmarks}"
        self.bookmarkHorizontal(key, 0, y)
        self.addOutlineEntry(title, key, self._last_level, closed=False)
