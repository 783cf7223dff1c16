"""A damaged file whose log is sound is made whole again; one whose log is not is left as it is."""

import pytest

from danvan_desktop.store import Store
from danvan_desktop.store.errors import StoreBusy, StoreDamaged
from danvan_desktop.store.salvage import harm_of
from tests.damaging import zero


@pytest.fixture
def filled(commune):
    """A closed store with a petition, an attachment and a draft, its digest and its replica."""
    commune.store.attach_data(commune.petition(), "anh.png", b"picture")
    store = commune.store
    found = store.path, store.digest(), store.replica
    store.close()
    return found


@pytest.mark.parametrize("table", ["record_petition", "record_unit", "shadow", "word_data", "entry_by_record"])
def test_damage_outside_the_log_is_mended_with_nothing_lost(filled, table):
    path, digest, replica = filled
    zero(path, table)
    assert harm_of(path)
    kept = Store.salvage(path)
    assert harm_of(kept)
    assert not harm_of(path)
    with Store.open(path) as store:
        assert store.digest() == digest
        assert store.replica == replica
        assert store.notices == ()
        assert store.unit.text("name") == "Xã Đông Sơn"
        (attachment,) = store.list("attachment")
        assert store.attached(attachment) == b"picture"
        assert store.check().ok


@pytest.mark.parametrize("table", ["entry", "log", "record", "setting", "blob"])
def test_damage_in_the_log_is_told_and_nothing_is_changed(filled, table):
    path, _digest, _replica = filled
    zero(path, table)
    before = path.read_bytes()
    with pytest.raises(StoreDamaged):
        Store.salvage(path)
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*.tmp*"))


def test_store_that_is_open_elsewhere_is_not_exchanged_under_it(commune):
    path = commune.store.path
    with pytest.raises(StoreBusy):
        Store.salvage(path)
    assert commune.petition()
