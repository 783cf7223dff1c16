"""What can be read of a damaged store is written into a new one, and what cannot is said."""

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.uid import replacement_uid
from danvan_desktop.store import Store, StoreError
from danvan_desktop.store.errors import NotAStore, StoreDamaged, StoreMissing
from danvan_desktop.store.rescue import rescue
from danvan_desktop.store.salvage import harm_of
from danvan_desktop.sync import ExportWish, add_peer, export_bundle, own_card
from tests.damaging import pages_with, replace_bytes, zero, zero_page

pytestmark = pytest.mark.usefixtures("earlier_petitions")

LONG = " của mương" * 40
"""So that few changes fill a page."""
PICTURE = b"picture" * 4_000


@pytest.fixture
def filled(commune):
    """A closed store with three hundred petitions, and an attachment; its path, its digest and their uids."""
    store = commune.store
    common = {"received_on": "2026-08-13", "unit": commune.village}
    drafts = [
        Draft("petition", {**common, "number": f"{number:03d}/2026", "content": f"Mương số {number} bị tắc"})
        for number in range(1, 301)
    ]
    uids = list(store.save(*drafts).uids)
    store.attach_data(uids[0], "anh.png", PICTURE)
    found = store.path, store.digest(), uids
    store.close()
    return found


def told(result):
    return " ".join(str(loss) for loss in result.losses)


def test_whole_store_is_taken_over_change_by_change(filled, tmp_path):
    path, digest, _uids = filled
    result = rescue(path, tmp_path / "out.db")
    assert (result.rewritten, result.lost, result.losses) == (0, 0, ())
    assert harm_of(result.out) == ()
    with Store.open(path) as before, Store.open(result.out) as after:
        assert after.digest() == digest
        assert after.device_key == before.device_key
        assert after.unit == before.unit
        assert [log.hash for log in after.log.logs()] == [log.hash for log in before.log.logs()]


@pytest.mark.parametrize("place", ["header", "entry", "setting", "entry_by_record", "record_petition", "sqlite_schema"])
def test_nothing_that_counts_is_lost_with_the_pages_that_lead_to_the_rows(filled, tmp_path, place):
    path, digest, uids = filled
    if place in ("header", "sqlite_schema"):
        zero_page(path, 1)
    else:
        zero(path, place)
    result = rescue(path, tmp_path / "out.db")
    assert harm_of(result.out) == ()
    with Store.open(result.out) as store:
        assert (store.digest() == digest) is (place != "setting")  # without its key it is another device
        assert store.unit.text("name") == "Xã Đông Sơn"
        (attachment,) = store.list("attachment")
        assert store.attached(attachment) == PICTURE
        uid = replacement_uid(uids[150]) if place == "setting" else uids[150]
        assert store.get(uid).text("content") == "Mương số 151 bị tắc"
        store.save(Draft("petition", {"content": "Mương đã thông"}, uid))


def test_value_whose_change_is_lost_is_taken_from_the_table_that_shows_it(filled, tmp_path):
    path, digest, uids = filled
    lost = pages_with(path, b'"M\xc6\xb0\xc6\xa1ng s\xe1\xbb\x91 151 b')
    assert lost
    for page in lost:
        zero_page(path, page)
    result = rescue(path, tmp_path / "out.db")
    assert result.lost
    assert result.rewritten
    assert "không đọc lại được" in told(result)
    with Store.open(result.out) as store:
        assert store.get(uids[150]).text("content") == "Mương số 151 bị tắc"
        assert store.digest() == digest
        assert store.check().ok


def test_garbled_change_is_told_as_lost_and_not_believed(filled, tmp_path):
    path, _digest, uids = filled
    old, new = '"Mương số 151 bị tắc"'.encode(), '"Mương sX 151 bị tắc"'.encode()
    assert replace_bytes(path, old, new + b" " * (len(old) - len(new)))
    result = rescue(path, tmp_path / "out.db")
    assert harm_of(result.out) == ()
    assert result.lost == 1
    assert "không đọc lại được" in told(result)
    with Store.open(result.out) as store:
        assert store.get(uids[150]).text("content") == "Mương số 151 bị tắc"  # as its table shows it
        assert store.get(uids[299]).text("content") == "Mương số 300 bị tắc"


