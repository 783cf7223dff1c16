"""Copies that nobody has to think of: each day, at the second place while it is there, and when the window closes."""

from __future__ import annotations

import time
from contextlib import suppress

from PySide6.QtCore import QObject, QTimer, Signal

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.error_log import ErrorLog
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.store import Store, StoreError
from danvan_desktop.store.telling import Tell
from danvan_desktop.ui.operations import Operation, Operations, Progress

_FIRST, _LATER = 5 * 60_000, 60 * 60_000
"""Milliseconds: the start belongs to the officer; a window that stays open overnight has a new day."""
_LOOK_FOR_STICK = 60_000
_LOOKS_BETWEEN = 60
"""Looks between two copies to a stick that stays plugged in, and after a copy there that failed: an hour."""
_LONGEST_AT_EXIT = 10
"""Seconds for which the program waits for a copy before it ends all the same."""


class DailyCopy(QObject):
    """Asks again and again whether today has its copy yet, and makes it in the background."""

    let_go = Signal(object)
    """Message: older copies went for it for want of room."""

    def __init__(self, operations: Operations) -> None:
        """Wait for a while, as long as the operations of a window are there."""
        super().__init__(operations)
        self._operations = operations
        self._timer = QTimer(self, interval=_FIRST)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Make today's copy where there is none."""
        self._timer.setInterval(_LATER)
        self._operations.read(lambda store: store.copy_keeper.lacks_daily(), self._make, key=(self, "due"), slow=True)

    def stop(self) -> None:
        """Look no more: the window is closed."""
        self._timer.stop()

    def _make(self, is_due: bool) -> None:
        if is_due:
            self._operations.run(Operation(_("Sao lưu hằng ngày"), _copy_daily, self._made, self._not_made))

    def _made(self, less: Message | None) -> None:
        if less is not None:
            _log(less)
            self.let_go.emit(less)

    def _not_made(self, _error: DanvanError) -> bool:
        """Say nothing of a full disk or a copy that failed: a save says that, and the next hour tries again."""
        return True


class SecondCopy(QObject):
    """Looks every minute whether the second place is there: copies when it came, and each hour while it stays."""

    not_made = Signal(object)
    """Message: why a copy there failed, such as a stick that was pulled out."""

    def __init__(self, operations: Operations) -> None:
        """Begin to look, as long as the operations of a window are there."""
        super().__init__(operations)
        self._operations = operations
        self._pause = 0
        self._timer = QTimer(self, interval=_LOOK_FOR_STICK)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Copy to the second place where it is there and something is new."""
        self._operations.read(_stand_of_second, self._make, key=(self, "second"), slow=True)

    def stop(self) -> None:
        """Look no more: the window is closed."""
        self._timer.stop()

    def _make(self, stand: tuple[bool, bool]) -> None:
        is_there, lacks = stand
        self._pause = max(0, self._pause - 1) if is_there else 0
        if lacks and not self._pause and not self._operations.busy:
            self._pause = _LOOKS_BETWEEN
            self._operations.run(Operation(_("Sao lưu ra nơi thứ hai"), _copy_second, on_error=self._failed))

    def _failed(self, error: DanvanError) -> bool:
        self.not_made.emit(error.message)
        return True


class ExitCopy(QObject):
    """Copies what is new when the window closes, for as long as somebody who goes home can wait.

    A stick is copied to while the window still shows it, since it would be pulled out; the copy beside the store is
    made when the window is gone from the screen.
    """

    def __init__(self, store: Store, operations: Operations) -> None:
        """Take the store of the window's thread."""
        super().__init__(operations)
        self._store, self._operations = store, operations
        self._tried = ""

    def begin(self) -> bool:
        """Begin to copy to the second place; False where there is nothing to copy, or that was tried already."""
        keeper = self._store.copy_keeper
        if self._store.is_read_only or not keeper.lacks_second() or keeper.state() == self._tried:
            return False
        self._tried = keeper.state()
        self._operations.run(Operation(_("Sao lưu ra nơi thứ hai"), _copy_second, on_error=self._not_made))
        QTimer.singleShot(_LONGEST_AT_EXIT * 1_000, self, self._operations.cancel)
        return True

    def finish(self) -> None:
        """Copy beside the store; a full disk or a copy that takes too long does not keep the program from ending."""
        if not self._store.is_read_only:
            with suppress(StoreError, _TooLong):
                keeper = self._store.copy_keeper
                made = keeper.keep_at_exit(_until(time.monotonic() + _LONGEST_AT_EXIT))
                if made is not None and keeper.let_go_beside is not None:
                    _log(keeper.let_go_beside)  # the next window says it

    def _not_made(self, _error: DanvanError) -> bool:
        """Let the window close: the officer is about to go, and the next start tries again."""
        return True


class _TooLong(Exception):
    """The copy took longer than somebody waits."""


def _until(end: float) -> Tell:
    def tell(_done: int, _total: int) -> None:
        if time.monotonic() > end:
            raise _TooLong

    return tell


def _stand_of_second(store: Store) -> tuple[bool, bool]:
    """Tell whether the second place is there, and whether it lacks something."""
    keeper = store.copy_keeper
    return keeper.second_folder() is not None, keeper.lacks_second()


def _copy_daily(store: Store, _progress: Progress) -> Message | None:
    """Copy, and return what is to be told; a window that told it is the last to do so."""
    keeper = store.copy_keeper
    less = keeper.untold if keeper.keep_daily() is not None else None
    if less is not None:
        keeper.note_told()
    return less


def _log(less: Message) -> None:
    ErrorLog().note("copies let go", Translator()(less))


def _copy_second(store: Store, progress: Progress) -> None:
    store.copy_keeper.keep_second(progress.stoppable)
