"""One thing that takes a while and needs no open store, such as deriving a key, beside the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.ui.lane import Bug


class BackgroundWorker(QThread):
    """Does work in a thread of its own and tells the window's thread how it ended; one at a time."""

    answered = Signal(object, object)
    """What the work returned, or the DanvanError or Bug that it ended with."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Do nothing yet."""
        super().__init__(parent)
        self._work: Callable[[], object] | None = None
        self.is_busy = False
        """Whether what was asked last is not answered yet; the thread itself ends a moment after it answered."""

    def ask(self, work: Callable[[], object]) -> None:
        """Begin; only once the work before has been answered."""
        self.wait()
        self._work, self.is_busy = work, True
        self.start()

    def run(self) -> None:
        """Work, and tell."""
        work, self._work = self._work, None
        result: Any = None
        failed: Exception | None = None
        try:
            result = work() if work is not None else None
        except DanvanError as error:
            failed = error.with_traceback(None)
        except Exception as error:  # noqa: BLE001 - it is shown in the crash dialog, with its traceback
            failed = Bug(error)
        self.is_busy = False
        self.answered.emit(result, failed)
