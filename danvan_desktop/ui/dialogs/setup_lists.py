"""Reads the lists that a new office pastes: its villages, its officers. No widgets here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.text import fold, normalise
from danvan_desktop.exchange.recognition import pasted_to_unicode
from danvan_desktop.localization import _

_NUMBER = re.compile(r"\d+[.)]?")
_HOUSEHOLDS = re.compile(r"\d{1,3}(?:\.\d{3})*|\d+")
_PARTS = re.compile(r"\t|;|,| [–-] ")
_KINDS = (("ban ", "hamlet"), ("to dan pho", "residential_group"), ("khu ", "residential_group"))
_HEADS = frozenset({"thon", "ten thon", "ten", "ho va ten", "ho ten"})
NO_POSITION = _("Cán bộ")


def villages_in(text: str, own: Record) -> Sequence[Draft]:
    """Read villages, a line each: the name, then the number of households if it is known."""
    return [
        Draft(
            "unit",
            {
                "name": cells[0],
                "kind": _kind_of(cells[0]),
                "code": f"{own.text('code')}-{number:02d}",
                "parent": own.uid,
                "households": next((int(c.replace(".", "")) for c in cells[1:] if _HOUSEHOLDS.fullmatch(c)), None),
            },
        )
        for number, cells in enumerate(_lines(text), 1)
    ]


def officers_in(text: str, own: Record) -> Sequence[Draft]:
    """Read officers, a line each: the name, then the position."""
    return [
        Draft(
            "officer",
            {"full_name": cells[0], "position": ", ".join(cells[1:]) or str(NO_POSITION), "unit": own.uid},
        )
        for cells in _lines(text)
    ]


def _lines(text: str) -> Iterator[list[str]]:
    """Return the cells of each line; a leading number and a line of headings are left out."""
    for line in normalise(pasted_to_unicode(text)).split("\n"):
        cells = [" ".join(cell.split()) for cell in _PARTS.split(line) if cell.strip()]
        if len(cells) > 1 and _NUMBER.fullmatch(cells[0]):
            cells = cells[1:]
        elif cells:
            cells[0] = re.sub(r"^\d+[.)]\s+", "", cells[0])
        if cells and fold(cells[0]) not in (*_HEADS, "stt"):
            yield cells


def _kind_of(name: str) -> str:
    folded = fold(name)
    return next((kind for beginning, kind in _KINDS if folded.startswith(beginning)), "village")
