"""The waits of the window's thread while the working day of docs/so-sanh.md is walked by keys and by the mouse.

``python bench/working_day.py [GAP]``: every time in which the window could not have answered for GAP milliseconds (50
unless told) is told with the job and the key or click that began it. Milliseconds of the processor stand beside those
of the clock: on a busy machine only the former are the window's own.
"""

from __future__ import annotations

import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "script"))

from count_keys import walked_by
from hands import Hands
from mouse_day import MouseDay
from PySide6.QtCore import QAbstractEventDispatcher, QObject
from working_day import WorkingDay

from danvan_desktop.ui.app import make_application
from danvan_desktop.ui.warming import Warming

GAP = 50.0


@dataclass(frozen=True)
class Wait:
    """Milliseconds by the clock and of the window's thread, of what was being done."""

    clock: float
    processor: float
    deed: str


class Watch:
    """Looks at each turn of the event loop how long it took, and at each press."""

    def __init__(self) -> None:
        """Begin to look."""
        self.waits: list[Wait] = []
        self.presses = 0
        self.deed = ""
        self._since: tuple[float, float] | None = None
        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.awake.connect(self._begin)
        dispatcher.aboutToBlock.connect(self._end)

    def pressed(self, what: str, act: Callable[[], object]) -> object:
        """Do a press and time it."""
        self.presses += 1
        self.deed = what
        began = now()
        done = act()
        self._note(began)
        return done

    def _begin(self) -> None:
        self._since = now()

    def _end(self) -> None:
        if self._since is not None:
            self._note(self._since)
        self._since = None

    def _note(self, began: tuple[float, float]) -> None:
        clock, processor = (1000 * (one - other) for one, other in zip(now(), began, strict=True))
        self.waits.append(Wait(clock, processor, self.deed))


def now() -> tuple[float, float]:
    return time.perf_counter(), time.thread_time()


def watched(hands: type[Hands], watch: Watch) -> None:
    """Have what is pressed and clicked timed."""
    press, click = hands.press, hands.click

    def timed_press(self: Hands, key: Any, *held: Any) -> None:
        watch.pressed(f"{self.deed}: {key.name}", lambda: press(self, key, *held))

    def timed_click(self: Hands, widget: Any, *spot: Any, **how: Any) -> None:
        name = getattr(widget, "text", str)() or widget.accessibleName() or type(widget).__name__
        watch.pressed(f"{self.deed}: {name}", lambda: click(self, widget, *spot, **how))

    hands.press, hands.click = timed_press, timed_click  # type: ignore[method-assign]


def warm(application: QObject) -> None:
    """Load what the window loads within seconds of its start, while nobody waits."""
    warming = Warming(application)
    while warming.load_next():
        pass


def main() -> None:
    gap = float(sys.argv[1]) if len(sys.argv) > 1 else GAP
    warm(make_application([]))
    watch = Watch()
    watched(Hands, watch)
    for worker in (WorkingDay, MouseDay):
        walked_by(worker)
    long: dict[str, list[Wait]] = defaultdict(list)
    for wait in watch.waits:
        if wait.processor > gap:
            long[wait.deed].append(wait)
    for deed, waits in sorted(long.items(), key=lambda one: -max(wait.processor for wait in one[1])):
        worst = max(waits, key=lambda wait: wait.processor)
        print(f"{worst.processor:5.0f} ms of the processor, {worst.clock:5.0f} by the clock, {len(waits)} x  {deed}")
    print(f"{len(long)} of {watch.presses} presses kept the window busy for more than {gap:.0f} ms (goal 0)")


if __name__ == "__main__":
    main()
