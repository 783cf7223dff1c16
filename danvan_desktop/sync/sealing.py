"""Encryption of bundles with age: to devices, to a passphrase, and how an encrypted file is told from others.

Nothing of ours is added to the age format (https://age-encryption.org/v1): ``age -d`` opens such a file too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from typing import BinaryIO

import pyrage

from danvan_desktop.localization import _
from danvan_desktop.store.passphrases import refuse_weak
from danvan_desktop.sync.errors import BundleTooLarge, SyncError, damaged
from danvan_desktop.sync.limits import MIB

OPENING = b"age-encryption.org/v1\n"
_PASSPHRASE_STANZA = b"-> scrypt "
_WORK = re.compile(rb"[0-9A-Za-z+/]{22} ([1-9][0-9]?)\n")
_TOO_SLOW = "Excessive work"
_TURNS_WHEN_BUSY = 3
_MOST_WORK = 20
"""Opening takes 2 to this power times 1 KiB of memory; fast machines ask for 18 to 20 when they seal."""

LARGEST_BY_PASSPHRASE = 64 * MIB
"""Bytes of a bundle under a passphrase, which is sealed and opened in memory."""


class Sealing(Enum):
    """Who can open a bundle."""

    RECIPIENTS = "recipients"
    PASSPHRASE = "passphrase"  # noqa: S105 - a name, no secret
    PLAIN = "plain"


class NeedsPassphrase(SyncError):
    """The bundle is encrypted to a passphrase that was not given."""


class WeakPassphrase(SyncError):
    """A passphrase is guessed too easily to lock a bundle."""


class WrongPassphrase(SyncError):
    """The passphrase does not open the bundle."""


class WrongRecipient(SyncError):
    """The bundle is encrypted to other devices."""


def sealing_of(start: bytes) -> Sealing:
    """Tell from a file's first bytes how it is sealed; what is no age file counts as plain."""
    if not start.startswith(OPENING):
        return Sealing.PLAIN
    is_by_passphrase = start[len(OPENING) :].startswith(_PASSPHRASE_STANZA)
    return Sealing.PASSPHRASE if is_by_passphrase else Sealing.RECIPIENTS


def seal_to(recipients: Sequence[str], source: BinaryIO, target: BinaryIO) -> None:
    """Encrypt to age public keys, one chunk in memory at a time."""
    keys = [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
    try:
        pyrage.encrypt_io(source, target, keys)
    except pyrage.EncryptError as error:
        # It hides the system's reason, which is nearly always the medium.
        raise SyncError(_("Không ghi được tệp mã hóa: ổ đĩa đầy hoặc đã bị rút ra. Hãy chọn nơi khác.")) from error


def seal_by_passphrase(passphrase: str, source: BinaryIO, target: BinaryIO) -> None:
    """Encrypt to a passphrase; raises WeakPassphrase or BundleTooLarge."""
    refuse_weak(passphrase, WeakPassphrase)
    data = source.read(LARGEST_BY_PASSPHRASE + 1)
    if len(data) > LARGEST_BY_PASSPHRASE:
        raise BundleTooLarge(
            _("Tệp lớn quá 64 MB nên không khóa bằng mật khẩu được. Hãy trao đổi thẻ máy rồi mã hóa cho máy nhận.")
        )
    target.write(pyrage.passphrase.encrypt(data, passphrase))


def unseal(keys: Sequence[str], source: BinaryIO, target: BinaryIO) -> None:
    """Decrypt with one of a device's age secret keys; raises WrongRecipient, or DamagedBundle for any changed byte."""
    try:
        pyrage.decrypt_io(source, target, [pyrage.x25519.Identity.from_str(key) for key in keys])
    except pyrage.DecryptError as error:
        if "No matching keys" in str(error):
            raise WrongRecipient(
                _("Tệp được mã hóa cho máy khác nên máy này không mở được. Hãy đưa thẻ của máy này cho nơi gửi.")
            ) from error
        raise damaged() from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise damaged() from error


def _decrypted(data: bytes, passphrase: str) -> bytes:
    """Decrypt; on a machine that is busy just then the library takes any work for too much, and is asked again."""
    for _turn in range(_TURNS_WHEN_BUSY):
        try:
            return bytes(pyrage.passphrase.decrypt(data, passphrase))
        except pyrage.DecryptError as error:
            if _TOO_SLOW not in str(error):
                raise
    return bytes(pyrage.passphrase.decrypt(data, passphrase))


def unseal_by_passphrase(passphrase: str | None, source: BinaryIO, target: BinaryIO) -> None:
    """Decrypt with a passphrase; raises NeedsPassphrase, WrongPassphrase or DamagedBundle."""
    if not passphrase:
        raise NeedsPassphrase(_("Tệp được khóa bằng mật khẩu. Hãy nhập mật khẩu mà nơi gửi đã báo."))
    data = source.read(LARGEST_BY_PASSPHRASE + MIB)
    work = _WORK.match(data, len(OPENING) + len(_PASSPHRASE_STANZA))
    if work is None:
        raise damaged()
    if int(work[1]) > _MOST_WORK or source.read(1):
        raise BundleTooLarge(_("Tệp vượt giới hạn dung lượng cho phép nên chưa nhập gì. Hãy báo cho nơi gửi."))
    try:
        target.write(_decrypted(data, passphrase))
    except pyrage.DecryptError as error:
        raise _not_decrypted(str(error)) from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise damaged() from error


def _not_decrypted(said: str) -> SyncError:
    if _TOO_SLOW in said:
        return SyncError(_("Máy đang bận nên chưa mở khóa được tệp. Hãy đóng bớt phần mềm khác rồi thử lại."))
    if "Decryption failed" in said:
        return WrongPassphrase(
            _("Mật khẩu không mở được tệp, hoặc tệp bị hỏng. Hãy hỏi lại mật khẩu hoặc chép lại tệp.")
        )
    return damaged()
