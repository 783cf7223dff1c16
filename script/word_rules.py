"""The rules of a Word file: the same page as the PDF, by styles that the officer can name and change.

The page is that of Nghị định 30/2020/NĐ-CP, Phụ lục I; both files are one paper, so that a văn thư corrects neither.
How LibreOffice sets the file, page by page, ``script/word_pages.py`` compares.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import _Row
from docx.text.paragraph import Paragraph
from paper_rules import Printed

_STYLES = frozenset({"Nội dung", "Ô bảng", "Dòng", "Heading 1", "Heading 2", "Heading 3"})
_TYPEFACE = "Times New Roman"
_WORD = re.compile(r"\w+")
_LONGEST_SYLLABLE = 7
"""Letters, as of “nghiêng”."""


@dataclass(frozen=True)
class WordFile:
    """A Word file, and the PDF of the same paper."""

    file: WordDocument
    printed: Printed

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """All paragraphs of the text, those in cells too."""
        for element in self.file.element.body.iter(qn("w:p")):
            yield Paragraph(element, self.file._body)


WordRule = Callable[[WordFile], Iterator[str]]


def styles(word: WordFile) -> Iterator[str]:
    """Every paragraph has a style with a name of its own, headings Word's own (docs/sources.md, 5)."""
    names = {paragraph.style.name for paragraph in word.paragraphs if paragraph.style is not None}
    yield from sorted(f"style {name!r}" for name in names if name not in _STYLES)


def typeface(word: WordFile) -> Iterator[str]:
    """Times New Roman (Phụ lục I, Phần I, mục I, khoản 4)."""
    for element in word.file.element.body.iter(qn("w:rFonts")):
        if element.get(qn("w:ascii")) not in (None, _TYPEFACE):
            yield f"letters in {element.get(qn('w:ascii'))}"
    for name in ("Normal", "Heading 1"):
        font = word.file.styles[name].font.name
        if font != _TYPEFACE:
            yield f"style {name} in {font}"


def word_sheet(word: WordFile) -> Iterator[str]:
    """A4, and margins within the range that the format allows (Phụ lục I, Phần I, mục I, khoản 1, 3)."""
    paper = word.printed.page_format.paper
    for section in word.file.sections:
        sides = sorted(round(length.mm) for length in (section.page_width, section.page_height) if length)
        if sides != [210, 297]:
            yield f"a sheet of {sides} mm"
        for edge in ("left", "right", "top", "bottom"):
            measure, length = getattr(paper, edge), getattr(section, f"{edge}_margin")
            if length is None or not measure.minimum - 0.1 <= length.mm <= measure.maximum + 0.1:
                yield f"{edge} margin of {length and length.mm} mm"


def word_page_numbers(word: WordFile) -> Iterator[str]:
    """A field counts the pages, centred at the top, not on the first (Phụ lục I, Phần I, mục I, khoản 7)."""
    for section in word.file.sections:
        header = section.header.paragraphs[0]
        if "PAGE" not in "".join(element.text or "" for element in header._p.iter(qn("w:instrText"))):
            yield "no field of the page's number"
    if not word.file.sections[0].different_first_page_header_footer:
        yield "a number on the first page"


def keeps(word: WordFile) -> Iterator[str]:
    """Headings, what opens a list, signers, recipients stay with what follows (docs/sources.md, 5)."""
    body = list(word.file.paragraphs)
    for paragraph in body[:-1]:
        name = paragraph.style.name if paragraph.style is not None else ""
        heading = bool(name) and name.startswith("Heading") and paragraph.style.paragraph_format.keep_with_next  # type: ignore[union-attr]
        opens = name == "Nội dung" and paragraph.text.rstrip(" ").endswith(":")
        label = paragraph.text.startswith("Nơi nhận:")
        is_kept = heading or paragraph.paragraph_format.keep_with_next
        if (opens or label or (name or "").startswith("Heading")) and not is_kept:
            yield f"{paragraph.text[:40]!r} may stand alone"


