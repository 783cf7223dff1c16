"""A bundle that empties what is here asks as one that deletes does; a weak passphrase locks nothing."""

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import ReferredTo, Store
from danvan_desktop.sync import DeletesMuch, Deletions, ExportWish, SyncError, export_bundle, revoke_peer
from tests.sync.exchange import enrol, import_bundle, send, write

FILLED = {"received_on": "2026-08-13", "content": "Mương tắc"}


@pytest.fixture
def village(tmp_path):
    with Store.create(tmp_path / "village.db", unit_name="Thôn Đông", unit_code="01", level="village") as store:
        yield store


def with_its_village(commune, village):
    """Let the commune list the village, and both know each other's units."""
    enrol(commune, village)
    commune.save(Draft("unit", {"name": "Thôn Đông", "kind": "village", "code": "01", "parent": commune.unit.uid}))
    send(commune, village)
    send(village, commune)


def petitions(commune, count, **more):
    drafts = [
        Draft("petition", {**FILLED, "unit": commune.store.unit.uid, "number": f"{number:03d}/2026", **more})
        for number in range(count)
    ]
    return commune.store.save(*drafts).uids


def emptied(store, uids, *fields):
    """Write nothing into fields as a script or an infected laptop does."""
    writer = store._writer
    with store._connection:
        writer._append(
            [writer._cells.assignment("petition", uid, field, None) for uid in uids for field in fields], list(uids), []
        )


@pytest.mark.parametrize(
    "fields", [("content",), ("number", "content"), ("citizen_name", "citizen_address", "citizen_phone")]
)
def test_many_emptied_records_are_asked_for_by_their_number(commune, province, fields):
    enrol(commune.store, province.store)
    uids = petitions(commune, 30, citizen_name="Bà Lụa", citizen_address="Xóm 2", citizen_phone="0912345678")
    send(commune.store, province.store)
    emptied(commune.store, uids, *fields)
    path, digest = write(commune.store), province.store.digest()
    with pytest.raises(DeletesMuch) as refusal:
        import_bundle(province.store, path, deletions=0)
    assert refusal.value.deletions.count == 30
    assert province.store.digest() == digest
    tried = import_bundle(province.store, path, dry_run=True)
    assert Deletions.of(province.store, tried.merge).is_much
    assert import_bundle(province.store, path, deletions=30).merge.emptied_records == 30


def test_what_is_emptied_and_deleted_counts_once(commune, province):
    enrol(commune.store, province.store)
    uids = petitions(commune, 30)
    send(commune.store, province.store)
    emptied(commune.store, uids, "content")
    commune.store.delete(*uids)
    with pytest.raises(DeletesMuch) as refusal:
        import_bundle(province.store, write(commune.store), deletions=0)
    assert refusal.value.deletions.count == 30


def test_a_bundle_that_writes_over_most_of_what_is_here_is_asked_for_with_numbers(commune, province):
    enrol(commune.store, province.store)
    uids = petitions(commune, 130)
    send(commune.store, province.store)
    writer = commune.store._writer
    with commune.store._connection:
        writer._append([writer._cells.assignment("petition", uid, "content", "x") for uid in uids], list(uids), [])
    path, digest = write(commune.store), province.store.digest()
    with pytest.raises(DeletesMuch, match="sửa 130 trên") as refusal:
        import_bundle(province.store, path, deletions=0)
    assert refusal.value.deletions.count == 130
    assert province.store.digest() == digest
    assert import_bundle(province.store, path, deletions=130).merge.changed_records == 130


def test_a_quarter_of_ordinary_work_is_not_asked_for(commune, province):
    enrol(commune.store, province.store)
    uids = petitions(commune, 130)
    send(commune.store, province.store)
    for uid in uids[:60]:
        commune.store.save(Draft("petition", {"content": "Mương tắc ở xóm Đông"}, uid))
    assert import_bundle(province.store, write(commune.store), deletions=0).merge.changed_records == 60


def test_a_bundle_that_deletes_the_unit_whose_store_it_is_is_always_asked_for(commune, village):
    with_its_village(commune.store, village)
    commune.store.delete(village.unit.uid, knowing_referrers=True)
    path = write(commune.store)
    with pytest.raises(DeletesMuch, match="đơn vị dùng tệp dữ liệu này"):
        import_bundle(village, path, deletions=0)
    assert not village.unit.deleted
    tried = import_bundle(village, path, dry_run=True)
    assert tried.loses_own_unit
    assert Deletions.of(village, tried.merge, own_unit=tried.loses_own_unit).is_much
    import_bundle(village, path, deletions=3)
    assert village.unit.deleted


def test_the_unit_of_enrolled_devices_goes_only_when_asked_for_or_they_are_revoked(commune, village):
    with_its_village(commune.store, village)
    uid = village.unit.uid
    with pytest.raises(ReferredTo, match="đã ghép nối là của đơn vị này") as refusal:
        commune.store.delete(uid)
    assert refusal.value.may_go
    commune.store.delete(uid, knowing_referrers=True)
    commune.store.restore(uid)
    revoke_peer(commune.store, commune.store.peers.all()[0].name, None)
    commune.store.delete(uid)
    record = commune.store.get(uid, include_deleted=True)
    assert record is not None
    assert record.deleted


def test_what_officers_empty_day_by_day_is_not_asked_for(commune, province):
    enrol(commune.store, province.store)
    uids = petitions(commune, 30, citizen_name="Bà Lụa")
    send(commune.store, province.store)
    for uid in uids:
        commune.store.save(Draft("petition", {"citizen_name": None, "content": "Mương tắc ở xóm Đông"}, uid))
    assert import_bundle(province.store, write(commune.store), deletions=0).merge.emptied_records == 0


@pytest.mark.parametrize("phrase", ["1", "123456789", "aaaaaaaaaaaaaaaa", "1212121212121212", "          1"])
def test_a_passphrase_that_is_guessed_at_once_is_refused_and_no_file_made(commune, tmp_path, phrase):
    with pytest.raises(SyncError, match="yếu"):
        export_bundle(commune.store, tmp_path / "a.danvan", ExportWish(passphrase=phrase))
    assert not (tmp_path / "a.danvan").exists()


def test_what_is_only_judged_anew_since_the_unit_came_to_lie_below_another_is_not_written_over(tmp_path):
    with (
        Store.create(tmp_path / "xa.db", unit_name="Xã Hòa Bình", unit_code="HB") as below,
        Store.create(tmp_path / "tinh.db", unit_name="Tỉnh Bắc Ninh", unit_code="BN", level="province") as above,
    ):
        made = [{"full_name": f"Người {number}", "position": "Cán bộ"} for number in range(130)]
        below.save(*(Draft("officer", {**one, "unit": below.unit.uid}) for one in made))
        enrol(below, above)
        for source, target in ((below, above), (above, below), (below, above), (above, below)):
            told = import_bundle(target, write(source, target), deletions=0)
            assert told.merge.changed_records <= 5, "nobody wrote into them"
        assert below.tree.is_below(below.unit.uid, above.unit.uid)
