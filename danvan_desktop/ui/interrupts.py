"""Lets Ctrl+C in a terminal close the window as a click on its cross does: what is not saved is asked about."""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # what ``signal`` is made of, without its enumerations
import os
import sys
from contextlib import suppress

from PySide6.QtCore import QObject, QSocketNotifier, QTimer
from PySide6.QtWidgets import QWidget

from danvan_desktop import interrupts


class Interrupts(QObject):
    """Waits for Ctrl+C as long as a window lives; a second one ends the program at once."""

    def __init__(self, window: QWidget) -> None:
        """Begin to wait."""
        super().__init__(window)
        self._were_any = False
        self._window, self._ends = window, tuple[int, ...]()
        interrupts.ask_first(self._ask)
        if sys.platform != "win32":  # where a window has no terminal
            self._wake()

    def stop(self) -> bool:
        """Wait no longer, so that the next Ctrl+C ends the program at once; tell whether there was one."""
        interrupts.end_at_once()
        if self._ends:
            self._notifier.setEnabled(False)
            _signal.set_wakeup_fd(-1)
            for end in self._ends:
                os.close(end)
        self._ends = ()
        return self._were_any

    def _ask(self) -> None:
        self._were_any = True
        QTimer.singleShot(0, self._window.close)

    def _wake(self) -> None:
        """Have Qt told of each signal: Python only hears of it when Qt calls something in Python."""
        self._ends = heard, told = os.pipe()
        for end in self._ends:
            os.set_blocking(end, False)
        _signal.set_wakeup_fd(told, warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(heard, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)

    def _hear(self) -> None:
        with suppress(BlockingIOError):
            os.read(self._ends[0], 64)
