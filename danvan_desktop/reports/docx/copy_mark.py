"""The mark of a certified copy at the end of a Word file."""

from __future__ import annotations

from docx.shared import Pt
from docx.table import Table

from danvan_desktop.reports.document import Copy
from danvan_desktop.reports.docx import oxml
from danvan_desktop.reports.docx.closing import tie_table, write_closing
from danvan_desktop.reports.docx.opening import write_masthead
from danvan_desktop.reports.docx.writer import LINE, Writer
from danvan_desktop.reports.pdf.copy_mark import COPY_GAP


def write_copy(copy: Copy, writer: Writer) -> None:
    """Write the line across, then who copies what; all of it stays with the end of the original."""
    _tie_original(writer)
    _write_line(writer)
    tie_table(write_masthead(copy.header, writer.format.copy_masthead(copy.kind), writer).rows)
    write_closing((copy.signature,), copy.recipients, writer)


def _tie_original(writer: Writer) -> None:
    """Keep the end of the original with the mark: recipients below the signers, and the row that these stand in."""
    for item in reversed(list(writer.file.iter_inner_content())):
        if isinstance(item, Table):
            tie_table(item.rows[-1:])
            return
        item.paragraph_format.keep_with_next = True
        if item.style is None or item.style.name != LINE:
            return


def _write_line(writer: Writer) -> None:
    paragraph = writer.file.add_paragraph(style=LINE)
    form = paragraph.paragraph_format
    form.line_spacing, form.space_after = Pt(COPY_GAP), Pt(COPY_GAP)
    form.keep_with_next = True
    oxml.underline_paragraph(paragraph, writer.format.copy.line_width)
