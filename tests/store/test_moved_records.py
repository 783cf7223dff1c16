"""A record that comes to another unit: who may write on it goes by what each author knew of that, never by clocks."""

from itertools import permutations

import pytest

from danvan_desktop.domain.entry import Seen, encode_value
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from tests.clocks import ShiftedClock
from tests.hand import Hand
from tests.rights import grant, unguarded
from tests.store.conftest import carry


@pytest.fixture
def clock():
    return ShiftedClock()


@pytest.fixture
def office(tmp_path, clock):
    """A commune with two villages, each with a laptop that may write there; another that only receives."""
    with (
        Store.create(tmp_path / "xa.db", unit_name="Xã Đông Sơn", unit_code="DS", clock=clock) as commune,
        Store.create(tmp_path / "a.db", unit_name="Máy thôn A", unit_code="A", level="village") as first,
        Store.create(tmp_path / "b.db", unit_name="Máy thôn B", unit_code="B", level="village") as second,
        Store.create(tmp_path / "c.db", unit_name="Nơi nhận", unit_code="C", level="province") as receiver,
    ):
        villages = []
        for store, name in ((first, "Thôn A"), (second, "Thôn B")):
            values = {"name": name, "kind": "village", "code": name[-1], "parent": commune.unit.uid}
            villages.append(commune.save(Draft("unit", values)).uids[0])
            grant(commune, store.device_key, villages[-1])
        made = {"number": "1/2015", "received_on": "2015-08-13", "unit": villages[0], "content": "Mương tắc"}
        uid = commune.save(Draft("petition", made)).uids[0]
        for store in (first, second):
            carry(commune, store)
        yield commune, first, second, receiver, villages, uid


def place(store, uid):
    row = store._connection.execute(
        "SELECT u.uid FROM record r JOIN unit u ON u.no = r.place WHERE r.uid = ?", [uid]
    ).fetchone()
    return row[0]


@pytest.mark.parametrize("years", [-10, 0, 10])
def test_who_holds_the_new_unit_goes_on_whatever_the_clock_said_at_the_move(office, clock, years):
    commune, first, second, _receiver, villages, uid = office
    clock.years = years
    commune.save(Draft("petition", {"unit": villages[1]}, uid))
    carry(commune, second)
    assert place(second, uid) == villages[1]
    second.save(Draft("petition", {"content": "Mương đã thông", "request": "Xin nạo vét"}, uid))
    carry(second, commune)
    for store in (commune, second):
        assert store.get(uid).text("content") == "Mương đã thông"
        assert store.held.count_cells() == 0
        assert not store.conflicts()
        assert store.check().ok
    carry(commune, first)
    with pytest.raises(InvalidRecord):
        first.save(Draft("petition", {"request": "Xin làm kè"}, uid))


@pytest.mark.parametrize("years", [-10, 10])
def test_a_move_back_counts_whatever_the_clock_said_then(office, clock, years):
    commune, _first, second, _receiver, villages, uid = office
    clock.years = max(years, 0)
    commune.save(Draft("petition", {"unit": villages[1]}, uid))
    clock.years = min(years, 0)
    commune.save(Draft("petition", {"unit": villages[0]}, uid))
    carry(commune, second)
    assert place(commune, uid) == place(second, uid) == villages[0]
    assert second.get(uid).text("unit") == villages[0]
    assert second.check().ok


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_who_has_not_heard_of_the_move_loses_nothing_and_overwrites_nothing(office, clock, order):
    commune, first, second, receiver, villages, uid = office
    first.save(Draft("petition", {"content": "Ghi khi chưa biết", "request": "Xin làm kè"}, uid))
    clock.years = -10
    commune.save(Draft("petition", {"unit": villages[1]}, uid))
    carry(commune, second)
    second.save(Draft("petition", {"content": "Mương đã thông"}, uid))
    for at in order:
        carry((commune, first, second)[at], receiver)
    assert receiver.get(uid).text("request") == "Xin làm kè"
    (conflict,) = receiver.conflicts()
    assert {head.value for head in conflict.heads} == {"Ghi khi chưa biết", "Mương đã thông"}
    assert receiver.check().ok


def test_a_program_of_its_own_that_knows_of_the_move_is_held(office, clock):
    commune, first, second, receiver, villages, uid = office
    commune.save(Draft("petition", {"unit": villages[1]}, uid))
    carry(commune, second)
    second.save(Draft("petition", {"content": "Mương đã thông"}, uid))
    carry(second, first)
    with unguarded():
        first.save(Draft("petition", {"content": "Ghi đè"}, uid))
    for store in (first, second, commune):
        carry(store, receiver)
    assert receiver.get(uid).text("content") == "Mương đã thông"
    assert receiver.held.count_cells() == 1
    assert receiver.check().ok


