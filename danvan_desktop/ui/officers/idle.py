"""Tells when nobody used the window for a while."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

LOCK_MINUTES = "lock.minutes"
"""The setting that holds after how many minutes without a key or a click the window locks itself; 0: never."""
USUAL_MINUTES = 10
"""What an office gets that chose nothing: long enough to read a letter, shorter than a talk in the corridor.

In a plain store nobody gives a passphrase to unlock the window: there it locks itself only where that was chosen.
"""
_LONGEST = 24 * 60
_LOOKS = 5_000
"""Milliseconds between two looks at the clock: a laptop that slept has passed its time when it wakes."""
_USES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


def minutes_of(kept: str, *, locked: bool) -> int:
    """Read the setting; anything that is no number of minutes of a day is the usual of a ``locked`` store, or plain."""
    usual = USUAL_MINUTES if locked else 0
    return int(kept) if kept.isdecimal() and kept.isascii() and int(kept) <= _LONGEST else usual


class Idle(QObject):
    """Watches for keys and clicks while a time is set, since to see every event costs each of them a little."""

    passed = Signal()

    def __init__(self, minutes: Callable[[], int], seconds: Callable[[], float], parent: QObject) -> None:
        """Begin to watch; ``seconds`` is a clock that nobody sets."""
        super().__init__(parent)
        self._minutes, self._seconds = minutes, seconds
        self._last, self._is_watching = seconds(), False
        self._timer = QTimer(self, interval=_LOOKS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self._watch(minutes() > 0)

    def look(self) -> None:
        """Tell when the time has passed."""
        minutes = self._minutes()
        self._watch(minutes > 0)
        if minutes and self._seconds() - self._last >= 60 * minutes:
            self._last = self._seconds()
            self.passed.emit()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        self._watch(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that somebody is there; nothing is kept from anybody."""
        if event.type() in _USES:
            self._last = self._seconds()
        return super().eventFilter(watched, event)

    def _watch(self, is_wanted: bool) -> None:
        application = QApplication.instance()
        if application is None or is_wanted is self._is_watching:
            return
        self._is_watching, self._last = is_wanted, self._seconds()
        if is_wanted:
            application.installEventFilter(self)
        else:
            application.removeEventFilter(self)
