"""Ratings of the sample: units of last year by criteria, of the years before by rank alone, and some officers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from danvan_desktop.sample.scene import Scene, Stage
from danvan_desktop.sample.texts import RatedText, RatingsText, load

_DAY = dt.timedelta(days=1)
_DECIDED_AGO = 75 * _DAY
_REVIEWED_BEFORE, _RATED_BEFORE, _ANNOUNCED_AFTER = 8 * _DAY, 20 * _DAY, 3 * _DAY
_QUARTER = 4
_FIRST_NUMBER = 31
_SYMBOL = "QĐ/ĐU"


def add_ratings(scene: Scene) -> None:
    """Note the criteria, what was given for each, what was decided, and the ranks of earlier years."""
    text = load("ratings", RatingsText)
    decided = scene.timeline.free_day(scene.timeline.today - _DECIDED_AGO)
    year = decided.year - 1
    scene.book.add(Stage.OFFICE, "rating_scheme", **msgspec.structs.asdict(text.scheme))
    criteria = [
        (
            scene.book.add(
                Stage.OFFICE,
                "criterion",
                set=text.set,
                version=str(year),
                order=order,
                name=one.name,
                maximum=one.maximum,
            ),
            one.maximum,
        )
        for order, one in enumerate(text.criteria, start=1)
    ]
    for one in text.units:
        uid = _add(scene, "rating", text.set, one, year, decided, target=one.target)
        _mark(scene, uid, one, criteria)
    for one in text.people:
        officer = scene.commune.officer(one.target)
        uid = _add(scene, "cadre_rating", text.set, one, year, decided, target=officer.full_name)
        _mark(scene, uid, one, criteria)
    for ago, ranks in text.years.items():
        for one, rank in zip(text.units, ranks, strict=True):
            _add_earlier(scene, text.set, one, year - int(ago), decided, rank)


def _add(scene: Scene, kind: str, named: str, text: RatedText, year: int, decided: dt.date, *, target: str) -> str:
    uid = scene.book.add(
        Stage.WRITTEN,
        kind,
        unit=scene.commune_uid,
        year=year,
        target=target,
        subject_kind=text.subject_kind,
        set=named,
        self_on=decided - _RATED_BEFORE,
        self_rank=text.self_rank,
    )
    out = {"ineligible": True, "ineligible_reason": text.ineligible} if text.ineligible else {"rank": text.rank}
    scene.book.put(
        Stage.FINISHED,
        kind,
        uid,
        review_on=decided - _REVIEWED_BEFORE,
        review_rank=text.rank or None,
        reason=text.reason or None,
        decided_on=decided,
        decision_number=f"{_FIRST_NUMBER}-{_SYMBOL}",
        announced_on=decided + _ANNOUNCED_AFTER,
        **out,
    )
    return uid


def _mark(scene: Scene, rating: str, text: RatedText, criteria: Sequence[tuple[str, int]]) -> None:
    for uid, most in criteria:
        scene.book.add(
            Stage.ANSWERED,
            "rating_mark",
            subject=rating,
            criterion=uid,
            self_points=_share(most, text.self_share),
            review_points=_share(most, text.review_share),
        )


def _share(most: int, hundredths: int) -> float:
    return round(most * hundredths / 100 * _QUARTER) / _QUARTER


def _add_earlier(scene: Scene, named: str, text: RatedText, year: int, decided: dt.date, rank: str) -> None:
    day = scene.timeline.free_day(decided.replace(year=year + 1))
    rated = scene.book.add(
        Stage.WRITTEN,
        "rating",
        unit=scene.commune_uid,
        year=year,
        target=text.target,
        subject_kind=text.subject_kind,
        set=named,
        self_rank=rank,
    )
    number = f"{_FIRST_NUMBER}-{_SYMBOL}"
    scene.book.put(Stage.FINISHED, "rating", rated, rank=rank, decided_on=day, decision_number=number)
