"""The end of a Word file: places to sign, recipients, proof."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.oxml.text.paragraph import CT_P
from docx.shared import Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from danvan_desktop.reports.components import (
    is_one_line,
    recipient_lines,
    recipients_beside,
    signature_rows,
    signed_lines,
)
from danvan_desktop.reports.document import Align, Proof, Recipients, Signature
from danvan_desktop.reports.docx import oxml
from danvan_desktop.reports.docx.opening import drop_empty_first
from danvan_desktop.reports.docx.writer import SLACK, TABLE_EDGES, Container, Writer
from danvan_desktop.reports.page_format import TypeStyle
from danvan_desktop.reports.pdf.closing import ACROSS, COLUMN_GAP, signature_widths
from danvan_desktop.reports.pdf.pieces import MILLIMETRE
from danvan_desktop.reports.pdf.proof import BesideSigners, qr_code

_GAP = 12.0
_QR_SCALE = 8
_SIDE_PADDING = 2.0
_BESIDE = COLUMN_GAP - 2 * _SIDE_PADDING
"""Points that a column has beside the room of its text in the PDF."""


def write_closing(
    signatures: tuple[Signature, ...], recipients: Recipients | None, writer: Writer, proof: Proof | None = None
) -> None:
    """Write signers side by side, with recipients beside them where there is room, else below; then the proof.

    On a page across the proof stands beside several signers. All of it stays on one page with the end of the text.
    """
    landscape = writer.sheet.width > writer.sheet.height
    proof_beside = proof if landscape and len(signatures) > 1 else None
    proof_below = proof if proof_beside is None else None
    landscape = landscape and proof_beside is None
    beside = recipients if recipients_beside(len(signatures), landscape=landscape) else None
    below = recipients if beside is None else None
    if signatures or proof_below:
        _tie_to_text(writer)
    if signatures:
        _write_signers(_rows_of(signatures, beside, proof_beside, writer), below, proof_below, writer)
        return
    if below:
        lines = _write_recipients(below, writer.file, writer, *_column_below(writer))
        lines[-1].paragraph_format.keep_with_next = proof_below is not None or None
    if proof_below:
        write_proof(proof_below, writer)


def write_proof(proof: Proof, writer: Writer) -> None:
    """Write the QR code as a picture, with the words beside it."""
    side = _side_of(proof, writer)
    gap = _gap(writer).paragraph_format
    gap.line_spacing, gap.keep_with_next = Pt(_GAP - TABLE_EDGES), True
    table = writer.add_table(1, 2)
    oxml.fix_table(table, (side, writer.sheet.text_width - side), line_width=0, side_padding=0, padding=0)
    oxml.keep_row_whole(table.rows[0])
    _fill_proof_row(proof, table.rows[0].cells, writer)


def _fill_proof_row(proof: Proof, cells: Sequence[_Cell], writer: Writer) -> None:
    picture, words = cells
    _fill_proof(proof, picture, words, writer)
    words.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _fill_proof(proof: Proof, picture: _Cell, words: _Cell, writer: Writer) -> None:
    style = writer.format.proof
    image = io.BytesIO()
    qr_code(proof).save(image, kind="png", scale=_QR_SCALE)
    image.seek(0)
    run = picture.paragraphs[0].add_run()
    run.add_picture(image, width=Pt(_side_of(proof, writer)))
    oxml.finish_picture(run, f"Mã QR {proof.code}")
    writer.add(words, proof.code, style.code, align=Align.LEFT)
    writer.add(words, proof.note, style.note, align=Align.LEFT)
    drop_empty_first(words)


def _lower_to_middle(proof: Proof, words: _Cell, writer: Writer, room: float) -> None:
    """Let the words stand at the middle of the code's height, in a row that is higher."""
    style = writer.format.proof
    texts = ((proof.code, style.code), (proof.note, style.note))
    lines = [
        line for text, type_style in texts for line in writer.typesetter.lines(text, type_style, room, balanced=False)
    ]
    spare = (_side_of(proof, writer) - sum(line.leading for line in lines)) / 2
    words.paragraphs[0].paragraph_format.space_before = Pt(max(0.0, spare))


