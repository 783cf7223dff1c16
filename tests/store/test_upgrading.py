"""Stores made by earlier versions of the program."""

import gzip
from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.store.errors import StoreDamaged
from danvan_desktop.store.rescue import rescue
from danvan_desktop.sync import export_bundle, import_bundle, own_card
from tests.damaging import zero, zero_page

STORE_OF_SCHEMA_3 = Path(__file__).parents[1] / "data" / "stores" / "schema-3.db.gz"
DIGEST_THEN = "86d857dc2f610bd4942f6c798ae5647bf88f8056cce46fb572abafe2fa6bee11"


@pytest.fixture
def old_store(tmp_path):
    """A store made before devices were enrolled: two petitions, one of them edited, one deleted."""
    path = tmp_path / "cu.db"
    path.write_bytes(gzip.decompress(STORE_OF_SCHEMA_3.read_bytes()))
    return path


def test_content_of_an_older_store_is_what_it_was(old_store):
    with Store.open(old_store) as store:
        assert store.digest() == DIGEST_THEN
        assert [record.text("content") for record in store.list("petition")] == ["Mương bị tắc hai năm"]
        assert store.search("muong bi tac")
        assert not store.conflicts()
        assert store.check().ok


def test_older_store_can_enrol_and_exchange(old_store, province):
    with Store.open(old_store) as store:
        assert own_card(store).unit.name == "Xã Đông Sơn"
        uid = store.list("petition")[0].uid
        store.save(Draft("petition", {"request": "Nạo vét"}, uid))
        export_bundle(store, old_store.with_suffix(".danvan"))
        import_bundle(province, old_store.with_suffix(".danvan"), accept_sender=True)
        assert province.get(uid).text("request") == "Nạo vét"
        assert province.count("petition") == 1


def test_older_store_is_upgraded_once(old_store):
    with Store.open(old_store) as store:
        device, recipient = store.device_key, store.identity.keys.recipient
    with Store.open(old_store) as again:
        assert (again.device_key, again.identity.keys.recipient) == (device, recipient)


def test_damaged_tables_of_an_older_store_are_derived_anew_by_this_version(old_store):
    zero(old_store, "record_petition")
    with pytest.raises(StoreDamaged):
        Store.open(old_store)
    Store.salvage(old_store)
    with Store.open(old_store) as store:
        assert store.digest() == DIGEST_THEN
        assert store.check().ok


@pytest.mark.parametrize("place", ["change", "setting", None])
def test_what_can_be_read_of_a_damaged_older_store_is_rescued(old_store, tmp_path, place):
    if place is None:
        zero_page(old_store, 1)
    else:
        zero(old_store, place)
    with Store.open(rescue(old_store, tmp_path / "out.db").out) as store:
        assert store.check().ok
        assert store.unit.text("name") == "Xã Đông Sơn"
