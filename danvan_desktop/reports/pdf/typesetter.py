"""Turns texts of the tree into paragraphs and lines by the type styles of a page format."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from danvan_desktop.reports.binding import ENDS_A_LINE, UNBROKEN_SPACE, figures_bound, ties_of
from danvan_desktop.reports.document import Align, Inline, Run, runs_of
from danvan_desktop.reports.page_format import PageFormat, TypeStyle
from danvan_desktop.reports.pdf import fonts
from danvan_desktop.reports.pdf.cleaning import TextCleaner
from danvan_desktop.reports.pdf.held_figures import with_figures_held
from danvan_desktop.reports.pdf.paragraph import Paragraph, ParagraphStyle, Segment, cut, filled, set_paragraph

_RUNNING_TEXT = 300.0
"""Points of lines that are filled to both margins: what is kept from their ends widens their spaces."""
_MOST_KEPT_TOGETHER = 10
"""Letters, about as many as the longest word has: longer figures are tried one by one (``held_figures``)."""
_LEAST_OF_A_LINE = 3
"""A line that ends early, behind a colon, has at least one part of so many of the longest one's letters."""


@dataclass(frozen=True)
class Line:
    """One line of a centred or left-aligned block."""

    text: str
    face: str
    size: float
    leading: float
    underlined: bool = False
    decorative: bool = False
    """Whether it has no words, as the star under an issuing body."""

    @property
    def width(self) -> float:
        """Its length in points."""
        return fonts.width_of(self.text, self.face, self.size)


class Typesetter:
    """Makes paragraphs and lines; keeps the cleaner that knows what could not be drawn."""

    def __init__(self, page_format: PageFormat) -> None:
        """Load the typeface."""
        self.cleaner = TextCleaner(fonts.printable_characters())

    def text(self, text: str, style: TypeStyle) -> str:
        """Give ``text`` as it will be drawn: cleaned, in capitals where the style says so."""
        text = self.cleaner.clean(text)
        return text.upper() if style.capitals else text

    def leading(self, style: TypeStyle, spacing: float = 1.0) -> float:
        """Give the distance of two lines of a style."""
        return style.size.value * fonts.SINGLE_LINE * spacing

    def paragraphs(
        self,
        inline: Inline,
        style: TypeStyle,
        align: Align,
        width: float,
        *,
        indent: float = 0.0,
        spacing: float = 1.0,
    ) -> list[Paragraph]:
        """Set a paragraph of at most ``width`` for each line of ``inline`` that has words."""
        paragraph_style = ParagraphStyle(style.size.value, self.leading(style, spacing), align, indent)
        return [
            set_paragraph(
                self._held([self._segment(run, style) for run in line], paragraph_style, width), paragraph_style, width
            )
            for line in lines_of(runs_of(inline))
        ]

    def held(
        self, runs: Sequence[Run], style: TypeStyle, align: Align, width: float, *, indent: float = 0.0
    ) -> list[str]:
        """Give the texts of a paragraph's runs with the spaces at which no line of ``paragraphs`` ends."""
        paragraph_style = ParagraphStyle(style.size.value, self.leading(style), align, indent)
        segments = [(fonts.face(run.bold or style.bold, run.italic or style.italic), run.text) for run in runs]
        return [text for _face, text in self._held(segments, paragraph_style, width)]

    def lines(self, text: str, style: TypeStyle, width: float, *, balanced: bool = True) -> list[Line]:
        """Break ``text`` into the fewest lines of at most ``width``; ``balanced`` makes them equally long."""
        name, size = fonts.face(style.bold, style.italic), style.size.value
        text = self.text(text, style)
        broken = _title_lines(text, name, size, width) if balanced else _words_of(text, name, size, width).filled(width)
        leading = self.leading(style)
        return [Line(" ".join(parts), name, size, leading, style.underlined) for parts in broken]

    def kept(self, text: str, style: TypeStyle, width: float, *, balanced: bool = True, indented: bool = True) -> str:
        """Give ``text`` with spaces that a word processor does not break, so that its lines end as ``lines`` ends them.

        It breaks lines of at most ``width``, or of the longest line where the paragraph is ``indented`` so far; unless
        lines are ``balanced``, only what is one word stays together. What fits on a line stays as it is.
        """
        set_text = self.text(text, style)
        name, size = fonts.face(style.bold, style.italic), style.size.value
        broken = _title_lines(set_text, name, size, width)
        if len(broken) < 2:
            return text
        kept = " ".join(
            chain.from_iterable(
                _held(broken, name, size, 0.0 if indented else width) if balanced else map(_tied, broken)
            )
        )
        return "".join(map(_as_typed, text, kept)) if len(text) == len(kept) else text

    def bound(self, text: str, face: str, size: float, width: float) -> str:
        """Keep each number with what it counts or names where both fit into ``width``, short ones in running text."""
        if width > _RUNNING_TEXT:
            return figures_bound(text, _is_short)
        return figures_bound(text, lambda whole: fonts.width_of(whole, face, size) <= width)

    def _held(self, segments: Sequence[Segment], style: ParagraphStyle, width: float) -> list[Segment]:
        bound = [(face, self.bound(text, face, style.size, width)) for face, text in segments]
        return with_figures_held(bound, style, width) if width > _RUNNING_TEXT else bound

    def _segment(self, run: Run, style: TypeStyle) -> Segment:
        return fonts.face(run.bold or style.bold, run.italic or style.italic), self.text(run.text, style)


