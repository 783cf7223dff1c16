"""Whose a certificate is, and who issued it."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.x509.oid import NameOID

STRANGE_CERTIFICATE = (
    ValueError,
    TypeError,
    NotImplementedError,
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
)
"""What a certificate that anybody may have made makes its reader stumble over."""


@dataclass(frozen=True)
class Holder:
    """The name of a person or body, and of the body that it belongs to, empty where the certificate has none."""

    name: str
    organisation: str = ""

    @property
    def told(self) -> str:
        """Both on one line."""
        return ", ".join(dict.fromkeys(filter(None, (self.name, self.organisation))))


def holder_of(name: x509.Name) -> Holder:
    """Read a name of X.509."""
    common, organisation = _first(name, NameOID.COMMON_NAME), _first(name, NameOID.ORGANIZATION_NAME)
    return Holder(common or organisation or name.rfc4514_string(), organisation)


def _first(name: x509.Name, what: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(what)
    return " ".join(str(found[0].value).split()) if found else ""
