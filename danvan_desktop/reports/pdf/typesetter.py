"""Turns texts of the tree into paragraphs and lines by the type styles of a page format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from danvan_desktop.reports.document import Align, Inline, Run, runs_of
from danvan_desktop.reports.page_format import PageFormat, TypeStyle
from danvan_desktop.reports.pdf import fonts
from danvan_desktop.reports.pdf.cleaning import TextCleaner
from danvan_desktop.reports.pdf.paragraph import Paragraph, ParagraphStyle, Segment, cut, filled, set_paragraph


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
            set_paragraph([self._segment(run, style) for run in line], paragraph_style, width)
            for line in lines_of(runs_of(inline))
        ]

    def lines(self, text: str, style: TypeStyle, width: float, *, balanced: bool = True) -> list[Line]:
        """Break ``text`` into the fewest lines of at most ``width``; ``balanced`` makes them equally long."""
        name, size = fonts.face(style.bold, style.italic), style.size.value
        leading = self.leading(style)
        words = [word for word in self.text(text, style).split(" ") if word]
        measured = _measured(words, name, size, width)
        parts = measured.balanced(width) if balanced else measured.filled(width)
        return [Line(part, name, size, leading, style.underlined) for part in parts]

    def _segment(self, run: Run, style: TypeStyle) -> Segment:
        face = fonts.face(run.bold or style.bold, run.italic or style.italic)
        return face, self.text(run.text, style)


def lines_of(runs: Sequence[Run]) -> list[list[Run]]:
    """Cut runs at line breaks; lines without words are dropped."""
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

    def filled(self, width: float) -> list[str]:
        """Fill lines of at most ``width`` word by word."""
        lines = filled(self.widths, self.space, width, width)
        return [" ".join(self.words[start:stop]) for start, stop, _used in lines]

    def balanced(self, width: float) -> list[str]:
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


def _measured(words: Sequence[str], face: str, size: float, width: float) -> _Words:
    """Measure words; one longer than a line is cut."""
    parts = tuple(chain.from_iterable(cut(word, face, size, width) for word in words))
    return _Words(parts, [fonts.width_of(part, face, size) for part in parts], fonts.width_of(" ", face, size))
