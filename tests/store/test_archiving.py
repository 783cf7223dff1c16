"""A closed year goes into a file of its own and comes back; logs stay whole, digests equal, peers see no gap."""

import shutil

import pytest

from danvan_desktop.domain.clock import Clock
from danvan_desktop.domain.entry import is_intact
from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.figures import ReportFigures
from danvan_desktop.store import Store, StoreError, UnknownRecord
from danvan_desktop.store.errors import StoreDamaged, StoreReadOnly
from danvan_desktop.store.rescue import rescue
from tests.rights import grant

WORDS = "Mương Đồng Cạn bị tắc"


@pytest.fixture
def store(commune):
    return commune.store


def settled(commune, number, day="2024-03-01", **values):
    """A petition that was answered within its year."""
    year = day[:4]
    handled = {"assigned_to": "Tổ thủy lợi", "assigned_on": day, "due_on": f"{year}-04-01", "result": "solved"}
    replied = {"replied_on": f"{year}-03-20", "reply": "Đã nạo vét"}
    told = {"people_told_on": f"{year}-03-25", "told_how": "meeting"}
    made = {"received_on": day, "content": f"{WORDS} {number}", "citizen_name": "Nguyễn Văn Quýt"}
    made |= handled | replied | told
    return commune.petition(f"{number}/{year}", **{**made, **values})


@pytest.fixture
def year(commune):
    """Two settled petitions of 2024 with a file, one that is open, one of 2025."""
    done = [settled(commune, "001"), settled(commune, "002")]
    commune.store.attach_data(done[0], "anh.txt", b"noi dung anh " * 5000)
    commune.store.save(Draft("petition", {"content": f"{WORDS} lần hai"}, done[1]))
    still = commune.petition("003/2024", received_on="2024-05-05", content="Còn dở")
    later = settled(commune, "001", "2025-03-01", reply="Chỉ có năm 2025")
    return done, still, later


@pytest.fixture
def file(tmp_path):
    return tmp_path / "nam-2024.db"


def test_a_closed_year_leaves_and_comes_back_equal(commune, year, file):
    store, (done, still, later) = commune.store, year
    before = (store.digest(), store.log.vector(), [(one.id, one.hash) for one in store.log.entries_after({})])
    plan = store.archive(2024, file)
    assert plan.counts == {"petition": 2, "attachment": 1}
    assert plan.staying == 1
    assert [store.get(uid) for uid in done] == [None, None]
    assert store.get(still) is not None
    assert store.get(later) is not None
    assert (store.digest(), store.log.vector(), [(one.id, one.hash) for one in store.log.entries_after({})]) == before
    assert all(is_intact(one) for one in store.log.entries_after({}))
    assert not store.extents.gapped()
    assert store.check().ok
    note = store.take_back(file)
    assert (note.year, note.records) == (2024, 3)
    assert store.digest() == before[0]
    assert [store.get(uid).text("reply") for uid in done] == ["Đã nạo vét"] * 2
    (attached,) = store.children(done[0], "attachment")
    assert store.attached(attached) == b"noi dung anh " * 5000
    assert sorted(hit.uid for hit in store.search("Đồng Cạn lần hai")) == [done[1]]
    assert store.check().ok
    assert store.archives.notes() == []


def test_the_file_opens_for_reading_alone(commune, year, file):
    done, still, later = year
    commune.store.archive(2024, file)
    with Store.open(file) as archive:
        assert archive.is_read_only
        # What stays in the store is in it, too, so that its figures are whole.
        assert {record.uid for record in archive.list("petition")} == {*done, still}
        assert archive.get(later) is None
        assert archive.title(commune.village) == "Thôn Đông"
        assert archive.digest() == commune.store.digest()
        assert archive.check().ok
        with pytest.raises(StoreReadOnly, match="chỉ để xem"):
            archive.save(Draft("petition", {"reply": "x"}, done[0]))
        assert "lần hai" in str([one.value for one in archive.history(done[1])])
    assert "Chỉ có năm 2025".encode() not in file.read_bytes()


