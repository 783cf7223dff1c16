"""What can be done about a store that is damaged or does not open, and how each is done in a thread of its own."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from danvan_desktop.domain.clock import Clock
from danvan_desktop.localization import Message, _
from danvan_desktop.store import NotAStore, Store, StoreTooNew, restore_backup
from danvan_desktop.store.attachment_pool import missing_files
from danvan_desktop.store.backup import beside
from danvan_desktop.store.conversion import decrypt_store, encrypt_store, still_encrypted, still_plain
from danvan_desktop.store.errors import StoreDamaged, StoreError, StoreWithoutUnit
from danvan_desktop.store.locked import is_locked
from danvan_desktop.store.rescue import rescue, told_of_rescue
from danvan_desktop.store.restoring import Restored
from danvan_desktop.store.telling import Tell
from danvan_desktop.store.vault import new_vault
from danvan_desktop.ui.dialogs.store_maker import open_existing
from danvan_desktop.ui.lane import Cancelled

_RESCUED_MARK = "cuu-du-lieu"
"""In the name of what was rescued."""


@dataclass(frozen=True)
class Mend:
    """Make the store whole from its log."""


@dataclass(frozen=True)
class Restore:
    """Put a backup in its place."""

    backup: Path


@dataclass(frozen=True)
class RescueReadable:
    """Save what can be read, and go on with that."""


@dataclass(frozen=True)
class Encrypt:
    """Encrypt the store and the copies beside it."""

    passphrase: str


@dataclass(frozen=True)
class Decrypt:
    """Make the store and the copies beside it plain."""


Recovery = Mend | Restore | RescueReadable | Encrypt | Decrypt


_RECOVERY, _PROTECTION = _("Sửa chữa và khôi phục"), _("Bảo vệ dữ liệu")


@dataclass(frozen=True)
class Outcome:
    """What was done, and what could not be saved."""

    words: Message
    losses: Sequence[Message] = ()
    title: Message = _RECOVERY


def is_conversion(recovery: Recovery) -> bool:
    """Tell whether it only changes the form of a store that is whole: where it fails, the store opens as before."""
    return isinstance(recovery, Encrypt | Decrypt)


def can_be_recovered(error: Exception) -> bool:
    """Tell whether a store that was refused for this can be replaced by a backup or by what is rescued of it.

    One of a newer version is whole; where that version was taken back, the copy made before is all that opens here.
    """
    return isinstance(error, StoreDamaged | NotAStore | StoreWithoutUnit | StoreTooNew)


def words_of(recovery: Recovery) -> Message:
    """Say what is being done."""
    match recovery:
        case Mend():
            return _(
                "Tệp dữ liệu có trang bị hỏng: đang dựng lại đầy đủ từ nhật ký."
                " Tệp hỏng được giữ trong thư mục “backups”."
            )
        case Restore(backup):
            return _("Đang kiểm tra và khôi phục từ “{path}”.", path=str(backup))
        case RescueReadable():
            return _("Đang cứu phần còn đọc được. Tệp hỏng được giữ trong thư mục “backups”.")
        case Encrypt():
            return _("Đang mã hóa dữ liệu và các bản sao lưu cạnh đó, rồi so lại. Dữ liệu cũ còn nguyên đến khi xong.")
        case Decrypt():
            return _("Đang bỏ mã hóa dữ liệu và các bản sao lưu cạnh đó, rồi so lại.")


class RecoveryWork:
    """Does it to the store at a path; ``outcome`` is there when it has ended well."""

    def __init__(self, recovery: Recovery, key: bytes | None = None) -> None:
        """Take what to do, and the key of an encrypted store."""
        self._key = key
        self._recovery = recovery
        self.outcome: Outcome | None = None

    def __call__(self, path: Path, tell: Tell) -> None:
        """Do it; raises StoreError, and the store is as it was."""
        self.outcome = self._done(path, tell)
        open_existing(path, tell, self._key)

    def _done(self, path: Path, tell: Tell) -> Outcome:
        match self._recovery:
            case Mend():
                kept = Store.salvage(path, key=self._key)
                return Outcome(_("Đã dựng lại đầy đủ từ nhật ký, không mất gì. Tệp hỏng ở “{path}”.", path=str(kept)))
            case Restore(backup):
                return _told_of_restoring(backup, restore_backup(backup, path, self._key))
            case RescueReadable():
                rescued = rescue(path, beside(path, _RESCUED_MARK, Clock()), key=self._key)
                restore_backup(rescued.out, path, self._key)
                return Outcome(told_of_rescue(rescued), rescued.losses)
            case Encrypt(passphrase):
                return self._encrypt(path, passphrase, tell)
            case Decrypt():
                return self._decrypt(path, tell)

    def _encrypt(self, path: Path, passphrase: str, tell: Tell) -> Outcome:
        vault = new_vault(passphrase)
        left = encrypt_store(path, vault.key, vault.key_file, _until_exchanged(path, tell))
        self._key = vault.key
        words = _("Dữ liệu đã được mã hóa. Mở bằng mật khẩu vừa đặt, rồi in phiếu khôi phục.")
        return Outcome(words, still_plain(left), _PROTECTION)

    def _decrypt(self, path: Path, tell: Tell) -> Outcome:
        if self._key is None:
            raise StoreError(_("Tệp dữ liệu này không mã hóa nên không dùng mật khẩu."))
        left = decrypt_store(path, self._key, _until_exchanged(path, tell))
        self._key = None
        words = _("Dữ liệu không còn mã hóa: ai lấy được máy hay ổ đĩa đều đọc được.")
        return Outcome(words, still_encrypted(left), _PROTECTION)


def _until_exchanged(path: Path, tell: Tell) -> Tell:
    """Let a conversion be stopped only while it can be undone by leaving the store as it was."""
    was_locked = is_locked(path)

    def told(done: int, total: int) -> None:
        if is_locked(path) == was_locked:
            tell(done, total)
        else:
            with suppress(Cancelled):
                tell(done, total)

    return told


def _told_of_restoring(backup: Path, restored: Restored) -> Outcome:
    losses = (*([missing_files(restored.missing)] if restored.missing else []), *restored.odd)
    if restored.former is None:
        return Outcome(_("Đã khôi phục từ “{path}”.", path=str(backup)), losses)
    words = _("Đã khôi phục từ “{path}”. Tệp trước đó ở “{former}”.", path=str(backup), former=str(restored.former))
    return Outcome(words, losses)
