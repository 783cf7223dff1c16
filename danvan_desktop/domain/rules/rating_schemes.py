"""How the points of a rating become a rank: thresholds of its scheme, what that asks of groups and limits.

Thresholds are those of Quy định 366-QĐ/TW, Điều 11 (``rating.rank.*`` of the legal data, which an office may replace)
unless the rating names a scheme of the office. The rank proposed is the first of the scheme that is reached; the final
one is set by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from danvan_desktop.domain.decimals import kept, rounded
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.record import Record, RecordFinder, RecordReader
from danvan_desktop.domain.rules.criteria import (
    USUAL,
    Limits,
    applied,
    most_of,
    most_with_bonus,
    sum_of,
    weight_of,
    weighted_most,
)
from danvan_desktop.domain.rules.legal import LegalRules
from danvan_desktop.domain.text import fold
from danvan_desktop.localization import Message, _

BEST, FAIR, LOWEST = "excellent", "fair", "failed"
THRESHOLDS = (BEST, "good", FAIR, "done")
"""Ranks that have a threshold, the best first; ``FAIR`` is only where a scheme has five."""
_OF_LAW = (BEST, "good", "done")
USUAL_SUM = Decimal(100)
OF_GOOD, OF_DONE, OF_ALL = "good", "done", "all"
"""Of whom only a share may be the best."""
POINTS_OF_TOTALS = (("self_points", "self_total"), ("review_points", "review_total"), ("final_points", "final_total"))
_PARTS_OF = {
    "year": (("quarter_1", "quarter_2", "quarter_3", "quarter_4"), ("half_1", "half_2")),
    "half_1": (("quarter_1", "quarter_2"),),
    "half_2": (("quarter_3", "quarter_4"),),
}
"""Of which shorter periods a longer one is the mean: of the first of these series that is rated."""


class Scheme(Struct, frozen=True):
    """How points become a rank: ``rows`` of rank and least points, the best first; what one round gives at the most.

    Where the rounds ``add_up`` the points of self-rating and review are parts of one sum; else the review replaces it.
    A rank may ask for a share of each group's points; ``below_least`` is the best one left to who has less than a
    criterion asks for. A year, or half of one, can be the mean of its shorter periods, and ``below_failed`` the best
    one left to it when one of these failed. ``self_share`` is of how many hundredths the self-rating counts where the
    rounds add up, the review for the rest; without it both count whole.
    """

    rows: tuple[tuple[str, Decimal], ...]
    self_cap: Decimal | None = None
    review_cap: Decimal | None = None
    adds_up: bool = False
    limits: Limits = Limits()
    of_groups: tuple[tuple[str, Decimal], ...] = ()
    below_least: str = LOWEST
    of_periods: bool = False
    below_failed: str = ""
    self_share: Decimal | None = None

    def weighed(self, own: Decimal, reviewed: Decimal) -> Decimal:
        """Return what the points of two rounds come to together."""
        if self.self_share is None:
            return own + reviewed
        return rounded(Fraction(own * self.self_share + reviewed * (100 - self.self_share)) / 100)

    def most_together(self, criteria: Decimal) -> Decimal:
        """Return the most points that a decision can come to: more than the ``criteria`` give where rounds add up."""
        if not self.adds_up or self.self_share is not None:
            return criteria
        return criteria + (criteria if self.review_cap is None else self.review_cap)

    @property
    def usual_sum(self) -> Decimal:
        """What the criteria usually come to: the hundred, less what a review adds to it."""
        is_of_parts = self.adds_up and self.self_share is None
        return USUAL_SUM - (self.review_cap or 0) if is_of_parts else USUAL_SUM

    def comes_to(self, criteria: Decimal) -> bool:
        """Tell whether criteria come to what they should.

        Points may be made a share of any sum; and a scheme that ends at a thousand has criteria for a thousand.
        """
        return self.limits.scale is not None or criteria in (self.usual_sum, self.limits.total)

    def rank(self, points: Decimal) -> str:
        """Return the first rank that these points reach, the lowest where they reach none."""
        return next((code for code, least in self.rows if points >= least), LOWEST)


class Standing(Struct, frozen=True):
    """What a rating comes to: ``short`` names the criteria and groups for which its points reach a lower rank.

    ``barred`` says what else keeps it from the rank of its points.
    """

    total: Decimal | None
    rank: str | None
    short: tuple[str, ...] = ()
    barred: tuple[Message, ...] = ()


def scheme_of(rating: Record, reader: RecordReader, law: LegalRules) -> Scheme:
    """Return the scheme that a rating names, else the thresholds of the office's law."""
    named = reader.get(rating.text("scheme"))
    if named is None:
        rows = ((code, law[f"rating.rank.{code}"].value) for code in _OF_LAW)
        return Scheme(tuple((code, Decimal(value.numerator) / value.denominator) for code, value in rows if value))
    return Scheme(
        tuple(_known(named, "{}_from")),
        points_in(named, "self_cap"),
        points_in(named, "review_cap"),
        bool(named.get("adds_up")),
        limits_of(rating, reader),
        tuple(_known(named, "{}_group")),
        named.text("below_least") or LOWEST,
        bool(named.get("of_periods")),
        named.text("below_failed"),
        points_in(named, "self_share"),
    )


