"""A road for which the sample commune takes land back: the steps of the law one by one, and each household."""

from __future__ import annotations

import datetime as dt

from danvan_desktop.sample.scene import Scene, Stage
from danvan_desktop.sample.texts import LandText, load

_DAY = dt.timedelta(days=1)
_MILLIONS = 1_000_000
_AGREED = "agree"


def add_land(scene: Scene) -> None:
    """Note the project, the steps that were taken, and what each household has and says."""
    text = load("land", LandText)
    today = scene.timeline.today
    steps = [(one, scene.timeline.working_day(today - one.days_ago * _DAY)) for one in text.steps]
    project = scene.book.add(
        Stage.WRITTEN,
        "land_project",
        unit=scene.commune_uid,
        name=text.name,
        investor=text.investor,
        purpose=text.purpose,
        authority="province",
        started_on=steps[0][1],
        area=sum(one.area for one in text.households),
        households=len(text.households),
        agreed_households=sum(one.opinion == _AGREED for one in text.households),
        persuasions=sum(one.persuasions or 0 for one in text.households),
    )
    for one, day in steps:
        counted = {name: value for name, value in one.opinions.items() if value}
        told = {"what": one.what, "by": one.by, "paper": one.paper, "place": one.place}
        scene.book.add(Stage.WRITTEN, "land_step", project=project, code=one.code, done_on=day, **told, **counted)
    for household in text.households:
        scene.book.add(
            Stage.WRITTEN,
            "land_household",
            project=project,
            owner=household.owner,
            area=household.area,
            compensation=household.millions * _MILLIONS,
            opinion=household.opinion,
            reason=household.reason,
            persuasions=household.persuasions or None,
        )
