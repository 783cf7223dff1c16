"""The end of a document: places to sign, and who receives it."""

from __future__ import annotations

from collections.abc import Sequence

from danvan_desktop.reports.binding import UNBROKEN_SPACE, ties_of
from danvan_desktop.reports.components import recipient_lines, recipients_beside, signature_rows, signed_lines
from danvan_desktop.reports.document import Recipients, Signature
from danvan_desktop.reports.page_format import PageFormat, RecipientsStyle, SignatureStyle, TypeStyle
from danvan_desktop.reports.pdf import fonts
from danvan_desktop.reports.pdf.canvas import ReportCanvas
from danvan_desktop.reports.pdf.centred import RuledLines
from danvan_desktop.reports.pdf.pieces import MILLIMETRE, Piece
from danvan_desktop.reports.pdf.tagging import Element, paragraph
from danvan_desktop.reports.pdf.typesetter import Line, Typesetter

_SPACE_BEFORE = 12.0
COLUMN_GAP = 4 * MILLIMETRE
_ENDLESS = 1e9
ACROSS = 0.3
"""The recipients' part of the width beside two signers on a page across."""


class SignatureColumn:
    """One signer: position, note, room for hand and seal, name."""

    def __init__(self, signature: Signature, style: SignatureStyle, typesetter: Typesetter, width: float) -> None:
        """Set the lines."""
        self.width = width
        self._upper = [
            line
            for text, type_style in signed_lines(signature, style)
            for line in typesetter.lines(text, type_style, width - COLUMN_GAP)
        ] + typesetter.lines(signature.note, style.note, width - COLUMN_GAP)
        self._lower = typesetter.lines(signature.name, style.name, width - COLUMN_GAP)
        self._room = style.room.value * MILLIMETRE
        self._element = paragraph()
        self._who = ": ".join(filter(None, (", ".join(signature.lines), signature.name)))

    def draw(self, canvas: ReportCanvas, centre: float, y: float, name_y: float) -> None:
        """Draw the upper lines below ``y``, the name below ``name_y``."""
        for lines, top in ((self._upper, y), (self._lower, name_y)):
            RuledLines(tuple(lines)).draw(canvas, centre, top, self._element)
        side = (self.width - COLUMN_GAP) / 2
        canvas.place_to_sign(self._who, (centre - side, name_y, centre + side, y - _height(self._upper)))

    @property
    def name_offset(self) -> float:
        """Where the name begins below the block's upper edge."""
        return _height(self._upper) + self._room

    @property
    def name_height(self) -> float:
        """Height of the name."""
        return _height(self._lower)


class RecipientColumn:
    """Nơi nhận: items with a hyphen, ended by semicolons and a full stop."""

    def __init__(self, recipients: Recipients, style: RecipientsStyle, typesetter: Typesetter, width: float) -> None:
        """Set the lines."""
        self.lines = typesetter.lines(style.label, style.label_type, width)
        for text in recipient_lines(recipients):
            kept = typesetter.kept(text, style.item_type, width, balanced=False)
            self.lines += typesetter.lines(kept, style.item_type, width, balanced=False)

    @property
    def height(self) -> float:
        """Height of the list."""
        return _height(self.lines)


class LeftLines(Piece):
    """Lines from the left margin, the first of which names the others."""

    def __init__(self, lines: Sequence[Line], element: Element | None = None) -> None:
        """Take the lines, of a paragraph of their own unless they go on with another's."""
        self._lines = tuple(lines)
        self._element = element or paragraph()
        self.space_before = _SPACE_BEFORE

    def height(self, room: float) -> float:
        """See the base class."""
        return _height(self._lines)

    def draw(self, canvas: ReportCanvas, x: float, y: float) -> None:
        """See the base class."""
        draw_left(canvas, self._lines, x, y, self._element)

    def split(self, room: float, page: float) -> tuple[Piece, Piece] | None:
        """Cut only what fills half a page; never between the label and the first that it names."""
        if _height(self._lines) <= page / 2:
            return None
        for count, _line in enumerate(self._lines):
            if _height(self._lines[: count + 1]) > room:
                return self._cut(count) if count > 1 else None
        return None

    def _cut(self, count: int) -> tuple[Piece, Piece]:
        above, below = self._lines[:count], self._lines[count:]
        return LeftLines(above, self._element), LeftLines(below, self._element)


class SignaturePiece(Piece):
    """Signers side by side from ``left`` on; recipients beside a single one."""

    space_before = _SPACE_BEFORE

    def __init__(
        self,
        columns: Sequence[SignatureColumn],
        left: float = 0.0,
        recipients: RecipientColumn | None = None,
    ) -> None:
        """Take the columns, set already."""
        self._columns, self._left, self._recipients = columns, left, recipients
        self._name_offset = max((column.name_offset for column in columns), default=0.0)
        """All names stand on one line, below the longest position."""
        self._name_height = max((column.name_height for column in columns), default=0.0)

    def height(self, room: float) -> float:
        """See the base class."""
        return max(self._name_offset + self._name_height, self._recipients.height if self._recipients else 0.0)

    def draw(self, canvas: ReportCanvas, x: float, y: float) -> None:
        """See the base class."""
        if self._recipients:
            draw_left(canvas, self._recipients.lines, x, y, paragraph())
        name_y = y - self._name_offset
        x += self._left
        for column in self._columns:
            column.draw(canvas, x + column.width / 2, y, name_y)
            x += column.width