def _known(scheme: Record, name: str) -> Iterator[tuple[str, Decimal]]:
    found = ((code, points_in(scheme, name.format(code))) for code in THRESHOLDS)
    return ((code, least) for code, least in found if least is not None)


def points_in(record: Record, name: str) -> Decimal | None:
    """Return points that may not be given."""
    return None if record.get(name) is None else record.decimal(name)


def limits_of(rating: Record, reader: RecordFinder) -> Limits:
    """Return what the scheme of a rating lets points come to."""
    named = reader.get(rating.text("scheme"))
    if named is None:
        return Limits()
    return Limits(*(points_in(named, name) for name in ("total_most", "bonus_most", "deduction_most", "scale")))


def criteria_of(rating: Record, marks: Iterable[Record], reader: RecordFinder) -> list[Record]:
    """Return the criteria of a rating in their order: of its set, of the issue that was marked, else of the newest."""
    named = rating.text("set")
    found = list(reader.find("criterion", set=named)) if named else []
    known = [one for one in (reader.get(mark.text("criterion")) for mark in marks) if one is not None]
    issues = [one.text("version") for one in known if one.text("set") == named] or [
        one.text("version") for one in found
    ]
    of_issue = [one for one in found if one.text("version") == max(issues)]
    uids = {one.uid for one in of_issue}
    of_issue += {one.uid: one for one in known if one.uid not in uids}.values()
    return sorted(of_issue, key=lambda one: (one.number("order"), one.text("name")))


def most_reached(rating: Record, marks: Sequence[Record], reader: RecordFinder) -> Decimal:
    """Return the most points that a round of a rating can come to; nothing where there are no criteria."""
    criteria = applied(criteria_of(rating, marks, reader), marks)
    return most_with_bonus(criteria, limits_of(rating, reader)) if criteria else Decimal()


def totals_of(rating: Record, marks: Sequence[Record], reader: RecordFinder) -> dict[str, Decimal]:
    """Return what the marks come to by the totals that hold it; a round in which nobody marked is not among them."""
    limits = limits_of(rating, reader)
    most = most_of(applied(criteria_of(rating, marks, reader), marks)) if limits.scale is not None else Decimal()
    return {
        total: sum_of(marks, points, reader, limits, most)
        for points, total in POINTS_OF_TOTALS
        if any(one.get(points) is not None for one in marks)
    }


def mean_of_periods(rating: Record, total: str, reader: RecordFinder) -> Value:
    """Return the mean of a total over the quarters of a year or a half, else over the halves of a year; else ``None``.

    Nothing is known of a period in which nobody was rated: the mean is of the others.
    """
    for parts in _PARTS_OF.get(rating.text("period"), ()):
        found = (points_in(one, total) for one in _same_target(rating, reader) if one.text("period") in parts)
        given = [points for points in found if points is not None]
        if given:
            return kept(rounded(Fraction(sum(given, Decimal())) / len(given)))
    return None


def _same_target(rating: Record, reader: RecordFinder) -> Iterator[Record]:
    """Yield the ratings of the same in the periods of a year."""
    same = {name: rating.get(name) for name in ("unit", "year", "subject_kind")}
    target = fold(rating.text("target"))
    return (one for one in reader.find(rating.kind, **same) if fold(one.text("target")) == target)


