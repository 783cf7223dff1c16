"""The office's certificate with its key (PKCS#12): read when somebody signs, kept nowhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asn1crypto import cms, core, pkcs12
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import PKCS12KeyAndCertificates, load_pkcs12

from danvan_desktop.localization import _
from danvan_desktop.reports.signing.errors import SigningError, told_moment
from danvan_desktop.reports.signing.names import STRANGE_CERTIFICATE, Holder, holder_of
from danvan_desktop.store.inputs import read_input

_LARGEST = 1024 * 1024
"""Bytes: a certificate with its chain takes less than 20,000."""
_MOST_ROUNDS = 10_000_000
"""Of deriving a key from the passphrase; programs write 2,000 to 1,000,000, and a hostile file hours of them."""


@dataclass(frozen=True)
class OwnCertificate:
    """A certificate, its private key and the certificates of its issuers as far as the file has them."""

    key: RSAPrivateKey | EllipticCurvePrivateKey
    certificate: x509.Certificate
    issuers: tuple[x509.Certificate, ...]

    @property
    def holder(self) -> Holder:
        """Whose it is."""
        return holder_of(self.certificate.subject)


def read_certificate(path: Path, passphrase: str, now: dt.datetime) -> OwnCertificate:
    """Read a .p12 or .pfx file that may sign at the moment ``now``.

    Raises:
        SigningError: it is no such file, the passphrase is wrong, or the certificate cannot sign today.
        StoreError: the path names no file, or a very large one.
    """
    try:
        data = read_input(path, _LARGEST)
    except OSError as error:
        raise SigningError(_("Không đọc được tệp chứng thư số “{path}”.", path=str(path))) from error
    _refuse_strange(data, path)
    found = _opened(data, passphrase)
    certificate = found.cert.certificate if found.cert is not None else None
    if certificate is None or found.key is None or not _is_key_of(certificate, found.key):
        raise SigningError(
            _(
                "Tệp chứng thư số không có khóa ký của chứng thư nên không ký được. Hãy xuất lại tệp .p12 kèm khóa"
                " bí mật."
            )
        )
    if not isinstance(found.key, RSAPrivateKey | EllipticCurvePrivateKey):
        raise SigningError(_("Khóa ký thuộc loại phần mềm không dùng được; hãy dùng chứng thư số RSA hoặc ECDSA."))
    _refuse_unfit(certificate, now)
    return OwnCertificate(found.key, certificate, tuple(one.certificate for one in found.additional_certs))


def in_asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    """Give a certificate in the form that pyHanko works with."""
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def _opened(data: bytes, passphrase: str) -> PKCS12KeyAndCertificates:
    try:
        return load_pkcs12(data, passphrase.encode() if passphrase else None)
    except STRANGE_CERTIFICATE as error:
        raise SigningError(_("Mật khẩu của tệp chứng thư số không đúng.")) from error


def _is_key_of(certificate: x509.Certificate, key: Any) -> bool:
    try:
        return bool(certificate.public_key() == key.public_key())
    except STRANGE_CERTIFICATE:
        return False


def _refuse_strange(data: bytes, path: Path) -> None:
    """Raise SigningError for what is no PKCS#12, or would keep the machine busy for hours."""
    try:
        rounds = max(_rounds(pkcs12.Pfx.load(data, strict=True)), default=0)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError) as error:
        raise SigningError(
            _("“{name}” không phải tệp chứng thư số. Hãy chọn tệp .p12 hoặc .pfx.", name=path.name)
        ) from error
    if rounds > _MOST_ROUNDS:
        raise SigningError(
            _("“{name}” có thể là tệp độc hại nên không mở. Hãy xin lại tệp từ nơi cấp chứng thư.", name=path.name)
        )


def _rounds(file: pkcs12.Pfx) -> Iterator[int]:
    """Give how often a passphrase is hashed for each part, as far as the file tells before it is opened."""
    if file["mac_data"]:
        yield int(file["mac_data"]["iterations"].native or 1)
    for part in file.authenticated_safe:
        content = part["content"]
        if isinstance(content, cms.EncryptedData):
            yield _rounds_of(content["encrypted_content_info"]["content_encryption_algorithm"])
        elif isinstance(content, core.OctetString):
            for bag in pkcs12.SafeContents.load(content.native):
                if bag["bag_id"].native == "pkcs8_shrouded_key_bag":
                    yield _rounds_of(bag["bag_value"]["encryption_algorithm"])


def _rounds_of(algorithm: Any) -> int:
    told = algorithm["parameters"]
    if algorithm["algorithm"].native == "pbes2":
        told = told["key_derivation_func"]["parameters"]
    return int(told.native.get("iterations") or told.native.get("iteration_count") or 1)


def _refuse_unfit(certificate: x509.Certificate, now: dt.datetime) -> None:
    if now > certificate.not_valid_after_utc:
        raise SigningError(
            _(
                "Chứng thư số đã hết hạn từ {moment}. Hãy xin gia hạn hoặc dùng chứng thư mới.",
                moment=told_moment(certificate.not_valid_after_utc),
            )
        )
    if now < certificate.not_valid_before_utc:
        raise SigningError(
            _(
                "Chứng thư số chỉ có hiệu lực từ {moment}. Hãy kiểm tra ngày giờ của máy.",
                moment=told_moment(certificate.not_valid_before_utc),
            )
        )
    if not _may_sign(certificate):
        raise SigningError(_("Chứng thư số này không được cấp để ký văn bản. Hãy dùng chứng thư khác."))


def _may_sign(certificate: x509.Certificate) -> bool:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except (x509.ExtensionNotFound, *STRANGE_CERTIFICATE):
        return True
    return usage.digital_signature or usage.content_commitment
