"""Every place counts petitions by the same state, whatever their fields came to by saves and merges."""

import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.kinds.petition import STATES
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.store.connection import transaction
from tests.examples import examples
from tests.rights import grant
from tests.store.records_in import refused_fields

if TYPE_CHECKING:
    from tests.store.conftest import Commune

Carry = Callable[[Store, Store], None]

REPLY = {"reply": "Sẽ nạo vét", "reply_number": "12/UBND", "replied_on": "2026-08-20", "result": "solved"}
TELLING = {"people_told_on": "2026-08-22", "told_how": "meeting"}


def put_past_the_rules(store: Store, uid: str, field: str, value: object, kind: str = "petition") -> None:
    """Write one cell as a merge may leave it."""
    writer = store._writer
    with transaction(store._connection):
        writer._append([writer._cells.assignment(kind, uid, field, value)], [uid], [])


def state_of(store: Store, uid: str) -> str:
    record = store.get(uid)
    assert record is not None
    return record.text("state")


def test_a_petition_goes_on_as_its_fields_are_filled_in(commune: "Commune") -> None:
    uid, store = commune.petition(), commune.store
    assert state_of(store, uid) == "received"
    store.save(Draft("petition", {"assigned_to": "Công chức địa chính"}, uid))
    assert state_of(store, uid) == "assigned"
    store.save(Draft("petition", REPLY, uid))
    assert state_of(store, uid) == "replied"
    store.save(Draft("petition", TELLING, uid))
    assert state_of(store, uid) == "people_told"
    store.save(Draft("petition", dict.fromkeys(TELLING), uid))
    assert state_of(store, uid) == "replied"


def test_a_state_is_refused_that_the_fields_contradict(commune: "Commune") -> None:
    uid, store = commune.petition(), commune.store
    assert refused_fields(store, Draft("petition", {"state": "replied"}, uid)) == {"replied_on", "result"}
    store.save(Draft("petition", REPLY, uid))
    assert refused_fields(store, Draft("petition", {"state": "received"}, uid)) == {"state"}
    assert refused_fields(store, Draft("petition", {"state": "transferred"}, uid)) == {"assigned_to"}
    assert refused_fields(store, Draft("petition", {"people_told_on": "2026-08-22", "replied_on": None}, uid)) >= {
        "replied_on"
    }


def test_closing_is_decided_and_taken_back(commune: "Commune") -> None:
    uid, store = commune.petition(**REPLY), commune.store
    result = store.save(Draft("petition", {"state": "closed", "closed_on": "2026-08-25"}, uid))
    assert [problem.field for problem in result.warnings] == ["state"]
    assert state_of(store, uid) == "closed"
    store.save(Draft("petition", {"state": "replied"}, uid))
    assert state_of(store, uid) == "replied"


def test_a_register_that_lags_behind_its_dates_is_taken_with_a_warning(commune: "Commune") -> None:
    made = {"number": "7/2026", "received_on": "2026-08-13", "unit": commune.village, "content": "Mương tắc", **REPLY}
    made |= {"source": "letter", "field": "land"}
    result = commune.store.save(Draft("petition", {**made, "state": "received"}))
    assert state_of(commune.store, result.uids[0]) == "replied"
    assert [problem.field for problem in result.warnings] == ["state"]


def test_the_reply_of_one_laptop_and_the_telling_of_another_make_one_state(
    commune: "Commune", carry: Carry, tmp_path: Path
) -> None:
    uid = commune.petition(**REPLY)
    with Store.create(tmp_path / "other.db", unit_name="Thôn Đông", unit_code="DS-01", level="village") as other:
        grant(commune.store, other.device_key)
        carry(commune.store, other)
        other.save(Draft("petition", TELLING, uid))
        commune.store.save(Draft("petition", {"replied_on": None, "result": None}, uid))
        carry(other, commune.store)
        carry(commune.store, other)
        assert state_of(commune.store, uid) == state_of(other, uid) == "received"
        commune.store.save(Draft("petition", {"replied_on": "2026-08-21", "result": "explained"}, uid))
        carry(commune.store, other)
        assert state_of(commune.store, uid) == state_of(other, uid) == "people_told"
        assert commune.store.conflict_count() == 0


def _write_as_earlier_versions_did(store: Store, uid: str, code: str) -> None:
    """Put a state into the log that this version derives."""
    put_past_the_rules(store, uid, "state", code)


@pytest.mark.parametrize(
    ("kept", "values", "read"),
    [
        ("assigned", {"assigned_to": "Địa chính", **REPLY}, "replied"),
        ("replied", {}, "received"),
        ("people_told", REPLY, "replied"),
        ("closed", REPLY, "closed"),
        ("transferred", {"assigned_to": "UBND tỉnh"}, "transferred"),
    ],
)
def test_states_that_earlier_versions_kept_are_read_by_the_facts(
    commune: "Commune", kept: str, values: dict[str, object], read: str
) -> None:
    uid = commune.petition(**values)
    _write_as_earlier_versions_did(commune.store, uid, kept)
    assert state_of(commune.store, uid) == read
    assert any(entry.change.field == "state" and entry.value == kept for entry in commune.store.history(uid))
    assert commune.store.check().ok


