"""The document tree, block by block, as paragraphs and tables of Word."""

from __future__ import annotations

import io
from collections.abc import Iterable

from docx.enum.text import WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Mm, Pt

from danvan_desktop.reports.components import alignment, ends_in_one_line, leads_in
from danvan_desktop.reports.document import (
    Align,
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
from danvan_desktop.reports.docx import oxml
from danvan_desktop.reports.docx.closing import tie_last_line, tie_table, write_closing, write_proof
from danvan_desktop.reports.docx.copy_mark import write_copy
from danvan_desktop.reports.docx.opening import write_annex_title, write_masthead, write_title
from danvan_desktop.reports.docx.tables import write_table
from danvan_desktop.reports.docx.writer import BODY, Writer
from danvan_desktop.reports.pdf import fonts
from danvan_desktop.reports.pdf.builder import LEAST_TO_WRITE_ON
from danvan_desktop.reports.pdf.charts import ChartDrawing, picture_of
from danvan_desktop.reports.pdf.pieces import MILLIMETRE
from danvan_desktop.reports.pdf.trees import TreeDrawing, parts_within

_SHARE_OF_A_PICTURE = 0.6
"""How much of a page a part of a picture takes at most."""


def write_document(document: Document, writer: Writer) -> None:
    """Write the document itself and each annex on pages of their own; a copy's mark ends the last of them."""
    writer.open_section(landscape=document.landscape, first=True, numbered_apart=False)
    write_masthead(document.header, writer.format.masthead, writer)
    write_title(document, writer)
    write_blocks(document.blocks, writer)
    write_closing(document.signatures, document.recipients, writer, document.proof)
    write_annexes(document, writer)
    if document.copy is not None:
        write_copy(document.copy, writer)
    writer.end()


def write_annexes(document: Document, writer: Writer) -> None:
    """Write each annex on pages of its own."""
    for appendix in document.appendices:
        apart = writer.format.appendix.numbered_apart
        writer.open_section(landscape=appendix.landscape, first=False, numbered_apart=apart)
        write_annex_title(appendix, writer)
        write_blocks(appendix.blocks, writer)
        if ends_in_one_line(appendix.blocks, landscape=appendix.landscape):
            tie_last_line(writer)


def write_blocks(blocks: Iterable[Block], writer: Writer) -> None:
    """Write blocks at the end of the file."""
    for block in blocks:
        _write_block(block, writer)


def _write_block(block: Block, writer: Writer) -> None:  # noqa: C901 - one branch a block type
    text = writer.format.body.text
    match block:
        case Paragraph():
            for paragraph in writer.add(writer.file, block.content, text, BODY, alignment(block.content, block.align)):
                if not block.indent:
                    paragraph.paragraph_format.first_line_indent = Pt(0)
                paragraph.paragraph_format.keep_with_next = leads_in(block.content) or None
        case Heading():
            styles = writer.format.body.headings
            level = min(block.level, len(styles))
            room = writer.sheet.text_width - writer.format.body.first_line_indent.value * MILLIMETRE
            words = writer.typesetter.kept(" ".join(block.text.split()), styles[level - 1], room, balanced=False)
            writer.add(writer.file, words, styles[level - 1], f"Heading {level}", Align.LEFT)
        case BulletList():
            for item in block.items:
                _write_item((Run("- "), *runs_of(item)), writer)
        case NumberedList():
            for number, item in enumerate(block.items, block.start):
                _write_item((Run(f"{number}. "), *runs_of(item)), writer)
        case FillLines():
            _write_fill_lines(block, writer)
        case Table():
            write_table(block, writer)
        case Chart():
            _write_chart(block, writer)
        case Tree():
            _write_tree(block, writer)
        case Proof():
            write_proof(block, writer)
        case Spacer():
            writer.file.add_paragraph(style="Dòng").paragraph_format.line_spacing = Mm(block.height)
        case PageBreak():
            writer.file.add_paragraph(style="Dòng").add_run().add_break(WD_BREAK.PAGE)
        case KeepTogether():
            _write_together(block, writer)
        case Signers():
            write_closing(block.signatures, None, writer)
        case Opening():
            write_masthead(block.header, writer.format.masthead, writer)
            write_title(block, writer)


def _write_item(item: Inline, writer: Writer) -> None:
    writer.add(writer.file, item, writer.format.body.text, BODY, alignment(item, Align.JUSTIFY))


def _write_together(block: KeepTogether, writer: Writer) -> None:
    before, tables = len(writer.file.paragraphs), len(writer.file.tables)
    write_blocks(block.blocks, writer)
    for paragraph in writer.file.paragraphs[before:-1]:
        paragraph.paragraph_format.keep_with_next = True
    tied = sum(isinstance(one, Table) for one in block.blocks[:-1])
    for table in writer.file.tables[tables : tables + tied]:
        tie_table([table.rows[-1]])


def _write_fill_lines(block: FillLines, writer: Writer) -> None:
    """Write labels before a tab whose leader is dots: Word keeps the line full when a hand types into it.

    All lines are one paragraph, of which no line stands alone at a page's foot or head: LibreOffice parts paragraphs
    that are tied to each other below a heading that is tied to them. What is between lines stands below each of them,
    the last one too, so that each has its share of it.
    """
    body = writer.format.body
    is_long = _leaves_no_room(block, writer)
    if is_long:
        for line in writer.add(writer.file, (Run(block.label, bold=block.bold),), body.text, BODY, Align.LEFT):
            line.paragraph_format.keep_with_next = True
    if not block.lines:
        return
    paragraph = writer.styled(writer.file, BODY)
    form = paragraph.paragraph_format
    form.tab_stops.add_tab_stop(Pt(writer.sheet.text_width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    between = body.paragraph_space.value / writer.typesetter.leading(body.text)
    form.line_spacing = body.line_spacing.value + between * (block.lines - 1) / block.lines
    if is_long or not block.label:
        form.first_line_indent = Pt(0)
    label = [Run(f"{block.label} ", bold=block.bold)] if block.label and not is_long else []
    writer.fill(paragraph, label, body.text, Align.LEFT)
    for index in range(block.lines):
        if index:
            paragraph.add_run().add_break()
        paragraph.add_run().add_tab()


def _leaves_no_room(block: FillLines, writer: Writer) -> bool:
    style = writer.format.body.text
    indent = writer.format.body.first_line_indent.value * MILLIMETRE
    width = fonts.width_of(block.label, fonts.face(block.bold, style.italic), style.size.value)
    return writer.sheet.text_width - indent - width < LEAST_TO_WRITE_ON


def _write_chart(chart: Chart, writer: Writer) -> None:
    """Write the title as text and the chart as a picture that a screen reader can tell."""
    style = writer.format.table
    for paragraph in writer.add(writer.file, chart.title, style.header):
        room = Pt(writer.format.body.paragraph_space.value)
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = room
        paragraph.paragraph_format.keep_with_next = True
    width = writer.sheet.text_width
    drawing = ChartDrawing(chart, style.chart, writer.typesetter, width).drawing
    run = writer.file.add_paragraph(style="Dòng").add_run()
    run.add_picture(io.BytesIO(picture_of(drawing)), width=Pt(width))
    oxml.finish_picture(run, _in_words(chart))


def _write_tree(tree: Tree, writer: Writer) -> None:
    """Write a tree as pictures that fit the page, each told in words to a screen reader."""
    setter = TreeDrawing(writer.format.table.chart, writer.typesetter, writer.sheet.text_width)
    room = writer.sheet.text_height * _SHARE_OF_A_PICTURE
    for picture in setter.pictures(tree):
        sizes = setter.sizes(picture)
        for place, part in enumerate(parts_within(picture, room, sizes)):
            paragraph = writer.file.add_paragraph(style="Dòng")
            paragraph.paragraph_format.space_before = Pt(0 if place else writer.format.body.paragraph_space.value)
            run = paragraph.add_run()
            run.add_picture(io.BytesIO(picture_of(setter.drawing(part, sizes))), width=Pt(sizes.width))
            oxml.finish_picture(run, setter.words_of(part))


def _in_words(chart: Chart) -> str:
    parts = [
        f"{label}{f' ({series.name})' if series.name else ''}: {series.texts[index]}"
        for series in chart.series
        for index, label in enumerate(chart.labels)
    ]
    return f"{chart.title}. {'; '.join(parts)}."
