"""The issuers of certificates that this office trusts: their own certificates, which are public."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from danvan_desktop.localization import _
from danvan_desktop.reports.signing.errors import SigningError
from danvan_desktop.reports.signing.names import STRANGE_CERTIFICATE
from danvan_desktop.store import Store
from danvan_desktop.store.inputs import read_input

_LARGEST = 1024 * 1024
_SETTING = "signature.issuers"
_PEM = b"-----BEGIN CERTIFICATE-----"


def read_issuers(path: Path) -> tuple[x509.Certificate, ...]:
    """Read a .crt, .cer or .pem file of issuers; raises SigningError, and StoreError for what is no file."""
    try:
        data = read_input(path, _LARGEST)
        found = x509.load_pem_x509_certificates(data) if _PEM in data else [x509.load_der_x509_certificate(data)]
    except (OSError, *STRANGE_CERTIFICATE) as error:
        raise _no_issuer(path) from error
    if not all(map(_issues, found)):
        raise _no_issuer(path)
    return tuple(found)


def kept_issuers(store: Store) -> tuple[x509.Certificate, ...]:
    """Return the issuers that are trusted on this laptop."""
    text = store.settings.get(_SETTING)
    return tuple(x509.load_pem_x509_certificates(text.encode())) if text else ()


def keep_issuers(store: Store, issuers: Iterable[x509.Certificate]) -> None:
    """Trust further issuers on this laptop; those that are trusted already stay once."""
    every = dict.fromkeys((*kept_issuers(store), *issuers))
    store.settings.set(_SETTING, "".join(one.public_bytes(Encoding.PEM).decode("ascii") for one in every))


def _issues(certificate: x509.Certificate) -> bool:
    try:
        return bool(certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca)
    except (x509.ExtensionNotFound, *STRANGE_CERTIFICATE):
        return False


def _no_issuer(path: Path) -> SigningError:
    return SigningError(
        _(
            "“{name}” không phải chứng thư của nơi cấp chứng thư số. Hãy xin nơi cấp tệp .crt, .cer hoặc .pem của họ.",
            name=path.name,
        )
    )
