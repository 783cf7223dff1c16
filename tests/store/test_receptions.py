"""A reception was held once somebody was received, whoever writes the visit and by which way."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store

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
