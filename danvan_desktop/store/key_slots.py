"""The data key of an encrypted store, wrapped once for each passphrase and once for the recovery sheet.

The store is encrypted with a random key of 256 bits that never changes with a passphrase: a change of passphrase writes
one small file anew. Each slot seals that key with ChaCha20-Poly1305 under a key derived from what a person knows:
a passphrase by Argon2id (RFC 9106), the words of the recovery sheet, 128 random bits already, by HKDF.
"""

from __future__ import annotations

import json
import secrets
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from danvan_desktop.domain.strict_json import read_json
from danvan_desktop.localization import _
from danvan_desktop.store.errors import StoreError, WrongPassphrase

KEY_BYTES = 32
_SALT_BYTES, _NONCE_BYTES = 16, 12
_FORMAT, _VERSION = "danvan-keys", 1
_SEALED = b"danvan-sealed-1\0"
_LONGEST_SECRET = 1_024
"""Letters of a passphrase: more is a file that was named by mistake."""


class SlotKind(StrEnum):
    """What opens a slot."""

    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a slot
    RECOVERY = "recovery"


@dataclass(frozen=True)
class Cost:
    """What one guess of a passphrase costs: memory in KiB, passes over it, lanes. Tests take a cheap one."""

    memory: int
    passes: int
    lanes: int

    @property
    def is_bearable(self) -> bool:
        """Whether a laptop can pay it; a key file that somebody tampered with may demand anything."""
        return 8 * self.lanes <= self.memory <= 1 << 20 and 1 <= self.passes <= 16 and 1 <= self.lanes <= 16


STANDARD_COST = Cost(memory=1 << 17, passes=3, lanes=4)
"""Twice the memory of the second choice of RFC 9106, section 4; 0.4 s on a laptop of two cores."""


@dataclass(frozen=True)
class Slot:
    """The data key sealed for one passphrase (with its cost) or for the recovery sheet."""

    kind: SlotKind
    uid: str
    salt: bytes
    nonce: bytes
    sealed: bytes
    cost: Cost | None = None
    officer: str = ""
    """The uid of the officer whose own passphrase it is; empty for one that several know."""