def test_nothing_of_it_is_left_in_the_store(commune, file):
    settled(commune, "001", content="Chuyện riêng nhà ông Quýt")
    commune.store.archive(2024, file)
    assert "nhà ông Quýt".encode() not in commune.store.path.read_bytes()
    assert "nhà ông Quýt".encode() in file.read_bytes()
    assert commune.store.search("Quýt") == []


def test_what_is_not_done_stays(commune, file):
    store = commune.store
    open_one = commune.petition("001/2024", received_on="2024-02-02")
    late = settled(commune, "002", people_told_on="2025-01-05")
    source = commune.meeting(starts_at="2024-06-01T08:00", households_present=None)
    referred = settled(commune, "003")
    noted = {"unit": commune.village, "noted_on": "2025-02-01", "category": "concerns", "content": "Theo dõi"}
    store.save(Draft("situation_entry", {**noted, "petition": referred}))
    gone = settled(commune, "004")
    plan = store.archives.plan(2024)
    assert plan.counts == {"petition": 1}
    assert plan.staying == 4
    store.archive(2024, file)
    assert store.get(gone) is None
    assert all(store.get(uid) is not None for uid in (open_one, late, source, referred))


def test_a_year_that_is_not_over_is_refused(commune, file):
    with pytest.raises(StoreError, match="chưa kết thúc"):
        commune.store.archive(Clock().today().year, file)
    with pytest.raises(StoreError, match="còn so sánh với năm"):
        commune.store.archive(Clock().today().year - 1, file)
    with pytest.raises(StoreError, match="không có hồ sơ nào"):
        commune.store.archive(2020, file)
    file.write_bytes(b"x")
    with pytest.raises(StoreError, match="Đã có tệp"):
        commune.store.archive(2024, file)


def test_several_archives_come_back_in_any_order(commune, year, tmp_path):
    store = commune.store
    settled(commune, "001", "2023-03-01")
    digest = store.digest()
    one, two = tmp_path / "2024.db", tmp_path / "2023.db"
    store.archive(2024, one)
    store.archive(2023, two)
    assert [note.year for note in store.archives.notes()] == [2023, 2024]
    assert store.digest() == digest
    with Store.open(two) as archive:
        assert archive.digest() == digest
        assert archive.check().ok
    store.take_back(one)
    assert store.digest() == digest
    with pytest.raises(StoreError, match="đã được lấy lại rồi"):
        store.take_back(one)
    store.take_back(two)
    assert store.digest() == digest
    assert store.check().ok
    assert store.count("petition") == 5


def test_anothers_archive_is_refused(commune, year, province, tmp_path):
    file = tmp_path / "2024.db"
    commune.store.archive(2024, file)
    with pytest.raises(StoreError, match="không phải tệp lưu trữ của tệp dữ liệu này"):
        province.take_back(file)
    with pytest.raises(StoreError, match="không phải tệp lưu trữ"):
        commune.store.take_back(shutil.copy(province.path, tmp_path / "p.db"))
    with pytest.raises(StoreError):
        commune.store.take_back(tmp_path / "none.db")


def test_an_altered_archive_brings_nothing_back(commune, year, file):
    store = commune.store
    store.archive(2024, file)
    digest = store.digest()
    said = "Đã nạo vét".encode()
    file.write_bytes(file.read_bytes().replace(said, b"x" * len(said)))
    with pytest.raises(StoreDamaged, match="chưa lấy lại gì"):
        store.take_back(file)
    assert store.digest() == digest
    assert store.archives.notes()
    assert store.check().ok


def test_deriving_everything_anew_leaves_it_archived(commune, year, file):
    store = commune.store
    store.archive(2024, file)
    digest = store.digest()
    assert store.check(repair=True).ok
    assert store.digest() == digest
    assert store.get(year[0][0]) is None
    store.take_back(file)
    assert store.digest() == digest


