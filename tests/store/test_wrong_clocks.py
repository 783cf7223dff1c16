"""A clock that is wrong, here or elsewhere, moves no other and keeps nobody from writing."""

import datetime as dt

import pytest

from danvan_desktop.domain.clock import Clock, timestamp_moment
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store, StoreError
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
        assert abs(moment - dt.datetime.now()) < dt.timedelta(hours=1)
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
    assert min(moments(province, uid)) < dt.datetime.now() + dt.timedelta(hours=1)
    assert province.get(uid).text("content") == "Mương đã thông"
    assert not province.conflicts()


def test_a_clock_beyond_the_century_writes_nothing_that_no_bundle_can_carry(laptop, clock):
    before = laptop.digest()
    clock.off = dt.timedelta(days=365 * 100)
    with pytest.raises(StoreError, match="thời điểm ghi"):
        petition(laptop)
    assert laptop.digest() == before
