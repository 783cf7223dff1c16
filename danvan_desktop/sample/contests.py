"""The contest of the sample: its teams, what the judges gave each part, the prizes."""

from __future__ import annotations

import datetime as dt

from danvan_desktop.sample.scene import Scene, Stage
from danvan_desktop.sample.texts import ContestText, TeamText, load

_DAY = dt.timedelta(days=1)
_HELD_AGO = 55 * _DAY
_MEMBERS = 6
_AUDIENCE = 320
_QUARTER = 4
"""Judges give quarters of a point."""
_APART = 2
"""Hundredths by which judges differ."""


def add_contests(scene: Scene) -> None:
    """Note the contest with its teams, marks and prizes; it is closed."""
    text = load("contests", ContestText)
    held = scene.timeline.free_day(scene.timeline.today - _HELD_AGO)
    contest = scene.book.add(
        Stage.WRITTEN,
        "contest",
        name=f"{text.name} năm {held.year}",
        unit=scene.commune_uid,
        held_on=held,
        place=text.place,
        organiser="party",
        set=text.set,
        audience=_AUDIENCE,
        state="held",
    )
    parts = [
        (
            scene.book.add(
                Stage.OFFICE,
                "criterion",
                set=text.set,
                version=str(held.year),
                order=order,
                name=part.name,
                maximum=part.maximum,
            ),
            part.maximum,
        )
        for order, part in enumerate(text.parts, start=1)
    ]
    judges = [scene.commune.officer(code).full_name for code in text.judges]
    for draw, team in enumerate(text.teams, start=1):
        _add_team(scene, contest, team, draw, parts, judges)
    scene.book.put(Stage.FINISHED, "contest", contest, state="closed")


def _add_team(
    scene: Scene, contest: str, team: TeamText, draw: int, parts: list[tuple[str, int]], judges: list[str]
) -> None:
    prize = {"prize": team.prize or None, "money": team.money or None}
    entry = scene.book.add(
        Stage.ANSWERED,
        "contest_entry",
        contest=contest,
        team=team.name,
        unit=scene.commune_uid,
        members=_MEMBERS,
        draw=draw,
        **prize,
    )
    for place, (part, most) in enumerate(parts):
        for number, judge in enumerate(judges):
            share = min(100, team.share + (number - 1) * _APART)
            scene.book.add(
                Stage.ANSWERED,
                "mark",
                subject=entry,
                criterion=part,
                scorer=judge,
                points=round(most * share / 100 * _QUARTER) / _QUARTER,
                deduction=team.deduction if team.deduction and not place and not number else None,
            )
