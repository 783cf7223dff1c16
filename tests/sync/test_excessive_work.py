"""A bundle under a passphrase says how much work opening it takes; a hostile one would take hours or all memory."""

import base64

import pytest

from danvan_desktop.sync import BundleTooLarge, DamagedBundle
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
