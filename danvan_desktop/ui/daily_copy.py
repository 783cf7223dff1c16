"""Copies the store once a day, while the officer works: nobody has to think of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import _
from danvan_desktop.store import Store
from danvan_desktop.ui.operations import Operation, Operations, Progress

_FIRST, _LATER = 5 * 60_000, 60 * 60_000
"""Milliseconds: the start belongs to the officer; a window that stays open overnight has a new day."""


class DailyCopy(QObject):
    """Asks again and again whether today has its copy yet, and makes it in the background."""

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
        self._operations.read(lambda store: store.lacks_daily_copy(), self._make, key=(self, "due"), slow=True)

    def stop(self) -> None:
        """Look no more: the window is closed."""
        self._timer.stop()

    def _make(self, is_due: bool) -> None:
        if is_due:
            self._operations.run(Operation(_("Sao lưu hằng ngày"), _copy, on_error=self._not_made))

    def _not_made(self, _error: DanvanError) -> bool:
        """Say nothing of a full disk or a copy that failed: a save says that, and the next hour tries again."""
        return True


def _copy(store: Store, _progress: Progress) -> None:
    store.keep_daily_copy()