@dataclass(frozen=True)
class KeySlots:
    """All slots of one data key, which ``key_id`` names without telling anything of it."""

    key_id: str
    slots: tuple[Slot, ...] = ()

    @classmethod
    def of(cls, key: bytes) -> KeySlots:
        """Begin without a slot."""
        return cls(_derived(key, b"", b"danvan key id")[:8].hex())

    @property
    def passphrases(self) -> Sequence[Slot]:
        """The slots of passphrases, one an officer."""
        return [slot for slot in self.slots if slot.kind is SlotKind.PASSPHRASE]

    @property
    def has_recovery(self) -> bool:
        """Whether a recovery sheet opens the store."""
        return any(slot.kind is SlotKind.RECOVERY for slot in self.slots)

    def with_passphrase(self, key: bytes, passphrase: str, cost: Cost = STANDARD_COST, officer: str = "") -> KeySlots:
        """Let one more passphrase open the store, in place of the one that its ``officer`` had.

        Raises StoreError for an empty one, and for one that opens the store already.
        """
        others = tuple(slot for slot in self.slots if not officer or slot.officer != officer)
        if any(slot.kind is SlotKind.PASSPHRASE and self._opened(slot, passphrase) for slot in others):
            raise StoreError(_("Mật khẩu này đang dùng rồi: mỗi người phải có một mật khẩu khác."))
        return replace(self, slots=(*others, self._sealed(key, SlotKind.PASSPHRASE, passphrase, cost, officer)))

    def with_recovery(self, key: bytes, secret: bytes) -> KeySlots:
        """Let a recovery sheet open the store, in place of an earlier one."""
        others = tuple(slot for slot in self.slots if slot.kind is not SlotKind.RECOVERY)
        return replace(self, slots=(*others, self._sealed(key, SlotKind.RECOVERY, secret.hex(), None)))

    def unlock(self, passphrase: str) -> bytes:
        """Return the data key; raises WrongPassphrase."""
        return self._found(SlotKind.PASSPHRASE, passphrase)[0]

    def opener(self, passphrase: str) -> tuple[bytes, str]:
        """Return the data key and the officer whose own passphrase this is, if it is one's; raises WrongPassphrase."""
        key, slot = self._found(SlotKind.PASSPHRASE, passphrase)
        return key, slot.officer

    def recover(self, secret: bytes) -> bytes:
        """Return the data key for the secret of a recovery sheet; raises WrongPassphrase."""
        return self._found(SlotKind.RECOVERY, secret.hex())[0]

    def changed(self, passphrase: str, new: str, cost: Cost = STANDARD_COST) -> KeySlots:
        """Put a new passphrase in the place of one; raises WrongPassphrase. The data key stays."""
        key, former = self._found(SlotKind.PASSPHRASE, passphrase)
        slot = self._sealed(key, SlotKind.PASSPHRASE, new, cost, former.officer)
        return replace(self, slots=tuple(slot if one is former else one for one in self.slots))

    def without(self, passphrase: str) -> KeySlots:
        """Let a passphrase open the store no more; raises WrongPassphrase, StoreError for the last one."""
        _key, former = self._found(SlotKind.PASSPHRASE, passphrase)
        if len(self.passphrases) == 1:
            raise StoreError(_("Đây là mật khẩu duy nhất của tệp dữ liệu: hãy đổi mật khẩu thay vì bỏ."))
        return replace(self, slots=tuple(one for one in self.slots if one is not former))

    def replaced(self, key: bytes, passphrase: str, cost: Cost = STANDARD_COST) -> KeySlots:
        """Let one passphrase alone open the store, and the recovery sheet: the others were forgotten."""
        kept = tuple(slot for slot in self.slots if slot.kind is SlotKind.RECOVERY)
        return replace(self, slots=kept).with_passphrase(key, passphrase, cost)

    def written(self) -> bytes:
        """Return the content of a key file."""
        slots = [_written(slot) for slot in self.slots]
        content = {"format": _FORMAT, "version": _VERSION, "key": self.key_id, "slots": slots}
        return json.dumps(content, indent=1).encode()

    @classmethod
    def read(cls, content: bytes) -> KeySlots:
        """Read a key file; raises StoreError for what is none."""
        try:
            found = read_json(content.decode())
            if found["format"] != _FORMAT or found["version"] != _VERSION:
                raise ValueError
            return cls(str(found["key"]), tuple(_read(slot) for slot in found["slots"]))
        except (ValueError, KeyError, TypeError) as error:
            raise StoreError(
                _("Tệp khóa của tệp dữ liệu bị hỏng. Hãy lấy lại tệp “.keys” từ một bản sao lưu.")
            ) from error

    def _sealed(self, key: bytes, kind: SlotKind, secret: str, cost: Cost | None, officer: str = "") -> Slot:
        salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
        slot = Slot(kind, secrets.token_hex(4), salt, nonce, b"", cost, officer)
        sealed = ChaCha20Poly1305(_wrapping_key(slot, secret)).encrypt(slot.nonce, key, self._about(slot))
        return replace(slot, sealed=sealed)

    def _found(self, kind: SlotKind, secret: str) -> tuple[bytes, Slot]:
        for slot in self.slots:
            if slot.kind is kind and (key := self._opened(slot, secret)) is not None:
                return key, slot
        if kind is SlotKind.RECOVERY:
            raise WrongPassphrase(_("Các từ này không phải của phiếu khôi phục hiện nay của tệp dữ liệu."))
        if not self.has_recovery:
            raise WrongPassphrase(_("Mật khẩu không đúng. Hãy xem phím Caps Lock và bộ gõ tiếng Việt rồi gõ lại."))
        raise WrongPassphrase(
            _("Mật khẩu không đúng. Hãy xem phím Caps Lock và bộ gõ tiếng Việt rồi gõ lại, hoặc dùng phiếu khôi phục.")
        )

    def _opened(self, slot: Slot, secret: str) -> bytes | None:
        try:
            return ChaCha20Poly1305(_wrapping_key(slot, secret)).decrypt(slot.nonce, slot.sealed, self._about(slot))
        except InvalidTag:
            return None

    def _about(self, slot: Slot) -> bytes:
        """Return what a seal vouches for beside the key: nobody can put a slot into another store's file."""
        owner = f" {slot.officer}" if slot.officer else ""
        return f"{_FORMAT} {_VERSION} {self.key_id} {slot.kind} {slot.uid}{owner}".encode()