def _side_of(proof: Proof, writer: Writer) -> float:
    return (writer.format.proof.side if proof.side is None else proof.side) * MILLIMETRE


@dataclass(frozen=True)
class _SignerRow:
    """Signers side by side, what stands at their left, and the widths of all columns in points."""

    signatures: tuple[Signature, ...]
    recipients: Recipients | None
    proof: Proof | None
    widths: tuple[float, ...]


def _rows_of(
    signatures: tuple[Signature, ...], beside: Recipients | None, proof: Proof | None, writer: Writer
) -> list[_SignerRow]:
    rows = []
    for signers in signature_rows(signatures):
        before = _columns_before(signers, beside, writer, proof)
        room = writer.sheet.text_width - sum(before)
        widths = signature_widths(signers, writer.format.signature, writer.typesetter, room)
        rows.append(_SignerRow(signers, beside, proof, (*before, *widths)))
        proof = None
    return rows


def _write_signers(rows: list[_SignerRow], below: Recipients | None, proof: Proof | None, writer: Writer) -> None:
    """Write one table of all: LibreOffice keeps rows of a table together, but no table whose rows stay whole.

    Word does both.
    """
    width = writer.sheet.text_width
    widths = [row.widths for row in rows]
    if below:
        widths.append((width,))
    if proof:
        side = _side_of(proof, writer) + 2 * _SIDE_PADDING
        widths.append((side, width - side))
    table, lines = _uneven_table(widths, writer)
    rest = iter(lines)
    for row in rows:
        _fill_row(row, next(rest), writer)
    if below:
        _fill_recipients(below, next(rest)[0], writer)
    if proof:
        _fill_proof_row(proof, next(rest), writer)
    for place, cells in enumerate(lines):
        for cell in cells:
            form = cell.paragraphs[0].paragraph_format
            form.space_before = Pt(_GAP if place else _GAP - TABLE_EDGES) + (form.space_before or 0)
    tie_table(table.rows[:-1])


def _fill_recipients(recipients: Recipients, cell: _Cell, writer: Writer) -> None:
    """Write recipients from the margin on, in the column that they have in the PDF."""
    column, beside = _column_below(writer)
    for line in _write_recipients(recipients, cell, writer, column, beside - _SIDE_PADDING):
        line.paragraph_format.left_indent = Pt(-_SIDE_PADDING)
    drop_empty_first(cell)


def _column_below(writer: Writer) -> tuple[float, float]:
    """Give the width of the recipients below the signers, and what is beside it."""
    column = writer.format.recipients.left_share * writer.sheet.text_width - COLUMN_GAP
    return column, writer.sheet.text_width - column


def _uneven_table(rows: list[tuple[float, ...]], writer: Writer) -> tuple[Table, list[list[_Cell]]]:
    """Add a table whose rows have columns of their own widths; gives it with the cells of each row."""
    ends = [[round(end, 1) for end in accumulate(widths)] for widths in rows]
    edges = sorted({end for row in ends for end in row})
    table = writer.add_table(len(rows), len(edges))
    columns = [stop - start for start, stop in pairwise((0.0, *edges))]
    oxml.fix_table(table, columns, line_width=0, side_padding=_SIDE_PADDING, padding=0)
    cells = []
    for row, own in zip(table.rows, ends, strict=True):
        oxml.keep_row_whole(row)
        grid, places = row.cells, [edges.index(end) for end in own]
        starts = [0, *(place + 1 for place in places[:-1])]
        cells.append([grid[start].merge(grid[stop]) for start, stop in zip(starts, places, strict=True)])
    return table, cells


def _fill_row(row: _SignerRow, cells: list[_Cell], writer: Writer) -> None:
    before = len(cells) - len(row.signatures)
    if row.proof:
        _fill_proof(row.proof, cells[0], cells[1], writer)
        _lower_to_middle(row.proof, cells[1], writer, row.widths[1])
    if row.recipients:
        column = cells[before - 1]
        _write_recipients(row.recipients, column, writer, row.widths[before - 1] - COLUMN_GAP, _BESIDE)
        drop_empty_first(column)
    rooms = [width - COLUMN_GAP for width in row.widths[before:]]
    heights = [_height_above_name(*one, writer) for one in zip(row.signatures, rooms, strict=True)]
    for cell, signature, room, height in zip(cells[before:], row.signatures, rooms, heights, strict=True):
        _write_signature(signature, cell, writer, room, max(heights) - height)


