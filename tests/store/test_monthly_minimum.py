"""The head's days of receiving citizens in each month: reminded of while neither held nor planned."""

import datetime as dt
from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Translator
from danvan_desktop.store import Store
from danvan_desktop.store.day_list import day_list
from danvan_desktop.store.due_items import Urgency
from tests.clocks import StandingClock

SAY = Translator("vi")
PARTY = "reception.party_days_per_month"


def opened(path: Path, today: str) -> Store:
    return Store.open(path, clock=StandingClock(dt.date.fromisoformat(today)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    clock = StandingClock(dt.date(2026, 9, 1))
    Store.create(tmp_path / "a.db", unit_name="Xã Đông Sơn", unit_code="DS", clock=clock).close()
    return tmp_path / "a.db"


def session(store: Store, day: str, body: str = "government", kind: str = "head", **values: object) -> str:
    given = {"unit": store.unit.uid, "held_on": day, "body": body, "kind": kind, "receiver": "Ông Nguyễn Văn An"}
    return store.save(Draft("reception", given | {"place": "Trụ sở UBND xã", **values})).uids[0]


def lacking(store: Store) -> list[str]:
    return [
        f"{SAY(entry.content)}: {SAY(entry.standing).lower()}"
        for entry in day_list(store)
        if entry.urgency is Urgency.THIS_YEAR and entry.rule and entry.rule.startswith("reception.")
    ]


CHAIR, SECRETARY = "Chủ tịch UBND tiếp công dân tháng 9 năm 2026", "Bí thư cấp ủy tiếp dân tháng 9 năm 2026"


def test_days_of_the_month_that_are_neither_held_nor_planned_are_lacking(path: Path) -> None:
    with opened(path, "2026-09-10") as store:
        session(store, "2026-09-03", nobody_came=True)
        session(store, "2026-09-07", kind="regular", nobody_came=True)
        assert lacking(store) == [f"{SECRETARY}: mới 0/2 ngày", f"{CHAIR}: mới 1/2 ngày"]
        session(store, "2026-09-20")
        session(store, "2026-09-08", "party", nobody_came=True)
        session(store, "2026-09-22", "party")
        assert lacking(store) == []


def test_two_sessions_of_one_day_are_one_day_and_a_planned_day_that_passed_is_none(path: Path) -> None:
    with opened(path, "2026-09-02") as store:
        session(store, "2026-09-20")
        session(store, "2026-09-20", receiver="Bà Trần Thị Bình")
        session(store, "2026-09-22", "party")
        session(store, "2026-09-25", "party")
        assert lacking(store) == [f"{CHAIR}: mới 1/2 ngày"]
    with opened(path, "2026-09-21") as store:
        assert lacking(store) == [f"{CHAIR}: mới 0/2 ngày"]


def test_a_day_on_which_a_deputy_received_is_not_the_heads(path: Path) -> None:
    with opened(path, "2026-09-10") as store:
        for day in ("2026-09-03", "2026-09-07"):
            session(store, day, nobody_came=True, by_head=False, substitute_reason="Đi họp")
        assert f"{CHAIR}: mới 0/2 ngày" in lacking(store)


def test_who_keeps_no_book_or_set_the_rule_to_nought_is_not_reminded(path: Path) -> None:
    with opened(path, "2026-09-10") as store:
        assert lacking(store) == []
        session(store, "2026-09-07", kind="regular", nobody_came=True)
        assert len(lacking(store)) == 2
        store.save(Draft("rule_override", {"rule": PARTY, "value": "0", "reason": "Đảng ủy ghi"}))
        assert lacking(store) == [f"{CHAIR}: mới 0/2 ngày"]


def test_before_the_law_wanted_it_by_the_month_only_the_party_is_reminded(tmp_path: Path) -> None:
    clock = StandingClock(dt.date(2026, 6, 10))
    with Store.create(tmp_path / "b.db", unit_name="Xã Đông Sơn", unit_code="DS", clock=clock) as store:
        session(store, "2026-06-07", kind="regular", nobody_came=True)
        assert [one.split(" tiếp")[0] for one in lacking(store)] == ["Bí thư cấp ủy"]
