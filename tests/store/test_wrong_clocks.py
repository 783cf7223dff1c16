"""A clock that is wrong, here or elsewhere, moves no other and keeps nobody from writing."""

import datetime as dt

import pytest

from danvan_desktop.domain.clock import Clock, timestamp_moment
from danvan_desktop.domain.endings import all_seen
from danvan_desktop.domain.entry import EntryId
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store, StoreError
from danvan_desktop.store.resealing import Renaming
from tests.rights import join


class ShiftedClock(Clock):
    """The machine's clock, off by some time."""

    def __init__(self) -> None:
        self.off = dt.timedelta()

    def now(self) -> dt.datetime:
        return super().now() + self.off


@pytest.fixture
def clock():
    return ShiftedClock()


@pytest.fixture
def laptop(tmp_path, clock):
    with Store.create(tmp_path / "a.db", unit_name="Xã Đông Sơn", unit_code="DS", clock=clock) as store:
        yield store


def petition(store: Store, content: str = "Mương bị tắc") -> str:
    number = f"{store.count('petition') + 1:03d}/2015"
    values = {"number": number, "received_on": "2015-08-13", "unit": store.unit.uid}
    values["content"] = content
    return store.save(Draft("petition", values)).uids[0]


def moments(store: Store, uid: str) -> list[dt.datetime]:
    return [timestamp_moment(entry.timestamp) for entry in store.log.of_record(uid)]


@pytest.mark.parametrize("days", [-3650, 40, 3650])
def test_a_day_with_a_wrong_clock_is_over_when_the_clock_is_right_again(laptop, clock, province, carry, days):
    clock.off = dt.timedelta(days=days)
    uid = petition(laptop)
    clock.off = dt.timedelta()
    laptop.save(Draft("petition", {"content": "Mương đã thông"}, uid))
    other = petition(laptop)
    assert laptop.get(uid).text("content") == "Mương đã thông"
    for moment in moments(laptop, other):
        assert abs(moment - Clock().local_time()) < dt.timedelta(hours=1)
    carry(laptop, province)
    assert province.get(uid).text("content") == "Mương đã thông"
    assert not province.conflicts()
    assert laptop.check().ok
    assert province.check().ok


def test_no_log_goes_back_in_time(laptop, clock):
    for days in (0, 400, 0, -400, 20, 0):
        clock.off = dt.timedelta(days=days)
        petition(laptop)
    newest: dict[object, str] = {}
    for entry in laptop.log.entries_after({}):
        assert entry.timestamp >= newest.get(entry.id.log, "")
        newest[entry.id.log] = entry.timestamp


def test_a_wrong_clock_elsewhere_moves_ours_not(laptop, clock, province, carry):
    join(laptop, province)
    clock.off = dt.timedelta(days=3650)
    uid = petition(laptop)
    carry(laptop, province)
    province.save(Draft("petition", {"content": "Mương đã thông"}, uid))
    assert min(moments(province, uid)) < Clock().local_time() + dt.timedelta(hours=1)
    assert province.get(uid).text("content") == "Mương đã thông"
    assert not province.conflicts()


def test_a_clock_beyond_the_century_writes_nothing_that_no_bundle_can_carry(laptop, clock):
    before = laptop.digest()
    clock.off = dt.timedelta(days=365 * 100)
    with pytest.raises(StoreError, match="thời điểm ghi"):
        petition(laptop)
    assert laptop.digest() == before


@pytest.mark.parametrize("days", [-3650, 3650])
def test_an_edit_of_what_a_wrong_clock_made_is_undone_and_the_record_stays(laptop, clock, province, carry, days):
    join(laptop, province)
    clock.off = dt.timedelta(days=days)
    uid = petition(laptop)
    carry(laptop, province)
    clock.off = dt.timedelta()
    for store in (province, laptop):
        store.save(Draft("petition", {"content": "Sửa nhầm", "request": "Xin nạo vét"}, uid))
        store.undo_last(uid)
        assert store.get(uid).text("content") == "Mương bị tắc"
        assert store.get(uid).text("request") == ""


def test_the_last_save_is_not_one_that_a_clock_of_another_year_made(laptop, clock, province, carry):
    join(laptop, province)
    uid = petition(laptop)
    carry(laptop, province)
    clock.off = dt.timedelta(days=3650)
    laptop.save(Draft("petition", {"request": "Xin nạo vét"}, uid))
    carry(laptop, province)
    province.save(Draft("petition", {"content": "Sửa nhầm"}, uid))
    province.undo_last(uid)
    assert (province.get(uid).text("content"), province.get(uid).text("request")) == ("Mương bị tắc", "Xin nạo vét")


def test_what_a_wrong_clock_made_is_deleted_when_its_making_is_undone(laptop, clock):
    clock.off = dt.timedelta(days=3650)
    uid = petition(laptop)
    laptop.undo_last(uid)
    assert laptop.get(uid) is None


def test_reopening_takes_back_what_the_signing_replaced_though_that_is_dated_later(laptop, clock, province, carry):
    join(laptop, province)
    clock.off = dt.timedelta(days=3650)
    made = {
        "unit": laptop.unit.uid,
        "subject": "Bàn việc làm đường",
        "starts_at": "2015-08-12T19:30",
        "place": "Nhà văn hóa",
        "chair": "An",
        "secretary": "Bình",
        "households_total": 120,
        "households_present": 95,
        "state": "held",
    }
    uid = laptop.save(Draft("meeting", made)).uids[0]
    carry(laptop, province)
    clock.off = dt.timedelta()
    laptop.save(Draft("meeting", {"conclusion": "Nhất trí"}, uid))
    province.save(Draft("meeting", {"state": "signed"}, uid))
    carry(laptop, province)
    (conflict,) = province.conflicts()
    province.resolve(uid, "state", take=conflict.heads[1].change.id)
    assert province.get(uid).text("state") == "held"


@pytest.mark.parametrize("days", [-3650, 3650])
def test_a_unit_lies_where_it_was_put_last_whatever_the_clock_said_then(laptop, clock, province, days):
    hamlet = {"kind": "village", "parent": laptop.unit.uid}
    one, other, village = (
        laptop.save(Draft("unit", {**hamlet, "name": name, "code": code})).uids[0]
        for name, code in (("Cụm Một", "C1"), ("Cụm Hai", "C2"), ("Thôn Đông", "T1"))
    )
    clock.off = dt.timedelta(days=max(days, 0))
    laptop.save(Draft("unit", {"parent": one}, village))
    clock.off = dt.timedelta(days=min(days, 0))
    laptop.save(Draft("unit", {"parent": other}, village))
    assert laptop.get(village).text("parent") == other
    assert laptop.authority.parents()[village] == other
    assert laptop.check().ok


def test_what_is_sealed_anew_names_what_it_had_seen_though_that_is_dated_later(laptop, clock):
    clock.off = dt.timedelta(days=3650)
    uid = petition(laptop)
    clock.off = dt.timedelta()
    laptop.save(Draft("petition", {"content": "Mương đã thông"}, uid))
    laptop.delete(uid)
    entries = list(laptop.log.entries_after({}))
    sealed = Renaming(laptop.kinds).sealed(entries, {uid: "hgd-01"}, lambda entry: entry.uid == uid)
    hashes = {entry.id: entry.hash for tail in sealed.values() for entry in tail}
    named = [
        one for tail in sealed.values() for entry in tail for one in all_seen(entry) if EntryId(*one[:3]) in hashes
    ]
    assert {one.replica for one in named} == {entry.id.replica for entry in entries if entry.uid == uid}
    assert all(hashes[EntryId(*one[:3])].startswith(one.hash) for one in named)
