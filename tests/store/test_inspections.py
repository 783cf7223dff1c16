"""Inspections: concluded with a day, locked then, followed until nothing that was asked for is open."""

import datetime as dt

import pytest

from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from tests.store.records_in import read, refused, waiting

DAY = dt.timedelta(days=1)


def inspection(store: Store, **values: object) -> str:
    made = {"type": "party", "subject": "Việc ghi sổ", "target": "Thôn Đông", "started_on": "2026-08-20"}
    return store.save(Draft("inspection", {**made, "state": "done", **values})).uids[0]


def asked(store: Store, source: str, **values: object) -> str:
    made = {"source": source, "content": "Ghi đủ chữ ký", "addressee": "Trưởng thôn", "sent_on": "2026-08-26"}
    return store.save(Draft("recommendation", {**made, **values})).uids[0]


def test_nothing_is_concluded_without_its_day(commune):
    store = commune.store
    uid = inspection(store)
    assert refused(store, "inspection", uid, state="concluded") == "concluded_on"
    store.save(Draft("inspection", {"state": "concluded", "concluded_on": "2026-08-28"}, uid))
    assert read(store, uid).text("state") == "concluded"


def test_nothing_is_concluded_before_it_was_inspected(commune):
    assert refused(commune.store, "inspection", inspection(commune.store), concluded_on="2026-08-19") == "concluded_on"


def test_what_was_concluded_is_locked_until_it_is_reopened_with_a_reason(commune):
    store = commune.store
    uid = inspection(store, state="concluded", concluded_on="2026-08-28")
    with pytest.raises(InvalidRecord):
        store.save(Draft("inspection", {"limits": "Khác"}, uid))
    store.save(Draft("inspection", {"note": "Đã gửi"}, uid))
    with pytest.raises(InvalidRecord):
        store.save(Draft("inspection", {"state": "done"}, uid))
    store.save(Draft("inspection", {"state": "done", "reopen_reason": "Ghi thiếu một thôn"}, uid))
    store.save(Draft("inspection", {"limits": "Khác"}, uid))
    assert read(store, uid).text("limits") == "Khác"


def test_what_was_asked_for_is_written_on_after_the_conclusion(commune):
    store = commune.store
    uid = inspection(store, state="concluded", concluded_on="2026-08-28")
    part = asked(store, uid, due_on="2026-09-20")
    assert waiting(store, part) == [("recommendation.reply", dt.date(2026, 9, 20))]
    assert read(store, part).get("by_board") is False
    store.save(Draft("recommendation", {"replied_on": "2026-09-10", "outcome": "accepted"}, part))
    assert waiting(store, part) == []


def test_the_follow_up_does_not_end_while_something_is_open(commune):
    store = commune.store
    uid = inspection(store, state="concluded", concluded_on="2026-08-28")
    first, second = asked(store, uid), asked(store, uid, content="Họp đủ")
    assert refused(store, "inspection", uid, state="followed") == "state"
    store.save(Draft("recommendation", {"done_on": "2026-09-01"}, first))
    assert refused(store, "inspection", uid, state="followed") == "state"
    store.save(Draft("recommendation", {"state": "dropped", "reply": "Thôn đã sáp nhập"}, second))
    store.save(Draft("inspection", {"state": "followed"}, uid))
    assert read(store, uid).text("state") == "followed"


def test_nothing_open_is_added_once_the_follow_up_ended(commune):
    store = commune.store
    uid = inspection(store, state="concluded", concluded_on="2026-08-28")
    first = asked(store, uid, done_on="2026-09-01")
    store.save(Draft("inspection", {"state": "followed"}, uid))
    made = {"source": uid, "content": "Họp đủ", "addressee": "Trưởng thôn", "sent_on": "2026-09-02"}
    assert refused(store, "recommendation", **made) == "source"
    assert refused(store, "recommendation", first, done_on=None) == "source"
    store.save(Draft("recommendation", {**made, "done_on": "2026-09-03"}))
    store.save(Draft("recommendation", {"note": "Đã xem lại"}, first))
    store.save(Draft("inspection", {"state": "concluded", "reopen_reason": "Có yêu cầu mới"}, uid))
    late = asked(store, uid, content="Niêm yết lại")
    assert read(store, late).text("state") == "open"
    assert refused(store, "inspection", uid, state="followed") == "state"


def test_what_is_to_come_is_only_planned_and_waits_for_its_day(commune):
    store = commune.store
    later = store.today() + 6 * DAY
    made = {"type": "state", "subject": "A", "target": "B", "started_on": later}
    assert refused(store, "inspection", **made, state="done") == "started_on"
    uid = store.save(Draft("inspection", made)).uids[0]
    assert waiting(store, uid) == [("inspection.visit", later)]


def test_a_chosen_unit_gives_its_name(commune):
    made = {"type": "state", "subject": "A", "target_unit": commune.village, "started_on": "2026-08-20"}
    uid = commune.store.save(Draft("inspection", {**made, "state": "done"})).uids[0]
    assert read(commune.store, uid).text("target") == "Thôn Đông"


def test_of_another_place_the_name_is_asked_for(commune):
    assert refused(commune.store, "inspection", type="state", subject="A", started_on="2026-08-20") == "target"


def test_it_survives_a_restart(commune):
    store = commune.store
    uid = inspection(store)
    part = asked(store, uid)
    with Store.open(store.path) as again:
        assert [one.uid for one in again.children(uid, "recommendation")] == [part]
        assert again.check().ok
