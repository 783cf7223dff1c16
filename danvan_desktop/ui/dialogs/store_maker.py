"""Makes or opens a store in a thread of its own, before there is a window with operations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.store import Store
from danvan_desktop.store.errors import fault_of_system, told_in_words
from danvan_desktop.store.founding import put_in_place
from danvan_desktop.store.leftovers import partial_beside, sweep_beside
from danvan_desktop.store.locked import is_locked
from danvan_desktop.store.private import remove_with_side_files
from danvan_desktop.store.salvage import damage_behind
from danvan_desktop.store.telling import Tell
from danvan_desktop.ui.lane import Bug, Cancelled, Progress


@dataclass(frozen=True)
class NewOffice:
    """The unit that a new store is for; ``level`` is a kind of unit."""

    name: str
    code: str
    level: str


SAMPLE_OFFICE = NewOffice("Xã Đông Sơn", "DS", "commune")


class StoreMaker(QThread):
    """Does one thing and tells how it ended."""

    progressed = Signal(int, int)
    ended = Signal(object, object)
    """The path of a store that can be opened, or ``None``; the DanvanError, Cancelled or Bug, or ``None``."""

    def __init__(self, path: Path, work: Callable[[Path, Tell], None], parent: QObject | None = None) -> None:
        """Take what to do with the path."""
        super().__init__(parent)
        self._path = path
        self._work = work
        self._progress = Progress(lambda done, total, _text: self.progressed.emit(done, total))

    def run(self) -> None:
        """Work and tell."""
        try:
            with told_in_words(self._path):
                self._work(self._path, self._tell)
        except (DanvanError, Cancelled) as error:
            error.__traceback__ = None
            self.ended.emit(None, error)
        except OSError as error:
            self.ended.emit(None, fault_of_system(error, self._path) or Bug(error))
        except Exception as error:  # noqa: BLE001 - it is shown in the crash dialog, with its traceback
            self.ended.emit(None, damage_behind(error, self._path) or Bug(error))
        else:
            self.ended.emit(self._path, None)

    def cancel(self) -> None:
        """Ask the work to stop; it leaves everything as it was."""
        self._progress.cancel()

    def _tell(self, done: int, total: int) -> None:
        self._progress.raise_if_cancelled()
        self._progress.report(done, total)


def open_existing(path: Path, tell: Tell, key: bytes | None = None) -> None:
    """See whether there is a store that this version can open, and bring it up to this version; raises StoreError.

    An encrypted one is looked at once its passphrase is known.
    """
    if key is None and is_locked(path):
        return
    Store.open(path, key=key, tell=tell).close()


class OfficeWork:
    """Makes an empty store; ``key`` is that of an encrypted one once it is made."""

    def __init__(self, office: NewOffice, passphrase: str | None) -> None:
        """Take the unit, and the passphrase that unlocks the store, ``None`` for a plain one."""
        self._office, self._passphrase = office, passphrase
        self.key: bytes | None = None

    def __call__(self, path: Path, _tell: Tell) -> None:
        """Make it; raises StoreError."""
        office, key, key_file = self._office, None, None
        if self._passphrase is not None:
            from danvan_desktop.store.vault import new_vault

            vault = new_vault(self._passphrase)
            key, key_file = vault.key, vault.key_file
        Store.create(
            path, unit_name=office.name, unit_code=office.code, level=office.level, key=key, key_file=key_file
        ).close()
        self.key = key


def make_sample(path: Path, tell: Tell) -> None:
    """Make a store full of sample records, or keep the one that an earlier try made."""
    from danvan_desktop.sample import fill_sample

    if path.exists():
        open_existing(path, tell)
        return
    office = SAMPLE_OFFICE
    partial = partial_beside(path)
    sweep_beside(path)
    try:
        with Store.create(partial, unit_name=office.name, unit_code=office.code, level=office.level) as store:
            fill_sample(store, tell)
        put_in_place(partial, path)
        open_existing(path, tell)  # here, where nobody is told that it lay elsewhere before
    finally:
        remove_with_side_files(partial)
