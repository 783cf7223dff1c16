"""What was heard and seen among the people, entry by entry."""

from __future__ import annotations

from danvan_desktop.sample.scene import Scene, Stage, cycle_of
from danvan_desktop.sample.texts import SituationText, load

_FULL_QUARTER, _FEWEST = 11, 2


def add_situations(scene: Scene) -> None:
    """Note the entries of all quarters."""
    texts = cycle_of(load("situations", list[SituationText]))
    villages = cycle_of(scene.shuffled(scene.commune.villages))
    for day in scene.timeline.days(scene.random, _FULL_QUARTER, _FEWEST):
        text = next(texts)
        scene.book.add(
            Stage.WRITTEN,
            "situation_entry",
            unit=scene.units[next(villages).code],
            noted_on=scene.timeline.working_day(day),
            category=text.category,
            group=text.group or None,
            content=text.content,
            people_count=text.people or None,
            severity=text.severity,
            urgent=text.urgent,
            handling=text.handling,
            forecast=text.forecast,
            proposal=text.proposal or None,
        )
