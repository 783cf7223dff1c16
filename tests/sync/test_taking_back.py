"""The way back from an import: what it brought, be it one file or a folder full, is cut off again."""

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Translator
from danvan_desktop.store import Store
from danvan_desktop.store.check import Checker
from danvan_desktop.sync import FileOutcome, SyncError, receive_round, rotate_keys, waiting_files
from danvan_desktop.sync.taking_back import look_back, note_ends, take_back_last, what_goes_back
from tests.copies import replace
from tests.sync.conftest import Office
from tests.sync.exchange import acknowledge, enrol, send, write


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
    assert (told.entries, told.manifests[0].number) == (result.merge.added, result.manifest.number)
    assert take_back_last(province.store) == told
    assert province.store.digest() == before
    assert province.store.get(uid) is None
    assert province.store.search("Mương") == []
    assert province.store.check().ok
    assert next(note.direction for note in province.store.bundles()) == "back"
    assert not list((province.store.path.parent / "backups").glob("*truoc-khi-bo-goi.db"))


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


def test_a_large_import_has_its_copy_and_is_taken_back_all_the_same(offices, monkeypatch):
    commune, province = offices
    monkeypatch.setattr("danvan_desktop.sync.import_.SMALL", 0)
    before, uid = province.store.digest(), commune.petition()
    monkeypatch.setattr("danvan_desktop.sync.taking_back.SMALL", 0)
    assert send(commune.store, province.store).backup is not None
    assert "được sao lưu" in Translator()(what_goes_back(look_back(province.store)))
    take_back_last(province.store)
    assert list((province.store.path.parent / "backups").glob("*truoc-khi-bo-goi.db"))
    assert (province.store.get(uid), province.store.digest()) == (None, before)


def test_where_there_is_nothing_to_take_back_it_says_what_to_do(province):
    with pytest.raises(SyncError, match="Khôi phục"):
        take_back_last(province.store)


def test_an_import_that_brought_nothing_is_none_to_take_back(offices):
    commune, province = offices
    commune.petition()
    send(commune.store, province.store)
    send(commune.store, province.store)
    with pytest.raises(SyncError, match="Khôi phục"):
        take_back_last(province.store)


def test_what_stood_otherwise_before_an_import_is_not_gone_back_to(offices):
    commune, province = offices
    commune.petition()
    stood = [
        replace(head, seq=head.seq - 1, hash="00" * 32)
        if head.device == commune.store.device_key and head.seq > 1
        else head
        for head in province.store.log.logs()
    ]
    assert note_ends(province.store, stood) == ""


@pytest.fixture
def village(tmp_path):
    with Store.create(tmp_path / "v.db", unit_name="Thôn Đông", unit_code="01", level="village") as store:
        yield Office(store)


@pytest.fixture
def stick(tmp_path):
    (tmp_path / "usb").mkdir()
    return tmp_path / "usb"


def test_a_round_of_several_files_goes_by_one_step(offices, village, stick):
    commune, province = offices
    enrol(village.store, province.store)
    send(village.store, province.store)
    stood = province.store.log.vector()
    uids = [commune.petition()]
    write(commune.store, province.store).rename(stick / "1.danvan")
    uids.append(commune.petition())
    write(commune.store, province.store).rename(stick / "2.danvan")
    uids.append(village.petition())
    write(village.store, province.store).rename(stick / "3.danvan")
    assert [one.outcome for one in receive_round(province.store, waiting_files([stick]))] == [FileOutcome.TAKEN] * 3
    own = province.petition(content="Việc của tỉnh")
    told = look_back(province.store)
    assert sorted(one.unit.name for one in told.manifests) == sorted(
        [commune.store.unit.text("name")] * 2 + [village.store.unit.text("name")]
    )
    assert "3 tệp" in Translator()(what_goes_back(told))
    assert take_back_last(province.store) == told
    assert [province.store.get(uid) for uid in uids] == [None] * 3
    assert province.store.get(own) is not None
    now = province.store.log.vector()
    assert {key: seq for key, seq in now.items() if key[0] != province.store.replica} == {
        key: seq for key, seq in stood.items() if key[0] != province.store.replica
    }
    assert province.store.check().ok
    assert [one.outcome for one in receive_round(province.store, waiting_files([stick]))] == [FileOutcome.TAKEN] * 3
    assert all(province.store.get(uid) for uid in uids)


def test_a_round_with_an_erasure_stays_whole(offices, village, stick):
    commune, province = offices
    enrol(village.store, province.store)
    uid = commune.petition(citizen_name="Nguyễn Văn An")
    other = village.petition()
    write(village.store, province.store).rename(stick / "1.danvan")
    commune.store.redact(uid, ["citizen_name"], "Công dân yêu cầu")
    write(commune.store, province.store).rename(stick / "2.danvan")
    receive_round(province.store, waiting_files([stick]))
    with pytest.raises(SyncError, match="xóa dữ liệu của công dân"):
        take_back_last(province.store)
    assert province.store.get(other) is not None


def test_a_small_import_goes_back_without_deriving_the_whole_store_anew(offices, monkeypatch):
    commune, province = offices
    uid = commune.petition()
    send(commune.store, province.store)
    before = province.store.digest()
    commune.edit(uid, content="Đã thông")
    commune.petition(content="Cầu hỏng")
    send(commune.store, province.store)
    monkeypatch.setattr("danvan_desktop.store.cutting._MOST", 1)
    monkeypatch.setattr(Checker, "rebuild", lambda _checker: pytest.fail("derived anew"))
    take_back_last(province.store)
    assert province.store.digest() == before
    assert province.store.search("Cầu hỏng") == []
    assert [hit.uid for hit in province.store.search("Mương")] == [uid]
    assert province.store.check().ok


@pytest.mark.parametrize("level", ["commune", "village"])
def test_a_laptop_whose_unit_came_with_what_is_taken_out_goes_on_at_its_own(made, level):
    """The second laptop of an office, or that of a listed village, is of the unit that the first file told it."""
    commune = made("xa", "Xã Đông Sơn", "01", "commune")
    name = commune.unit.text("name") if level == "commune" else "Thôn Đông"
    second = made("hai", name, "01", level)
    own = second.unit.uid
    enrol(commune, second)
    send(commune, second)
    assert second.unit.uid != own
    take_back_last(second)
    assert second.unit.uid == own
    petition = {"received_on": "2026-11-01", "unit": own, "content": "Mương tắc"}
    uid = second.save(Draft("petition", petition)).uids[0]
    send(commune, second)
    send(second, commune)
    assert commune.get(uid) is not None
    assert second.check().ok


def test_a_laptop_with_new_keys_goes_on_at_the_unit_that_it_founded_with_the_first_ones(made):
    commune, village = made("xa", "Xã Đông Sơn", "01", "commune"), made("hai", "Thôn Đông", "01", "village")
    own = village.unit.uid
    enrol(commune, village)
    send(commune, village)
    assert village.unit.uid != own
    rotate_keys(village)
    take_back_last(village)
    assert village.unit.uid == own
    assert village.check().ok
