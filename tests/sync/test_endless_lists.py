"""Lists that an enrolled laptop makes as long as it likes keep nobody else from exporting, importing or being told."""

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from danvan_desktop.domain.entry import EntryId, encode_value, seal
from danvan_desktop.domain.replica import new_replica
from danvan_desktop.domain.uid import UidMaker
from danvan_desktop.store import LogHead
from danvan_desktop.sync import export_bundle, missing_bundles, take_ack, write_ack
from danvan_desktop.sync.acks import read_ack
from danvan_desktop.sync.documents import sign_document, write_document
from danvan_desktop.sync.errors import SyncError
from danvan_desktop.sync.manifest import AckMissing
from danvan_desktop.sync.receipt import own_receipt
from tests.copies import replace
from tests.rights import grant
from tests.sync.exchange import enrol, import_bundle, send
from tests.sync.forging import Parts

MANY = 12


@pytest.fixture
def few(monkeypatch):
    """Files hold few logs."""
    for module in ("volumes", "receipt"):
        monkeypatch.setattr(f"danvan_desktop.sync.{module}.MOST_LOGS_WRITTEN", 5)


@pytest.fixture
def key():
    return Ed25519PrivateKey.generate()


def log_of_one(key, unit, number):
    """A log of one petition, in a replica of its own."""
    device = key.public_key().public_bytes_raw().hex()
    values = {"content": "Đơn", "number": f"{number}/2026", "received_on": "2026-08-13", "unit": unit}
    entry = seal(
        EntryId(new_replica(device), "upward", 1), timestamp="1790000000000-0000", kind="petition",
        uid=UidMaker(device)(), place=unit, officer="", seen=(), salt=f"{number:032x}", previous="",
        values={name: encode_value(value) for name, value in values.items()},
    )  # fmt: skip
    head = LogHead(*entry.id, entry.hash, device, None)
    return entry, replace(head, signature=key.sign(head.signed_text))


def test_more_logs_than_a_file_holds_go_in_several_files_and_nothing_is_left_out(commune, province, key, few, tmp_path):
    grant(commune.store, key.public_key().public_bytes_raw().hex())
    made = [log_of_one(key, commune.store.unit.uid, number) for number in range(MANY)]
    commune.store.merge([entry for entry, _head in made], [head for _entry, head in made])
    written = export_bundle(commune.store, tmp_path / "a.danvan")
    assert len(written.files) > 1
    assert all(len(file.manifest.logs) <= 5 for file in written.files)
    for file in reversed(written.files):
        import_bundle(province.store, file.path)
    assert province.store.digest("petition") == commune.store.digest("petition")
    assert province.store.count("petition") == MANY
    assert len(own_receipt(province.store).logs) == 5


def test_a_log_without_a_signature_at_its_end_stays_here_and_the_others_go(commune, province, key, tmp_path):
    grant(commune.store, key.public_key().public_bytes_raw().hex())
    entry, head = log_of_one(key, commune.store.unit.uid, 1)
    commune.store.merge([entry], [replace(head, signature=None)])
    written = export_bundle(commune.store, tmp_path / "a.danvan")
    assert [(log.replica, log.seq) for log in written.manifest.held_back] == [(head.replica, 1)]
    import_bundle(province.store, written.path)
    assert province.store.get(commune.store.unit.uid) is not None


def test_sets_of_a_thousand_that_never_come_leave_receipts_readable(commune, province, small_bundle, tmp_path):
    for number in (1, 2_001):
        volume = {"part": 1, "of": 1_000, "first": "", "last": ""}
        path = tmp_path / f"{number}.danvan"
        path.write_bytes(Parts.of(small_bundle).with_manifest(number=number, volume=volume).build())
        import_bundle(province.store, path)
    enrol(commune.store, province.store)
    assert len(missing_bundles(province.store)) > 1_000
    assert len(own_receipt(province.store).missing) <= 1_000
    assert send(province.store, commune.store).receipt is not None
    write_ack(province.store, tmp_path / "a.ack")
    assert read_ack(tmp_path / "a.ack").missing


@pytest.mark.parametrize(
    "moment", ["hôm qua", "2026-08-13T09:00:00", "0001-01-01T00:00:00+07:00", "9999-12-31T23:59:59-10:00"]
)
def test_a_receipt_of_bundles_missing_since_no_day_is_refused_in_words(commune, province, tmp_path, moment):
    enrol(commune.store, province.store)
    ack = write_ack(province.store, tmp_path / "a.ack")
    missing = (AckMissing(1, moment, commune.store.device_key),)
    write_document(tmp_path / "b.ack", sign_document(province.store, msgspec.structs.replace(ack, missing=missing)))
    with pytest.raises(SyncError, match="ngày giờ không đọc được"):
        take_ack(commune.store, tmp_path / "b.ack")