def _columns_before(
    signatures: tuple[Signature, ...], recipients: Recipients | None, writer: Writer, proof: Proof | None
) -> list[float]:
    """Give the widths of what stands at the left of the signers: the proof, the recipients, or room for these."""
    width = writer.sheet.text_width
    proof_columns: list[float] = []
    if proof:
        side = writer.format.proof.side * MILLIMETRE
        proof_columns = [side, BesideSigners.SHARE * width - side]
        width -= sum(proof_columns)
    share = writer.format.recipients.left_share if len(signatures) == 1 else ACROSS if recipients else 0.0
    return [*proof_columns, share * width] if share else proof_columns


def _height_above_name(signature: Signature, room: float, writer: Writer) -> float:
    return sum(
        line.leading
        for text, style in _lines_above_name(signature, writer)
        for line in writer.typesetter.lines(text, style, room)
    )


def _lines_above_name(signature: Signature, writer: Writer) -> tuple[tuple[str, TypeStyle], ...]:
    style = writer.format.signature
    return *signed_lines(signature, style), (signature.note, style.note)


def _write_signature(signature: Signature, cell: _Cell, writer: Writer, room: float, lower: float) -> None:
    """Write one signer, the name ``lower`` by so much: all names stand on one line, below the longest position."""
    style = writer.format.signature
    for text, type_style in _lines_above_name(signature, writer):
        writer.add_title(cell, text, type_style, room, _BESIDE)
    name = writer.add_title(cell, signature.name, style.name, room, _BESIDE) or [writer.add_thin(cell)]
    name[0].paragraph_format.space_before = Pt(style.room.value * MILLIMETRE - TABLE_EDGES + lower)
    drop_empty_first(cell)


def _write_recipients(
    recipients: Recipients, to: Container, writer: Writer, room: float, beside: float = 0.0
) -> list[Paragraph]:
    style = writer.format.recipients
    lines = writer.add(to, style.label, style.label_type, align=Align.LEFT)
    for text in recipient_lines(recipients):
        kept = writer.typesetter.kept(text, style.item_type, room, balanced=False)
        lines += writer.add(to, kept, style.item_type, align=Align.LEFT)
    for line in lines:
        line.paragraph_format.right_indent = Pt(max(0.0, beside - SLACK))
    for line in lines[:-1]:
        line.paragraph_format.keep_with_next = True
    return lines


def _tie_to_text(writer: Writer) -> None:
    """Keep the signatures with the end of the text: they never stand alone on a page, nor with a single sentence."""
    last = _from_end(writer, 1)
    _tie(last, writer)
    if isinstance(last, CT_P) and _is_one_line(Paragraph(last, writer.file._body).text, writer):
        tie_last_line(writer)


def _is_one_line(text: str, writer: Writer) -> bool:
    return is_one_line(text, landscape=writer.sheet.width > writer.sheet.height)


def tie_last_line(writer: Writer) -> None:
    """Keep the last paragraph of the file with what is above it: no page has a single sentence."""
    _tie(_from_end(writer, 2), writer)


def _from_end(writer: Writer, place: int) -> object:
    elements = writer.file.element.body.inner_content_elements
    return elements[-place] if len(elements) >= place else None


def _tie(element: object, writer: Writer) -> None:
    if isinstance(element, CT_P):
        Paragraph(element, writer.file._body).paragraph_format.keep_with_next = True
    elif element is not None:
        tie_table([writer.file.tables[-1].rows[-1]])


def tie_table(rows: Iterable[_Row]) -> None:
    """Keep rows of a table with what follows them."""
    for row in rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _gap(writer: Writer) -> Paragraph:
    """Tables need a paragraph between them, or Word joins them."""
    paragraph = writer.file.add_paragraph(style="Dòng")
    paragraph.paragraph_format.line_spacing = Pt(_GAP)
    return paragraph
