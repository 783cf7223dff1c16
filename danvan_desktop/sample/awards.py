"""Awards of the sample: those that go with the recognition of models, those of villages and people, and proposals."""

from __future__ import annotations

import datetime as dt

from danvan_desktop.sample.papers import number_of_decision
from danvan_desktop.sample.scene import Scene, Stage, cycle_of, title_by_name
from danvan_desktop.sample.texts import AwardText, Village, fill, load

_DAY = dt.timedelta(days=1)
_DECIDED_AFTER = 14 * _DAY
_OF_MODEL = 1_500_000
"""What a recognised model is given, in đồng."""


def add_awards(scene: Scene) -> None:
    """Note the awards, the oldest first, and those of recognised models."""
    villages = scene.shuffled(scene.commune.villages)
    for text, village in zip(load("awards", list[AwardText]), cycle_of(villages), strict=False):
        _add_award(scene, text, village)
    _add_awards_of_models(scene)


def _add_award(scene: Scene, text: AwardText, village: Village) -> None:
    speaker = scene.speaker(village)
    places = {**scene.places(village), "speaker": speaker, "title": title_by_name(speaker)}
    proposed = scene.timeline.working_day(scene.timeline.today - text.days_ago * _DAY)
    award = scene.book.add(
        Stage.WRITTEN,
        "award",
        subject=fill(text.subject, places),
        subject_kind=text.subject_kind,
        unit=scene.commune_uid if text.level != "commune" else scene.units[village.code],
        title=text.title,
        merit=text.merit,
        period=f"năm {proposed.year}",
        level=text.level,
        proposed_on=proposed,
        money=text.money or None,
    )
    if text.is_decided:
        decided = scene.timeline.working_day(proposed + _DECIDED_AFTER)
        facts = {"decision_number": f"{number_of_decision(decided)}/QĐ-UBND", "decided_on": decided}
        scene.book.put(Stage.FINISHED, "award", award, **facts)


def _add_awards_of_models(scene: Scene) -> None:
    """Note with the awards what was decided on models: the same decisions, counted once."""
    for recognition in [one for one in scene.book.stages[Stage.FINISHED] if one.kind == "recognition"]:
        decided = recognition.values["decision_date"]
        scene.book.add(
            Stage.FINISHED,
            "award",
            model=recognition.values["model"],
            title="model",
            merit="có thành tích xuất sắc trong xây dựng mô hình “Dân vận khéo”",
            period=f"năm {decided.year}" if isinstance(decided, dt.date) else None,
            proposed_on=None,
            decision_number=recognition.values["decision_number"],
            decided_on=decided,
            money=_OF_MODEL,
        )
