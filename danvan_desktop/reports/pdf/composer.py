"""Draws pages one after another, and numbers them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from danvan_desktop.reports.page_format import PageFormat
from danvan_desktop.reports.pdf import fonts
from danvan_desktop.reports.pdf.builder import Sheet
from danvan_desktop.reports.pdf.canvas import ReportCanvas
from danvan_desktop.reports.pdf.paging import Page
from danvan_desktop.reports.pdf.pieces import MILLIMETRE


class Composer:
    """Draws one document; ``pages`` counts all pages of the file, those drawn before included."""

    def __init__(
        self, canvas: ReportCanvas, page_format: PageFormat, pages: int, progress: Callable[[int], None] | None
    ) -> None:
        """Go on after ``pages`` pages."""
        self._canvas, self._format, self._progress = canvas, page_format, progress
        self.pages = pages
        self._page_number = 0

    def section(self, pages: Iterable[Page], *, numbered_apart: bool) -> None:
        """Draw the pages of a section, which are counted from one when it is ``numbered_apart``."""
        if numbered_apart:
            self._page_number = 0
        for page in pages:
            self._draw(page)

    def _draw(self, page: Page) -> None:
        self.pages += 1
        self._page_number += 1
        self._canvas.setPageSize((page.sheet.width, page.sheet.height))
        self._draw_page_number(page.sheet)
        for piece, y in page.placed:
            piece.draw(self._canvas, page.sheet.left, y)
        self._canvas.showPage()
        if self._progress:
            self._progress(self.pages)

    def _draw_page_number(self, sheet: Sheet) -> None:
        style = self._format.page_number
        if self._page_number < style.first_page:
            return
        centre = sheet.left + sheet.text_width / 2
        upper_edge = sheet.height - style.from_edge * MILLIMETRE
        baseline = upper_edge - fonts.FIGURE_HEIGHT * style.type.size.value
        with self._canvas.page_number():
            self._canvas.setFont(fonts.face(style.type.bold, style.type.italic), style.type.size.value)
            self._canvas.drawCentredString(centre, baseline, str(self._page_number))
