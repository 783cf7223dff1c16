"""Puts pieces on pages, cutting them where pages end, and numbers the pages."""

from __future__ import annotations

from collections.abc import Callable

from danvan_desktop.reports.page_format import PageFormat
from danvan_desktop.reports.pdf import fonts
from danvan_desktop.reports.pdf.builder import Section, Sheet
from danvan_desktop.reports.pdf.canvas import ReportCanvas
from danvan_desktop.reports.pdf.pieces import MILLIMETRE, TOLERANCE, NewPage, Piece, Together


class Composer:
    """Composes one document: knows the open page and how far it is filled.

    ``pages`` counts all pages of the file, those drawn before included.
    """

    def __init__(
        self, canvas: ReportCanvas, page_format: PageFormat, pages: int, progress: Callable[[int], None] | None
    ) -> None:
        """Go on after ``pages`` pages."""
        self._canvas, self._format, self._progress = canvas, page_format, progress
        self._sheet: Sheet
        self._y = 0.0
        self.pages = pages
        self._page_number = 0

    def section(self, section: Section) -> None:
        """Draw a section on pages of its own."""
        self._sheet = section.sheet
        if section.numbered_apart:
            self._page_number = 0
        self._open_page()
        for piece in section.pieces:
            self._place(piece)
        self._close_page()

    def _place(self, piece: Piece) -> None:
        waiting = [piece]
        while waiting:
            waiting += reversed(self._place_start(waiting.pop()))

    def _place_start(self, piece: Piece) -> list[Piece]:
        """Draw what fits on the open page, and give what is left; a new page is open then."""
        if isinstance(piece, NewPage):
            if not self._empty:
                self._turn_page()
            return []
        space = 0.0 if self._empty else piece.space_before
        room = self._y - self._sheet.bottom - space
        if piece.height(room) <= room + TOLERANCE:
            self._draw(piece, space)
            return []
        parts = None if self._wants_new_page(piece) else piece.split(room, self._sheet.text_height)
        if parts:
            self._draw(parts[0], space)
            self._turn_page()
            return [parts[1]]
        if not self._empty:
            self._turn_page()
            return [piece]
        if isinstance(piece, Together) and len(piece.pieces) > 1:
            return list(piece.pieces)
        raise ValueError(f"{type(piece).__name__} is higher than a page and cannot be cut")

    def _wants_new_page(self, piece: Piece) -> bool:
        page = self._sheet.text_height
        return piece.whole and not self._empty and piece.height(page) <= page

    def _draw(self, piece: Piece, space: float) -> None:
        self._y -= space
        piece.draw(self._canvas, self._sheet.left, self._y)
        self._y -= piece.height(self._sheet.height)

    @property
    def _empty(self) -> bool:
        return self._y == self._sheet.height - self._sheet.top

    def _turn_page(self) -> None:
        self._close_page()
        self._open_page()

    def _open_page(self) -> None:
        self.pages += 1
        self._page_number += 1
        self._y = self._sheet.height - self._sheet.top
        self._canvas.setPageSize((self._sheet.width, self._sheet.height))
        self._draw_page_number()

    def _close_page(self) -> None:
        self._canvas.showPage()
        if self._progress:
            self._progress(self.pages)

    def _draw_page_number(self) -> None:
        style = self._format.page_number
        if self._page_number < style.first_page:
            return
        self._canvas.setFont(fonts.face(style.type.bold, style.type.italic), style.type.size.value)
        centre = self._sheet.left + self._sheet.text_width / 2
        upper_edge = self._sheet.height - style.from_edge * MILLIMETRE
        baseline = upper_edge - fonts.FIGURE_HEIGHT * style.type.size.value
        self._canvas.drawCentredString(centre, baseline, str(self._page_number))
