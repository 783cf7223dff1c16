"""The way back from a small import, which makes no copy of the store: what it brought is cut off again."""

import pytest

from danvan_desktop.sync import SyncError
from danvan_desktop.sync.taking_back import look_back, take_back_last
from tests.sync.exchange import acknowledge, enrol, send


@pytest.fixture
def offices(commune, province):
    enrol(commune.store, province.store)
    for _twice in range(2):
        send(commune.store, province.store)
        send(province.store, commune.store)
    return commune, province


def test_a_small_import_makes_no_copy_and_is_taken_back(offices):
    commune, province = offices
    before = province.store.digest()
    uid = commune.petition(citizen_name="Nguyễn Văn An")
    result = send(commune.store, province.store)
    assert result.backup is None
    told = look_back(province.store)
    assert (told.entries, told.manifest.number) == (result.merge.added, result.manifest.number)
    assert take_back_last(province.store) == told
    assert province.store.digest() == before
    assert province.store.get(uid) is None
    assert province.store.search("Mương") == []
    assert province.store.check().ok
    assert list((province.store.path.parent / "backups").glob("*truoc-khi-bo-goi.db"))


def test_what_this_office_saved_since_stays(offices):
    commune, province = offices
    uid = commune.petition()
    send(commune.store, province.store)
    own = province.petition(content="Việc của tỉnh")
    take_back_last(province.store)
    assert province.store.get(uid) is None
    assert province.store.get(own).text("content") == "Việc của tỉnh"
    assert province.store.check().ok


def test_an_edit_of_a_known_record_goes_back_to_what_stood_there(offices):
    commune, province = offices
    uid = commune.petition(content="Mương tắc")
    send(commune.store, province.store)
    commune.edit(uid, content="Đã thông")
    send(commune.store, province.store)
    take_back_last(province.store)
    assert province.store.get(uid).text("content") == "Mương tắc"
    take_back_last(province.store)
    assert province.store.get(uid) is None


def test_what_was_taken_back_comes_again_by_itself_after_the_next_receipt(offices):
    commune, province = offices
    uid = commune.petition()
    send(commune.store, province.store)
    acknowledge(province.store, commune.store)
    take_back_last(province.store)
    acknowledge(province.store, commune.store)
    send(commune.store, province.store, since_ack=True)
    assert province.store.get(uid) is not None
    assert province.store.check().ok


def test_where_there_is_nothing_to_take_back_it_says_what_to_do(offices, monkeypatch):
    commune, province = offices
    monkeypatch.setattr("danvan_desktop.sync.import_.SMALL", 0)
    commune.petition()
    assert send(commune.store, province.store).backup is not None
    with pytest.raises(SyncError, match="Khôi phục"):
        take_back_last(province.store)
