"""How an update is checked and installed beside its dialog: over an open store, or before any store opens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.updates import Update, UpdateError
from danvan_desktop.localization import Message, _
from danvan_desktop.store import Store
from danvan_desktop.store.telling import Tell
from danvan_desktop.sync.update_install import planned_update, take_update
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.store_maker import StoreMaker
from danvan_desktop.ui.operations import Operation, Progress
from danvan_desktop.ui.recovering import unprepared

Shown = Callable[[Update], None]
Refused = Callable[[DanvanError], bool]


class UpdateWork(Protocol):
    """Does what the dialog asks for, and calls it back in the window's thread."""

    @property
    def promise(self) -> Message:
        """What becomes of the records, told before anything is installed."""

    @property
    def under_way(self) -> Message:
        """What is told while it is installed."""

    def check(self, path: Path, owner: QObject, shown: Shown, refused: Refused) -> None:
        """Read the file to its end."""

    def install(self, path: Path, installed: Shown, refused: Refused) -> None:
        """Put the new version beside this one."""


class OverStore:
    """Backs up the store that is open before anything is installed."""

    promise = _(
        "Tệp đúng do nơi phát hành ký. Trước khi cài, dữ liệu được kiểm tra và sao lưu;"
        " bản mới không khởi động được thì phần mềm tự trở lại bản đang dùng."
    )
    under_way = _("Đang kiểm tra, sao lưu dữ liệu và cài…")

    def __init__(self, context: UiContext) -> None:
        """Take the services of the window."""
        self._operations = context.operations

    def check(self, path: Path, owner: QObject, shown: Shown, refused: Refused) -> None:
        """Read it in the background."""
        key = ("update", id(owner))
        self._operations.read(lambda _store: planned_update(path), shown, key=key, owner=owner, on_error=refused)

    def install(self, path: Path, installed: Shown, refused: Refused) -> None:
        """Install as an operation, which the window shows and waits for."""

        def work(store: Store, progress: Progress) -> Update:
            return take_update(path, store, progress.report)[0]

        self._operations.run(Operation(_("Cập nhật phần mềm"), work, installed, refused))


class WithoutStore(QObject):
    """Leaves a store that only a newer version reads as it is."""

    promise = _(
        "Tệp đúng do nơi phát hành ký. Dữ liệu trên máy do một bản mới hơn ghi: bản đang dùng không mở và để nguyên;"
        " bản mới không khởi động được thì phần mềm tự trở lại bản đang dùng."
    )
    under_way = _("Đang kiểm tra và cài…")

    def __init__(self) -> None:
        """Do nothing yet."""
        super().__init__()
        self._maker: StoreMaker | None = None
        self._found: list[Update] = []
        self._told: tuple[Shown, Refused] | None = None

    def check(self, path: Path, owner: QObject, shown: Shown, refused: Refused) -> None:
        """Read it in a thread of its own."""
        self._run(path, lambda given, _tell: self._found.append(planned_update(given)), shown, refused)

    def install(self, path: Path, installed: Shown, refused: Refused) -> None:
        """Install without any store."""
        self._run(path, lambda given, tell: self._found.append(take_update(given, None, tell)[0]), installed, refused)

    def stop(self) -> None:
        """Leave nothing under way behind: what is not installed yet is given up."""
        self._told = None
        if self._maker is not None:
            self._maker.cancel()
            self._maker.wait()

    def _run(self, path: Path, work: Callable[[Path, Tell], None], shown: Shown, refused: Refused) -> None:
        self._told = (shown, refused)
        self._found.clear()
        self._maker = StoreMaker(path, work, self)
        self._maker.ended.connect(self._end)
        self._maker.start()

    def _end(self, _path: Path | None, error: Exception | None) -> None:
        if self._told is None:
            return
        shown, refused = self._told
        if error is None:
            shown(self._found[-1])
        else:
            refused(error if isinstance(error, DanvanError) else UpdateError(unprepared(error)))