def test_value_that_nothing_shows_any_more_is_named(filled, tmp_path):
    path, _digest, _uids = filled
    for page in pages_with(path, "Mương số 151 bị tắc".encode()):
        zero_page(path, page)
    result = rescue(path, tmp_path / "out.db")
    assert result.lost
    assert result.losses
    assert harm_of(result.out) == ()


def test_changes_behind_a_gap_are_written_anew_and_newer_ones_stay_in_force(commune, tmp_path):
    uid = commune.petition()
    store = commune.store
    for turn in range(60):
        store.save(Draft("petition", {"content": f"Lần sửa thứ {turn}{LONG}"}, uid))
    path, digest = store.path, store.digest()
    store.close()
    (page,) = pages_with(path, '"Lần sửa thứ 20'.encode())[:1]
    zero_page(path, page)
    result = rescue(path, tmp_path / "out.db")
    assert result.kept < 60
    with Store.open(result.out) as rescued:
        assert rescued.get(uid).text("content") == f"Lần sửa thứ 59{LONG}"
        assert rescued.digest() == digest
        assert rescued.conflicts() == []


def test_attachment_that_is_gone_is_named(filled, tmp_path):
    path, _digest, _uids = filled
    for page in pages_with(path, b"picturepicture"):
        zero_page(path, page)
    result = rescue(path, tmp_path / "out.db")
    assert "anh.png" in told(result)
    with Store.open(result.out) as store:
        assert len(store.list("petition")) == 300


def test_rescued_store_writes_under_a_replica_of_its_own(filled, tmp_path):
    path, _digest, uids = filled
    zero(path, "entry")
    with Store.open(rescue(path, tmp_path / "out.db").out) as store:
        before = {log.replica for log in store.log.logs()}
        store.save(Draft("petition", {"content": "Mương đã thông"}, uids[0]))
        assert {log.replica for log in store.log.logs()} > before
        assert store.check().ok


def test_what_was_saved_before_a_kill_is_found_in_the_log_beside_the_file(commune, tmp_path):
    uid = commune.petition()
    path = tmp_path / "killed.db"
    path.write_bytes(commune.store.path.read_bytes())
    log = path.with_name("killed.db-wal")
    log.write_bytes(commune.store.path.with_name("commune.db-wal").read_bytes())
    zero_page(path, 1)
    path.write_bytes(b"\0" * 64 + path.read_bytes()[64:])
    with Store.open(rescue(path, tmp_path / "out.db").out) as store:
        assert store.get(uid) is not None


def test_peer_gives_back_what_was_lost(commune, province, carry, tmp_path):
    uid = commune.petition()
    for turn in range(60):
        commune.store.save(Draft("petition", {"content": f"Lần sửa thứ {turn}{LONG}"}, uid))
    carry(commune.store, province)
    path = commune.store.path
    commune.store.close()
    zero_page(path, pages_with(path, '"Lần sửa thứ 20'.encode())[0])
    with Store.open(rescue(path, tmp_path / "out.db").out) as store:
        carry(province, store)
        assert store.get(uid).text("content") == f"Lần sửa thứ 59{LONG}"
        assert store.conflicts() == []
        assert store.check().ok


def test_file_with_nothing_to_read_is_refused_and_nothing_is_made(tmp_path):
    garbage = tmp_path / "garbage.db"
    garbage.write_bytes(b"\x0d\xff" * 40_000)
    with pytest.raises(StoreDamaged):
        rescue(garbage, tmp_path / "out.db")
    with pytest.raises(StoreMissing):
        rescue(tmp_path / "none.db", tmp_path / "out.db")
    empty = tmp_path / "empty.db"
    empty.touch()
    with pytest.raises(NotAStore):
        rescue(empty, tmp_path / "out.db")
    assert not list(tmp_path.glob("out*"))


def test_file_that_is_there_is_not_overwritten(filled, tmp_path):
    path, _digest, _uids = filled
    with pytest.raises(StoreError, match="Đã có tệp"):
        rescue(path, path)


