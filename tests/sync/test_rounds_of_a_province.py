"""A province writes for its communes, not for each of their villages: what these need comes from their commune."""

from __future__ import annotations

from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest

from danvan_desktop.domain.problems import InvalidRecord, Problem
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import _
from danvan_desktop.store import Store
from danvan_desktop.sync import (
    Choice,
    ExportWish,
    Relation,
    enrol_card,
    own_card,
    plan_round,
    receive_round,
    take_back_last,
    usual_addressees,
    waiting_files,
    write_round,
)
from danvan_desktop.sync.limits import MIB
from tests.sync.exchange import send

PETITION = {"received_on": "2026-11-01", "content": "Mương bị tắc"}
_sticks = count(1)


@pytest.fixture
def offices(made) -> tuple[Store, Store, Store]:
    """A province, its commune and the commune's village, each paired with the next."""
    province = made("tinh", "Tỉnh Bắc Ninh", "27", "province")
    commune = made("xa", "Xã Đông Sơn", "DS", "commune")
    village = made("thon", "Thôn Đông", "01", "village")
    for above, below in ((province, commune), (commune, village)):
        enrol_card(above, own_card(below), Choice(Relation.NEW))
        enrol_card(below, own_card(above), Choice(Relation.ABOVE))
    for source, target in ((province, commune), (commune, village), (village, commune), (commune, province)) * 2:
        send(source, target)
    return province, commune, village


def addressed(store: Store) -> list[str]:
    return sorted(one.peer.device for one in plan_round(store))


def test_each_office_writes_for_those_next_to_it(offices: tuple[Store, Store, Store]) -> None:
    province, commune, village = (store.device_key for store in offices)
    assert addressed(offices[0]) == [commune]
    assert addressed(offices[1]) == sorted([province, village])
    assert addressed(offices[2]) == [commune]
    assert [peer.device for peer in usual_addressees(offices[0])] == [commune]


def test_a_village_whose_card_the_province_took_gets_files_from_there(
    offices: tuple[Store, Store, Store], tmp_path: Path
) -> None:
    province, commune, village = offices
    enrol_card(province, own_card(village))
    assert addressed(province) == sorted([commune.device_key, village.device_key])


def test_what_the_province_says_reaches_the_village_by_its_commune(offices: tuple[Store, Store, Store]) -> None:
    province, commune, village = offices
    told = {"received_on": "2026-11-01", "unit": village.unit.uid, "content": "Mương bị tắc"}
    uid = village.save(Draft("petition", told)).uids[0]
    for source, target in ((village, commune), (commune, province)):
        send(source, target)
    province.save(Draft("petition", {"reply": "Đã giao huyện"}, uid))
    for source, target in ((province, commune), (commune, village)):
        send(source, target)
    assert village.get(uid).text("reply") == "Đã giao huyện"


def test_rounds_end_though_a_neighbour_commune_holds_back_content(made, tmp_path: Path) -> None:
    province, east = made("tinh", "Tỉnh Bắc Ninh", "27", "province"), made("dong", "Xã Đông", "01", "commune")
    west, village = made("tay", "Xã Tây", "02", "commune"), made("thon", "Thôn Tây", "03", "village")
    stores = (province, east, west, village)
    for above, below in ((province, east), (province, west), (west, village)):
        enrol_card(above, own_card(below), Choice(Relation.NEW))
        enrol_card(below, own_card(above), Choice(Relation.ABOVE))
    assert rounds_until_quiet(stores, tmp_path) < 9
    for number in range(3):
        for store in stores:
            told = {"received_on": "2026-11-01", "unit": store.unit.uid, "content": f"Việc {number}"}
            store.save(Draft("petition", told))
        east.save(Draft("unit", {"name": f"Thôn {number}", "kind": "village", "code": f"1{number}"}))
        assert rounds_until_quiet(stores, tmp_path) < 9
    for store, seen in zip(stores, (12, 3, 6, 3), strict=True):
        assert store.count("petition") == seen
        assert [one.size.carried for one in plan_round(store) if one.size is not None and one.size.carried] == []


