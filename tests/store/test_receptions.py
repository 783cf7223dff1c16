"""A reception was held once somebody was received, whoever writes the visit and by which way."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.store.repeating import planned, series

SESSION = {"held_on": "2026-08-05", "receiver": "Lê Quang Hưng", "place": "Trụ sở xã"}
VISIT = {"citizen_name": "Nguyễn Văn An", "content": "Hỏi thủ tục"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "xa.db", unit_name="Xã Đông Sơn", unit_code="DS") as made:
        yield made


@pytest.fixture
def session(store: Store) -> str:
    return store.save(Draft("reception", SESSION)).uids[0]


def state(store: Store, uid: str) -> str:
    record = store.get(uid)
    assert record is not None
    return record.text("state")


def test_a_visit_alone_brings_its_session_there(store: Store, session: str) -> None:
    assert state(store, session) == "planned"
    store.save(Draft("reception_visit", {**VISIT, "reception": session}))
    assert state(store, session) == "held"
    assert store.check().ok


def test_a_session_with_its_visits_in_one_save_was_held(store: Store) -> None:
    uid = store.new_uid()
    store.save(Draft("reception", SESSION, uid), Draft("reception_visit", {**VISIT, "reception": uid}))
    assert state(store, uid) == "held"


def test_what_is_said_of_the_state_in_the_same_save_counts(store: Store, session: str) -> None:
    with pytest.raises(InvalidRecord) as refused:
        store.save(
            Draft("reception", {"nobody_came": True}, session),
            Draft("reception_visit", {**VISIT, "reception": session}),
        )
    assert {problem.field for problem in refused.value.problems} & {"nobody_came", "reception"}


def test_a_fault_of_the_session_is_told_at_the_visit_that_brings_it(store: Store, session: str) -> None:
    head = store.save(Draft("reception", {**SESSION, "kind": "head", "by_head": False})).uids[0]
    with pytest.raises(InvalidRecord) as refused:
        store.save(
            Draft("reception_visit", {**VISIT, "reception": session}),
            Draft("reception_visit", {**VISIT, "reception": head}),
        )
    assert (refused.value.index, refused.value.problems[0].field) == (1, "substitute_reason")
    assert state(store, head) == "planned"


def test_a_session_whose_visits_were_taken_out_is_planned_again(store: Store, session: str) -> None:
    visit = store.save(Draft("reception_visit", {**VISIT, "reception": session})).uids[0]
    store.delete(visit)
    assert state(store, session) == "planned"
    store.save(Draft("reception", {"nobody_came": True}, session))
    assert state(store, session) == "held"


def test_held_is_not_to_be_had_by_saying_so(store: Store, session: str) -> None:
    with pytest.raises(InvalidRecord, match="Không có công dân đến"):
        store.save(Draft("reception", {"state": "held"}, session))
    with pytest.raises(InvalidRecord, match="Không có công dân đến"):
        store.save(Draft("reception", {**SESSION, "state": "held"}))


def test_the_days_of_the_head_are_planned_like_the_last_one(store: Store) -> None:
    last = {**SESSION, "kind": "head", "starts_at": "07:30", "by_head": True, "nobody_came": True, "note": "Mưa to"}
    uid = store.save(Draft("reception", {**last, "notice_number": "12/TB-UBND"})).uids[0]
    record = store.get(uid)
    assert record is not None
    moments = [dt.datetime(2026, 12, 10, 7, 30), dt.datetime(2027, 1, 11, 7, 30)]
    made = [store.get(one) for one in store.save(*series(store, record, moments)).uids]
    assert [(one.text("held_on"), one.text("state")) for one in made if one] == [
        ("2026-12-10", "planned"),
        ("2027-01-11", "planned"),
    ]
    for one in made:
        assert one is not None
        assert (one.text("receiver"), one.text("starts_at"), one.get("by_head")) == ("Lê Quang Hưng", "07:30", True)
        assert (one.get("nobody_came"), one.text("notice_number"), one.text("note")) == (False, "", "")


def test_days_of_reception_on_a_day_off_are_planned_on_the_next_working_day(store: Store) -> None:
    record = store.get(store.save(Draft("reception", {**SESSION, "starts_at": "07:30"})).uids[0])
    assert record is not None
    thursday, saturday, liberation, labour = (
        dt.datetime(2026, *day, 7, 30) for day in ((4, 9), (4, 11), (4, 30), (5, 1))
    )
    found = planned(store, record, [thursday, saturday, liberation, labour])
    assert [(one.moment, one.moved_from) for one in found] == [
        (thursday, None),
        (dt.datetime(2026, 4, 13, 7, 30), saturday.date()),
        (dt.datetime(2026, 5, 4, 7, 30), liberation.date()),
    ]
    saved = store.save(*series(store, record, [saturday]))
    made = store.get(saved.uids[0])
    assert made is not None
    assert (made.text("held_on"), made.text("starts_at"), saved.warnings) == ("2026-04-13", "07:30", ())
    assert [bool(one.taken_by) for one in planned(store, record, [saturday])] == [True]
