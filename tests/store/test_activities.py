"""Propaganda and the month of work among the people: what is refused, what follows from the plan of the month."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from tests.clocks import StandingClock

DAY = dt.date(2026, 10, 20)
TALK = {"topic": "Tuyên truyền Luật Đất đai", "held_on": "2026-10-10"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    clock = StandingClock(DAY)
    with Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS", clock=clock) as made:
        yield made


def saved(store: Store, **values: object) -> str:
    return store.save(Draft("activity", {**TALK, **values})).uids[0]


def month(store: Store, year: int = 2026, **values: object) -> str:
    days = {"issued_on": f"{year}-09-10", "from_on": f"{year}-10-01", "to_on": f"{year}-10-31"}
    return store.save(Draft("plan", {"type": "month", "title": "Tháng Dân vận", **days, **values})).uids[0]


def refused(store: Store, **values: object) -> set[str]:
    with pytest.raises(InvalidRecord) as refusal:
        saved(store, **values)
    return {problem.field for problem in refusal.value.problems}


def test_it_was_done_once_it_is_counted_who_came(store: Store) -> None:
    uid = saved(store)
    assert store.get(uid).text("state") == "planned"
    store.save(Draft("activity", {"people": 40}, uid))
    assert store.get(uid).text("state") == "done"


def test_what_nobody_can_be_counted_at_is_done_when_somebody_says_so(store: Store) -> None:
    uid = saved(store, channel="loudspeaker", sessions=6, state="done")
    assert store.get(uid).text("state") == "done"


def test_what_was_done_had_people_or_sessions(store: Store) -> None:
    assert "people" in refused(store, sessions=0, state="done")


def test_help_went_to_somebody(store: Store) -> None:
    assert refused(store, type="welfare", people=10) == {"beneficiaries"}
    assert saved(store, type="welfare", people=10, beneficiaries=4)


def test_nothing_is_done_before_its_day(store: Store) -> None:
    assert "held_on" in refused(store, held_on="2026-10-21", state="done", sessions=2)
    assert store.get(saved(store, held_on="2026-10-21")).text("state") == "planned"
    assert store.get(saved(store, held_on="2026-10-22", state="cancelled")).text("state") == "cancelled"


def test_work_of_the_month_finds_the_plan_of_its_day_and_the_year_of_that_plan(store: Store) -> None:
    plan = month(store)
    month(store, 2025)
    found = store.get(saved(store, month=True))
    assert (found.text("plan"), found.get("month_year")) == (plan, 2026)


def test_work_under_the_plan_of_a_month_is_of_the_month_of_that_year(store: Store) -> None:
    plan = month(store, 2025, from_on="2025-12-12", to_on="2026-01-12")
    found = store.get(saved(store, plan=plan, held_on="2026-01-08"))
    assert (found.get("month"), found.get("month_year")) == (True, 2025)


def test_work_of_the_month_under_another_plan_is_told_of(store: Store) -> None:
    yearly = store.save(Draft("plan", {"type": "yearly", "title": "Năm 2026", "issued_on": "2026-01-05"})).uids[0]
    result = store.save(Draft("activity", {**TALK, "month": True, "plan": yearly}))
    assert "plan" in {problem.field for problem in result.warnings}


def test_what_was_done_cannot_be_called_off(store: Store) -> None:
    uid = saved(store, people=40)
    assert "cancelled" not in store.kinds["activity"].states.offered(store.get(uid).values, "done", is_ahead=False)
    assert "cancelled" in store.kinds["activity"].states.offered({"state": "planned"}, "planned", is_ahead=False)