def new_data_key() -> bytes:
    """Return a random key of 256 bits."""
    return secrets.token_bytes(KEY_BYTES)


def seal(key: bytes, content: bytes, purpose: bytes) -> bytes:
    """Seal what lies beside a store with a key that only that store's data key gives; purposes do not mix."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return _SEALED + nonce + ChaCha20Poly1305(_derived(key, b"", purpose)).encrypt(nonce, content, purpose)


def unseal(key: bytes, content: bytes, purpose: bytes) -> bytes:
    """Open what ``seal`` made; raises ValueError for anything else."""
    nonce, sealed = content[len(_SEALED) :][:_NONCE_BYTES], content[len(_SEALED) + _NONCE_BYTES :]
    if not content.startswith(_SEALED) or len(nonce) != _NONCE_BYTES:
        raise ValueError(purpose)
    try:
        return ChaCha20Poly1305(_derived(key, b"", purpose)).decrypt(nonce, sealed, purpose)
    except InvalidTag as error:
        raise ValueError(purpose) from error


def usable_secret(secret: str) -> str:
    """Return a passphrase however its letters were composed; raises StoreError for one that opens nothing."""
    text = unicodedata.normalize("NFC", secret)
    if not text.strip() or len(text) > _LONGEST_SECRET:
        raise StoreError(_("Mật khẩu rỗng hoặc quá dài."))
    return text


def _wrapping_key(slot: Slot, secret: str) -> bytes:
    text = usable_secret(secret)
    if slot.cost is None:
        return _derived(text.encode(), slot.salt, b"danvan recovery sheet")
    cost = slot.cost
    kdf = Argon2id(salt=slot.salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory)
    return kdf.derive(text.encode())


def _derived(secret: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=purpose).derive(secret)


def _written(slot: Slot) -> Mapping[str, Any]:
    content: dict[str, Any] = {"kind": slot.kind.value, "uid": slot.uid}
    content |= {name: b64encode(getattr(slot, name)).decode() for name in ("salt", "nonce", "sealed")}
    if slot.cost is not None:
        content["argon2id"] = {"memory": slot.cost.memory, "passes": slot.cost.passes, "lanes": slot.cost.lanes}
    if slot.officer:
        content["officer"] = slot.officer
    return content


def _read(content: Mapping[str, Any]) -> Slot:
    """Read a slot; raises ValueError, KeyError or TypeError for what no version writes."""
    kind = SlotKind(content["kind"])
    salt, nonce, sealed = (b64decode(content[name], validate=True) for name in ("salt", "nonce", "sealed"))
    cost = None
    if kind is SlotKind.PASSPHRASE:
        cost = Cost(*(int(content["argon2id"][name]) for name in ("memory", "passes", "lanes")))
        if not cost.is_bearable:
            raise ValueError
    if len(salt) != _SALT_BYTES or len(nonce) != _NONCE_BYTES:
        raise ValueError
    return Slot(kind, str(content["uid"]), salt, nonce, sealed, cost, str(content.get("officer", "")))
