"""Where a list ends and its signatures begin: place and day, then who signs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from danvan_desktop.domain.text import fold
from danvan_desktop.exchange.grid import Row

_MOST_CELLS = 3
_PLACE_AND_DAY = re.compile(r"[^,]{2,60}, *ngay[ .…0-9]*thang[ .…0-9]*nam[ .…0-9]*")
_SIGNS = re.compile(
    r"(?:tm|t m|kt|tl|tuq) .*|(?:nguoi|can bo) (?:lap|ghi|tong hop|thong ke|bao cao)\b.*|(?:pho )?chu tich(?: ubnd.*)?"
    r"|(?:pho )?bi thu(?: dang uy.*)?|thu truong(?: don vi)?|truong (?:thon|ban|ban to chuc)|ke toan|xac nhan .*"
)
"""Who signs below a list, folded; a record of so few cells says more than that."""
_NO_WORD = re.compile(r"[\W_]+")


def first_signature(rows: Sequence[Row], is_numbered: Callable[[Row], bool]) -> int:
    """Return the place of the first row that is signed: with place and day, or with nothing but who signs.

    A row that has its number in the list is a record, and so is the first.
    """
    for place, row in enumerate(rows):
        texts = list(dict.fromkeys(fold(cell.text) for cell in row.cells.values()))
        if not place or len(texts) > _MOST_CELLS or is_numbered(row):
            continue
        signs = (" ".join(_NO_WORD.sub(" ", text).split()) for text in texts)
        if any(map(_PLACE_AND_DAY.fullmatch, texts)) or all(map(_SIGNS.fullmatch, signs)):
            return place
    return len(rows)
