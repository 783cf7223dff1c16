"""What the people of the sample commune were asked, and what came of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from danvan_desktop.reports.wording import within_sentence
from danvan_desktop.sample.scene import Paper, Scene, Stage
from danvan_desktop.sample.texts import ConsultationText, Village, load

_DAY = dt.timedelta(days=1)
_BEGAN = (150, 62, 8, -12)
"""Days ago on which each of them was, or will be, made public."""
_OPEN_FOR = 25
_EXPLAINED_AFTER, _DECIDED_AFTER = 8, 15
_RESOLUTION = 41
_PLANNED_BEFORE = 5
_ASKED_SO_FAR = 5
_TAKEN_UP = "Tiếp thu"


def add_consultations(scene: Scene) -> list[str]:
    """Note one that was decided, one that was explained, one that the people are asked now, one that is planned.

    Returns their uids in this order.
    """
    texts = load("consultations", list[ConsultationText])
    return [_add_consultation(scene, text, place) for place, text in enumerate(texts)]


def _add_consultation(scene: Scene, text: ConsultationText, place: int) -> str:
    today = scene.timeline.today
    opens = today - _BEGAN[place] * _DAY
    closes = opens + _OPEN_FOR * _DAY
    is_begun = opens <= today
    uid = scene.book.add(
        Stage.WRITTEN,
        "consultation",
        unit=scene.commune_uid,
        subject=text.subject,
        item=text.item,
        drafting_body=text.body,
        published_on=opens,
        closes_on=closes,
        **{f"form_{way}": True for way in text.ways},
        state="open" if is_begun else "planned",
    )
    planned = scene.timeline.working_day(min(opens - _PLANNED_BEFORE * _DAY, today))
    of_plan = {"kind": "consultation", "uid": uid, "field": "plan_number", "form": "consultation-plan", "type": "plan"}
    subject = f"Lấy ý kiến Nhân dân về {within_sentence(text.subject)}"
    scene.papers.append(Paper(day=planned, issuer="government", subject=subject, **of_plan))
    if not is_begun:
        return uid
    asked = scene.commune.villages if closes <= today else scene.commune.villages[:_ASKED_SO_FAR]
    opinions: Counter[str] = Counter()
    for village in asked:
        opinions += _add_tally(scene, uid, text, village)
    if closes <= today:
        _explain(scene, uid, text, opinions, closes)
    if place == 0:
        decided = {"decision_number": f"{_RESOLUTION}/NQ-HĐND", "decided_on": closes + _DECIDED_AFTER * _DAY}
        scene.book.put(Stage.FINISHED, "consultation", uid, **decided, state="decided")
    return uid


def _add_tally(scene: Scene, consultation: str, text: ConsultationText, village: Village) -> Counter[str]:
    answered = village.households * scene.random.randint(70, 92) // 100
    disagree, other = scene.random.randint(0, 6), scene.random.randint(0, 4)
    opinions = scene.random.randint(1, 5)
    group = scene.random.choice(text.groups)
    scene.book.add(
        Stage.WRITTEN,
        "consultation_tally",
        consultation=consultation,
        unit=scene.units[village.code],
        form="meeting",
        households_asked=village.households,
        answered=answered,
        agree=answered - disagree - other,
        disagree=disagree,
        other=other,
        opinions=opinions,
        summary=group,
    )
    return Counter({group: opinions})


def _explain(scene: Scene, uid: str, text: ConsultationText, opinions: Counter[str], closes: dt.date) -> None:
    """Note what was said in all, taken up and answered."""
    answers = zip(text.groups, text.explanation.split("\n"), strict=True)
    accepted = sum(opinions[group] for group, answer in answers if answer.startswith(_TAKEN_UP))
    scene.book.put(
        Stage.ANSWERED,
        "consultation",
        uid,
        synthesis="\n".join(text.groups),
        accepted_count=accepted,
        explained_count=opinions.total() - accepted,
        explanation=text.explanation,
        explained_on=min(closes + _EXPLAINED_AFTER * _DAY, scene.timeline.today),
    )
