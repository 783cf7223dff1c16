"""Reads lists that people paste from Excel, Word or a message: cells of several lines, numbers, totals, headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from danvan_desktop.domain.text import normalise, with_vietnamese_d
from danvan_desktop.exchange.cell_values import whole_number
from danvan_desktop.exchange.layout import is_total
from danvan_desktop.exchange.profiles import heading_key
from danvan_desktop.exchange.recognition import pasted_to_unicode

_CELL = re.compile(r'"((?:[^"\t]|"")*)"(?=[\t\n]|$)|[^\t\n]*')
"""Excel puts a cell of several lines into quotation marks, and doubles those inside."""
_PLACE_NUMBER = re.compile(r"\(?\d{1,4}[.)]?")
_LED_BY_NUMBER = re.compile(r"^(?:\(?(?:\d{1,4}|[IVXLC]+|[a-zđ])[.)/:]\s*|[-–—+•*]\s+)+(?=\D)")
_TYPED_PARTS = re.compile(r"(\s*[;,(]\s*|\s*:\s*(?=\d)|\s+[–—-]\s+|\s+(?=\d{1,4}\s+(?:hộ|nhân khẩu|khẩu)\b))")
_POST = re.compile(r"\s+-\s+|\s*[–—]\s*|\s*[,;:]\s*|\s*\(")
_HONORIFIC = re.compile(
    r"^(?:(?:trưởng (?:thôn|bản|xóm|ấp|khu)|tổ trưởng|bí thư(?: chi bộ)?)\s*:?\s*)?"
    r"(?:(?P<title>ông|bà|anh|chị|cụ|đ/c|đồng chí)\s*[:.]?\s+)?(?=\w)",
    re.IGNORECASE,
)
_TITLES = {"ông": "mr", "bà": "mrs"}
"""Codes of ``TITLES_OF_PEOPLE``."""


_NO_THING = re.compile(
    r"(?:danh sach|bang (?:ke|tong hop|thong ke|danh sach)|bieu (?:so|mau)|phu luc|mau so|nguoi lap|lap bieu|xac nhan"
    r"|noi nhan|uy ban nhan dan|ubnd|dang uy|cong hoa xa hoi|doc lap tu do|(?:tm|kt|tl)\b)"
    r"|.*\bngay \d{0,2} ?thang\b"
)
"""What begins lines of a list that name no thing of it, folded: its title, who made and signed it, when and where."""

_SIGNING = frozenset({"trưởng thôn", "trưởng bản", "tổ trưởng", "chủ tịch", "phó chủ tịch", "ký tên"})
"""Lines that only say as what somebody signs."""

Headings = Mapping[str, str | None]
"""The field of each heading that lists have, folded; ``None`` for a column that may be passed over untold."""


class Why(Enum):
    """Why a line of a list, or a cell of it, is no thing of it."""

    HEADING = auto()
    TITLE = auto()
    """A title, a signature, a line that names nothing."""
    TOTAL = auto()
    NOT_ASKED = auto()
    """A cell of a column that is not asked for; the rest of its line is taken."""


@dataclass(frozen=True)
class PastedRow:
    """One thing of a list: its cells without a number before them, and as which ``line`` (from 0) it was ``written``.

    Where headings name the columns, ``named`` holds the cells by field, ``beside`` those of columns without a heading.
    """

    cells: tuple[str, ...]
    named: Mapping[str, str] = field(default_factory=dict)
    beside: tuple[str, ...] = ()
    line: int = 0
    written: tuple[str, ...] = ()


@dataclass(frozen=True)
class LeftOut:
    """What of a list is no thing of it: the line (from 0) on which it stands, its text, and why."""

    line: int
    text: str
    why: Why


@dataclass(frozen=True)
class PastedList:
    """The rows of a list, and what is none: titles, headings, totals, signatures, cells of columns not asked for."""

    rows: tuple[PastedRow, ...]
    others: tuple[LeftOut, ...]

    @property
    def left_out(self) -> tuple[str, ...]:
        """The texts of what is none."""
        return tuple(other.text for other in self.others)


def pasted_cells(text: str) -> list[list[str]]:
    """Part pasted text into rows of cells; line breaks within a cell become blanks, old letters Unicode."""
    clean = with_vietnamese_d(normalise(pasted_to_unicode(text)))
    rows: list[list[str]] = [[]]
    place = 0
    while place <= len(clean):
        match = _CELL.match(clean, place)
        if match is None:
            break
        rows[-1].append(_content(match))
        place = match.end() + 1
        if match.end() < len(clean) and clean[match.end()] == "\n":
            rows.append([])
    return rows


def read_pasted(text: str, headings: Headings) -> PastedList:
    """Read a list of one thing a line, without its numbering.

    ``headings`` names the field of a column by its heading, folded; the first field is that which names the thing, and
    no field is a column to be passed over. Left out are lines that hold a heading, titles, totals, signatures and lines
    without letters. A line without tabs may be typed: “Thôn Đông; 120”, “Thôn Đông – 64 hộ – ông Nguyễn Văn Mẫu”.
    """
    reading = _Reading(headings)
    for line, cells in enumerate(pasted_cells(text)):
        if any(cells):
            reading.take(line, cells)
    return PastedList(tuple(reading.rows), tuple(sorted(reading.others, key=lambda other: other.line)))


def person_name(text: str) -> str:
    """Return a name without what people put before it: ông, bà, đ/c, trưởng thôn.

    A name all in capitals is written as names are.
    """
    bare = _HONORIFIC.sub("", text).strip()
    return " ".join(map(str.capitalize, bare.split())) if bare.isupper() else bare


def title_told(texts: Iterable[str]) -> str | None:
    """Return the code of the title that was written before a name, ông or bà; nothing is guessed of a name."""
    for text in texts:
        for part in _POST.split(_LED_BY_NUMBER.sub("", text.strip())):
            found = _HONORIFIC.match(part.strip())
            if found is not None and (title := _TITLES.get((found["title"] or "").lower())):
                return title
    return None


def person_and_post(text: str) -> tuple[str, str]:
    """Part “Ông Trần Văn Bình - Phó Chủ tịch UBND” into name and position, whichever stands first.

    The position is empty where none is told.
    """
    name, *rest = _POST.split(text.strip(), maxsplit=1)
    post = rest[0].strip() if rest else ""
    if post.count(")") > post.count("("):
        post = post.rstrip(") ")
    if post and not is_person(name) and is_person(post):
        name, post = post, name.strip()
    return person_name(name), post


def is_person(text: str) -> bool:
    """Tell whether a cell names a person: it says ông, bà, or is two to six words that begin with capitals."""
    match = _HONORIFIC.match(text)
    words = person_name(text).split()
    return bool(match and match[0]) or (
        2 <= len(words) <= 6 and all(word[0].isupper() and word.isalpha() for word in words)
    )


def _content(match: re.Match[str]) -> str:
    quoted = match[1]
    text = match[0]
    if quoted is not None and ("\n" in quoted or '""' in quoted):
        text = quoted.replace('""', '"')
    return " ".join(text.split())


def typed_cells(line: str) -> list[str]:
    """Part a typed line: at semicolons, else what is a number or a person at its end from the name before."""
    if ";" in line:
        return [part.strip() for part in line.split(";") if part.strip()]
    *before, last = _TYPED_PARTS.split(_LED_BY_NUMBER.sub("", line).rstrip(")"))
    cells: list[str] = []
    while before and (whole_number(last) is not None or _is_led_person(last)):
        cells.insert(0, last)
        before.pop()
        last = before.pop()
    if not cells:
        return [" ".join(line.split())]
    return [" ".join("".join([*before, last]).split()), *cells]


def _is_led_person(text: str) -> bool:
    match = _HONORIFIC.match(text)
    return bool(match and match[0])


def _without_number(cells: list[str]) -> list[str]:
    if len(cells) > 1 and _PLACE_NUMBER.fullmatch(cells[0]):
        return cells[1:]
    return [*(_LED_BY_NUMBER.sub("", cell) for cell in cells[:1]), *cells[1:]]


class _Reading:
    """Reads line by line: a line of headings tells what the columns of those below it are."""

    def __init__(self, headings: Headings) -> None:
        self._headings = headings
        self._name = next(iter(headings.values()), None) or ""
        self._columns: Mapping[int, str | None] = {}
        self._line = 0
        self.rows: list[PastedRow] = []
        self.others: list[LeftOut] = []

    def take(self, line: int, cells: Sequence[str]) -> None:
        """Read a line that is not empty."""
        self._line = line
        columns = {place: self._headings.get(heading_key(cell), "") for place, cell in enumerate(cells) if cell}
        if self._is_heading(cells, columns):
            self._begin_table(cells, columns)
        elif self._columns and len(cells) > 1:
            self._take_named(cells)
        else:
            self._take_as_it_stands(cells)

    def _is_heading(self, cells: Sequence[str], columns: Mapping[int, str | None]) -> bool:
        found = [columns[place] for place, cell in enumerate(cells) if heading_key(cell) in self._headings]
        return len(found) > 1 or (bool(found) and (found[0] == self._name or not self._columns))

    def _begin_table(self, cells: Sequence[str], columns: Mapping[int, str | None]) -> None:
        """Learn the columns; lines of one cell above the first headings are its title."""
        if len(cells) > 1 and self._name in columns.values():
            if not self._columns:
                titles = [row for row in self.rows if len(row.cells) == 1]
                self.rows = [row for row in self.rows if len(row.cells) > 1]
                self.others.extend(LeftOut(row.line, row.cells[0], Why.TITLE) for row in titles)
            self._columns = columns
        self._leave(" ".join(filter(None, cells)), Why.HEADING)

    def _take_named(self, cells: Sequence[str]) -> None:
        """Take a line of a table, unless nothing stands where its things are named, or something else than a thing."""
        named = {name: cells[place] for place, name in self._columns.items() if name and place < len(cells)}
        named = {name: cell for name, cell in named.items() if cell}
        name = _LED_BY_NUMBER.sub("", named.get(self._name, ""))
        filled = [cell for cell in cells if cell]
        is_alone = len(filled) == 1 and any(len(row.cells) > 1 for row in self.rows)
        if not _may_be_named(name) or is_alone:
            self._leave(" ".join(filled), Why.TOTAL if any(map(is_total, filled[:2])) else Why.TITLE)
            return
        strange = [cell for place, cell in enumerate(cells) if cell and self._columns.get(place) == ""]
        beside = tuple(cell for place, cell in enumerate(cells) if cell and place not in self._columns)
        for cell in strange:
            self._leave(f"{name}: {cell}", Why.NOT_ASKED)
        found = {**named, self._name: name}
        self.rows.append(PastedRow(tuple(_without_number(filled)), found, beside, self._line, tuple(filled)))

    def _take_as_it_stands(self, cells: Sequence[str]) -> None:
        filled = [cell for cell in cells if cell]
        row = _without_number(filled if len(cells) > 1 else typed_cells(filled[0]))
        if row and _may_be_named(row[0]):
            self.rows.append(PastedRow(tuple(row), line=self._line, written=tuple(filled)))
        else:
            self._leave(" ".join(filled), Why.TOTAL if any(map(is_total, filled[:2])) else Why.TITLE)

    def _leave(self, text: str, why: Why) -> None:
        self.others.append(LeftOut(self._line, text, why))


def _may_be_named(text: str) -> bool:
    """Tell whether a text may name a thing: it has letters, and is no total, title or signature."""
    is_signature = text.casefold() in _SIGNING or _NO_THING.match(heading_key(text)) is not None
    return any(map(str.isalpha, text)) and not is_total(text) and not is_signature
