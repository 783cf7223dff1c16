"""What was watched, criticised, advised and inspected in the sample commune, and what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.wording import within_sentence
from danvan_desktop.sample.papers import number_of_the_front
from danvan_desktop.sample.scene import Paper, Scene, Stage
from danvan_desktop.sample.texts import InspectionText, OversightText, RecommendationText, Village, fill, load

_DAY = dt.timedelta(days=1)
_PLAN_BEFORE, _REPORT_BEFORE, _DRAFT_BEFORE, _RESULT_AFTER = 20, 9, 18, 7
"""Days: the joint resolution asks for 15 and 7 before a visit and 15 after it, the law on the Front for 15 before."""
_BOARD_BEFORE = 12
"""Days before a visit of a board, which are five working days and more."""
_REPLIED_AFTER, _DONE_AFTER, _CONCLUDED_AFTER = 12, 40, 10
_PLANNED_BEFORE = 14
_TERM = 730
_ELECTED, _RECOGNISED_AFTER = 210, 4
_WATCHED, _TOLD_BEFORE, _WATCHERS = 2, 50, 5
"""Works that a board watches, days before its beginning on which the investor is told (the law: 45), its members."""


def add_oversights(scene: Scene, board: str) -> None:
    """Note some of each type: answered, waiting for an answer, one of the ``board``, and one that is planned."""
    for place, text in enumerate(load("oversights", list[OversightText])):
        _add_oversight(scene, text, place, {"board": board} if text.form == "board" else {})


def _add_oversight(scene: Scene, text: OversightText, place: int, by: Mapping[str, str]) -> None:
    today = scene.timeline.today
    visit = scene.timeline.later(today, 17) if text.days_ago < 0 else _working(scene, today - text.days_ago * _DAY)
    uid = scene.book.add(
        Stage.WRITTEN,
        "oversight",
        unit=scene.commune_uid,
        type=text.type,
        form=text.form,
        lead=text.lead,
        subject=text.subject,
        target=text.target,
        in_plan=True,
        visit_on=visit,
        **by,
        **_before(text, visit, today),
    )
    if visit <= today:
        _tell_result(scene, text, uid, min(visit + _RESULT_AFTER * _DAY, today))


def _tell_result(scene: Scene, text: OversightText, uid: str, day: dt.date) -> None:
    """Note what was found, with the paper that tells it, and what is asked of whom."""
    found = {"opinions": text.opinions, "positive": text.positive, "negative": text.negative}
    is_of_front = text.lead == "front" and text.form != "board"
    number = {"result_number": f"{number_of_the_front(day):02d}/BC-MTTQ-BTT"} if is_of_front else {}
    scene.book.put(Stage.ANSWERED, "oversight", uid, **found, **number, result_on=day)
    for one in text.recommendations:
        _recommend(scene, uid, one, day, is_of_board=text.form == "board")
    if text.recommendations and all(one.is_done for one in text.recommendations):
        scene.book.put(Stage.FINISHED, "oversight", uid, state="closed")


def _working(scene: Scene, day: dt.date) -> dt.date:
    return scene.timeline.working_day(day)


def _before(text: OversightText, visit: dt.date, today: dt.date) -> dict[str, dt.date]:
    """Give the days of what is done before it, as far as they have come."""
    days = {}
    if text.type == "criticism":
        submission = visit + _DRAFT_BEFORE * _DAY
        days = {"draft_received_on": visit - 3 * _DAY, "submission_on": submission}
    elif text.form == "team":
        days = {"plan_sent_on": visit - _PLAN_BEFORE * _DAY, "report_received_on": visit - _REPORT_BEFORE * _DAY}
    elif text.form == "board":
        days = {"plan_sent_on": visit - _BOARD_BEFORE * _DAY}
    return {name: day for name, day in days.items() if name == "submission_on" or day <= today}


def _recommend(scene: Scene, oversight: str, text: RecommendationText, sent: dt.date, *, is_of_board: bool) -> None:
    today = scene.timeline.today
    due = {} if is_of_board else {"due_on": sent + text.days * _DAY}
    uid = scene.book.add(
        Stage.ANSWERED,
        "recommendation",
        source=oversight,
        content=text.content,
        addressee=text.addressee,
        sent_on=sent,
        **due,
    )
    replied, done = sent + _REPLIED_AFTER * _DAY, sent + _DONE_AFTER * _DAY
    if text.reply and replied <= today:
        answer = {"reply": text.reply, "outcome": text.outcome, "replied_on": replied}
        scene.book.put(Stage.FINISHED, "recommendation", uid, **answer)
        if text.is_done:
            scene.book.put(Stage.FINISHED, "recommendation", uid, done_on=min(done, today))


def add_inspections(scene: Scene) -> None:
    """Note one that was followed to its end, one whose conclusion is being followed, one that is planned."""
    for place, text in enumerate(load("inspections", list[InspectionText])):
        _add_inspection(scene, text, place)


def _add_inspection(scene: Scene, text: InspectionText, place: int) -> None:
    today = scene.timeline.today
    day = scene.timeline.later(today, 14) if text.days_ago < 0 else _working(scene, today - text.days_ago * _DAY)
    is_over = day <= today
    found = {"strengths": text.strengths, "limits": text.limits, "state": "done"} if is_over else {}
    uid = scene.book.add(
        Stage.WRITTEN,
        "inspection",
        unit=scene.commune_uid,
        type=text.type,
        subject=text.subject,
        target_unit=scene.units[scene.commune.villages[place].code],
        started_on=day,
        team=fill(text.team, {one.code: one.full_name for one in scene.commune.officers}),
        **found,
    )
    _plan(scene, uid, text, day)
    if is_over:
        _conclude(scene, uid, text, min(day + _CONCLUDED_AFTER * _DAY, today))


def _plan(scene: Scene, uid: str, text: InspectionText, day: dt.date) -> None:
    planned = scene.timeline.working_day(min(day - _PLANNED_BEFORE * _DAY, scene.timeline.today))
    subject = f"Kiểm tra {within_sentence(text.subject)}"
    scene.papers.append(_paper(text, uid, planned, "decision_number", "inspection-plan", subject, "plan"))


def _conclude(scene: Scene, uid: str, text: InspectionText, day: dt.date) -> None:
    scene.book.put(Stage.ANSWERED, "inspection", uid, concluded_on=day, state="concluded")
    subject = f"Kết luận kiểm tra {within_sentence(text.subject)}"
    scene.papers.append(_paper(text, uid, day, "conclusion_number", "inspection-conclusion", subject, "notice"))
    for one in text.recommendations:
        _recommend(scene, uid, one, day, is_of_board=False)
    if all(one.is_done for one in text.recommendations):
        scene.book.put(Stage.FINISHED, "inspection", uid, state="followed")


def _paper(text: InspectionText, uid: str, day: dt.date, field: str, form: str, subject: str, kind: str) -> Paper:
    issuer = "party" if text.type == "party" else "government"
    return Paper(day=day, issuer=issuer, kind="inspection", uid=uid, field=field, form=form, subject=subject, type=kind)


def add_boards(scene: Scene) -> str:
    """Found the commune's inspection board, one member of each village, and boards that watch its newest works.

    Returns the uid of the inspection board.
    """
    elected = _working(scene, scene.timeline.today - _ELECTED * _DAY)
    villages = scene.commune.villages
    board = _add_board(scene, "inspection", "Ban Thanh tra nhân dân xã", elected, len(villages), deputies=1)
    _add_members(scene, board, villages, elected)
    works = [one for one in scene.book.stages[Stage.WRITTEN] if one.kind == "community_work"]
    for work in works[-_WATCHED:]:
        _watch(scene, work)
    return board


def _watch(scene: Scene, work: Draft) -> None:
    begins = dt.date.fromisoformat(str(work.values["starts_on"]))
    founded = begins - (_TOLD_BEFORE + _RECOGNISED_AFTER + 1) * _DAY
    _title, bracket, village = str(work.values["name"]).rstrip(")").rpartition(" (")
    name = f"Ban Giám sát đầu tư của cộng đồng {village if bracket else 'xã'}"
    days = {"starts_on": begins, "investor_told_on": begins - _TOLD_BEFORE * _DAY}
    if days["investor_told_on"] > scene.timeline.today:
        return
    board = _add_board(scene, "investment", name, founded, _WATCHERS, project=work.uid, deputies=1, **days)
    villages = [one for one in scene.commune.villages if one.name.lower() == village.lower()] if bracket else []
    _add_members(scene, board, villages * _WATCHERS or scene.commune.villages[:_WATCHERS], founded)
    became = (one.values for one in scene.book.stages[Stage.ANSWERED] if one.uid == work.uid)
    done = next((values["done_on"] for values in became if "done_on" in values), None)
    if done is not None:
        scene.book.put(Stage.FINISHED, "supervision_board", board, ended_on=done)


def _add_board(scene: Scene, kind: str, name: str, day: dt.date, members: int, **more: object) -> str:
    recognised = day + _RECOGNISED_AFTER * _DAY
    return scene.book.add(
        Stage.WRITTEN,
        "supervision_board",
        unit=scene.commune_uid,
        kind=kind,
        name=name,
        members_count=members,
        term_from=day,
        term_to=day + _TERM * _DAY,
        recognition_number=f"{number_of_the_front(recognised):02d}/QĐ-MTTQ-BTT",
        recognised_on=recognised,
        **more,
    )


def _add_members(scene: Scene, board: str, villages: Sequence[Village], day: dt.date) -> None:
    for place, village in enumerate(villages):
        post = {0: "head", 1: "deputy"}.get(place, "member")
        name, unit = scene.citizen(village), scene.units[village.code]
        member = {"board": board, "full_name": name, "post": post, "village": unit, "elected_on": day}
        scene.book.add(Stage.WRITTEN, "board_member", **member)
