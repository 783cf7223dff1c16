"""Turns the document tree into the pieces of its pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from danvan_desktop.reports.components import alignment, ends_in_one_line, keeps_fill_line, leads_in
from danvan_desktop.reports.document import (
    Align,
    Appendix,
    Block,
    BulletList,
    Chart,
    Document,
    FillLines,
    Heading,
    Inline,
    KeepTogether,
    NumberedList,
    Opening,
    PageBreak,
    Paragraph,
    Proof,
    Run,
    Signers,
    Spacer,
    Table,
    Tree,
    runs_of,
)
from danvan_desktop.reports.page_format import PageFormat, Paper
from danvan_desktop.reports.pdf import fonts
from danvan_desktop.reports.pdf.centred import CentredPiece, MastheadPiece, RuledLines, title_piece
from danvan_desktop.reports.pdf.charts import ChartDrawing, ChartPiece, words_of
from danvan_desktop.reports.pdf.closing import closing_pieces
from danvan_desktop.reports.pdf.copy_mark import OriginalEnding, copy_piece
from danvan_desktop.reports.pdf.pieces import (
    MILLIMETRE,
    DottedLine,
    Gap,
    NewPage,
    Piece,
    TextPiece,
    Together,
)
from danvan_desktop.reports.pdf.proof import BesideSigners, ProofPiece
from danvan_desktop.reports.pdf.tables import TableBuilder
from danvan_desktop.reports.pdf.tagging import Element, list_bodies
from danvan_desktop.reports.pdf.tagging import heading as tagged_heading
from danvan_desktop.reports.pdf.tagging import paragraph as plain_paragraph
from danvan_desktop.reports.pdf.trees import TreeDrawing
from danvan_desktop.reports.pdf.typesetter import Line, Typesetter

LEAST_TO_WRITE_ON = 35 * MILLIMETRE
"""A name is not written on less: a label that leaves less has its dots on the next line."""


@dataclass(frozen=True)
class Sheet:
    """A page and the room within its margins, in points."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def text_width(self) -> float:
        """Width between the margins."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """Height between the margins."""
        return self.height - self.top - self.bottom


@dataclass(frozen=True)
class Section:
    """Pieces on pages of one orientation; begins a new page, and counts pages anew when ``numbered_apart``."""

    sheet: Sheet
    pieces: tuple[Piece, ...]
    numbered_apart: bool = False


def sheet_of(paper: Paper, landscape: bool) -> Sheet:
    """Lay the margins of the format on a sheet."""
    width, height = (paper.height, paper.width) if landscape else (paper.width, paper.height)
    margins = (paper.left, paper.right, paper.top, paper.bottom)
    left, right, top, bottom = (margin.value * MILLIMETRE for margin in margins)
    return Sheet(width * MILLIMETRE, height * MILLIMETRE, left, right, top, bottom)


def build_sections(document: Document, page_format: PageFormat, typesetter: Typesetter) -> list[Section]:
    """Build the document's own section and one for each appendix; a copy's mark ends the last of them."""
    sheet = sheet_of(page_format.paper, document.landscape)
    builder = _Builder(page_format, typesetter, sheet)
    opening = [
        MastheadPiece(document.header, page_format.masthead, typesetter, sheet.text_width),
        title_piece(document, page_format, typesetter, sheet.text_width),
    ]
    closing = _closing(document, page_format, typesetter, sheet)
    if closing and document.copy is not None:
        closing = [OriginalEnding(closing)]
    body = _tie_closing(
        builder.pieces(document.blocks), closing, short=ends_in_one_line(document.blocks, landscape=document.landscape)
    )
    sections = [Section(sheet, _tie_opening(opening, body))]
    sections += [_appendix(appendix, page_format, typesetter) for appendix in document.appendices]
    if document.copy is not None:
        last = sections[-1]
        mark = copy_piece(document.copy, page_format, typesetter, last.sheet.text_width, last.sheet.text_height)
        sections[-1] = replace(last, pieces=tuple(_tie_closing(last.pieces, [mark])))
    return sections


def _closing(document: Document, page_format: PageFormat, typesetter: Typesetter, sheet: Sheet) -> list[Piece]:
    """Set signatures, recipients and proof, which stay together."""
    proof, width = document.proof, sheet.text_width
    beside = proof is not None and document.landscape and len(document.signatures) > 1
    share = 1 - BesideSigners.SHARE if beside else 1.0
    closing = closing_pieces(
        document.signatures,
        document.recipients,
        page_format,
        typesetter,
        share * width,
        sheet.text_height,
        landscape=document.landscape and not beside,
    )
    if proof is None:
        return _tied(closing) if closing else []
    piece = ProofPiece(proof, page_format.proof, typesetter, BesideSigners.SHARE * width if beside else width)
    if beside:
        return _tied([BesideSigners(piece, closing[0], width), *closing[1:]])
    return _tied([*closing, piece])


def _appendix(appendix: Appendix, page_format: PageFormat, typesetter: Typesetter) -> Section:
    sheet = sheet_of(page_format.paper, appendix.landscape)
    style, width = page_format.appendix, sheet.text_width
    lines = [
        *typesetter.lines(appendix.label, style.label, width),
        *typesetter.lines(appendix.title, style.title, width),
        *typesetter.lines(appendix.note, style.note, width),
    ]
    bookmark = (typesetter.cleaner.clean(f"{appendix.label} {appendix.title}"), 0)
    space_after = page_format.title_block.space_after.value
    title = CentredPiece(
        RuledLines(tuple(lines)), width, space_after=space_after, bookmark=bookmark, element=tagged_heading(1)
    )
    pieces = _Builder(page_format, typesetter, sheet).pieces(appendix.blocks)
    body = _tie_closing(pieces, (), short=ends_in_one_line(appendix.blocks, landscape=appendix.landscape))
    return Section(sheet, _tie_opening([title], body), style.numbered_apart)


def _tie_opening(opening: Sequence[Piece], body: Sequence[Piece]) -> tuple[Piece, ...]:
    """Keep a title with the beginning of what is below it: it is no page of its own."""
    if not body or isinstance(body[0], NewPage):
        return (*opening, *body)
    return (Together(_each_tied([*opening, body[0]])), *body[1:])


def _tied(pieces: Sequence[Piece]) -> list[Piece]:
    """Keep signatures, recipients and proof together: a proof never stands alone on a page."""
    return [Together(_each_tied(pieces))]


def _each_tied(pieces: Sequence[Piece]) -> Sequence[Piece]:
    for piece in pieces[:-1]:
        piece.keep_with_next = True
    return pieces


def _tie_closing(body: Sequence[Piece], closing: Sequence[Piece], *, short: bool = False) -> list[Piece]:
    """Keep signatures, or a copy's mark, with the end of what is above: they never stand alone on a page.

    A ``short`` last piece is kept with the one before it: no page has a single sentence.
    """
    if not closing:
        return _tie_end(body) if short else list(body)
    last = body[-1] if body else None
    if last is None or isinstance(last, NewPage):
        return [*body, *closing]
    count = 2 if short and len(body) > 1 and not isinstance(body[-2], NewPage) else 1
    for piece in body[-count:]:
        piece.keep_with_next = True
    return [*body[:-count], Together([*body[-count:], closing[0]]), *closing[1:]]


def _tie_end(body: Sequence[Piece]) -> list[Piece]:
    """Keep a last line with what is above it: no page has a single sentence."""
    if len(body) < 2 or any(isinstance(piece, NewPage) for piece in body[-2:]):
        return list(body)
    return [*body[:-2], Together(_each_tied(body[-2:]))]


class _Builder:
    """Builds the pieces of blocks for one sheet."""

    def __init__(self, page_format: PageFormat, typesetter: Typesetter, sheet: Sheet) -> None:
        self._format, self._typesetter, self._width = page_format, typesetter, sheet.text_width
        body = page_format.body
        self._indent = body.first_line_indent.value * MILLIMETRE
        self._spacing = body.line_spacing.value
        self._space = body.paragraph_space.value

    def pieces(self, blocks: Iterable[Block]) -> list[Piece]:
        """Build all blocks; headings are tied to what follows them."""
        result: list[Piece] = []
        headings: list[Piece] = []
        for piece in self._untied(blocks):
            if isinstance(piece, TextPiece) and piece.keep_with_next:
                headings.append(piece)
            elif headings:
                result.append(Together([*headings, piece]))
                headings = []
            else:
                result.append(piece)
        return result + headings

    def _untied(self, blocks: Iterable[Block]) -> Iterator[Piece]:
        for block in blocks:
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[Piece]:  # noqa: C901 - one branch a block type
        match block:
            case Paragraph():
                yield from self._paragraph(block)
            case Heading():
                yield from self._heading(block)
            case BulletList():
                yield from self._list([(Run("- "), *runs_of(item)) for item in block.items])
            case NumberedList():
                numbered = enumerate(block.items, block.start)
                yield from self._list([(Run(f"{number}. "), *runs_of(item)) for number, item in numbered])
            case FillLines():
                yield from self._fill_lines(block)
            case Table():
                yield TableBuilder(block, self._format.table, self._typesetter, self._width).piece(self._space)
            case Chart():
                yield self._chart(block)
            case Tree():
                yield from self._tree(block)
            case Proof():
                yield ProofPiece(block, self._format.proof, self._typesetter, self._width)
            case Spacer():
                yield Gap(block.height * MILLIMETRE)
            case PageBreak():
                yield NewPage()
            case KeepTogether():
                yield Together(_each_tied(self.pieces(block.blocks)), whole=block.whole)
            case Signers():
                yield from closing_pieces(block.signatures, None, self._format, self._typesetter, self._width, 0.0)
            case Opening():
                yield MastheadPiece(block.header, self._format.masthead, self._typesetter, self._width)
                yield title_piece(block, self._format, self._typesetter, self._width)

    def _paragraph(self, block: Paragraph) -> Iterator[Piece]:
        pieces = list(self._text(block.content, block.align, indent=block.indent))
        if pieces and leads_in(block.content):
            pieces[-1].keep_with_next = True
        yield from pieces

    def _list(self, items: Sequence[Inline]) -> Iterator[Piece]:
        for body, item in zip(list_bodies(len(items)), items, strict=True):
            yield from self._text(item, within=body)

    def _text(
        self, content: Inline, align: Align = Align.JUSTIFY, *, indent: bool = True, within: Element | None = None
    ) -> Iterator[Piece]:
        style = self._format.body.text
        first_line, align = self._indent if indent else 0.0, alignment(content, align)
        for paragraph in self._typesetter.paragraphs(
            content, style, align, self._width, indent=first_line, spacing=self._spacing
        ):
            yield TextPiece(paragraph, space_before=self._space, element=plain_paragraph(within))

    def _heading(self, heading: Heading) -> Iterator[Piece]:
        styles = self._format.body.headings
        style = styles[min(heading.level, len(styles)) - 1]
        text = " ".join(heading.text.split())
        kept = self._typesetter.kept(text, style, self._width - self._indent, balanced=False)
        element = tagged_heading(heading.level + 1)
        for paragraph in self._typesetter.paragraphs(
            kept, style, Align.LEFT, self._width, indent=self._indent, spacing=self._spacing
        ):
            bookmark = (self._typesetter.cleaner.clean(text), heading.level - 1)
            yield TextPiece(paragraph, space_before=self._space, bookmark=bookmark, element=element)

    def _chart(self, chart: Chart) -> Piece:
        style = self._format.table
        lines = self._typesetter.lines(chart.title, style.header, self._width)
        title = CentredPiece(RuledLines(tuple(lines)), self._width, space_before=self._space)
        title.keep_with_next = True
        drawing = ChartDrawing(chart, style.chart, self._typesetter, self._width).drawing
        words = self._typesetter.cleaner.clean(words_of(chart))
        return Together([title, ChartPiece(drawing, self._space, words)], whole=True)

    def _tree(self, tree: Tree) -> Iterator[Piece]:
        drawing = TreeDrawing(self._format.table.chart, self._typesetter, self._width)
        for picture in drawing.pictures(tree):
            yield drawing.piece(picture, self._space)

    def _fill_lines(self, fill: FillLines) -> Iterator[Piece]:
        style = self._format.body.text
        leading = self._typesetter.leading(style, self._spacing)
        face, size = fonts.face(fill.bold, style.italic), style.size.value
        text = self._typesetter.text(fill.label, style)
        is_long = self._width - self._indent - fonts.width_of(text, face, size) < LEAST_TO_WRITE_ON
        pieces: list[Piece] = []
        if is_long:
            pieces += self._text((Run(fill.label, bold=fill.bold),), Align.LEFT)
        for index in range(fill.lines):
            label = Line("" if index or is_long else text, face, size, leading)
            line = DottedLine(label, self._width, self._indent if label.text else 0.0)
            line.space_before = self._space
            line.keep_with_next = keeps_fill_line(fill, index)
            pieces.append(line)
        if is_long:
            pieces[-fill.lines - 1].keep_with_next = True
        if pieces:
            yield Together(pieces)
