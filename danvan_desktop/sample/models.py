"""“Dân vận khéo” models of the sample, with the reports on their progress."""

from __future__ import annotations

import datetime as dt

from danvan_desktop.sample.scene import Scene, Stage, cycle_of
from danvan_desktop.sample.texts import ModelText, Village, fill, load

_DAY = dt.timedelta(days=1)
_OLDEST, _STEP = 330, 18
"""Days ago: the first registration, and from one to the next."""
_STATES = ("replicated", "recognised", "recognised", "not_recognised", "scored", "ended")
"""Where the oldest stand; the youngest are only registered, those between are under way."""


def add_models(scene: Scene) -> list[str]:
    """Note the models from the oldest to the youngest; returns their uids."""
    texts = load("models", list[ModelText])
    villages = cycle_of(scene.shuffled(scene.commune.villages))
    by_code = {village.code: village for village in scene.commune.villages}
    return [
        _add_model(scene, text, by_code[text.unit] if text.unit else next(villages), place, len(texts))
        for place, text in enumerate(texts)
    ]


def _add_model(scene: Scene, text: ModelText, village: Village, place: int, count: int) -> str:
    today, places = scene.timeline.today, scene.places(village)
    registered = scene.timeline.working_day(today - _DAY * max(1, _OLDEST - _STEP * place))
    model = scene.book.add(
        Stage.WRITTEN,
        "model",
        name=text.name,
        form=text.form,
        registrant=fill(text.registrant, places),
        organisation=text.organisation,
        unit=scene.units[village.code],
        field=text.field,
        registered_on=registered,
        period=f"từ tháng {registered.month} năm {registered.year} đến tháng {registered.month} năm "
        f"{registered.year + 1}",
        aim=text.aim,
        content=text.content,
        targets=text.targets,
        participants=text.participants,
        beneficiaries=text.beneficiaries,
        resources=text.resources,
        state="registered",
    )
    if place >= count - 2:
        return model
    _add_progress(scene, model, text, registered)
    state = _STATES[place] if place < len(_STATES) else "under_way"
    scene.book.put(Stage.ANSWERED, "model", model, state=state)
    return model


def _add_progress(scene: Scene, model: str, text: ModelText, registered: dt.date) -> None:
    """Note the reports, spread over the time since the registration."""
    span = (scene.timeline.today - registered).days
    for place, progress in enumerate(text.progress, start=1):
        day = registered + _DAY * (span * place // (len(text.progress) + 1))
        scene.book.add(
            Stage.WRITTEN,
            "model_progress",
            model=model,
            reported_on=scene.timeline.working_day(day),
            done=progress.done,
            figures=progress.figures or None,
            difficulties=progress.difficulties or None,
        )
