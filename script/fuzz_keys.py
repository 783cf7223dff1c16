"""Files that prove something, for ``fuzz_parsers.py``: updates, certificates, issuers, words about officers."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PublicFormat
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID

from danvan_desktop.domain.guarded import read_opens
from danvan_desktop.domain.kinds.rights import readable_marks, write_marks
from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.signing.certificate import read_certificate
from danvan_desktop.reports.signing.checking import signatures_in
from danvan_desktop.reports.signing.signing import SigningWish, sign_pdf
from danvan_desktop.store import Store
from danvan_desktop.sync.update_file import describe_update, write_update
from danvan_desktop.versions import MARK

PASSPHRASE = "bốn con trâu cày ruộng"  # noqa: S105 - of a certificate made here
_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
_SIGNATURE, _DIGITS = 64, 9
_SYSTEM = "linux-x86_64-py311"
_MOMENT = dt.datetime(2026, 11, 29, tzinfo=dt.UTC)
_YEAR = dt.timedelta(days=365)


@cache
def update() -> bytes:
    """Return a small update, signed by a key of its own."""
    with TemporaryDirectory() as name:
        tree, out = Path(name) / "tree", Path(name) / "a.danvan-update"
        (tree / "danvan_desktop").mkdir(parents=True)
        (tree / "danvan_desktop" / "__init__.py").write_text('__version__ = "9.0.0"\n', encoding="utf-8")
        (tree / MARK).write_text(f"{_SYSTEM}\n", encoding="ascii")
        write_update(
            tree, out, version="9.0.0", system=_SYSTEM, news=["Thêm sổ"], key=_KEY, made_on=dt.date(2026, 11, 29)
        )
        return out.read_bytes()


def read_update(path: Path, data: bytes) -> None:
    """Read a spoilt update as it is, and with what was spoilt of its manifest signed anew, as a bad key would."""
    path.write_bytes(_signed_anew(data))
    key = _KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    describe_update(path, [key])


def _signed_anew(data: bytes) -> bytes:
    begin = update().index(b"{") - _DIGITS
    told = data[begin : begin + _DIGITS]
    if not told[:-1].isdigit():
        return data
    end = begin + _DIGITS + int(told[:-1])
    return data[:end] + _KEY.sign(data[:end]) + data[end + _SIGNATURE :]


@cache
def certificate() -> tuple[bytes, bytes]:
    """Return a certificate file under ``PASSPHRASE``, and the certificate of who issued it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Nguyễn Văn An")])
    constraints = x509.BasicConstraints(ca=True, path_length=None)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_MOMENT - _YEAR)
        .not_valid_after(_MOMENT + _YEAR)
        .add_extension(constraints, critical=True)
        .sign(key, hashes.SHA256())
    )
    lock = BestAvailableEncryption(PASSPHRASE.encode())
    return serialize_key_and_certificates(b"an", key, made, None, lock), made.public_bytes(Encoding.PEM)


def signed_paper(pdf: bytes, folder: Path) -> bytes:
    """Return a paper that the holder of the certificate signed."""
    path = folder / "an.p12"
    path.write_bytes(certificate()[0])
    return sign_pdf(pdf, read_certificate(path, PASSPHRASE, _MOMENT), SigningWish(1), _MOMENT)


def check_signatures(data: bytes) -> None:
    """Check a spoilt paper's signatures against the issuer that signed them."""
    signatures_in(data, x509.load_pem_x509_certificates(certificate()[1]))


def read_signing(path: Path, data: bytes) -> None:
    """Read a spoilt certificate file."""
    path.write_bytes(data)
    read_certificate(path, PASSPHRASE, _MOMENT)


def words_about_officers(store: Store) -> tuple[str, ...]:
    """Return up to where logs were written before, and groups that are opened, as entries hold them."""
    return write_marks(store.log.vector()), "cases network ratings"


def read_words(store: Store, data: bytes) -> None:
    """Read spoilt words as they come with an entry of somebody else, and as one is written here."""
    text = data.decode("utf-8", "replace")
    readable_marks(text)
    read_opens(text)
    values = {"unit": store.unit.uid, "officer": store.unit.uid, "role": "read", "opens": text, "after": text}
    store.check_drafts([Draft("officer_right", values)])