MEETING = {
    "subject": "Bàn việc làm đường",
    "starts_at": "2015-08-12T19:30",
    "place": "Nhà văn hóa thôn",
    "chair": "Nguyễn Văn An",
    "secretary": "Trần Thị Bình",
    "households_total": 120,
    "households_present": 95,
}
OPINION = {"content": "Đồng ý"}


@pytest.fixture
def meeting(office):
    """A meeting of the first village, known in both."""
    commune, first, second, _receiver, villages, _uid = office
    uid = commune.save(Draft("meeting", MEETING | {"unit": villages[0]})).uids[0]
    for store in (first, second):
        carry(commune, store)
    return uid


def opinion(store, meeting):
    return store.save(Draft("opinion", OPINION | {"gathering": meeting})).uids[0]


@pytest.mark.parametrize(("years", "order"), [(-10, (0, 1, 2)), (-10, (1, 2, 0)), (10, (2, 1, 0)), (0, (1, 0, 2))])
def test_parts_that_were_made_before_the_move_was_heard_of_stay(office, clock, meeting, years, order):
    commune, first, second, receiver, villages, _uid = office
    clock.years = years
    commune.save(Draft("meeting", {"unit": villages[1]}, meeting))
    carry(commune, second)
    made = {opinion(first, meeting), opinion(second, meeting)}
    for at in order:
        carry((commune, first, second)[at], receiver)
    assert {record.uid for record in receiver.list("opinion")} == made
    assert receiver.held.count_cells() == 0
    assert receiver.check().ok
    carry(commune, first)
    with pytest.raises(InvalidRecord):
        opinion(first, meeting)


@pytest.mark.parametrize("knows", [False, True])
@pytest.mark.parametrize("comes_first", ["the part", "the move"])
def test_parts_put_into_what_was_known_to_be_moved_are_held_whatever_the_date(office, meeting, knows, comes_first):
    commune, _first, _second, receiver, villages, _uid = office
    hand = Hand(villages[0])
    hand.since = 1_400_000_000_000
    grant(commune, hand.device, villages[0])
    commune.save(Draft("meeting", {"unit": villages[1]}, meeting))
    (move,) = (one for one in commune.log.of_record(meeting) if one.values.get("unit") == encode_value(villages[1]))
    part = hand.write("opinion", OPINION | {"gathering": meeting}, seen=[Seen.of(move.id, move.hash)] if knows else ())
    if comes_first == "the part":
        hand.send(receiver)
        carry(commune, receiver)
    else:
        carry(commune, receiver)
        hand.send(receiver)
    assert {record.uid for record in receiver.list("opinion")} == (set() if knows else {part})
    assert receiver.check().ok
    digest = receiver.digest()
    receiver._checker.rebuild()
    assert receiver.digest() == digest


def test_parts_name_the_move_of_their_whole(office, meeting):
    commune, _first, second, _receiver, villages, _uid = office
    commune.save(Draft("meeting", {"unit": villages[1]}, meeting))
    carry(commune, second)
    part = opinion(second, meeting)
    moves = {one.id.log for one in commune.log.of_record(meeting)}
    assert all({seen.log for seen in one.seen} & moves for one in second.log.of_record(part))


def test_what_an_entry_names_of_another_record_tells_nothing(office, clock):
    """It may come when nobody looks at this record any more, and stores with the same log would differ."""
    commune, _first, _second, receiver, villages, uid = office
    hand = Hand(villages[0])
    grant(commune, hand.device, villages[0])
    commune.save(Draft("petition", {"unit": villages[1]}, uid))
    carry(commune, receiver)
    values = {"number": "2/2015", "received_on": "2015-08-13", "unit": villages[0], "content": "Đường hỏng"}
    other = commune.save(Draft("petition", values)).uids[0]
    (later,) = commune.log.of_record(other)[:1]
    hand.write("petition", {"request": "Xin làm kè"}, uid, seen=[Seen.of(later.id, later.hash)])
    hand.send(receiver)
    before = receiver.get(uid).text("request")
    carry(commune, receiver)
    assert receiver.get(uid).text("request") == before == "Xin làm kè"
    assert receiver.check().ok
