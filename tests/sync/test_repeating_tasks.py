"""Two laptops of an office that close the same task go on with one next task."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from tests.rights import grant
from tests.sync.exchange import enrol, send


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    with (
        Store.create(tmp_path / "one.db", unit_name="Xã Đông Sơn", unit_code="DS") as one,
        Store.create(tmp_path / "two.db", unit_name="Xã Đông Sơn", unit_code="DS") as two,
    ):
        enrol(one, two)
        grant(one, two.device_key)
        yield one, two


def closed_apart(one: Store, two: Store, first: str, second: str) -> str:
    plan = one.save(Draft("plan", {"type": "yearly", "title": "Kế hoạch năm", "unit": one.unit.uid})).uids[0]
    made = {"plan": plan, "title": "Báo cáo", "lead": "Văn phòng", "due_on": "2026-09-30", "repeat": "quarterly"}
    uid = one.save(Draft("task", made)).uids[0]
    send(one, two)
    one.save(Draft("task", {"done_on": first}, uid))
    two.save(Draft("task", {"done_on": second}, uid))
    send(one, two)
    send(two, one)
    return plan


def test_a_task_closed_on_two_laptops_has_one_next_task_and_no_conflict(laptops: tuple[Store, Store]) -> None:
    one, two = laptops
    plan = closed_apart(one, two, "2026-09-30", "2026-09-30")
    for store in laptops:
        found = sorted((task.text("due_on"), task.text("state")) for task in store.children(plan, "task"))
        assert found == [("2026-09-30", "done"), ("2026-12-31", "open")]
        assert not list(store.conflicts())
    assert one.digest() == two.digest()


def test_different_days_of_closing_are_a_question_about_that_day_alone(laptops: tuple[Store, Store]) -> None:
    one, two = laptops
    plan = closed_apart(one, two, "2026-09-29", "2026-09-30")
    for store in laptops:
        assert len(store.children(plan, "task")) == 2
        assert {conflict.field for conflict in store.conflicts()} == {"done_on"}
