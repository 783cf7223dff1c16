"""A province writes for its communes, not for each of their villages: what these need comes from their commune."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import Choice, Relation, enrol_card, own_card, plan_round, usual_addressees
from tests.sync.exchange import send


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
