"""Reads the lists that a new office pastes: its villages, its officers. No widgets here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.text import fold
from danvan_desktop.exchange.cell_values import whole_number
from danvan_desktop.exchange.pasting import is_person, person_name, read_pasted
from danvan_desktop.localization import _

_KINDS = (("ban ", "hamlet"), ("to dan pho", "residential_group"), ("khu ", "residential_group"))
_HEADINGS = frozenset(
    {"thon", "ten thon", "ten thon ban", "ten", "ho va ten", "ho ten", "chuc vu", "so ho", "stt", "tt"}
)
NO_POSITION = _("Cán bộ")


@dataclass(frozen=True)
class ReadList:
    """What a pasted list comes to, and the lines of it that are not taken."""

    drafts: Sequence[Draft]
    left_out: Sequence[str]


def villages_in(text: str, own: Record) -> Sequence[Draft]:
    """Read villages, a line each: the name, then the number of households and who heads it, if they are known."""
    return read_villages(text, own).drafts


def read_villages(text: str, own: Record) -> ReadList:
    """Read villages and tell which lines are none."""
    pasted = read_pasted(text, _HEADINGS)
    drafts = [
        Draft(
            "unit",
            {
                "name": name,
                "kind": _kind_of(name),
                "code": f"{own.text('code')}-{number:02d}",
                "parent": own.uid,
                "households": next((count for cell in cells if (count := whole_number(cell)) is not None), None),
                "head": next((person_name(cell) for cell in cells if is_person(cell)), None),
            },
        )
        for number, (name, *cells) in enumerate(pasted.rows, 1)
    ]
    return ReadList(drafts, pasted.left_out)


def officers_in(text: str, own: Record) -> Sequence[Draft]:
    """Read officers, a line each: the name, then the position."""
    return read_officers(text, own).drafts


def read_officers(text: str, own: Record) -> ReadList:
    """Read officers and tell which lines are none."""
    pasted = read_pasted(text, _HEADINGS)
    drafts = [
        Draft(
            "officer",
            {"full_name": person_name(name), "position": ", ".join(cells) or str(NO_POSITION), "unit": own.uid},
        )
        for name, *cells in pasted.rows
    ]
    return ReadList(drafts, pasted.left_out)


def _kind_of(name: str) -> str:
    folded = fold(name)
    return next((kind for beginning, kind in _KINDS if folded.startswith(beginning)), "village")