@pytest.mark.parametrize("volume", [64 * MIB, MIB])
def test_attached_files_behind_what_a_neighbour_commune_holds_back_go_once(made, tmp_path: Path, volume: int) -> None:
    """What is new goes on a small stick, quarter after quarter; several files where it is much."""
    province, east = made("tinh", "Tỉnh Bắc Ninh", "27", "province"), made("dong", "Xã Đông", "01", "commune")
    west, village = made("tay", "Xã Tây", "02", "commune"), made("thon", "Thôn Tây", "03", "village")
    stores = (province, east, west, village)
    for above, below in ((province, east), (province, west), (west, village)):
        enrol_card(above, own_card(below), Choice(Relation.NEW))
        enrol_card(below, own_card(above), Choice(Relation.ABOVE))
    rounds_until_quiet(stores, tmp_path)
    theirs = east.save(Draft("petition", {**PETITION, "unit": east.unit.uid})).uids[0]
    rounds_until_quiet(stores, tmp_path)
    wish = ExportWish(volume_size=volume)
    for number in range(3):
        province.save(Draft("petition", {"reply": f"Đã giao Sở {number}"}, theirs))
        for_all = {"name": f"Đường {number}", "type": "road", "scope": "commune", "agreed_on": "2026-11-01"}
        work = province.save(Draft("community_work", {**for_all, "unit": province.unit.uid})).uids[0]
        for place in range(2):
            scan = tmp_path / f"cong-van-{number}-{place}.pdf"
            scan.write_bytes(sha256(scan.name.encode()).digest() * (MIB // 40))
            province.attach(work, scan)
        assert rounds_until_quiet(stores, tmp_path, wish) < 9
        came = village.find("attachment", owner=work)
        assert [village.blobs.has(one.text("sha256")) for one in came] == [True, True]
        assert [one.size.attachments for one in plan_round(village, wish) if one.is_new] == []


def test_what_was_taken_out_again_goes_once_more(offices: tuple[Store, Store, Store], tmp_path: Path) -> None:
    _province, commune, village = offices
    rounds_until_quiet(offices, tmp_path)
    uid = village.save(Draft("petition", {**PETITION, "unit": village.unit.uid})).uids[0]
    deliver(village, (commune,), tmp_path)
    assert commune.get(uid) is not None
    take_back_last(commune)
    assert commune.get(uid) is None
    rounds_until_quiet(offices, tmp_path)
    assert commune.get(uid) is not None


def rounds_until_quiet(stores: tuple[Store, ...], folder: Path, wish: ExportWish | None = None) -> int:
    """Let everybody write for everybody and take all in until nobody has anything to write; returns how often."""
    for turn in range(10):
        if not sum([deliver(store, stores, folder, wish) for store in stores]):
            return turn
    return 10


def deliver(source: Store, targets: tuple[Store, ...], folder: Path, wish: ExportWish | None = None) -> int:
    stick = folder / f"{source.path.stem}-{next(_sticks)}"
    stick.mkdir()
    files = [one for one in write_round(source, stick, wish) if one.result is not None]
    for target in targets:
        if target is not source:
            receive_round(target, waiting_files([stick]))
    return len(files)


def test_a_commune_whose_two_laptops_come_before_they_met_keeps_the_province_from_nothing(made, tmp_path: Path) -> None:
    """Its unit stands twice in the province's list until they meet; only they may join it."""
    province = made("tinh", "Tỉnh Bắc Ninh", "27", "province")
    first, second = (made(name, "Xã Đông Sơn", "DS", "commune") for name in ("xa1", "xa2"))
    for below in (first, second):
        enrol_card(province, own_card(below), Choice(Relation.NEW))
        enrol_card(below, own_card(province), Choice(Relation.ABOVE))
    for here, there in ((first, second), (second, first)):
        enrol_card(here, own_card(there), Choice(Relation.SAME))
    for _turn in range(2):
        for store in (first, second):
            deliver(store, (province,), tmp_path)
            deliver(province, (store,), tmp_path)
    assert {one.peer.device for one in plan_round(province)} == {first.device_key, second.device_key}
    assert rounds_until_quiet((province, first, second), tmp_path) < 9
    assert [unit.uid for unit in province.list("unit", filters={"kind": "commune"})] == [first.unit.uid]


def test_a_unit_listed_twice_that_may_not_be_joined_here_keeps_nobody_from_a_round(
    made, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise InvalidRecord([Problem("into", _("Hồ sơ của {unit}: ở đây chỉ được ghi phần trả lời, chỉ đạo."))])

    commune, village = made("xa", "Xã Đông Sơn", "DS", "commune"), made("thon", "Thôn Đông", "01", "village")
    listed = {"name": "Thôn Đông", "kind": "village", "code": "01"}
    first, other = (commune.save(Draft("unit", listed)).uids[0] for _number in range(2))
    monkeypatch.setattr(Store, "parts_of_join", refuse)
    enrol_card(commune, own_card(village), Choice(Relation.BELOW, first))
    assert [one.peer.device for one in plan_round(commune)] == [village.device_key]
    monkeypatch.undo()
    plan_round(commune)
    assert commune.shown_as(other) == first
