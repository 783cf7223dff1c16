"""The opening of a Word file: who issues the document, number, place and date, title; and that of an annex."""

from __future__ import annotations

from docx.shared import Pt
from docx.table import Table, _Cell, _Row

from danvan_desktop.reports.components import number_text, unbroken
from danvan_desktop.reports.document import Appendix, Document, Header, Opening
from danvan_desktop.reports.docx import oxml
from danvan_desktop.reports.docx.writer import RULE_BELOW, Container, Writer
from danvan_desktop.reports.page_format import Masthead, MastheadLine, Rule, TypeStyle
from danvan_desktop.reports.pdf.centred import COLUMN_GAP, LETTER_SUBJECT_GAP, RULE_WIDTH, masthead_columns

_GAP = 6.0


def write_masthead(header: Header, style: Masthead, writer: Writer) -> Table:
    """Write the two columns that open a document or a copy's mark, in a table without lines, and return it."""
    widths = masthead_columns(style, writer.typesetter, writer.sheet.text_width)
    has_second = bool(header.number or header.place_date or header.letter_subject)
    table = writer.add_table(1 + has_second, 2)
    oxml.fix_table(table, widths, line_width=0, side_padding=0, padding=0)
    issuer, words = table.rows[0].cells
    writer.add(issuer, unbroken(header.superior), style.superior)
    writer.add(issuer, unbroken(header.issuer), style.issuer)
    _end(issuer, writer, unbroken(header.issuer), style.issuer, style.issuer_rule, style.issuer_mark, widths[0])
    for line in style.lines:
        writer.add(words, line.text, line.type)
    _end(words, writer, style.lines[-1].text, style.lines[-1].type, style.rule, None, widths[1])
    for cell in (issuer, words):
        drop_empty_first(cell)
    if has_second:
        _write_second_row(header, style, writer, table.rows[1], widths[0])
    return table


def _write_second_row(header: Header, style: Masthead, writer: Writer, row: _Row, room: float) -> None:
    """Write number and subject of a letter on the left, place and date on the right."""
    number, date = row.cells
    if header.number:
        writer.add(number, number_text(header.number, style), style.number)
    subject = writer.add_title(number, style.worded(header.letter_subject), style.letter_subject, room - COLUMN_GAP)
    for paragraph in subject[:1]:
        paragraph.paragraph_format.space_before = Pt(LETTER_SUBJECT_GAP if header.number else 0)
    writer.add(date, header.place_date, style.place_date)
    for cell in (number, date):
        drop_empty_first(cell)
        cell.paragraphs[0].paragraph_format.space_before = Pt(_GAP)


def write_title(document: Document | Opening, writer: Writer) -> None:
    """Write the kind of document and its subject, with the line or the hyphens under them."""
    style, file = writer.format.title_block, writer.file
    worded = style.worded(document.subject)
    kind, subject = (
        writer.add_title(file, text, type_style, writer.sheet.text_width)
        for text, type_style in ((document.kind, style.kind), (worded, style.subject))
    )
    made = [*kind, *subject] or [writer.add_thin(file)]
    made[0].paragraph_format.space_before = Pt(style.space_before.value)
    longest, text = (style.subject, worded) if worded else (style.kind, document.kind)
    if text:
        _end(file, writer, text, longest, style.rule, style.mark, writer.sheet.text_width)
    under_line = RULE_BELOW if text and style.rule else 0.0
    writer.keep_room_below(file.paragraphs[-1], style.space_after.value + RULE_WIDTH + under_line)


def write_annex_title(appendix: Appendix, writer: Writer) -> None:
    """Write label, title and what the annex goes with; the first of them is a bookmark of the file."""
    style, file = writer.format.appendix, writer.file
    label = writer.add(file, appendix.label, style.label, "Heading 1")
    title, note = (
        writer.add_title(file, text, type_style, writer.sheet.text_width)
        for text, type_style in ((appendix.title, style.title), (appendix.note, style.note))
    )
    made = [*label, *title, *note]
    for paragraph in label:
        paragraph.paragraph_format.first_line_indent = paragraph.paragraph_format.space_before = Pt(0)
        paragraph.paragraph_format.line_spacing = 1.0
    if made:
        writer.keep_room_below(made[-1], writer.format.title_block.space_after.value)


def _end(
    to: Container,
    writer: Writer,
    text: str,
    style: TypeStyle,
    rule: Rule | None,
    mark: MastheadLine | None,
    room: float,
) -> None:
    """Put the line or the mark under a text, where there is one."""
    if rule:
        writer.rule(to, text, style, rule.share.value, room)
    if mark and text:
        writer.add(to, mark.text, mark.type)


def drop_empty_first(cell: _Cell) -> None:
    """Remove the empty paragraph that a new cell has, unless it is the only one."""
    first = cell.paragraphs[0]
    if len(cell.paragraphs) > 1 and not first.text:
        cell._tc.remove(first._p)
