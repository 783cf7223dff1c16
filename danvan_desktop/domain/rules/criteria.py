"""How the points of a criterion count in a rating: as such, beside the hundred of the set, or against the sum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record, RecordFinder
from danvan_desktop.domain.rules.checks import sets_anew
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.localization import _

USUAL, BONUS, DEDUCTION = "points", "bonus", "deduction"


def counted(mark: Record, points: str, reader: RecordFinder) -> Decimal:
    """Return what the points of a mark add to the sum: those of a deduction take from it."""
    criterion = reader.get(mark.text("criterion"))
    is_taken = criterion is not None and criterion.text("counts_as") == DEDUCTION
    return -mark.decimal(points) if is_taken else mark.decimal(points)


def sum_of(marks: Iterable[Record], points: str, reader: RecordFinder, most: Decimal | None = None) -> Decimal:
    """Return what marks come to, never less than nothing nor above ``most``."""
    given = (one for one in marks if one.get(points) is not None)
    together = max(Decimal(), sum((counted(one, points, reader) for one in given), Decimal()))
    return together if most is None else min(together, most)


def most_with_bonus(criteria: Iterable[Record]) -> Decimal:
    """Return the most points that can be had, those beside the set too."""
    had = (one for one in criteria if one.text("counts_as") != DEDUCTION)
    return sum((one.decimal("maximum") for one in had), Decimal())


def most_of(criteria: Iterable[Record]) -> Decimal:
    """Return the most points that the criteria of a set give together, without bonus and deduction."""
    usual = (one for one in criteria if one.text("counts_as") in ("", USUAL))
    return sum((one.decimal("maximum") for one in usual), Decimal())


def set_has_criteria(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn of a set of which there is no criterion: nothing could be marked by it, and no sheet be printed."""
    named = record.text("set")
    if not named or not sets_anew(record, context, "set") or any(context.reader.find("criterion", set=named)):
        return
    known = dict.fromkeys(one.text("set") for one in context.reader.find("criterion"))
    if known:
        words = _(
            "Không có tiêu chí nào thuộc bộ “{set}”. Các bộ đã ghi: {known}.",
            set=named,
            known="; ".join(sorted(filter(None, known))),
        )
    else:
        words = _("Chưa ghi tiêu chí nào thuộc bộ “{set}”; ghi ở Cài đặt, Tiêu chí chấm điểm.", set=named)
    yield Problem("set", words, Severity.WARNING)
