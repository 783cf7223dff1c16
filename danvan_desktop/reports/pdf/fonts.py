"""The embedded serif: its four faces, and which characters all of them can draw."""

from __future__ import annotations

import struct
import unicodedata
from functools import cache

from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.pdfmetrics import getFont, registerFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from danvan_desktop.assets import resource_path
from danvan_desktop.localization import _
from danvan_desktop.reports.errors import ReportError

SINGLE_LINE = 1.149
"""Height of a single line against the type size: ascent, descent and gap of the typeface, as of Times New Roman."""

DESCENT = 0.216
"""How far letters reach below their line, against the type size."""

UNDERLINE_DEPTH = 0.11
UNDERLINE_WIDTH = 0.05
"""Where a text is underlined and how thick, against the type size (the typeface's own measures)."""

FIGURE_HEIGHT = 0.66
"""Height of figures and capitals above their line, against the type size."""

_FACES = {
    (False, False): "LiberationSerif-Regular",
    (True, False): "LiberationSerif-Bold",
    (False, True): "LiberationSerif-Italic",
    (True, True): "LiberationSerif-BoldItalic",
}
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})


class _Face(TTFont):
    """A face that maps a text in one step where all its letters stand in the first subset, as nearly all do."""

    def splitString(self, text: str, doc: PDFDocument, encoding: str = "utf-8") -> list[tuple[int, bytes]]:
        """Give the text's codes with their subset, in pieces; see the base class."""
        state = self.state.get(doc)
        if state is None:
            return self._split_by_letter(text, doc, encoding)
        try:
            codes = bytes(map(state.assignments.__getitem__, map(ord, text)))
        except (KeyError, ValueError):  # a letter not met before, or one of a later subset
            return self._split_by_letter(text, doc, encoding)
        return [(0, codes)] if codes else []

    def _split_by_letter(self, text: str, doc: PDFDocument, encoding: str) -> list[tuple[int, bytes]]:
        pieces: list[tuple[int, bytes]] = super().splitString(text, doc, encoding)
        return pieces


@cache
def printable_characters() -> frozenset[str]:
    """Register the faces with reportlab and give the characters that every face has.

    Controls and direction marks are left out, though the typeface has shapes for some.
    Raises ReportError where a face is gone or damaged: a paper in other letters would not be what was asked for.
    """
    coverage: set[int] | None = None
    for name in _FACES.values():
        font = _read_face(name)
        registerFont(font)
        known = set(font.face.charToGlyph)
        coverage = known if coverage is None else coverage & known
    return frozenset(filter(_can_be_printed, map(chr, coverage or ())))


def _read_face(name: str) -> _Face:
    try:
        # With the checksums of its tables: a damaged shape would be printed without a word.
        return _Face(name, str(resource_path("fonts", f"{name}.ttf")), validate=1)
    except (OSError, TTFError, struct.error) as error:
        raise ReportError(
            _(
                "Phông chữ {name} đi kèm phần mềm bị thiếu hoặc hỏng nên chưa in được. Hãy cài đặt lại phần mềm;"
                " dữ liệu vẫn nguyên.",
                name=name,
            )
        ) from error


def _can_be_printed(character: str) -> bool:
    if character.isspace():
        return character in " \u00a0"
    return unicodedata.category(character) not in _UNPRINTABLE


def registered(face_name: str) -> TTFont:
    """Give a face as reportlab knows it."""
    return getFont(face_name)


def first_face() -> str:
    """Name the face that a page begins with: an embedded one, or reportlab names Helvetica on every page."""
    printable_characters()
    return _FACES[False, False]


def face(bold: bool, italic: bool) -> str:
    """Name the face of a style."""
    return _FACES[bold, italic]


def width_of(text: str, face_name: str, size: float) -> float:
    """Measure a text in points."""
    return 0.001 * size * sum(map(_letter_widths(face_name).__getitem__, map(ord, text)))


class _LetterWidths(dict[int, float]):
    """Widths of letters in thousandths of the type size; of one that the face lacks that of its empty box."""

    def __init__(self, font: TTFont) -> None:
        super().__init__(font.face.charWidths)
        self._default = font.face.defaultWidth

    def __missing__(self, letter: int) -> float:
        width = self[letter] = float(self._default)
        return width


@cache
def _letter_widths(face_name: str) -> _LetterWidths:
    return _LetterWidths(registered(face_name))
