"""Bundles that only those open whom they are for."""

import io
import random

import pyrage
import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.store import Store
from danvan_desktop.sync import (
    BundleTooLarge,
    ExportWish,
    FileKind,
    ImportStatus,
    NeedsPassphrase,
    Sealing,
    SyncError,
    WrongPassphrase,
    WrongRecipient,
    export_bundle,
    measure_export,
    what_is,
)
from danvan_desktop.sync.sealing import seal_by_passphrase
from tests.sync.exchange import acknowledge, enrol, import_bundle, link_unit, send, write

pytestmark = pytest.mark.usefixtures("earlier_petitions")

SECRET = "Nguyễn Văn Bí Mật"


@pytest.fixture
def enrolled(commune, province):
    enrol(commune.store, province.store)
    commune.petition(citizen_name=SECRET)
    return commune, province


def test_bundle_goes_encrypted_to_all_enrolled_devices_when_nothing_is_chosen(enrolled, tmp_path):
    commune, province = enrolled
    result = export_bundle(commune.store, tmp_path / "a.danvan")
    assert result.sealing is Sealing.RECIPIENTS
    assert [peer.device for peer in result.recipients] == [province.store.device_key]
    data = result.path.read_bytes()
    assert data.startswith(b"age-encryption.org/v1\n")
    assert b"manifest.json" not in data
    assert SECRET.encode() not in data
    assert what_is(result.path) is FileKind.ENCRYPTED
    taken = import_bundle(province.store, result.path)
    assert (taken.status, taken.sealing) == (ImportStatus.APPLIED, Sealing.RECIPIENTS)
    assert province.store.list("petition")[0].text("citizen_name") == SECRET


def test_bundle_for_nobody_enrolled_is_plain(commune, tmp_path):
    result = export_bundle(commune.store, tmp_path / "a.danvan")
    assert (result.sealing, result.carries_personal_data) == (Sealing.PLAIN, True)
    assert what_is(result.path) is FileKind.BUNDLE


def test_plain_bundle_is_possible_when_chosen(enrolled, tmp_path):
    commune, province = enrolled
    assert export_bundle(commune.store, tmp_path / "a.danvan", ExportWish(plain=True)).sealing is Sealing.PLAIN
    assert import_bundle(province.store, tmp_path / "a.danvan").status is ImportStatus.APPLIED


def test_other_devices_cannot_open_it(enrolled, tmp_path):
    commune, province = enrolled
    path = write(commune.store, province.store)
    with Store.create(tmp_path / "la.db", unit_name="Xã Lạ", unit_code="L") as stranger:
        with pytest.raises(WrongRecipient, match="máy khác"):
            import_bundle(stranger, path)
        assert not stranger.waiting.all()


def test_content_handed_on_to_another_device_is_refused(enrolled, tmp_path):
    commune, province = enrolled
    inner = io.BytesIO()
    key = pyrage.x25519.Identity.from_str(province.store.identity.keys.age_keys[0])
    with write(commune.store, province.store).open("rb") as file:
        pyrage.decrypt_io(file, inner, [key])
    path = tmp_path / "chuyen.danvan"
    path.write_bytes(inner.getvalue())
    stranger = Store.create(tmp_path / "la.db", unit_name="Xã Lạ", unit_code="L")
    with stranger, pytest.raises(WrongRecipient, match="gửi cho máy khác"):
        import_bundle(stranger, path)


def test_sender_can_open_what_it_sent(enrolled):
    commune, province = enrolled
    assert import_bundle(commune.store, write(commune.store, province.store)).changed_nothing


def test_any_changed_or_missing_byte_is_refused(enrolled, tmp_path):
    commune, province = enrolled
    data = write(commune.store, province.store).read_bytes()
    digest, path = province.store.digest(), tmp_path / "hong.danvan"
    chance = random.Random(5)
    for place in chance.sample(range(len(data)), 60):
        for changed in (
            data[:place],
            data[:place] + bytes([data[place] ^ 1 << chance.randrange(8)]) + data[place + 1 :],
        ):
            path.write_bytes(changed)
            with pytest.raises(SyncError):
                import_bundle(province.store, path)
    path.write_bytes(data + b"\x00")
    with pytest.raises(SyncError):
        import_bundle(province.store, path)
    assert province.store.digest() == digest


