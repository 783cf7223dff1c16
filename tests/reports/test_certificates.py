"""Certificate files: opened with their passphrase, refused in words when they do not serve to sign."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from asn1crypto import pkcs12
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, PrivateFormat
from cryptography.hazmat.primitives.serialization import pkcs12 as writing

from danvan_desktop.reports.signing.certificate import read_certificate
from danvan_desktop.reports.signing.errors import SigningError
from danvan_desktop.store import StoreError
from tests.reports.certificates import MOMENT, PASSPHRASE, Authority


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


def test_the_locks_of_older_programs_are_opened(authority: Authority, tmp_path: Path) -> None:
    key = rsa.generate_private_key(65537, 2048)
    older = (
        PrivateFormat.PKCS12.encryption_builder()
        .key_cert_algorithm(writing.PBES.PBESv1SHA1And3KeyTripleDESCBC)
        .hmac_hash(SHA1())
        .build(PASSPHRASE.encode())
    )
    path = tmp_path / "old.pfx"
    path.write_bytes(writing.serialize_key_and_certificates(b"", key, authority.issue(key), None, older))
    assert read_certificate(path, PASSPHRASE, MOMENT).holder.name == "Nguyễn Văn An"


def test_a_wrong_passphrase_is_told(authority: Authority, tmp_path: Path) -> None:
    path = authority.file(tmp_path)
    for wrong in ("khác", "", PASSPHRASE + " "):
        with pytest.raises(SigningError, match="Mật khẩu của tệp chứng thư số không đúng"):
            read_certificate(path, wrong, MOMENT)


@pytest.mark.parametrize(
    ("days", "said"), [(366, "hết hạn từ 08:30 01/10/2027"), (-366, "chỉ có hiệu lực từ 08:30 01/10/2025")]
)
def test_a_certificate_signs_only_in_its_term(days: int, said: str, authority: Authority, tmp_path: Path) -> None:
    with pytest.raises(SigningError, match=said):
        read_certificate(authority.file(tmp_path), PASSPHRASE, MOMENT + dt.timedelta(days=days))


def test_a_certificate_that_was_issued_for_something_else_does_not_sign(authority: Authority, tmp_path: Path) -> None:
    with pytest.raises(SigningError, match="không được cấp để ký"):
        read_certificate(authority.file(tmp_path, signs=False), PASSPHRASE, MOMENT)


def test_a_file_without_the_private_key_of_its_certificate_is_told(authority: Authority, tmp_path: Path) -> None:
    path, key = tmp_path / "keyless.p12", rsa.generate_private_key(65537, 2048)
    lock = BestAvailableEncryption(PASSPHRASE.encode())
    path.write_bytes(writing.serialize_key_and_certificates(b"", None, authority.issue(key), None, lock))
    with pytest.raises(SigningError, match="không có khóa ký"):
        read_certificate(path, PASSPHRASE, MOMENT)


def test_a_key_of_a_strange_kind_is_told(authority: Authority, tmp_path: Path) -> None:
    path = authority.file(tmp_path, ed25519.Ed25519PrivateKey.generate())
    with pytest.raises(SigningError, match="RSA hoặc ECDSA"):
        read_certificate(path, PASSPHRASE, MOMENT)


def hostile_files(folder: Path, authority: Authority) -> Iterator[tuple[bytes, str]]:
    good = authority.file(folder).read_bytes()
    slow = pkcs12.Pfx.load(good).copy()
    slow["mac_data"]["iterations"] = 2_000_000_000
    yield slow.dump(force=True), "độc hại"
    yield b"", "không phải tệp chứng thư số"
    yield b"-----BEGIN CERTIFICATE-----", "không phải tệp chứng thư số"
    yield good[:-20], "không phải tệp chứng thư số"
    yield b"\x30\x80" * 5_000, "không phải tệp chứng thư số"
    yield good[:40] + bytes(len(good) - 40), "không phải tệp chứng thư số"


def test_hostile_files_are_refused_at_once(authority: Authority, tmp_path: Path) -> None:
    path = tmp_path / "hostile.p12"
    for data, said in hostile_files(tmp_path, authority):
        path.write_bytes(data)
        with pytest.raises(SigningError, match=said):
            read_certificate(path, PASSPHRASE, MOMENT)
    path.write_bytes(bytes(2 * 1024 * 1024))
    with pytest.raises(StoreError, match="lớn quá"):
        read_certificate(path, PASSPHRASE, MOMENT)
    with pytest.raises(SigningError, match="Không đọc được"):
        read_certificate(tmp_path / "missing.p12", PASSPHRASE, MOMENT)


def test_bytes_changed_anywhere_never_end_in_a_traceback(authority: Authority, tmp_path: Path) -> None:
    good, path = authority.file(tmp_path).read_bytes(), tmp_path / "changed.p12"
    for place in range(0, len(good), 97):
        path.write_bytes(good[:place] + bytes([good[place] ^ 0x55]) + good[place + 1 :])
        with pytest.raises(SigningError):
            read_certificate(path, PASSPHRASE, MOMENT)
