"""A unit that the level above lists by hand before its laptop is paired: what it may get of it afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import enrol_card, own_card
from tests.sync.exchange import enrol, send

WAYS = ("with its place at once", "with its place afterwards")
LEVELS = {
    "commune": ({"name": "Xã Đông Sơn", "kind": "commune", "code": "DS"}, ("Tỉnh Bắc Ninh", "BN", "province")),
    "village": ({"name": "Thôn Đông", "kind": "village", "code": "01"}, ("Xã Đông Sơn", "DS", "commune")),
}


def listed(office: Store, values: dict[str, str], way: str) -> str:
    parent = {"parent": office.unit.uid}
    if way == WAYS[0]:
        return office.save(Draft("unit", values | parent)).uids[0]
    (uid,) = office.save(Draft("unit", values)).uids
    office.save(Draft("unit", parent, uid))
    return uid


@pytest.fixture(params=LEVELS)
def level(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def offices(level: str, tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """An office above, and one below with somebody whose name never leaves it and a petition that does."""
    values, (name, code, above) = LEVELS[level]
    with (
        Store.create(tmp_path / "above.db", unit_name=name, unit_code=code, level=above) as office,
        Store.create(
            tmp_path / "below.db", unit_name=values["name"], unit_code=values["code"], level=values["kind"]
        ) as below,
    ):
        below.save(Draft("network_member", {"full_name": "Giàng Thị Mẩy", "role": "prestige"}))
        petition = {"number": "01", "received_on": "2026-08-01", "unit": below.unit.uid, "content": "Mương bị tắc"}
        below.save(Draft("petition", petition))
        yield office, below


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("is_paired_first", [False, True], ids=["listed first", "paired first"])
def test_its_laptop_is_that_unit_and_nothing_that_stays_inside_goes_up(
    offices: tuple[Store, Store], level: str, way: str, is_paired_first: bool
) -> None:
    office, below = offices
    if is_paired_first:
        enrol(office, below)
    uid = listed(office, LEVELS[level][0], way)
    assert office.tree.above(uid) == office.unit.uid
    if not is_paired_first:
        enrol(office, below)
    for _round in range(3):
        send(below, office)
        send(office, below)
    assert [one.text("number") for one in office.list("petition")] == ["01"]
    assert office.list("network_member") == []
    assert len([one for one in office.list("unit") if one.text("kind") == level]) == 1
    assert [store.held.count_cells() for store in offices] == [0, 0]
    assert all(store.check().ok for store in offices)


@pytest.mark.parametrize("way", WAYS)
def test_nor_does_it_to_another_laptop_of_the_office_above_that_listed_it_and_has_not_heard(
    tmp_path: Path, way: str
) -> None:
    """The first laptop of a province lists a commune, the second pairs it; then the commune writes for the first."""
    with (
        Store.create(tmp_path / "1.db", unit_name="Tỉnh Bắc Ninh", unit_code="BN", level="province") as first,
        Store.create(tmp_path / "2.db", unit_name="Tỉnh Bắc Ninh", unit_code="BN", level="province") as second,
        Store.create(tmp_path / "xa.db", unit_name="Xã Đông Sơn", unit_code="DS") as commune,
    ):
        enrol(first, second)
        for source, target in ((first, second), (second, first), (first, second)):
            send(source, target)
        listed(first, LEVELS["commune"][0], way)
        send(first, second)
        commune.save(Draft("network_member", {"full_name": "Giàng Thị Mẩy", "role": "prestige"}))
        enrol(second, commune)
        enrol_card(commune, own_card(first))
        send(second, commune)
        assert not commune.holdings.is_same(first.device_key)
        for target in (second, first):
            send(commune, target)
        for source, target in ((first, second), (second, first), (second, commune), (commune, first)):
            send(source, target)
        assert [store.list("network_member") for store in (first, second)] == [[], []]
        assert [store.held.count_cells() for store in (first, second, commune)] == [0, 0, 0]
        assert all(store.check().ok for store in (first, second, commune))


@pytest.mark.parametrize("way", WAYS)
def test_until_then_the_office_that_listed_it_keeps_its_book(
    offices: tuple[Store, Store], level: str, way: str
) -> None:
    office, below = offices
    uid = listed(office, LEVELS[level][0], way)
    made = {"number": "09", "received_on": "2026-08-02", "unit": uid, "content": "Ghi hộ"}
    (petition,) = office.save(Draft("petition", made)).uids
    enrol(office, below)
    for _round in range(3):
        send(office, below)
        send(below, office)
    assert below.get(petition).text("content") == "Ghi hộ", "what was written for it goes on to count"
    below.save(Draft("petition", {"content": "Nơi ấy sửa"}, petition))
    send(below, office)
    assert office.get(petition).text("content") == "Nơi ấy sửa"
