"""Unlocks encrypted stores, and lets people change by what they are unlocked; the data key itself never changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from danvan_desktop.domain.clock import uptime
from danvan_desktop.localization import _
from danvan_desktop.store.attempts import Attempts
from danvan_desktop.store.errors import (
    StoreError,
    TooManyTries,
    WrongPassphrase,
    not_written,
    reason_of,
)
from danvan_desktop.store.key_slots import STANDARD_COST, Cost, KeySlots, new_data_key
from danvan_desktop.store.locked import is_locked, keys_beside, read_keys, write_keys
from danvan_desktop.store.passphrases import refuse_weak
from danvan_desktop.store.process_lock import process_lock
from danvan_desktop.store.recovery_words import new_recovery_secret, secret_of, words_for

T = TypeVar("T")


@dataclass(frozen=True)
class NewVault:
    """The data key of a store that is to be encrypted, and the content of its key file."""

    key: bytes
    key_file: bytes


def new_vault(passphrase: str, cost: Cost = STANDARD_COST) -> NewVault:
    """Make a data key that this passphrase unlocks; raises StoreError for one that is easily guessed."""
    refuse_weak(passphrase, StoreError)
    key = new_data_key()
    return NewVault(key, KeySlots.of(key).with_passphrase(key, passphrase, cost).written())


class Vault:
    """The key file of an encrypted store."""

    def __init__(self, path: Path, cost: Cost = STANDARD_COST, clock: Callable[[], float] = uptime) -> None:
        """Name the store; ``cost`` is what a new passphrase will cost to guess. Raises StoreError for a plain store.

        Wrong passphrases are counted by ``clock``, and too many of them refused with TooManyTries for a while.
        """
        if not is_locked(path):
            raise StoreError(_("Tệp dữ liệu này không mã hóa nên không dùng mật khẩu."))
        self.path, self._cost, self._clock = path, cost, clock
        self._attempts: tuple[str, Attempts] | None = None

    @property
    def attempts(self) -> Attempts:
        """The wrong passphrases so far; raises StoreError for a damaged key file."""
        key_id = self.slots().key_id
        if self._attempts is None or self._attempts[0] != key_id:
            self._attempts = key_id, Attempts(key_id, self._clock)
        return self._attempts[1]

    def unlock(self, passphrase: str) -> bytes:
        """Return the data key; raises WrongPassphrase, StoreError."""
        return self._tried(lambda: self.slots().unlock(passphrase))

    def unlock_by(self, passphrase: str) -> tuple[bytes, str]:
        """Return the data key and the officer whose own passphrase it is, empty for one that several know.

        Raises WrongPassphrase, StoreError.
        """
        return self._tried(lambda: self.slots().opener(passphrase))

    def recover(self, words: str) -> bytes:
        """Return the data key for the words of the recovery sheet; raises WrongPassphrase, StoreError."""
        secret = secret_of(words)
        return self._tried(lambda: self.slots().recover(secret))

    def change(self, passphrase: str, new: str) -> None:
        """Put a passphrase in the place of one; raises WrongPassphrase, StoreError."""
        refuse_weak(new, StoreError)
        self._change(lambda: self._tried(lambda: self.slots().changed(passphrase, new, self._cost)))

    def add(self, key: bytes, new: str, officer: str = "") -> None:
        """Let one more passphrase unlock the store, in place of its ``officer``'s former one; raises StoreError."""
        refuse_weak(new, StoreError)
        self._change(lambda: self.slots().with_passphrase(key, new, self._cost, officer))

    @property
    def owners(self) -> frozenset[str]:
        """The officers who have a passphrase of their own; raises StoreError for a damaged key file."""
        return frozenset(slot.officer for slot in self.slots().passphrases if slot.officer)

    @property
    def lacks_recovery(self) -> bool:
        """Whether no sheet unlocks the store; not so where the key file cannot be read, which unlocking tells."""
        try:
            return not self.slots().has_recovery
        except StoreError:
            return False

    def keep_only(self, key: bytes, new: str) -> None:
        """Let one passphrase alone unlock the store, beside the recovery sheet; raises StoreError."""
        refuse_weak(new, StoreError)
        self._change(lambda: self.slots().replaced(key, new, self._cost))

    def renew(self, words: str, new: str) -> bytes:
        """Return the data key for the words of the sheet, and let a new passphrase alone unlock the store beside it.

        Raises WrongPassphrase, StoreError.
        """
        key = self.recover(words)
        self.keep_only(key, new)
        return key

    def remove(self, passphrase: str) -> None:
        """Let a passphrase unlock the store no more; raises WrongPassphrase, StoreError for the last one."""
        self._change(lambda: self._tried(lambda: self.slots().without(passphrase)))

    def use_sheet(self, key: bytes, words: str) -> None:
        """Let the words of a sheet, once they are surely kept, unlock the store in place of an earlier sheet's."""
        secret = secret_of(words)
        self._change(lambda: self.slots().with_recovery(key, secret))

    def slots(self) -> KeySlots:
        """Read the key file; raises StoreError for one that is damaged or gone."""
        file = keys_beside(self.path)
        try:
            content = read_keys(self.path)
        except OSError as error:
            raise StoreError(
                _("Không đọc được tệp khóa “{name}”: {reason}.", name=file.name, reason=reason_of(error))
            ) from error
        return KeySlots.read(content)

    def _tried(self, attempt: Callable[[], T]) -> T:
        """Try what a person knows, and count what was wrong; raises WrongPassphrase, TooManyTries.

        One after the other, or whoever starts a hundred programs at once has a hundred tries before the first counts.
        """
        with process_lock("attempts"):
            attempts = self.attempts
            if attempts.wait > 0:
                raise TooManyTries(attempts.told)
            try:
                found = attempt()
            except WrongPassphrase:
                attempts.failed()
                raise
            attempts.succeeded()
            return found

    def _change(self, changed: Callable[[], KeySlots]) -> None:
        """Write what the key file comes to, which is read only once no other program changes it."""
        with process_lock("keys"):
            self._write(changed())

    def _write(self, slots: KeySlots) -> None:
        try:
            write_keys(self.path, slots.written())
        except OSError as error:
            path = keys_beside(self.path)
            raise not_written(error, path) from error


def new_sheet_words() -> tuple[str, ...]:
    """Return the words of a new recovery sheet, which opens nothing before ``Vault.use_sheet``."""
    return words_for(new_recovery_secret())
