"""From the start of the process to a window that takes clicks, against an empty window of PySide6.

``python bench/startup.py [TURNS]`` (15 unless told). Both windows are shown by Qt without a screen, in turns; the
program runs by its own entry, over a store of 2,000 petitions. Four moments are measured:

- the frame: title, unit and places are painted in the language and look that were chosen. What is clicked from here on
  is not lost, but done only when the page is there, since the window's thread loads it meanwhile;
- the page: the store is open, the overview painted with its buttons, and clicks are done at once;
- the list: what is to be done, all that is due of the 2,000 petitions, was read in the background and is painted;
- the figures: all that is counted beside it is, too.

The store lies as it was closed in the evening. What Python compiled is there, as after one start of an installed
program: of the program its own file for that, which is written after a start (``start_codes.py``), too.

Between both stands the bare page: no line of this program, but Qt's own widgets, as many as the page has and of the
same classes, names, words and places, in the same style sheet and typefaces, over SQLite with the same store.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from measuring import commune_with, ratio_line

from danvan_desktop.domain.record import Draft
from danvan_desktop.store.connection import connect

TURNS = 15
PETITIONS = 2_000

EMPTY = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication(sys.argv)
window = QMainWindow()
window.show()
application.processEvents()
print("usable", flush=True)
import os
os._exit(0)
"""

BARE = """
import json, os, sys
from PySide6 import QtWidgets
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontDatabase
from sqlcipher3 import dbapi2
page = json.load(open(sys.argv[1], encoding="utf-8"))
application = QtWidgets.QApplication([sys.argv[0], "-style", "Fusion"])
for font in page["fonts"]:
    QFontDatabase.addApplicationFont(font)
application.setStyleSheet(page["style"])
dbapi2.connect(page["store"]).execute("SELECT count(*) FROM record_petition").fetchone()
made = []
for kind, parent, name, words, place, shown in page["widgets"]:
    widget = getattr(QtWidgets, kind)(None if parent is None else made[parent])
    widget.setObjectName(name)
    widget.setGeometry(QRect(*place))
    if words:
        widget.setText(words)
    if parent is not None and not shown:
        widget.hide()
    made.append(widget)
made[0].show()
application.processEvents()
print("usable", flush=True)
os._exit(0)
"""

DESCRIBE = """
def describe(window):
    import json
    from PySide6 import QtWidgets
    from danvan_desktop.assets import resource_path
    from danvan_desktop.ui.theme import _BUNDLED_FONTS
    def tell(widget, parent):
        kind = next(one.__name__ for one in type(widget).__mro__ if one.__module__ == "PySide6.QtWidgets")
        words = widget.text() if kind in ("QLabel", "QPushButton", "QToolButton") else ""
        place = widget.geometry().getRect()
        told.append((kind, parent, widget.objectName(), words, place, not widget.isHidden()))
        number = len(told) - 1
        for child in widget.children():
            if isinstance(child, QtWidgets.QWidget) and not child.objectName().startswith("qt_"):
                tell(child, number)
    told = []
    tell(window, None)
    fonts = [str(resource_path("fonts", name)) for name in _BUNDLED_FONTS]
    style, store = QApplication.instance().styleSheet(), sys.argv[2]
    with open(wanted, "w", encoding="utf-8") as file:
        json.dump({"widgets": told, "style": style, "fonts": fonts, "store": store}, file)
    print("usable", flush=True)
    os._exit(0)
"""
"""Put before ours, it keeps in a file what the bare page is made of."""

OURS = """
import gc, os, sys
gc.disable()  # as the entry does while it loads
from danvan_desktop import start_codes
start_codes.use()
from danvan_desktop.ui.plain_imports import import_plainly
import_plainly()
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication
from danvan_desktop import __main__ as entry
from danvan_desktop.ui import app

def say(moment):
    if moment == wanted:
        print("usable", flush=True)
        os._exit(0)

open_store = app._Opening.open

def open_and_say(opening):
    say("frame")
    open_store(opening)
    from danvan_desktop.ui.pages.overview_page import OverviewPage
    show_entries = OverviewPage._show_entries

    def show_and_say(page):
        show_entries(page)
        QApplication.processEvents()
        say("list")

    OverviewPage._show_entries = show_and_say
    QApplication.processEvents()
    say("page")
    if wanted.endswith(".json"):
        start_codes.keep_if_lacking()  # as a second after the page
        describe(opening._window)
    events = QEventLoop()
    while opening._session.operations._reads:
        events.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    QApplication.processEvents()
    say("figures")

app._Opening.open = open_and_say
wanted = sys.argv.pop()
entry.main()
"""
MOMENTS = {"frame": "<= 1.6 x", "page": "<= 2.0 x", "list": "none set", "figures": "none set"}
"""Each with the goal for it."""


def main() -> None:
    turns = int(sys.argv[1]) if len(sys.argv) > 1 else TURNS
    with commune_with(PETITIONS) as store:
        path = store.path
        # An office with a village is no longer offered to be set up.
        store.save(Draft("unit", {"name": "Thôn Đông", "kind": "village", "code": "DS-01", "parent": store.unit.uid}))
        store.close()
        page = first_start(path)
        commands = {"empty": [EMPTY], "bare": [BARE, str(page)]} | {
            moment: [OURS, "--store", str(path), moment] for moment in MOMENTS
        }
        for command in commands.values():  # compiles, and warms the disk's cache, for all
            start(command, path.parent)
            close_as_in_the_evening(path)
        taken: dict[str, list[Taken]] = {what: [] for what in commands}
        for _turn in range(turns):
            for what, command in commands.items():
                taken[what].append(start(command, path.parent))
                close_as_in_the_evening(path)
    for moment, goal in MOMENTS.items():
        ours, empty = taken[moment], taken["empty"]
        ratio_line(f"start to the {moment}, median", middle(ours, "clock"), middle(empty, "clock"), goal)
        ratio_line("  of the processor, median", middle(ours, "processor"), middle(empty, "processor"), goal)
    for how in ("clock", "processor"):
        ratio_line(f"a bare page by the {how}, median", middle(taken["bare"], how), middle(taken["empty"], how), "none")


def first_start(store: Path) -> Path:
    """Start until all is kept that later ones take from a file; return that which tells what the page is made of."""
    page = store.with_name("page.json")
    for _time in range(2):
        start([DESCRIBE + OURS, "--store", str(store), str(page)], store.parent)
    return page


def close_as_in_the_evening(store: Path) -> None:
    """Bring what was written ahead into the file: a start that is cut off leaves it, the end of a day does not."""
    connect(store).close()


@dataclass(frozen=True)
class Taken:
    """Milliseconds by the clock, and of the processor, which other programs on the machine disturb less."""

    clock: float
    processor: float


def middle(turns: list[Taken], what: str) -> float:
    return statistics.median(getattr(taken, what) for taken in turns)


def start(command: list[str], folder: Path) -> Taken:
    """Start a script with its arguments and wait until it prints that its window is painted."""
    # As installed: compiled once, whatever this shell says.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    # A home of its own: each start here is cut off, and what it leaves would be looked through by the next.
    (home := folder / f"home-{time.monotonic_ns()}").mkdir()
    environment |= {"HOME": str(home), "XDG_STATE_HOME": str(home)}
    began, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    with subprocess.Popen(
        [sys.executable, "-c", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        env=environment,
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "usable\n"
        clock = time.perf_counter() - began
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = ended.ru_utime + ended.ru_stime - used.ru_utime - used.ru_stime
    return Taken(clock * 1000, processor * 1000)


if __name__ == "__main__":
    main()
