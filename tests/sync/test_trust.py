"""Whose bundles are taken in: of anybody until the first device is enrolled, of enrolled ones from then on."""

import datetime as dt

import pytest

from danvan_desktop import sync
from danvan_desktop.store import PeerState, Store
from danvan_desktop.sync import (
    ImportStatus,
    RevokedSender,
    SenderNotEnrolled,
    SyncError,
    WaitingReason,
    accept_waiting,
    add_peer,
    describe_import,
    enrol_card,
    own_card,
    peers,
    refuse_waiting,
    revoke_peer,
    waiting_bundles,
)
from tests.sync.exchange import enrol, import_bundle, send, write


@pytest.fixture
def stranger(tmp_path):
    with Store.create(tmp_path / "la.db", unit_name="Xã Lạ", unit_code="L") as store:
        yield store


@pytest.fixture
def strict(commune, province):
    """The province, which has enrolled the commune."""
    enrol(commune.store, province.store)
    return province


def days(number: int) -> dt.timedelta:
    return dt.timedelta(days=number)


def test_first_plain_bundle_is_believed_and_its_sender_remembered_as_unconfirmed(commune, province):
    result = send(commune.store, province.store, plain=True)
    assert result.first_use
    assert any("chưa so mười từ" in str(message) for message in describe_import(result))
    (peer,) = peers(province.store)
    assert (peer.device, peer.state) == (commune.store.device_key, PeerState.UNCONFIRMED)
    assert not send(commune.store, province.store, plain=True).first_use


def test_dry_run_remembers_nobody(commune, province):
    assert import_bundle(province.store, write(commune.store), dry_run=True).first_use
    assert not peers(province.store)


def test_stranger_s_bundle_waits_once_somebody_is_enrolled(strict, stranger):
    digest = strict.store.digest()
    result = send(stranger, strict.store, plain=True)
    assert (result.status, result.reason) == (ImportStatus.QUARANTINED, WaitingReason.UNKNOWN_SENDER)
    assert strict.store.digest() == digest
    (waiting,) = waiting_bundles(strict.store)
    assert waiting == result.waiting
    assert waiting.manifest.unit.name == "Xã Lạ"
    assert any("danh sách chờ" in str(message) for message in describe_import(result))
    assert not [note for note in strict.store.bundles() if note.direction == "in"]


def test_same_bundle_waits_once(strict, stranger):
    path = write(stranger)
    for _turn in range(2):
        import_bundle(strict.store, path)
    assert len(waiting_bundles(strict.store)) == 1


def test_dry_run_sets_nothing_aside(strict, stranger):
    result = import_bundle(strict.store, write(stranger), dry_run=True)
    assert (result.status, result.waiting) == (ImportStatus.QUARANTINED, None)
    assert not waiting_bundles(strict.store)


def test_waiting_bundle_is_accepted_after_enrolment_even_when_its_file_is_gone(strict, stranger):
    path = write(stranger)
    result = import_bundle(strict.store, path)
    path.unlink()
    with pytest.raises(SenderNotEnrolled, match="chưa được ghép nối"):
        accept_waiting(strict.store, result.waiting.id)
    add_peer(strict.store, own_card(stranger), confirmed=True)
    assert accept_waiting(strict.store, result.waiting.id, dry_run=True).merge.new_records == 1
    assert len(waiting_bundles(strict.store)) == 1
    assert accept_waiting(strict.store, result.waiting.id).merge.new_records == 1
    assert not waiting_bundles(strict.store)
    assert not list(strict.store.waiting.content(result.waiting.id))


def test_waiting_bundle_of_many_parts_comes_out_whole(strict, stranger, monkeypatch):
    monkeypatch.setattr("danvan_desktop.sync.quarantine.PART", 100)
    waiting = import_bundle(strict.store, write(stranger)).waiting
    assert len(list(strict.store.waiting.content(waiting.id))) > 10
    add_peer(strict.store, own_card(stranger), confirmed=True)
    assert accept_waiting(strict.store, waiting.id).merge.new_records == 1


def test_strangers_cannot_fill_the_disk(strict, stranger, monkeypatch):
    first = import_bundle(strict.store, write(stranger)).waiting
    monkeypatch.setattr("danvan_desktop.sync.quarantine.LARGEST_WAITING", first.size + 100)
    with pytest.raises(SyncError, match="đã đầy"):
        import_bundle(strict.store, write(stranger))
    assert [waiting.id for waiting in waiting_bundles(strict.store)] == [first.id]


def test_refused_bundle_is_forgotten(strict, stranger):
    waiting = import_bundle(strict.store, write(stranger)).waiting
    refuse_waiting(strict.store, waiting.id)
    assert not waiting_bundles(strict.store)
    with pytest.raises(SyncError, match="Không có tệp"):
        accept_waiting(strict.store, waiting.id)


def test_device_believed_at_first_use_waits_too_once_another_is_enrolled(commune, province, stranger):
    send(stranger, province.store, plain=True)
    enrol(commune.store, province.store)
    assert send(stranger, province.store, plain=True).reason is WaitingReason.UNCONFIRMED