def _bars(rating: Record, scheme: Scheme, reader: RecordFinder) -> Iterator[tuple[str, Message]]:
    """Yield the best ranks that are left to a rating by what it does not score itself, each with why."""
    collective = reader.get(rating.text("collective"))
    if collective is not None and collective.text("rank"):
        yield collective.text("rank"), _("không cao hơn mức của tập thể “{name}”", name=collective.text("target"))
    parts = [period for series in _PARTS_OF.get(rating.text("period"), ()) for period in series]
    if scheme.below_failed and any(
        one.text("period") in parts and one.text("rank") == LOWEST for one in _same_target(rating, reader)
    ):
        yield scheme.below_failed, _("có kỳ xếp mức thấp nhất")


def total_of(rating: Record, scheme: Scheme) -> Decimal | None:
    """Return the points that a rating is ranked by: as decided, else as reviewed, else as it rated itself."""
    final, own, reviewed = (points_in(rating, name) for name in ("final_total", "self_total", "review_total"))
    if final is not None:
        return final
    if scheme.adds_up and own is not None:
        return scheme.weighed(own, reviewed or Decimal())
    return own if reviewed is None else reviewed


def standing_of(rating: Record, scheme: Scheme, marks: Sequence[Record], reader: RecordFinder) -> Standing:
    """Return what a rating comes to by its points and by what the scheme asks of groups and criteria.

    Without points it has no rank, nor has what is not rated.
    """
    total = None if rating.get("ineligible") else total_of(rating, scheme)
    if total is None:
        return Standing(None, None)
    rank = scheme.rank(total)
    given = _points_of_each(marks, scheme)
    criteria = [one for one in applied(criteria_of(rating, marks, reader), marks) if given]
    below = [one for one in criteria if one.get("least") is not None and given.get(one.uid, 0) < one.decimal("least")]
    groups = {name: _share(of_group, given) for name, of_group in _groups(criteria).items()}
    bars = [(most, why) for most, why in _bars(rating, scheme, reader) if _place(rank) < _place(most)]
    best = max(_place(most) for most in (rank, *(most for most, _why in bars)))
    asked = dict(scheme.of_groups)
    short = dict.fromkeys(one.text("name") for one in below)
    for code in _from(rank):
        weak = [name for name, share in groups.items() if share < asked.get(code, 0)]
        is_barred = _place(code) < best or (bool(below) and _place(code) < _place(scheme.below_least))
        if not weak and not is_barred and (code == LOWEST or code in dict(scheme.rows)):
            return Standing(total, code, tuple(short) if code != rank else (), tuple(why for _most, why in bars))
        short |= dict.fromkeys(weak)
    return Standing(total, LOWEST, tuple(short), tuple(why for _most, why in bars))


def _from(rank: str) -> tuple[str, ...]:
    """Return a rank and all below it."""
    return (*THRESHOLDS, LOWEST)[_place(rank) :]


def _place(rank: str) -> int:
    return (*THRESHOLDS, LOWEST).index(rank)


def _points_of_each(marks: Iterable[Record], scheme: Scheme) -> dict[str, Decimal]:
    """Return the points of each criterion that a rating is ranked by, of the last round in which anybody marked."""
    given = [mark for mark in marks if not mark.get("not_applied")]
    rounds = [points for points, _total in POINTS_OF_TOTALS if any(one.get(points) is not None for one in given)]
    if not rounds:
        return {}
    if scheme.adds_up and "final_points" not in rounds:
        return {
            one.text("criterion"): scheme.weighed(one.decimal("self_points"), one.decimal("review_points"))
            for one in given
        }
    return {one.text("criterion"): one.decimal(rounds[-1]) for one in given}


def _groups(criteria: Iterable[Record]) -> dict[str, list[Record]]:
    """Return the criteria of each group; one that is in none stands for itself."""
    found: dict[str, list[Record]] = {}
    for one in criteria:
        if one.text("counts_as") in ("", USUAL):
            found.setdefault(one.text("group") or one.text("name"), []).append(one)
    return found


def _share(criteria: Sequence[Record], given: Mapping[str, Decimal]) -> Decimal:
    """Return of how many hundredths of their most the criteria have the points."""
    points = sum((weight_of(one) * given.get(one.uid, Decimal()) for one in criteria), Decimal())
    most = sum((weighted_most(one) for one in criteria), Decimal())
    return points * 100 / most if most else Decimal()