def word_heads(word: WordFile) -> Iterator[str]:
    """Each table of the PDF has a head that Word repeats, and rows not cut where its are not (docs/sources.md, 5)."""
    repeated = sum(any(_is_head(row) for row in table.rows) for table in word.file.tables)
    tables = _tables(word.printed)
    if repeated != tables:
        yield f"{tables} tables in the PDF, {repeated} heads in Word"


def told_columns(word: WordFile) -> Iterator[str]:
    """What is told “như sau” stands there: no column of the table below is empty (docs/sources.md, 5)."""
    tables = {table._tbl: table for table in word.file.tables}
    for element in word.file.element.body.iter(qn("w:p")):
        table = tables.get(element.getnext())
        if table is None or not Paragraph(element, word.file._body).text.rstrip().endswith("như sau:"):
            continue
        heads = [row for row in table.rows if _is_head(row)]
        rows = [[cell.text.strip() for cell in row.cells] for row in table.rows if not _is_head(row)]
        for place, column in enumerate(zip(*rows, strict=False)):
            if not any(column):
                yield f"nothing below {heads[0].cells[place].text if heads else place!r}"


def _is_head(row: _Row) -> bool:
    return row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None


def same_words(word: WordFile) -> Iterator[str]:
    """Neither file has a word that the other lacks; those of a chart are a picture (docs/sources.md, 5)."""
    in_word = ["".join(element.text or "" for element in one._p.iter(qn("w:t"))) for one in word.paragraphs]
    of_word = [_WORD.findall(" ".join(in_word))]
    blocks = word.printed.paper.blocks
    drawn = {one for block in blocks if "Figure" in block.tags for one in _WORD.findall(block.text)}
    of_pdf = [_WORD.findall(" ".join(block.text for block in blocks if "Figure" not in block.tags))]
    lost, added = unknown_words(of_pdf, of_word), set(unknown_words(of_word, of_pdf)) - drawn
    if lost or added:
        yield f"only in the PDF: {lost[:5]}, only in Word: {sorted(added)[:5]}"


def whole_words(word: WordFile) -> Iterator[str]:
    """No syllable is parted at the end of a line, as in a column too narrow for its head (docs/sources.md, 5)."""
    known = {one for paragraph in word.paragraphs for one in _WORD.findall(paragraph.text)}
    for block in word.printed.paper.blocks:
        lines = [_WORD.findall("".join(piece.text for piece in line)) for line in block.lines]
        for upper, lower in pairwise(filter(None, lines)):
            parted = upper[-1] + lower[0]
            if upper[-1] not in known and parted in known and parted.isalpha() and len(parted) <= _LONGEST_SYLLABLE:
                yield f"{upper[-1]!r} {lower[0]!r} in {block.text[:40]!r}"


def _tables(printed: Printed) -> int:
    """Count the tables that begin in a PDF: a head that is read follows something else."""
    count, before = 0, ""
    for block in printed.paper.blocks:
        is_head = "THead" in block.tags
        count += is_head and before != "head"
        before = "head" if is_head else "other"
    return count


def unknown_words(pages: list[list[str]], others: list[list[str]]) -> list[str]:
    """Give the words that the other file has neither whole nor joined to or parted from their neighbours.

    A PDF reader guesses from the room between letters where a word ends.
    """
    known = {word for page in others for word in page}
    joined = "\n".join("".join(page) for page in others)
    return sorted(word for word in {word for page in pages for word in page} - known if word not in joined)


WORD_FILE_RULES: tuple[WordRule, ...] = (
    *(styles, typeface, word_sheet, word_page_numbers, keeps, word_heads, told_columns, same_words, whole_words),
)


def word_faults_of(word: WordFile) -> dict[str, list[str]]:
    """Give what is wrong with a Word file, by the names of rules; rules that hold are left out."""
    found = {rule.__name__: list(rule(word)) for rule in WORD_FILE_RULES}
    return {name: faults for name, faults in found.items() if faults}
