"""Who this installation is: its device key, and the replica whose logs it writes.

A replica is new after every clone, restore by copying or move to another machine, so that two files never use the same
sequence numbers for different changes.
"""

from __future__ import annotations

import platform
import secrets
import uuid
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_desktop.store.settings import Settings

if TYPE_CHECKING:
    # Loaded when something is signed: the window opens before.
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_DEVICE_KEY = "device.private_key"
_AGE_KEY = "device.age_key"
_DEVICE_NAME = "device.name"
_REPLICA = "replica.id"
_HOME = "replica.home"

FORGET_HOME = "UPDATE setting SET value = '' WHERE name = 'replica.home'"
"""Run in a copy of a store, lets it take a new replica wherever it is opened, even in the original's place."""


class Identity:
    """The device's signing key, its name and the current replica."""

    def __init__(self, settings: Settings, path: Path) -> None:
        """Work on an open store that lies at ``path``."""
        self._settings = settings
        self._path = path

    def establish(self) -> None:
        """Make the keys of a new store."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        self._settings.set(_DEVICE_KEY, Ed25519PrivateKey.generate().private_bytes_raw().hex())
        self._settings.set(_AGE_KEY, _new_age_key())
        self._settings.set(_DEVICE_NAME, platform.node() or "may-tinh")
        self.renew_replica()

    def renew_replica(self) -> None:
        """Write under a new replica from now on."""
        self._settings.set(_REPLICA, secrets.token_hex(8))
        self._settings.set(_HOME, self._home())

    def settle(self) -> None:
        """Take a new replica when the file was cloned, restored or carried to another machine.

        A store made before bundles were encrypted gets its key for that.
        """
        if not self._settings.get(_AGE_KEY):
            self._settings.set(_AGE_KEY, _new_age_key())
        if self._settings.get(_HOME) != self._home():
            self.renew_replica()

    @property
    def replica(self) -> str:
        """The replica that new changes belong to: 16 hexadecimal digits."""
        return self._settings.get(_REPLICA)

    @property
    def device_name(self) -> str:
        """What people call this device."""
        return self._settings.get(_DEVICE_NAME)

    @property
    def device_key(self) -> str:
        """The public Ed25519 key in hexadecimal."""
        return self._private_key().public_key().public_bytes_raw().hex()

    @property
    def age_key(self) -> str:
        """The secret key that opens what is encrypted to this device, as age writes it."""
        return self._settings.get(_AGE_KEY)

    @property
    def recipient(self) -> str:
        """The public key that others encrypt to, as age writes it."""
        from pyrage.x25519 import Identity as AgeIdentity

        return str(AgeIdentity.from_str(self.age_key).to_public())

    def rename(self, name: str) -> None:
        """Call this device by another name from now on."""
        self._settings.set(_DEVICE_NAME, name)

    def sign(self, data: bytes) -> bytes:
        """Sign with the device's key."""
        return self._private_key().sign(data)

    def _private_key(self) -> Ed25519PrivateKey:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self._settings.get(_DEVICE_KEY)))

    def _home(self) -> str:
        status = self._path.stat()
        parts = f"{uuid.getnode()}\n{self._path.resolve()}\n{status.st_dev}\n{status.st_ino}"
        return sha256(parts.encode()).hexdigest()


def _new_age_key() -> str:
    from pyrage.x25519 import Identity as AgeIdentity

    return str(AgeIdentity.generate())
