"""reportlab's canvas with an outline that takes headings as they come, and marks that say what is drawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import BinaryIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from danvan_desktop.reports.pdf import fonts
from danvan_desktop.reports.pdf.archival import ArchivalDocument
from danvan_desktop.reports.pdf.operators import Letters, TextLines, box, stroke
from danvan_desktop.reports.pdf.tagging import Element

rl_config.useA85 = 0
"""Streams stay binary: ASCII, reportlab's default of old days, makes files a quarter larger and slower to write."""

_END = "EMC"


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
        self._letters: dict[str, Letters] = {}
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

    def letters(self, face: str) -> Letters:
        """Give the letters of a face as this file has them."""
        found = self._letters.get(face)
        if found is None:
            found = self._letters[face] = Letters(face, self._doc)
        return found

    def draw_lines(self, lines: TextLines) -> None:
        """Draw lines that are read on."""
        self._code.append(lines.code)

    def draw_line(self, x: float, baseline: float, text: str) -> None:
        """Draw one of several lines that are read on, in the present face."""
        line = TextLines(x, baseline)
        line.set_type(self.letters(self._fontname), self._fontsize, self._leading)
        line.put(text)
        line.end_line()
        self.draw_lines(line)

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Draw a line; see the base class."""
        self._code.append(stroke(x1, y1, x2, y2))

    def draw_box(self, x: float, y: float, width: float, height: float) -> None:
        """Draw the sides of a box that is not filled."""
        self._code.append(box(x, y, width, height))

    def enter(self, element: Element) -> None:
        """Put an element into the structure, though nothing of it may be drawn."""
        self._doc.structure.enter(element)

    def marked(self, element: Element) -> AbstractContextManager[None]:
        """Mark what is drawn meanwhile as content of an element."""
        return _Mark(self, element)

    def begin_mark(self, element: Element) -> None:
        """Mark what is drawn until ``end_mark`` as content of an element."""
        self._end_decoration()
        number = self._doc.structure.mark(element)
        self._code.append(f"/{element.written_tag} <</MCID {number}>> BDC")

    def end_mark(self) -> None:
        """End what was begun."""
        self._code.append(_END)
        self._marked_up_to = len(self._code)

    def place_to_sign(self, who: str, box: tuple[float, float, float, float]) -> None:
        """Note where on this page somebody signs: left, bottom, right, top in points."""
        self._doc.note_place_to_sign(who, box)

    @contextmanager
    def page_number(self) -> Iterator[None]:
        """Mark what is drawn meanwhile as the number of the page."""
        self._end_decoration()
        self._code.append("/Artifact <</Type/Pagination>> BDC")
        yield
        self.end_mark()

    def showPage(self) -> None:
        """End the page."""
        self._end_decoration()
        super().showPage()
        self._marked_up_to = len(self._code)

    def _end_decoration(self) -> None:
        """Mark what was drawn since the last mark as decoration."""
        if len(self._code) > self._marked_up_to:
            self._code.insert(self._marked_up_to, "/Artifact BMC")
            self.end_mark()


class _Mark:
    """The mark about one element: a page has hundreds, and a generator for each would take longer than the drawing."""

    __slots__ = ("_canvas", "_element")

    def __init__(self, canvas: ReportCanvas, element: Element) -> None:
        self._canvas, self._element = canvas, element

    def __enter__(self) -> None:
        self._canvas.begin_mark(self._element)

    def __exit__(self, *_error: object) -> None:
        self._canvas.end_mark()
