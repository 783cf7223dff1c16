"""“Dân vận khéo” models of the sample, with the reports on their progress."""

from __future__ import annotations

import datetime as dt

from danvan_desktop.sample.papers import number_of_decision
from danvan_desktop.sample.scene import Scene, Stage, cycle_of
from danvan_desktop.sample.texts import CriterionText, ModelText, Village, fill, load

Criteria = list[tuple[str, int]]
"""Each criterion by its uid, with the most points for it."""

_DAY = dt.timedelta(days=1)
_OLDEST, _STEP = 330, 18
"""Days ago: the first registration, and from one to the next."""
_STATES = ("replicated", "recognised", "recognised", "not_recognised", "scored", "ended")
"""Where the oldest stand; the youngest are only registered, those between are under way."""


_SCORED = frozenset({"replicated", "recognised", "not_recognised", "scored"})
_RECOGNISED = frozenset({"replicated", "recognised"})
_SCORERS = ("mobilisation", "front", "culture")
_RECOGNISED_AFTER = _DAY * 165
_WEAK, _STRONG = 0.5, 0.8
"""The least share of the points that a model gets: one that is not recognised, any other."""


def add_models(scene: Scene) -> list[str]:
    """Note the models from the oldest to the youngest; returns their uids."""
    texts = load("models", list[ModelText])
    villages = cycle_of(scene.shuffled(scene.commune.villages))
    by_code = {village.code: village for village in scene.commune.villages}
    criteria = _add_criteria(scene)
    made: dict[str, str] = {}
    for place, text in enumerate(texts):
        village = by_code[text.unit] if text.unit else next(villages)
        made[text.name] = _add_model(scene, text, village, place, len(texts), criteria, made.get(text.grown_from))
    return list(made.values())


def _add_model(
    scene: Scene,
    text: ModelText,
    village: Village,
    place: int,
    count: int,
    criteria: Criteria,
    source: str | None,
) -> str:
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
        theme=text.theme or None,
        registered_on=registered,
        registration=text.registration,
        grown_from=source,
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
    if state in _SCORED:
        _add_scores(scene, model, criteria, _WEAK if state == "not_recognised" else _STRONG)
    if state in _RECOGNISED:
        _add_recognition(scene, model, registered + _RECOGNISED_AFTER, replicated=state == "replicated")
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


def _add_criteria(scene: Scene) -> Criteria:
    return [
        (
            scene.book.add(
                Stage.OFFICE,
                "criterion",
                set="Chấm điểm mô hình “Dân vận khéo”",
                version=str(scene.timeline.today.year),
                order=order,
                name=text.name,
                maximum=text.maximum,
            ),
            text.maximum,
        )
        for order, text in enumerate(load("criteria", list[CriterionText]), start=1)
    ]


def _add_scores(scene: Scene, model: str, criteria: Criteria, least: float) -> None:
    for code in _SCORERS:
        for criterion, most in criteria:
            scene.book.add(
                Stage.ANSWERED,
                "score",
                model=model,
                criterion=criterion,
                scorer=scene.commune.officer(code).full_name,
                points=scene.random.randint(round(most * least), round(most * (least + 0.2))),
            )


def _add_recognition(scene: Scene, model: str, day: dt.date, *, replicated: bool) -> None:
    decided = scene.timeline.working_day(day)
    scene.book.add(
        Stage.FINISHED,
        "recognition",
        model=model,
        level="commune",
        decision_number=f"{number_of_decision(decided)}/QĐ-UBND",
        decision_date=decided,
        title="Công nhận mô hình “Dân vận khéo”, tặng Giấy khen",
        replicated_to="Thôn Đoài, thôn Đình, thôn Tân Sơn và bản Ven" if replicated else None,
    )
