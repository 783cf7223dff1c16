"""Tells beside a chosen backup what would go and what would come back; a thread of its own compares the files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.kind import Kind
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.store.backup_difference import KindDifference, difference
from danvan_desktop.store.foreign_keys import told_of_other_keys

_MOST_KINDS = 6


class BackupComparison(QThread):
    """Compares one backup with the store; ``found`` brings it with its differences, or why there are none, and whose.

    The last is nothing unless it is another laptop's.
    """

    found = Signal(object, object, object)

    def __init__(self, store: Path, backup: Path, parent: QObject | None = None, key: bytes | None = None) -> None:
        """Take both files."""
        super().__init__(parent)
        self._store, self._backup, self._key = store, backup, key

    def run(self) -> None:
        """Compare and tell."""
        try:
            found = difference(self._store, self._backup, self._key)
            self.found.emit(self._backup, found, told_of_other_keys(self._store, self._backup, self._key))
        except DanvanError as error:
            error.__traceback__ = None
            self.found.emit(self._backup, error.message, ())


def told_difference(found: Sequence[KindDifference] | Message, say: Translator) -> str:
    """Say in a few lines what restoring comes to."""
    if isinstance(found, Message):
        return say(found)
    if not found:
        return say(_("Bản này giống hệt dữ liệu đang dùng: khôi phục không đổi gì."))
    sides: Sequence[tuple[Message, Callable[[KindDifference], int]]] = (
        (_("Sẽ mất (chỉ có trong dữ liệu hiện tại): {records}"), lambda one: one.lost),
        (_("Sẽ có lại (đã xóa hoặc mất sau khi sao lưu): {records}"), lambda one: one.gained),
        (_("Trở về nội dung cũ: {records}"), lambda one: one.former),
    )
    lines = [say(words).replace("{records}", told) for words, count in sides if (told := _counted(found, count, say))]
    return "\n".join(lines)


def _counted(found: Sequence[KindDifference], count: Callable[[KindDifference], int], say: Translator) -> str:
    return counted([(count(one), one.kind) for one in found if count(one)], say, _MOST_KINDS)


def counted(numbers: Iterable[tuple[int, Kind]], say: Translator, most: int) -> str:
    """Tell how many records of each kind there are, those of a day first: they are the work that was done."""
    parts = sorted(numbers, key=lambda part: (part[1].parent is not None, part[1].date is None, -part[0]))
    told = [say(_("{kind}: {n}", kind=kind.plural, n=number)) for number, kind in parts[:most]]
    rest = sum(number for number, _kind in parts[most:])
    return " · ".join([*told, *([say(_("khác: {n}", n=rest))] if rest else [])])
