import pytest

from danvan_desktop.domain.entry import EntryId, hash_of, seal
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import LogHead, MergeError, Store
from tests.copies import replace
from tests.uids import new_uid

pytestmark = pytest.mark.usefixtures("one_office")


def changes_of(store: Store, vector=None):
    return list(store.log.entries_after(vector or {})), store.signed_logs()


def test_merging_all_changes_makes_stores_equal(commune, province, carry):
    commune.meeting()
    carry(commune.store, province)
    carry(province, commune.store)
    assert commune.store.digest() == province.digest()
    assert province.check().ok


def test_merging_twice_changes_nothing(commune, province):
    changes, heads = changes_of(commune.store)
    province.merge(changes, heads)
    digest = province.digest()
    again = province.merge(changes, heads)
    assert (again.added, again.known) == (0, len(changes))
    assert province.digest() == digest


def test_merge_counts_new_changed_and_deleted_records(commune, province, carry):
    kept, gone = commune.meeting(), commune.meeting()
    carry(commune.store, province)
    commune.meeting()
    commune.store.save(Draft("meeting", {"place": "Đình"}, kept))
    commune.store.delete(gone)
    result = province.merge(*changes_of(commune.store))
    assert (result.new_records, result.changed_records, result.deleted_records) == (1, 1, 1)


def test_dry_run_tells_the_same_and_keeps_nothing(commune, province):
    digest = province.digest()
    changes, heads = changes_of(commune.store)
    told = province.dry_merge(changes, heads)
    assert province.digest() == digest
    assert province.log.vector() != commune.store.log.vector()
    assert province.merge(changes, heads) == told


def test_changes_of_the_same_field_on_two_stores_are_a_conflict_that_keeps_both(commune, province, carry):
    uid = commune.meeting()
    carry(commune.store, province)
    commune.store.save(Draft("meeting", {"place": "Đình làng"}, uid))
    province.save(Draft("meeting", {"place": "Sân kho"}, uid))
    carry(province, commune.store)
    carry(commune.store, province)
    (conflict,) = commune.store.conflicts()
    assert {head.value for head in conflict.heads} == {"Đình làng", "Sân kho"}
    assert commune.store.digest() == province.digest()


def test_same_value_on_two_stores_is_no_conflict(commune, province, carry):
    uid = commune.meeting()
    carry(commune.store, province)
    commune.store.save(Draft("meeting", {"place": "Đình làng"}, uid))
    province.save(Draft("meeting", {"place": "Đình làng"}, uid))
    carry(province, commune.store)
    assert commune.store.conflict_count() == 0


def test_resolved_conflict_is_resolved_everywhere(commune, province, carry):
    uid = commune.meeting()
    carry(commune.store, province)
    commune.store.save(Draft("meeting", {"place": "Đình làng"}, uid))
    province.save(Draft("meeting", {"place": "Sân kho"}, uid))
    carry(province, commune.store)
    (conflict,) = commune.store.conflicts()
    commune.store.resolve(uid, "place", take=conflict.heads[-1].change.id)
    carry(commune.store, province)
    assert province.conflict_count() == 0
    assert province.get(uid).text("place") == conflict.heads[-1].value


def test_saving_the_shown_value_again_settles_its_conflict(commune, province, carry):
    uid = commune.meeting()
    carry(commune.store, province)
    commune.store.save(Draft("meeting", {"place": "Đình làng"}, uid))
    province.save(Draft("meeting", {"place": "Sân kho"}, uid))
    carry(province, commune.store)
    commune.store.save(Draft("meeting", {"place": commune.store.get(uid).text("place")}, uid))
    assert commune.store.conflict_count() == 0


def test_later_changes_wait_for_missing_earlier_ones(commune, province):
    commune.meeting()
    first, heads = changes_of(commune.store)
    vector = commune.store.log.vector()
    commune.meeting()
    later, later_heads = changes_of(commune.store, vector)
    parked = province.merge(later, later_heads)
    assert parked.parked == len(later)
    assert province.count("meeting") == 0
    result = province.merge(first, heads)
    assert result.added == len(first) + len(later)
    assert province.digest() == _digest_with(province, commune.store)


