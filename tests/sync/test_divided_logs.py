"""A log that is larger than a file goes in pieces, each in a bundle that is readable alone, in any order."""

import datetime as dt
import os
from itertools import count, permutations

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import (
    ExportWish,
    SyncError,
    export_again,
    export_bundle,
    import_bundle,
    measure_export,
    missing_bundles,
)
from tests.sync.exchange import enrol
from tests.sync.independent_reader import read

SIZE = 20_000
WISH = ExportWish(volume_size=SIZE, plain=True)
TEXT = "Mương bị tắc, nước tràn vào ruộng. " * 20


@pytest.fixture
def others(tmp_path, commune):
    """A second and a third laptop of the office."""
    with (
        Store.create(tmp_path / "second.db", unit_name="Xã Đông Sơn", unit_code="DS") as second,
        Store.create(tmp_path / "third.db", unit_name="Xã Đông Sơn", unit_code="DS") as third,
    ):
        enrol(commune.store, second, third)
        yield second, third


def fill(store, count=30):
    made = {"received_on": "2026-08-13", "unit": store.unit.uid}
    before = store.count("petition")
    return [
        store.save(Draft("petition", made | {"number": f"{before + number}/2026", "content": f"{number} {TEXT}"})).uids[
            0
        ]
        for number in range(count)
    ]


def same(one, other):
    return one.digest("petition") == other.digest("petition") and one.digest("attachment") == other.digest("attachment")


def pieces(files, key):
    found = [(log.after, log.seq) for f in files for log in f.manifest.logs if (log.replica, log.stream) == key]
    return [(after, seq) for after, seq in found if after != seq]


def test_a_log_larger_than_a_file_goes_in_pieces_that_follow_each_other(commune, others, tmp_path):
    fill(commune.store)
    told = measure_export(commune.store, WISH)
    made = export_bundle(commune.store, tmp_path / "a.danvan", WISH)
    key = (commune.store.replica, "upward")
    found = pieces(made.files, key)
    assert told.files == len(made.files) >= 3
    assert len(found) > 2
    assert [after for after, _seq in found] == [0, *(seq for _after, seq in found[:-1])]
    assert found[-1][1] == commune.store.log.vector()[key]
    for file in made.files:
        members = file.manifest.members
        assert members[0].size <= SIZE
        assert read(file.path.read_bytes()).manifest["number"] == file.manifest.number


@pytest.mark.parametrize("order", [*permutations(range(3)), None])
def test_pieces_are_taken_in_in_any_order(commune, others, tmp_path, order):
    second, third = others
    fill(commune.store, 30 if order is None else 20)
    commune.store.attach_data(fill(commune.store, 1)[0], "a.bin", os.urandom(5_000))
    files = export_bundle(commune.store, tmp_path / "a.danvan", WISH).files
    rest = list(range(3, len(files)))
    for place in (*order, *rest) if order is not None else reversed(range(len(files))):
        import_bundle(second, files[place].path)
    assert same(second, commune.store)
    assert missing_bundles(second) == ()
    assert second.check().ok
    assert not second.blobs.lacks()
    for file in export_bundle(second, tmp_path / "b.danvan", WISH).files:
        import_bundle(third, file.path)
    assert same(third, commune.store)


def test_a_lost_piece_is_named_and_made_again(commune, others, tmp_path):
    second, _third = others
    fill(commune.store)
    files = export_bundle(commune.store, tmp_path / "a.danvan", WISH).files
    lost = files[1]
    for file in files:
        if file is not lost:
            import_bundle(second, file.path)
    assert [one.number for one in missing_bundles(second)] == [lost.manifest.number]
    assert second.count("petition") < commune.store.count("petition")
    fill(commune.store, 3)
    again = export_again(commune.store, lost.manifest.number, tmp_path / "again.danvan")
    assert [m.sha256 for m in again.manifest.members] == [m.sha256 for m in lost.manifest.members]
    import_bundle(second, again.path)
    assert second.count("petition") == commune.store.count("petition") - 3
    assert missing_bundles(second) == ()


def test_a_lost_piece_is_named_once_though_the_pieces_took_minutes_to_write(commune, others, tmp_path, monkeypatch):
    second, _third = others
    fill(commune.store)
    started = commune.store.clock.now()
    minutes = count()
    monkeypatch.setattr(type(commune.store.clock), "now", lambda _: started + dt.timedelta(minutes=next(minutes)))
    files = export_bundle(commune.store, tmp_path / "a.danvan", WISH).files
    assert files[1].manifest.made_at != files[2].manifest.made_at
    for file in files:
        if file is not files[1]:
            told = import_bundle(second, file.path).missing
    assert [one.number for one in told] == [files[1].manifest.number]
    (missing,) = missing_bundles(second)
    assert (missing.number, missing.moment) == (files[1].manifest.number, told[0].moment)


def test_an_export_of_pieces_that_was_stopped_goes_on(commune, others, tmp_path):
    second, _third = others
    fill(commune.store)
    files = export_bundle(commune.store, tmp_path / "a.danvan", WISH).files
    files[2].path.unlink()
    kept = {file.path.name: file.path.stat().st_mtime_ns for file in files if file is not files[2]}
    again = export_bundle(commune.store, tmp_path / "a.danvan", WISH).files
    assert [file.manifest.number for file in again] == [file.manifest.number for file in files]
    assert kept.items() <= {path.name: path.stat().st_mtime_ns for path in tmp_path.glob("a.tap-*")}.items()
    for file in again:
        import_bundle(second, file.path)
    assert same(second, commune.store)


def test_anothers_log_is_divided_only_where_its_owner_signed_it(commune, others, tmp_path):
    second, third = others
    for name in ("one", "two", "three"):
        fill(commune.store, 12)
        import_bundle(second, export_bundle(commune.store, tmp_path / f"{name}.danvan", ExportWish(plain=True)).path)
    files = export_bundle(second, tmp_path / "b.danvan", WISH).files
    key = (commune.store.replica, "upward")
    signed = {log.seq for log in commune.store.signed_logs() if log.key == key}
    ends = [seq for _after, seq in pieces(files, key)]
    assert len(ends) == 3
    assert ends[-1] in signed
    for file in reversed(files):
        import_bundle(third, file.path)
    assert same(third, commune.store)
    assert third.check().ok


def test_anothers_log_that_was_signed_once_and_is_too_large_is_told_in_words(commune, others, tmp_path, monkeypatch):
    second, _third = others
    fill(commune.store)
    import_bundle(second, export_bundle(commune.store, tmp_path / "one.danvan", ExportWish(plain=True)).path)
    monkeypatch.setattr("danvan_desktop.sync.writer.LARGEST_VOLUME", SIZE)
    with pytest.raises(SyncError, match="512 MB"):
        export_bundle(second, tmp_path / "b.danvan", WISH)
    assert not list(tmp_path.glob("b.*.part"))


def test_an_increment_is_divided_too(commune, others, tmp_path):
    second, _third = others
    fill(commune.store, 3)
    import_bundle(second, export_bundle(commune.store, tmp_path / "one.danvan", ExportWish(plain=True)).path)
    since = second.log.vector()
    fill(commune.store)
    files = export_bundle(
        commune.store, tmp_path / "a.danvan", ExportWish(volume_size=SIZE, plain=True, since=since)
    ).files
    found = pieces(files, (commune.store.replica, "upward"))
    assert found[0][0] == since[commune.store.replica, "upward"]
    assert len(found) > 2
    for file in files:
        import_bundle(second, file.path)
    assert same(second, commune.store)
