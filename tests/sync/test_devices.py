"""Device cards, fingerprints and the list of who is trusted."""

import datetime as dt
import json

import pytest

from danvan_desktop.assets import resource_path
from danvan_desktop.domain.text import fold
from danvan_desktop.localization import Translator
from danvan_desktop.store import PeerState, Store
from danvan_desktop.sync import (
    BundleTooNew,
    DamagedBundle,
    ForgedBundle,
    NotABundle,
    SyncError,
    UnknownPeer,
    add_peer,
    addressees,
    confirm_peer,
    find_peer,
    own_card,
    parse_card,
    peer_fingerprint,
    peers,
    read_card,
    rename_peer,
    revoke_peer,
    write_card,
)
from danvan_desktop.sync.cards import LONGEST_NAME, name_device
from tests.sync.exchange import enrol, send


def test_card_carries_the_public_keys_and_the_unit(commune, tmp_path):
    written = write_card(commune.store, tmp_path / "xa.card")
    read = read_card(tmp_path / "xa.card")
    assert (read.device, read.unit.name, read.unit.kind) == (commune.store.device_key, "Xã Đông Sơn", "commune")
    assert read.recipient == commune.store.identity.keys.recipient
    assert read.fingerprint == written.fingerprint
    assert parse_card(read.text.encode()).device == read.device
    assert read.made_at == written.made_at
    assert commune.store.clock.now() - dt.datetime.fromisoformat(read.made_at) < dt.timedelta(minutes=10)
    assert commune.store.identity.keys.age_keys[0] not in read.text


def test_card_fits_a_qr_code(commune):
    import segno

    assert segno.make(own_card(commune.store).text, micro=False).version <= 30


def test_every_changed_byte_of_a_card_is_refused(commune):
    data = own_card(commune.store).data
    for place in range(len(data)):
        changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        with pytest.raises((DamagedBundle, ForgedBundle, NotABundle, BundleTooNew)):
            parse_card(changed)


def test_card_of_a_newer_version_asks_for_an_update(commune):
    with pytest.raises(BundleTooNew, match="cập nhật"):
        parse_card(own_card(commune.store).data.replace(b'"version":"1.0"', b'"version":"2.0"'))


def test_other_files_are_no_cards(bundle):
    with pytest.raises(NotABundle, match="thẻ máy"):
        read_card(bundle)


def test_fingerprint_words_can_be_told_apart_without_tone_marks():
    words = json.loads(resource_path("sync", "words.json").read_text("utf-8"))["words"]
    assert len({fold(word) for word in words}) == len(words) == 256


def test_fingerprints_of_other_keys_differ(commune, province):
    here, there = own_card(commune.store).fingerprint, own_card(province.store).fingerprint
    assert len(here.words) == 10
    assert len(here.digits.replace(" ", "")) == 30
    assert here.words != there.words
    assert here.digits != there.digits


def test_enrolled_device_is_listed_with_its_fingerprint(commune, province):
    card = own_card(province.store)
    peer = add_peer(commune.store, card, confirmed=True)
    assert peers(commune.store) == (peer,) == addressees(commune.store)
    assert peer.state is PeerState.CONFIRMED
    assert peer_fingerprint(peer) == card.fingerprint
    assert find_peer(commune.store, peer.name.upper()) == find_peer(commune.store, peer.device[:10]) == peer


def test_unconfirmed_device_is_no_addressee(commune, province):
    add_peer(commune.store, own_card(province.store), confirmed=False)
    assert addressees(commune.store) == ()
    confirm_peer(commune.store, province.store.device_name)
    assert len(addressees(commune.store)) == 1


def test_card_with_another_recipient_key_must_be_confirmed_again(commune, province):
    add_peer(commune.store, own_card(province.store), confirmed=True)
    province.store.settings.set("device.age_key", "")
    province.store.identity.keys.complete()
    assert add_peer(commune.store, own_card(province.store), confirmed=False).state is PeerState.UNCONFIRMED


def test_own_card_cannot_be_enrolled(commune):
    with pytest.raises(SyncError, match="chính máy này"):
        add_peer(commune.store, own_card(commune.store), confirmed=True)


def test_devices_of_the_same_name_are_kept_apart(commune, province, tmp_path):
    enrol(commune.store, province.store)
    with Store.create(tmp_path / "khac.db", unit_name="Xã Tây Sơn", unit_code="TS") as other:
        second = add_peer(commune.store, own_card(other), confirmed=True)
    assert second.name.endswith("(Xã Tây Sơn)")
    assert rename_peer(commune.store, second.name, "  Máy   Tây Sơn ").name == "Máy Tây Sơn"
    with pytest.raises(SyncError, match="đã có máy khác"):
        rename_peer(commune.store, "máy tây sơn", province.store.device_name)


