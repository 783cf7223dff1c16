"""Compares each page of every form's PDF by picture with the page that LibreOffice makes of its Word file.

Columns of the table (the paper is one, whichever file it is printed from: Nghị định 30/2020/NĐ-CP, Phụ lục I):

- ``moved``: words that stand on another page; nought is asked.
- ``down``, ``aside``: by how many millimetres a word stands lower or higher, further left or right; words that occur
  once on a page are looked for, and the tenth that are furthest away are left out: those that went to the next line.
- ``ink``: hundredths of the worse page's ink that have no ink of the other within ``NEAR`` millimetres: lines, pictures
  and seals count as letters do.

``python script/word_pictures.py [--office NAME] FOLDER [FORM...]``, as ``word_pages`` takes them, writes both files of
each form into FOLDER and prints the table, the worst at the end; its status is 1 when a paper is beyond a limit without
a reason. A page with other words than its fellow, and those beside it, are compared by ``moved`` alone.

One reason is known, ``foot``: what ends a page of the one begins the next page of the other, a row or three lines at
most. LibreOffice rounds the heights of lines, so that a row or a line has room there for which the PDF lacks a tenth of
a point, or the other way round; and it ties no row to what follows its table, where the PDF and Word let the signers of
a register take its last row along to their page.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageChops, ImageFilter
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE
from word_pages import printed_and_set, set_file

MILLIMETRE = 72 / 25.4
HEAD = 20.0
"""Millimetres from the upper edge to the text: the number of the page stands there."""
PIXELS = 2.0
"""Of a picture, to the millimetre."""
NEAR = 3.0
"""Millimetres: about half of a line."""
DARK = 160
NEAREST = 0.9
"""The part of the words that ``down`` and ``aside`` are about."""
MOST_DOWN, MOST_ASIDE, MOST_INK = 6.0, 2.0, 10.0
"""Limits of the columns: word processors round the heights of lines, a page of thirty adds that up.

A chart that stands lower by more than ``NEAR`` and less than the limit is nearly a tenth of the ink of its page."""
ELSEWHERE = 0.005
"""The part of a page's words that may be other words: a row of figures has four."""
MOST_AT_A_FOOT = 0.4
"""The part of a page's words that a row, or three lines, has at most."""


@dataclass(frozen=True)
class Look:
    """A page: where each word stands that occurs once, in millimetres from left and top; all words; its ink.

    One that is ``drawn`` on has a picture: what the PDF writes in a chart is part of a picture in Word.
    """

    places: Mapping[str, tuple[float, float]]
    words: Counter[str]
    ink: Image.Image
    drawn: bool = False


@dataclass(frozen=True)
class Difference:
    """How far two files of one paper are apart, by the columns of the table."""

    name: str
    pages: tuple[int, int]
    moved: int
    down: float
    aside: float
    ink: float
    reason: str = ""

    @property
    def is_alike(self) -> bool:
        """Whether it is within the limits, or beyond that of ``moved`` for a reason that is known."""
        same_pages = self.pages[0] == self.pages[1]
        near = self.down <= MOST_DOWN and self.aside <= MOST_ASIDE and self.ink <= MOST_INK
        return same_pages and near and (not self.moved or bool(self.reason))

    @property
    def weight(self) -> tuple[bool, int, float]:
        """What the table is sorted by."""
        return self.pages[0] != self.pages[1], self.moved, max(self.down, self.aside, self.ink)

    def line(self) -> str:
        """Give the row of the table."""
        pages = f"{self.pages[0]} {self.pages[1]}"
        mark = self.reason if self.is_alike else "!"
        return f"{self.name:<50}{pages:<9}{self.moved:>5}{self.down:>7.1f}{self.aside:>7.1f}{self.ink:>7.1f} {mark}"


def looks_of(path: Path) -> Iterator[Look]:
    """Look at each page of a PDF."""
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            words = list(_words_of(page))
            count = Counter(word for word, _left, _top in words)
            places = {word: (left, top) for word, left, top in words if count[word] == 1}
            drawn = any(one.type == FPDF_PAGEOBJ_IMAGE for one in page.get_objects())
            yield Look(places, count, _ink_of(page), drawn)


