"""Writes what draws lines of text and strokes, as reportlab does, in fewer steps: most of a page's work is here."""

from __future__ import annotations

from functools import lru_cache

from reportlab.pdfbase.pdfdoc import PDFDocument

from danvan_desktop.reports.pdf import fonts

_NO_WIDTH = 0.01
"""Of a letter's width, in percent: some readers take 0 for a fault."""
_SPACE = "( ) Tj"
"""The first subset of each face has the space at its own place."""
_ESCAPED = tuple(
    f"\\{code:03o}" if code < 32 or code >= 127 else f"\\{chr(code)}" if chr(code) in "\\()" else chr(code)
    for code in range(256)
)
"""How each code of a letter stands in a string of a page."""


@lru_cache(maxsize=1 << 12)
def number(value: float) -> str:
    """Write a number below a million with seven digits at most, six behind the point, and no needless nought."""
    size = abs(value)
    if size <= 1e-7:
        return "0"
    digits = 6 if size < 10 else 7 - len(str(int(size)))
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return text[1:] if text[0] == "0" and len(text) > 1 else text


class Letters(dict[int, str]):
    """How the letters of a face stand in one file, for ``str.translate``: those that its first subset has."""

    def __init__(self, face: str, document: PDFDocument) -> None:
        """Take none yet: a letter gets its code when it is first drawn."""
        super().__init__()
        self._font, self._document = fonts.registered(face), document

    def __missing__(self, letter: int) -> str:
        """Give a letter its code; raises _Elsewhere where that is one of a later subset."""
        ((subset, codes),) = self._font.splitString(chr(letter), self._document)
        if subset:
            raise _Elsewhere
        self[letter] = _ESCAPED[codes[0]]
        return self[letter]

    def parts(self, text: str) -> list[tuple[int, str]]:
        """Give a text in pieces, each with the subset that it is of."""
        try:
            return [(0, text.translate(self))]
        except _Elsewhere:
            pieces = self._font.splitString(text, self._document)
            return [(subset, "".join(_ESCAPED[code] for code in codes)) for subset, codes in pieces]

    def name(self, subset: int) -> str:
        """Name a subset as the page knows it."""
        named: str = self._font.getSubsetInternalName(subset, self._document)
        return named


class _Elsewhere(Exception):
    """A letter is not in the first subset."""


class TextLines:
    """Lines from a place on, each with a space of no width behind it.

    Who reads on finds the end of a word by it (ISO 32000-1, 14.8.2.5).
    """

    def __init__(self, x: float, y: float) -> None:
        """Begin at the left end of the first line."""
        self._parts = [f"BT 1 0 0 1 {number(x)} {number(y)} Tm"]
        self._letters: Letters | None = None
        self._type = ""
        self._subset = -1

    def move(self, right: float) -> None:
        """Begin the line, and those after it, so far to the right."""
        self._parts.append(f"{number(right)} 0 Td")

    def stretch(self, more: float) -> None:
        """Make each space wider by so much from now on."""
        self._parts.append(f"{number(more)} Tw")

    def set_type(self, letters: Letters, size: float, leading: float) -> None:
        """Go on in another face."""
        self._letters, self._type, self._subset = letters, f"{number(size)} Tf {number(leading)} TL", -1

    def put(self, text: str) -> None:
        """Write a part of a line in the present face."""
        assert self._letters is not None  # noqa: S101 - no text is written before a face is named
        for subset, codes in self._letters.parts(text) if text else ():
            self._take(subset)
            self._parts.append(f"({codes}) Tj")

    def end_line(self) -> None:
        """Write the space and go to the next line."""
        if self._subset == 0:
            self._parts.append(f"{_NO_WIDTH} Tz {_SPACE} 100 Tz T*")
            return
        self._parts.append(f"{_NO_WIDTH} Tz")
        self.put(" ")
        self._parts.append("100 Tz T*")

    def _take(self, subset: int) -> None:
        if subset != self._subset:
            assert self._letters is not None  # noqa: S101 - see put
            self._parts.append(f"{self._letters.name(subset)} {self._type}")
            self._subset = subset

    @property
    def code(self) -> str:
        """All of it."""
        return f"{' '.join(self._parts)} ET"


def stroke(x1: float, y1: float, x2: float, y2: float) -> str:
    """Draw a line."""
    return f"n {number(x1)} {number(y1)} m {number(x2)} {number(y2)} l S"


def box(x: float, y: float, width: float, height: float) -> str:
    """Draw the four sides of a box."""
    return f"n {number(x)} {number(y)} {number(width)} {number(height)} re S"