def _digest_with(target: Store, source: Store) -> str:
    source.merge(target.log.entries_after({}), target.signed_logs())
    return source.digest()


def test_changed_value_breaks_the_chain_and_nothing_is_kept(commune, province):
    changes, heads = changes_of(commune.store)
    changes[1] = replace(changes[1], values={**changes[1].values, "name": '"Xã giả"'})
    digest = province.digest()
    with pytest.raises(MergeError):
        province.merge(changes, heads)
    assert province.digest() == digest


def test_changes_without_an_owner_are_refused(commune, province):
    changes, _heads = changes_of(commune.store)
    with pytest.raises(MergeError, match="không rõ máy"):
        province.merge(changes, [])


@pytest.mark.parametrize("owner_came_first", [True, False])
def test_nobody_claims_another_s_replica_even_where_its_owner_is_not_known_yet(commune, province, owner_came_first):
    """The log itself, a fork of it, and a stream of it that its owner never used."""
    changes, heads = changes_of(commune.store)
    if owner_came_first:
        province.merge(changes, heads)
    digest, logs = province.digest(), province.log.logs()
    forged, last = _with_unknown_change(commune.store, heads)
    (unused,) = _on_an_unused_stream(forged[0])
    claims = [(changes, heads), (forged, last), ([unused], [LogHead(*unused.id.log, 1, unused.hash, "", None)])]
    for entries, owned in claims:
        with pytest.raises(MergeError, match="ghi tên một máy khác"):
            province.merge(entries, [replace(head, device="00" * 32) for head in owned])
    assert (province.digest(), province.log.logs()) == (digest, logs)
    commune.meeting()
    assert province.merge(*changes_of(commune.store)).added > 0
    assert province.count("meeting") == 1
    assert province.check().ok


def _on_an_unused_stream(change):
    moved = replace(change, id=change.id._replace(stream="restricted", seq=1), previous="")
    return [replace(moved, hash=hash_of(moved))]


def test_same_change_id_with_another_hash_is_quarantined(commune, province, tmp_path):
    commune.store.backup(tmp_path / "copy.db")
    uid = commune.meeting()
    changes, heads = changes_of(commune.store)
    province.merge(changes, heads)
    digest = province.digest()
    forged = [replace(change, hash="ab" * 32) if change.uid == uid else change for change in changes]
    result = province.merge(forged, heads)
    assert result.quarantined > 0
    assert province.digest() == digest


def test_cloned_store_writes_under_a_new_replica(commune, tmp_path):
    commune.store.backup(tmp_path / "copy.db")
    with Store.open(tmp_path / "copy.db") as copy:
        assert copy.replica != commune.store.replica
        assert copy.digest() == commune.store.digest()


def test_unknown_kinds_and_fields_stay_in_the_log(commune, province):
    changes, heads = changes_of(commune.store)
    with_unknown, new_heads = _with_unknown_change(commune.store, heads)
    province.merge([*changes, *with_unknown], new_heads)
    assert any(change.kind == "contest" for change in province.log.entries_after({}))
    assert province.check().ok


def _with_unknown_change(store: Store, heads: list[LogHead]):
    own = next(head for head in heads if head.replica == store.replica and head.stream == "upward")
    change = seal(
        EntryId(own.replica, own.stream, own.seq + 1),
        timestamp="1900000000000-0000",
        kind="contest",
        uid=new_uid(),
        place=store.unit.uid,
        officer="",
        seen=(),
        values={"title": '"Hội thi Dân vận khéo"'},
        salt="00" * 16,
        previous=own.hash,
    )
    grown = replace(own, seq=own.seq + 1, hash=change.hash, signature=None)
    return [change], [grown if head is own else head for head in heads]
