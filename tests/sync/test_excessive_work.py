"""A bundle under a passphrase says how much work opening it takes; a hostile one would take hours or all memory."""

import base64

import pyrage
import pytest

from danvan_desktop.sync import BundleTooLarge, DamagedBundle, ExportWish, SyncError, export_bundle
from tests.sync.exchange import import_bundle


def sealed(work: bytes) -> bytes:
    salt, body, mac = (base64.b64encode(bytes(size)).rstrip(b"=") for size in (16, 32, 32))
    return (
        b"age-encryption.org/v1\n-> scrypt " + salt + b" " + work + b"\n" + body + b"\n--- " + mac + b"\n" + bytes(60)
    )


@pytest.mark.parametrize(
    ("work", "fault"),
    [
        (b"21", BundleTooLarge),
        (b"30", BundleTooLarge),
        (b"99", BundleTooLarge),
        (b"100", DamagedBundle),
        (b"0", DamagedBundle),
        (b"-1", DamagedBundle),
        (b"", DamagedBundle),
    ],
)
def test_work_beyond_reason_is_refused_before_it_begins(province, tmp_path, work, fault):
    path = tmp_path / "nang.danvan"
    path.write_bytes(sealed(work))
    with pytest.raises(fault):
        import_bundle(province.store, path, passphrase="đường làng")


@pytest.mark.parametrize("times", [2, 99])
def test_a_busy_machine_is_asked_again_and_never_calls_the_file_damaged(
    commune, province, tmp_path, monkeypatch, times
):
    path = export_bundle(commune.store, tmp_path / "a.danvan", ExportWish(passphrase="đường làng rộng")).path
    decrypt, left = pyrage.passphrase.decrypt, [times]

    def busy(data, passphrase):
        left[0] -= 1
        if left[0] >= 0:
            raise pyrage.DecryptError("Excessive work parameter for passphrase.")
        return decrypt(data, passphrase)

    monkeypatch.setattr("pyrage.passphrase.decrypt", busy)
    if times > 9:
        with pytest.raises(SyncError, match="Máy đang bận"):
            import_bundle(province.store, path, passphrase="đường làng rộng")
    else:
        import_bundle(province.store, path, passphrase="đường làng rộng")
        assert province.store.get(commune.store.unit.uid) is not None
