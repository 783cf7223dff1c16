"""Points of a model by the criteria that it is scored with: means over scorers, weights applied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct

from danvan_desktop.domain.record import Record, RecordFinder
from danvan_desktop.domain.rules.criteria import DEDUCTION, USUAL

if TYPE_CHECKING:
    from danvan_desktop.domain.records import Records


class ScoreLine(Struct, frozen=True):
    """One criterion: ``points`` is the mean of all scorers, ``None`` when nobody scored it.

    Bonus ``counts_as`` such above the most points of all, a deduction takes from the sum.
    """

    name: str
    weight: Decimal
    maximum: Decimal
    points: Fraction | None
    remarks: str
    counts_as: str = USUAL


class Scoring(Struct, frozen=True):
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
    return scoring_by_set(store, scores) or _scoring((), _newest_set(store))


def scoring_by_set(reader: RecordFinder, scores: Iterable[Record]) -> Scoring | None:
    """Score by the set that the points which were given name, ``None`` while none were."""
    given = [score for score in scores if score.get("points") is not None]
    first = next(filter(None, (reader.get(score.text("criterion")) for score in given)), None)
    if first is None:
        return None
    return _scoring(given, tuple(reader.find("criterion", set=first.get("set"), version=first.get("version"))))


def _scoring(scores: Sequence[Record], criteria: Sequence[Record]) -> Scoring:
    if not criteria:
        return Scoring("", "", ())
    lines = tuple(_line(criterion, scores) for criterion in criteria)
    return Scoring(criteria[0].text("set"), criteria[0].text("version"), lines)


def _newest_set(store: Records) -> Sequence[Record]:
    others = ("contest", "rating", "cadre_rating")
    of_others = {one.text("set") for kind in others for one in store.list(kind)}
    newest = (one for one in store.list("criterion", order="-version") if one.text("set") not in of_others)
    sample = next(newest, None)
    if sample is None:
        return ()
    return tuple(store.find("criterion", set=sample.get("set"), version=sample.get("version")))


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