def _is_short(whole: str) -> bool:
    return len(whole) <= _MOST_KEPT_TOGETHER or whole.startswith("…")


def lines_of(runs: Sequence[Run]) -> list[list[Run]]:
    """Cut runs at line breaks; lines without words are dropped."""
    if len(runs) == 1 and runs[0].text.isprintable():
        return [[runs[0]]] if runs[0].text.strip() else []
    lines: list[list[Run]] = [[]]
    for run in runs:
        for index, part in enumerate(run.text.splitlines() or [""]):
            if index:
                lines.append([])
            if part:
                lines[-1].append(Run(part, run.bold, run.italic))
        if run.text.endswith("\n"):
            lines.append([])
    return [line for line in lines if any(run.text.strip() for run in line)]


@dataclass(frozen=True)
class _Words:
    """Words of one style with their widths; the typeface has no kerning, so that widths add up."""

    words: Sequence[str]
    widths: Sequence[float]
    space: float

    def filled(self, width: float) -> list[Sequence[str]]:
        """Fill lines of at most ``width`` word by word."""
        return [self.words[start:stop] for start, stop, _used in filled(self.widths, self.space, width, width)]

    def balanced(self, width: float) -> list[Sequence[str]]:
        """Fill the fewest lines of at most ``width``, about equally long."""
        lines = self.filled(width)
        narrow, wide = max(self.widths, default=0.0), width
        for _attempt in range(12 if len(lines) > 1 else 0):
            middle = (narrow + wide) / 2
            if len(self.filled(middle)) > len(lines):
                narrow = middle
            else:
                wide = middle
        return self.filled(wide)

    def parted(self, width: float) -> list[Sequence[str]]:
        """Fill lines as ``balanced`` does, with a line's end where a part of the title does, if that needs no more."""
        lines = self.balanced(width)
        for place in range(1, len(self.words) if len(lines) > 1 else 0):
            if self.words[place - 1].endswith(ENDS_A_LINE):
                parts = [*self._part(0, place).balanced(width), *self._part(place, None).balanced(width)]
                lengths = [sum(map(len, part)) for part in parts]
                if len(parts) == len(lines) and min(lengths) * _LEAST_OF_A_LINE >= max(lengths):
                    return parts
        return lines

    def _part(self, start: int, stop: int | None) -> _Words:
        return _Words(self.words[start:stop], self.widths[start:stop], self.space)


def _words_of(text: str, face: str, size: float, width: float, *ties: Collection[int]) -> _Words:
    """Measure what no line ends within: words, and those that a space of ``ties`` joins; what is longer is cut.

    Earlier ties hold before later ones where not all of them fit.
    """
    parts = [(place, word) for place, word in _placed(text) if word]
    for spaces in ties:
        parts = _joined(parts, spaces, face, size, width)
    words = [piece for _place, word in parts for piece in cut(word, face, size, width)]
    return _Words(words, [fonts.width_of(word, face, size) for word in words], fonts.width_of(" ", face, size))


def _placed(text: str) -> Iterator[tuple[int, str]]:
    place = 0
    for word in text.split(" "):
        yield place, word
        place += len(word) + 1


def _joined(
    parts: Sequence[tuple[int, str]], spaces: Collection[int], face: str, size: float, width: float
) -> list[tuple[int, str]]:
    joined: list[tuple[int, str]] = []
    for place, word in parts:
        if joined and place - 1 in spaces:
            start, before = joined[-1]
            whole = f"{before} {word}"
            if fonts.width_of(whole, face, size) <= width:
                joined[-1] = (start, whole)
                continue
        joined.append((place, word))
    return joined


def _title_lines(text: str, face: str, size: float, width: float) -> list[Sequence[str]]:
    """Break a title: within no compound or name, behind no word that leads to the next where that needs no more."""
    ties = ties_of(text)
    lines = _words_of(text, face, size, width, ties.words, ties.names).parted(width)
    if len(lines) == 1:
        return lines
    better = _words_of(text, face, size, width, ties.words, ties.names, ties.leads).parted(width)
    return better if len(better) == len(lines) else lines


def _held(lines: Sequence[Sequence[str]], face: str, size: float, room: float) -> Iterator[list[str]]:
    """Tie to the first word of a line as many as keep it from the end of the line above, if that had room for it."""
    longest = room or max((fonts.width_of(" ".join(line), face, size) for line in lines), default=0.0)
    above = ""
    for line in lines:
        count = 1
        while above and count < len(line):
            if fonts.width_of(" ".join((above, *line[:count])), face, size) > longest:
                break
            count += 1
        yield _tied((" ".join(line[:count]), *line[count:]))
        above = " ".join(line)


def _tied(words: Sequence[str]) -> list[str]:
    return [word.replace(" ", UNBROKEN_SPACE) for word in words]


def _as_typed(letter: str, kept: str) -> str:
    return kept if kept == UNBROKEN_SPACE else letter
