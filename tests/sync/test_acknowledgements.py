"""What the other side told to have: increments begin there, and nowhere else."""

import datetime as dt

import pytest

from danvan_desktop.store import Store, restore_backup
from danvan_desktop.sync import (
    AckResult,
    Choice,
    ExportWish,
    NotABundle,
    Relation,
    SyncError,
    describe_ack,
    describe_import,
    enrol_card,
    export_bundle,
    import_file,
    missing_bundles,
    own_card,
    read_ack,
    receipts,
    revoke_peer,
    take_ack,
    write_ack,
)
from tests.sync.exchange import acknowledge, enrol, import_bundle, peer_in, send, write


@pytest.fixture
def offices(commune, province):
    enrol(commune.store, province.store)
    return commune, province


def changes_since_ack(source, target) -> int:
    return export_bundle(source.store, source.store.path.parent / "cu.danvan", ExportWish(since_ack=True)).changes


def test_increment_begins_where_the_other_side_told_to_be(offices):
    commune, province = offices
    commune.petition()
    send(commune.store, province.store)
    told = acknowledge(province.store, commune.store)
    assert told.lagging == 0
    assert told.moved == sum(commune.store.log.vector().values())
    assert changes_since_ack(commune, province) == 0
    commune.petition()
    result = send(commune.store, province.store, since_ack=True)
    assert (result.merge.known, result.merge.new_records) == (0, 1)


def test_sending_without_acknowledgement_moves_no_mark(offices):
    commune, province = offices
    total = sum(commune.store.log.vector().values())
    for _lost_stick in range(3):
        assert changes_since_ack(commune, province) == total


def test_receipts_say_what_became_of_each_bundle(offices):
    commune, province = offices
    made = export_bundle(commune.store, commune.store.path.parent / "a.danvan")
    import_bundle(province.store, made.path)
    acknowledge(province.store, commune.store)
    (receipt,) = receipts(commune.store)[made.sha256]
    assert (receipt.state, receipt.device) == ("accepted", province.store.device_key)


def test_waiting_and_refused_bundles_are_told_as_such(offices, tmp_path):
    _commune, province = offices
    with Store.create(tmp_path / "la.db", unit_name="Xã Lạ", unit_code="L") as stranger:
        made = export_bundle(stranger, tmp_path / "la.danvan")
        import_bundle(province.store, made.path)
        write_ack(province.store, tmp_path / "ack")
        assert [(bundle.sha256, bundle.state) for bundle in read_ack(tmp_path / "ack").bundles] == [
            (made.sha256, "quarantined")
        ]


def test_missing_bundle_is_named_and_later_ones_apply_when_it_comes(offices):
    commune, province = offices
    send(commune.store, province.store)
    acknowledge(province.store, commune.store)
    commune.petition()
    lost = write(commune.store, province.store, since_ack=True)
    vector = commune.store.log.vector()
    commune.petition()
    result = send(commune.store, province.store, since=vector)
    assert result.merge.parked
    told = "\n".join(str(message) for message in describe_import(result))
    (missing,) = result.missing
    assert missing.number == 2
    assert "Thiếu tệp số 2 ngày" in told
    assert [bundle.number for bundle in missing_bundles(province.store)] == [2]
    ack = acknowledge(province.store, commune.store)
    assert any("thiếu tệp số 2" in str(message) for message in describe_ack(ack))
    import_bundle(province.store, lost)
    assert missing_bundles(province.store) == ()
    assert province.store.count("petition") == 2


def test_restored_receiver_tells_less_and_gets_it_again(offices, tmp_path):
    commune, province = offices
    province.store.backup(tmp_path / "cu.db")
    commune.petition()
    send(commune.store, province.store)
    acknowledge(province.store, commune.store)
    province.store.close()
    restore_backup(tmp_path / "cu.db", province.store.path)
    with Store.open(province.store.path) as restored:
        result = send(commune.store, restored, since_ack=True)
        assert result.merge.added == 0
        assert acknowledge(restored, commune.store).lagging
        assert send(commune.store, restored, since_ack=True).merge.added
        assert restored.count("petition") == 1


def test_older_acknowledgement_changes_nothing(offices, tmp_path):
    commune, province = offices
    write_ack(province.store, tmp_path / "cu.ack")
    send(commune.store, province.store)
    acknowledge(province.store, commune.store)
    marks = commune.store.peers.marks(province.store.device_key)
    old = take_ack(commune.store, tmp_path / "cu.ack")
    assert old.is_old
    assert commune.store.peers.marks(province.store.device_key) == marks
    assert any("mới hơn" in str(message) for message in describe_ack(old))


