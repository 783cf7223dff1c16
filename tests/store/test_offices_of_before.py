"""An office of the version before rights goes on: nothing that was shown is held, on whichever of its laptops.

``office.json`` tells what that version showed on four laptops that had confirmed each other: a province, a commune with
a second laptop that was set up apart, a village that was set up apart and said that it lies below the commune. Each
wrote, some edited and deleted what others wrote, one record moved to another village, one difference is not settled.
A third laptop of the commune was revoked.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import enrol_known, rights_in_force
from tests.sync.exchange import send

FOLDER = Path(__file__).parents[1] / "data" / "stores"
TOLD = json.loads((FOLDER / "office.json").read_text("utf-8"))
NAMES = ("province", "commune", "second", "village")
OF_RIGHTS = {"grant", "withdrawal", "same_as"}
PAIRS = [("province", "commune"), ("commune", "second"), ("commune", "village")]


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[dict[str, Store]]:
    for name in NAMES:
        (tmp_path / f"{name}.db").write_bytes(gzip.decompress((FOLDER / f"office-{name}.db.gz").read_bytes()))
    found = {name: Store.open(tmp_path / f"{name}.db", state=tmp_path / "state") for name in NAMES}
    for store in found.values():
        enrol_known(store)
    yield found
    for store in found.values():
        store.close()


def shown(store: Store) -> dict[str, dict[str, dict[str, object]]]:
    """Return the records of each kind by uid, deleted ones, too."""
    return {
        kind.name: found
        for kind in store.kinds
        if kind.name not in OF_RIGHTS and (found := {row["uid"]: row for row in _rows(store, kind.name)})
    }


def _rows(store: Store, kind: str) -> list[dict[str, object]]:
    rows = store._connection.execute(f"SELECT * FROM record_{kind} ORDER BY uid")
    names = [column[0] for column in rows.description]
    return [
        {name: value for name, value in zip(names, row, strict=True) if value is not None and name != "no"}
        for row in rows.fetchall()
    ]


def told(name: str) -> dict[str, dict[str, dict[str, object]]]:
    return {kind: {row["uid"]: row for row in rows} for kind, rows in TOLD[name]["records"].items()}


def lost(name: str, store: Store) -> list[tuple[str, str]]:
    """Return what was shown and is not any more, or otherwise; what settles its unit's place changes a record later.

    What refers to a unit that was joined to another leads to that one.
    """
    now = shown(store)
    joined = dict(store._connection.execute("SELECT uid, shown FROM shown_as"))
    return [
        (kind, uid)
        for kind, rows in told(name).items()
        for uid, row in rows.items()
        for found in [now.get(kind, {}).get(uid, {})]
        if any(
            found.get(column) not in {value, joined.get(value)}
            for column, value in row.items()
            if column not in {"changed", "parent"}
        )
    ]


def conflicts(store: Store) -> list[list[object]]:
    return [[one.uid, one.field, sorted(str(head.value) for head in one.heads)] for one in store.conflicts()]


@pytest.mark.parametrize("name", NAMES)
def test_each_laptop_shows_by_itself_what_it_showed(stores, name):
    store = stores[name]
    assert lost(name, store) == []
    assert conflicts(store) == TOLD[name]["conflicts"]
    assert store.held.undecided(store.device_key) == []
    assert store.check().problems == ()


def test_nothing_is_lost_when_they_exchange_again_and_the_two_laptops_of_the_office_are_equal(stores):
    for _turn in range(3):
        for one, other in PAIRS:
            for source, target in permutations((stores[one], stores[other])):
                result = send(source, target)
                assert (result.merge.quarantined, result.merge.parked) == (0, 0)
    for name, store in stores.items():
        assert lost(name, store) == [], name
        assert conflicts(store) == TOLD[name]["conflicts"], name
        assert store.check().problems == (), name
    assert stores["commune"].digest() == stores["second"].digest()


def test_all_of_them_go_on_writing_what_they_wrote(stores):
    for _turn in range(2):
        for one, other in PAIRS:
            send(stores[one], stores[other])
            send(stores[other], stores[one])
    numbers = {"commune": "A01/2026", "second": "L01/2026", "village": "V01/2026"}
    readers = {"commune": ("province", "second"), "second": ("commune",), "village": ("commune",)}
    for name, number in numbers.items():
        store = stores[name]
        uid = next(one.uid for one in store.list("petition") if one.text("number") == number)
        store.save(Draft("petition", {"content": f"Sửa tiếp ở {name}"}, uid))
        assert store.get(uid).text("content") == f"Sửa tiếp ở {name}"
        for other in readers[name]:
            send(store, stores[other])
            assert stores[other].get(uid).text("content") == f"Sửa tiếp ở {name}", other


def test_the_laptop_that_was_put_out_has_no_right_any_more(stores):
    rights = rights_in_force(stores["commune"])
    known = {TOLD[name]["device"] for name in NAMES}
    own = stores["commune"].unit.uid
    assert {right.device for right in rights if right.unit == own} == {
        TOLD[name]["device"] for name in ("commune", "second")
    }
    assert {right.device for right in rights} <= known
