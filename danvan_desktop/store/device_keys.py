"""The keys of this installation: one to sign with, one to open what is encrypted to it."""

from __future__ import annotations

import json
import platform
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec import Struct

from danvan_desktop.localization import _
from danvan_desktop.store.errors import StoreDamaged, StoreError, damaged_beyond_the_log
from danvan_desktop.store.settings import Settings

if TYPE_CHECKING:
    # Loaded when something is signed: the window opens before.
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from pyrage.x25519 import Identity as AgeIdentity

_DEVICE_KEY = "device.private_key"
_AGE_KEY = "device.age_key"
_PUBLIC_KEY = "device.public_key"
"""With a digest of both keys: loading what derives it takes a start longer than opening the store."""
_DEVICE_NAME = "device.name"
_FORMER = "device.former"
_KEY_UNREADABLE = _("Khóa của máy này trong tệp dữ liệu bị hỏng nên không xuất, không mở được tệp.")


class NewKeys(Struct, frozen=True):
    """Keys for a device: its Ed25519 private key in hexadecimal, its age secret key as age writes it."""

    private_key: str
    age_key: str

    @classmethod
    def make(cls) -> NewKeys:
        """Draw both."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from pyrage.x25519 import Identity as AgeIdentity

        return cls(Ed25519PrivateKey.generate().private_bytes_raw().hex(), str(AgeIdentity.generate()))

    @property
    def device(self) -> str:
        """The public Ed25519 key in hexadecimal."""
        return _private(self.private_key).public_key().public_bytes_raw().hex()

    @property
    def recipient(self) -> str:
        """The public key that others encrypt to, as age writes it."""
        return str(_age(self.age_key).to_public())


class DeviceKeys:
    """The keys of the device, its name, and what it was called before its keys were changed."""

    def __init__(self, settings: Settings) -> None:
        """Read them where they are asked for."""
        self._settings = settings
        self._derived = ("", "")

    def make(self) -> None:
        """Make those of a new store."""
        self._keep(NewKeys.make())
        self._settings.set(_DEVICE_NAME, platform.node() or "may-tinh")

    def complete(self) -> None:
        """Give a store made before bundles were encrypted its key for that."""
        if not self._settings.get(_AGE_KEY):
            self._settings.set_first(_AGE_KEY, NewKeys.make().age_key)
        with suppress(StoreError):  # of a key that cannot be read, and where nothing can be written
            if _noted(private := self._settings.get(_DEVICE_KEY), self._settings.get(_PUBLIC_KEY)) is None:
                self._settings.set(_PUBLIC_KEY, _note(private, self.device))

    def change(self, new: NewKeys) -> None:
        """Be another device from now on, which opens what was encrypted to the former one, too."""
        self._settings.set(_FORMER, json.dumps([[self.device, self._settings.get(_AGE_KEY)], *self._former()]))
        self._keep(new)

    @property
    def name(self) -> str:
        """What people call this device."""
        return self._settings.get(_DEVICE_NAME)

    @property
    def device(self) -> str:
        """The public Ed25519 key in hexadecimal; raises StoreDamaged when the device's key cannot be read."""
        private = self._settings.get(_DEVICE_KEY)
        if self._derived[0] != private or not private:
            public = _noted(private, self._settings.get(_PUBLIC_KEY))
            self._derived = private, public or self._private().public_key().public_bytes_raw().hex()
        return self._derived[1]

    @property
    def devices(self) -> Sequence[str]:
        """The keys that this installation signs and signed with, the newest first."""
        return (self.device, *(device for device, _age_key in self._former()))

    @property
    def age_keys(self) -> Sequence[str]:
        """The secret keys that open what is encrypted to this device, the newest first; raises StoreDamaged."""
        return (str(self._age()), *(age_key for _device, age_key in self._former()))

    @property
    def recipient(self) -> str:
        """The public key that others encrypt to, as age writes it; raises StoreDamaged."""
        return str(self._age().to_public())

    def fault(self) -> StoreDamaged | None:
        """Return why the device's keys cannot be used, ``None`` when they can."""
        try:
            self._private()
            self._age()
        except StoreDamaged as error:
            return error
        return None

    def rename(self, name: str) -> None:
        """Call this device by another name from now on."""
        self._settings.set(_DEVICE_NAME, name)

    def sign(self, data: bytes) -> bytes:
        """Sign with the device's key."""
        return self._private().sign(data)

    def _keep(self, keys: NewKeys) -> None:
        self._settings.set(_DEVICE_KEY, keys.private_key)
        self._settings.set(_PUBLIC_KEY, _note(keys.private_key, keys.device))
        self._settings.set(_AGE_KEY, keys.age_key)

    def _former(self) -> list[tuple[str, str]]:
        return [(device, age_key) for device, age_key in json.loads(self._settings.get(_FORMER) or "[]")]

    def _private(self) -> Ed25519PrivateKey:
        try:
            return _private(self._settings.get(_DEVICE_KEY))
        except ValueError as error:
            raise damaged_beyond_the_log(_KEY_UNREADABLE) from error

    def _age(self) -> AgeIdentity:
        from pyrage import IdentityError

        try:
            return _age(self._settings.get(_AGE_KEY))
        except IdentityError as error:
            raise damaged_beyond_the_log(_KEY_UNREADABLE) from error


def _note(private: str, public: str) -> str:
    return f"{public} {sha256(f'{private} {public}'.encode()).hexdigest()}"


def _noted(private: str, note: str) -> str | None:
    """Return the public key that was noted of a private one, ``None`` where none was, or that of another."""
    public = note.partition(" ")[0]
    return public if private and public and note == _note(private, public) else None


def _private(key: str) -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(key))


def _age(key: str) -> AgeIdentity:
    from pyrage.x25519 import Identity as AgeIdentity

    return AgeIdentity.from_str(key)
