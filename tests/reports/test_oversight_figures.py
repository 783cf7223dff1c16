"""Figures of oversight and of what was recommended equal an independent count made straight from the input."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.figures import ReportFigures
from danvan_desktop.store import Store

FIRST, LAST = dt.date(2026, 7, 1), dt.date(2026, 9, 30)
DAY = dt.timedelta(days=1)
FORMS = {"supervision": ("document", "team", "board"), "criticism": ("talk",), "contribution": ("written", "meeting")}


@dataclass(frozen=True)
class Held:
    type: str
    form: str
    lead: str
    day: dt.date
    done: bool


@dataclass(frozen=True)
class Asked:
    of: int
    sent: dt.date
    due: dt.date | None
    replied: dt.date | None
    outcome: str | None
    done: dt.date | None
    dropped: bool


def typed() -> tuple[list[Held], list[Asked]]:
    """Days in and around the quarter; answers in time, late, after the quarter, none; some given up."""
    draw = Random(403)
    held, asked = [], []
    for _one in range(40):
        kind = draw.choice(list(FORMS))
        day = draw.choice([dt.date(2026, 6, 30), FIRST, dt.date(2026, 8, 12), LAST, dt.date(2026, 10, 1)])
        held.append(
            Held(kind, draw.choice(FORMS[kind]), draw.choice(["front", "women", "party"]), day, draw.random() < 0.8)
        )
    for _one in range(120):
        of = draw.randrange(len(held))
        sent = held[of].day + draw.randint(0, 30) * DAY
        due = draw.choice([sent + 20 * DAY, None]) if held[of].form != "board" else sent + 15 * DAY
        replied = draw.choice([None, sent + 3 * DAY, sent + 25 * DAY])
        outcome = draw.choice(["accepted", "partly", "refused"]) if replied else None
        done = draw.choice([None, sent + 28 * DAY])
        asked.append(Asked(of, sent, due, replied, outcome, done, done is None and draw.random() < 0.1))
    return held, asked


def kept(day: dt.date) -> dt.date:
    """The day until which a term is kept that ends on a weekend or on Quốc khánh."""
    while day.weekday() > 4 or day in (dt.date(2026, 9, 1), dt.date(2026, 9, 2)):
        day += DAY
    return day


def expected(held: list[Held], asked: list[Asked]) -> Mapping[str, int]:
    counted = [one for one in held if one.done and FIRST <= one.day <= LAST]
    sent = [one for one in asked if FIRST <= one.sent <= LAST]
    answered = [one for one in sent if one.replied is not None and one.replied <= LAST]
    late = [
        one
        for one in asked
        if one.sent <= LAST
        and one.due is not None
        and kept(one.due) < LAST
        and not (one.replied is not None and one.replied <= LAST)
        and not (one.done is not None and one.done <= LAST)
        and not one.dropped
    ]
    numbers = {
        "oversight.held": len(counted),
        "recommendations.sent": len(sent),
        "recommendations.answered": len(answered),
        "recommendations.accepted": sum(one.outcome == "accepted" for one in answered),
        "recommendations.overdue": len(late),
        "recommendations.sent.source.oversight": len(sent),
    }
    for kind in FORMS:
        numbers[f"oversight.held.type.{kind}"] = sum(one.type == kind for one in counted)
    for lead in ("front", "women", "party"):
        numbers[f"oversight.held.lead.{lead}"] = sum(one.lead == lead for one in counted)
    for form in ("team", "board", "talk"):
        numbers[f"oversight.held.form.{form}"] = sum(one.form == form for one in counted)
    return numbers


def test_the_figures_are_what_was_typed(tmp_path: Path) -> None:
    held, asked = typed()
    with Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS") as store:
        made = [
            Draft(
                "oversight",
                {
                    "type": one.type,
                    "form": one.form,
                    "lead": one.lead,
                    "subject": f"Nội dung {number}",
                    "target": "UBND xã",
                    "visit_on": one.day,
                    "state": "done" if one.done else "planned",
                },
            )
            for number, one in enumerate(held)
        ]
        uids = store.save(*made).uids
        parts = [
            Draft(
                "recommendation",
                {
                    "source": uids[one.of],
                    "content": f"Kiến nghị {number}",
                    "addressee": "UBND xã",
                    "sent_on": one.sent,
                    "replied_on": one.replied,
                    "outcome": one.outcome,
                    "done_on": one.done,
                    **({} if held[one.of].form == "board" else {"due_on": one.due}),
                    **({"state": "dropped", "reply": "Không có kinh phí"} if one.dropped else {}),
                },
            )
            for number, one in enumerate(asked)
        ]
        store.save(*parts)
        measured = ReportFigures(store, store.unit.uid, "work-report", Period.parse("2026-Q3"), LAST)
        numbers = expected(held, asked)
        assert {code: measured.value(code).counted for code in numbers} == numbers
        assert min(numbers[code] for code in ("recommendations.overdue", "recommendations.accepted")) > 2


def test_inspections_are_counted_as_typed(tmp_path: Path) -> None:
    draw = Random(14)
    days = [dt.date(2026, 6, 30), FIRST, dt.date(2026, 8, 12), LAST, dt.date(2026, 10, 1)]
    typed = [
        (draw.choice(["party", "state", "self"]), draw.choice(days), draw.choice(["planned", "done", "concluded"]))
        for _one in range(50)
    ]
    delays = [draw.choice([5, 40]) * DAY for _one in typed]
    with Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS") as store:
        for number, (kind, day, state) in enumerate(typed):
            made = {"type": kind, "subject": f"Nội dung {number}", "target": "Thôn Đông", "started_on": day}
            ends = {"concluded_on": day + delays[number]} if state == "concluded" else {}
            uid = store.save(Draft("inspection", {**made, **ends, "state": state})).uids[0]
            due = day + 10 * DAY if number % 3 else None
            asked = {"source": uid, "content": "Ghi sổ", "addressee": "Thôn Đông", "sent_on": day, "due_on": due}
            store.save(Draft("recommendation", asked))
        measured = ReportFigures(store, store.unit.uid, "work-report", Period.parse("2026-Q3"), LAST)
        within = [number for number, (_kind, day, _state) in enumerate(typed) if FIRST <= day <= LAST]
        held = [number for number in within if typed[number][2] != "planned"]
        expected = {
            "inspections.done": len(held),
            "inspections.concluded": sum(
                typed[number][2] == "concluded" and typed[number][1] + delays[number] <= LAST for number in held
            ),
            "recommendations.sent": len(within),
            "recommendations.sent.source.inspection": len(within),
            "recommendations.sent.source.oversight": 0,
            "recommendations.overdue.source.inspection": sum(
                day <= LAST and number % 3 > 0 and kept(day + 10 * DAY) < LAST
                for number, (_kind, day, _state) in enumerate(typed)
            ),
        }
        assert expected["recommendations.overdue.source.inspection"] > 2
        for kind in ("party", "state", "self"):
            expected[f"inspections.done.type.{kind}"] = sum(typed[number][0] == kind for number in held)
        assert {code: measured.value(code).counted for code in expected} == expected
        assert 0 < expected["inspections.concluded"] < expected["inspections.done"]


def test_boards_are_active_in_their_term(tmp_path: Path) -> None:
    """By hand: of ten boards four inspect and two watch works on the last day of the quarter."""
    with Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS") as store:
        road = {"type": "road", "agreed_on": "2026-01-05", "starts_on": "2026-02-01"}
        open_work = store.save(Draft("community_work", {**road, "name": "Đường đang làm"})).uids[0]
        done_work = store.save(Draft("community_work", {**road, "name": "Đường xong", "done_on": "2026-09-01"})).uids[0]
        boards = [
            ("inspection", {"term_from": "2026-01-01"}),
            ("inspection", {"term_from": "2024-01-01", "term_to": "2026-09-30"}),
            ("inspection", {"term_from": LAST}),
            ("inspection", {"term_from": "2024-01-01", "ended_on": "2026-10-15"}),
            ("inspection", {"term_from": "2024-01-01", "term_to": "2026-09-29"}),
            ("inspection", {"term_from": "2026-10-01"}),
            ("inspection", {"term_from": "2024-01-01", "ended_on": "2026-09-30"}),
            ("investment", {"term_from": "2026-01-01", "project": open_work}),
            ("investment", {"term_from": "2026-01-01"}),
            ("investment", {"term_from": "2026-01-01", "project": done_work}),
        ]
        for number, (kind, values) in enumerate(boards):
            made = {"kind": kind, "name": f"Ban {number}", "members_count": 5}
            store.save(Draft("supervision_board", {**made, **values}))
        measured = ReportFigures(store, store.unit.uid, "work-report", Period.parse("2026-Q3"), LAST)
        codes = ("boards.active", "boards.active.kind.inspection", "boards.active.kind.investment")
        assert [measured.value(code).counted for code in codes] == [6, 4, 2]
