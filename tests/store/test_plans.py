"""Plans with their tasks: what is refused, what comes again, what is waited for."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.uid import is_of_unit, next_uid
from danvan_desktop.store import Store
from danvan_desktop.store.work_list import work_list
from tests.clocks import StandingClock
from tests.store.records_in import refused_fields
from tests.uids import new_uid

pytestmark = pytest.mark.usefixtures("earlier_petitions")

DAY = dt.date(2026, 11, 16)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    clock = StandingClock(DAY)
    with Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS", clock=clock) as made:
        yield made


def plan(store: Store, **values: Any) -> str:
    made = {"type": "yearly", "title": "Kế hoạch công tác dân vận năm 2026", "issued_on": "2026-01-15"}
    return store.save(Draft("plan", made | values)).uids[0]


def task(store: Store, of: str, **values: Any) -> str:
    made = {"plan": of, "title": "Báo cáo quý", "lead": "Văn phòng", "due_on": "2026-09-30"}
    return store.save(Draft("task", made | values)).uids[0]


def tasks(store: Store, of: str) -> list[Record]:
    return sorted(store.children(of, "task"), key=lambda one: one.text("due_on"))


def warned(store: Store, draft: Draft) -> set[str | None]:
    return {problem.field for problem in store.save(draft).warnings}


@pytest.mark.parametrize("parties", [None, "Ủy ban nhân dân xã", "Ủy ban nhân dân xã; ;"])
def test_a_programme_is_one_of_two_parties(store: Store, parties: str | None) -> None:
    draft = Draft("plan", {"type": "programme", "title": "Phối hợp", "parties": parties})
    assert refused_fields(store, draft) == {"parties"}
    both = {**draft.values, "parties": "Ủy ban nhân dân xã; Ban Xây dựng Đảng"}
    assert store.save(Draft("plan", both)).uids


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"from_on": "2026-12-31", "to_on": "2026-01-01"}, "to_on"),
        ({"issued_on": "2026-11-17"}, "issued_on"),
        ({"reviewed_on": "2026-11-17"}, "reviewed_on"),
        ({"reviewed_on": "2026-01-14"}, "reviewed_on"),
        ({"title": None}, "title"),
    ],
)
def test_days_of_a_plan_stand_in_order(store: Store, values: dict[str, Any], field: str) -> None:
    made = {"type": "yearly", "title": "Kế hoạch", "issued_on": "2026-01-15"}
    assert refused_fields(store, Draft("plan", made | values)) == {field}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"done_on": "2026-11-17"}, "done_on"),
        ({"repeat": "quarterly", "due_on": None}, "due_on"),
        ({"state": "dropped"}, "late_reason"),
        ({"state": "done"}, "done_on"),
        ({"lead": None}, "lead"),
        ({"state": "dropped", "late_reason": "Trùng", "done_on": "2026-09-30"}, "done_on"),
    ],
)
def test_a_task_says_when_it_was_done_and_why_not(store: Store, values: dict[str, Any], field: str) -> None:
    made = {"plan": plan(store), "title": "Báo cáo", "lead": "Văn phòng", "due_on": "2026-09-30"}
    assert refused_fields(store, Draft("task", made | values)) == {field}


def test_a_day_makes_a_task_done_and_lateness_is_asked_for_its_reason(store: Store) -> None:
    of = plan(store)
    uid = task(store, of)
    assert warned(store, Draft("task", {"done_on": "2026-10-02"}, uid)) == {"late_reason"}
    assert [one.text("state") for one in tasks(store, of)] == ["done"]


def test_a_task_outside_the_time_of_its_plan_is_told_of(store: Store) -> None:
    of = plan(store, from_on="2026-01-01", to_on="2026-12-31")
    made = {"plan": of, "title": "Tổng kết", "lead": "Văn phòng", "due_on": "2027-01-15"}
    assert warned(store, Draft("task", made)) == {"due_on"}


def test_closing_what_repeats_makes_the_next_one_in_the_same_step(store: Store) -> None:
    of = plan(store)
    uid = task(store, of, repeat="quarterly", target="Báo cáo", **{"with": "Mặt trận"})
    result = store.save(Draft("task", {"done_on": "2026-09-30", "product": "12-BC/ĐU"}, uid))
    assert result.uids == (uid,)
    assert len(result.warnings) == 1
    closed, following = tasks(store, of)
    wanted = {
        "due_on": "2026-12-31",
        "title": "Báo cáo quý",
        "repeat": "quarterly",
        "with": "Mặt trận",
        "state": "open",
    }
    assert {name: following.get(name) for name in wanted} == wanted
    assert following.get("done_on") is None
    assert following.get("product") is None
    store.undo(result.save_id)
    assert [(one.uid, one.text("state")) for one in tasks(store, of)] == [(closed.uid, "open")]


def test_undoing_the_last_save_of_a_task_takes_its_next_one_back_and_closing_it_again_brings_it(store: Store) -> None:
    of = plan(store)
    uid = task(store, of, repeat="yearly")
    store.save(Draft("task", {"done_on": "2026-09-30"}, uid))
    store.undo_last(uid)
    assert len(tasks(store, of)) == 1
    store.save(Draft("task", {"done_on": "2026-10-01"}, uid))
    assert [one.text("due_on") for one in tasks(store, of)] == ["2026-09-30", "2027-09-30"]


def test_what_is_given_up_comes_again_too_and_what_does_not_repeat_does_not(store: Store) -> None:
    of = plan(store)
    store.save(Draft("task", {"state": "dropped", "late_reason": "Bão"}, task(store, of, repeat="monthly")))
    store.save(Draft("task", {"done_on": "2026-09-30"}, task(store, of, title="Hội nghị")))
    assert [one.text("due_on") for one in tasks(store, of)] == ["2026-09-30", "2026-09-30", "2026-10-31"]


def test_nothing_follows_after_the_end_of_the_plan(store: Store) -> None:
    of = plan(store, to_on="2026-12-30")
    store.save(Draft("task", {"done_on": "2026-09-30"}, task(store, of, repeat="quarterly")))
    assert len(tasks(store, of)) == 1


def test_a_list_that_holds_the_next_one_already_gets_no_second(store: Store) -> None:
    of = plan(store)
    rows = [("2026-03-31", "2026-03-30"), ("2026-06-30", "2026-06-30"), ("2026-09-30", None)]
    shared = {"plan": of, "title": "Báo cáo quý", "lead": "Văn phòng", "repeat": "quarterly"}
    store.save(*(Draft("task", {**shared, "due_on": due, "done_on": done}) for due, done in rows))
    assert [one.text("due_on") for one in tasks(store, of)] == [due for due, _done in rows]


def test_opening_a_closed_one_again_and_closing_it_makes_no_third(store: Store) -> None:
    of = plan(store)
    uid = task(store, of, repeat="quarterly")
    for day in ("2026-09-30", None, "2026-10-01"):
        store.save(Draft("task", {"done_on": day}, uid))
    assert len(tasks(store, of)) == 2


def test_open_tasks_stand_in_the_work_list_by_their_days(store: Store) -> None:
    of = plan(store)
    late, ahead = task(store, of, due_on="2026-11-13"), task(store, of, title="Tháng", due_on="2026-11-20")
    task(store, of, title="Xong", done_on="2026-09-01")
    task(store, of, title="Bỏ", state="dropped", late_reason="Trùng")
    found = work_list(store, DAY + dt.timedelta(days=7))
    assert [(work.record.uid, work.due.days_late(DAY)) for work in found] == [(late, 3), (ahead, 0)]


def test_an_ended_plan_is_locked_with_its_tasks_until_it_is_opened_for_a_reason(store: Store) -> None:
    of = plan(store)
    uid = task(store, of)
    assert warned(store, Draft("plan", {"state": "ended"}, of)) == {"state"}
    assert refused_fields(store, Draft("task", {"done_on": "2026-11-16"}, uid)) == {None}
    assert refused_fields(store, Draft("plan", {"state": "issued"}, of)) == {"reopen_reason"}
    store.save(Draft("plan", {"state": "issued", "reopen_reason": "Còn việc"}, of))
    store.save(Draft("task", {"done_on": "2026-11-16"}, uid))


def test_any_record_is_evidence_and_a_task_tells_nothing_of_a_secret_one(store: Store) -> None:
    of = plan(store)
    secret = {"nature": "denunciation", "content": "Tố cáo", "unit": store.unit.uid, "received_on": "2026-11-02"}
    petition = store.save(Draft("petition", secret)).uids[0]
    entry = {"unit": store.unit.uid, "content": "Dư luận", "category": "concerns", "noted_on": "2026-11-02"}
    situation = store.save(Draft("situation_entry", entry)).uids[0]
    for record in (petition, situation, of):
        uid = task(store, of, title=f"Việc {record[-4:]}", record=record)
        found = store.get(uid)
        assert found is not None
        assert not found.secret
        assert found.get("record") == record
        store.attach_data(uid, "anh.txt", b"minh chung")
    assert refused_fields(store, Draft("task", {"record": store.unit.uid}, uid)) == {"record"}
    assert refused_fields(store, Draft("task", {"record": new_uid()}, uid)) == {"record"}


def test_papers_are_numbered_and_files_kept_of_every_kind_that_stands_by_itself(store: Store) -> None:
    standing = {kind.name for kind in store.kinds if kind.stands_by_itself}
    assert {"plan", "meeting", "petition", "situation_entry", "commune_vote"} <= standing
    assert set(store.kinds["attachment"].field("owner").targets) >= standing
    parts = {"reception_visit", "task", "land_step"}
    numbered = set(store.kinds["document_number"].field("record").targets)
    assert numbered == (standing | parts) - {"document_number"}, "what was decided of a part gets a paper of its own"


def test_the_last_task_that_can_be_dated_is_closed_without_a_next_one(store: Store) -> None:
    plan = store.save(Draft("plan", {"type": "yearly", "title": "Kế hoạch", "unit": store.unit.uid})).uids[0]
    made = {"plan": plan, "title": "Báo cáo", "lead": "Văn phòng", "due_on": "2100-06-30", "repeat": "yearly"}
    uid = store.save(Draft("task", made)).uids[0]
    store.save(Draft("task", {"done_on": store.today()}, uid))
    assert [task.uid for task in store.children(plan, "task")] == [uid]


def test_what_is_closed_in_the_save_of_its_plan_is_followed_by_one_that_tells_its_unit(store: Store) -> None:
    made, known = store.new_uid(), plan(store)
    task_of_known = task(store, known, repeat="yearly")
    shared = {"lead": "Văn phòng", "due_on": "2026-09-30", "repeat": "yearly", "done_on": "2026-09-30"}
    uid = store.new_uid()
    store.save(
        Draft("plan", {"title": "Kế hoạch mới", "issued_on": "2026-01-05", "unit": store.unit.uid}, made),
        Draft("task", {**shared, "plan": made, "title": "Báo cáo mới"}, uid),
        Draft("plan", {"title": "Kế hoạch đổi tên"}, known),
        Draft("task", {"done_on": "2026-09-30"}, task_of_known),
    )
    for closed, of in ((uid, made), (task_of_known, known)):
        following = next(one.uid for one in tasks(store, of) if one.uid != closed)
        assert following == next_uid(closed, store.unit.uid)
        assert is_of_unit(following, store.unit.uid)


def test_what_follows_a_task_goes_to_the_unit_that_its_plan_comes_to_in_the_same_save(store: Store) -> None:
    parent = store.unit.uid
    (village,) = store.save(Draft("unit", {"name": "Thôn", "kind": "village", "code": "T", "parent": parent})).uids
    of = plan(store)
    uid = task(store, of, repeat="yearly")
    store.save(Draft("plan", {"unit": village}, of), Draft("task", {"done_on": "2026-09-30"}, uid))
    following = next(one.uid for one in tasks(store, of) if one.uid != uid)
    assert is_of_unit(following, village)
    assert store.unit_of_record(following) == village
    assert store.check().ok


def test_what_an_earlier_version_let_follow_comes_back_and_is_not_made_twice(store: Store) -> None:
    of = plan(store)
    uid = task(store, of, repeat="yearly")
    values = {"plan": of, "title": "Báo cáo quý", "lead": "Văn phòng", "due_on": "2027-09-30", "repeat": "yearly"}
    store.save(Draft("task", values, next_uid(uid, None)))
    store.delete(next_uid(uid, None))
    store.save(Draft("task", {"done_on": "2026-09-30"}, uid))
    assert {one.uid for one in tasks(store, of)} == {uid, next_uid(uid, None)}
