"""Reads the lists that a new office pastes: its villages, its officers. No widgets here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.text import fold
from danvan_desktop.exchange.cell_values import whole_number
from danvan_desktop.exchange.pasting import is_person, person_and_post, person_name, read_pasted
from danvan_desktop.localization import _

_KINDS = (("ban ", "hamlet"), ("to dan pho", "residential_group"), ("khu ", "residential_group"))
_HEADINGS = frozenset(
    {"thon", "ten thon", "ten thon ban", "ten", "ho va ten", "ho ten", "chuc vu", "so ho", "stt", "tt"}
)
NO_POSITION = _("Cán bộ")


@dataclass(frozen=True)
class Known:
    """What an office has already: names of units and officers (folded), and the codes of its units."""

    names: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()

    @classmethod
    def of(cls, units: Iterable[Record], officers: Iterable[Record]) -> Known:
        """Gather it from records."""
        units = list(units)
        names = [unit.text("name") for unit in units] + [officer.text("full_name") for officer in officers]
        return cls(frozenset(map(fold, names)), frozenset(unit.text("code") for unit in units))


NOTHING_YET = Known()


@dataclass(frozen=True)
class ReadList:
    """What a pasted list comes to, the lines of it that are not taken, and the names that were there already."""

    drafts: Sequence[Draft]
    left_out: Sequence[str]
    repeated: Sequence[str] = ()

    def __iter__(self) -> Iterator[Draft]:
        """Give the drafts in their order."""
        return iter(self.drafts)


def villages_in(text: str, own: Record, known: Known = NOTHING_YET) -> ReadList:
    """Read villages, a line each: the name, then the number of households and who heads it, if they are known."""
    pasted = read_pasted(text, _HEADINGS)
    rows, repeated = _once(pasted.rows, known)
    codes = (code for number in count(1) if (code := f"{own.text('code')}-{number:02d}") not in known.codes)
    drafts = [
        Draft(
            "unit",
            {
                "name": name,
                "kind": _kind_of(name),
                "code": next(codes),
                "parent": own.uid,
                "households": next((number for cell in cells if (number := whole_number(cell)) is not None), None),
                "head": next((person_name(cell) for cell in cells if is_person(cell)), None),
            },
        )
        for name, *cells in rows
    ]
    return ReadList(drafts, pasted.left_out, repeated)


def officers_in(text: str, own: Record, known: Known = NOTHING_YET) -> ReadList:
    """Read officers, a line each: name and position in either order, without numbers and titles."""
    pasted = read_pasted(text, _HEADINGS)
    rows, repeated = _once([_officer(row) for row in pasted.rows], known)
    drafts = [
        Draft("officer", {"full_name": name, "position": post or str(NO_POSITION), "unit": own.uid})
        for name, post in rows
    ]
    return ReadList(drafts, pasted.left_out, repeated)


def _officer(row: Sequence[str]) -> tuple[str, str]:
    first, *cells = row
    cells = [cell for cell in cells if any(map(str.isalpha, cell))]
    if cells and not is_person(first) and is_person(cells[0]):
        first, cells[0] = cells[0], first
    name, post = person_and_post(first)
    return name, ", ".join(filter(None, [post, *cells]))


def _once(rows: Iterable[tuple[str, ...]], known: Known) -> tuple[list[tuple[str, ...]], list[str]]:
    """Keep the first row of each name, and return the names that came again or were known."""
    seen = set(known.names)
    kept: list[tuple[str, ...]] = []
    repeated: list[str] = []
    for row in rows:
        if fold(row[0]) in seen:
            repeated.append(row[0])
        else:
            kept.append(row)
        seen.add(fold(row[0]))
    return kept, repeated


def _kind_of(name: str) -> str:
    folded = fold(name)
    return next((kind for beginning, kind in _KINDS if folded.startswith(beginning)), "village")