def test_an_acknowledgement_of_a_wrong_clock_silences_no_later_one(offices, tmp_path, monkeypatch):
    commune, province = offices
    now = province.store.clock.now()
    monkeypatch.setattr(province.store.clock, "now", lambda: now + dt.timedelta(days=3650), raising=False)
    write_ack(province.store, tmp_path / "2036.ack")
    monkeypatch.undo()
    take_ack(commune.store, tmp_path / "2036.ack")
    told = dt.datetime.fromisoformat(peer_in(commune.store, province.store).acked_at)
    assert told <= commune.store.clock.now()
    send(commune.store, province.store)
    later = acknowledge(province.store, commune.store)
    assert not later.is_old
    assert later.lagging == 0


def test_a_receipt_rides_along_in_the_bundle_that_goes_back(offices):
    commune, province = offices
    send(commune.store, province.store)
    result = send(province.store, commune.store)
    assert (result.receipt.is_old, result.receipt.lagging) == (False, 0)
    assert changes_since_ack(commune, province) <= result.merge.added
    assert [note.state for notes in receipts(commune.store).values() for note in notes] == ["accepted"]


def test_receipts_go_by_number_whatever_way_they_came(offices, tmp_path):
    commune, province = offices
    early = write(province.store, commune.store)
    send(commune.store, province.store)
    acknowledge(province.store, commune.store)
    marks = commune.store.peers.marks(province.store.device_key)
    result = import_bundle(commune.store, early)
    assert result.receipt.is_old
    assert commune.store.peers.marks(province.store.device_key) == marks


def test_bundle_for_two_begins_where_the_one_who_has_less_is(offices, tmp_path):
    commune, province = offices
    with Store.create(tmp_path / "so.db", unit_name="Huyện ủy", unit_code="HU", level="district") as agency:
        enrol_card(commune.store, own_card(agency), Choice(Relation.ABOVE))
        send(commune.store, province.store)
        acknowledge(province.store, commune.store)
        names = (province.store.device_key, agency.device_key)
        made = export_bundle(commune.store, tmp_path / "hai.danvan", ExportWish(to=names, since_ack=True))
        assert made.changes == sum(commune.store.log.vector().values())


def test_acknowledgement_is_taken_in_like_any_file_and_says_when_both_are_equal(offices, tmp_path):
    commune, province = offices
    for _round in range(2):
        send(commune.store, province.store)
        send(province.store, commune.store)
    send(commune.store, province.store)
    write_ack(province.store, tmp_path / "a.ack")
    marks = commune.store.peers.marks(province.store.device_key)
    tried = import_file(commune.store, tmp_path / "a.ack", dry_run=True)
    assert commune.store.peers.marks(province.store.device_key) == marks
    result = import_file(commune.store, tmp_path / "a.ack")
    assert isinstance(result, AckResult)
    assert result.is_equal
    assert result.moved == tried.moved
    assert any("cùng nội dung" in str(message) for message in describe_ack(result))


def test_acknowledgements_of_strangers_and_revoked_devices_are_refused(offices, tmp_path):
    commune, province = offices
    with Store.create(tmp_path / "la.db", unit_name="Xã Lạ", unit_code="L") as stranger:
        write_ack(stranger, tmp_path / "la.ack")
    with pytest.raises(SyncError, match="chưa được ghép nối"):
        take_ack(commune.store, tmp_path / "la.ack")
    write_ack(province.store, tmp_path / "a.ack")
    revoke_peer(commune.store, province.store.device_name, dt.date(2026, 1, 1))
    with pytest.raises(SyncError, match="ngừng nhận"):
        take_ack(commune.store, tmp_path / "a.ack")


def test_every_changed_byte_of_an_acknowledgement_is_refused(offices, tmp_path):
    commune, province = offices
    write_ack(province.store, tmp_path / "a.ack")
    data, path = (tmp_path / "a.ack").read_bytes(), tmp_path / "hong.ack"
    for place in range(0, len(data), 3):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        with pytest.raises(SyncError):
            take_ack(commune.store, path)
    assert peer_in(commune.store, province.store).acked_at is None


def test_card_is_not_taken_for_a_bundle(offices, tmp_path):
    from danvan_desktop.sync import write_card

    commune, province = offices
    write_card(province.store, tmp_path / "a.card")
    with pytest.raises(NotABundle, match="thẻ máy"):
        import_file(commune.store, tmp_path / "a.card")


def test_an_acknowledgement_that_comes_twice_or_late_changes_nothing(offices):
    commune, province = offices
    commune.petition()
    send(commune.store, province.store)
    folder = province.store.path.parent
    write_ack(province.store, folder / "first.ack")
    assert not take_ack(commune.store, folder / "first.ack").is_old
    again = take_ack(commune.store, folder / "first.ack")
    assert (again.is_old, again.moved, again.lagging) == (True, 0, 0)
    acked = peer_in(commune.store, province.store).acked_at
    uid = commune.petition()
    send(commune.store, province.store)
    acknowledge(province.store, commune.store)
    late = take_ack(commune.store, folder / "first.ack")
    assert (late.is_old, late.lagging) == (True, 0)
    assert peer_in(commune.store, province.store).acked_at > acked
    assert province.store.get(uid) is not None
    assert changes_since_ack(commune, province) == 0
