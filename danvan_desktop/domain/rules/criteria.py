"""How the points of a criterion count in a rating: as such, beside the hundred of the set, or against the sum.

Each counts as often as its weight says. A scheme may limit what bonus, deduction and all together come to, and may have
the criteria that apply to a unit stand for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from danvan_desktop.domain.decimals import rounded
from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record, RecordFinder
from danvan_desktop.domain.rules.checks import sets_anew
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.localization import _

USUAL, BONUS, DEDUCTION = "points", "bonus", "deduction"


class Limits(Struct, frozen=True):
    """What a scheme lets points come to: ``total`` of all, ``bonus`` and ``deduction`` of their kind; ``None``: no end.

    With a ``scale`` the usual points become that share of it which they are of the most that the criteria give.
    """

    total: Decimal | None = None
    bonus: Decimal | None = None
    deduction: Decimal | None = None
    scale: Decimal | None = None


def weight_of(criterion: Record) -> Decimal:
    """Return how often the points of a criterion count."""
    return criterion.decimal("weight") or Decimal(1)


def weighted_most(criterion: Record) -> Decimal:
    """Return the most that a criterion adds to a sum."""
    return weight_of(criterion) * criterion.decimal("maximum")


def sum_of(
    marks: Iterable[Record],
    points: str,
    reader: RecordFinder,
    limits: Limits | None = None,
    most: Decimal = Decimal(),
) -> Decimal:
    """Return what marks come to within the ``limits``, never less than nothing; ``most`` is what a scale stands for."""
    limits = limits or Limits()
    sums = _sums(marks, points, reader)
    usual = Fraction(sums[USUAL])
    if limits.scale is not None and most:
        usual = usual * Fraction(limits.scale) / Fraction(most)
    added = Fraction(_at_most(sums[BONUS], limits.bonus)) - Fraction(_at_most(sums[DEDUCTION], limits.deduction))
    return _at_most(rounded(max(usual + added, Fraction())), limits.total)


def _sums(marks: Iterable[Record], points: str, reader: RecordFinder) -> dict[str, Decimal]:
    """Add up marks by how their criteria count."""
    sums = {USUAL: Decimal(), BONUS: Decimal(), DEDUCTION: Decimal()}
    for mark in marks:
        criterion = reader.get(mark.text("criterion"))
        if mark.get(points) is not None and not mark.get("not_applied"):
            counts_as = USUAL if criterion is None else criterion.text("counts_as") or USUAL
            sums[counts_as] += mark.decimal(points) * (Decimal(1) if criterion is None else weight_of(criterion))
    return sums


def group_sum(marks: Iterable[Record], points: str, reader: RecordFinder) -> Decimal:
    """Return what some marks add to the sum of all: less than nothing where most of them are deductions."""
    sums = _sums(marks, points, reader)
    return rounded(Fraction(sums[USUAL] + sums[BONUS] - sums[DEDUCTION]))


def _at_most(points: Decimal, most: Decimal | None) -> Decimal:
    return points if most is None else min(points, most)


def most_with_bonus(criteria: Sequence[Record], limits: Limits | None = None) -> Decimal:
    """Return the most points that can be had within the ``limits``, those beside the set too."""
    limits = limits or Limits()
    beside = sum((weighted_most(one) for one in criteria if one.text("counts_as") == BONUS), Decimal())
    usual = most_of(criteria)
    if limits.scale is not None and usual:
        usual = limits.scale
    return _at_most(usual + _at_most(beside, limits.bonus), limits.total)


def most_of(criteria: Iterable[Record]) -> Decimal:
    """Return the most points that the criteria of a set give together, without bonus and deduction."""
    return sum((weighted_most(one) for one in criteria if one.text("counts_as") in ("", USUAL)), Decimal())


def applied(criteria: Iterable[Record], marks: Iterable[Record]) -> list[Record]:
    """Return the criteria that apply: what its mark says does not, gives no points and asks for none."""
    left_out = {mark.text("criterion") for mark in marks if mark.get("not_applied")}
    return [one for one in criteria if one.uid not in left_out]


def least_fits_the_criterion(record: Record, _context: RuleContext) -> Iterator[Problem]:
    """Refuse a criterion of which more points are asked than it gives."""
    if record.get("least") is not None and record.decimal("least") > record.decimal("maximum"):
        yield Problem(
            "least", _("Điểm tối thiểu không được cao hơn điểm tối đa ({most}).", most=record.decimal("maximum"))
        )


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


def points_fit_the_criterion(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Refuse more points than the criterion has."""
    criterion = context.reader.get(record.text("criterion"))
    if criterion is not None:
        yield from within_the_most(record, criterion, "points")


def within_the_most(record: Record, criterion: Record, name: str) -> Iterator[Problem]:
    """Refuse more points in a field than a criterion has."""
    points, most = record.decimal(name), criterion.decimal("maximum")
    if points > most:
        words = _("“{name}” được nhiều nhất {most} điểm, không thể {points} điểm.",
                  name=criterion.text("name"), most=most, points=points)  # fmt: skip
        yield Problem(name, words)
