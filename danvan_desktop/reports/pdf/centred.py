"""Blocks of centred lines: the masthead on the first page, titles, headings of annexes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from danvan_desktop.reports.components import number_text, unbroken
from danvan_desktop.reports.document import Document, Header, Opening
from danvan_desktop.reports.page_format import Masthead, MastheadLine, PageFormat, Rule
from danvan_desktop.reports.pdf import fonts
from danvan_desktop.reports.pdf.canvas import ReportCanvas
from danvan_desktop.reports.pdf.pieces import MILLIMETRE, Piece
from danvan_desktop.reports.pdf.tagging import Element, heading, paragraph
from danvan_desktop.reports.pdf.typesetter import Line, Typesetter

RULE_WIDTH = 0.75
"""Thickness of the lines under Tiêu ngữ, issuing body and subject, in points."""

LETTER_SUBJECT_GAP = 6.0
"""Points between number and subject of a letter (Nghị định 30/2020, Phụ lục I, Phần I, mục II, khoản 5)."""

RULE_ROOM = 6.0
COLUMN_GAP = 2 * MILLIMETRE


@dataclass(frozen=True)
class RuledLines:
    """Lines with a rule of ``length`` points under them (none when 0)."""

    lines: tuple[Line, ...]
    length: float = 0.0

    @property
    def height(self) -> float:
        """Height with the rule."""
        return sum(line.leading for line in self.lines) + (RULE_ROOM if self.length else 0.0)

    def draw(self, canvas: ReportCanvas, centre: float, y: float, element: Element) -> None:
        """Draw below ``y`` around ``centre``; its words are content of ``element``."""
        words = [line for line in self.lines if not line.decorative]
        if words:
            with canvas.marked(element):
                y = draw_lines(canvas, words, centre, y)
        y = draw_lines(canvas, [line for line in self.lines if line.decorative], centre, y)
        if self.length:
            canvas.setLineWidth(RULE_WIDTH)
            rule_y = y - RULE_ROOM / 2
            canvas.line(centre - self.length / 2, rule_y, centre + self.length / 2, rule_y)


def draw_lines(canvas: ReportCanvas, lines: Sequence[Line], centre: float, y: float) -> float:
    """Draw lines below ``y`` around ``centre``; gives where they end."""
    for line in lines:
        y -= line.leading
        draw_centred(canvas, line, centre, y)
    return y


def draw_centred(canvas: ReportCanvas, line: Line, centre: float, bottom: float) -> None:
    """Draw a line whose box ends at ``bottom``."""
    canvas.setFont(line.face, line.size)
    canvas.draw_line(centre - line.width / 2, bottom + fonts.DESCENT * line.size, line.text)


def ruled(lines: Sequence[Line], rule: Rule | None, *, last_line: bool = False) -> RuledLines:
    """Put a rule under lines, by its share of the longest line (or of the last one)."""
    if not lines or rule is None:
        return RuledLines(tuple(lines))
    measured = lines[-1:] if last_line else lines
    return RuledLines(tuple(lines), rule.share.value * max(line.width for line in measured))


class CentredPiece(Piece):
    """Ruled lines over the width of the page; cut between lines when they are taller than a page."""

    def __init__(
        self,
        content: RuledLines,
        width: float,
        *,
        space_before: float = 0.0,
        space_after: float = 0.0,
        bookmark: tuple[str, int] | None = None,
        element: Element | None = None,
    ) -> None:
        """Take the lines and the room around them; they are a paragraph unless told otherwise."""
        self._element = element or paragraph()
        self._content = content
        self._width = width
        self.space_before = space_before
        self._space_after = space_after
        self._bookmark = bookmark

    def height(self, room: float) -> float:
        """See the base class."""
        return self._content.height + self._space_after

    def draw(self, canvas: ReportCanvas, x: float, y: float) -> None:
        """See the base class."""
        if self._bookmark:
            canvas.enter_bookmark(*self._bookmark, y)
        self._content.draw(canvas, x + self._width / 2, y, self._element)

    def split(self, room: float, page: float) -> tuple[Piece, Piece] | None:
        """See the base class."""
        lines = self._content.lines
        count = int(room // lines[0].leading) if lines else 0
        if self._content.height < page / 2 or not 0 < count < len(lines):
            return None
        first = CentredPiece(RuledLines(lines[:count]), self._width, bookmark=self._bookmark, element=self._element)
        rest = RuledLines(lines[count:], self._content.length)
        return first, CentredPiece(rest, self._width, space_after=self._space_after, element=self._element)


class MastheadPiece(Piece):
    """The two columns that open a document."""

    def __init__(self, header: Header, style: Masthead, typesetter: Typesetter, width: float) -> None:
        """Set all lines."""
        self._width = width
        words = _words(style, typesetter, width)
        self._left_width, right_width = masthead_columns(style, typesetter, width)
        room = self._left_width - COLUMN_GAP
        superior = typesetter.lines(unbroken(header.superior), style.superior, room)
        issuer = typesetter.lines(unbroken(header.issuer), style.issuer, room)
        mark = mark_lines(style.issuer_mark, typesetter, room) if issuer else []
        length = ruled(issuer, style.issuer_rule, last_line=True).length
        self._issuer = RuledLines((*superior, *issuer, *mark), length)
        self._words = ruled(words, style.rule, last_line=True)
        self._number = typesetter.lines(number_text(header.number, style), style.number, room) if header.number else []
        self._place_date = typesetter.lines(header.place_date, style.place_date, right_width)
        subject = typesetter.lines(style.worded(header.letter_subject), style.letter_subject, room)
        self._letter_subject = RuledLines(tuple(subject))
        self._gap = LETTER_SUBJECT_GAP if subject and self._number else 0.0

    def height(self, room: float) -> float:
        """See the base class."""
        return self._top + self._second_row + self._gap + self._letter_subject.height

    def draw(self, canvas: ReportCanvas, x: float, y: float) -> None:
        """See the base class."""
        left = x + self._left_width / 2
        right = x + (self._left_width + self._width) / 2
        self._issuer.draw(canvas, left, y, paragraph())
        self._words.draw(canvas, right, y, paragraph())
        y -= self._top + self._second_row
        for lines, centre in ((self._number, left), (self._place_date, right)):
            RuledLines(tuple(lines)).draw(canvas, centre, y + sum(line.leading for line in lines), paragraph())
        self._letter_subject.draw(canvas, left, y - self._gap, paragraph())

    @property
    def _top(self) -> float:
        return max(self._issuer.height, self._words.height)

    @property
    def _second_row(self) -> float:
        """Number and date stand on one line."""
        heights = [sum(line.leading for line in lines) for lines in (self._number, self._place_date)]
        return max(heights) + (RULE_ROOM if any(heights) else 0.0)


def masthead_columns(style: Masthead, typesetter: Typesetter, width: float) -> tuple[float, float]:
    """Share the width between the issuing body and the words on the right, which stay on one line each."""
    longest = max(line.width for line in _words(style, typesetter, width))
    right = max((1 - style.left_share) * width, longest)
    return width - right, right


def _words(style: Masthead, typesetter: Typesetter, width: float) -> list[Line]:
    return [line for part in style.lines for line in typesetter.lines(part.text, part.type, width)]


def title_piece(
    document: Document | Opening, page_format: PageFormat, typesetter: Typesetter, width: float
) -> CentredPiece:
    """Set the kind of document and its subject with the line under them."""
    style = page_format.title_block
    kind = typesetter.lines(document.kind, style.kind, width)
    subject = typesetter.lines(style.worded(document.subject), style.subject, width)
    mark = mark_lines(style.mark, typesetter, width) if kind or subject else []
    length = ruled(subject or kind, style.rule).length
    return CentredPiece(
        RuledLines((*kind, *subject, *mark), length),
        width,
        space_before=style.space_before.value,
        space_after=style.space_after.value,
        element=heading(1),
    )


def mark_lines(mark: MastheadLine | None, typesetter: Typesetter, width: float) -> list[Line]:
    """Set the star under the issuing body, or the hyphens under the subject."""
    lines = typesetter.lines(mark.text, mark.type, width) if mark else []
    return [replace(line, decorative=True) for line in lines]
