"""Figures of tasks and reports owed, against a count made straight from the input."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.figures import ReportFigures
from danvan_desktop.store import Store
from tests.clocks import StandingClock

DAY = dt.date(2026, 10, 5)
QUARTER = Period.parse("2026-Q3")
TASKS = [
    # Type of the plan, due, done, given up.
    ("yearly", "2026-06-30", None, False),
    ("yearly", "2026-07-31", "2026-07-31", False),
    ("yearly", "2026-08-14", "2026-08-17", False),
    ("yearly", "2026-08-15", "2026-08-17", False),  # a Saturday: until Monday the 17th
    ("programme", "2026-09-15", None, False),
    ("programme", "2026-09-16", "2026-10-02", False),
    ("month", "2026-09-30", None, True),
    ("month", "2026-12-31", None, False),
    ("month", "2027-01-01", None, False),
]
OWED = [
    ("2026-07-15", "2026-07-15"),
    ("2026-08-14", "2026-08-20"),
    ("2026-09-25", None),
    ("2026-09-30", "2026-10-01"),
    ("2026-12-31", None),
]
LATE_BY_WEEKEND = {"2026-08-15": "2026-08-17"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    clock = StandingClock(DAY)
    with Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS", clock=clock) as made:
        plans = {}
        for kind in ("yearly", "programme", "month"):
            values = {"type": kind, "title": kind, "issued_on": "2026-01-05", "parties": "UBND xã; Công an xã"}
            plans[kind] = made.save(Draft("plan", values)).uids[0]
        for place, (kind, due, done, dropped) in enumerate(TASKS):
            more = {"state": "dropped", "late_reason": "Trùng"} if dropped else {"done_on": done}
            values = {"plan": plans[kind], "title": f"Việc {place}", "lead": "Văn phòng", "due_on": due, **more}
            made.save(Draft("task", values))
        for place, (due, sent) in enumerate(OWED, 1):
            values = {"report": "reception", "period": f"2026-{place:02d}", "to": "UBND tỉnh", "due_on": due}
            made.save(Draft("submission", {**values, "sent_on": sent}))
        yield made


def in_quarter(day: str | None) -> bool:
    return day is not None and "2026-07-01" <= day <= "2026-09-30"


def value(store: Store, code: str) -> int:
    return ReportFigures(store, store.unit.uid, "work-report", QUARTER, DAY).value(code).counted


def test_tasks_are_counted_as_their_days_tell(store: Store) -> None:
    due = [one for one in TASKS if in_quarter(one[1])]
    in_time = [one for one in due if in_quarter(one[2]) and one[2] <= LATE_BY_WEEKEND.get(one[1], one[1])]
    late = [one for one in due if one not in in_time and not one[3]]
    waiting = [one for one in TASKS if not one[3] and (one[2] is None or one[2] > "2026-09-30")]
    assert value(store, "tasks.due") == len(due) == 6
    assert value(store, "tasks.due.type.programme") == 2
    assert value(store, "tasks.in_time") == len(in_time) == 2
    assert value(store, "tasks.late") == len(late) == 3
    assert value(store, "tasks.open") == sum(one[1] <= "2026-09-30" for one in waiting) == 3
    assert value(store, "tasks.ahead") == sum("2026-10-01" <= one[1] <= "2026-12-31" for one in waiting) == 1


def test_the_sentence_on_tasks_that_fell_due_adds_up(store: Store) -> None:
    """What falls due on the very day is neither in time nor late, what was given up is neither done nor open."""
    from danvan_desktop.localization import Translator
    from danvan_desktop.reports.narrative import ReportTexts

    [plan] = [one.uid for one in store.find("plan", type="programme")]
    store.save(Draft("task", {"plan": plan, "title": "Họp", "lead": "Văn phòng", "due_on": QUARTER.last.isoformat()}))
    figures = ReportFigures(store, store.unit.uid, "work-report", QUARTER, QUARTER.last)
    texts = ReportTexts(store, store.unit, "work-report", QUARTER, figures, Translator("vi"))
    told = "\n".join(one.text for one in texts)
    assert (
        "Trong kỳ có 07 nhiệm vụ theo kế hoạch đến hạn, 02 nhiệm vụ xong đúng hạn, 03 nhiệm vụ chậm, 01 nhiệm vụ chưa"
        " xong nhưng còn trong hạn, 01 nhiệm vụ không thực hiện."
    ) in told


def test_after_nine_months_the_rest_of_the_year_lies_ahead(store: Store) -> None:
    """Not nine months more: what is due in the year after is nothing that such a report plans for."""
    ahead = ReportFigures(store, store.unit.uid, "work-report", Period.parse("2026-9M"), DAY).value("tasks.ahead")
    waiting = [one for one in TASKS if not one[3] and (one[2] is None or one[2] > "2026-09-30")]
    assert ahead.counted == sum("2026-10-01" <= one[1] <= "2026-12-31" for one in waiting)


def test_programmes_count_while_they_last(store: Store) -> None:
    assert value(store, "programmes.active") == 1
    [programme] = store.find("plan", type="programme")
    store.save(Draft("plan", {"to_on": "2026-09-29"}, programme.uid))
    assert value(store, "programmes.active") == 0


def test_reports_owed_are_in_time_late_or_missing(store: Store) -> None:
    counts = [value(store, f"submissions.{name}") for name in ("due", "in_time", "late", "missing")]
    # What was sent after the quarter ended had no day of sending at its end, and its last day was not past yet.
    assert counts == [4, 1, 1, 1]


def test_the_report_lists_what_is_open_and_what_comes_by_their_days(store: Store) -> None:
    from danvan_desktop.localization import Translator
    from danvan_desktop.reports.narrative import ReportTexts

    figures = ReportFigures(store, store.unit.uid, "work-report", QUARTER, DAY)
    texts = ReportTexts(store, store.unit, "work-report", QUARTER, figures, Translator("vi"))
    told = texts[texts.template.section("tasks")].text
    lines = [line for line in told.splitlines() if line.startswith("- ")]
    assert [line[line.index("hạn ") + 4 : line.rindex(")")] for line in lines] == [
        "30/06/2026",
        "15/09/2026",
        "16/09/2026",
        "31/12/2026",
    ]
    assert "chủ trì: Văn phòng" in lines[0]
    assert "01 chương trình phối hợp" in texts[texts.template.section("results.leadership")].text


def test_work_of_several_plans_is_told_by_the_day_it_is_due(store: Store) -> None:
    from danvan_desktop.localization import Translator
    from danvan_desktop.reports.narrative import ReportTexts

    for place, plan in enumerate(store.list("plan")):
        for day in ("2026-12-28", "2026-12-1" + str(place)):
            store.save(Draft("task", {"plan": plan.uid, "title": f"Việc {day}", "lead": "Văn phòng", "due_on": day}))
    figures = ReportFigures(store, store.unit.uid, "work-report", QUARTER, DAY)
    texts = ReportTexts(store, store.unit, "work-report", QUARTER, figures, Translator("vi"))
    ahead = texts[texts.template.section("tasks")].text.partition("trong thời gian tới:")[2]
    days = [line[line.index("hạn ") + 4 :][:10] for line in ahead.splitlines() if line.startswith("- ")]
    assert days == [*(f"1{place}/12/2026" for place in range(3)), *["28/12/2026"] * 3, "31/12/2026"]