def test_peers_see_no_difference(commune, year, province, carry, file):
    """A peer who has the year sees no difference; its edits of archived records wait until these are back."""
    store, (done, _still, _later) = commune.store, year
    grant(store, province.device_key)
    carry(store, province)
    carry(province, store)
    store.archive(2024, file)
    carry(store, province)
    assert province.get(done[0]).text("reply") == "Đã nạo vét"
    assert province.digest() == store.digest()
    province.save(Draft("petition", {"content": "Bổ sung của máy hai"}, done[0]))
    carry(province, store)
    assert store.get(done[0]) is None
    assert [note.late for note in store.archives.notes()] == [1]
    assert store.check().ok
    store.take_back(file)
    assert store.get(done[0]).text("content") == "Bổ sung của máy hai"
    assert store.digest() == province.digest()
    assert store.check().ok


def test_a_copy_of_before_brings_nothing_back_into_the_tables(commune, year, file):
    store = commune.store
    entries, heads = list(store.log.entries_after({})), store.signed_logs()
    store.archive(2024, file)
    store.merge(entries, heads)
    assert store.get(year[0][0]) is None
    assert store.check().ok


def test_a_new_peer_gets_the_digests_and_the_content_later(commune, year, tmp_path, carry, file):
    store, (done, _still, later) = commune.store, year
    store.archive(2024, file)
    with Store.create(tmp_path / "new.db", unit_name="Máy mới", unit_code="MM") as new:
        carry(store, new)
        assert new.get(later) is not None
        assert new.get(done[0]) is None
        assert new.check().ok
        store.take_back(file)
        carry(store, new)
        carry(new, store)
        assert new.get(done[0]).text("reply") == "Đã nạo vét"
        assert new.digest() == store.digest()


def test_what_is_erased_meanwhile_does_not_come_back(commune, year, province, carry, file):
    store, (done, _still, _later) = commune.store, year
    grant(store, province.device_key)
    carry(store, province)
    store.archive(2024, file)
    province.redact(done[0], ["citizen_name"], "Đơn")
    carry(province, store)
    assert store.check().ok
    store.take_back(file)
    assert store.get(done[0]).get("citizen_name") is None
    assert store.get(done[0]).text("reply") == "Đã nạo vét"
    assert store.digest() == province.digest()
    assert store.check().ok


def test_archived_records_are_named_when_asked_for(commune, year, file):
    store, (done, _still, _later) = commune.store, year
    store.archive(2024, file)
    for deed in (
        lambda: store.save(Draft("petition", {"reply": "x"}, done[0])),
        lambda: store.delete(done[0]),
        lambda: store.redact(done[0], ["content"], "Đơn"),
    ):
        with pytest.raises(UnknownRecord, match="tệp lưu trữ năm 2024"):
            deed()


def test_figures_of_an_archived_year_are_refused_and_read_from_the_file(commune, year, file):
    store = commune.store
    period = Period.parse("2024")
    whole = ReportFigures(store, store.unit.uid, "work-report", period, store.today()).measured()
    store.archive(2024, file)
    with pytest.raises(StoreError, match="Hồ sơ năm 2024 đã lưu trữ trong"):
        ReportFigures(store, store.unit.uid, "work-report", period, store.today()).measured()
    with Store.open(file) as archive:
        again = ReportFigures(archive, archive.unit.uid, "work-report", period, archive.today()).measured()
        assert [(one.figure, one.value, one.uids) for one in again] == [
            (one.figure, one.value, one.uids) for one in whole
        ]
        later = ReportFigures(archive, archive.unit.uid, "work-report", Period.parse("2025"), archive.today())
        with pytest.raises(StoreError, match="chỉ đủ số liệu đến hết năm 2024"):
            later.measured()


def test_a_rescued_store_gets_its_archived_years_back(commune, year, file, tmp_path):
    store, (done, _still, _later) = commune.store, year
    digest = store.digest()
    store.archive(2024, file)
    store.close()
    rescue(store.path, tmp_path / "rescued.db")
    with Store.open(tmp_path / "rescued.db") as rescued:
        assert rescued.get(done[0]) is None
        assert rescued.check().ok
        assert rescued.take_back(file).year == 2024
        assert rescued.get(done[0]).text("reply") == "Đã nạo vét"
        (attached,) = rescued.children(done[0], "attachment")
        assert rescued.attached(attached) == b"noi dung anh " * 5000
        assert rescued.digest() == digest
        assert rescued.check().ok
        with pytest.raises(StoreError, match="đã được lấy lại rồi"):
            rescued.take_back(file)
