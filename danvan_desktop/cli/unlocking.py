"""Gets the key of an encrypted store by a passphrase from a file, or asked of whoever sits before the screen."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import click

from danvan_desktop.cli.language import spoken
from danvan_desktop.localization import Message, _
from danvan_desktop.store import Store, StoreError
from danvan_desktop.store.errors import StoreDamaged, told_in_words
from danvan_desktop.store.inputs import read_input
from danvan_desktop.store.locked import is_locked, is_plain, require_key
from danvan_desktop.store.passphrases import Strength, estimate

_LONGEST_FILE = 1024 * 1024


def unlocked(path: Path, passphrase_file: Path | None) -> bytes | None:
    """Return the key of the store at ``path``, ``None`` for a plain one; raises WrongPassphrase, StoreError."""
    return unlocked_by(path, passphrase_file)[0]


def unlocked_by(path: Path, passphrase_file: Path | None) -> tuple[bytes | None, str]:
    """Return the key, and the officer whose own passphrase was given, empty for one that several know."""
    if not is_locked(path):
        if passphrase_file is not None and is_plain(path):
            raise StoreError(_("Tệp dữ liệu này không mã hóa nên không dùng tệp mật khẩu."))
        return None, ""
    if passphrase_file is None and not sys.stdin.isatty():
        require_key(path, None)
    from danvan_desktop.store.vault import Vault  # loads a library that plain stores do without

    return Vault(path).unlock_by(given_passphrase(passphrase_file, _("Mật khẩu của tệp dữ liệu")))


def require_approver(path: Path, key: bytes | None, officer: str) -> None:
    """Raise NotAllowed when who works at the store, or whose passphrase was given, may not change it as a whole.

    What cannot be opened or is damaged tells of no rights: mending it is anybody's.
    """
    try:
        with told_in_words(path):
            store = Store.open(path, key=key)
    except StoreError:
        return
    with store, suppress(StoreDamaged), told_in_words(path):
        store.let_work(officer)
        store.officers.require_approver()


def given_passphrase(file: Path | None, words: Message, *, twice: bool = False) -> str:
    """Return the first line of a file, or what is typed unseen, ``twice`` for a new one; raises StoreError."""
    if file is None:
        typed: str = click.prompt(spoken()(words), hide_input=True, confirmation_prompt=twice, err=True)
        return typed
    try:
        lines = read_input(file, _LONGEST_FILE).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise StoreError(_("Tệp mật khẩu phải là văn bản UTF-8.")) from error
    if not lines or not lines[0].strip():
        raise StoreError(_("Tệp mật khẩu rỗng."))
    return lines[0]


def new_passphrase(file: Path | None, known: Sequence[str] = ()) -> str:
    """Return the first line of a file, or what is typed unseen twice; tells how soon it is guessed, raises StoreError.

    ``known`` are names that a thief would try.
    """
    chosen = given_passphrase(file, _("Mật khẩu mới của tệp dữ liệu"), twice=True)
    from danvan_desktop.store.key_slots import usable_secret  # loads a library that plain stores do without

    usable_secret(chosen)
    tell_strength(chosen, known)
    return chosen


def tell_strength(passphrase: str, known: Sequence[str] = ()) -> None:
    """Say on stderr after how long a passphrase is guessed, unless that is beyond a life, or it is refused anyway."""
    found = estimate(passphrase, known)
    if found.strength in (Strength.WEAK, Strength.FAIR):
        click.echo(spoken()(found.words), err=True)
