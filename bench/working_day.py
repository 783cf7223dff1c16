"""The waits of the window's thread while the working day of docs/so-sanh.md is walked by keys and by the mouse.

``python bench/working_day.py [--gap MS] [--walks N]``: each press, letter or turn of the loop after it that kept the
window busy for more than MS milliseconds of the processor (50 unless told) is told with its job, its number in the walk
and where it went. Each of the N walks (1 unless told) has a process of its own; told is the median of them.
The largest memory of the day by keys is told, too. Milliseconds of the processor are the window's own; those by the
clock are also the machine's, where it is busy. Where it is very busy the processor's own memory is shared, too, and the
least of several walks comes nearest to the truth.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "script"))

from count_keys import walked_by
from hands import NOTHING_HELD, Hands
from measuring import most_memory
from mouse_day import MouseDay
from PySide6.QtCore import QAbstractEventDispatcher, QObject, QPoint, Qt
from PySide6.QtWidgets import QWidget
from working_day import WorkingDay

from danvan_desktop.ui.app import make_application
from danvan_desktop.ui.warming import Warming

Wait = tuple[str, float, float]
"""What was pressed, and the longest time after it in which the window could not answer: of the processor, by the clock;
in milliseconds."""


class WatchedHands(Hands):
    """Hands that note how long the window is busy with each of their presses, until the next one."""

    def __init__(self) -> None:
        """Nothing is noted yet."""
        super().__init__()
        self.waits: list[Wait] = []
        self._since: list[tuple[float, float]] = []
        # What a press opens may wait in a loop of its own: there it answers, and what follows is another wait.
        QAbstractEventDispatcher.instance().aboutToBlock.connect(self._answer_again)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NOTHING_HELD) -> None:
        """Press a key."""
        self._note(f"{key.name.removeprefix('Key_')} in {_told(self.focused())}")
        self._timed(lambda: super(WatchedHands, self).press(key, held))

    def strike(self, letter: str) -> None:
        """Press the key of a letter."""
        self._note(f"“{letter}” in {_told(self.focused())}")
        self._timed(lambda: super(WatchedHands, self).strike(letter))

    def click(self, widget: QWidget, spot: QPoint | None = None, *, double: bool = False) -> None:
        """Click a widget."""
        self._note(f"click on {_told(widget)}")
        self._timed(lambda: super(WatchedHands, self).click(widget, spot, double=double))

    def turn(self) -> None:
        """Let the window do what is due."""
        self._timed(super().turn)

    def _note(self, what: str) -> None:
        self.waits.append((f"{self.deed.partition(':')[0]} {len(self.waits)}: {what}", 0.0, 0.0))

    def _timed(self, act: Callable[[], object]) -> None:
        self._since.append(_now())
        act()
        self._end_wait()
        self._since.pop()

    def _answer_again(self) -> None:
        if self._since:
            self._end_wait()
            self._since = [_now()] * len(self._since)

    def _end_wait(self) -> None:
        if self.waits:
            what, *longest = self.waits[-1]
            taken = [1000 * (now - since) for now, since in zip(_now(), self._since[-1], strict=True)]
            self.waits[-1] = (what, *max(longest, taken))


def _now() -> tuple[float, float]:
    return time.thread_time(), time.perf_counter()


def _told(widget: QWidget) -> str:
    """Name a widget by its words, or those of what it lies in, and its class."""
    while not type(widget).__module__.startswith("danvan") and widget.parentWidget() is not None:
        if words := getattr(widget, "text", str)() or widget.accessibleName():
            return f"“{words}”"
        widget = widget.parentWidget()
    return f"{type(widget).__name__} “{getattr(widget, 'text', str)() or widget.accessibleName()}”"


def warm(application: QObject) -> None:
    """Load what the window loads within seconds of its start, while nobody waits."""
    warming = Warming(application)
    while warming.load_next():
        pass
    gc.freeze()


def walk() -> tuple[list[Wait], float]:
    """Walk the day by keys, which takes that many MB of memory at most, then by the mouse."""
    warm(make_application([]))
    waits: list[Wait] = []
    memory = []
    for worker in (WorkingDay, MouseDay):
        hands = WatchedHands()
        walked_by(worker, hands)
        waits += hands.waits
        memory.append(most_memory())
    return waits, memory[0]


def walk_apart() -> tuple[list[Wait], float]:
    """Walk in a process of its own, as an officer begins a day: with nothing made yet."""
    run = subprocess.run(
        [sys.executable, __file__, "--one"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True
    )
    waits, memory = json.loads(run.stdout.splitlines()[-1])
    return [tuple(wait) for wait in waits], memory


def main() -> None:
    arguments: Any = argparse.ArgumentParser()
    arguments.add_argument("--gap", type=float, default=50.0)
    arguments.add_argument("--walks", type=int, default=1)
    arguments.add_argument("--one", action="store_true")
    given = arguments.parse_args()
    if given.one:
        print(json.dumps(walk()))
        return
    walks, memory = zip(*(walk_apart() for _walk in range(given.walks)), strict=True)
    told = sorted((_median(one) for one in zip(*walks, strict=True)), key=lambda told: -told[0])
    for processor, least, clock, what in (one for one in told if one[0] > given.gap):
        print(f"{processor:5.0f} ms of the processor, {least:5.0f} at least, {clock:5.0f} by the clock  {what}")
    for number, how in ((0, "by the median"), (1, "in every walk")):
        long = sum(one[number] > given.gap for one in told)
        print(f"{long} of {len(told)} presses kept the window busy for more than {given.gap:.0f} ms {how} (goal 0)")
    print(f"{max(memory):.0f} MB of memory at most by the end of the day by keys (goal 250)")


def _median(waits: Sequence[Wait]) -> tuple[float, float, float, str]:
    """Return of one press in each walk: median and least of the processor, median by the clock, what it was."""
    processor = [wait[1] for wait in waits]
    return statistics.median(processor), min(processor), statistics.median(wait[2] for wait in waits), waits[0][0]


if __name__ == "__main__":
    main()