def once_denounced(commune):
    """Save a petition that was called a denunciation before, with an opinion that was its; returns their uids."""
    store, uid = commune.store, commune.petition()
    store.save(Draft("petition", {"nature": "denunciation", "content": "Zokin"}, uid))
    opinion = Draft("opinion", {"gathering": commune.meeting(), "content": "Zokin nói", "petition": uid})
    said = store.save(opinion).uids[0]
    store.save(Draft("opinion", {"petition": None}, said))
    store.save(Draft("petition", {"nature": "petition"}, uid))
    assert store.secret_uids() == {uid, said}
    return uid, said


@pytest.mark.parametrize("lost", ["log", "log and list"])
def test_what_once_was_secret_stays_so_though_the_log_that_said_it_is_torn(commune, tmp_path, lost):
    """The first page of the log is gone: all that follows is written anew."""
    store = commune.store
    hidden = set(once_denounced(commune))
    path = store.path
    store.close()
    assert replace_bytes(path, '"Thôn Đông"'.encode(), '"ThXXn Đông"'.encode())
    if lost == "log and list":
        zero(path, "secret")
    result = rescue(path, tmp_path / "out.db")
    assert result.rewritten
    with Store.open(result.out) as rescued:
        assert rescued.secret_uids() == hidden
        assert not rescued.search("zokin")
        assert {petition.text("nature") for petition in rescued.list("petition")} == {"petition"}
        assert rescued.check().ok


def test_lost_change_that_made_a_record_secret_shows_it_to_nobody(commune, tmp_path):
    store = commune.store
    uid, _said = once_denounced(commune)
    path = store.path
    store.close()
    assert replace_bytes(path, b'"denunciation"', b'"denunciatiXn"')
    result = rescue(path, tmp_path / "out.db")
    with Store.open(result.out) as rescued:
        assert uid in rescued.secret_uids()
        assert not rescued.search("zokin")


def test_what_was_lifted_before_stays_lifted(commune, tmp_path):
    store = commune.store
    uid, _said = once_denounced(commune)
    store.lift(uid, "Chọn nhầm")
    path = store.path
    store.close()
    assert replace_bytes(path, '"Thôn Đông"'.encode(), '"ThXXn Đông"'.encode())
    result = rescue(path, tmp_path / "out.db")
    with Store.open(result.out) as rescued:
        assert uid not in rescued.secret_uids()


@pytest.mark.parametrize("name", ["device.private_key", "device.age_key"])
@pytest.mark.parametrize("key", ["", "xyz", "00", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")])
def test_key_that_cannot_be_read_is_told_and_a_rescued_store_has_another(commune, tmp_path, name, key):
    store = commune.store
    uid = commune.petition()
    store.settings.set(name, key)
    report = store.check()
    assert ["Khóa" in str(problem) for problem in report.problems] == [True]
    with pytest.raises(StoreDamaged, match="Khóa của máy này"):
        export_bundle(store, tmp_path / "a.danvan", ExportWish(plain=True))
    assert not (tmp_path / "a.danvan").exists()
    store.save(Draft("petition", {"content": "Mương thông"}, uid))
    path = store.path
    store.close()
    result = rescue(path, tmp_path / "out.db")
    assert "khóa mới" in told(result)
    with Store.open(result.out) as rescued:
        assert rescued.check().ok
        kept = replacement_uid(uid)
        assert rescued.get(kept).text("content") == "Mương thông"
        rescued.save(Draft("petition", {"content": "Mương lại tắc"}, kept))
        export_bundle(rescued, tmp_path / "a.danvan", ExportWish(plain=True))


@pytest.fixture
def enrolled(commune, province):
    """A closed store that knows another device; its path."""
    commune.petition()
    add_peer(commune.store, own_card(province), confirmed=True)
    commune.store.close()
    return commune.store.path


def test_store_that_knows_other_devices_loses_nothing_of_them(enrolled, tmp_path):
    result = rescue(enrolled, tmp_path / "out.db")
    assert result.losses == ()
    with Store.open(result.out) as store:
        assert len(store.peers.all()) == 1


def test_list_of_receipts_that_cannot_be_read_is_told_where_there_are_devices(enrolled, tmp_path):
    zero(enrolled, "receipt")
    assert "giấy báo nhận" in told(rescue(enrolled, tmp_path / "out.db"))
