"""Ratings of the sample: units of last year by criteria, of the years before by rank alone, and some officers.

A year is rated towards its end: an office rates itself in November, the decision comes before the year is over. Of this
year there is the rating of its first half, and from the end of November on what the first units gave themselves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from danvan_desktop.sample.scene import Scene, Stage
from danvan_desktop.sample.texts import RatedText, RatingsText, load

_DAY = dt.timedelta(days=1)
_DECIDED = (12, 15)
_HALF_DECIDED, _SELF_RATED = (7, 10), (11, 20)
_UNITS_SO_FAR = 2
_REVIEWED_BEFORE, _RATED_BEFORE, _ANNOUNCED_AFTER = 8 * _DAY, 20 * _DAY, 3 * _DAY
_QUARTER = 4
_FIRST_NUMBER = 31
_DECISIONS_A_YEAR = 8
_NUMBERS = {"half_1": 38}
_SYMBOL = "QĐ/ĐU"


def add_ratings(scene: Scene) -> None:
    """Note the criteria, what was given for each, what was decided, and the ranks of earlier years."""
    text = load("ratings", RatingsText)
    today = scene.timeline.today
    year = today.year - 1
    decided = scene.timeline.free_day(dt.date(year, *_DECIDED))
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
    _add_this_year(scene, text, criteria)


def _add_this_year(scene: Scene, text: RatingsText, criteria: Sequence[tuple[str, int]]) -> None:
    """Rate units for the first half of the year once it was decided, and let the first begin with the whole year."""
    today, units = scene.timeline.today, [one for one in text.units if one.subject_kind == "unit"]
    decided = scene.timeline.free_day(dt.date(today.year, *_HALF_DECIDED))
    if today >= decided + _ANNOUNCED_AFTER:
        for one in units:
            half = msgspec.structs.replace(
                one, self_share=one.self_share - 1, review_share=one.review_share - 1, reason=one.half_reason
            )
            uid = _add(scene, "rating", text.set, half, today.year, decided, target=one.target, period="half_1")
            _mark(scene, uid, half, criteria)
    rated = dt.date(today.year, *_SELF_RATED)
    if today >= rated:
        for one in units[:_UNITS_SO_FAR]:
            uid = _begin(scene, "rating", text.set, one, today.year, rated, target=one.target)
            _mark(scene, uid, one, criteria, is_reviewed=False)


def _add(
    scene: Scene,
    kind: str,
    named: str,
    text: RatedText,
    year: int,
    decided: dt.date,
    *,
    target: str,
    period: str = "year",
) -> str:
    uid = _begin(scene, kind, named, text, year, decided - _RATED_BEFORE, target=target, period=period)
    out = {"ineligible": True, "ineligible_reason": text.ineligible} if text.ineligible else {"rank": text.rank}
    scene.book.put(
        Stage.FINISHED,
        kind,
        uid,
        review_on=decided - _REVIEWED_BEFORE,
        review_rank=text.rank or None,
        reason=text.reason or None,
        decided_on=decided,
        decision_number=f"{_NUMBERS.get(period, _FIRST_NUMBER)}-{_SYMBOL}",
        announced_on=decided + _ANNOUNCED_AFTER,
        **out,
    )
    return uid


def _begin(
    scene: Scene,
    kind: str,
    named: str,
    text: RatedText,
    year: int,
    rated: dt.date,
    *,
    target: str,
    period: str = "year",
) -> str:
    return scene.book.add(
        Stage.WRITTEN,
        kind,
        unit=scene.commune_uid,
        year=year,
        period=period,
        target=target,
        subject_kind=text.subject_kind,
        set=named,
        self_on=rated,
        self_rank=text.self_rank,
    )


def _mark(
    scene: Scene, rating: str, text: RatedText, criteria: Sequence[tuple[str, int]], *, is_reviewed: bool = True
) -> None:
    for uid, most in criteria:
        reviewed = {"review_points": _share(most, text.review_share)} if is_reviewed else {}
        scene.book.add(
            Stage.ANSWERED,
            "rating_mark",
            subject=rating,
            criterion=uid,
            self_points=_share(most, text.self_share),
            **reviewed,
        )


def _share(most: int, hundredths: int) -> float:
    return round(most * hundredths / 100 * _QUARTER) / _QUARTER


def _add_earlier(scene: Scene, named: str, text: RatedText, year: int, decided: dt.date, rank: str) -> None:
    day = scene.timeline.free_day(decided.replace(year=year))
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
    number = f"{_FIRST_NUMBER - _DECISIONS_A_YEAR * (decided.year - year)}-{_SYMBOL}"
    scene.book.put(Stage.FINISHED, "rating", rated, rank=rank, decided_on=day, decision_number=number)
