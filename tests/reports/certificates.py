"""A certification authority of the tests, and the certificates that it issues, as PKCS#12 files."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID
from PIL import Image

PASSPHRASE = "mật khẩu của tệp"
MOMENT = dt.datetime(2026, 10, 1, 8, 30, tzinfo=dt.timezone(dt.timedelta(hours=7)))
YEAR = dt.timedelta(days=365)
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


def subject(name: str, body: str = "") -> x509.Name:
    told = [x509.NameAttribute(NameOID.COMMON_NAME, name)]
    return x509.Name([*([x509.NameAttribute(NameOID.ORGANIZATION_NAME, body)] if body else []), *told])


def usage(*, signs: bool = True, issues: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(signs, signs, False, False, not signs and not issues, issues, issues, False, False)


@dataclass
class Authority:
    """Issues certificates for a year before and after ``now``."""

    name: str = "Nơi cấp chứng thư thử"
    key: Key = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    now: dt.datetime = MOMENT

    def __post_init__(self) -> None:
        constraints = x509.BasicConstraints(ca=True, path_length=None)
        builder = self._begun(subject(self.name), self.key).add_extension(constraints, critical=True)
        self.certificate = builder.add_extension(usage(signs=False, issues=True), critical=True).sign(
            self.key, hashes.SHA256()
        )

    def issue(
        self,
        key: Key,
        name: str = "Nguyễn Văn An",
        body: str = "Ủy ban nhân dân xã Đông Sơn",
        *,
        begins: dt.datetime | None = None,
        ends: dt.datetime | None = None,
        signs: bool = True,
    ) -> x509.Certificate:
        builder = self._begun(subject(name, body), key, begins, ends)
        return builder.add_extension(usage(signs=signs), critical=True).sign(self.key, hashes.SHA256())

    def file(self, folder: Path, key: Key | None = None, passphrase: str = PASSPHRASE, **options: object) -> Path:
        """Write a .p12 file with a new certificate and its key."""
        key = key or rsa.generate_private_key(65537, 2048)
        certificate = self.issue(key, **options)  # type: ignore[arg-type]
        lock = BestAvailableEncryption(passphrase.encode())
        path = folder / "chứng thư.p12"
        path.write_bytes(serialize_key_and_certificates(b"an", key, certificate, [self.certificate], lock))
        return path

    def own_file(self, folder: Path) -> Path:
        """Write the authority's own certificate, as who checks signatures gets it."""
        path = folder / "nơi cấp.crt"
        path.write_bytes(self.certificate.public_bytes(Encoding.PEM))
        return path

    def _begun(
        self, name: x509.Name, key: Key, begins: dt.datetime | None = None, ends: dt.datetime | None = None
    ) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(subject(self.name))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(begins or self.now - YEAR)
            .not_valid_after(ends or self.now + YEAR)
        )


def picture(
    *, clear: bool = True, dpi: tuple[int, int] | None = (300, 300), size: tuple[int, int] = (420, 420)
) -> bytes:
    """A square with a transparent ground, of 35.6 mm at 300 dots per inch."""
    image = Image.new("RGBA", size, (0, 0, 0, 0 if clear else 255))
    image.paste((200, 0, 0, 255), (0, 0, size[0], 20))
    stream = io.BytesIO()
    image.save(stream, "PNG", **({"dpi": dpi} if dpi else {}))
    return stream.getvalue()
