"""Puts the pieces of a section on pages, cutting them where pages end; nothing is drawn yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from danvan_desktop.reports.pdf.builder import Section, Sheet
from danvan_desktop.reports.pdf.pieces import TOLERANCE, NewPage, Piece, Together


@dataclass
class Page:
    """Pieces with the place of their upper edges, in points above the sheet's lower edge."""

    sheet: Sheet
    placed: list[tuple[Piece, float]] = field(default_factory=list)
    used: float = 0.0

    @property
    def share(self) -> float:
        """How much of the room between the margins is filled, from 0 to 1."""
        return self.used / self.sheet.text_height

    @property
    def empty(self) -> bool:
        """Whether nothing stands on it."""
        return not self.placed

    def take(self, piece: Piece) -> tuple[list[Piece], bool]:
        """Put what fits of a piece here; gives what is left of it, and whether that begins a new page."""
        if isinstance(piece, NewPage):
            return [], not self.empty
        space = 0.0 if self.empty else piece.space_before
        room = self.sheet.text_height - self.used - space
        if piece.height(room) <= room + TOLERANCE:
            self._put(piece, space)
            return [], False
        parts = None if self._wants_new_page(piece) else piece.split(room, self.sheet.text_height)
        if parts:
            self._put(parts[0], space)
            return [parts[1]], True
        if not self.empty:
            return [piece], True
        if isinstance(piece, Together) and len(piece.pieces) > 1:
            return list(piece.pieces), False
        raise ValueError(f"{type(piece).__name__} is higher than a page and cannot be cut")

    def _wants_new_page(self, piece: Piece) -> bool:
        page = self.sheet.text_height
        return piece.whole and not self.empty and piece.height(page) <= page

    def _put(self, piece: Piece, space: float) -> None:
        self.used += space
        self.placed.append((piece, self.sheet.height - self.sheet.top - self.used))
        self.used += piece.height(self.sheet.height)


def pages_of(section: Section) -> Iterator[Page]:
    """Go through the pages of a section; a page is made when it is asked for, so that registers take little memory."""
    page = Page(section.sheet)
    waiting = list(reversed(section.pieces))
    while waiting:
        left, turns = page.take(waiting.pop())
        waiting += reversed(left)
        if turns:
            yield page
            page = Page(section.sheet)
    yield page
