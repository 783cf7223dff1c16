import io
import json
import zipfile
from hashlib import sha256

import pytest

from danvan_desktop.store import Store
from danvan_desktop.sync import ExportWish, SyncError, describe_import, export_bundle
from danvan_desktop.sync.files import write_whole
from tests.clocks import StandingClock
from tests.rights import join
from tests.sync.conftest import Office
from tests.sync.exchange import import_bundle


def words(result) -> str:
    return "\n".join(str(message) for message in describe_import(result))


def test_carried_bundles_make_stores_equal(commune, province, carry):
    commune.petition(citizen_name="Nguyễn Văn An")
    carry(commune.store, province.store)
    carry(province.store, commune.store)
    assert commune.store.digest() == province.store.digest()
    assert province.store.check().ok


def test_attached_files_travel_with_their_records(commune, province, bundle):
    import_bundle(province.store, bundle)
    (attachment,) = province.store.list("attachment")
    assert province.store.blobs.read(attachment.text("sha256")) == "Biên bản tại chỗ. ".encode() * 30


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00" * 3_000_000, bytes(range(256)) * 40, b"\x89PNG" + sha256(b"1").digest()],
    ids=["empty", "blank", "texture", "incompressible"],
)
def test_any_attached_content_comes_out_as_it_went_in(commune, province, carry, content):
    commune.store.attach_data(commune.petition(), "tep.bin", content)
    carry(commune.store, province.store)
    assert province.store.blobs.read(sha256(content).hexdigest()) == content


def test_very_repetitive_texts_are_carried(commune, province, carry):
    for _turn in range(8):
        commune.petition(content="đ" * 18_000)
    uid = commune.petition()
    for turn in range(100):
        commune.edit(uid, content="a" * 19_000 + str(turn))
    carry(commune.store, province.store)
    carry(province.store, commune.store)
    assert commune.store.digest() == province.store.digest()


def test_importing_twice_changes_nothing_and_says_so(province, bundle):
    import_bundle(province.store, bundle)
    digest = province.store.digest()
    again = import_bundle(province.store, bundle)
    assert again.changed_nothing
    assert "không có gì thay đổi" in words(again)
    assert province.store.digest() == digest
    assert len([note for note in province.store.bundles() if note.direction == "in"]) == 1


def test_own_bundle_brings_nothing(commune, bundle):
    assert import_bundle(commune.store, bundle).changed_nothing


def test_import_tells_where_a_bundle_comes_from_and_what_it_did(province, bundle):
    told = words(import_bundle(province.store, bundle))
    assert "Tệp số 1 của Xã Đông Sơn" in told
    assert "thêm 3 hồ sơ" in told


def test_dry_run_keeps_nothing_and_tells_the_same(province, bundle):
    digest, files = province.store.digest(), sorted(province.store.path.parent.rglob("*"))
    tried = import_bundle(province.store, bundle, dry_run=True)
    assert province.store.digest() == digest
    assert not province.store.bundles()
    assert sorted(province.store.path.parent.rglob("*")) == files
    assert "xem trước" in words(tried)
    assert import_bundle(province.store, bundle).merge == tried.merge


def test_increments_carry_only_what_is_new(commune, province, bundle, tmp_path):
    import_bundle(province.store, bundle)
    commune.petition()
    made = export_bundle(commune.store, tmp_path / "more.danvan", ExportWish(since=province.store.log.vector()))
    result = import_bundle(province.store, made.path)
    assert (result.merge.added, result.merge.known) == (made.changes, 0)
    assert result.merge.new_records == 1
    assert made.attachments == 0


def test_full_bundle_carries_everything_whatever_is_known(commune, tmp_path):
    vector = commune.store.log.vector()
    assert export_bundle(commune.store, tmp_path / "a.danvan", ExportWish(since=vector)).changes == 0
    assert export_bundle(commune.store, tmp_path / "b.danvan").changes == sum(vector.values())


def test_empty_increment_is_taken_in(commune, province, carry, tmp_path):
    carry(commune.store, province.store)
    made = export_bundle(commune.store, tmp_path / "empty.danvan", ExportWish(since=province.store.log.vector()))
    assert import_bundle(province.store, made.path).changed_nothing


def test_increments_out_of_order_wait_and_then_apply(commune, province, tmp_path):
    first = export_bundle(commune.store, tmp_path / "1.danvan")
    vector = commune.store.log.vector()
    commune.petition()
    later = export_bundle(commune.store, tmp_path / "2.danvan", ExportWish(since=vector))
    waiting = import_bundle(province.store, later.path)
    assert waiting.merge.parked == later.changes
    assert "Thiếu tệp gửi trước" in words(waiting)
    assert import_bundle(province.store, first.path).merge.added == first.changes + later.changes
    assert province.store.count("petition") == 1


def test_relayed_logs_keep_their_owners_signatures_even_after_waiting(commune, province, carry, tmp_path):
    first = export_bundle(commune.store, tmp_path / "1.danvan")
    vector = commune.store.log.vector()
    commune.petition()
    later = export_bundle(commune.store, tmp_path / "2.danvan", ExportWish(since=vector))
    import_bundle(province.store, later.path)
    import_bundle(province.store, first.path)
    with Store.create(tmp_path / "third.db", unit_name="Trung ương", unit_code="TW") as third:
        carry(province.store, third)
        carry(third, province.store)
        assert third.digest() == province.store.digest()
        assert third.count("petition") == 1


