"""A record that was saved thousands of times costs no more for each entry than one that was saved a few times."""

import pytest

from danvan_desktop.domain.clock import clock_text
from danvan_desktop.domain.entry import Entry, EntryId, Seen, encode_value, seal
from danvan_desktop.domain.replica import new_replica
from danvan_desktop.store import Store
from danvan_desktop.store.judging import Found
from danvan_desktop.store.log import LogHead
from tests.counting import steps_of
from tests.rights import grant

DEVICES = ("ba" * 32, "ca" * 32)
REPLICAS = tuple(map(new_replica, DEVICES))


def logs_of(uid: str, unit: str, saves: int) -> tuple[list[Entry], list[LogHead]]:
    """Two laptops in turns, each of which has seen what the other wrote; now and then one has not."""
    ends: dict[str, Entry] = {}
    entries: list[Entry] = []
    for number in range(saves):
        replica, other = REPLICAS[number % 2], REPLICAS[1 - number % 2]
        last, theirs = ends.get(replica), ends.get(other)
        ends[replica] = seal(
            EntryId(replica, "upward", 1 if last is None else last.id.seq + 1),
            timestamp=clock_text(1_790_000_000_000 + number << 16),
            kind="petition",
            uid=uid,
            place=unit,
            officer="",
            seen=() if theirs is None or number % 50 == 49 else (Seen(*theirs.id, theirs.hash[:16]),),
            values={"content": encode_value(f"Lần {number}"), "request": encode_value(f"Xin {number}")},
            salt=f"{number:032x}",
            previous="" if last is None else last.hash,
        )
        entries.append(ends[replica])
    owners = [(device, None) for device in DEVICES]
    ordered = sorted(entries, key=lambda one: one.id)
    return ordered, [
        LogHead(*ends[replica].id, ends[replica].hash, *of) for replica, of in zip(REPLICAS, owners, strict=True)
    ]


@pytest.fixture
def filled(tmp_path):
    made = []

    def fill(saves: int) -> Store:
        store = Store.create(tmp_path / f"{saves}.db", unit_name="Xã Đông Sơn", unit_code="DS")
        made.append(store)
        for device in DEVICES:
            grant(store, device)
        entries, heads = logs_of("01990000-0000-7000-8000-000000000001", store.unit.uid, saves)
        store.merge(entries, heads)
        return store

    yield fill
    for store in made:
        store.close()


def test_deriving_a_record_of_2000_entries_is_linear_work(filled):
    short, long = filled(500), filled(2_000)
    few = steps_of(short, short.derive_anew)
    many = steps_of(long, long.derive_anew)
    assert few > 100
    assert many < 5 * few
    assert long.get("01990000-0000-7000-8000-000000000001").text("content") == "Lần 1999"


def test_a_check_of_a_record_of_2000_entries_is_linear_work(filled):
    short, long = filled(500), filled(2_000)
    few = steps_of(short, lambda: None if short.check().ok else pytest.fail("not whole"))
    many = steps_of(long, lambda: None if long.check().ok else pytest.fail("not whole"))
    assert few > 100
    assert many < 5 * few


def test_one_more_entry_is_linear_work_at_most(filled):
    uid = "01990000-0000-7000-8000-000000000001"
    short, long = filled(500), filled(2_000)
    few = steps_of(short, lambda: short.write_found([Found("petition", uid, "content", "Nay")]))
    many = steps_of(long, lambda: long.write_found([Found("petition", uid, "content", "Nay")]))
    assert few > 10
    assert many < 5 * few