def test_passphrase_opens_a_bundle_where_no_card_was_exchanged(commune, province, tmp_path):
    commune.petition()
    path = write(commune.store, passphrase="mật khẩu của xã")
    assert what_is(path) is FileKind.ENCRYPTED_BY_PASSPHRASE
    with pytest.raises(NeedsPassphrase, match="mật khẩu"):
        import_bundle(province.store, path)
    with pytest.raises(WrongPassphrase, match="không mở được"):
        import_bundle(province.store, path, passphrase="sai")
    assert import_bundle(province.store, path, passphrase="mật khẩu của xã").merge.new_records == 2


def test_ways_of_sealing_exclude_each_other(enrolled, tmp_path):
    commune, province = enrolled
    name = province.store.device_name
    for chosen in ({"to": (name,), "plain": True}, {"passphrase": "a", "plain": True}, {"passphrase": ""}):
        with pytest.raises(SyncError, match=r"Chỉ chọn một cách|để trống"):
            export_bundle(commune.store, tmp_path / "a.danvan", ExportWish(**chosen))
    assert not (tmp_path / "a.danvan").exists()


def test_large_bundles_are_not_held_in_memory_for_a_passphrase(monkeypatch):
    monkeypatch.setattr("danvan_desktop.sync.sealing.LARGEST_BY_PASSPHRASE", 1000)
    with pytest.raises(BundleTooLarge, match="thẻ máy"):
        seal_by_passphrase("đường làng ngõ xóm", io.BytesIO(bytes(1001)), io.BytesIO())


def test_encrypted_bundle_leaves_nothing_readable_behind(enrolled, tmp_path):
    commune, province = enrolled
    before = set(tmp_path.rglob("*"))
    path = write(commune.store, province.store)
    assert set(tmp_path.rglob("*")) - before <= {path, *tmp_path.glob("*-wal"), *tmp_path.glob("*-shm")}


def test_size_is_told_before_writing(enrolled):
    commune, province = enrolled
    commune.store.attach_data(commune.store.list("petition")[0].uid, "a.txt", b"12345")
    told = measure_export(commune.store)
    assert (told.attachments, told.attachment_bytes) == (1, 5)
    assert send(commune.store, province.store).merge.added == told.changes


LIMITS = {
    "all": {},
    "kinds": {"kinds": ("unit",)},
    "period": {"period": Period.parse("2026-Q1")},
    "without personal data": {"without_personal": True},
    "both": {"kinds": ("petition",), "period": Period.parse("2026-Q3"), "without_personal": True},
    "to nobody by name": {"plain": True},
    "for this unit": {"plain": True, "own_unit": True},
    "with secrets": {"with_secrets": True},
    "since": {"since_ack": True},
}


@pytest.mark.parametrize("limits", LIMITS.values(), ids=LIMITS)
def test_what_an_export_is_said_to_hold_is_what_it_holds(commune, province, tmp_path, limits):
    enrol(commune.store, province.store)
    send(province.store, commune.store)
    link_unit(commune.store, commune.store.unit.uid, province.store.unit.uid)
    for nature in ("petition", "denunciation"):
        uid = commune.petition(nature=nature, citizen_name="Lê Thị An", citizen_phone="0987000111")
        commune.store.attach_data(uid, "don.txt", f"Đơn {nature}".encode() * 30)
    if "since_ack" in limits:
        send(commune.store, province.store)
        acknowledge(province.store, commune.store)
        commune.petition()
    told = measure_export(commune.store, ExportWish(**limits))
    made = export_bundle(commune.store, tmp_path / "a.danvan", ExportWish(**limits))
    assert (told.changes, told.held_back, told.attachments) == (made.changes, made.held_back, made.attachments)
    assert told.secret_kept == made.secret_kept


def test_of_the_file_of_a_denunciation_goes_neither_name_nor_content(commune, province):
    enrol(commune.store, province.store)
    kept = {}
    for nature in ("petition", "denunciation"):
        uid = commune.petition(nature=nature)
        commune.store.attach_data(uid, f"{nature}.txt", nature.encode() * 30)
        (kept[nature],) = commune.store.children(uid, "attachment")
    send(commune.store, province.store)
    here = {nature: province.store._whole.get(file.uid) for nature, file in kept.items()}
    assert here["petition"].values == kept["petition"].values
    assert province.store.blobs.has(kept["petition"].text("sha256"))
    secret = commune.store._whole.get(kept["denunciation"].uid)
    assert (here["denunciation"].get("name"), here["denunciation"].get("sha256")) == (None, None)
    assert not province.store.blobs.has(secret.text("sha256"))
    assert here["denunciation"].get("size") == secret.get("size")
    assert here["denunciation"].get("media_type") == secret.get("media_type")
