"""Large exports in several files: readable alone, in any order, made again when lost, gone on with when stopped."""

import json
import os
from itertools import permutations

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.store.errors import StoreFull
from danvan_desktop.sync import (
    ExportWish,
    SyncError,
    describe_import,
    export_again,
    export_bundle,
    import_bundle,
    measure_export,
    missing_bundles,
    receive_round,
)
from danvan_desktop.sync.limits import MIB
from tests.sync.exchange import enrol

SIZE = 1_200_000
FILES = 4


@pytest.fixture
def second(tmp_path, commune):
    with Store.create(tmp_path / "second.db", unit_name="Xã Đông Sơn", unit_code="DS") as store:
        enrol(commune.store, store)
        yield store


@pytest.fixture
def uid(commune):
    """A petition with attached files that fill several volumes of 2 MiB."""
    made = commune.petition()
    for number in range(FILES):
        commune.store.attach_data(made, f"{number}.bin", os.urandom(SIZE))
    return made


WISH = ExportWish(volume_size=2 * MIB)


def test_more_than_a_volume_becomes_several_files_told_before(commune, second, uid, tmp_path):
    told = measure_export(commune.store, WISH)
    made = export_bundle(commune.store, tmp_path / "a.danvan", WISH)
    assert told.files == len(made.files) == FILES + 1
    assert [file.path.name for file in made.files][:2] == ["a.tap-1-trong-5.danvan", "a.tap-2-trong-5.danvan"]
    assert [file.manifest.volume.part for file in made.files] == [1, 2, 3, 4, 5]
    numbers = [file.manifest.number for file in made.files]
    assert numbers == list(range(numbers[0], numbers[0] + 5))
    assert made.attachments == FILES
    assert all(file.size < 2 * MIB for file in made.files)
    assert not (tmp_path / "a.danvan").exists()


def test_what_fits_stays_one_file(commune, second, uid, tmp_path):
    made = export_bundle(commune.store, tmp_path / "a.danvan")
    assert (len(made.files), made.path.name, made.manifest.volume) == (1, "a.danvan", None)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_volumes_are_taken_in_in_any_order(commune, second, tmp_path, order):
    made = commune.petition()
    for number in range(2):
        commune.store.attach_data(made, f"{number}.bin", os.urandom(SIZE))
    files = export_bundle(commune.store, tmp_path / "a.danvan", WISH).files
    for place in order:
        import_bundle(second, files[place].path)
    for kind in ("petition", "attachment"):
        assert second.digest(kind) == commune.store.digest(kind)
    assert missing_bundles(second) == ()
    assert not second.blobs.lacks()
    assert second.check().ok


def test_a_lost_volume_is_named_and_made_again(commune, second, uid, tmp_path):
    files = export_bundle(commune.store, tmp_path / "a.danvan", WISH).files
    lost = files[2]
    for file in files:
        if file is not lost:
            result = import_bundle(second, file.path)
    assert [missing.number for missing in result.missing] == [lost.manifest.number]
    assert any(f"tệp số {lost.manifest.number}" in str(message) for message in describe_import(result))
    assert [missing.number for missing in missing_bundles(second)] == [lost.manifest.number]
    commune.edit(uid, content="Viết thêm sau khi đã gửi")
    again = export_again(commune.store, lost.manifest.number, tmp_path / "again.danvan")
    assert again.manifest.volume == lost.manifest.volume
    assert [m.sha256 for m in again.manifest.members[1:]] == [m.sha256 for m in lost.manifest.members[1:]]
    import_bundle(second, again.path)
    assert missing_bundles(second) == ()
    assert not second.blobs.lacks()


def test_a_bundle_that_is_no_volume_is_not_made_again(commune, second, uid, tmp_path):
    made = export_bundle(commune.store, tmp_path / "a.danvan")
    with pytest.raises(SyncError, match="Không có tập nào"):
        export_again(commune.store, made.manifest.number, tmp_path / "b.danvan")


def test_an_export_that_was_stopped_goes_on_and_writes_nothing_twice(commune, second, uid, tmp_path, monkeypatch):
    calls = []
    write = "danvan_desktop.sync.export.write_file"
    from danvan_desktop.sync.bundle_file import write_file

    def failing(*arguments):
        calls.append(arguments[1])
        if len(calls) == 3:
            raise KeyboardInterrupt
        return write_file(*arguments)

    monkeypatch.setattr(write, failing)
    with pytest.raises(KeyboardInterrupt):
        export_bundle(commune.store, tmp_path / "a.danvan", WISH)
    assert len(list(tmp_path.glob("a.tap-*.danvan"))) == 2
    assert not list(tmp_path.glob("*.part"))
    kept = {path.name: path.stat().st_mtime_ns for path in tmp_path.glob("a.tap-*.danvan")}
    made = export_bundle(commune.store, tmp_path / "a.danvan", WISH)
    assert len(calls) == 3 + 3
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.glob("a.tap-*.danvan")}.items() >= kept.items()
    for file in made.files:
        import_bundle(second, file.path)
    for kind in ("petition", "attachment"):
        assert second.digest(kind) == commune.store.digest(kind)