def _words_of(page: Any) -> Iterator[tuple[str, float, float]]:
    """Give the words below the page's number with the left edge and the base line of each."""
    text_page, height = page.get_textpage(), page.get_height()
    text = text_page.get_text_range()
    if len(text) != text_page.count_chars():
        text = "".join(text_page.get_text_range(index, 1) or " " for index in range(text_page.count_chars()))
    for match in re.finditer(r"\w{2,}", text):
        left, _bottom, _right, top = text_page.get_charbox(match.start(), loose=True)
        down = (height - top) / MILLIMETRE
        if down > HEAD - 5:
            yield match[0], left / MILLIMETRE, down


def _ink_of(page: Any) -> Image.Image:
    picture: Image.Image = page.render(scale=PIXELS / MILLIMETRE, grayscale=True).to_pil().convert("L")
    picture.paste(255, (0, 0, picture.width, int(HEAD * PIXELS)))
    return picture.point([255 if value < DARK else 0 for value in range(256)])


def stray_ink(ink: Image.Image, other: Image.Image) -> float:
    """Give the hundredths of ink that have none of the other picture within ``NEAR`` millimetres."""
    reach = int(NEAR * PIXELS)
    around = other.filter(ImageFilter.MaxFilter(2 * reach + 1))
    stray = ImageChops.subtract(ink, around.resize(ink.size))
    return 100 * stray.histogram()[255] / max(1, ink.histogram()[255])


def difference_of(name: str, pdf: Sequence[Look], word: Sequence[Look]) -> Difference:
    """Compare the pages of a paper's two files."""
    pairs = list(zip(pdf, word, strict=False))
    moved = [place for place, pair in enumerate(pairs) if _has_other_words(*pair)]
    beside = {place + step for place in moved for step in (-1, 0, 1)}
    downs, asides, inks = [0.0], [0.0], [0.0]
    for place, (ours, theirs) in enumerate(pairs):
        if place in beside:
            continue
        shared = ours.places.keys() & theirs.places.keys()
        asides.append(_most([abs(ours.places[one][0] - theirs.places[one][0]) for one in shared]))
        downs.append(_most([abs(ours.places[one][1] - theirs.places[one][1]) for one in shared]))
        inks += (stray_ink(ours.ink, theirs.ink), stray_ink(theirs.ink, ours.ink))
    count = sum(max((a.words - b.words).total(), (b.words - a.words).total()) for a, b in (pairs[one] for one in moved))
    reason = "foot" if moved and all(_is_a_foot(pairs, place) for place in moved) else ""
    return Difference(name, (len(pdf), len(word)), count, max(downs), max(asides), max(inks), reason)


def _has_other_words(ours: Look, theirs: Look) -> bool:
    lacking, added = _share(ours.words - theirs.words, ours), _share(theirs.words - ours.words, ours)
    return added > ELSEWHERE or (lacking > ELSEWHERE and not theirs.drawn)


def _share(words: Counter[str], page: Look) -> float:
    return words.total() / max(1, page.words.total())


def _is_a_foot(pairs: Sequence[tuple[Look, Look]], place: int) -> bool:
    """Tell whether a page has words of the pages before and behind it alone, and few that it has not in the PDF."""
    around = pairs[max(0, place - 1) : place + 2]
    ours, theirs = pairs[place]
    near_ours, near_theirs = (sum((pair[side].words for pair in around), Counter[str]()) for side in (0, 1))
    is_drawn = any(pair[1].drawn for pair in around)
    strayed = (theirs.words - near_ours) + (Counter[str]() if is_drawn else ours.words - near_theirs)
    return not strayed and _share(theirs.words - ours.words, theirs) <= MOST_AT_A_FOOT


def _most(distances: list[float]) -> float:
    return sorted(distances)[int(NEAREST * (len(distances) - 1))] if distances else 0.0


def main(arguments: list[str]) -> int:
    """Print the table; gives the exit status."""
    folder, printed = printed_and_set(arguments, (__doc__ or "").partition("\n")[0])
    found = [
        difference_of(name, tuple(looks_of(folder / f"{name}.pdf")), tuple(looks_of(set_file(folder, name))))
        for name, _drawn in printed
    ]
    print(f"{'form':<50}{'pages':<9}{'moved':>5}{'down':>7}{'aside':>7}{'ink':>7}")
    for one in sorted(found, key=lambda one: one.weight):
        print(one.line())
    unlike = [one for one in found if not one.is_alike]
    named = sum(one.is_alike and bool(one.reason) for one in found)
    print(f"{len(found)} papers, {len(unlike)} beyond a limit, {named} more for a reason that is known")
    return bool(unlike)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
