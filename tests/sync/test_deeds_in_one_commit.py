"""Each deed of the exchange is kept in one commit, so that no kill can leave a part of it."""

from collections.abc import Callable

import pytest

from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Message
from danvan_desktop.store import Store, StoreError
from danvan_desktop.sync import (
    SyncError,
    enrol_card,
    enrol_peer,
    export_bundle,
    hand_over,
    own_card,
    peer_of_card,
    revoke_peer,
    rotate_keys,
    write_ack,
)
from danvan_desktop.sync.settling import settle
from tests.sync.exchange import enrol, import_bundle, send, write

REFUSED = Message("Không được.")


@pytest.fixture
def commune(made):
    return made("xa", "Xã Đông Sơn", "14680", "commune")


@pytest.fixture
def village(made):
    return made("thon", "Thôn 1", "01", "village")


@pytest.fixture
def province(made):
    return made("tinh", "Tỉnh Bắc Ninh", "27", "province")


def commits_that_wrote(store: Store, work: Callable[[], object]) -> int:
    """Count the transactions of some work in which the store was changed."""
    counted, written = 0, store._connection.total_changes

    def told(statement: str) -> None:
        nonlocal counted, written
        if statement.startswith("BEGIN"):
            written = store._connection.total_changes
        elif statement == "COMMIT":
            counted += store._connection.total_changes > written

    store._connection.set_trace_callback(told)
    work()
    store._connection.set_trace_callback(None)
    return counted


def petition(store: Store, unit: str = "") -> str:
    values = {"number": "01", "received_on": "2026-11-01", "unit": unit or store.unit.uid, "content": "Mương bị tắc"}
    return store.save(Draft("petition", values)).uids[0]


def test_pairing_with_a_village_and_with_the_province_is_one(commune, village, province):
    for other in (village, province):
        assert commits_that_wrote(commune, lambda other=other: enrol_card(commune, own_card(other))) == 1
    assert commits_that_wrote(village, lambda: enrol_card(village, own_card(commune))) == 1


def test_confirming_a_known_device_is_one(commune, village):
    commune.peers.keep(peer_of_card(commune, own_card(village)))
    assert commits_that_wrote(commune, lambda: enrol_peer(commune, village.device_key)) == 1


def test_revoking_changing_keys_and_handing_over_are_one_each(made, commune, village):
    enrol(commune, village)
    send(commune, village)
    send(village, commune)
    assert commits_that_wrote(commune, lambda: revoke_peer(commune, village.device_key)) == 1
    assert commits_that_wrote(commune, lambda: rotate_keys(commune)) == 1
    heir = made("hai", "Xã Đông Sơn", "14680", "commune")
    assert commits_that_wrote(commune, lambda: hand_over(commune, own_card(heir))) == 1


def test_an_import_that_moves_the_unit_to_its_place_is_one(commune, village):
    enrol(commune, village)
    petition(commune)
    file = write(commune, village)
    assert commits_that_wrote(village, lambda: import_bundle(village, file)) == 1
    assert village.unit.get("parent") == commune.unit.uid


def test_parting_units_ends_the_rights_that_went_with_their_join_by_the_same(commune):
    first, second = (
        commune.save(
            Draft("unit", {"name": f"Thôn {n}", "kind": "village", "code": str(n), "parent": commune.unit.uid})
        ).uids[0]
        for n in (1, 2)
    )
    commune.join(first, second)
    assert commits_that_wrote(commune, lambda: commune.part(first)) == 1


def test_settling_undoes_only_itself_where_its_last_step_fails(monkeypatch, commune, village):
    enrol(commune, village)
    file = write(commune, village)

    def refuse(_store: Store) -> None:
        raise SyncError(REFUSED)

    monkeypatch.setattr("danvan_desktop.sync.settling.end_what_came_later", refuse)
    with pytest.raises(SyncError):
        import_bundle(village, file)
    monkeypatch.undo()
    assert village.get(commune.unit.uid) is not None
    assert not village.unit.get("parent")
    assert village.check().ok
    settle(village)
    assert village.unit.get("parent") == commune.unit.uid


def test_what_was_undone_counts_no_more_in_rights_and_in_the_home(commune, village):
    before = commune.digest()

    def enrol_and_fail() -> None:
        with commune.all_or_nothing():
            enrol_card(commune, own_card(village))
            assert commune.holdings.is_related(village.device_key)
            commune.save(Draft("petition", {"number": "01"}))

    with pytest.raises(InvalidRecord):
        enrol_and_fail()
    assert not commune.holdings.is_related(village.device_key)
    assert commune.peers.find(village.device_key) is None
    assert commune.digest() == before
    petition(commune)
    commune.close()
    with Store.open(commune.path) as again:
        assert not again.notices
        assert again.check().ok


def test_numbers_of_files_are_used_up_before_the_files_are_there(monkeypatch, tmp_path, commune, village):
    enrol(commune, village)
    first = export_bundle(commune, tmp_path / "a.danvan").manifest.number

    def fail(*_arguments: object) -> None:
        raise StoreError(REFUSED)

    monkeypatch.setattr(commune, "remember_bundle", fail)
    with pytest.raises(StoreError):
        export_bundle(commune, tmp_path / "b.danvan")
    monkeypatch.undo()
    assert export_bundle(commune, tmp_path / "c.danvan").manifest.number == first + 2
    assert write_ack(commune, tmp_path / "d.ack").number == first + 3


def test_two_that_write_files_at_once_give_each_a_number_of_its_own(tmp_path, commune, village):
    enrol(commune, village)
    numbers = []
    with Store.open(commune.path) as other:

        def write_another(_done: int, _total: int) -> None:
            if not numbers:
                numbers.append(export_bundle(other, tmp_path / "other.danvan").manifest.number)
                numbers.append(write_ack(other, tmp_path / "other.ack").number)

        numbers.append(export_bundle(commune, tmp_path / "own.danvan", progress=write_another).manifest.number)
    assert len(set(numbers)) == 3
