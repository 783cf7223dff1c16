"""Of a long list of work only what is shown is read, and an index leads to what is due."""

import datetime as dt

import pytest

import danvan_desktop.store.day_list as day_list_module
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.store.day_list import DueGroup, by_urgency, day_list, due_stubs
from danvan_desktop.store.due_items import Urgency

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
