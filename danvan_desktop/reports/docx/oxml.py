"""What python-docx has no words for: borders, fields, repeated rows, page numbers that begin anew.

Lengths are points, as everywhere in the renderers; the file counts in twentieths or eighths of a point.
"""

from __future__ import annotations

from collections.abc import Iterable

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

LANGUAGE = "vi-VN"
FONT = "Times New Roman"

_COUNTS_FROM_EDGE = 15
"""The version of Word that a file is made for, from which tables are indented by the edges of their cells."""

_SIDES = ("top", "left", "bottom", "right")
_AFTER_BORDERS = (
    "w:shd",
    "w:tabs",
    "w:suppressAutoHyphens",
    "w:kinsoku",
    "w:wordWrap",
    "w:overflowPunct",
    "w:topLinePunct",
    "w:autoSpaceDE",
    "w:autoSpaceDN",
    "w:bidi",
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:mirrorIndents",
    "w:suppressOverlap",
    "w:jc",
    "w:textDirection",
    "w:textAlignment",
    "w:textboxTightWrap",
    "w:outlineLvl",
    "w:divId",
    "w:cnfStyle",
    "w:rPr",
    "w:sectPr",
    "w:pPrChange",
)
_AFTER_PAGE_NUMBERS = ("w:cols", "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg", "w:docGrid")
"""The order of the properties of paragraphs and sections is fixed by the schema."""


def _element(tag: str, **attributes: object) -> BaseOxmlElement:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element


def _twentieths(points: float) -> int:
    return round(points * 20)


def set_language_and_font(style: ParagraphStyle) -> None:
    """Make a style Vietnamese and Times New Roman for every script."""
    properties = style.element.get_or_add_rPr()
    for fonts in properties.findall(qn("w:rFonts")):
        properties.remove(fonts)
    properties.insert(0, _element("w:rFonts", ascii=FONT, hAnsi=FONT, cs=FONT, eastAsia=FONT))
    for language in properties.findall(qn("w:lang")):
        properties.remove(language)
    properties.append(_element("w:lang", val=LANGUAGE, eastAsia=LANGUAGE))


def underline_paragraph(paragraph: Paragraph, width: float) -> None:
    """Draw a line of ``width`` points under a paragraph; its indents say how long the line is."""
    borders = _element("w:pBdr")
    borders.append(_element("w:bottom", val="single", sz=round(width * 8), space=1, color="000000"))
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)


def add_page_field(run: Run) -> None:
    """Let a run show the number of its page."""
    for kind in ("begin", "separate", "end"):
        if kind == "separate":
            instruction = _element("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = " PAGE "
            run._r.append(instruction)
        run._r.append(_element("w:fldChar", fldCharType=kind))


def count_pages_from_one(section: Section) -> None:
    """Begin the page numbers of a section anew."""
    properties = section._sectPr
    for copied in properties.findall(qn("w:pgNumType")):
        properties.remove(copied)
    properties.insert_element_before(_element("w:pgNumType", start=1), *_AFTER_PAGE_NUMBERS)


def fix_table(table: Table, widths: Iterable[float], *, line_width: float, side_padding: float, padding: float) -> None:
    """Give a table columns of fixed widths, lines (none when 0) and room around the text of its cells."""
    table.autofit = False
    properties = table._tbl.tblPr
    for tag in ("w:tblW", "w:tblBorders", "w:tblCellMar", "w:tblInd"):
        for former in properties.findall(qn(tag)):
            properties.remove(former)
    columns = [_twentieths(width) for width in widths]
    layout = properties.find(qn("w:tblLayout"))
    wanted = [
        _element("w:tblW", w=sum(columns), type="dxa"),
        _element("w:tblInd", w=_twentieths(_indent(table, line_width, side_padding)), type="dxa"),
        _borders(line_width),
    ]
    for element in wanted:
        layout.addprevious(element)
    layout.addnext(_margins(side_padding, padding))
    for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), columns, strict=True):
        column.set(qn("w:w"), str(width))
    for row in table.rows:
        for cell, width in zip(row._tr.tc_lst, columns, strict=True):
            cell.get_or_add_tcPr().get_or_add_tcW().set(qn("w:w"), str(width))


def _indent(table: Table, line_width: float, side_padding: float) -> float:
    """Set a table's lines, or the words of one without lines, at the margin: as they stand in the PDF.

    Files for Word 2010 and before count from the words, later ones from the edge of the cell.
    """
    counted_from_words = _version_of(table) < _COUNTS_FROM_EDGE
    return (side_padding if counted_from_words else 0.0) - (0.0 if line_width else side_padding)


def _version_of(table: Table) -> int:
    settings = table.part._document_part.settings.element
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            return int(setting.get(qn("w:val"), "0"))
    return 0


def _borders(line_width: float) -> BaseOxmlElement:
    borders = _element("w:tblBorders")
    kind = "single" if line_width else "nil"
    for side in (*_SIDES, "insideH", "insideV"):
        borders.append(_element(f"w:{side}", val=kind, sz=round(line_width * 8), space=0, color="000000"))
    return borders


def _margins(side: float, upper: float) -> BaseOxmlElement:
    """Part the room above and below, rounded down: a page of fifty rows would lose one."""
    both = int(2 * upper * 20)
    room = {"top": both // 2, "bottom": both - both // 2}
    margins = _element("w:tblCellMar")
    for name in _SIDES:
        margins.append(_element(f"w:{name}", w=room.get(name, _twentieths(side)), type="dxa"))
    return margins


def repeat_on_every_page(row: _Row) -> None:
    """Make a row part of the table's header."""
    row._tr.get_or_add_trPr().append(_element("w:tblHeader"))


def keep_row_whole(row: _Row) -> None:
    """Let a row never be cut by the end of a page."""
    row._tr.get_or_add_trPr().insert(0, _element("w:cantSplit"))


def finish_picture(run: Run, words: str) -> None:
    """Let the picture of a run stand without room around it, with the words that a screen reader says."""
    for inline in run._r.iter(qn("wp:inline")):
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")
    for properties in run._r.iter(qn("wp:docPr")):
        properties.set("descr", words)
