"""What stays inside the unit leaves it in no way: the stream ``commune`` goes only between laptops of its own unit."""

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import ExportWish, Sealing, export_bundle
from danvan_desktop.sync.import_ import import_bundle as take
from tests.sync.exchange import acknowledge, enrol, import_bundle, send, write


@pytest.fixture
def second(tmp_path):
    """A second laptop of the commune's office."""
    with Store.create(tmp_path / "second.db", unit_name="Xã Đông Sơn", unit_code="DS") as store:
        yield store


@pytest.fixture
def officer(commune, province, second):
    enrol(commune.store, second)
    enrol(commune.store, province.store)
    values = {"full_name": "Nguyễn A", "position": "Công chức", "unit": commune.store.unit.uid, "role": "approve"}
    return commune.store.save(Draft("officer", values)).uids[0]


def inner(store: Store) -> list[str]:
    return [head.stream for head in store.log.logs() if head.stream == "commune"]


WAYS = {
    "default": ExportWish(),
    "plain": ExportWish(plain=True),
    "passphrase": ExportWish(passphrase="đường làng ngõ xóm"),
    "since_ack": ExportWish(since_ack=True),
    "kind": ExportWish(kinds=("officer",)),
}


@pytest.mark.parametrize("way", WAYS)
def test_nothing_of_it_leaves_when_another_unit_can_read_the_file(commune, province, officer, way, tmp_path):
    made = export_bundle(commune.store, tmp_path / "a.danvan", WAYS[way])
    assert "commune" not in {log.stream for log in made.manifest.logs}
    take(province.store, made.path, passphrase=WAYS[way].passphrase)
    assert inner(province.store) == []
    assert province.store.get(officer).text("full_name") == "Nguyễn A"
    assert province.store.get(officer).get("role") is None


def test_nothing_of_it_goes_to_a_unit_above_by_name(commune, province, officer):
    send(commune.store, province.store)
    assert inner(province.store) == []


def test_it_goes_to_the_second_laptop_by_right_and_from_there_no_further(commune, province, second, officer):
    result = send(commune.store, second)
    assert second.get(officer).text("role") == "approve"
    assert "commune" in {log.stream for log in result.manifest.logs}
    enrol(second, province.store)
    send(second, province.store)
    import_bundle(province.store, write(second, plain=True))
    assert inner(province.store) == []


def test_it_goes_to_the_second_laptop_in_a_file_to_nobody_by_name_only_when_that_is_said(commune, second, officer):
    take(second, write(commune.store, plain=True))
    assert inner(second) == []
    take(second, write(commune.store, plain=True, own_unit=True))
    assert second.get(officer).text("role") == "approve"


def test_an_increment_to_the_second_laptop_brings_it_too(commune, second, officer):
    send(commune.store, second)
    acknowledge(second, commune.store)
    commune.store.save(Draft("officer", {"active": False}, officer))
    send(commune.store, second, since_ack=True)
    assert second.get(officer).get("active") is False


def test_what_came_of_another_units_inner_affairs_goes_no_further(commune, province, officer, tmp_path):
    """A province that got it from an earlier version does not hand it to its own second laptop."""
    leaked = export_bundle(commune.store, tmp_path / "a.danvan", ExportWish(plain=True, own_unit=True))
    take(province.store, leaked.path)
    assert inner(province.store) == ["commune"]
    with Store.create(tmp_path / "p2.db", unit_name="Tỉnh Bắc Ninh", unit_code="BN", level="province") as other:
        enrol(province.store, other)
        result = send(province.store, other)
        assert result.sealing is Sealing.RECIPIENTS
        assert inner(other) == []
