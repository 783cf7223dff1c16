"""A change of rights costs what it concerns, however much is recorded beside it or waits for what is missing."""

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import LogHead, Store
from tests.copies import replace
from tests.counting import steps_of
from tests.hand import Hand
from tests.rights import grant, withdraw
from tests.store.test_cost_of_a_save import petitions

VILLAGE = {"name": "Thôn Tây", "kind": "village", "code": "DS-02"}


def found(store: Store, code: str = "DS-02") -> str:
    return store.save(Draft("unit", {**VILLAGE, "code": code, "parent": store.unit.uid})).uids[0]


def wrote(hand: Hand, store: Store) -> None:
    hand.write("petition", {"number": "1", "received_on": "2026-08-13", "content": "Mương", "unit": hand.unit})
    hand.send(store)


def send(hand: Hand, store: Store, first: int, last: int) -> None:
    """Bring some of the entries."""
    entries = hand.entries[first:last]
    head = LogHead(*entries[-1].id, entries[-1].hash, hand.device, None)
    store.merge(entries, [replace(head, signature=hand.key.sign(head.signed_text))])


def test_changes_of_rights_take_no_more_among_thousands_of_records(tmp_path):
    taken = []
    for count in (50, 3_000):
        with Store.create(tmp_path / f"{count}.db", unit_name="Xã Đông Sơn", unit_code="DS") as store:
            petitions(store, 1, count)
            hand, second = Hand(found(store)), Hand(store.unit.uid)
            steps = [
                steps_of(store, lambda: found(store, "DS-03")),
                steps_of(store, lambda: grant(store, hand.device, hand.unit)),  # noqa: B023
                steps_of(store, lambda: wrote(hand, store)),  # noqa: B023
                steps_of(store, lambda: grant(store, second.device)),  # noqa: B023
                steps_of(store, lambda: wrote(second, store)),  # noqa: B023
                steps_of(store, lambda: withdraw(store, second.device)),  # noqa: B023
            ]
            assert len(store.list("petition")) == count + 2
            assert store.check().ok
            taken.append(steps)
    for few, many in zip(*taken, strict=True):
        assert 5 < many < 1.5 * few


def test_records_of_a_unit_are_found_without_reading_all(tmp_path):
    with Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS") as store:
        plan = store._connection.execute(
            "EXPLAIN QUERY PLAN SELECT no FROM record WHERE place IN (SELECT value FROM json_each('[1]'))"
        ).fetchall()
    assert any("SEARCH record USING COVERING INDEX record_placed" in row[3] for row in plan)


@pytest.mark.parametrize("waiting", [20, 600])
def test_what_waits_is_taken_in_once_what_is_missing_comes(tmp_path, waiting):
    with Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS") as store:
        hand = Hand(found(store))
        grant(store, hand.device, hand.unit)
        for number in range(waiting + 1):
            hand.write("petition", {"number": f"{number}", "received_on": "2026-08-13", "unit": hand.unit})
        send(hand, store, 1, waiting + 1)
        assert store.list("petition") == []
        send(hand, store, 0, 1)
        assert len(store.list("petition")) == waiting + 1
        assert store._connection.execute("SELECT count(*) FROM parked").fetchone() == (0,)


def test_a_merge_reads_nothing_of_what_waits_in_other_logs(tmp_path):
    taken = []
    for waiting in (5, 600):
        with Store.create(tmp_path / f"{waiting}.db", unit_name="Xã Đông Sơn", unit_code="DS") as store:
            hand = Hand(found(store))
            other = Hand(hand.unit)
            for one in (hand, other):
                grant(store, one.device, one.unit)
            for number in range(waiting + 1):
                hand.write("petition", {"number": f"{number}", "received_on": "2026-08-13", "unit": hand.unit})
            send(hand, store, 1, waiting + 1)
            wrote(other, store)
            taken.append(steps_of(store, lambda: wrote(other, store)))  # noqa: B023
    assert 5 < taken[1] < 1.3 * taken[0]
