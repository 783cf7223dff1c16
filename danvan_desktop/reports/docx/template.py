"""Fills an office's own Word template from the document tree, and makes the template that an office begins with."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from docx.styles import BabelFish
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from danvan_desktop.localization import _
from danvan_desktop.reports.document import (
    Align,
    Appendix,
    Block,
    Cell,
    Column,
    Document,
    DocumentInfo,
    Header,
    Heading,
    KeepTogether,
    Run,
    Signature,
    Table,
)
from danvan_desktop.reports.docx.body import write_annexes, write_blocks
from danvan_desktop.reports.docx.closing import write_closing, write_proof
from danvan_desktop.reports.docx.copy_mark import write_copy
from danvan_desktop.reports.docx.opening import drop_empty_first, write_masthead, write_title
from danvan_desktop.reports.docx.template_check import (
    broken_template,
    checked_template,
    paragraphs_of,
    text_of,
    texts_of,
)
from danvan_desktop.reports.docx.template_fields import (
    CLOSING,
    CONTENT,
    FIELD,
    cell_named,
    row_values,
    tables_of,
    value_of,
    values_of,
)
from danvan_desktop.reports.docx.writer import BODY, CELL, LINE, Writer
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.limits import writable
from danvan_desktop.reports.output import replacing
from danvan_desktop.reports.page_format import PageFormat, TypeStyle
from danvan_desktop.reports.page_wording import worded
from danvan_desktop.reports.pdf.builder import Sheet

_TITLE = frozenset({"loai_van_ban", "trich_yeu"})
"""Fields of what a letter has not."""


class _TemplateWriter(Writer):
    """Writes into the office's file: its styles stay as the office has them, only those that lack are made."""

    def __init__(self, file: WordDocument, formats: tuple[PageFormat, ...], info: DocumentInfo) -> None:
        super().__init__(formats, info, file)
        next(self._formats)
        section = file.sections[-1]
        lengths = (
            section.page_width,
            section.page_height,
            section.left_margin,
            section.right_margin,
            section.top_margin,
            section.bottom_margin,
        )
        if all(length is not None for length in lengths):
            self.sheet = Sheet(*(length.pt for length in lengths if length is not None))

    def fill(
        self, paragraph: Paragraph, runs: Iterable[Run], style: TypeStyle, align: Align, room: float = 0.0
    ) -> Paragraph:
        """Write runs; sizes and line heights are those of the office's styles."""
        super().fill(paragraph, runs, style, align, room)
        name = paragraph.style.name if paragraph.style else ""
        if name != LINE:
            for run in paragraph.runs:
                run.font.size = None
        if name == CELL:
            paragraph.paragraph_format.line_spacing = None
        return paragraph

    def _name_styles_as_word_does(self) -> None:
        """Write “heading 1” for what LibreOffice calls “Heading 1”: it is looked for by the name that Word writes."""
        styles = {style.element.name_val: style.element for style in self.file.styles}
        for name, style in styles.items():
            words = BabelFish.ui2internal(name)
            if words not in styles:
                style.name_val = words

    def _make_styles(self) -> None:
        self._name_styles_as_word_does()
        known = {style.name for style in self.file.styles}
        for level, _heading in enumerate(self.format.body.headings, 1):
            if f"Heading {level}" not in known:
                self._paragraph_style(f"Heading {level}", WD_STYLE_TYPE.PARAGRAPH)
                self._like_body(self.file.styles[f"Heading {level}"])
                self.file.styles[f"Heading {level}"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
        for name in (BODY, CELL, LINE):
            if name not in known:
                self._paragraph_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if BODY not in known:
            self._like_body(self.file.styles[BODY])
        if CELL not in known:
            set_cell_size(self)


def set_cell_size(writer: Writer) -> None:
    """Give the style of cells the size of the page format, so that the office finds it there."""
    style = writer.file.styles[CELL]
    if isinstance(style, ParagraphStyle):
        style.font.size = Pt(writer.format.table.cell.size.value)


def starting_template(page_format: PageFormat, made_on: dt.date) -> bytes:
    """Make a template that prints a form as the program does, for an officer who only wants to restyle it."""
    info = DocumentInfo("", "", made_on)
    writer = Writer((page_format,), info)
    set_cell_size(writer)
    writer.open_section(landscape=False, first=True, numbered_apart=False)
    masthead = page_format.masthead
    header = Header(_field("co_quan"), _field("co_quan_cap_tren"), place_date=_field("dia_danh_ngay"))
    number = write_masthead(header, masthead, writer).cell(1, 0)
    writer.add(number, _field("so_ky_hieu"), masthead.number)
    writer.add(number, _field("ve_viec"), masthead.letter_subject)
    drop_empty_first(number)
    write_title(Document(info, header, _field("loai_van_ban"), _field("trich_yeu")), writer)
    for name in (CONTENT, CLOSING):
        writer.add(writer.file, _field(name), page_format.body.text, BODY, Align.JUSTIFY)
    out = io.BytesIO()
    writer.file.save(out)
    return out.getvalue()


def render_template(template: bytes, document: Document, page_format: PageFormat, out: BinaryIO | Path) -> None:
    """Fill ``template`` with ``document``; what a field prints is never read as a field again.

    Raises:
        ReportError: the template cannot be filled.
        OutputError: the path cannot be written.
    """
    document = worded(document, page_format.body)
    file = checked_template(template)
    writer = _TemplateWriter(file, (page_format,) * (1 + len(document.appendices)), document.info)
    values = values_of(document, page_format)
    places = [one for one in paragraphs_of(file) if FIELD.search(text_of(one))]
    if not (document.kind or document.subject):
        places = _without_title(places)
    printed = _repeat_rows(places, document, values)
    if not printed and document.blocks and not _prints_content(places):
        raise ReportError(
            _(
                "Mẫu này chỉ in bảng, mà văn bản không có bảng ấy nên nội dung sẽ bị mất. Hãy thêm {field} vào mẫu.",
                field=_field(CONTENT),
            )
        )
    parts = {
        CONTENT: lambda: write_blocks(_without(document.blocks, printed), writer),
        CLOSING: lambda: write_closing(document.signatures, document.recipients, writer, document.proof),
    }
    written = set[str]()
    for paragraph in places:
        part = next((name for name in map(str.lower, FIELD.findall(text_of(paragraph))) if name in parts), None)
        if part is None:
            _fill_texts(paragraph, values)
        else:
            _put_here(paragraph, writer, parts[part])
            written.add(part)
    if document.proof and CLOSING not in written:
        write_proof(document.proof, writer)
    left = tuple(replace(one, blocks=_without(one.blocks, printed)) for one in document.appendices)
    write_annexes(replace(document, appendices=left), writer)
    if document.copy is not None:
        write_copy(document.copy, writer)
    writer.end()
    with replacing(out) if isinstance(out, Path) else nullcontext(out) as stream:
        file.save(stream)


def try_template(template: bytes, page_format: PageFormat, made_on: dt.date) -> None:
    """Fill a template with a short paper, so that a part that stands broken in it is told now and not at a printing.

    Raises:
        ReportError: the template cannot be filled.
    """
    table = Table((Column("STT", 1),), ((Cell("1"),),))
    paper = Document(
        DocumentInfo("1", "1", made_on),
        Header("1", place_date="1"),
        "1",
        blocks=(Heading("1"), table),
        signatures=(Signature(("1",), name="1"),),
        appendices=(Appendix("1", "1", (Heading("1"),)),),
    )
    try:
        render_template(template, paper, page_format, io.BytesIO())
    except ReportError:
        raise
    except Exception as error:  # python-docx raises whatever a broken part makes it stumble over
        raise broken_template() from error


def _prints_content(places: Iterable[BaseOxmlElement]) -> bool:
    return any(name.lower() == CONTENT for place in places for name in FIELD.findall(text_of(place)))


def _put_here(paragraph: BaseOxmlElement, writer: Writer, write: Callable[[], None]) -> None:
    """Let a part be written at the end of the file, and move it to the place of its field."""
    body = writer.file.element.body
    before = set(body.inner_content_elements)
    write()
    for element in [one for one in body.inner_content_elements if one not in before]:
        paragraph.addprevious(element)
    if paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is None:
        body.remove(paragraph)
        return
    for part in texts_of(paragraph):  # Word keeps a section's sheet in its last paragraph
        part.text = ""


def _repeat_rows(places: list[BaseOxmlElement], document: Document, values: Mapping[str, str]) -> list[Table]:
    """Print each row that names cells of a table as often as that has rows; returns the tables printed so.

    Paragraphs of these rows leave ``places``: they are filled here.
    """
    tables = tables_of(document)
    printed: list[Table] = []
    rows: dict[BaseOxmlElement, int] = {}
    for paragraph in places:
        cells = [cell for cell in map(cell_named, FIELD.findall(text_of(paragraph))) if cell]
        row = next(paragraph.iterancestors(qn("w:tr")), None)
        if cells and row is not None:
            rows.setdefault(row, cells[0][0])
    for row, index in rows.items():
        places[:] = [one for one in places if row not in one.iterancestors()]
        if index < len(tables):
            printed.append(tables[index])
            for line in tables[index].rows:
                made = deepcopy(row)
                row.addprevious(made)
                for paragraph in made.iter(qn("w:p")):
                    _fill_texts(paragraph, {**values, **row_values(index, line)})
        row.getparent().remove(row)
    return printed


def _without_title(places: list[BaseOxmlElement]) -> list[BaseOxmlElement]:
    """Take the lines out that a letter has not: kind, subject, and the line or the hyphens right below these."""
    titles = [one for one in places if _is_title(one) and len(one.getparent().findall(one.tag)) > 1]
    for title in titles:
        below = title.getnext()
        if below is not None and below.tag == title.tag and not any(map(str.isalnum, text_of(below))):
            below.getparent().remove(below)
        title.getparent().remove(title)
    return [one for one in places if one not in titles]


def _is_title(paragraph: BaseOxmlElement) -> bool:
    text = text_of(paragraph)
    is_alone = not any(map(str.isalnum, FIELD.sub("", text)))
    return is_alone and set(map(str.lower, FIELD.findall(text))) <= _TITLE


def _without(blocks: tuple[Block, ...], printed: list[Table]) -> tuple[Block, ...]:
    """Leave out the tables that the template prints in its own rows."""
    kept = (
        replace(one, blocks=_without(one.blocks, printed)) if isinstance(one, KeepTogether) else one for one in blocks
    )
    return tuple(one for one in kept if not any(one is table for table in printed))


def _fill_texts(paragraph: BaseOxmlElement, values: Mapping[str, str]) -> None:
    """Put values for fields, each in the letters of the stretch that its name begins in."""
    parts = texts_of(paragraph)
    texts = [part.text or "" for part in parts]
    for found in reversed(list(FIELD.finditer("".join(texts)))):
        _replace(texts, found.start(), found.end(), writable(value_of(found[1], values)))
    for part, text in zip(parts, texts, strict=True):
        _write_lines(part, text)


def _replace(texts: list[str], start: int, end: int, value: str) -> None:
    at = 0
    for index, text in enumerate(texts):
        first, last = max(start - at, 0), min(end - at, len(text))
        if first < last:
            texts[index] = text[:first] + value + text[last:]
            value = ""
        at += len(text)


def _write_lines(part: BaseOxmlElement, text: str) -> None:
    """Write a text into a stretch; its line breaks become those of Word."""
    first, *others = text.split("\n")
    part.text = first
    part.set(qn("xml:space"), "preserve")
    for line in reversed(others):
        made = OxmlElement("w:t")
        made.text = line
        made.set(qn("xml:space"), "preserve")
        part.addnext(made)
        part.addnext(OxmlElement("w:br"))


def _field(name: str) -> str:
    return f"{{{{{name}}}}}"