def test_encrypted_bundle_of_a_stranger_waits_although_nobody_is_enrolled(commune, province):
    enrol_card(commune.store, own_card(province.store))
    assert send(commune.store, province.store).status is ImportStatus.QUARANTINED


def test_revoked_sender_is_refused_from_its_day_on(strict, commune):
    path = write(commune.store, strict.store)
    today = strict.store.today()
    revoke_peer(strict.store, commune.store.device_name, today)
    with pytest.raises(RevokedSender, match="ngừng nhận"):
        import_bundle(strict.store, path)
    (noted,) = waiting_bundles(strict.store)
    assert (noted.reason, noted.can_be_accepted, noted.size) == (WaitingReason.REVOKED, False, 0)
    with pytest.raises(SyncError, match="từ chối"):
        accept_waiting(strict.store, noted.id)


def test_earlier_bundle_of_a_revoked_sender_waits_for_a_person(strict, commune):
    path = write(commune.store, strict.store)
    revoke_peer(strict.store, commune.store.device_name, strict.store.today() + days(2))
    result = import_bundle(strict.store, path)
    assert result.reason is WaitingReason.REVOKED_LATER
    assert accept_waiting(strict.store, result.waiting.id).merge.added


def test_relay_cannot_bring_what_a_revoked_device_wrote_since(commune, strict, tmp_path):
    with Store.create(tmp_path / "thon.db", unit_name="Thôn Đông", unit_code="DS-01", level="village") as village:
        enrol(village, commune.store)
        send(commune.store, village)
        send(village, commune.store)
        send(strict.store, commune.store)
        send(commune.store, strict.store)
        add_peer(strict.store, own_card(village), confirmed=True)
        revoke_peer(strict.store, strict.store.peers.find(village.device_key).name, strict.store.today())
        village.save(_named(village, "Thôn giả"))
        send(village, commune.store)
    uid = commune.petition()
    result = send(commune.store, strict.store)
    assert result.held >= 1
    assert strict.store.get(uid) is not None
    assert "Thôn giả" not in [unit.text("name") for unit in strict.store.list("unit")]
    assert any("không có quyền ghi" in str(message) for message in describe_import(result))
    assert strict.store.check().ok
    write(strict.store, commune.store)


def _named(store, name):
    from danvan_desktop.domain.record import Draft

    return Draft("unit", {"name": name}, store.unit.uid)


@pytest.mark.parametrize("options", [{"plain": True}, {"passphrase": "mưa thuận gió hòa"}])
def test_nobody_unknown_writes_before_a_person_said_yes(commune, stranger, options):
    digest = commune.store.digest()
    path, phrase = write(stranger, **options), options.get("passphrase")
    result = sync.import_bundle(commune.store, path, passphrase=phrase)
    assert (result.status, result.reason) == (ImportStatus.QUARANTINED, WaitingReason.UNKNOWN_SENDER)
    assert commune.store.digest() == digest
    assert not peers(commune.store)
    taken = sync.import_bundle(commune.store, path, passphrase=phrase, accept_sender=True)
    assert taken.status is ImportStatus.APPLIED
    assert not waiting_bundles(commune.store)


def test_each_new_stranger_is_asked_for_again(commune, province, stranger):
    sync.import_bundle(commune.store, write(province.store, plain=True), accept_sender=True)
    later = sync.import_bundle(commune.store, write(province.store, plain=True))
    assert later.status is ImportStatus.APPLIED
    other = sync.import_bundle(commune.store, write(stranger, plain=True))
    assert other.status is ImportStatus.QUARANTINED


def test_saying_yes_is_no_way_round_pairing(strict, stranger):
    result = sync.import_bundle(strict.store, write(stranger, plain=True), accept_sender=True)
    assert result.status is ImportStatus.QUARANTINED


def test_the_card_of_a_sender_names_its_level_its_unit_and_ten_words(commune, stranger):
    result = sync.import_bundle(commune.store, write(stranger, plain=True), dry_run=True)
    told = str(sync.sender_card(result.manifest))
    for part in ("Xã Lạ", "Xã, phường", own_card(stranger).fingerprint.text):
        assert part in told


@pytest.mark.parametrize("is_known", [True, False])
def test_what_was_here_before_a_device_was_revoked_is_not_counted_as_held(strict, commune, tmp_path, is_known):
    with Store.create(tmp_path / "thon.db", unit_name="Thôn Đông", unit_code="DS-01", level="village") as village:
        enrol(village, commune.store)
        send(commune.store, village)
        village.save(_named(village, "Thôn Đông Thượng"))
        send(village, commune.store)
        send(strict.store, commune.store)
        if is_known:
            send(commune.store, strict.store)
        add_peer(strict.store, own_card(village), confirmed=True)
        revoke_peer(strict.store, strict.store.peers.find(village.device_key).name, strict.store.today())
        village.save(_named(village, "Thôn giả"))
        send(village, commune.store)
    assert (send(commune.store, strict.store).held == 1) is is_known
    names = [unit.text("name") for unit in strict.store.list("unit")]
    assert "Thôn giả" not in names
    assert ("Thôn Đông Thượng" in names) is is_known
    assert strict.store.check().ok