def test_edits_on_both_sides_are_a_conflict_that_import_tells(commune, province, carry):
    join(commune.store, province.store)
    uid = commune.petition()
    carry(commune.store, province.store)
    commune.edit(uid, content="Đường hỏng")
    province.edit(uid, content="Cầu hỏng")
    assert "cần đối chiếu" in words(carry(commune.store, province.store))
    assert province.store.conflict_count() == 1


def test_values_cleared_and_set_again_are_carried(commune, province, carry):
    uid = commune.petition(citizen_name="Trần Thị Bình")
    commune.edit(uid, citizen_name=None)
    carry(commune.store, province.store)
    assert province.store.get(uid).text("citizen_name") == ""


def test_bundles_are_numbered_and_noted(commune, tmp_path):
    numbers = [export_bundle(commune.store, tmp_path / f"{n}.danvan").manifest.number for n in range(3)]
    assert numbers == [1, 2, 3]
    notes = commune.store.bundles()
    assert {note.direction for note in notes} == {"out"}
    assert notes[0].sha256 == sha256((tmp_path / "2.danvan").read_bytes()).hexdigest()
    assert json.loads(notes[0].manifest)["number"] == 3


def test_ordinary_tools_open_a_bundle(bundle):
    with zipfile.ZipFile(bundle) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names[:2] == ["manifest.json", "changes.jsonl"]
        assert names[-1] == "signature"
        manifest = json.loads(archive.read("manifest.json"))
        for member in manifest["members"]:
            assert sha256(archive.read(member["name"])).hexdigest() == member["sha256"]
        assert len(archive.read("changes.jsonl").splitlines()) == manifest["changes"]


def test_export_replaces_an_older_file_and_leaves_nothing_else(commune, tmp_path):
    out = tmp_path / "stick" / "commune.danvan"
    out.parent.mkdir()
    out.write_bytes(b"old")
    result = export_bundle(commune.store, out)
    assert list(out.parent.iterdir()) == [out]
    assert result.size == out.stat().st_size


@pytest.mark.parametrize("name", ["missing/commune.danvan", "folder", "x" * 300])
def test_place_that_cannot_be_written_is_told_in_words_and_left_alone(commune, tmp_path, name):
    (tmp_path / "folder").mkdir()
    files = sorted(tmp_path.rglob("*"))
    with pytest.raises(SyncError, match=r"[Hh]ãy"):
        export_bundle(commune.store, tmp_path / name)
    assert sorted(tmp_path.rglob("*")) == files
    assert not commune.store.bundles()


def test_full_disk_leaves_the_older_file_as_it_was(tmp_path):
    out = tmp_path / "commune.danvan"
    out.write_bytes(b"old")

    def fill(file: io.BufferedIOBase) -> None:
        file.write(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(SyncError, match="ổ đĩa đã đầy"):
        write_whole(out, fill, lambda _file: None)
    assert out.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [out]


class _StopError(Exception):
    pass


def test_stopped_export_leaves_nothing(commune, tmp_path):
    def stop(_done: int, _total: int) -> None:
        raise _StopError

    out = tmp_path / "stick" / "commune.danvan"
    out.parent.mkdir()
    with pytest.raises(_StopError):
        export_bundle(commune.store, out, progress=stop)
    assert not list(out.parent.iterdir())


def test_import_stopped_at_any_report_keeps_nothing(commune, province, tmp_path):
    for _turn in range(80):
        commune.petition()
    made = export_bundle(commune.store, tmp_path / "commune.danvan")
    digest = province.store.digest()
    reports = 0
    stop_at = 1

    def count(_done: int, _total: int) -> None:
        nonlocal reports
        reports += 1
        if reports == stop_at:
            raise _StopError

    while True:
        reports = 0
        try:
            import_bundle(province.store, made.path, progress=count)
        except _StopError:
            assert province.store.digest() == digest
            stop_at += 1
            continue
        break
    assert stop_at > 3
    assert province.store.digest() != digest


def test_store_is_backed_up_before_much_news_and_old_copies_go(commune, province, tmp_path, monkeypatch):
    monkeypatch.setattr("danvan_desktop.sync.import_.SMALL", 0)
    before = province.store.digest()
    first = None
    for turn in range(7):
        commune.petition()
        made = export_bundle(commune.store, tmp_path / f"{turn}.danvan")
        result = import_bundle(province.store, made.path)
        first = first or result.backup
    copies = sorted((tmp_path / "backups").iterdir())
    assert len(copies) == 5
    assert first not in copies
    assert import_bundle(province.store, made.path).backup is None
    with Store.open(result.backup) as copy:
        assert copy.digest() not in (before, province.store.digest())
        assert copy.check().ok


def test_clock_ahead_is_flagged(commune, province, carry):
    ahead = StandingClock()
    ahead.pass_days(400)
    with Store.open(commune.store.path, clock=ahead) as store:
        Office(store).petition()
    result = carry(commune.store, province.store)
    assert str(ahead.today().year) in str(result.warnings[0])
    assert str(result.warnings[0]) in words(result)


def test_right_clock_is_not_flagged(commune, province, carry):
    commune.petition()
    assert carry(commune.store, province.store).warnings == ()


def test_progress_runs_to_the_end(commune, province, tmp_path):
    commune.petition()
    out, into = [], []
    made = export_bundle(commune.store, tmp_path / "a.danvan", progress=lambda *told: out.append(told))
    import_bundle(province.store, made.path, progress=lambda *told: into.append(told))
    assert out[-1] == into[-1] == (made.changes, made.changes)