def closing_pieces(
    signatures: Sequence[Signature],
    recipients: Recipients | None,
    page_format: PageFormat,
    typesetter: Typesetter,
    width: float,
    page: float,
    *,
    landscape: bool = False,
) -> list[Piece]:
    """Set the end: recipients stand beside the signers where there is room, else below them."""
    across = len(signatures) == 2 and landscape
    left = (ACROSS if across else page_format.recipients.left_share) * width
    list_column = (
        RecipientColumn(recipients, page_format.recipients, typesetter, left - COLUMN_GAP)
        if recipients and recipients.items
        else None
    )
    beside = recipients_beside(len(signatures), landscape=landscape) and (
        list_column is None or list_column.height < page / 2
    )
    pieces: list[Piece] = []
    style = page_format.signature
    for row in signature_rows(signatures):
        start = left if len(signatures) == 1 or (beside and list_column) else 0.0
        widths = signature_widths(row, style, typesetter, width - start)
        columns = [
            SignatureColumn(signature, style, typesetter, column) for signature, column in zip(row, widths, strict=True)
        ]
        pieces.append(SignaturePiece(columns, start, list_column if beside else None))
    if list_column and not beside:
        pieces.append(LeftLines(list_column.lines))
    return pieces


def signature_widths(
    signatures: Sequence[Signature], style: SignatureStyle, typesetter: Typesetter, width: float
) -> list[float]:
    """Share the width equally, or by need where a long position fits on one line only then."""
    equal = width / len(signatures)
    needed = [_natural_width(signature, style, typesetter) + COLUMN_GAP for signature in signatures]
    spare = width - sum(needed)
    if max(needed) <= equal:
        return [equal] * len(signatures)
    if spare < 0:
        needed = _needed_for_fewer_lines(signatures, style, typesetter, equal)
        spare = width - sum(needed)
    return [equal] * len(signatures) if spare < 0 else [need + spare / len(signatures) for need in needed]


def _needed_for_fewer_lines(
    signatures: Sequence[Signature], style: SignatureStyle, typesetter: Typesetter, equal: float
) -> list[float]:
    """Measure the least widths in which the position of the most lines has one less, and the others no more."""
    counts = [_lines_in(signature, style, typesetter, equal - COLUMN_GAP) for signature in signatures]
    most = max(counts)
    return [
        _least_width(signature, style, typesetter, count - (count == most)) + COLUMN_GAP
        for signature, count in zip(signatures, counts, strict=True)
    ]


def _least_width(signature: Signature, style: SignatureStyle, typesetter: Typesetter, lines: int) -> float:
    wide = _natural_width(signature, style, typesetter)
    bound = (_widest_bound(text, type_style, typesetter) for text, type_style in signed_lines(signature, style))
    narrow = min(wide, max(bound, default=0.0))
    for _attempt in range(12):
        middle = (narrow + wide) / 2
        if _lines_in(signature, style, typesetter, middle) > max(lines, len(signature.lines)):
            narrow = middle
        else:
            wide = middle
    return wide


def _widest_bound(text: str, style: TypeStyle, typesetter: Typesetter) -> float:
    """Measure the longest words that stay together on a line: the name of a body is not broken for room."""
    text = typesetter.text(text, style)
    ties = ties_of(text)
    spaces = ties.words | ties.names
    bound = "".join(UNBROKEN_SPACE if place in spaces else letter for place, letter in enumerate(text))
    face = fonts.face(style.bold, style.italic)
    return max((fonts.width_of(words, face, style.size.value) for words in bound.split(" ")), default=0.0)


def _lines_in(signature: Signature, style: SignatureStyle, typesetter: Typesetter, width: float) -> int:
    return sum(len(typesetter.lines(text, type_style, width)) for text, type_style in signed_lines(signature, style))


def _natural_width(signature: Signature, style: SignatureStyle, typesetter: Typesetter) -> float:
    texts = [*signed_lines(signature, style), (signature.note, style.note)]
    lines = [line for text, type_style in texts for line in typesetter.lines(text, type_style, _ENDLESS)]
    return max((line.width for line in lines), default=0.0)


def draw_left(canvas: ReportCanvas, lines: Sequence[Line], x: float, y: float, element: Element) -> None:
    """Draw lines from ``x`` below ``y``, as content of ``element``."""
    with canvas.marked(element):
        _draw_left(canvas, lines, x, y)


def _draw_left(canvas: ReportCanvas, lines: Sequence[Line], x: float, y: float) -> None:
    for line in lines:
        y -= line.leading
        baseline = y + fonts.DESCENT * line.size
        canvas.setFont(line.face, line.size)
        canvas.draw_line(x, baseline, line.text)
        if line.underlined:
            canvas.setLineWidth(fonts.UNDERLINE_WIDTH * line.size)
            level = baseline - fonts.UNDERLINE_DEPTH * line.size
            canvas.line(x, level, x + line.width, level)


def _height(lines: Sequence[Line]) -> float:
    return sum(line.leading for line in lines)
