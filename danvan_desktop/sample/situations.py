"""What was heard and seen among the people, entry by entry, and what was written into reports about it."""

from __future__ import annotations

from danvan_desktop.domain.period import Period
from danvan_desktop.sample.scene import Scene, Stage, cycle_of
from danvan_desktop.sample.texts import ReportText, SituationText, load

_FULL_QUARTER, _FEWEST = 11, 2


def add_situations(scene: Scene) -> None:
    """Note the entries of all quarters, the newest first: the texts begin with the gravest."""
    texts = cycle_of(load("situations", list[SituationText]))
    villages = cycle_of(scene.shuffled(scene.commune.villages))
    for day in reversed(scene.timeline.days(scene.random, _FULL_QUARTER, _FEWEST)):
        text, village = next(texts), next(villages)
        scene.book.add(
            Stage.WRITTEN,
            "situation_entry",
            unit=scene.units[text.unit or village.code],
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


def add_report_texts(scene: Scene) -> None:
    """Note what was written into the reports of the current quarter and the one before."""
    current = Period.quarter_of(scene.timeline.today)
    for period in (current.previous(), current):
        for text in load("report_texts", list[ReportText]):
            scene.book.add(
                Stage.FINISHED,
                "report_text",
                unit=scene.commune_uid,
                form=text.form,
                period=period.code,
                section=text.section,
                text=text.text,
            )
