"""Paragraphs: words broken into lines of one width, cut between lines, drawn as text that can be read on.

Officers' words pass through no markup: ``<b>`` is printed as typed. All lengths are points.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from danvan_desktop.reports.document import Align
from danvan_desktop.reports.pdf import fonts
from danvan_desktop.reports.pdf.canvas import ReportCanvas
from danvan_desktop.reports.pdf.operators import TextLines

_FEWEST = 2
"""Lines of a cut paragraph on either page: a single one looks forgotten."""

_TOLERANCE = 1e-6
_UNBROKEN_SPACE = "\u00a0"
LONG_SYMBOL = 28
"""Letters: a longer symbol of a paper may be parted behind its hyphens, or it would stretch the words before it."""
_SHARE_ON_THE_LEFT = {Align.LEFT: 0.0, Align.JUSTIFY: 0.0, Align.CENTER: 0.5, Align.RIGHT: 1.0}
"""How much of the room that a line leaves stands before it."""
_MOST_KEPT = 1 << 12
"""Words whose widths are remembered in each face and size."""
_BEHIND_HYPHENS = re.compile(r"[^-]*-|[^-]+")

Segment = tuple[str, str]
"""A face and a text set in it."""

_Word = tuple[Segment, ...]
"""Segments without a space between them."""


@dataclass(frozen=True)
class ParagraphStyle:
    """Type size and distance of lines, how they are aligned, and how far the first one is indented."""

    size: float
    leading: float
    align: Align
    indent: float = 0.0


class _BrokenLine(NamedTuple):
    """Texts in their faces; ``spare`` is the room that is left."""

    segments: tuple[Segment, ...]
    spaces: int
    spare: float


@dataclass(frozen=True)
class Paragraph:
    """Lines set in a style; ``goes_on`` says that the last one is not the end of the text."""

    style: ParagraphStyle
    lines: tuple[_BrokenLine, ...]
    goes_on: bool = False

    @property
    def height(self) -> float:
        """Height of all lines."""
        return len(self.lines) * self.style.leading

    def split(self, room: float) -> tuple[Paragraph, Paragraph] | None:
        """Cut after at most ``room``; ``None`` where a part would have a single line, or all of it has room."""
        count = min(int((room + _TOLERANCE) / self.style.leading), len(self.lines) - _FEWEST)
        if count < _FEWEST or self.height <= room + _TOLERANCE:
            return None
        first = Paragraph(self.style, self.lines[:count], goes_on=True)
        return first, Paragraph(replace(self.style, indent=0.0), self.lines[count:], self.goes_on)

    def draw(self, canvas: ReportCanvas, x: float, y: float) -> None:
        """Draw the lines below ``y`` from the left edge ``x``."""
        style = self.style
        text = TextLines(x, y - style.size)
        face, moved, spacing = "", 0.0, 0.0
        share = _SHARE_ON_THE_LEFT[style.align]
        unstretched = len(self.lines) - 1 if style.align is Align.JUSTIFY and not self.goes_on else -1
        indent = style.indent
        for index, (segments, spaces, spare) in enumerate(self.lines):
            left = indent + share * spare if spare > 0 else indent
            indent = 0.0
            if left != moved:
                text.move(left - moved)
                moved = left
            stretched = spaces and (spare <= 0 or (style.align is Align.JUSTIFY and index != unstretched))
            wanted = spare / spaces if stretched else 0.0
            if wanted != spacing:
                text.stretch(wanted)
                spacing = wanted
            for name, words in segments:
                if name != face:
                    text.set_type(canvas.letters(name), style.size, style.leading)
                    face = name
                text.put(words)
            text.end_line()
        canvas.draw_lines(text)


def set_paragraph(runs: Sequence[Segment], style: ParagraphStyle, width: float) -> Paragraph:
    """Break the words of ``runs`` into lines of at most ``width``; a word that is longer is cut."""
    room = width - style.indent
    if len(runs) == 1 and (plain := _set_plain(*runs[0], style, room, width)):
        return plain
    lines = []
    words, joined = _with_symbols_parted(list(_words(runs)))
    widths = [_width(word, style.size) for word in words]
    if max(widths, default=0.0) > room:
        words, joined = _with_long_cut(words, joined, style.size, room)
        widths = [_width(word, style.size) for word in words]
    space = _widths_of(fonts.face(bold=False, italic=False), style.size)[" "]
    for start, stop, used in filled(widths, space, room, width, joined):
        lines.append(_line(words[start:stop], room - used, {place - start for place in joined}))
        room = width
    return Paragraph(style, tuple(lines))


def _set_plain(face: str, text: str, style: ParagraphStyle, room: float, width: float) -> Paragraph | None:
    """Set a text of one face, as most are, unless it has a word that is parted or cut."""
    words = text.split(" ")
    if "" in words:
        words = [word for word in words if word]
    widths = list(map(_widths_of(face, style.size).__getitem__, words))
    if not words or max(widths) > room or ("-" in text and any(map(_is_parted, words))):
        return None
    bound = text.count(_UNBROKEN_SPACE)
    lines = []
    space = _widths_of(fonts.face(bold=False, italic=False), style.size)[" "]
    for start, stop, used in filled(widths, space, room, width):
        line = " ".join(words[start:stop])
        spaces = stop - start - 1 + (line.count(_UNBROKEN_SPACE) if bound else 0)
        lines.append(_BrokenLine(((face, line),), spaces, room - used))
        room = width
    return Paragraph(style, tuple(lines))


class _Widths(dict[str, float]):
    """Widths of words in a face and size: a language has few thousand syllables, each of which is measured once."""

    def __init__(self, face: str, size: float) -> None:
        super().__init__()
        self._face, self._size = face, size

    def __missing__(self, word: str) -> float:
        if len(self) >= _MOST_KEPT:
            self.clear()
        width = self[word] = fonts.width_of(word, self._face, self._size)
        return width


@lru_cache(maxsize=1 << 6)
def _widths_of(face: str, size: float) -> _Widths:
    return _Widths(face, size)


def filled(
    widths: Sequence[float],
    space: float,
    first: float,
    room: float,
    joined: Collection[int] = (),
) -> Iterator[tuple[int, int, float]]:
    """Fill lines word by word: the first has room for ``first``, the others for ``room``.

    Gives for each line where its words begin and end, and the width used. Words whose places are ``joined`` follow
    the one before without a space. No space of a line is made narrower for a word that hardly fits: the word processors
    that set the same paper from its Word file make none so, and lines of the two would end with other words.
    """
    start, used, limit = 0, 0.0, first + _TOLERANCE
    for index, width in enumerate(widths):
        wanted = used + width if index in joined else used + space + width
        if index == start:
            used = width
        elif wanted <= limit:
            used = wanted
        else:
            yield start, index, used
            start, used, limit = index, width, room + _TOLERANCE
    if widths:
        yield start, len(widths), used


def cut(word: str, face: str, size: float, width: float) -> list[str]:
    """Cut a word that is longer than a line into parts that are not, behind hyphens where it has some."""
    if fonts.width_of(word, face, size) <= width:
        return [word]
    parts, current = [], ""
    for letter in word:
        if current and fonts.width_of(current + letter, face, size) > width:
            end = current.rfind("-") + 1 or len(current)
            parts.append(current[:end])
            current = current[end:]
        current += letter
    return [*parts, current]


def _words(runs: Sequence[Segment]) -> Iterator[_Word]:
    """Part the runs at their spaces; where a run ends within a word, the next one goes on with it."""
    word: _Word = ()
    for face, text in runs:
        first, *others = text.split(" ")
        if first:
            word = (*word, (face, first))
        for part in others:
            if word:
                yield word
            word = ((face, part),) if part else ()
    if word:
        yield word


def _width(word: _Word, size: float) -> float:
    return sum(_widths_of(face, size)[text] for face, text in word)


def _with_long_cut(
    words: Sequence[_Word], joined: Collection[int], size: float, room: float
) -> tuple[list[_Word], frozenset[int]]:
    parts: list[_Word] = []
    still_joined = []
    for place, word in enumerate(words):
        if place in joined:
            still_joined.append(len(parts))
        parts += _fitting(word, size, room)
    return parts, frozenset(still_joined)


def _fitting(word: _Word, size: float, width: float) -> list[_Word]:
    if _width(word, size) <= width:
        return [word]
    return [((face, part),) for face, text in word for part in cut(text, face, size, width)]


def _with_symbols_parted(words: list[_Word]) -> tuple[list[_Word], frozenset[int]]:
    """Part a long symbol behind its hyphens, as word processors do; gives the places of what goes on with it, too."""
    parts: list[_Word] = []
    joined: list[int] = []
    for word in words:
        face, text = word[0]
        if len(word) == 1 and _is_parted(text):
            pieces = _BEHIND_HYPHENS.findall(text)
            joined += range(len(parts) + 1, len(parts) + len(pieces))
            parts += (((face, piece),) for piece in pieces)
        else:
            parts.append(word)
    return (parts, frozenset(joined)) if joined else (words, frozenset())


def _is_parted(word: str) -> bool:
    return len(word) > LONG_SYMBOL and "-" in word


def _line(words: Sequence[_Word], spare: float, joined: Collection[int]) -> _BrokenLine:
    """Join words: a space is set in the face of what stands before it."""
    segments: list[Segment] = []
    parts: list[str] = []
    face = words[0][0][0]
    for index, word in enumerate(words):
        for number, (name, text) in enumerate(word):
            if index and not number and index not in joined:
                parts.append(" ")
            if name != face:
                segments.append((face, "".join(parts)))
                face, parts = name, []
            parts.append(text)
    segments.append((face, "".join(parts)))
    spaces = sum(text.count(" ") + text.count(_UNBROKEN_SPACE) for _face, text in segments)
    return _BrokenLine(tuple(segments), spaces, spare)
