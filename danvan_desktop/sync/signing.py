"""Ed25519 signatures: of the sender over a manifest, of each log's owner over where the log stands."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

KEY_SIZE, SIGNATURE_SIZE = 32, 64


def is_signed(key: bytes, signature: bytes, data: bytes) -> bool:
    """Tell whether ``signature`` over ``data`` was made with the private half of ``key``."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True
