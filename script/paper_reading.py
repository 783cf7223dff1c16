"""Reads a printed PDF as pieces of text with their places, letters and tags; lengths are in points.

Pieces stand in the order in which they were drawn, which is the order of reading. What bears no tag is no part of the
text: page numbers, repeated heads of tables, dotted lines, marks.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

MILLIMETRE = 72 / 25.4
_LONGEST_NAME = 64
_ROOM_OF_A_BLANK = 0.15
"""Of the size of the letters."""
_PARTS_OF_TABLES = frozenset({"Table", "Figure"})


@dataclass(frozen=True)
class Piece:
    """Words of one typeface on one line; ``line`` is the height of their base line above the sheet's lower edge.

    ``tags`` are the types of the elements it is in, from the document down; ``block`` numbers the innermost on its
    page, -1 for what bears no tag.
    """

    text: str
    left: float
    right: float
    line: float
    top: float
    bottom: float
    size: float
    face: str
    tags: tuple[str, ...] = ()
    block: int = -1

    @property
    def is_bold(self) -> bool:
        """Whether its letters are bold."""
        return "Bold" in self.face

    @property
    def is_italic(self) -> bool:
        """Whether its letters are italic."""
        return "Italic" in self.face

    @property
    def middle(self) -> float:
        """Half way between its ends."""
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Stroke:
    """A line that is drawn, or the frame of several."""

    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Block:
    """The pieces of one element on one page: a paragraph, a heading, a cell, an item of a list."""

    tags: tuple[str, ...]
    pieces: tuple[Piece, ...]

    @cached_property
    def text(self) -> str:
        """Its words with single blanks between them."""
        return " ".join(" ".join(map(_words_of, self.lines)).split())

    @cached_property
    def lines(self) -> tuple[tuple[Piece, ...], ...]:
        """Its pieces by the lines they stand on, from the top."""
        return tuple(tuple(pieces) for _line, pieces in groupby(self.pieces, key=lambda piece: round(piece.line, 1)))

    @property
    def is_prose(self) -> bool:
        """Whether it is no part of a table or a picture."""
        return bool(self.tags) and not _PARTS_OF_TABLES & set(self.tags)

    @property
    def is_heading(self) -> bool:
        """Whether it is a title or a heading."""
        return bool(self.tags) and self.tags[-1][:1] == "H" and self.tags[-1] != "H"

    @property
    def level(self) -> int:
        """The level of a heading, 1 for the title of the paper or of an annex."""
        return int(self.tags[-1][1:]) if self.is_heading else 0


def _words_of(line: tuple[Piece, ...]) -> str:
    """Join the pieces of a line, with a blank where there is room for one: words of a stretched line lie apart."""
    text, end = "", line[0].left
    for piece in line:
        text += f" {piece.text}" if piece.left - end > _ROOM_OF_A_BLANK * piece.size else piece.text
        end = piece.right
    return text


@dataclass(frozen=True)
class Page:
    """One page; ``number`` counts from 1 over the whole file."""

    number: int
    width: float
    height: float
    pieces: tuple[Piece, ...]
    strokes: tuple[Stroke, ...]

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """What bears tags, in the order of reading."""
        tagged = (piece for piece in self.pieces if piece.block >= 0)
        groups = (tuple(pieces) for _block, pieces in groupby(tagged, key=lambda piece: piece.block))
        return tuple(Block(pieces[0].tags, pieces) for pieces in groups)

    @cached_property
    def is_across(self) -> bool:
        """Whether it is wider than high."""
        return self.width > self.height

    @cached_property
    def page_number(self) -> Piece | None:
        """The number in the top margin."""
        untagged = [piece for piece in self.pieces if piece.block < 0 and piece.text.strip().isdecimal()]
        return next((one for one in untagged if one.bottom > self.height - 20 * MILLIMETRE), None)


@dataclass(frozen=True)
class Paper:
    """A whole file; ``is_across`` pages are turned."""

    pages: tuple[Page, ...]

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """What bears tags on all pages, in the order of reading."""
        return tuple(block for page in self.pages for block in page.blocks)

    @cached_property
    def text(self) -> str:
        """The text of each block on a line of its own."""
        return "\n".join(block.text for block in self.blocks)


def read_pdf(source: bytes | Path) -> Paper:
    """Read a file that the program printed."""
    with pypdfium2.PdfDocument(source) as document:
        return Paper(tuple(_read_page(page, number) for number, page in enumerate(document, 1)))


def _read_page(page: Any, number: int) -> Page:
    tags = _tags_of(page)
    pieces: list[Piece] = []
    strokes: list[Stroke] = []
    wanted = (pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_PATH)
    for drawn in page.get_objects(filter=wanted, textpage=page.get_textpage()):
        left, bottom, right, top = drawn.get_bounds()
        if drawn.type == pdfium.FPDF_PAGEOBJ_PATH:
            strokes.append(Stroke(left, right, top, bottom))
            continue
        text = drawn.extract()
        if not text.strip():
            continue
        block, above = tags.get(pdfium.FPDFPageObj_GetMarkedContentID(drawn.raw), (-1, ()))
        line = drawn.get_matrix().f
        face = drawn.get_font().get_base_name()
        pieces.append(Piece(text, left, right, line, top, bottom, drawn.get_font_size(), face, above, block))
    return Page(number, page.get_width(), page.get_height(), tuple(pieces), tuple(strokes))


def _tags_of(page: Any) -> Mapping[int, tuple[int, tuple[str, ...]]]:
    """Give for each mark of a page the number of its element and the types above and of it."""
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    found: dict[int, tuple[int, tuple[str, ...]]] = {}
    for index in range(max(0, pdfium.FPDF_StructTree_CountChildren(tree))):
        child = pdfium.FPDF_StructTree_GetChildAtIndex(tree, index)
        for number, (mark, tags) in enumerate(_marks_below(child, ()), len(found)):
            found[mark] = (number, tags)
    pdfium.FPDF_StructTree_Close(tree)
    return found


def _marks_below(element: Any, above: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    tags = (*above, _type_of(element))
    for index in range(max(0, pdfium.FPDF_StructElement_CountChildren(element))):
        mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index)
        if mark >= 0:
            yield mark, tags
            continue
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, index)
        if child:
            yield from _marks_below(child, tags)


def _type_of(element: Any) -> str:
    name = ctypes.create_string_buffer(_LONGEST_NAME)
    length = pdfium.FPDF_StructElement_GetType(element, name, _LONGEST_NAME)
    return name.raw[: max(0, length - 2)].decode("utf-16-le")
