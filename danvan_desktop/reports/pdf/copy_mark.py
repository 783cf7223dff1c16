"""The mark of a certified copy: a line across, who copies under which number, what kind of copy, who signs."""

from __future__ import annotations

from danvan_desktop.reports.document import Copy
from danvan_desktop.reports.page_format import PageFormat
from danvan_desktop.reports.pdf.canvas import ReportCanvas
from danvan_desktop.reports.pdf.centred import MastheadPiece
from danvan_desktop.reports.pdf.closing import closing_pieces
from danvan_desktop.reports.pdf.pieces import Piece, Together
from danvan_desktop.reports.pdf.typesetter import Typesetter

COPY_GAP = 12.0
"""Points above and below the line between original and copy."""


class PartingLine(Piece):
    """A solid line over the whole width, with room below it."""

    space_before = COPY_GAP

    def __init__(self, width: float, line_width: float) -> None:
        """Take its length and thickness."""
        self._width, self._line_width = width, line_width

    def height(self, room: float) -> float:
        """See the base class."""
        return COPY_GAP

    def draw(self, canvas: ReportCanvas, x: float, y: float) -> None:
        """See the base class."""
        canvas.setLineWidth(self._line_width)
        canvas.line(x, y, x + self._width, y)


class OriginalEnding(Together):
    """The end of an original: signers and recipients go to the copy's page as one, unless they fill half of it."""

    def split(self, room: float, page: float) -> tuple[Piece, Piece] | None:
        """See the base class."""
        return None if self.height(page) <= page / 2 else super().split(room, page)


def copy_piece(copy: Copy, page_format: PageFormat, typesetter: Typesetter, width: float, page: float) -> Piece:
    """Set a copy's mark, which stays on one page; a list of recipients longer than half a page may run on."""
    masthead = MastheadPiece(copy.header, page_format.copy_masthead(copy.kind), typesetter, width)
    signed = closing_pieces((copy.signature,), copy.recipients, page_format, typesetter, width, page)
    line = PartingLine(width, page_format.copy.line_width)
    line.keep_with_next = masthead.keep_with_next = True
    return Together([line, masthead, *signed])
