"""What a page is composed of: pieces that know their height, can be cut, and draw themselves.

All lengths are points; a piece knows its width from the start. ``y`` is the upper edge of what is drawn.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from danvan_desktop.reports.pdf import fonts
from danvan_desktop.reports.pdf.canvas import ReportCanvas
from danvan_desktop.reports.pdf.paragraph import Paragraph
from danvan_desktop.reports.pdf.tagging import Element
from danvan_desktop.reports.pdf.tagging import paragraph as plain_paragraph
from danvan_desktop.reports.pdf.typesetter import Line

MILLIMETRE = 72 / 25.4
TOLERANCE = 1e-6
_ENDLESS = 1e9


class Piece(ABC):
    """One thing on a page.

    ``space_before`` is kept above it unless it opens a page; ``keep_with_next`` ties it to its successor within a
    ``Together``; ``whole`` asks for a new page before being cut; ``ends_within_row`` tells that its last row goes on
    overleaf.
    """

    space_before: float = 0.0
    keep_with_next: bool = False
    whole: bool = False
    ends_within_row: bool = False

    @abstractmethod
    def height(self, room: float) -> float:
        """Measure it; a value above ``room`` may be less than the true height, since measuring stops there."""

    @abstractmethod
    def draw(self, canvas: ReportCanvas, x: float, y: float) -> None:
        """Draw it below ``y``."""

    def split(self, room: float, page: float) -> tuple[Piece, Piece] | None:
        """Cut it into a part of at most ``room`` and the rest; ``None`` when that cannot be.

        ``page`` is the height of an empty page, less what has to stand on it above and below this piece.
        """
        return None


class Gap(Piece):
    """Empty room."""

    def __init__(self, height: float) -> None:
        """Take the height."""
        self._height = height

    def height(self, room: float) -> float:
        """See the base class."""
        return self._height

    def draw(self, canvas: ReportCanvas, x: float, y: float) -> None:
        """Draw nothing."""

    def split(self, room: float, page: float) -> tuple[Piece, Piece] | None:
        """End with the page: no room is carried over."""
        return Gap(room), Gap(0.0)


class NewPage(Gap):
    """What follows begins a new page."""

    def __init__(self) -> None:
        """Take no room."""
        super().__init__(0.0)


class TextPiece(Piece):
    """A paragraph; ``bookmark`` (title, level from 0) puts it into the file's outline."""

    def __init__(
        self,
        paragraph: Paragraph,
        *,
        space_before: float = 0.0,
        bookmark: tuple[str, int] | None = None,
        element: Element | None = None,
    ) -> None:
        """Take a paragraph set for the width of the page."""
        self._element = element or plain_paragraph()
        self._paragraph = paragraph
        self.space_before = space_before
        self._bookmark = bookmark
        self.keep_with_next = bookmark is not None

    def height(self, room: float) -> float:
        """See the base class."""
        return self._paragraph.height

    def draw(self, canvas: ReportCanvas, x: float, y: float) -> None:
        """See the base class."""
        if self._bookmark:
            canvas.enter_bookmark(*self._bookmark, y)
        with canvas.marked(self._element):
            self._paragraph.draw(canvas, x, y)

    def split(self, room: float, page: float) -> tuple[Piece, Piece] | None:
        """Cut between lines, never leaving a single line of a longer paragraph alone; headings are not cut."""
        if room <= 0 or (self._bookmark and self._paragraph.height < page / 2):
            return None
        parts = self._paragraph.split(room)
        if parts is None:
            return None
        first = TextPiece(parts[0], space_before=self.space_before, bookmark=self._bookmark, element=self._element)
        return first, TextPiece(parts[1], element=self._element)


class Together(Piece):
    """Pieces in a row, cut only where their ties allow."""

    def __init__(self, pieces: Sequence[Piece], *, whole: bool = False) -> None:
        """Take at least one piece."""
        self.pieces = tuple(pieces)
        self.space_before = self.pieces[0].space_before
        self.whole = whole
        self.ends_within_row = self.pieces[-1].ends_within_row

    def height(self, room: float) -> float:
        """See the base class."""
        used = 0.0
        for index, piece in enumerate(self.pieces):
            used += piece.space_before if index else 0.0
            used += piece.height(room - used)
            if used > room + TOLERANCE:
                break
        return used

    def draw(self, canvas: ReportCanvas, x: float, y: float) -> None:
        """See the base class."""
        for index, piece in enumerate(self.pieces):
            y -= piece.space_before if index else 0.0
            piece.draw(canvas, x, y)
            y -= piece.height(_ENDLESS)

    def split(self, room: float, page: float) -> tuple[Piece, Piece] | None:
        """Cut in or before the first piece that does not fit."""
        index, left = self._first_too_far(room)
        parts = self.pieces[index].split(left, page - self._tied_above(index)) if left > 0 else None
        if parts is None:
            index, parts = self._cut_before(index, page)
        if parts is not None:
            parts[1].keep_with_next = self.pieces[index].keep_with_next
            head: tuple[Piece, ...] = (*self.pieces[:index], parts[0])
            tail: tuple[Piece, ...] = (parts[1], *self.pieces[index + 1 :])
        elif index > 0:
            head, tail = self.pieces[:index], self.pieces[index:]
        else:
            return None
        return Together(head), Together(tail)

    def _first_too_far(self, room: float) -> tuple[int, float]:
        """Find the piece that does not fit, and the room left for it."""
        for index, piece in enumerate(self.pieces):
            room -= piece.space_before if index else 0.0
            height = piece.height(room)
            if height > room + TOLERANCE:
                return index, room
            room -= height
        raise ValueError("all pieces fit")

    def _cut_before(self, index: int, page: float) -> tuple[int, tuple[Piece, Piece] | None]:
        """Step back over ties to where a cut may be: between two pieces, or within a tied text."""
        while index > 0 and self.pieces[index - 1].keep_with_next:
            page -= self.pieces[index].space_before + self.pieces[index].height(_ENDLESS)
            index -= 1
            tied = self.pieces[index]
            parts = tied.split(tied.height(_ENDLESS) - 1, page - self._tied_above(index))
            if parts is not None:
                return index, parts
        return index, None

    def _tied_above(self, index: int) -> float:
        """Measure what goes to a new page with a piece, above it."""
        first = index
        while first > 0 and self.pieces[first - 1].keep_with_next:
            first -= 1
        spaces = sum(piece.space_before for piece in self.pieces[first + 1 : index + 1])
        return spaces + sum(piece.height(_ENDLESS) for piece in self.pieces[first:index])


class DottedLine(Piece):
    """A line of dots to write on by hand, after a label."""

    def __init__(self, label: Line, width: float, indent: float) -> None:
        """Take the label as a line, and the place of the whole line."""
        self._label, self._width, self._indent = label, width, indent

    def height(self, room: float) -> float:
        """See the base class."""
        return self._label.leading

    def draw(self, canvas: ReportCanvas, x: float, y: float) -> None:
        """See the base class."""
        label = self._label
        baseline = y - label.leading + fonts.DESCENT * label.size
        start = x + self._indent
        if label.text:
            with canvas.marked(plain_paragraph()):
                canvas.setFont(label.face, label.size)
                canvas.drawString(start, baseline, f"{label.text} ")
            start += fonts.width_of(f"{label.text} ", label.face, label.size)
        plain = fonts.face(bold=False, italic=False)
        dots = int((x + self._width - start) / fonts.width_of(".", plain, label.size))
        canvas.setFont(plain, label.size)
        canvas.drawString(start, baseline, "." * dots)
