"""What can be done about a store that is damaged or does not open, and how each is done in a thread of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from danvan_desktop.domain.clock import Clock
from danvan_desktop.localization import Message, _
from danvan_desktop.store import NotAStore, Store, restore_backup
from danvan_desktop.store.backup import beside
from danvan_desktop.store.errors import StoreDamaged, StoreWithoutUnit
from danvan_desktop.store.rescue import rescue, told_of_rescue
from danvan_desktop.ui.dialogs.store_maker import Tell, open_existing

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


Recovery = Mend | Restore | RescueReadable


@dataclass(frozen=True)
class Outcome:
    """What was done, and what could not be saved."""

    words: Message
    losses: Sequence[Message] = ()


def can_be_recovered(error: Exception) -> bool:
    """Tell whether a store that was refused for this can be replaced by a backup or by what is rescued of it."""
    return isinstance(error, StoreDamaged | NotAStore | StoreWithoutUnit)


def words_of(recovery: Recovery) -> Message:
    """Say what is being done."""
    match recovery:
        case Mend():
            return _(
                "Tệp kho dữ liệu có trang bị hỏng: đang dựng lại đầy đủ từ nhật ký."
                " Tệp hỏng được giữ trong thư mục “backups”."
            )
        case Restore(backup):
            return _("Đang kiểm tra và khôi phục từ “{path}”.", path=str(backup))
        case RescueReadable():
            return _("Đang cứu phần còn đọc được. Tệp hỏng được giữ trong thư mục “backups”.")


class RecoveryWork:
    """Does it to the store at a path; ``outcome`` is there when it has ended well."""

    def __init__(self, recovery: Recovery, key: bytes | None = None) -> None:
        """Take what to do, and the key of an encrypted store."""
        self._key = key
        self._recovery = recovery
        self.outcome: Outcome | None = None

    def __call__(self, path: Path, tell: Tell) -> None:
        """Do it; raises StoreError, and the store is as it was."""
        self.outcome = self._done(path)
        open_existing(path, tell, self._key)

    def _done(self, path: Path) -> Outcome:
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


def _told_of_restoring(backup: Path, former: Path | None) -> Outcome:
    if former is None:
        return Outcome(_("Đã khôi phục từ “{path}”.", path=str(backup)))
    return Outcome(_("Đã khôi phục từ “{path}”. Tệp trước đó ở “{former}”.", path=str(backup), former=str(former)))
