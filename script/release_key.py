"""Makes the key that updates are signed with: script/release_key.py FILE, outside the repository.

The private half goes into FILE, locked by a passphrase that is asked for; the public half into
resources/updates/release-keys.txt, which is committed. docs/release.md tells who keeps what.
"""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

ROOT = Path(__file__).resolve().parent.parent
PUBLIC = ROOT / "resources" / "updates" / "release-keys.txt"
_SHORTEST = 12


class WrongKey(Exception):
    """A key cannot be made or used as it is asked for."""


def make_key(file: Path, passphrase: str, public: Path = PUBLIC) -> str:
    """Make a key, write both halves, return the public one; raises WrongKey, OSError."""
    if file.resolve().is_relative_to(ROOT):
        raise WrongKey("the key may not lie in the repository")
    if len(passphrase) < _SHORTEST:
        raise WrongKey(f"the passphrase needs {_SHORTEST} characters or more")
    key = Ed25519PrivateKey.generate()
    text = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(passphrase.encode()))
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(text)
    with public.open("a", encoding="utf-8", newline="\n") as lines:
        lines.write(f"{public_half(key)}\n")
    return public_half(key)


def read_key(file: Path, passphrase: str, public: Path = PUBLIC) -> Ed25519PrivateKey:
    """Open a key whose public half the program knows; raises WrongKey, OSError."""
    if file.resolve().is_relative_to(ROOT):
        raise WrongKey("the key may not lie in the repository")
    try:
        key = load_pem_private_key(file.read_bytes(), passphrase.encode())
    except (ValueError, TypeError) as error:
        raise WrongKey("wrong passphrase, or no key") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise WrongKey("no Ed25519 key")
    if public_half(key) not in public.read_text("utf-8").splitlines():
        raise WrongKey(f"{public.name} does not name its public half: no program would take the update")
    return key


def public_half(key: Ed25519PrivateKey) -> str:
    """Write the public half as the program reads it, 64 hexadecimal digits."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def asked_passphrase(file: Path | None, *, twice: bool = False) -> str:
    """Read the passphrase from the first line of a file, or ask for it; raises WrongKey for two that differ."""
    if file is not None:
        return file.read_text("utf-8").splitlines()[0]
    typed = getpass.getpass("Passphrase of the release key: ")
    if twice and getpass.getpass("Once more: ") != typed:
        raise WrongKey("the two differ")
    return typed


def main() -> int:
    """Make a key, or tell why not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--passphrase-file", type=Path)
    parser.add_argument("--public", type=Path, default=PUBLIC, help="where the public half is added")
    asked = parser.parse_args()
    try:
        print(make_key(asked.file, asked_passphrase(asked.passphrase_file, twice=True), asked.public))
    except (WrongKey, OSError) as error:
        print(f"no key: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
