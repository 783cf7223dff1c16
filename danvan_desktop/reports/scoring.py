"""Points of a model by the criteria that it is scored with: means over scorers, weights applied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.records import Records
from danvan_desktop.domain.rules.criteria import DEDUCTION, USUAL


@dataclass(frozen=True)
class ScoreLine:
    """One criterion: ``points`` is the mean of all scorers, ``None`` when nobody scored it.

    Bonus ``counts_as`` such above the most points of all, a deduction takes from the sum.
    """

    name: str
    weight: Decimal
    maximum: Decimal
    points: Fraction | None
    remarks: str
    counts_as: str = USUAL


@dataclass(frozen=True)
class Scoring:
    """All criteria of the set that a model is scored with."""

    criteria_set: str
    version: str
    lines: tuple[ScoreLine, ...]

    @property
    def is_scored(self) -> bool:
        """Whether anybody scored any criterion."""
        return any(line.points is not None for line in self.lines)

    @property
    def unscored(self) -> Sequence[str]:
        """The names of the criteria that nobody scored, without those that only add to the sum or take from it."""
        return [line.name for line in self.lines if line.points is None and line.counts_as == USUAL]

    @property
    def points(self) -> Fraction:
        """The sum of the points, weighted."""
        signed = (
            Fraction(line.weight) * (line.points or 0) * (-1 if line.counts_as == DEDUCTION else 1)
            for line in self.lines
        )
        return max(sum(signed, Fraction()), Fraction())

    @property
    def most(self) -> Decimal:
        """The most points that can be had without what stands beside the sum."""
        return sum((line.weight * line.maximum for line in self.lines if line.counts_as == USUAL), Decimal())

    @property
    def share(self) -> float:
        """The points as a share of the most, 0 to 1."""
        return float(self.points / Fraction(self.most)) if self.most else 0.0


def scoring_of(store: Records, model: Record) -> Scoring:
    """Score a model: by the set that its scores name, else by the newest set."""
    return scoring_by(store, store.children(model.uid, "score"))


def scoring_by(store: Records, scores: Sequence[Record]) -> Scoring:
    """Score by the points that were given, stored or not; a score without points gives none."""
    scores = [score for score in scores if score.get("points") is not None]
    criteria = _criteria(store, scores)
    if not criteria:
        return Scoring("", "", ())
    first = criteria[0]
    lines = tuple(_line(criterion, scores) for criterion in criteria)
    return Scoring(first.text("set"), first.text("version"), lines)


def _criteria(store: Records, scores: Iterable[Record]) -> Sequence[Record]:
    named = store.get_many(score.text("criterion") for score in scores)
    sample = next(iter(named.values()), None)
    if sample is None:
        others = ("contest", "rating", "cadre_rating")
        of_others = {one.text("set") for kind in others for one in store.list(kind)}
        newest = (one for one in store.list("criterion", order="-version") if one.text("set") not in of_others)
        sample = next(newest, None)
    if sample is None:
        return []
    return store.find("criterion", set=sample.get("set"), version=sample.get("version"))


def _line(criterion: Record, scores: Iterable[Record]) -> ScoreLine:
    mine = [score for score in scores if score.text("criterion") == criterion.uid]
    mean = Fraction(sum((score.decimal("points") for score in mine), Decimal())) / len(mine) if mine else None
    remarks = "\n".join(
        f"{score.text('scorer')}: {score.text('remark')}" if score.text("remark") else score.text("scorer")
        for score in mine
    )
    return ScoreLine(
        criterion.text("name"),
        criterion.decimal("weight") or Decimal(1),
        criterion.decimal("maximum"),
        mean,
        remarks,
        criterion.text("counts_as") or USUAL,
    )
