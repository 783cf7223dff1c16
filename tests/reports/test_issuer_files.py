"""Files of issuers that anybody may have made."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from danvan_desktop.reports.signing.errors import SigningError
from danvan_desktop.reports.signing.issuers import read_issuers
from tests.reports.certificates import Authority

_VERSION_3 = bytes.fromhex("a003020102")


def test_the_certificate_of_an_issuer_is_read(tmp_path: Path) -> None:
    authority = Authority()
    file = tmp_path / "noi-cap.crt"
    file.write_bytes(authority.certificate.public_bytes(Encoding.DER))
    assert read_issuers(file) == (authority.certificate,)


@pytest.mark.parametrize("is_pem", [True, False])
def test_a_certificate_of_a_version_that_nobody_knows_is_refused_in_words(tmp_path: Path, *, is_pem: bool) -> None:
    plain = Authority().certificate.public_bytes(Encoding.DER)
    assert _VERSION_3 in plain
    strange = plain.replace(_VERSION_3, bytes.fromhex("a00302010a"), 1)
    if is_pem:
        text = base64.encodebytes(strange)
        strange = b"-----BEGIN CERTIFICATE-----\n" + text + b"-----END CERTIFICATE-----\n"
    file = tmp_path / "noi-cap.crt"
    file.write_bytes(strange)
    with pytest.raises(SigningError, match="không phải chứng thư"):
        read_issuers(file)
