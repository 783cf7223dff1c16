"""Of a long list of work only what is shown is read, and an index leads to what is due."""

import datetime as dt

import pytest

import danvan_desktop.store.day_list as day_list_module
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.store.calendar_list import calendar_entries
from danvan_desktop.store.day_list import DueGroup, by_urgency, day_list, due_stubs
from danvan_desktop.store.due_items import Urgency
from danvan_desktop.store.work_list import waiting_groups

MANY, OF_A_DAY, SHOWN = 60, 4, 5


@pytest.fixture
def late(store):
    today = store.today()
    drafts = []
    for number in range(MANY):
        due = today - dt.timedelta(days=1 + number // OF_A_DAY)
        values = {"received_on": due.isoformat(), "due_on": due.isoformat(), "content": f"Việc {number:02d}"}
        drafts.append(Draft("petition", {**values, "unit": store.unit.uid}))
    store.save(*drafts)
    return store


def part_of(store):
    return DueGroup(store, by_urgency(due_stubs(store))[Urgency.LATE])


def test_only_the_records_of_the_first_days_are_read(late, monkeypatch):
    read: list[str] = []
    get_many = Store.get_many
    monkeypatch.setattr(
        Store, "get_many", lambda store, uids, kind=None: read.extend(uids) or get_many(store, uids, kind)
    )
    monkeypatch.setattr(Store, "get", lambda *_asked: pytest.fail("read one by one"))
    days = sorted(one.until for one in due_stubs(late) if one.urgency is Urgency.LATE for _work in range(one.works))
    part = part_of(late)
    assert len(part) == len(days) > MANY - 3 * OF_A_DAY  # those of a weekend may be due today
    assert read == []
    assert len(part.first(SHOWN)) == SHOWN
    assert len(read) == sum(day <= days[SHOWN - 1] for day in days) < MANY // 2


def test_more_and_more_of_it_is_the_whole_in_the_same_order(late):
    whole = [entry for entry in day_list(late) if entry.urgency is Urgency.LATE]
    assert whole == sorted(whole, key=lambda entry: (entry.until, entry.content))
    part = part_of(late)
    for count in (1, SHOWN, MANY // 2, MANY):
        assert part.first(count) == whole[:count]


def test_what_is_gone_when_it_is_laid_out_is_left_out(late):
    part = part_of(late)
    gone = day_list(late)[0].uid
    late.delete(gone)
    assert gone not in [entry.uid for entry in part.first(MANY)]


def test_of_a_day_with_very_many_works_only_some_are_read_for_the_first(late, monkeypatch):
    monkeypatch.setattr(day_list_module, "_AT_ONCE", OF_A_DAY)
    due = (late.today() - dt.timedelta(days=MANY)).isoformat()
    values = {"received_on": due, "due_on": due, "unit": late.unit.uid}
    late.save(*(Draft("petition", {**values, "content": f"Cùng ngày {number:02d}"}) for number in range(MANY)))
    read: list[str] = []
    get_many = Store.get_many
    monkeypatch.setattr(
        Store, "get_many", lambda store, uids, kind=None: read.extend(uids) or get_many(store, uids, kind)
    )
    stubs = by_urgency(due_stubs(late))[Urgency.LATE]
    part = DueGroup(late, stubs)
    first = part.first(OF_A_DAY)
    assert len(read) == OF_A_DAY == len(first) == sum(len(stub.named) for stub in stubs)
    whole = part.first(len(part))
    assert whole[:OF_A_DAY] == first
    assert len({one.uid for one in whole}) == len(whole) == len(part)


def test_what_ends_on_one_day_and_began_on_several_is_listed_once(store):
    """A term that was set by hand, or moved, ends on a day on which another ends, too."""
    due = (store.today() - dt.timedelta(days=20)).isoformat()
    for began in (30, 31, 32):
        received = (store.today() - dt.timedelta(days=began)).isoformat()
        values = {"received_on": received, "due_on": due, "unit": store.unit.uid, "content": f"Việc {began}"}
        store.save(Draft("petition", values))
    listed = [one.uid for one in day_list(store) if one.urgency is Urgency.LATE]
    assert sorted(listed) == sorted(store.uids("petition"))
    assert len(part_of(store)) == len(listed)


def test_what_is_answered_before_it_is_named_is_left_out(late):
    part = part_of(late)
    answered = day_list(late)[0].uid
    late.save(Draft("petition", {"replied_on": late.today().isoformat(), "result": "solved"}, answered))
    assert answered not in [entry.uid for entry in part.first(MANY)]


def test_what_is_due_is_counted_from_an_index_alone(late):
    asked: list[str] = []
    late._connection.set_trace_callback(asked.append)
    due_stubs(late)
    late._connection.set_trace_callback(None)
    (query,) = [one for one in asked if "FROM record_petition" in one and '"replied_on" IS NULL' in one]
    plan = [row[3] for row in late._connection.execute(f"EXPLAIN QUERY PLAN {query}")]
    assert any("COVERING INDEX record_petition_without_replied_on_by_due_on" in step for step in plan)
    assert not any("TEMP B-TREE" in step for step in plan)


def test_what_was_closed_without_an_answer_is_neither_counted_nor_in_the_index(late):
    closed = [one.uid for one in day_list(late)[:OF_A_DAY]]
    for uid in closed:
        late.save(Draft("petition", {"state": "closed", "closed_on": late.today().isoformat()}, uid))
    assert not {one.uid for one in day_list(late)} & set(closed)
    asked: list[str] = []
    late._connection.set_trace_callback(asked.append)
    due_stubs(late)
    late._connection.set_trace_callback(None)
    (query,) = [one for one in asked if "FROM record_petition" in one and '"replied_on" IS NULL' in one]
    ((index,),) = late._connection.execute(
        "SELECT sql FROM sqlite_master WHERE name = 'record_petition_without_replied_on_by_due_on'"
    )
    for condition in index.partition(" WHERE ")[2].split(" AND "):
        assert condition in query or condition == '"due_on" IS NOT NULL'
    assert "NOT IN ('closed')" in index


@pytest.mark.parametrize("kind", [kind for kind in ALL_KINDS if kind.deadlines], ids=lambda kind: kind.name)
def test_what_waits_by_its_days_is_found_in_an_index_of_what_waits(store, kind):
    asked: list[str] = []
    store._connection.set_trace_callback(asked.append)
    list(waiting_groups(store, store.today(), [kind]))
    store._connection.set_trace_callback(None)
    lasting = [one for one in kind.deadlines if one.is_of_days and one.dropped_after is None]
    for deadline in lasting:
        found = [one for one in asked if f'"{deadline.done}" IS NULL' in one and "count(*)" in one]
        plans = [row[3] for query in found for row in store._connection.execute(f"EXPLAIN QUERY PLAN {query}")]
        index = f"record_{kind.name}_without_{deadline.done}_by_{deadline.due or deadline.start}"
        assert any(index in step for step in plans), (deadline.name, plans)


def test_a_calendar_names_only_what_ends_on_its_days(late):
    asked: list[str] = []
    last = late.today() - dt.timedelta(days=1)
    late._connection.set_trace_callback(asked.append)
    entries = list(calendar_entries(late, last, last))
    late._connection.set_trace_callback(None)
    assert {entry.day for entry in entries if entry.work is not None} == {last}
    named = [one for one in asked if one.startswith("SELECT uid,") and '"replied_on" IS NULL' in one]
    assert len(named) == 1
    assert last.isoformat() in named[0]