def test_room_is_asked_for_before_anything_is_written(commune, second, uid, tmp_path, monkeypatch):
    monkeypatch.setattr("danvan_desktop.store.errors.free_bytes", lambda _path: 3 * MIB)
    monkeypatch.setattr("danvan_desktop.store.space.free_bytes", lambda _path: 3 * MIB)
    with pytest.raises(StoreFull, match="cần khoảng"):
        export_bundle(commune.store, tmp_path / "a.danvan", WISH)
    assert not list(tmp_path.glob("a*"))


def test_a_volume_of_attached_files_tells_what_it_brought(commune, second, uid, tmp_path):
    made = export_bundle(commune.store, tmp_path / "a.danvan", WISH)
    received = receive_round(second, [made.files[0].path, made.files[2].path])
    assert str(received[1].told).endswith("1 tệp đính kèm")
    for is_look in (True, False):
        told = [str(line) for line in describe_import(import_bundle(second, made.files[1].path, dry_run=is_look))]
        assert "1 tệp đính kèm mới." in told
        assert not any("không có gì thay đổi" in line or "0 thay đổi" in line for line in told)
    again = import_bundle(second, made.files[1].path)
    assert any("không có gì thay đổi" in str(line) for line in describe_import(again))


def test_the_same_volume_twice_is_taken_once(commune, second, uid, tmp_path):
    file = export_bundle(commune.store, tmp_path / "a.danvan", WISH).files[1]
    import_bundle(second, file.path)
    assert import_bundle(second, file.path).changed_nothing


def test_a_volume_by_passphrase_is_made_again_with_the_passphrase_alone(commune, tmp_path):
    commune.store.attach_data(commune.petition(), "a.bin", os.urandom(SIZE))
    wish = ExportWish(volume_size=MIB, passphrase="đường làng ngõ xóm")
    made = export_bundle(commune.store, tmp_path / "a.danvan", wish)
    assert len(made.files) == 2
    number = made.files[1].manifest.number
    with pytest.raises(SyncError, match="mật khẩu"):
        export_again(commune.store, number, tmp_path / "b.danvan")
    again = export_again(commune.store, number, tmp_path / "b.danvan", passphrase=wish.passphrase)
    assert again.manifest.volume == made.files[1].manifest.volume


def test_a_file_that_no_entry_names_goes_once_the_set_is_whole(commune, second, uid, tmp_path):
    """What was erased here does not come back by a volume written before."""
    files = export_bundle(commune.store, tmp_path / "a.danvan", WISH).files
    import_bundle(second, files[1].path)
    digest = files[1].manifest.members[1].sha256
    assert second.blobs.has(digest)
    stray = second.blobs.add(b"nobody names this")
    ((key, waiting),) = json.loads(second.settings.get("volumes.waiting")).items()
    second.settings.set("volumes.waiting", json.dumps({key: [*waiting, stray]}))
    for file in (files[0], *files[2:]):
        import_bundle(second, file.path)
    assert second.blobs.has(digest)
    assert not second.blobs.has(stray)


def test_the_files_of_a_set_wait_for_its_entries_whatever_other_sets_come_meanwhile(
    commune, province, second, uid, tmp_path
):
    plain = ExportWish(volume_size=2 * MIB, plain=True)
    made = export_bundle(commune.store, tmp_path / "a.danvan", plain)
    other = second.save(_petition(second)).uids[0]
    for number in range(FILES):
        second.attach_data(other, f"{number}.bin", os.urandom(SIZE))
    others = export_bundle(second, tmp_path / "b.danvan", plain)
    for file in (*made.files[1:], *others.files, made.files[0]):
        import_bundle(province.store, file.path, accept_sender=True)
    assert province.store.blobs.lacks() is False
    assert province.store.check().problems == ()


def _petition(store):
    values = {"number": "001/2026", "received_on": "2026-08-13", "unit": store.unit.uid, "content": "Cầu hỏng"}
    return Draft("petition", values)
