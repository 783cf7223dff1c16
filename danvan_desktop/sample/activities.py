"""What the sample commune did among its people: propaganda, help, training, and the month of October with its plan."""

from __future__ import annotations

import datetime as dt

from danvan_desktop.exchange.plan_templates import Asked, drafts_of, shipped_templates
from danvan_desktop.sample.plans import plan_paper
from danvan_desktop.sample.scene import Scene, Stage, cycle_of
from danvan_desktop.sample.texts import ActivityText, ActivityTexts, Village, load

_DAY = dt.timedelta(days=1)
_FULL_QUARTER, _FEWEST = 9, 2
_LEAD, _BASIS = "Ban Xây dựng Đảng", "Nghị quyết số 110-NQ/TU ngày 11/7/2016 về công tác dân vận"
_ISSUED_MONTH, _ISSUED_DAY = 9, 15
_RESULT = (
    "Các việc làm sát với nhu cầu của Nhân dân, nhiều thôn huy động được đông người tham gia. Một số cơ quan triển khai"
    " còn chậm; cần phát động sớm hơn để các thôn chuẩn bị lực lượng."
)
_MONTH, _FIRST_WORK, _DAYS_APART = 10, 3, 4
_PLANNED_AHEAD = 9
_EXPLAINED_SINCE = 115
"""Days since the outcome of the consultation was told."""


def add_activities(scene: Scene, explained: str) -> None:
    """Note what was done in the quarters, what is planned next, and the last month of work among the people.

    ``explained`` is the consultation whose outcome was explained to the people afterwards.
    """
    texts = load("activities", ActivityTexts)
    usual, villages = cycle_of(texts.usual), cycle_of(scene.shuffled(scene.commune.villages))
    for raw in sorted(scene.timeline.days(scene.random, _FULL_QUARTER, _FEWEST)):
        _add(scene, next(usual), next(villages), scene.timeline.free_day(raw), explained)
    ahead = scene.timeline.today + _PLANNED_AHEAD * _DAY
    _add(scene, texts.usual[0], next(villages), ahead, explained)
    _add_month(scene, texts.month)


def _add_month(scene: Scene, texts: list[ActivityText]) -> None:
    """Note the plan of the newest October that is over, its tasks and what was done under it."""
    today = scene.timeline.today
    year = today.year if today.month > _MONTH else today.year - 1
    issued = dt.date(year, _ISSUED_MONTH, _ISSUED_DAY)
    template = dict(shipped_templates())["thang-dan-van"]
    plan, *tasks = drafts_of(template, Asked(year, issued, _LEAD), scene.book.new_uid())
    uid = str(plan.uid)
    scene.book.put(Stage.WRITTEN, "plan", uid, **{**plan.values, "basis": _BASIS})
    scene.papers.append(plan_paper(plan, issued))
    for task in tasks:
        made = scene.book.add(Stage.WRITTEN, "task", **task.values)
        done = {"done_on": task.values["due_on"], "product": "Đã thực hiện theo kế hoạch"}
        scene.book.put(Stage.FINISHED, "task", made, **done)
    scene.book.put(Stage.FINISHED, "plan", uid, result=_RESULT)
    villages = cycle_of(scene.shuffled(scene.commune.villages))
    for place, text in enumerate(texts):
        day = dt.date(year, _MONTH, _FIRST_WORK) + place * _DAYS_APART * _DAY
        _add(scene, text, next(villages), day, "", plan=uid)


def _add(scene: Scene, text: ActivityText, village: Village, day: dt.date, explained: str, plan: str = "") -> None:
    is_over = day <= scene.timeline.today
    unit = scene.commune_uid if text.of_commune else scene.units[village.code]
    place = "Hội trường Ủy ban nhân dân xã" if text.of_commune else f"Nhà văn hóa {_within(village.name)}"
    known = {
        "unit": unit,
        "held_on": day,
        "topic": text.topic,
        "type": text.type,
        "organiser": text.organiser,
        "channel": text.channel,
        "place": place if text.channel == "meeting" else "",
        "policy_group": text.group,
        "plan": plan,
        "consultation": explained if text.consulted and day >= scene.timeline.today - _EXPLAINED_SINCE * _DAY else "",
    }
    came_to = {
        "people": text.people,
        "sessions": text.sessions,
        "households_visited": text.households,
        "beneficiaries": text.beneficiaries,
        "days": text.days,
        "money": text.money,
        "people_money": text.people_money,
        "kind_value": text.kind_value,
        "result": text.result,
        "good_example": text.good,
    }
    told = {name: value for name, value in {**known, **(came_to if is_over else {})}.items() if value}
    scene.book.add(Stage.WRITTEN, "activity", **told, state="done" if is_over else "planned")


def _within(name: str) -> str:
    """Write a name as inside a sentence: “thôn Đông”."""
    return name[:1].lower() + name[1:]