def test_a_store_of_before_is_derived_anew_at_its_first_start(commune: "Commune", tmp_path: Path) -> None:
    uid = commune.petition(assigned_to="Địa chính", **REPLY)
    path = commune.store.path
    commune.store.backup(tmp_path / "copy.db")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE record_petition SET state = 'assigned'")
        connection.execute("UPDATE setting SET value = 'of before' WHERE name = 'schema.fingerprint'")
    connection.close()
    with Store.open(path) as reopened:
        assert state_of(reopened, uid) == "replied"


DAYS = st.sampled_from([None, "2026-08-20", "2026-08-25"])
CELLS = st.fixed_dictionaries(
    {},
    optional={
        "assigned_to": st.sampled_from([None, "Địa chính"]),
        "replied_on": DAYS,
        "result": st.sampled_from([None, "solved", "transferred"]),
        "people_told_on": DAYS,
        "told_how": st.sampled_from([None, "meeting"]),
        "state": st.sampled_from([None, *(state.code for state in STATES)]),
    },
)


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(petitions=st.lists(st.lists(CELLS, max_size=3), min_size=1, max_size=6))
def test_every_place_counts_the_same(commune: "Commune", petitions: list[list[dict[str, object]]]) -> None:
    """Cells are written one by one past the rules, as merges of any stores may leave them."""
    store = commune.store
    store.delete(*store.uids("petition"))
    for number, saves in enumerate(petitions, 1):
        uid = commune.petition(f"{number:03d}/{len(store.log.vector())}x{sum(store.log.vector().values())}")
        for cells in saves:
            for field, value in cells.items():
                put_past_the_rules(store, uid, field, value)
    records = store.list("petition")
    read = Counter(record.text("state") for record in records)
    assert read == Counter(ALL_KINDS["petition"].states.of(record.values, record.decided) for record in records)
    assert read == Counter(store.counts("petition", "state"))
    for state in STATES:
        assert store.count("petition", {"state": state.code}) == read[state.code]
        assert len(store.uids("petition", filters={"state": state.code})) == read[state.code]
    assert store.check().ok


def test_a_planned_meeting_is_held_once_it_is_counted_who_came(commune: "Commune") -> None:
    store = commune.store
    uid = commune.meeting(state="planned", households_present=None)
    assert state_of(store, uid) == "planned"
    result = store.save(Draft("meeting", {"ends_at": "2026-08-12T21:00"}, uid))
    assert [problem.field for problem in result.warnings] == ["households_present"]
    store.save(Draft("meeting", {"households_present": 90}, uid))
    assert state_of(store, uid) == "held"
    assert refused_fields(store, Draft("meeting", {"state": "planned"}, uid)) == {"state"}
    store.save(Draft("meeting", {"state": "signed"}, uid))
    assert state_of(store, uid) == "signed"
    store.undo(store.save(Draft("meeting", {"state": "held", "reopen_reason": "Ghi nhầm"}, uid)).save_id)
    assert state_of(store, uid) == "signed"


@pytest.mark.parametrize(
    ("kept", "count", "read"),
    [("planned", 90, "held"), ("planned", 0, "planned"), ("held", 90, "held"), ("held", 0, "held"),
     ("held", None, "held"), ("signed", 90, "signed"), ("sent", 90, "sent"), (None, 90, "held")],
)  # fmt: skip
def test_gatherings_that_earlier_versions_kept_are_read_by_the_facts(
    commune: "Commune", tmp_path: Path, kept: str | None, count: int | None, read: str
) -> None:
    uid = commune.meeting()
    for field, value in (("state", kept), ("households_present", count)):
        put_past_the_rules(commune.store, uid, field, value, "meeting")
    log = commune.store.log.vector()
    path = commune.store.path
    commune.store.backup(tmp_path / "copy.db")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE record_meeting SET state = 'planned'")
        connection.execute("UPDATE setting SET value = 'of before' WHERE name = 'schema.fingerprint'")
    connection.close()
    with Store.open(path) as reopened:
        assert state_of(reopened, uid) == read
        assert reopened.log.vector() == log
        assert reopened.check().ok


GATHERED = st.fixed_dictionaries(
    {},
    optional={
        "households_present": st.sampled_from([None, 0, 1, 90]),
        "state": st.sampled_from([None, "planned", "held", "signed", "sent"]),
        "ends_at": st.sampled_from([None, "2026-08-12T21:00"]),
    },
)


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(meetings=st.lists(st.lists(GATHERED, max_size=3), min_size=1, max_size=6))
def test_every_place_counts_the_same_meetings(commune: "Commune", meetings: list[list[dict[str, object]]]) -> None:
    """Cells are written one by one past the rules, as merges of any stores may leave them."""
    store = commune.store
    uids = []
    for saves in meetings:
        uids.append(commune.meeting(households_present=None))
        for cells in saves:
            for field, value in cells.items():
                put_past_the_rules(store, uids[-1], field, value, "meeting")
    records = store.list("meeting")
    read = Counter(record.text("state") for record in records)
    assert read == Counter(ALL_KINDS["meeting"].states.of(record.values, record.decided) for record in records)
    assert read == Counter(store.counts("meeting", "state"))
    assert all(store.count("meeting", {"state": code}) == count for code, count in read.items())
    assert store.check().ok
