"""How the points of a criterion count in a rating: as such, beside the hundred of the set, or against the sum."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from danvan_desktop.domain.record import Record, RecordFinder

USUAL, BONUS, DEDUCTION = "points", "bonus", "deduction"


def counted(mark: Record, points: str, reader: RecordFinder) -> Decimal:
    """Return what the points of a mark add to the sum: those of a deduction take from it."""
    criterion = reader.get(mark.text("criterion"))
    is_taken = criterion is not None and criterion.text("counts_as") == DEDUCTION
    return -mark.decimal(points) if is_taken else mark.decimal(points)


def sum_of(marks: Iterable[Record], points: str, reader: RecordFinder) -> Decimal:
    """Return what marks come to, never less than nothing."""
    given = (one for one in marks if one.get(points) is not None)
    return max(Decimal(), sum((counted(one, points, reader) for one in given), Decimal()))


def most_with_bonus(criteria: Iterable[Record]) -> Decimal:
    """Return the most points that can be had, those beside the set too."""
    had = (one for one in criteria if one.text("counts_as") != DEDUCTION)
    return sum((one.decimal("maximum") for one in had), Decimal())


def most_of(criteria: Iterable[Record]) -> Decimal:
    """Return the most points that the criteria of a set give together, without bonus and deduction."""
    usual = (one for one in criteria if one.text("counts_as") in ("", USUAL))
    return sum((one.decimal("maximum") for one in usual), Decimal())
