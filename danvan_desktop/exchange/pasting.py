"""Reads lists that people paste from Excel, Word or a message: cells of several lines, numbers, totals, headings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from danvan_desktop.domain.text import normalise, with_vietnamese_d
from danvan_desktop.exchange.cell_values import whole_number
from danvan_desktop.exchange.layout import is_total
from danvan_desktop.exchange.profiles import heading_key
from danvan_desktop.exchange.recognition import pasted_to_unicode

_CELL = re.compile(r'"((?:[^"\t]|"")*)"(?=[\t\n]|$)|[^\t\n]*')
"""Excel puts a cell of several lines into quotation marks, and doubles those inside."""
_PLACE_NUMBER = re.compile(r"\(?\d{1,4}[.)]?")
_LED_BY_NUMBER = re.compile(r"^(?:\(?(?:\d{1,4}|[IVXLC]+|[a-zđ])[.)/:]\s*|[-–—+•*]\s+)+(?=\D)")
_TYPED_PARTS = re.compile(r"(\s*[;,(]\s*|\s*:\s*(?=\d)|\s+[–—-]\s+)")
_POST = re.compile(r"\s+-\s+|\s*[–—]\s*|\s*[,;:]\s*|\s*\(")
_HONORIFIC = re.compile(
    r"^(?:(?:trưởng (?:thôn|bản|xóm|ấp|khu)|tổ trưởng|bí thư(?: chi bộ)?)\s*:?\s*)?"
    r"(?:(?:ông|bà|anh|chị|cụ|đ/c|đồng chí)\s*[:.]?\s+)?(?=\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PastedList:
    """The rows of a list, and the lines that are none: headings, totals."""

    rows: tuple[tuple[str, ...], ...]
    left_out: tuple[str, ...]


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


def read_pasted(text: str, headings: frozenset[str]) -> PastedList:
    """Read a list of one thing a line, without its numbering.

    Left out are lines of which a cell is one of ``headings`` (folded), totals, and lines without letters. A line
    without tabs may be typed: “Thôn Đông; 120”, “Thôn Đông – 64 hộ – ông Nguyễn Văn Mẫu”.
    """
    rows: list[tuple[str, ...]] = []
    left_out: list[str] = []
    for cells in pasted_cells(text):
        filled = [cell for cell in cells if cell]
        if not filled:
            continue
        row = _without_number(filled if len(cells) > 1 else _typed(filled[0]))
        if row and not _is_heading(row, headings) and not is_total(row[0]) and any(map(str.isalpha, row[0])):
            rows.append(tuple(row))
        else:
            left_out.append(" ".join(filled))
    return PastedList(tuple(rows), tuple(left_out))


def person_name(text: str) -> str:
    """Return a name without what people put before it: ông, bà, đ/c, trưởng thôn."""
    return _HONORIFIC.sub("", text).strip()


def person_and_post(text: str) -> tuple[str, str]:
    """Part “Ông Trần Văn Bình - Phó Chủ tịch UBND” into name and position, whichever stands first.

    A name all in capitals is written as names are; the position is empty where none is told.
    """
    name, *rest = _POST.split(text.strip(), maxsplit=1)
    post = rest[0].strip() if rest else ""
    if post.count(")") > post.count("("):
        post = post.rstrip(") ")
    if post and not is_person(name) and is_person(post):
        name, post = post, name.strip()
    bare = person_name(name)
    return (" ".join(map(str.capitalize, bare.split())) if bare.isupper() else bare), post


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


def _typed(line: str) -> list[str]:
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
    return [_LED_BY_NUMBER.sub("", cells[0]), *cells[1:]]


def _is_heading(cells: list[str], headings: frozenset[str]) -> bool:
    return any(heading_key(cell) in headings for cell in cells)
