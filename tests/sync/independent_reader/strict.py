"""What every part of the reader refuses by, and section 5's strict JSON."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

MIB = 1024 * 1024
REPLICA, STREAM, DIGEST, SALT = "[0-9a-f]{24}", "[a-z]{1,32}", "[0-9a-f]{64}", "[0-9a-f]{32}"
NAME, UID = "[a-z][a-z0-9_]{0,63}", "[0-9A-Za-z_.-]{1,64}"


class BadBundleError(Exception):
    """The file is no bundle, or not as the document says."""


def must(condition: object, what: str) -> None:
    """Refuse the file unless something holds."""
    if not condition:
        raise BadBundleError(what)


def is_signed(key: bytes, signature: bytes, text: bytes) -> bool:
    """Verify an Ed25519 signature."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True


def strict_json(text: bytes) -> Any:
    """Section 5: no key twice, whole numbers within the limits, no half characters."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        must(len(dict(pairs)) == len(pairs), "a key twice")
        return dict(pairs)

    def whole(number: str) -> int:
        must(len(number) <= 20 and abs(int(number)) < 2**53, "a number too large")
        return int(number)

    def refused(number: str) -> None:
        raise BadBundleError(f"the number {number}")

    try:
        value = json.loads(
            text.decode(), object_pairs_hook=unique, parse_int=whole, parse_float=refused, parse_constant=refused
        )
        json.dumps(value, ensure_ascii=False).encode()
        nested = depth(value)
    except (ValueError, RecursionError) as error:
        raise BadBundleError("not strict JSON") from error
    must(nested <= 16, "nested too deeply")
    return value


def depth(value: Any) -> int:
    """Count how far lists and objects nest."""
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return 1 + max(map(depth, inner), default=0)
    return 0


def check_owner(owned: dict[str, Any]) -> None:
    """Section 1: the name of a replica tells whose it is."""
    proof = sha256(f"danvan-replica\n{owned['device']}".encode()).hexdigest()[:16]
    must(owned["replica"].startswith(proof), "a replica of another device")


def check_moment(text: Any) -> None:
    """Refuse what is no moment with its offset."""
    try:
        moment = datetime.fromisoformat(text)
        must(moment.tzinfo is not None and moment.astimezone(UTC).year > 1, "the moment's offset")
    except (TypeError, ValueError, OverflowError) as error:
        raise BadBundleError("the moment") from error
