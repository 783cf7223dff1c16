"""The proof of a report: a QR code drawn as squares, with the short code beside it."""

from __future__ import annotations

import contextlib

import segno

from danvan_desktop.reports.document import Proof
from danvan_desktop.reports.page_format import ProofStyle
from danvan_desktop.reports.pdf.canvas import ReportCanvas
from danvan_desktop.reports.pdf.closing import draw_left
from danvan_desktop.reports.pdf.pieces import MILLIMETRE, Piece
from danvan_desktop.reports.pdf.tagging import figure, paragraph
from danvan_desktop.reports.pdf.typesetter import Typesetter

QUIET_ZONE = 4
"""Empty modules around the code (ISO/IEC 18004)."""

_SPACE_BEFORE = 8.0


_CORRECTIONS = ("m", "l")
"""More than “m” takes smaller squares, and poor scans lose more by these than stains take."""


def qr_code(proof: Proof) -> segno.QRCode:
    """Make the code; a seventh of its data may be lost to a stain or a stamp, less where the payload is large.

    What no QR code holds (2,953 bytes) gives way to the short code, which the paper says too.
    """
    for correction in _CORRECTIONS:
        with contextlib.suppress(segno.DataOverflowError):
            return segno.make_qr(proof.payload, error=correction)
    return segno.make_qr(proof.code, error=_CORRECTIONS[0])


class ProofPiece(Piece):
    """QR code at the left, words beside it; never cut."""

    def __init__(self, proof: Proof, style: ProofStyle, typesetter: Typesetter, width: float) -> None:
        """Set the words."""
        self.space_before = _SPACE_BEFORE
        self._side = (style.side if proof.side is None else proof.side) * MILLIMETRE
        self._alternative = proof.code
        self._matrix = tuple(map(bytes, qr_code(proof).matrix))
        room = width - self._side
        self._lines = [
            *typesetter.lines(proof.code, style.code, room, balanced=False),
            *typesetter.lines(proof.note, style.note, room, balanced=False),
        ]

    def height(self, room: float) -> float:
        """See the base class."""
        return max(self._side, self._words_height)

    def draw(self, canvas: ReportCanvas, x: float, y: float) -> None:
        """See the base class; the quiet zone reaches into the margin's edge, the code itself stays inside."""
        module = self._side / (len(self._matrix) + 2 * QUIET_ZONE)
        top = y - QUIET_ZONE * module
        path = canvas.beginPath()
        box = (x, y - self._side, x + self._side, y)
        for row, line in enumerate(self._matrix):
            for start, length in _dark_runs(line):
                left = x + (QUIET_ZONE + start) * module
                path.rect(left, top - (row + 1) * module, length * module, module)
        with canvas.marked(figure(self._alternative, box)):
            canvas.drawPath(path, stroke=0, fill=1)
        spare = max(0.0, self._side - self._words_height) / 2
        draw_left(canvas, self._lines, x + self._side, y - spare, paragraph())

    @property
    def _words_height(self) -> float:
        return sum(line.leading for line in self._lines)


class BesideSigners(Piece):
    """On a page across: the proof at the left, the signers in what is left of the width."""

    SHARE = 0.37
    """The proof's part of the width: its code stays on one line."""

    def __init__(self, proof: ProofPiece, signers: Piece, width: float) -> None:
        """Take both, set already for their parts of ``width``."""
        self._proof, self._signers, self._left = proof, signers, self.SHARE * width
        self.space_before = signers.space_before

    def height(self, room: float) -> float:
        """See the base class."""
        return max(self._proof.height(room), self._signers.height(room))

    def draw(self, canvas: ReportCanvas, x: float, y: float) -> None:
        """See the base class."""
        self._proof.draw(canvas, x, y)
        self._signers.draw(canvas, x + self._left, y)


def _dark_runs(line: bytes) -> list[tuple[int, int]]:
    """Give the dark stretches of a row as start and length, so that no hairline shows between modules."""
    runs: list[tuple[int, int]] = []
    for column, module in enumerate(line):
        if not module:
            continue
        if runs and sum(runs[-1]) == column:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((column, 1))
    return runs