def test_unknown_name_is_told_with_the_known_ones(commune, province):
    enrol(commune.store, province.store)
    with pytest.raises(UnknownPeer, match=province.store.device_name):
        find_peer(commune.store, "may-la")


def test_revoked_device_is_neither_addressed_nor_enrolled_again(commune, province):
    enrol(commune.store, province.store)
    revoked = revoke_peer(commune.store, province.store.device_name, dt.date(2026, 8, 12))
    assert (revoked.state, revoked.revoked_from) == (PeerState.REVOKED, "2026-08-12")
    assert addressees(commune.store) == ()
    for refused in (
        lambda: add_peer(commune.store, own_card(province.store), confirmed=True),
        lambda: confirm_peer(commune.store, revoked.name),
        lambda: send(commune.store, province.store),
    ):
        with pytest.raises(SyncError, match="ngừng nhận"):
            refused()


def test_store_made_before_encryption_gets_a_recipient_key_when_opened(commune):
    commune.store.settings.set("device.age_key", "")
    with Store.open(commune.store.path) as again:
        assert again.identity.keys.recipient.startswith("age1")


def words(refusal: SyncError) -> str:
    return Translator("vi")(refusal.message)


def test_a_device_is_found_by_its_name_its_key_or_the_beginning_of_its_key(commune, province):
    enrol(commune.store, province.store)
    key, name = province.store.device_key, peers(commune.store)[0].name
    for wanted in (name, name.upper(), key, key.upper(), key[:8]):
        assert find_peer(commune.store, wanted).device == key
    for wanted in (key[:7], key + "0", "", name[:-1]):
        with pytest.raises(UnknownPeer) as refused:
            find_peer(commune.store, wanted)
        assert words(refused.value) == f"Chưa biết máy “{wanted}”. Các máy đã biết: {name}."


def test_a_device_is_not_renamed_to_what_is_empty_or_another_s(commune, province, tmp_path):
    with Store.create(tmp_path / "khac.db", unit_name="Xã Khác", unit_code="K") as other:
        enrol(commune.store, province.store, other)
        first, second = peers(commune.store)
        for wanted in ("", "  ", second.name, second.name.upper()):
            with pytest.raises(SyncError, match="để trống hoặc đã có máy khác dùng"):
                rename_peer(commune.store, first.name, wanted)
        renamed = rename_peer(commune.store, first.name, "  Máy   tỉnh ")
        assert (renamed.name, renamed.device) == ("Máy tỉnh", first.device)
        assert rename_peer(commune.store, "Máy tỉnh", "MÁY TỈNH").name == "MÁY TỈNH"


def test_a_device_is_revoked_from_today_unless_another_day_is_said(commune, province):
    enrol(commune.store, province.store)
    name = peers(commune.store)[0].name
    assert revoke_peer(commune.store, name).revoked_from == commune.store.today().isoformat()
    assert revoke_peer(commune.store, name, dt.date(2026, 8, 1)).revoked_from == "2026-08-01"
    assert peers(commune.store, revoked=False) == ()
    assert len(peers(commune.store)) == 1
    with pytest.raises(SyncError) as refused:
        confirm_peer(commune.store, name)
    assert words(refused.value) == (
        f"Đã ngừng nhận từ máy “{name}” nên không ghép nối lại được. Hãy lập tệp dữ liệu mới trên máy ấy rồi ghép nối"
        " bằng thẻ mới."
    )


def test_a_device_that_was_met_by_a_bundle_is_addressed_once_a_person_compared_its_keys(commune, province):
    commune.petition()
    send(commune.store, province.store, plain=True)
    (met,) = peers(province.store)
    assert (met.device, met.state, met.confirmed_at) == (commune.store.device_key, PeerState.UNCONFIRMED, None)
    assert addressees(province.store) == ()
    assert confirm_peer(province.store, met.name).state is PeerState.CONFIRMED
    assert [peer.device for peer in addressees(province.store)] == [commune.store.device_key]


def test_a_renewed_card_keeps_the_confirmation_only_with_the_same_keys(commune, province):
    enrol(commune.store, province.store)
    kept = peers(commune.store)[0]
    card = own_card(province.store)
    again = add_peer(commune.store, card, confirmed=False)
    assert (again.confirmed_at, again.added_at, again.name) == (kept.confirmed_at, kept.added_at, kept.name)


def test_a_device_has_a_name_that_cards_can_carry(commune):
    name_device(commune.store, "  Máy   văn phòng ")
    assert own_card(commune.store).name == "Máy văn phòng"
    name_device(commune.store, "x" * LONGEST_NAME)
    for wanted in ("", "   ", "x" * (LONGEST_NAME + 1), "a\x00b"):
        with pytest.raises(SyncError) as refused:
            name_device(commune.store, wanted)
        assert words(refused.value) == f"Tên máy phải có từ 1 đến {LONGEST_NAME} ký tự."
    assert own_card(commune.store).name == "x" * LONGEST_NAME
