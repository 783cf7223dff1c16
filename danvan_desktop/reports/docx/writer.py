"""The open Word file: its styles, its sections, and paragraphs in the type styles of a page format."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.section import Section
from docx.shared import Length, Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.parfmt import ParagraphFormat

from danvan_desktop.reports.document import Align, DocumentInfo, Inline, Run, runs_of
from danvan_desktop.reports.docx import oxml
from danvan_desktop.reports.limits import property_text, writable
from danvan_desktop.reports.page_format import Body, PageFormat, TypeStyle
from danvan_desktop.reports.pdf.builder import Sheet, sheet_of
from danvan_desktop.reports.pdf.centred import RULE_ROOM, RULE_WIDTH
from danvan_desktop.reports.pdf.pieces import MILLIMETRE
from danvan_desktop.reports.pdf.typesetter import Typesetter, lines_of

BODY = "Nội dung"
CELL = "Ô bảng"
LINE = "Dòng"
"""Names of the styles as the officer sees them in Word; headings have the names that Word knows."""

_ABOVE_BORDER = 1.0
"""Points that Word keeps between a paragraph and the border under it."""

RULE_BELOW = RULE_ROOM / 2 - RULE_WIDTH / 2
"""Points from a line under a text to the end of its room: it stands in the middle of this, as in the PDF."""

TABLE_EDGES = 2.0
"""Points that the lines of a table and the paragraph behind it take in Word, and not in the PDF."""

TABLE_TOP = 1.0
"""Points of these that its first line takes."""

SLACK = 0.5
"""Points by which a word processor may measure a line longer than it is."""

_ALIGNMENT = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Align.JUSTIFY: WD_ALIGN_PARAGRAPH.JUSTIFY,
}


class Container(Protocol):
    """A body or a cell: what paragraphs are added to."""

    def add_paragraph(self, text: str = "", style: str | ParagraphStyle | None = None) -> Paragraph:
        """Add one at the end."""


class Writer:
    """Holds the file and the format; letters that the typeface lacks stay, since Word takes them from another one."""

    def __init__(self, formats: Sequence[PageFormat], info: DocumentInfo, file: WordDocument | None = None) -> None:
        """Write into ``file``, else into an empty one with the styles of the first format; a section has its own."""
        self._formats = iter(formats)
        self.format = page_format = formats[0]
        self.typesetter = Typesetter(page_format)
        self.file = docx.Document() if file is None else file
        self.sheet = sheet_of(page_format.paper, landscape=False)
        self._style_ids: dict[str, str] = {}
        self._body_of_styles = page_format.body
        self._describe(info)
        self._make_styles()

    # Sections

    def open_section(self, *, landscape: bool, first: bool, numbered_apart: bool) -> None:
        """Begin pages of one orientation; the first section exists already."""
        section = self.file.sections[0] if first else self.file.add_section(WD_SECTION.NEW_PAGE)
        if not first:
            _set_exact_line(self.file.paragraphs[-1], Pt(1))
        self.format = next(self._formats)
        self.sheet = sheet_of(self.format.paper, landscape)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        _set_sheet(section, self.sheet)
        section.header_distance = Mm(self.format.page_number.from_edge)
        if numbered_apart:
            oxml.count_pages_from_one(section)
        self._number_pages(section, alone=first or numbered_apart)

    def _number_pages(self, section: Section, *, alone: bool) -> None:
        style = self.format.page_number
        section.different_first_page_header_footer = alone and style.first_page > 1
        section.header.is_linked_to_previous = section.first_page_header.is_linked_to_previous = False
        paragraph = section.header.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run()
        run.font.size = Pt(style.type.size.value)
        oxml.add_page_field(run)

    def end(self) -> None:
        """End the file: Word puts a whole line behind a last table, which may begin a page of its own.

        Cells that stayed empty get a style with a name, too.
        """
        if self.ends_with_table:
            self.add_thin(self.file)
        for element in self.file.element.body.iter(qn("w:p")):
            if element.style is None:
                element.style = self.style_id(LINE)

    # Paragraphs

    def add(
        self, to: Container, content: Inline, style: TypeStyle, name: str = LINE, align: Align = Align.CENTER
    ) -> list[Paragraph]:
        """Add a paragraph of each line of ``content`` that has words."""
        if name == LINE:
            made = [self.fill(to.add_paragraph(style=name), line, style, align) for line in lines_of(runs_of(content))]
        else:
            room = self.sheet.text_width
            made = [self.fill(self.styled(to, name), line, style, align, room) for line in lines_of(runs_of(content))]
        return made

    def styled(self, to: Container, name: str) -> Paragraph:
        """Add a paragraph of a body style; a section set tighter or wider than the first says so in its paragraphs."""
        paragraph = to.add_paragraph(style=name)
        if self.format.body != self._body_of_styles:
            _set_room(paragraph.paragraph_format, self.format.body)
        return paragraph

    def style_id(self, name: str) -> str:
        """Give what a paragraph names its style by in the file."""
        if name not in self._style_ids:
            self._style_ids[name] = self.file.styles[name].style_id
        return self._style_ids[name]

    def fill(
        self, paragraph: Paragraph, runs: Iterable[Run], style: TypeStyle, align: Align, room: float = 0.0
    ) -> Paragraph:
        """Write runs of one line into a paragraph; numbers stay with what they count where lines have ``room``."""
        paragraph.alignment = _ALIGNMENT[align]
        written = [replace(run, text=writable(run.text)) for run in runs]
        texts = [run.text for run in written]
        if room:
            indent = self.format.body.first_line_indent.value * MILLIMETRE if room == self.sheet.text_width else 0.0
            texts = self.typesetter.held(written, style, align, room, indent=indent)
        for run, text in zip(written, texts, strict=True):
            made = paragraph.add_run(text.upper() if style.capitals else text)
            made.font.size = Pt(style.size.value)
            made.bold = (run.bold or style.bold) or None
            made.italic = (run.italic or style.italic) or None
            made.underline = style.underlined or None
        return paragraph

    def add_title(
        self, to: Container, text: str, style: TypeStyle, room: float, beside: float = 0.0
    ) -> list[Paragraph]:
        """Add centred lines that end where those of the PDF end: within no compound or name of a body.

        What they stand in has so many points ``beside`` their room.
        """
        made = self.add(to, self.typesetter.kept(text, style, room), style, LINE)
        self.balance(made, style, room, beside)
        return made

    def balance(self, paragraphs: Iterable[Paragraph], style: TypeStyle, room: float, beside: float = 0.0) -> None:
        """Make the lines of centred paragraphs about equally long, as in the PDF: no last word stands alone."""
        for paragraph in paragraphs:
            lines = self.typesetter.lines(paragraph.text, style, room)
            if len(lines) > 1:
                spare = (room + beside - max(line.width for line in lines)) / 2 - SLACK
                form = paragraph.paragraph_format
                form.left_indent = form.right_indent = Pt(max(0.0, spare))

    def add_thin(self, to: Container) -> Paragraph:
        """Add an empty paragraph that takes no room to speak of."""
        paragraph = to.add_paragraph(style=LINE)
        _set_exact_line(paragraph, Pt(1))
        return paragraph

    def add_table(self, rows: int, columns: int) -> Table:
        """Add a table; Word would join it with one that stands directly before it."""
        if self.ends_with_table:
            self.add_thin(self.file).paragraph_format.keep_with_next = True
        table: Table = self.file.add_table(rows, columns)
        return table

    @property
    def ends_with_table(self) -> bool:
        """Whether the last thing in the file is a table."""
        last = self.file.element.body.inner_content_elements[-1:]
        return bool(last) and isinstance(last[0], CT_Tbl)

    def rule(self, to: Container, text: str, style: TypeStyle, share: float, room: float) -> None:
        """Draw a centred line, as long as ``share`` of a text's longest line within ``room`` points."""
        lines = self.typesetter.lines(text, style, room)
        if not lines:
            return
        length = share * max(line.width for line in lines)
        paragraph = to.add_paragraph(style=LINE)
        _set_exact_line(paragraph, Pt(RULE_ROOM / 2 - _ABOVE_BORDER - RULE_WIDTH / 2))
        paragraph.paragraph_format.space_after = Pt(RULE_BELOW)
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt((room - length) / 2)
        oxml.underline_paragraph(paragraph, RULE_WIDTH)

    def keep_room_below(self, paragraph: Paragraph, points: float = 0.0) -> None:
        """Leave ``points`` and the room between paragraphs: Word takes the larger of what two neighbours ask for."""
        paragraph.paragraph_format.space_after = Pt(points + self.format.body.paragraph_space.value)

    def keep_room_above_table(self) -> None:
        """Leave the room between paragraphs above the table that comes next, less what its own edges take.

        Two tables are parted by it, too: the second one has other columns.
        """
        room = Pt(self.format.body.paragraph_space.value)
        if self.ends_with_table:
            _set_exact_line(self.file.add_paragraph(style=LINE), Length(max(Pt(1), room - Pt(TABLE_TOP))))
        elif self.file.paragraphs:
            form = self.file.paragraphs[-1].paragraph_format
            form.space_after = max(Pt(0), (form.space_after or room) - Pt(TABLE_TOP))

    # Private

    def _describe(self, info: DocumentInfo) -> None:
        properties = self.file.core_properties
        properties.title, properties.author, properties.subject = map(
            property_text, (info.title, info.author, info.subject)
        )
        properties.comments, properties.language = "", oxml.LANGUAGE
        properties.created = properties.modified = dt.datetime.combine(info.made_on, dt.time())

    def _make_styles(self) -> None:
        body = self.format.body
        normal = self.file.styles["Normal"]
        assert isinstance(normal, ParagraphStyle)  # noqa: S101 - python-docx tells no types of its template
        oxml.set_language_and_font(normal)
        normal.font.size = Pt(body.text.size.value)
        normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
        normal.paragraph_format.line_spacing = 1.0
        for name in (BODY, CELL, LINE):
            self._paragraph_style(name, WD_STYLE_TYPE.PARAGRAPH)
        self._like_body(self.file.styles[BODY])
        for level, heading in enumerate(body.headings, 1):
            style = self.file.styles[f"Heading {level}"]
            self._like_body(style)
            oxml.set_language_and_font(style)
            style.font.size, style.font.color.rgb = Pt(heading.size.value), None
            style.font.bold, style.font.italic = heading.bold, heading.italic
            style.paragraph_format.keep_with_next = True
            style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT

    def _paragraph_style(self, name: str, kind: WD_STYLE_TYPE) -> None:
        style = self.file.styles.add_style(name, kind)
        style.base_style = self.file.styles.default(WD_STYLE_TYPE.PARAGRAPH)
        style.quick_style = True

    def _like_body(self, style: ParagraphStyle) -> None:
        _set_room(style.paragraph_format, self.format.body)
        style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        style.paragraph_format.first_line_indent = Mm(self.format.body.first_line_indent.value)
        style.paragraph_format.widow_control = True


def _set_sheet(section: Section, sheet: Sheet) -> None:
    section.page_width, section.page_height = Pt(sheet.width), Pt(sheet.height)
    section.left_margin, section.right_margin = Pt(sheet.left), Pt(sheet.right)
    section.top_margin, section.bottom_margin = Pt(sheet.top), Pt(sheet.bottom)


def _set_room(form: ParagraphFormat, body: Body) -> None:
    form.space_before, form.line_spacing = Pt(body.paragraph_space.value), body.line_spacing.value


def _set_exact_line(paragraph: Paragraph, height: Length) -> None:
    paragraph.paragraph_format.line_spacing = height
    for run in paragraph.runs:
        run.font.size = Pt(1)
