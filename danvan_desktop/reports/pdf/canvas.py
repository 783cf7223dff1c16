"""reportlab's canvas with an outline that takes headings as they come, and marks that say what is drawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from danvan_desktop.reports.pdf import fonts
from danvan_desktop.reports.pdf.archival import ArchivalDocument
from danvan_desktop.reports.pdf.tagging import Element

rl_config.useA85 = 0
"""Streams stay binary: ASCII, reportlab's default of old days, makes files a quarter larger and slower to write."""

_END = "EMC"
_SPACE = "( ) Tj"
"""The first subset of each face has the space at its own place."""

_NO_WIDTH = 0.01
"""Of a letter's width, in percent: some readers take 0 for a fault."""


class SpacedText(PDFTextObject):
    """Lines with a space of no width behind them: who reads on finds the end of a word (ISO 32000-1, 14.8.2.5)."""

    def put(self, text: str) -> None:
        """Write a part of a line in the present face; nobody asks where it ends."""
        self._code.append(self._formatText(text))

    def end_line(self) -> None:
        """Write the space and go to the next line."""
        space = _SPACE if self._curSubset == 0 else self._formatText(" ")
        self._code.append(f"{_NO_WIDTH} Tz {space} 100 Tz T*")


class ReportCanvas(Canvas):
    """A canvas that numbers its bookmarks; what is drawn outside a mark is decoration, which no reader reads out."""

    _bookmarks = 0
    _last_level = -1
    _base_level = 0
    _marked_up_to = 0

    def __init__(self, stream: BinaryIO, language: str, made_on: dt.date) -> None:
        """Begin an empty file in ``language`` (BCP 47)."""
        super().__init__(stream, invariant=1, pageCompression=1, initialFontName=fonts.first_face())
        self._doc = ArchivalDocument(language, made_on)
        self.setViewerPreference("DisplayDocTitle", "true")

    def begin_chapter(self, title: str) -> None:
        """Enter the top of the page that comes next; bookmarks and elements from now on stand below it."""
        self._doc.structure.begin_part()
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

    def beginText(self, x: float = 0, y: float = 0, direction: str | None = None) -> SpacedText:
        """Begin a text; the lines of a paragraph end with a space."""
        return SpacedText(self, x, y, direction=direction)

    def draw_line(self, x: float, baseline: float, text: str) -> None:
        """Draw one of several lines that are read on."""
        line = self.beginText(x, baseline)
        line.put(text)
        line.end_line()
        self.drawText(line)

    def enter(self, element: Element) -> None:
        """Put an element into the structure, though nothing of it may be drawn."""
        self._doc.structure.enter(element)

    @contextmanager
    def marked(self, element: Element) -> Iterator[None]:
        """Mark what is drawn meanwhile as content of an element."""
        self._end_decoration()
        number = self._doc.structure.mark(element)
        self._code.append(f"/{element.written_tag} <</MCID {number}>> BDC")
        yield
        self._end_mark()

    def place_to_sign(self, who: str, box: tuple[float, float, float, float]) -> None:
        """Note where on this page somebody signs: left, bottom, right, top in points."""
        self._doc.note_place_to_sign(who, box)

    @contextmanager
    def page_number(self) -> Iterator[None]:
        """Mark what is drawn meanwhile as the number of the page."""
        self._end_decoration()
        self._code.append("/Artifact <</Type/Pagination>> BDC")
        yield
        self._end_mark()

    def showPage(self) -> None:
        """End the page."""
        self._end_decoration()
        super().showPage()
        self._marked_up_to = len(self._code)

    def _end_mark(self) -> None:
        self._code.append(_END)
        self._marked_up_to = len(self._code)

    def _end_decoration(self) -> None:
        """Mark what was drawn since the last mark as decoration."""
        if len(self._code) > self._marked_up_to:
            self._code.insert(self._marked_up_to, "/Artifact BMC")
            self._end_mark()
