"""What the office means to do this year: plans made of templates, their tasks, the reports that it owes."""

from __future__ import annotations

import datetime as dt

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.uid import uid_of_unit
from danvan_desktop.exchange.plan_templates import Asked, PlanTemplate, drafts_of, shipped_templates
from danvan_desktop.sample.scene import Paper, Scene, Stage

_LEAD = "Ban Xây dựng Đảng"
_TEMPLATES = ("cong-tac-nam", "chuong-trinh-phoi-hop")
_ISSUED = 1, 8
"""Month and day: the year's plans are issued in its first days of work."""
_LATE_EVERY, _LATE_DAYS = 5, 4
_DAYS_TO_SEND = 10
_VILLAGE_LATE = 4
"""Days by which a village is late with its report."""
_TO = "Thường trực Tỉnh ủy; Ủy ban nhân dân tỉnh"


def add_plans(scene: Scene) -> None:
    """Make the year's plans; what fell due is done, a few late, and what comes again is there for the next time."""
    templates = dict(shipped_templates())
    for name in _TEMPLATES:
        _add(scene, templates[name])


def _add(scene: Scene, template: PlanTemplate) -> None:
    today = scene.timeline.today
    asked = Asked(today.year, scene.timeline.working_day(min(dt.date(today.year, *_ISSUED), today)), _LEAD)
    plan, *tasks = drafts_of(template, asked, scene.book.new_uid())
    scene.book.put(Stage.WRITTEN, "plan", str(plan.uid), **plan.values)
    scene.papers.append(plan_paper(plan, asked.issued_on))
    for place, task in enumerate(tasks, 1):
        uid = scene.book.add(Stage.WRITTEN, "task", **task.values)
        due = dt.date.fromisoformat(str(task.values["due_on"]))
        late = not place % _LATE_EVERY
        done = min(due + dt.timedelta(days=_LATE_DAYS), today) if late else due
        if due < today:
            reason = {"late_reason": "Tập trung phòng, chống mưa bão"} if late else {}
            scene.book.put(Stage.FINISHED, "task", uid, done_on=done, product="Đã thực hiện theo kế hoạch", **reason)


def plan_paper(plan: Draft, day: dt.date) -> Paper:
    """Return a plan as a paper of the Party committee, which the register gives its number."""
    return Paper(
        day=day,
        issuer="party",
        kind="plan",
        uid=str(plan.uid),
        field="number",
        form=None,
        subject=str(plan.values["title"]),
        type="programme" if plan.values["type"] == "programme" else "plan",
    )


def add_submissions(scene: Scene) -> None:
    """Owe a report on the work and one on the people's situation for each quarter; one of a village is not sent."""
    today = scene.timeline.today
    for quarter in scene.timeline.quarters:
        for report in ("work_quarter", "situation_quarter"):
            _owe(scene, report, quarter, today)
    _owe_of_a_village(scene)


def _owe(scene: Scene, report: str, quarter: Period, today: dt.date) -> None:
    uid = uid_of_unit(scene.commune_uid, report, quarter.code)
    due = quarter.last + dt.timedelta(days=_DAYS_TO_SEND)
    values = {"report": report, "period": quarter.code, "to": _TO, "due_on": due, "from_unit": scene.commune_uid}
    sent = scene.timeline.working_day(min(due, quarter.last + dt.timedelta(days=5)))
    scene.book.put(Stage.WRITTEN, "submission", uid, **values)
    if due < today:
        scene.book.put(Stage.FINISHED, "submission", uid, sent_on=sent)


def _owe_of_a_village(scene: Scene) -> None:
    """Let a village be late with its report, of which it is reminded."""
    village, quarter = scene.commune.villages[0], Period.quarter_of(scene.timeline.today).previous()
    values = {"report": "work_quarter", "period": quarter.code, "to": "Ủy ban nhân dân xã"}
    due = scene.timeline.today - dt.timedelta(days=_VILLAGE_LATE)
    uid = uid_of_unit(scene.units[village.code], "work_quarter", quarter.code)
    scene.book.put(Stage.WRITTEN, "submission", uid, **values, due_on=due, from_unit=scene.units[village.code])
